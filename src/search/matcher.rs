//! What counts as the same word: one rule for ranking, excerpts and highlighting.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{Index, tokens};

/// Two words with the same first five letters count as forms of one word. Measured on Polish, German, English,
/// Ukrainian and Czech, this ties with a full dictionary once 4-grams are added.
pub(super) const KEY_LETTERS: usize = 5;

/// How a word of the question finds words of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// These letters and nothing else: short words, numbers, codes.
    Exact(String),
    /// Every word that begins so.
    Prefix(String),
}

impl Key {
    /// The key of a word: its first five letters, or itself where it is shorter or holds a digit.
    pub(super) fn of(term: &str, unfinished: bool) -> Self {
        let code = term.chars().any(|c| c.is_ascii_digit());
        match term.char_indices().nth(KEY_LETTERS) {
            Some((cut, _)) if !code => Self::Prefix(term.get(..cut).unwrap_or(term).into()),
            _ if unfinished || (!code && term.chars().count() == KEY_LETTERS) => Self::Prefix(term.into()),
            _ => Self::Exact(term.into()),
        }
    }

    pub(super) fn range(&self, index: &Index) -> Range<usize> {
        match self {
            Self::Exact(word) => index.exact(word),
            Self::Prefix(prefix) => index.prefixed(prefix),
        }
    }

    fn matches(&self, term: &str) -> bool {
        match self {
            Self::Exact(word) => term == word,
            Self::Prefix(prefix) => term.starts_with(prefix.as_str()),
        }
    }
}

/// The keys of a whole question: tells which words of a text to light up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matcher {
    /// Per word of the question that carries a topic.
    pub(super) groups: Vec<Vec<Key>>,
}

impl Matcher {
    /// Which word of the question a folded word answers to.
    #[must_use]
    pub fn group_of(&self, term: &str) -> Option<usize> {
        self.groups.iter().position(|keys| keys.iter().any(|key| key.matches(term)))
    }

    /// Whether the texts together hold a word for every word of the question.
    #[must_use]
    pub fn covers(&self, texts: &[&str]) -> bool {
        let mut open: Vec<bool> = self.groups.iter().map(|_| true).collect();
        for token in texts.iter().flat_map(|text| tokens(text)) {
            for (open, keys) in open.iter_mut().zip(&self.groups) {
                *open &= !keys.iter().any(|key| key.matches(&token.term));
            }
        }
        !open.contains(&true)
    }
}
