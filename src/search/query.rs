//! A question as the customer typed it, read once.

use alloc::{string::String, vec::Vec};

use crate::language::{is_stop_word, tokens};

/// Longer questions are cut here: enough for any sentence, and no pasted page can freeze the browser.
pub const MAX_QUERY_CHARS: usize = 256;
/// More different words than this add nothing but time.
const MAX_WORDS: usize = 24;

/// A question cut into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed, cut to [`MAX_QUERY_CHARS`].
    pub text: String,
    /// Its different words in order.
    pub words: Vec<Word>,
    /// Nothing is to be corrected: the customer asked for these very words.
    pub literal: bool,
}

/// A word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub term: String,
    /// Where it stands in [`Query::text`], in bytes.
    pub place: core::ops::Range<usize>,
    /// The customer may still be typing it.
    pub unfinished: bool,
    /// Carries no topic: counts for 4-grams only.
    pub stop: bool,
}

impl Query {
    /// Reads a question. Its last word counts as unfinished unless something stands after it.
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
        if words.iter().all(|word| word.stop) {
            words.iter_mut().for_each(|word| word.stop = false);
        }
        Self { text, words, literal: false }
    }

    /// The same question, with unknown words left as they are.
    #[must_use]
    pub fn literally(self) -> Self {
        Self { literal: true, ..self }
    }
}
