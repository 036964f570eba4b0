//! Texts as the lines of a letter: with one kind of line break, in one line, or cut to a length. No letter is known
//! here.

use alloc::{format, string::String, vec::Vec};

/// A text with `\n` at the ends of its lines and no other control character but tabs.
pub(super) fn tidy(text: &str) -> String {
    let letter = |letter: char| match letter {
        // Word processors break lines by the vertical tab.
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' => Some('\n'),
        '\n' | '\t' => Some(letter),
        _ => (!letter.is_control()).then_some(letter),
    };
    text.replace("\r\n", "\n").chars().filter_map(letter).collect()
}

/// A text as one line.
pub(super) fn line(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}');
    let tidy = tidy(text);
    let parts: Vec<&str> = tidy.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// A text of at most so many bytes, with `…` where it was cut; cut between two characters, empty where not even the
/// ellipsis fits.
pub(super) fn shorten(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.into();
    }
    let Some(room) = bytes.checked_sub('…'.len_utf8()) else { return String::new() };
    let end = text.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= room).last();
    let kept = text.get(..end.unwrap_or(0)).unwrap_or_default();
    // A zero-width joiner at the end would join the ellipsis.
    format!("{}…", kept.trim_end_matches([' ', '\u{200d}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line break in a subject would end the header; one from Word must not glue two words together.
    #[test]
    fn lines() {
        assert_eq!(line(" a\r\nBcc: x\u{2028}\tb\0 "), "a Bcc: x b");
        assert_eq!(tidy("a\r\nb\rc\u{b}d\te\u{7}f"), "a\nb\nc\nd\tef");
    }

    /// A cut must not divide a character, and must be seen.
    #[test]
    fn cut_texts() {
        for (text, bytes, expected) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "…"),
            ("abcdef", 5, "ab…"),
            ("ąęć", 5, "ą…"),
            ("a b c", 5, "a b c"),
            ("a bcde", 5, "a…"),
            ("👩\u{200d}👩\u{200d}👧", 10, "👩…"),
            ("abcd", 2, ""),
        ] {
            assert_eq!(shorten(text, bytes), expected, "{text} {bytes}");
        }
    }
}
