//! The search index: tantivy builds it, then its one merged segment is written down in the compact layout that the
//! browser reads.
//!
//! tantivy tokenizes and makes the postings; its own file format needs a reader of 100 to 400 kB in the browser, ours
//! one of a few kB.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use tantivy::{
    DocSet, IndexWriter, TantivyDocument,
    postings::Postings,
    schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};

use super::{
    Article, LanguageContent, joined::joined, known_words::known_words, starter::starter_synonyms, topics::topics,
};
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::{Lang, LanguageWords, tokens},
    search::{FIELDS, Field, Index, IndexError, RawIndex, RawTerm, ReadTexts, Sequences, Synonym, Texts, encode},
};

/// Memory of the index writer, in bytes: 5,000 articles fit without a second segment.
const WRITER_MEMORY: usize = 256 << 20;

/// From so many articles on, a word of running text counts once or four times, not as often as it occurs. True counts are
/// worth 0.4 nDCG on small sites, nothing on large ones, and a sixth of the index.
const COUNTED_ROUGHLY: usize = 500;
/// There, a word of running text counts once up to so many occurrences.
const OFTEN_FROM: usize = 2;
/// What it counts from the next one on.
const OFTEN: usize = 4;

/// From so many articles on, words that occur nearly everywhere are left out of the index.
const LARGE_SITE: usize = 1_000;
/// These occur in more than one article of so many.
const COMMON_PART: usize = 5;

/// The texts of an article that are indexed.
#[derive(Clone, Copy, Debug)]
pub struct IndexSource<'a> {
    /// The article's title.
    pub title: &'a str,
    /// The sentence that sums it up: searched where there are no keywords.
    pub description: &'a str,
    /// Phrasings customers use.
    pub questions: &'a [String],
    /// Words customers use.
    pub keywords: &'a [String],
    /// What it says.
    pub blocks: &'a [Block],
}

impl Article {
    /// The texts that are indexed. Of an article that is not searched only the title is one: the browser reads it from the
    /// article's card.
    #[must_use]
    pub fn index_source(&self) -> IndexSource<'_> {
        let title = &self.card.title;
        if !self.is_searched {
            return IndexSource { title, description: "", questions: &[], keywords: &[], blocks: &[] };
        }
        IndexSource {
            title,
            description: &self.card.description,
            questions: &self.questions,
            keywords: &self.keywords,
            blocks: &self.blocks,
        }
    }
}

impl IndexSource<'_> {
    /// The texts of its fields, in the order of [`Field::ALL`]; its questions are documents of their own.
    #[must_use]
    pub fn fields(&self) -> [String; FIELDS] {
        let (mut headings, mut body) = (String::new(), String::new());
        for section in sections(self.blocks) {
            if let Some((_, heading)) = &section.heading {
                headings.push_str(heading);
                headings.push('\n');
            }
            body.push_str(&plain_blocks(self.blocks.get(section.blocks).unwrap_or_default()));
            body.push('\n');
        }
        // Beside keywords a description adds nothing: they are chosen, and it repeats the text.
        let mut keywords =
            if self.keywords.is_empty() { self.description.to_owned() } else { self.keywords.join("\n") };
        // The browser cuts the titles itself, into single words; what is joined in them stands beside the keywords.
        for word in joined(self.title, &tokens(self.title).collect::<Vec<_>>()) {
            keywords.push('\n');
            keywords.push_str(&word.term);
        }
        [self.title.to_owned(), String::new(), keywords, headings, body]
    }
}

/// Indexes built before, by the hash of their articles: a preview builds only the language that changed.
#[derive(Debug, Default)]
pub struct IndexCache {
    indexes: HashMap<String, Vec<u8>>,
    /// Per language what they were chosen for, and the synonyms.
    synonyms: HashMap<Lang, (String, Vec<Synonym>)>,
}

