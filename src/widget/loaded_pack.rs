//! The content of one language, ready to use: its pack and its index.

use std::{cell::RefCell, sync::Mutex};

use crate::{
    knowledge::{ArticleCard, Block},
    pack::{self, Pack, PackError, Text, decode_chunk},
    search::{Index, Outcome, Query, ReadTexts, Sequences},
    text::Strings,
};

/// A decoded pack.
pub(super) struct LoadedPack {
    pub(super) pack: Pack,
    pub(super) index: Index,
    strings: &'static Strings,
    /// Chunks of text fetched so far, with their numbers.
    chunks: RefCell<Vec<(u32, Vec<Vec<Block>>)>>,
    /// Articles as the numbers of their words, read once.
    sequences: RefCell<Sequences>,
}

/// Where the text of an article is.
pub(super) enum TextState {
    /// In memory.
    Ready(Vec<Block>),
    /// In a file that is not fetched yet: number of the chunk, name.
    NotFetched(u32, String),
}

impl LoadedPack {
    /// Reads a pack.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut pack = pack::decode(bytes)?;
        let titles = pack.articles.iter().map(|card| card.title.as_str());
        let index = Index::decode(&pack.index, titles).map_err(|_| PackError::Damaged)?;
        pack.index = Vec::new();
        if index.article_count() != pack.articles.len() {
            return Err(PackError::Damaged);
        }
        let index = index.with_synonyms(std::mem::take(&mut pack.synonyms));
        let index = index.with_numbers(std::mem::take(&mut pack.numbers));
        let strings = strings(&pack.strings).ok_or(PackError::Damaged)?;
        Ok(Self { pack, index, strings, chunks: RefCell::default(), sequences: RefCell::default() })
    }

    pub(super) fn strings(&self) -> &'static Strings {
        self.strings
    }

    pub(super) fn card(&self, number: u32) -> Option<&ArticleCard> {
        self.pack.articles.get(number as usize)
    }

    /// The number of an article by its address.
    pub(super) fn article(&self, slug: &str) -> Option<u32> {
        self.pack.articles.iter().position(|card| card.slug.as_str() == slug).map(|position| position as u32)
    }

    /// The number of a category by its key.
    pub(super) fn category(&self, key: &str) -> Option<u32> {
        self.pack.categories.iter().position(|category| category.key == key).map(|position| position as u32)
    }

    /// Answers a question.
    pub(super) fn search(&self, question: &str, literal: bool, limit: usize) -> Outcome {
        let query = Query::new(question, self.pack.lang.as_str());
        let query = if literal { query.literally() } else { query };
        let mut known = self.sequences.borrow_mut();
        let mut texts = ReadTexts::new(&mut known, |index: &Index, article| {
            let title = &self.card(article)?.title;
            self.read(article, |blocks| index.sequence(title, blocks))
        });
        self.index.search(&query, limit, &mut texts)
    }

    /// Reads the text of an article where it is in memory.
    pub(super) fn read<T>(&self, number: u32, read: impl FnOnce(&[Block]) -> T) -> Option<T> {
        match &self.pack.text {
            Text::Inline(articles) => articles.get(number as usize).map(|blocks| read(blocks)),
            Text::Chunked { per_chunk, .. } => {
                let (chunk, offset) = (number / per_chunk, number % per_chunk);
                let chunks = self.chunks.borrow();
                let (_, articles) = chunks.iter().find(|(known, _)| *known == chunk)?;
                articles.get(offset as usize).map(|blocks| read(blocks))
            }
        }
    }

    /// The number and name of a chunk that is not fetched yet: the one at this position among them, modulo their
    /// number.
    pub(super) fn missing_chunk(&self, after: usize) -> Option<(u32, String)> {
        let Text::Chunked { files, .. } = &self.pack.text else { return None };
        let known: Vec<u32> = self.chunks.borrow().iter().map(|(known, _)| *known).collect();
        let mut missing = (0..).zip(files).filter(|(number, _)| !known.contains(number)).cycle();
        missing.nth(after).map(|(number, name)| (number, name.clone()))
    }

    /// The text of an article, or the file that has it.
    pub(super) fn text(&self, number: u32) -> Option<TextState> {
        match (self.read(number, <[Block]>::to_vec), &self.pack.text) {
            (Some(blocks), _) => Some(TextState::Ready(blocks)),
            (None, Text::Inline(_)) => None,
            (None, Text::Chunked { per_chunk, files }) => {
                let chunk = number / per_chunk;
                files.get(chunk as usize).map(|file| TextState::NotFetched(chunk, file.clone()))
            }
        }
    }

    /// Adds a fetched chunk; `false` where its bytes are damaged.
    pub(super) fn add_chunk(&self, chunk: u32, bytes: &[u8]) -> bool {
        let articles = decode_chunk(bytes).ok();
        let good = articles.is_some();
        self.chunks.borrow_mut().extend(articles.map(|articles| (chunk, articles)));
        good
    }
}

/// The table of texts of a pack, read once for every language: it is never freed.
fn strings(joined: &str) -> Option<&'static Strings> {
    static KNOWN: Mutex<Vec<(String, &'static Strings)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().ok()?;
    if let Some((_, strings)) = known.iter().find(|(text, _)| text == joined) {
        return Some(strings);
    }
    let strings = Strings::split(joined)?;
    known.push((joined.to_owned(), strings));
    Some(strings)
}
