//! Words in pieces: "Wi-Fi" is looked for as "wifi", "12.500" as "12500".

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{MAX_TERM_CHARS, Token, tokens};

/// The most pieces of one word.
const MAX_PIECES: usize = 3;
/// The most groups of one number: of a bank account.
const MAX_GROUPS: usize = 9;

/// The words of a text, each followed by the longer words that end with it, if a sign joins their pieces, or a blank
/// their digits. These may be words or not: the dictionary knows.
pub fn joined_tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut joined: Vec<Token> = Vec::new();
    let mut all = tokens(text);
    core::iter::from_fn(move || {
        if let Some(next) = joined.pop() {
            return Some(next);
        }
        let token = all.next()?;
        if !pieces.last().is_some_and(|last| touches(text, last.end, token.start)) {
            pieces.clear();
        }
        if pieces.len() == MAX_GROUPS {
            pieces.remove(0);
        }
        let (mut term, mut of_digits) = (String::new(), is_number(&token.term));
        for (before, place) in pieces.iter().rev().enumerate() {
            let Some(Token { term: piece, .. }) = tokens(text.get(place.clone()).unwrap_or_default()).next() else {
                break;
            };
            of_digits &= piece.bytes().any(|byte| byte.is_ascii_digit());
            if term.is_empty() {
                term.push_str(&token.term);
            }
            if before + 1 >= MAX_PIECES && !of_digits || term.len() + piece.len() > MAX_TERM_CHARS {
                break;
            }
            term.insert_str(0, &piece);
            joined.push(Token { term: term.clone(), start: place.start, end: token.end });
        }
        pieces.push(token.start..token.end);
        Some(token)
    })
}

/// Whether neighbours, of which one ends and the next one starts here, may be pieces of one word.
fn touches(text: &str, end: usize, start: usize) -> bool {
    let mut signs = text.get(end..start).unwrap_or_default().chars();
    let digits = || {
        let bytes = text.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        is_digit(end.wrapping_sub(1)) && is_digit(start)
    };
    match (signs.next(), signs.next(), signs.next()) {
        (Some(sign), None, _) => !sign.is_whitespace() || digits(),
        (Some(_), Some(_), None) => digits(),
        _ => false,
    }
}

/// Whether a word is a number.
fn is_number(term: &str) -> bool {
    term.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A customer leaves out the hyphen that the page has, and the page's word must be highlighted in one piece.
    #[test]
    fn pieces_are_joined() {
        for (text, joined) in [
            ("Wi-Fi włącz", "wifi"),
            ("AB-123/4", "ab123 ab1234 1234"),
            ("12.500 zł i 15 000", "12500 15000"),
            ("22 012 34", "22012 2201234 01234"),
            ("l'eau", "leau"),
            ("zwrot paczki, konto", ""),
            ("a-b-c-d", "ab abc bc bcd cd"),
        ] {
            let mut found: Vec<_> =
                joined_tokens(text).filter(|token| !tokens(text).any(|own| own == *token)).collect();
            found.sort_by_key(|token| (token.start, token.end));
            let found: Vec<_> = found.iter().map(|token| token.term.as_str()).collect();
            assert_eq!(found.join(" "), joined, "{text}");
        }
    }
}