impl IndexCache {
    /// The index of these articles, built where it is not in the cache; indexes of the language's earlier content are
    /// dropped.
    ///
    /// # Errors
    /// As [`build_index`].
    pub(super) fn index(&mut self, lang: &str, articles: &[Article]) -> tantivy::Result<Vec<u8>> {
        let mut digest = Sha256::new();
        for article in articles {
            let IndexSource { title, description, questions, keywords, blocks } = article.index_source();
            let text = postcard::to_allocvec(&(title, description, questions, keywords, blocks));
            digest.update(text.unwrap_or_default());
        }
        let key = format!("{lang}-{:x?}", digest.finalize());
        if let Some(known) = self.indexes.get(&key) {
            return Ok(known.clone());
        }
        let index = build_index(lang, articles.iter().map(Article::index_source))?;
        self.indexes.retain(|other, _| !other.starts_with(&format!("{lang}-")));
        self.indexes.insert(key, index.clone());
        Ok(index)
    }

    /// The synonyms of a language for this index. Choosing them takes a second in a large language, so that a preview
    /// keeps them while articles are only edited: until one is added or removed, or the writer's own change.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn synonyms(&mut self, content: &LanguageContent, index: &[u8]) -> Result<Vec<Synonym>, IndexError> {
        let key = format!("{} {:?} {:?}", content.articles.len(), content.synonyms, content.starter);
        if let Some((known, synonyms)) = self.synonyms.get(&content.lang)
            && *known == key
        {
            return Ok(synonyms.clone());
        }
        let titles = content.articles.iter().map(|article| article.card.title.as_str());
        let synonyms = content.all_synonyms(&Index::decode(index, titles)?);
        self.synonyms.insert(content.lang.clone(), (key, synonyms.clone()));
        Ok(synonyms)
    }
}

impl LanguageContent {
    /// Its index as the browser reads it, with all synonyms and kinds of numbers.
    ///
    /// # Errors
    /// As [`build_index`].
    pub fn index(&self) -> tantivy::Result<Index> {
        let bytes = build_index(self.lang.as_str(), self.articles.iter().map(Article::index_source))?;
        let titles = self.articles.iter().map(|article| article.card.title.as_str());
        let index =
            Index::decode(&bytes, titles).map_err(|error| tantivy::TantivyError::InternalError(error.to_string()))?;
        let synonyms = self.all_synonyms(&index);
        Ok(index
            .with_synonyms(synonyms)
            .with_numbers(self.numbers.clone())
            .with_language(LanguageWords::of(self.lang.as_str())))
    }

    /// The writer's synonyms, those of the starter list that are of use beside them, and everyday words that are not to
    /// be corrected.
    #[must_use]
    pub fn all_synonyms(&self, index: &Index) -> Vec<Synonym> {
        let known = known_words(index, self.lang.as_str());
        let starter = self.starter.as_ref().map(|without| starter_synonyms(&self.lang, index, &self.synonyms, without));
        self.synonyms.iter().cloned().chain(starter.unwrap_or_default()).chain(known).collect()
    }

    /// Its texts, for a search; `known` caches what was read, for the next one.
    pub fn texts<'a>(&'a self, known: &'a mut Sequences) -> impl Texts + 'a {
        ReadTexts::new(known, |index: &Index, number| {
            let article = self.articles.get(number as usize)?;
            Some(index.sequence(&article.card.title, &article.blocks))
        })
    }
}

