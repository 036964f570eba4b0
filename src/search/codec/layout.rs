//! The order of the stream, for both directions: counts, questions, references, dictionary with lists, topics.
//!
//! Every function here takes the index as far as it is known: the whole of it when encoding, an empty one when
//! decoding. Once a value is coded, only what the coder returned is used.

use alloc::vec::Vec;

use super::{
    coder::Coder,
    counts::{Counts, STRICT},
    error::IndexError,
    lists::PostingLists,
    model::{BitModel, NumberModel},
    raw::{RawIndex, RawTerm},
    terms::FrontCoding,
    titles::TitleTerms,
};
use crate::search::{Field, TOPICS, Topics, index::Parts};

/// Codes a whole index. `references` are known when encoding; `limit` is how many entries the input may describe.
pub(super) fn code_index<C: Coder>(
    coder: &mut C,
    known: &RawIndex,
    titles: TitleTerms,
    references: &[u32],
    limit: usize,
) -> Result<Parts, IndexError> {
    let counts = Counts::of(known).code(coder);
    if counts.entries() > limit || coder.past_end() {
        return Err(IndexError("counts"));
    }
    let article_of = code_questions(coder, known, &counts)?;
    let mut parts = Parts {
        lengths: Field::ALL.map(|field| alloc::vec![0; counts.holders(field)]),
        article_count: counts.articles,
        article_of,
        text: Vec::with_capacity(counts.text),
        text_ends: Vec::new(),
        list_ends: Vec::new(),
        docs: Vec::with_capacity(counts.postings),
        tfs: Vec::with_capacity(counts.postings),
        topics: Topics::default(),
    };
    let lists = PostingLists::code_references(coder, references, &counts)?;
    let spelling = FrontCoding::code_script(coder, known);
    code_dictionary(coder, known, titles, &counts, lists, spelling, &mut parts)?;
    code_topics(coder, known, &mut parts)?;
    Ok(parts)
}

/// Codes how many questions each article has. Gives, per question, its article.
fn code_questions<C: Coder>(coder: &mut C, known: &RawIndex, counts: &Counts) -> Result<Vec<u32>, IndexError> {
    let mut models = NumberModel::NEW;
    let mut article_of = Vec::with_capacity(counts.questions);
    for article in 0..counts.articles {
        let known = known.questions.get(article).copied().unwrap_or_default();
        let own = coder.code_number(&mut models, known) as usize;
        if own > counts.questions - article_of.len() || coder.past_end() {
            return Err(IndexError("questions"));
        }
        article_of.extend(core::iter::repeat_n(article as u32, own));
    }
    if article_of.len() == counts.questions { Ok(article_of) } else { Err(IndexError("questions")) }
}

/// Where the text of a term comes from.
enum Source<'a> {
    /// It is the next term of the titles.
    Title(&'a str),
    /// It is spelled in the stream.
    Stream,
}

/// The models of [`code_source`].
struct SourceModels {
    /// By whether the term before came from the titles.
    title: [BitModel; 2],
    more: BitModel,
}

/// Codes where the text of the next term comes from. `None` is the end of the dictionary, which is only asked for where
/// the titles have no further term.
fn code_source<'a, C: Coder>(
    coder: &mut C,
    models: &mut SourceModels,
    next_title_term: Option<&'a str>,
    after_title: bool,
    known: &str,
) -> Option<Source<'a>> {
    match next_title_term {
        Some(text) if coder.code_bit_in(&mut models.title, usize::from(after_title), known == text) => {
            Some(Source::Title(text))
        }
        None if !coder.code_bit(&mut models.more, !known.is_empty()) => None,
        _ => Some(Source::Stream),
    }
}

