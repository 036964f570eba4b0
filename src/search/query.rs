//! A query as the customer typed it, cut into words once.

use alloc::{string::String, vec::Vec};

use crate::language::{is_question_word, is_stop_word, tokens, transliterated};

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
    pub place: core::ops::Range<usize>,
    /// The customer may still be typing it.
    pub unfinished: bool,
    /// A stop word: counts for 4-grams only.
    pub stop: bool,
    /// A stop word that says what is asked for, such as "how" or "kiedy".
    pub asks: bool,
}

impl Query {
    /// Reads a query. Its last word counts as unfinished unless a character follows it.
    #[must_use]
    pub fn new(text: &str, lang: &str) -> Self {
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
            let latin = transliterated(&token.term, lang);
            let stop = is_stop_word(lang, &token.term) || latin.is_some() && is_stop_word("uk", &token.term);
            let asks = is_question_word(lang, &token.term);
            words.push(Word { term: token.term, latin, place: token.start..token.end, unfinished, stop, asks });
        }
        let mut query = Self { text, words, order, literal: false, without: Vec::new() };
        query.keep_some();
        query
    }

    /// Leaves out words.
    pub(super) fn retain(&mut self, keep: impl Fn(&Word) -> bool) {
        let kept: Vec<bool> = self.words.iter().map(keep).collect();
        let is_kept = |at: &usize| kept.get(*at) == Some(&true);
        self.order.retain(is_kept);
        for at in &mut self.order {
            *at = (0..*at).filter(is_kept).count();
        }
        self.words = core::mem::take(&mut self.words)
            .into_iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(word, _)| word)
            .collect();
        self.keep_some();
    }

    /// Stop words count where there are no others.
    fn keep_some(&mut self) {
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
