//! Search alone, for `cargo xtask bench search`: a pack in, article numbers out.
//!
//! Built twice. With the feature `bench-blank` it loads the pack and leaves out only the search, so that the
//! difference of the two files is what search costs a visitor.
#![allow(missing_docs, unreachable_pub)]

use nightdesk::pack::{self, Pack};
use wasm_bindgen::prelude::*;

/// A loaded pack that answers questions.
#[wasm_bindgen]
pub struct Engine {
    pack: Pack,
    search: search::Search,
}

#[wasm_bindgen]
impl Engine {
    /// Takes the bytes of an inflated pack.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Engine, JsValue> {
        let mut pack = pack::decode(bytes).map_err(|error| JsValue::from_str(&error.to_string()))?;
        let search = search::Search::new(&mut pack).ok_or_else(|| JsValue::from_str("the index is damaged"))?;
        Ok(Engine { pack, search })
    }

    /// The addresses of all articles, in the order of their numbers.
    pub fn slugs(&self) -> Vec<String> {
        self.pack.articles.iter().map(|card| card.slug.as_str().to_owned()).collect()
    }

    /// The numbers of the articles that answer, best first.
    pub fn search(&self, question: &str, limit: usize) -> Vec<u32> {
        self.search.answer(&self.pack, question, limit)
    }
}

/// The index inside a pack, to be compressed alone.
#[wasm_bindgen]
pub fn index_of(bytes: &[u8]) -> Vec<u8> {
    pack::decode(bytes).map(|pack| pack.index).unwrap_or_default()
}

/// The only module that calls the library's search.
#[cfg(not(feature = "bench-blank"))]
mod search {
    use std::cell::RefCell;

    use nightdesk::{
        language::LanguageWords,
        pack::{Pack, Text},
        search::{Index, Query, ReadTexts, Sequences},
    };

    pub(super) struct Search {
        index: Index,
        known: RefCell<Sequences>,
    }

    impl Search {
        pub(super) fn new(pack: &mut Pack) -> Option<Self> {
            let titles = pack.articles.iter().map(|card| card.title.as_str());
            let index = Index::decode(&pack.index, titles).ok()?;
            pack.index = Vec::new();
            let index = index.with_synonyms(std::mem::take(&mut pack.synonyms));
            let index = index.with_numbers(std::mem::take(&mut pack.numbers));
            let index = index.with_language(LanguageWords::read(std::mem::take(&mut pack.words)));
            Some(Self { index, known: RefCell::default() })
        }

        pub(super) fn answer(&self, pack: &Pack, question: &str, limit: usize) -> Vec<u32> {
            let mut known = self.known.borrow_mut();
            // As in the widget: a large site's texts are fetched after the pack, and searches before that work without
            // them.
            let mut texts = ReadTexts::new(&mut known, |index: &Index, article| {
                let Text::Inline(texts) = &pack.text else { return None };
                Some(index.sequence(&pack.articles.get(article as usize)?.title, texts.get(article as usize)?))
            });
            let outcome = self.index.search(&Query::new(question, self.index.language()), limit, &mut texts);
            outcome.hits.iter().map(|hit| hit.article).collect()
        }
    }
}

/// The same without search.
#[cfg(feature = "bench-blank")]
mod search {
    use nightdesk::pack::Pack;

    pub(super) struct Search;

    impl Search {
        pub(super) fn new(pack: &mut Pack) -> Option<Self> {
            (!pack.index.is_empty()).then_some(Self)
        }

        pub(super) fn answer(&self, _pack: &Pack, _question: &str, _limit: usize) -> Vec<u32> {
            Vec::new()
        }
    }
}

fn main() {}