/// Codes all terms, each with its lists.
fn code_dictionary<C: Coder>(
    coder: &mut C,
    known: &RawIndex,
    mut titles: TitleTerms,
    counts: &Counts,
    mut lists: PostingLists<'_>,
    mut spelling: FrontCoding,
    parts: &mut Parts,
) -> Result<(), IndexError> {
    let unknown = RawTerm::default();
    let mut source_models = SourceModels { title: [BitModel::NEW; 2], more: BitModel::NEW };
    // By the fields of the term before, and by whether the term is in a title: in which other fields it is.
    let mut field_models = alloc::vec![BitModel::NEW; 32 << 4];
    // Of the term before: where its text starts, and a bit per field that holds it, the lowest for the title.
    let (mut start, mut fields) = (0, 0);
    loop {
        let known = known.terms.get(parts.text_ends.len()).unwrap_or(&unknown);
        let previous = start..parts.text.len();
        start = parts.text.len();
        let source = code_source(coder, &mut source_models, titles.next_term(), fields & 1 == 1, &known.text);
        let in_title = match source {
            None => break,
            Some(Source::Title(text)) => {
                parts.text.extend_from_slice(text.as_bytes());
                spelling.skip_term(text);
                titles.take_list(|article| parts.push(Field::Title as usize, article, 1));
                true
            }
            Some(Source::Stream) => {
                spelling.code_term(coder, &known.text, &mut parts.text)?;
                false
            }
        };
        let (previous, text) = (parts.text.get(previous), parts.text.get(start..).unwrap_or_default());
        if titles.skipped_by(text) || text.is_empty() || previous.is_some_and(|previous| previous >= text) {
            return Err(IndexError("terms out of order"));
        }
        if parts.text.len() > counts.text || coder.past_end() {
            return Err(IndexError("terms"));
        }
        parts.text_ends.push(parts.text.len() as u32);

        let known_others = known.postings.iter().skip(1);
        let known_others = known_others.rev().fold(0, |mask, list| mask << 1 | usize::from(!list.is_empty()));
        let context = usize::from(in_title) << 4 | fields >> 1;
        let others = coder.code_symbol(&mut field_models, context << 4, 4, known_others);
        fields = others << 1 | usize::from(in_title);
        if fields == 0 {
            return Err(IndexError("postings"));
        }
        parts.list_ends.push(parts.docs.len() as u32);
        for (field, known) in known.postings.iter().enumerate().skip(1) {
            if fields & (1 << field) != 0 {
                lists.code_list(coder, field, known, parts)?;
            }
            if parts.docs.len() > counts.postings || coder.past_end() {
                return Err(IndexError("postings"));
            }
            parts.list_ends.push(parts.docs.len() as u32);
        }
    }
    if STRICT && (parts.text.len(), parts.docs.len()) != (counts.text, counts.postings) {
        return Err(IndexError("counts do not fit"));
    }
    Ok(())
}

/// Codes the topics, where there are any: scales as the 32 bits of a float, coordinates as symbols of four bits, each
/// in the context of its topic.
fn code_topics<C: Coder>(coder: &mut C, known: &RawIndex, parts: &mut Parts) -> Result<(), IndexError> {
    if !coder.code_even_bit(!known.topics.places.is_empty()) {
        return Ok(());
    }
    for topic in 0..TOPICS {
        let known = known.topics.scales.get(topic).copied().unwrap_or_default().to_bits();
        let bit = |position: u32| known >> position & 1 == 1;
        let bits = (0..32).rev().fold(0, |bits, position| bits << 1 | u32::from(coder.code_even_bit(bit(position))));
        parts.topics.scales.push(f32::from_bits(bits));
    }
    let mut models = alloc::vec![BitModel::NEW; TOPICS << 4];
    for at in 0..parts.article_count * TOPICS {
        let known = i32::from(known.topics.places.get(at).copied().unwrap_or_default()) + 8;
        let coordinate = coder.code_symbol(&mut models, (at % TOPICS) << 4, 4, known as usize);
        parts.topics.places.push(coordinate as i8 - 8);
        if coder.past_end() {
            return Err(IndexError("topics"));
        }
    }
    if parts.topics.fits(parts.article_count) { Ok(()) } else { Err(IndexError("topics")) }
}
