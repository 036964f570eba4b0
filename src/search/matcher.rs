//! What counts as the same word: one rule for ranking, excerpts and highlighting.

use alloc::{string::String, vec::Vec};

use super::Index;
use crate::language::tokens;

/// Words that share so many first letters count as forms of one word.
pub(super) const KEY_LETTERS: usize = 5;
/// Short words ("kod", "kody") count as forms of one word from here on, where only endings differ.
const SHORT_LETTERS: usize = 3;
/// How many letters an ending has at most: "-ami", "-ach", "-ego", "-ing".
const ENDING_LETTERS: usize = 3;

/// How a word of the question finds words of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// These letters and nothing else: very short words, numbers, codes.
    Exact(String),
    /// Every word that begins so: the customer is still typing.
    Prefix(String),
    /// The word and its forms. Measured on Polish, German, English, Ukrainian and Czech, five letters in common tie
    /// with a full dictionary once 4-grams are added; endings of shorter words add 0.0 to 0.5 nDCG on seven sets.
    Forms(String),
}

impl Key {
    /// The key of a word.
    pub(super) fn of(term: &str, unfinished: bool) -> Self {
        let code = term.chars().any(|c| c.is_ascii_digit());
        let letters = term.chars().count();
        match (code, unfinished) {
            (false, _) if letters >= KEY_LETTERS => Self::Forms(term.into()),
            (_, true) => Self::Prefix(term.into()),
            (false, false) if letters >= SHORT_LETTERS => Self::Forms(term.into()),
            _ => Self::Exact(term.into()),
        }
    }

    /// The numbers of the site's words that match.
    pub(super) fn terms(&self, index: &Index) -> impl Iterator<Item = usize> {
        index.prefixed(self.stem()).filter(|&term| self.matches(index.term(term)))
    }

    /// Whether what matches does so by its ending only, as the forms of short words do: "forat" finds "fora", and may
    /// have been meant for "format".
    pub(super) fn is_weak(&self, index: &Index) -> bool {
        let weak = |word: &str, term: &str| term != word && common_letters(term, word) < KEY_LETTERS;
        matches!(self, Self::Forms(word) if self.terms(index).all(|term| weak(word, index.term(term))))
    }

    /// The letters that every match begins with.
    fn stem(&self) -> &str {
        match self {
            Self::Exact(word) | Self::Prefix(word) => word,
            Self::Forms(word) => head(word, SHORT_LETTERS),
        }
    }

    pub(super) fn matches(&self, term: &str) -> bool {
        match self {
            Self::Exact(word) => term == word,
            Self::Prefix(prefix) => term.starts_with(prefix.as_str()),
            Self::Forms(word) => same_word(word, term),
        }
    }
}

/// Whether two folded words look like forms of one.
fn same_word(a: &str, b: &str) -> bool {
    common_letters(a, b) >= KEY_LETTERS || is_form(a, b)
}

fn common_letters(a: &str, b: &str) -> usize {
    parted(a, b).0
}

/// How many first letters two words share, and what is left of each.
fn parted<'a>(a: &'a str, b: &'a str) -> (usize, &'a str, &'a str) {
    let (mut first, mut second) = (a.chars(), b.chars());
    let mut common = 0;
    loop {
        let rests = (common, first.as_str(), second.as_str());
        match (first.next(), second.next()) {
            (Some(x), Some(y)) if x == y => common += 1,
            _ => return rests,
        }
    }
}

/// Whether two folded words differ in their endings only: "kasa" and "kasę" do, "paczka" and "paczkomat" do not.
/// Stricter than five letters in common: for short words, and for synonyms, where a wrong form does harm.
pub(super) fn is_form(a: &str, b: &str) -> bool {
    let (common, a, b) = parted(a, b);
    // A fleeting vowel: "paczka", "paczek".
    let fleeting =
        |a: &str, b: &str| common > SHORT_LETTERS && a.starts_with('e') && b.chars().next() == a.chars().nth(1);
    let short = |rest: &str| rest.chars().count() <= ENDING_LETTERS;
    common >= SHORT_LETTERS
        && short(a)
        && short(b)
        && (is_ending(a) && is_ending(b) || fleeting(a, b) || fleeting(b, a))
}

/// Endings begin with a vowel in the languages measured; "-s" and "-n" are English and German.
fn is_ending(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| "aeiouysnаеиіоуыэюяєв".contains(c))
}

/// The first letters of a word.
fn head(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// What finds one word of a question: its own forms, or something that stands for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    /// One key; several where a phrase stands for the word, which then have to occur together.
    pub(super) keys: Vec<Key>,
    /// What an occurrence counts, 0 to 1.
    pub(super) weight: f32,
}

impl Way {
    /// The word itself.
    pub(super) fn to(key: Key) -> Self {
        Self { keys: alloc::vec![key], weight: 1.0 }
    }
}

/// The keys of a whole question: tells which words of a text to light up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matcher {
    /// Per word of the question that carries a topic.
    pub(super) groups: Vec<Vec<Way>>,
}

impl Matcher {
    /// Which word of the question a folded word answers to.
    #[must_use]
    pub fn group_of(&self, term: &str) -> Option<usize> {
        self.groups.iter().position(|ways| answers(ways, term))
    }

    /// Whether the texts together hold a word for every word of the question.
    #[must_use]
    pub fn covers(&self, texts: &[&str]) -> bool {
        let mut open: Vec<bool> = self.groups.iter().map(|_| true).collect();
        for token in texts.iter().flat_map(|text| tokens(text)) {
            for (open, ways) in open.iter_mut().zip(&self.groups) {
                *open &= !answers(ways, &token.term);
            }
        }
        !open.contains(&true)
    }
}

/// Whether a folded word is one that any of the ways looks for.
fn answers(ways: &[Way], term: &str) -> bool {
    ways.iter().flat_map(|way| &way.keys).any(|key| key.matches(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forms of one word find each other, other words do not come along.
    #[test]
    fn forms() {
        for (a, b, same) in [
            ("przesylka", "przesylek", true),
            ("konto", "kont", true),
            ("kontem", "konto", true),
            ("konto", "kontrola", false),
            ("zwrot", "zwrotu", true),
            ("kod", "kody", true),
            ("kasa", "kase", true),
            ("item", "items", true),
            ("paczka", "paczkomat", true),
            ("bad", "badge", false),
            ("пароль", "паролю", true),
            ("karta", "karma", false),
        ] {
            assert_eq!(same_word(a, b), same, "{a} {b}");
            assert_eq!(same_word(b, a), same, "{b} {a}");
        }
        for (a, b, form) in [
            ("paczka", "paczkomat", false),
            ("paczka", "paczek", true),
            ("paczek", "paczka", true),
            ("dostawca", "dostawa", false),
            ("przesylka", "przesunac", false),
            ("lable", "label", false),
            ("hajs", "hajsu", true),
            ("kurier", "kurierami", true),
            ("замовлення", "замовленням", false),
            ("оплата", "оплати", true),
        ] {
            assert_eq!(is_form(a, b), form, "{a} {b}");
        }
    }
}
