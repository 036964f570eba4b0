//! The content of one language, ready to use: its pack and its index.

use std::{
    cell::{Ref, RefCell},
    sync::Mutex,
};

use crate::{
    knowledge::{ArticleCard, Block},
    language::LanguageWords,
    pack::{self, Pack, PackError, Text, decode_chunk},
    search::{Index, Outcome, Query, ReadTexts, Sequences},
    text::Strings,
};

/// How many texts are fetched at the same time for the question that is shown.
const AT_ONCE: u32 = 3;

/// A decoded pack.
pub(super) struct LoadedPack {
    pub(super) pack: Pack,
    pub(super) index: Index,
    strings: &'static Strings,
    /// The text: one chunk where all is in the pack.
    chunks: RefCell<Vec<Chunk>>,
    /// Articles per chunk.
    per_chunk: u32,
    /// Articles as the numbers of their words, read once.
    sequences: RefCell<Sequences>,
}

/// The text of some articles.
#[derive(Default)]
struct Chunk {
    /// The name of its file in the bundle.
    name: String,
    /// Empty where it is not in memory.
    articles: Vec<Vec<Block>>,
    /// Whether it is on its way; also where there is no file.
    fetching: bool,
    /// How many times it could not be fetched.
    failed: u32,
    /// How much the screen waits for it: 0 is not at all.
    need: u8,
}

impl Chunk {
    /// Whether the screen waits for it, and may get it soon.
    fn is_due(&self) -> bool {
        self.need > 0 && self.failed == 0 && self.articles.is_empty()
    }
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
        let index = index.with_language(LanguageWords::read(std::mem::take(&mut pack.words)));
        let strings = strings(&pack.strings).ok_or(PackError::Damaged)?;
        let (per_chunk, chunks) = match std::mem::replace(&mut pack.text, Text::Inline(Vec::new())) {
            Text::Inline(articles) => (u32::MAX, vec![Chunk { articles, fetching: true, ..Chunk::default() }]),
            Text::Chunked { per_chunk, files } => {
                (per_chunk, files.into_iter().map(|name| Chunk { name, ..Chunk::default() }).collect())
            }
        };
        Ok(Self { pack, index, strings, chunks: RefCell::new(chunks), per_chunk, sequences: RefCell::default() })
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

    /// Answers a question; with the best article, and those whose texts would have counted but are not in memory, best
    /// first.
    pub(super) fn search(&self, question: &str, literal: bool, limit: usize) -> (Outcome, Vec<u32>) {
        let query = Query::new(question, self.index.language());
        let query = if literal { query.literally() } else { query };
        let mut known = self.sequences.borrow_mut();
        let mut missed = Vec::new();
        let mut texts = ReadTexts::new(&mut known, |index: &Index, article| {
            let title = &self.card(article)?.title;
            let blocks = self.blocks(article);
            if blocks.is_none() {
                missed.push(article);
            }
            Some(index.sequence(title, &blocks?))
        });
        let outcome = self.index.search(&query, limit, &mut texts);
        // What the number of a question leads to need not be among them.
        if let Some(best) = outcome.hits.first() {
            missed.insert(0, best.article);
        }
        (outcome, missed)
    }

    /// The text of an article where it is in memory.
    pub(super) fn blocks(&self, number: u32) -> Option<Ref<'_, [Block]>> {
        let (chunk, at) = (self.chunk_of(number), (number % self.per_chunk) as usize);
        let chunks = self.chunks.borrow();
        Ref::filter_map(chunks, |chunks| chunks.get(chunk)?.articles.get(at).map(Vec::as_slice)).ok()
    }

    /// The number of the chunk that has the text of an article.
    pub(super) fn chunk_of(&self, number: u32) -> usize {
        (number / self.per_chunk) as usize
    }

    /// The screen waits for the texts of these articles, the first one most of all; for no others any more.
    pub(super) fn want(&self, articles: &[u32]) {
        let chunks = &mut *self.chunks.borrow_mut();
        chunks.iter_mut().for_each(|chunk| chunk.need = 0);
        for (need, article) in (1..).zip(articles.iter().rev()) {
            if let Some(chunk) = chunks.get_mut(self.chunk_of(*article)) {
                chunk.need = need;
            }
        }
    }

    /// Whether the screen waits for a text that may arrive soon.
    pub(super) fn waits(&self) -> bool {
        self.chunks.borrow().iter().any(Chunk::is_due)
    }

    /// The chunk to be fetched next. At once, a few at the same time: what the screen waits for. Else one at a time,
    /// `all` or only what the screen waits for: what failed least, so that one that always fails blocks no others.
    pub(super) fn next_chunk(&self, at_once: bool, all: bool) -> Option<usize> {
        let (mut next, mut least, mut busy) = (None, u32::MAX, 0);
        for (number, chunk) in self.chunks.borrow().iter().enumerate() {
            busy += u32::from(chunk.fetching);
            let fits = if at_once { chunk.is_due() } else { all || chunk.need > 0 };
            let order = (chunk.failed << 8) + u32::from(u8::MAX - chunk.need);
            if fits && order < least && !chunk.fetching && chunk.articles.is_empty() {
                (next, least) = (Some(number), order);
            }
        }
        next.filter(|_| busy < if at_once { AT_ONCE } else { 1 })
    }

    /// The name of a chunk that is on its way from now on; `None` where it is already.
    pub(super) fn begin_chunk(&self, chunk: usize) -> Option<String> {
        let chunks = &mut *self.chunks.borrow_mut();
        let chunk = chunks.get_mut(chunk).filter(|chunk| !chunk.fetching)?;
        chunk.fetching = true;
        Some(chunk.name.clone())
    }

    /// Adds a chunk, or notes that its bytes are missing or damaged. Tells whether it was added, and whether the screen
    /// waited for it.
    pub(super) fn end_chunk(&self, chunk: usize, bytes: Option<Vec<u8>>) -> [bool; 2] {
        let articles = bytes.and_then(|bytes| decode_chunk(&bytes).ok()).unwrap_or_default();
        let chunks = &mut *self.chunks.borrow_mut();
        let Some(chunk) = chunks.get_mut(chunk) else { return [false; 2] };
        let added = !articles.is_empty();
        chunk.articles = articles;
        chunk.fetching = false;
        chunk.failed += u32::from(!added);
        [added, chunk.need > 0]
    }

    /// What failed is tried again.
    pub(super) fn forgive(&self) {
        self.chunks.borrow_mut().iter_mut().for_each(|chunk| chunk.failed = 0);
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