/// Builds an index and encodes it.
///
/// # Errors
/// What tantivy reports: none is expected on an index in memory.
pub fn build_index<'a>(lang: &str, articles: impl IntoIterator<Item = IndexSource<'a>>) -> tantivy::Result<Vec<u8>> {
    let mut schema = Schema::builder();
    let options = |tokenizer: &str| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Field::ALL.map(|field| {
        let name = format!("{field:?}");
        schema.add_text_field(&name, options(&name))
    });
    let number = schema.add_u64_field("number", FAST);
    let index = tantivy::Index::create_in_ram(schema.build());
    let articles: Vec<IndexSource<'a>> = articles.into_iter().collect();
    let roughly = articles.len() >= COUNTED_ROUGHLY;
    for field in Field::ALL {
        let analyser = Analyser { field, lang: lang.to_owned(), roughly };
        index.tokenizers().register(&format!("{field:?}"), TextAnalyzer::from(analyser));
    }

    let mut raw = RawIndex::default();
    // One thread: documents keep their order, and the build is the same every time.
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    let [_, questions, ..] = fields;
    let mut question_count = 0_u64;
    for (at, article) in (0_u64..).zip(articles) {
        let mut document = TantivyDocument::default();
        document.add_u64(number, at);
        fields.iter().zip(article.fields()).for_each(|(field, text)| document.add_text(*field, text));
        writer.add_document(document)?;
        for question in article.questions {
            let mut document = TantivyDocument::default();
            document.add_u64(number, question_count);
            document.add_text(questions, question);
            writer.add_document(document)?;
            question_count += 1;
        }
        raw.titles.push(article.title.to_owned());
        raw.questions.push(article.questions.len() as u32);
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    transcode(&index, &fields, &mut raw)?;
    raw.topics = topics(&raw);
    leave_out_common(&mut raw);
    Ok(encode(&raw))
}

/// Takes words out of the texts of a large site that occur in a fifth of its articles: a tenth of the postings, and on
/// 2,502 articles no difference to what is found (68.85 and 68.84 nDCG). Titles, headings and keywords keep them.
fn leave_out_common(raw: &mut RawIndex) {
    let articles = raw.titles.len();
    if articles < LARGE_SITE {
        return;
    }
    for term in &mut raw.terms {
        let [.., body] = &mut term.postings;
        if body.len() * COMMON_PART > articles {
            body.clear();
        }
    }
    raw.terms.retain(|term| term.postings.iter().any(|list| !list.is_empty()));
}

/// Writes down the postings of all segments.
fn transcode(
    index: &tantivy::Index,
    fields: &[tantivy::schema::Field; FIELDS],
    raw: &mut RawIndex,
) -> tantivy::Result<()> {
    let mut terms: BTreeMap<Vec<u8>, [Vec<(u32, u32)>; FIELDS]> = BTreeMap::new();
    for segment in index.reader()?.searcher().segment_readers() {
        let numbers = segment.fast_fields().u64("number")?;
        let holder = |document: u32| numbers.first(document).unwrap_or_default() as u32;
        for (at, &field) in fields.iter().enumerate() {
            let inverted = segment.inverted_index(field)?;
            let mut stream = inverted.terms().stream()?;
            while let Some((term, info)) = stream.next() {
                let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                let lists = terms.entry(term.to_vec()).or_default();
                let Some(list) = lists.get_mut(at) else { continue };
                while postings.doc() != tantivy::TERMINATED {
                    list.push((holder(postings.doc()), postings.term_freq()));
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

/// The core's own tokenizer, so that index and query cut and fold alike. In running text it leaves out stop words, and
/// on a large site it counts a word once or, from its third occurrence on, four times.
#[derive(Clone)]
struct Analyser {
    field: Field,
    /// The language whose stop words are left out of running text.
    lang: String,
    /// Whether occurrences are counted as one or four.
    roughly: bool,
}

/// The words of a field as the index counts them, with those that are written in pieces; in a title without, which the
/// browser cuts. In running text that is without stop words, and on a large site (`roughly`) each
/// once or four times.
#[must_use]
pub fn indexed_tokens(text: &str, field: Field, lang: &str, roughly: bool) -> Vec<crate::language::Token> {
    let mut all: Vec<_> = tokens(text).collect();
    if field != Field::Title {
        all.extend(joined(text, &all));
    }
    if !matches!(field, Field::Headings | Field::Body) {
        return all;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for token in &all {
        *counts.entry(token.term.clone()).or_default() += 1;
    }
    let mut out = Vec::with_capacity(all.len());
    let language = LanguageWords::of(lang);
    for token in all.into_iter().filter(|token| !language.is_stop(&token.term)) {
        // The first occurrence carries the count of all.
        let times = match counts.remove(&token.term) {
            None => 0,
            Some(times) if !roughly => times,
            Some(1..=OFTEN_FROM) => 1,
            Some(_) => OFTEN,
        };
        out.extend(core::iter::repeat_n(token, times));
    }
    out
}

struct SharedStream {
    tokens: std::vec::IntoIter<Token>,
    current: Token,
}

impl Tokenizer for Analyser {
    type TokenStream<'a> = SharedStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SharedStream {
        let to_tantivy = |(position, token): (usize, crate::language::Token)| Token {
            offset_from: token.start,
            offset_to: token.end,
            position,
            text: token.term,
            position_length: 1,
        };
        let tokens: Vec<Token> = indexed_tokens(text, self.field, &self.lang, self.roughly)
            .into_iter()
            .enumerate()
            .map(to_tantivy)
            .collect();
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
