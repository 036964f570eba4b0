//! Words of a text with their positions: the one tokenizer of index, query, excerpt and highlighting.

use alloc::string::String;

use super::fold_char;

/// A longer run of letters is cut: customers do not type such words, and the limit keeps hostile text linear.
pub const MAX_TERM_CHARS: usize = 40;

/// A folded word and its position in the original text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower-case, folded, 1 to [`MAX_TERM_CHARS`] characters.
    pub term: String,
    /// First byte in the original.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The words of a text: runs of letters and digits.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut chars = text.char_indices().peekable();
    core::iter::from_fn(move || {
        loop {
            while chars.next_if(|&(_, c)| !c.is_alphanumeric()).is_some() {}
            let &(start, _) = chars.peek()?;
            let (mut term, mut length, mut end) = (String::new(), 0, start);
            while let Some((at, c)) = chars.next_if(|&(_, c)| continues_word(c)) {
                end = at + c.len_utf8();
                if length < MAX_TERM_CHARS {
                    fold_char(c, &mut |folded| {
                        term.push(folded);
                        length += 1;
                    });
                }
            }
            if !term.is_empty() {
                return Some(Token { term, start, end });
            }
        }
    })
}

/// Letters and digits, and what folding removes from inside a word.
fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions must be those of the original text, or the wrong letters are highlighted.
    #[test]
    fn words_and_positions() {
        let text = "Płać BLIK-iem: 14,90 zł!";
        let found: alloc::vec::Vec<_> = tokens(text).map(|t| (t.term.clone(), &text[t.start..t.end])).collect();
        let expected = [("plac", "Płać"), ("blik", "BLIK"), ("iem", "iem"), ("14", "14"), ("90", "90"), ("zl", "zł")];
        assert_eq!(found.len(), expected.len());
        for ((term, slice), (expected_term, expected_slice)) in found.iter().zip(expected) {
            assert_eq!((term.as_str(), *slice), (expected_term, expected_slice));
        }
    }

    /// Odd input gives words or none, never a loop or a panic.
    #[test]
    fn odd_input() {
        for text in ["", "   ", "🍅🍅", "\u{301}\u{301}", "a\u{ad}b", "مرحبا", &"x".repeat(10_000)] {
            for token in tokens(text) {
                assert!(token.term.chars().count() <= MAX_TERM_CHARS + 1);
                assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
            }
        }
    }
}
