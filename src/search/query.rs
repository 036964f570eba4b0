//! A query as the customer typed it, cut into words once.

use alloc::{string::String, vec::Vec};

use crate::language::{is_stop_word, tokens};

/// Longer queries are cut: this is enough for any sentence, and no pasted page can freeze the browser.
pub const MAX_QUERY_CHARS: usize = 256;
/// More different words than this only take time.
const MAX_WORDS: usize = 24;

/// A query, cut into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed, cut to [`MAX_QUERY_CHARS`].
    pub text: String,
    /// Its different words in order.
    pub words: Vec<Word>,
    /// No word is to be corrected: the customer asked for exactly these.
    pub literal: bool,
}

/// A query word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub term: String,
    /// Its place in [`Query::text`], in bytes.
    pub place: core::ops::Range<usize>,
    /// The customer may still be typing it.
    pub unfinished: bool,
    /// A stop word: counts for 4-grams only.
    pub stop: bool,
}

impl Query {
    /// Reads a query. Its last word counts as unfinished unless a character follows it.
    #[must_use]
    pub fn new(text: &str, lang: &str) -> Self {
        let text: String = text.chars().take(MAX_QUERY_CHARS).collect();
        let mut words: Vec<Word> = Vec::new();
        for token in tokens(&text) {
            let unfinished = token.end == text.len();
            if words.iter().any(|word| word.term == token.term) || words.len() == MAX_WORDS {
                continue;
            }
            let stop = is_stop_word(lang, &token.term);
            words.push(Word { term: token.term, place: token.start..token.end, unfinished, stop });
        }
        let mut query = Self { text, words, literal: false };
        query.keep_some();
        query
    }

    /// Stop words count where there are no others.
    pub(super) fn keep_some(&mut self) {
        if self.words.iter().all(|word| word.stop) {
            self.words.iter_mut().for_each(|word| word.stop = false);
        }
    }

    /// The same query, without corrections.
    #[must_use]
    pub fn literally(self) -> Self {
        Self { literal: true, ..self }
    }
}
