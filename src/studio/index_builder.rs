//! The search index: tantivy builds it, then its one merged segment is written down in the compact layout that the
//! browser reads.
//!
//! tantivy does what it is best at (tokenizing, postings, field norms); its own file format needs a reader of
//! 100 to 400 kB in the browser, ours a few.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use tantivy::{
    DocSet, Index, IndexWriter, TantivyDocument,
    postings::Postings,
    schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};

use super::Article;
use crate::{
    knowledge::{Block, plain_blocks, sections},
    search::{FIELDS, Field, RawIndex, RawTerm, encode, tokens},
};

/// Memory of the index writer, in bytes: 5,000 articles fit without a second segment.
const WRITER_MEMORY: usize = 256 << 20;

/// What the index is made of, per article.
#[derive(Clone, Copy, Debug)]
pub struct IndexSource<'a> {
    /// The article's title.
    pub title: &'a str,
    /// Phrasings customers use.
    pub questions: &'a [String],
    /// Words customers use.
    pub keywords: &'a [String],
    /// What it says.
    pub blocks: &'a [Block],
}

/// Indexes built before, by what they were built of: a preview builds only the language that changed.
#[derive(Debug, Default)]
pub struct IndexCache(HashMap<String, Vec<u8>>);

impl IndexCache {
    /// The index of these articles, built where it is not known; indexes of other content are forgotten.
    ///
    /// # Errors
    /// As [`build_index`].
    pub(super) fn index(&mut self, lang: &str, articles: &[Article]) -> tantivy::Result<Vec<u8>> {
        let mut digest = Sha256::new();
        for article in articles {
            let text =
                postcard::to_allocvec(&(&article.card.title, &article.questions, &article.keywords, &article.blocks));
            digest.update(text.unwrap_or_default());
        }
        let key = format!("{lang}-{:x?}", digest.finalize());
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let index = build_index(articles.iter().map(Article::index_source))?;
        self.0.retain(|other, _| !other.starts_with(&format!("{lang}-")));
        self.0.insert(key, index.clone());
        Ok(index)
    }
}

/// Builds an index and encodes it.
///
/// # Errors
/// What tantivy reports: none is expected on an index in memory.
pub fn build_index<'a>(articles: impl IntoIterator<Item = IndexSource<'a>>) -> tantivy::Result<Vec<u8>> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("nightdesk")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Field::ALL.map(|field| schema.add_text_field(&format!("{field:?}"), text.clone()));
    let number = schema.add_u64_field("section", FAST);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("nightdesk", TextAnalyzer::from(SharedTokenizer));

    let mut raw = RawIndex::default();
    let mut count = 0_u64;
    // One thread: documents keep their order, and the build is the same every time.
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    for article in articles {
        let parts = sections(article.blocks);
        raw.sections.push(parts.len() as u32);
        for (at, section) in parts.iter().enumerate() {
            let mut document = TantivyDocument::default();
            let mut add = |field: Field, text: &str| {
                if let Some(&field) = fields.get(field as usize) {
                    document.add_text(field, text);
                }
            };
            if at == 0 {
                add(Field::Title, article.title);
                article.questions.iter().for_each(|question| add(Field::Questions, question));
                article.keywords.iter().for_each(|keyword| add(Field::Keywords, keyword));
            }
            if let Some((_, heading)) = &section.heading {
                add(Field::Headings, heading);
            }
            add(Field::Body, &plain_blocks(article.blocks.get(section.blocks.clone()).unwrap_or_default()));
            document.add_u64(number, count);
            writer.add_document(document)?;
            count += 1;
        }
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    transcode(&index, &fields, count as usize, &mut raw)?;
    Ok(encode(&raw))
}

/// Writes down the postings, norms and word counts of all segments.
fn transcode(
    index: &Index,
    fields: &[tantivy::schema::Field; FIELDS],
    count: usize,
    raw: &mut RawIndex,
) -> tantivy::Result<()> {
    let mut terms: BTreeMap<Vec<u8>, [Vec<(u32, u32)>; FIELDS]> = BTreeMap::new();
    raw.norms = std::array::from_fn(|_| vec![0; count]);
    for segment in index.reader()?.searcher().segment_readers() {
        let numbers = segment.fast_fields().u64("section")?;
        let section = |document: u32| numbers.first(document).unwrap_or_default() as u32;
        for (at, &field) in fields.iter().enumerate() {
            let inverted = segment.inverted_index(field)?;
            if let Some(words) = raw.words.get_mut(at) {
                *words += inverted.total_num_tokens();
            }
            let norms = segment.get_fieldnorms_reader(field)?;
            for document in 0..segment.max_doc() {
                if let Some(norm) = raw.norms.get_mut(at).and_then(|norms| norms.get_mut(section(document) as usize)) {
                    *norm = norms.fieldnorm_id(document);
                }
            }
            let mut stream = inverted.terms().stream()?;
            while let Some((term, info)) = stream.next() {
                let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                let lists = terms.entry(term.to_vec()).or_default();
                let Some(list) = lists.get_mut(at) else { continue };
                while postings.doc() != tantivy::TERMINATED {
                    list.push((section(postings.doc()), postings.term_freq()));
                    postings.advance();
                }
            }
        }
    }
    raw.terms = terms
        .into_iter()
        .map(|(text, mut postings)| {
            postings.iter_mut().for_each(|list| list.sort_unstable());
            RawTerm { text: String::from_utf8_lossy(&text).into_owned(), postings }
        })
        .collect();
    Ok(())
}

/// The core's own tokenizer, so that index and query cut and fold alike.
#[derive(Clone)]
struct SharedTokenizer;

struct SharedStream {
    tokens: std::vec::IntoIter<Token>,
    current: Token,
}

impl Tokenizer for SharedTokenizer {
    type TokenStream<'a> = SharedStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SharedStream {
        let own = |(position, token): (usize, crate::search::Token)| Token {
            offset_from: token.start,
            offset_to: token.end,
            position,
            text: token.term,
            position_length: 1,
        };
        let tokens: Vec<Token> = tokens(text).enumerate().map(own).collect();
        SharedStream { tokens: tokens.into_iter(), current: Token::default() }
    }
}

impl TokenStream for SharedStream {
    fn advance(&mut self) -> bool {
        match self.tokens.next() {
            Some(token) => {
                self.current = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.current
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.current
    }
}
