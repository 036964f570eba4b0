//! Where the sentences of a line end.

use alloc::vec::Vec;

use crate::language::{LanguageWords, is_letter, is_word_char, lower};

/// A line's sentences, with the blanks before them: they end at a full stop, question or exclamation mark before a capital, not
/// after an abbreviation of the language.
///
/// Takes linear time, whatever the line is: only such marks are examined, and the next letter after them is cached,
/// since a thousand marks may precede the same one.
pub(super) fn sentences<'a>(line: &'a str, language: &LanguageWords) -> Vec<&'a str> {
    let mut start = 0;
    let mut next_letter = NextLetter { line, at: 0, opens: false };
    let mut out = Vec::new();
    while let Some(rest) = line.get(start..).filter(|rest| !rest.is_empty()) {
        let mut ends = |&(at, c): &(usize, char)| {
            if !matches!(c, '.' | '!' | '?' | '…') {
                return false;
            }
            let (before, after) = (rest.get(..at).unwrap_or_default(), start + at + c.len_utf8());
            let spaced = line.get(after..).and_then(|after| after.chars().next()).is_some_and(char::is_whitespace);
            if !spaced || !next_letter.opens(after) {
                return false;
            }
            let word = before.rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
            // "1. Zaloguj się": the number of a list item.
            let numbers = || word.is_empty() && before.chars().all(|c| c.is_ascii_digit());
            !language.is_abbreviation(word) && !numbers()
        };
        let length = rest.char_indices().find(&mut ends).map_or(rest.len(), |(at, c)| at + c.len_utf8());
        out.push(rest.get(..length).unwrap_or_default());
        start += length;
    }
    out
}

/// The next letter or digit of a line, cached.
struct NextLetter<'a> {
    line: &'a str,
    /// Its place, or the end of the line.
    at: usize,
    /// Whether it may begin a sentence.
    opens: bool,
}

impl NextLetter<'_> {
    /// Whether the first letter or digit from a place on may begin a sentence. Places must be passed in ascending
    /// order.
    fn opens(&mut self, from: usize) -> bool {
        if from > self.at || self.at == 0 {
            let rest = self.line.get(from..).unwrap_or_default();
            let next = rest.char_indices().find(|&(_, c)| is_word_char(c));
            self.at = next.map_or(self.line.len(), |(at, _)| from + at);
            self.opens = next.is_some_and(|(_, c)| lower(c) != c || c.is_ascii_digit());
        }
        self.opens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer that stops in the middle of "ul. Malinowa" looks broken.
    #[test]
    fn sentences_end_where_they_end() {
        let language = LanguageWords::of("pl");
        let sentences = |line| super::sentences(line, &language);
        let line = "Sklep jest przy ul. Malinowej 3. Otwieramy o 7.00! Kiedy? np. jutro o 14.30.";
        let found: Vec<_> = sentences(line).into_iter().map(str::trim).collect();
        assert_eq!(found, ["Sklep jest przy ul. Malinowej 3.", "Otwieramy o 7.00!", "Kiedy? np. jutro o 14.30."]);
        assert_eq!(sentences("").len(), 0);
        assert_eq!(sentences("1. Zaloguj się. Wybierz zwrot.").len(), 2);
    }
}
