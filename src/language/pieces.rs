//! Words in pieces: "Wi-Fi" is looked for as "wifi", "12.500" as "12500".

use alloc::vec::Vec;

use super::{MAX_TERM_CHARS, Token, tokens};

/// The most pieces of one word.
const MAX_PIECES: usize = 3;
/// The most groups of one number: of a bank account.
const MAX_GROUPS: usize = 9;

/// The words of a text, each followed by the longer words that end with it, if a sign joins their pieces, or a blank
/// their digits. These may be words or not: the dictionary knows.
pub fn joined_tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut pieces: Vec<Token> = Vec::new();
    let mut joined: Vec<Token> = Vec::new();
    let mut all = tokens(text);
    core::iter::from_fn(move || {
        if let Some(next) = joined.pop() {
            return Some(next);
        }
        let token = all.next()?;
        match pieces.last() {
            Some(last) if touches(text, last, &token) => {}
            _ => pieces.clear(),
        }
        if pieces.len() == MAX_GROUPS {
            pieces.remove(0);
        }
        let mut term = token.term.clone();
        let mut of_digits = is_number(&term);
        for (before, piece) in pieces.iter().rev().enumerate() {
            of_digits &= piece.term.bytes().any(|byte| byte.is_ascii_digit());
            if before + 1 >= MAX_PIECES && !of_digits || term.len() + piece.term.len() > MAX_TERM_CHARS {
                break;
            }
            term = piece.term.clone() + &term;
            joined.push(Token { term: term.clone(), start: piece.start, end: token.end });
        }
        pieces.push(token.clone());
        Some(token)
    })
}

/// Whether two neighbours may be pieces of one word.
fn touches(text: &str, last: &Token, next: &Token) -> bool {
    let gap = text.get(last.end..next.start).unwrap_or_default();
    let mut signs = gap.chars();
    let digits = || {
        let ends = last.term.ends_with(|c: char| c.is_ascii_digit());
        ends && next.term.starts_with(|c: char| c.is_ascii_digit())
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
