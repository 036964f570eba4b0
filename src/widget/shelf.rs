//! The knowledge of one language, ready to use: its pack and its index.

use std::sync::Mutex;

use crate::{
    knowledge::{ArticleCard, Block},
    pack::{self, Pack, PackError, Text, decode_chunk},
    search::Index,
    text::Strings,
};

/// A decoded pack.
pub(super) struct Shelf {
    pub(super) pack: Pack,
    pub(super) index: Index,
    /// Chunks of text fetched so far, with their numbers.
    chunks: Mutex<Vec<(u32, Vec<Vec<Block>>)>>,
}

/// Where the text of an article is.
pub(super) enum TextState {
    /// Here.
    Ready(Vec<Block>),
    /// In a file: number of the chunk, name.
    Elsewhere(u32, String),
}

impl Shelf {
    /// Reads a pack.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut pack = pack::decode(bytes)?;
        let index = Index::decode(&std::mem::take(&mut pack.index)).map_err(|_| PackError::Damaged)?;
        if index.article_count() != pack.articles.len() {
            return Err(PackError::Damaged);
        }
        Ok(Self { pack, index, chunks: Mutex::default() })
    }

    pub(super) fn strings(&self) -> &'static Strings {
        Strings::of(self.pack.lang.as_str())
    }

    pub(super) fn card(&self, number: u32) -> Option<&ArticleCard> {
        self.pack.articles.get(number as usize)
    }

    /// The number of an article by its address.
    pub(super) fn article(&self, slug: &str) -> Option<u32> {
        self.pack.articles.iter().position(|card| card.slug.as_str() == slug).map(|place| place as u32)
    }

    /// The number of a category by its key.
    pub(super) fn category(&self, key: &str) -> Option<u32> {
        self.pack.categories.iter().position(|category| category.key == key).map(|place| place as u32)
    }

    /// The text of an article, or where to get it.
    pub(super) fn text(&self, number: u32) -> Option<TextState> {
        match &self.pack.text {
            Text::Inline(articles) => articles.get(number as usize).cloned().map(TextState::Ready),
            Text::Chunked { per_chunk, files } => {
                let (chunk, place) = (number / per_chunk, number % per_chunk);
                let known = self
                    .chunks
                    .lock()
                    .ok()?
                    .iter()
                    .find(|(known, _)| *known == chunk)
                    .and_then(|(_, articles)| articles.get(place as usize))
                    .cloned();
                match known {
                    Some(blocks) => Some(TextState::Ready(blocks)),
                    None => files.get(chunk as usize).map(|file| TextState::Elsewhere(chunk, file.clone())),
                }
            }
        }
    }

    /// Keeps a fetched chunk; `false` where its bytes are damaged.
    pub(super) fn keep(&self, chunk: u32, bytes: &[u8]) -> bool {
        match (decode_chunk(bytes), self.chunks.lock()) {
            (Ok(articles), Ok(mut chunks)) => {
                chunks.push((chunk, articles));
                true
            }
            _ => false,
        }
    }
}
