//! Which terms match a query word: one rule for ranking, excerpts and highlighting.

use alloc::{string::String, vec::Vec};

use super::Index;
use crate::language::{holds_char, joined_tokens};

/// Words with a common prefix of so many letters count as forms of one word.
pub(super) const KEY_LETTERS: usize = 5;
/// From this length on, shorter words ("kod", "kody") count as forms of one word where only their endings differ.
const SHORT_LETTERS: usize = 3;
/// The longest ending, in letters: "-ami", "-ach", "-ego", "-ing".
const ENDING_LETTERS: usize = 3;

/// How a query word matches terms of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// These letters and nothing else: very short words, numbers, codes.
    Exact(String),
    /// Every term with this prefix: the customer is still typing.
    Prefix(String),
    /// The word and its inflected forms. Measured on Polish, German, English, Ukrainian and Czech, a common prefix of
    /// five letters ranks as well as a full dictionary of forms once 4-grams are added; the endings of shorter words
    /// add 0.0 to 0.5 nDCG on seven sets.
    Forms(String),
}

impl Key {
    /// The key of a folded word.
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

    /// The numbers of the terms that match.
    pub(super) fn terms(&self, index: &Index) -> impl Iterator<Item = usize> {
        index.prefixed(self.stem()).filter(|&term| self.matches(index.term(term)))
    }

    /// Whether every match is one by its ending only, as forms of short words are: "forat" matches "fora", but may be a
    /// misspelled "format".
    pub(super) fn is_weak(&self, index: &Index) -> bool {
        let weak = |word: &str, term: &str| term != word && common_letters(term, word) < KEY_LETTERS;
        matches!(self, Self::Forms(word) if self.terms(index).all(|term| weak(word, index.term(term))))
    }

    /// How much a term counts that matches: the word and what differs in its ending only 1, and what has no more than the
    /// first letters in common ("neighbouring" for "neighbour", "commute" for "community") less.
    pub(super) fn closeness(&self, term: &str) -> f32 {
        match self {
            Self::Forms(word) if !is_form(word, term) => 0.85,
            _ => 1.0,
        }
    }

    /// The word, or its beginning.
    #[cfg(feature = "cli")]
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Exact(word) | Self::Prefix(word) | Self::Forms(word) => word,
        }
    }

    /// Whether a term that matches is the word with more behind it, or less, as "resetowanie" of "reset": others that are
    /// no forms of it may be strangers.
    pub(super) fn goes_on(&self, term: &str) -> bool {
        let begins = |word: &str| term.starts_with(word) || word.starts_with(term);
        matches!(self, Self::Forms(word) if begins(word))
    }

    /// The prefix of every match.
    fn stem(&self) -> &str {
        match self {
            Self::Exact(word) | Self::Prefix(word) => word,
            Self::Forms(word) => prefix(word, SHORT_LETTERS),
        }
    }

    /// Whether a folded word matches.
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
    without_common_prefix(a, b).0
}

/// The length of the common prefix of two words in letters, and what is left of each.
fn without_common_prefix<'a>(a: &'a str, b: &'a str) -> (usize, &'a str, &'a str) {
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
    let (common, a, b) = without_common_prefix(a, b);
    // A fleeting vowel, which only one of the forms has: "paczka", "paczek".
    let with_vowel =
        |a: &str, b: &str| common > SHORT_LETTERS && a.starts_with('e') && b.chars().next() == a.chars().nth(1);
    let short = |rest: &str| rest.chars().count() <= ENDING_LETTERS;
    common >= SHORT_LETTERS
        && short(a)
        && short(b)
        && (is_ending(a, common) && is_ending(b, common) || with_vowel(a, b) || with_vowel(b, a))
}

/// Endings begin with a vowel in the languages measured; "-s" and "-n" are English and German. After a longer stem also
/// those of Slavic verbs: "zwrócić" and "zwróciłem", "сплатити" and "сплатила".
fn is_ending(rest: &str, stem_letters: usize) -> bool {
    let of_verb =
        stem_letters >= KEY_LETTERS && (matches!(rest, "c" | "t" | "ти" | "ть") || rest.starts_with(['l', 'л']));
    of_verb || rest.chars().next().is_none_or(|c| holds_char("aeiouysnаеиіоуыэюяєв", c))
}

/// The first letters of a word.
pub(super) fn prefix(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// What a query word is expanded to: the word with its forms, a correction, or a synonym.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct QueryExpansion {
    /// One key; several where the synonym is a phrase, whose words have to occur in the same field.
    pub(super) keys: Vec<Key>,
    /// The weight of an occurrence, 0 to 1.
    pub(super) weight: f32,
}

impl QueryExpansion {
    /// The word itself, with full weight.
    pub(super) fn of(key: Key) -> Self {
        Self { keys: alloc::vec![key], weight: 1.0 }
    }

    /// Whether a term that matches is no correction, no synonym, and none of the words that the customer may be about to
    /// type.
    pub(super) fn is_word(&self, term: &str) -> bool {
        let guessed = |key: &Key| matches!(key, Key::Prefix(prefix) if prefix != term);
        self.weight >= 1.0 && !self.keys.iter().any(guessed)
    }
}

/// A whole query, expanded: decides which words of a text are highlighted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matcher {
    /// Per query word that is no stop word, its expansions.
    pub(super) words: Vec<Vec<QueryExpansion>>,
}

impl Matcher {
    /// The number of the first query word that a folded word matches; stop words are not counted.
    #[must_use]
    pub fn query_word_of(&self, term: &str) -> Option<usize> {
        self.words.iter().position(|expansions| any_matches(expansions, term))
    }

    /// The numbers of the query words that a text matches, as often as it does.
    pub(super) fn query_words(&self, text: &str) -> Vec<usize> {
        joined_tokens(text).filter_map(|token| self.query_word_of(&token.term)).collect()
    }

    /// Whether the texts together hold a match for every query word.
    #[must_use]
    pub fn covers(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<bool> = self.words.iter().map(|_| true).collect();
        for token in texts.iter().flat_map(|text| joined_tokens(text)) {
            for (missing, expansions) in missing.iter_mut().zip(&self.words) {
                *missing &= !any_matches(expansions, &token.term);
            }
        }
        !missing.contains(&true)
    }
}

/// Whether a folded word matches any of the expansions.
fn any_matches(expansions: &[QueryExpansion], term: &str) -> bool {
    expansions.iter().flat_map(|expansion| &expansion.keys).any(|key| key.matches(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query finds all forms of its words and no others.
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
            ("zwrocic", "zwrocilem", true),
            ("сплатити", "сплатила", true),
            ("prac", "pral", false),
        ] {
            assert_eq!(is_form(a, b), form, "{a} {b}");
        }
    }
}
