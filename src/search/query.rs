//! A query as the customer typed it, cut into words once.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use crate::language::{LanguageWords, tokens, transliterated};

/// Longer queries are cut: this is enough for any sentence, and no pasted page can freeze the browser.
pub const MAX_QUERY_CHARS: usize = 256;
/// More different words than this only take time.
const MAX_WORDS: usize = 24;
/// In a language of another script, words of so many letters say nothing about the topic.
const SHORT_WORD: usize = 4;

/// A query, cut into words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed, cut to [`MAX_QUERY_CHARS`].
    pub text: String,
    /// Its different words in order.
    pub words: Vec<Word>,
    /// The numbers of its words as they follow each other, repeated ones included.
    pub order: Vec<usize>,
    /// No word is to be corrected: the customer asked for exactly these.
    pub literal: bool,
    /// Articles that are not found: `nightdesk eval` takes the right ones away to see what is shown in their place.
    pub without: Vec<u32>,
}

/// A query word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub term: String,
    /// The same in Latin letters, where it is Cyrillic: for a site that has no such word.
    pub latin: Option<String>,
    /// Its place in [`Query::text`], in bytes.
    pub place: Range<usize>,
    /// The customer may still be typing it.
    pub unfinished: bool,
    /// A stop word: counts for 4-grams only.
    pub stop: bool,
    /// A stop word that says what is asked for, such as "how" or "kiedy".
    pub asks: bool,
}

impl Query {
    /// Reads a query to articles with this language's words. Its last word counts as unfinished unless a character
    /// follows it.
    #[must_use]
    pub fn new(text: &str, language: &LanguageWords) -> Self {
        let text: String = text.chars().take(MAX_QUERY_CHARS).collect();
        let (mut words, mut order): (Vec<Word>, Vec<usize>) = (Vec::new(), Vec::new());
        for token in tokens(&text) {
            let unfinished = token.end == text.len();
            if let Some(known) = words.iter().position(|word| word.term == token.term) {
                order.push(known);
                continue;
            }
            if words.len() == MAX_WORDS {
                continue;
            }
            order.push(words.len());
            let latin = transliterated(&token.term, language);
            let short = || latin.is_some() && token.term.chars().count() <= SHORT_WORD;
            let stop = language.is_stop(&token.term) || short();
            let asks = language.is_asking(&token.term);
            words.push(Word { term: token.term, latin, place: token.start..token.end, unfinished, stop, asks });
        }
        // Stop words count where there are no others.
        if words.iter().all(|word| word.stop) {
            words.iter_mut().for_each(|word| word.stop = false);
        }
        Self { text, words, order, literal: false, without: Vec::new() }
    }

    /// The same query without what stands at these places.
    pub(super) fn cut(self, places: &[Range<usize>], language: &LanguageWords) -> Self {
        let mut text = String::new();
        for (at, c) in self.text.char_indices() {
            if places.iter().any(|place| place.contains(&at)) {
                // As many bytes, so that words stay at their places.
                (0..c.len_utf8()).for_each(|_| text.push(' '));
            } else {
                text.push(c);
            }
        }
        Self { literal: self.literal, without: self.without, ..Self::new(&text, language) }
    }

    /// The same query, without corrections.
    #[must_use]
    pub fn literally(self) -> Self {
        Self { literal: true, ..self }
    }
}
