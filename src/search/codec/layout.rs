//! The description of the stream, for both directions: counts, questions, dictionary. The reader passes an empty
//! index as what is known, so that every known value is zero and the decisions read take its place.

use alloc::vec::Vec;

use super::{
    IndexError, RawIndex, RawTerm, STRICT,
    coder::{Chance, Coder, Number},
    lists::Lists,
    titles::Titles,
    words::Words,
};
use crate::search::{Field, TOPICS, Topics, index::Parts};

/// Codes a whole index. `models` is known when writing; `limit` is how many entries the input may describe.
pub(super) fn walk<C: Coder>(
    coder: &mut C,
    raw: &RawIndex,
    mut titles: Titles,
    models: &[u32],
    limit: usize,
) -> Result<Parts, IndexError> {
    let counts = Counts::of(raw).code(coder);
    if counts.entries() > limit || coder.past_end() {
        return Err(IndexError("counts"));
    }
    let article_of = questions(coder, raw, &counts)?;
    let mut lists = Lists::new(coder, models, &counts)?;
    let mut words = Words::new(coder, raw);

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
    let nothing = RawTerm::default();
    let (mut more, mut titled) = (Chance::EVEN, [Chance::EVEN; 2]);
    let mut masks = alloc::vec![Chance::EVEN; 32 << 4];
    let (mut start, mut mask) = (0, 0);
    loop {
        let term = raw.terms.get(parts.text_ends.len()).unwrap_or(&nothing);
        let before = start..parts.text.len();
        start = parts.text.len();
        let title = match titles.next() {
            Some(word) if coder.bit_at(&mut titled, mask & 1, *term.text == *word) => {
                parts.text.extend_from_slice(word.as_bytes());
                words.follow(word);
                titles.take(|article| parts.push(Field::Title as usize, article, 1));
                true
            }
            None if !coder.bit(&mut more, !term.text.is_empty()) => break,
            _ => {
                words.code(coder, &term.text, &mut parts.text)?;
                false
            }
        };
        let (before, text) = (parts.text.get(before), parts.text.get(start..).unwrap_or_default());
        let behind = titles.next().is_some_and(|title| text >= title.as_bytes());
        if behind || text.is_empty() || before.is_some_and(|before| before >= text) {
            return Err(IndexError("terms out of order"));
        }
        if parts.text.len() > counts.text || coder.past_end() {
            return Err(IndexError("terms"));
        }
        parts.text_ends.push(parts.text.len() as u32);

        let others = term.postings.iter().skip(1);
        let known = others.rev().fold(0, |mask, list| mask << 1 | usize::from(!list.is_empty()));
        mask = coder.symbol(&mut masks, (usize::from(title) << 4 | mask >> 1) << 4, 4, known) << 1 | usize::from(title);
        if mask == 0 {
            return Err(IndexError("postings"));
        }
        parts.list_ends.push(parts.docs.len() as u32);
        for (field, known) in term.postings.iter().enumerate().skip(1) {
            if mask & (1 << field) != 0 {
                lists.code(coder, field, known, &mut parts)?;
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
    topics(coder, raw, &mut parts)?;
    Ok(parts)
}

/// The topics: scales as they are, places as numbers around 7 that learn from the others of their topic.
fn topics<C: Coder>(coder: &mut C, raw: &RawIndex, parts: &mut Parts) -> Result<(), IndexError> {
    if !coder.even(!raw.topics.places.is_empty()) {
        return Ok(());
    }
    for topic in 0..TOPICS {
        let known = raw.topics.scales.get(topic).copied().unwrap_or_default().to_bits();
        let bits = (0..32).rev().fold(0, |bits, place| bits << 1 | u32::from(coder.even(known >> place & 1 == 1)));
        parts.topics.scales.push(f32::from_bits(bits));
    }
    let mut chances = alloc::vec![Chance::EVEN; TOPICS << 4];
    for place in 0..parts.article_count * TOPICS {
        let known = i32::from(raw.topics.places.get(place).copied().unwrap_or_default()) + 8;
        let found = coder.symbol(&mut chances, (place % TOPICS) << 4, 4, known as usize);
        parts.topics.places.push(found as i8 - 8);
        if coder.past_end() {
            return Err(IndexError("topics"));
        }
    }
    if parts.topics.fits(parts.article_count) { Ok(()) } else { Err(IndexError("topics")) }
}

/// What the stream begins with.
pub(super) struct Counts {
    pub(super) articles: usize,
    questions: usize,
    text: usize,
    postings: usize,
}

impl Counts {
    pub(super) fn of(raw: &RawIndex) -> Self {
        Self {
            articles: raw.questions.len(),
            questions: raw.questions.iter().map(|&count| count as usize).sum(),
            text: raw.terms.iter().map(|term| term.text.len()).sum(),
            postings: raw.terms.iter().flat_map(|term| &term.postings).map(Vec::len).sum(),
        }
    }

    fn code(self, coder: &mut impl Coder) -> Self {
        let mut context = Number::NEW;
        let mut number = |value: usize| coder.number(&mut context, value as u32) as usize;
        Self {
            articles: number(self.articles),
            questions: number(self.questions),
            text: number(self.text),
            postings: number(self.postings),
        }
    }

    /// How much the stream describes in all.
    pub(super) fn entries(&self) -> usize {
        [self.articles, self.questions, self.text, self.postings].into_iter().fold(0, usize::saturating_add)
    }

    /// How many there are of what the lists of a field hold.
    pub(super) fn holders(&self, field: Field) -> usize {
        if field == Field::Questions { self.questions } else { self.articles }
    }
}

/// Per question, its article.
fn questions<C: Coder>(coder: &mut C, raw: &RawIndex, counts: &Counts) -> Result<Vec<u32>, IndexError> {
    let mut context = Number::NEW;
    let mut article_of = Vec::with_capacity(counts.questions);
    for article in 0..counts.articles {
        let known = raw.questions.get(article).copied().unwrap_or_default();
        let own = coder.number(&mut context, known) as usize;
        if own > counts.questions - article_of.len() || coder.past_end() {
            return Err(IndexError("questions"));
        }
        article_of.extend(core::iter::repeat_n(article as u32, own));
    }
    if article_of.len() == counts.questions { Ok(article_of) } else { Err(IndexError("questions")) }
}
