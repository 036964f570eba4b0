//! Words that have a part of their own in a language: stop words, question words, abbreviations, what a text says of
//! itself; and how the language writes letters of other scripts.
//!
//! A text per language, `words/*.txt`, with a line for each kind. `nightdesk` has all of them, and a pack carries its
//! own, so that no visitor downloads those of other languages.

use alloc::{borrow::Cow, string::String};

use super::{fold, is_word_char, tokens};

/// The words of one language, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageWords(Cow<'static, str>);

/// The lines, in order.
#[derive(Clone, Copy)]
enum Line {
    /// Words that say nothing about the topic, sorted. They are left out of word matching only: 4-grams still see them,
    /// and a question that holds nothing else keeps them.
    Stop,
    /// Of these, those that say what is asked for: a title with the same one is more likely meant.
    Asking,
    /// What a sentence about the article itself begins with, between bars: "This article explains how …" answers nothing.
    AboutItself,
    /// Words that lead to what stands after a sentence: "the steps are below".
    Leading,
    /// What a full stop follows within a sentence, without it.
    Abbreviations,
    /// How it writes the letters of `transliterate::LETTERS`; empty for a language with a script of its own.
    Letters,
}

/// A language without a list has letters only.
const OTHER: &str = include_str!("words/other.txt");

impl LanguageWords {
    /// The words of a language by its tag.
    #[must_use]
    pub fn of(lang: &str) -> Self {
        Self(Cow::Borrowed(match lang.get(..2) {
            Some("pl") => include_str!("words/pl.txt"),
            Some("en") => include_str!("words/en.txt"),
            Some("de") => include_str!("words/de.txt"),
            Some("uk") => include_str!("words/uk.txt"),
            Some("cs") => include_str!("words/cs.txt"),
            _ => OTHER,
        }))
    }

    /// The words as a pack carries them.
    #[must_use]
    pub const fn read(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// The text to carry in a pack.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether a folded word is a stop word.
    #[must_use]
    pub fn is_stop(&self, term: &str) -> bool {
        self.has(Line::Stop, term)
    }

    /// Whether a folded word says what is asked for, as "how" and "kiedy" do.
    #[must_use]
    pub fn is_asking(&self, term: &str) -> bool {
        self.has(Line::Asking, term)
    }

    /// Whether a word is an abbreviation. None has more than twelve bytes, so a longer word is not folded.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        word.len() <= 12 && self.has(Line::Abbreviations, &fold(word))
    }

    /// Whether a sentence is about the article itself, or sends the reader elsewhere.
    pub(crate) fn is_about_itself(&self, sentence: &str) -> bool {
        // Enough letters for every beginning; a megabyte is not folded.
        let start: String = sentence.chars().skip_while(|&c| !is_word_char(c)).take(24).collect();
        let start = fold(&start);
        let begins = |own: &str| start.strip_prefix(own).is_some_and(|rest| !rest.starts_with(is_word_char));
        self.line(Line::AboutItself).split('|').any(|own| !own.is_empty() && begins(own))
    }

    /// Whether a sentence leads to what stands after it.
    pub(crate) fn is_leading(&self, sentence: &str) -> bool {
        tokens(sentence).any(|token| self.has(Line::Leading, &token.term))
    }

    /// Whether a description says what the article answers instead of the answer: "How to send a parcel back."
    pub(crate) fn promises(&self, description: &str) -> bool {
        let first = tokens(description).next();
        first.is_some_and(|token| self.is_asking(&token.term)) && !description.contains([',', ':', '?'])
    }

    /// How it writes the letters of Cyrillic, with blanks between them.
    pub(super) fn letters(&self) -> &str {
        self.line(Line::Letters)
    }

    fn has(&self, line: Line, word: &str) -> bool {
        !word.is_empty() && self.line(line).split(' ').any(|own| own == word)
    }

    fn line(&self, line: Line) -> &str {
        self.0.split('\n').nth(line as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    const LISTED: [&str; 5] = ["cs", "de", "en", "pl", "uk"];

    /// An unfolded or unsorted entry would never match, nor one that stands in the wrong line.
    #[test]
    fn lists_are_folded() {
        for lang in LISTED {
            let words = LanguageWords::of(lang);
            assert_eq!(crate::language::fold(words.text()), words.text(), "{lang}");
            assert_eq!(words.text().lines().count(), 6, "{lang}");
            for (line, least) in [(Line::Stop, 60), (Line::Asking, 7), (Line::Leading, 2), (Line::Abbreviations, 12)] {
                let list: Vec<&str> = words.line(line).split(' ').collect();
                assert!(list.len() >= least && list.iter().all(|word| !word.is_empty()), "{lang}");
                assert!(list.is_sorted(), "{lang}: {list:?}");
            }
            assert!(words.line(Line::Abbreviations).split(' ').all(|word| word.len() <= 12), "{lang}");
            assert!(words.line(Line::AboutItself).split('|').all(|own| own.chars().count() < 24), "{lang}");
        }
        assert!(
            !LanguageWords::of("fr").is_stop("de") && LanguageWords::default() == LanguageWords::read(String::new())
        );
    }

    /// "When" must tell two articles on one subject apart, in every language, and be no topic in another one.
    #[test]
    fn question_words_are_stop_words() {
        for lang in LISTED {
            let words = LanguageWords::of(lang);
            for word in words.line(Line::Asking).split(' ') {
                assert!(words.is_stop(word), "{lang}: {word}");
            }
        }
        let [pl, en] = ["pl", "en"].map(LanguageWords::of);
        assert!(pl.is_asking("kiedy") && !en.is_asking("kiedy") && !en.is_asking("the") && !en.is_asking(""));
    }

    /// A sentence that announces the answer is not the answer.
    #[test]
    fn texts_about_themselves() {
        for (lang, sentence, expected) in [
            ("en", "This article explains refunds.", true),
            ("en", "– Learn more: refunds", true),
            ("en", "This articled clerk", false),
            ("pl", "W tym artykule wyjaśniamy zwroty.", true),
            ("pl", "Zwrot trwa 14 dni.", false),
            ("uk", "У цій статті йдеться про повернення.", true),
            ("cs", "V tomto článku najdete postup.", true),
            ("fr", "Cet article explique.", false),
            ("en", "", false),
        ] {
            assert_eq!(LanguageWords::of(lang).is_about_itself(sentence), expected, "{sentence}");
        }
    }
}
