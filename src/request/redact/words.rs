//! A text as words, and what may stand between the groups of one number. No judgement yet.

use alloc::vec::Vec;

/// Stands for a hidden character. Counts as a letter, so that what is left of a hidden number is no number.
pub(super) const MASK: char = '•';

/// The most characters between two groups of a number: `4111 - 1111`.
const SEPARATORS: usize = 3;

/// Letters, digits, underscores and masks without anything between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// As it is written; never empty.
    pub(super) text: &'a str,
    /// Where it begins, in bytes.
    pub(super) start: usize,
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub(super) fn end(&self) -> usize {
        self.start.saturating_add(self.text.len())
    }

    /// Whether it is made of digits alone.
    pub(super) fn is_digits(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A hyphen, a dash or a dot, and no blank.
    Tight,
    /// One blank.
    Blank,
    /// Several characters.
    Wide,
}

/// All words of a text, in its order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let belongs = |c: char| c.is_alphanumeric() || c == '_' || c == MASK;
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c| !belongs(c)) {
        let word = part.trim_end_matches(|c| !belongs(c));
        if !word.is_empty() {
            out.push(Word { text: word, start: at });
        }
        at += part.len();
    }
    out
}

/// What stands between two words that may be groups of one number; `None` where they cannot be.
pub(super) fn gap(text: &str, left: &Word<'_>, right: &Word<'_>) -> Option<Gap> {
    let between = text.get(left.end()..right.start)?;
    let (mut count, mut blank) = (0, false);
    for c in between.chars() {
        count += 1;
        blank |= is_blank(c);
        if count > SEPARATORS || !is_separator(c) || (c == '.' && between.len() > 1) {
            return None;
        }
    }
    Some(match (blank, count) {
        (false, _) => Gap::Tight,
        (true, 1) => Gap::Blank,
        (true, _) => Gap::Wide,
    })
}

/// Whether people write a character between the groups of a number. No line break and no tab: those part numbers.
pub(super) fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '-' | '.' | '\u{2010}'..='\u{2013}')
}

/// Whether a character is a blank within a line: a space, plain, thin, or one that does not break.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}
