//! Which pieces of a text are one word for the index: "Wi-Fi" is also "wifi", "AB-123/4" is "ab1234", "15 000" is
//! "15000", a telephone number is its digits.
//!
//! The index is to grow by a few words in a hundred at most, so pieces are joined where customers write them in one,
//! and only to the whole. In the other direction ("wi fi" for "wifi") the question is joined, in `search`.

use crate::language::{MAX_TERM_CHARS, Token};

/// The most pieces that signs join.
const MAX_PIECES: usize = 6;
/// The most groups of a number: of a bank account.
const MAX_GROUPS: usize = 10;
/// A piece of so many letters hardly is a word: "Wi-Fi", "e-mail".
const SHORT_PIECE: usize = 2;
/// The most letters of what signs join.
const MAX_LETTERS: usize = 16;
/// From so many digits on, groups with blanks between them are a telephone number, an account, a number of an order.
const LONG_NUMBER: usize = 7;
/// From so many digits on, groups with hyphens between them are no range: a postcode.
const CODE: usize = 5;

/// The joined words of a text that is cut into these tokens.
pub(super) fn joined(text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    for run in runs(tokens, |left, right| is_joint(text, left, right)) {
        let length: usize = run.iter().map(|piece| piece.term.chars().count()).sum();
        let is_code = run.iter().any(|piece| !is_number(piece)) || is_grouped(run) || length >= CODE;
        if run.len() <= MAX_PIECES && is_code && length <= MAX_LETTERS {
            out.extend(join(run));
        }
    }
    let start = out.len();
    for run in runs(tokens, |left, right| is_group(text, left, right)) {
        let digits: usize = run.iter().map(|piece| piece.term.len()).sum();
        let is_account = run.iter().all(is_number) || run.len() > 3;
        let is_long = digits >= LONG_NUMBER && is_account && run.len() <= MAX_GROUPS;
        if is_long || is_grouped(run) {
            out.extend(join(run));
        }
        // Few type the code of their own country.
        let international = run.first().is_some_and(|first| before(text, first).ends_with('+'));
        if is_long && international {
            out.extend(run.get(1..).and_then(join));
        }
    }
    // A number with hyphens is found in both ways.
    let (signed, grouped) = out.split_at(start);
    let new: Vec<Token> = grouped.iter().filter(|own| !signed.contains(own)).cloned().collect();
    out.truncate(start);
    out.extend(new);
    out
}

/// The longest runs of two or more neighbours of which each two belong together.
fn runs(tokens: &[Token], together: impl Fn(&Token, &Token) -> bool) -> impl Iterator<Item = &[Token]> {
    tokens.chunk_by(move |left, right| together(left, right)).filter(|run| run.len() > 1)
}

fn join(run: &[Token]) -> Option<Token> {
    let term: String = run.iter().map(|piece| piece.term.as_str()).collect();
    let (first, last) = (run.first()?, run.last()?);
    (run.len() > 1 && term.chars().count() <= MAX_TERM_CHARS).then_some(Token {
        term,
        start: first.start,
        end: last.end,
    })
}

/// Whether one sign makes two neighbours a word. Of two words with more letters ("biało-czerwony") the question finds
/// both parts.
fn is_joint(text: &str, left: &Token, right: &Token) -> bool {
    let mut signs = between(text, left, right).chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return false };
    let numbers = is_number(left) && is_number(right);
    let source = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let either = |holds: fn(&str) -> bool| [left, right].into_iter().any(|token| holds(source(token)));
    let has_digit = || either(|word| word.chars().any(|c| c.is_ascii_digit()));
    match sign {
        '-' | '‐' | '‑' => has_digit() || either(|word| word.chars().count() <= SHORT_PIECE),
        '_' => has_digit(),
        '.' | ',' if numbers => right.term.len() == 3 && left.term.len() <= 3,
        // "U.S.", "AB.12".
        '.' => !either(|word| word.chars().count() > 1) || is_number(right),
        // "AB/12", "TCP/IP", not "tak/nie".
        '/' if numbers => left.term.len() > 2 && right.term.len() < 3,
        '/' => has_digit() || !either(|word| word.chars().any(|c| !c.is_uppercase())),
        _ => false,
    }
}

/// Whether two neighbours are groups of one number. A group with letters is one of an account: "PL61 1090",
/// "GB29 NWBK 6016".
fn is_group(text: &str, left: &Token, right: &Token) -> bool {
    let gap = between(text, left, right);
    let signs =
        gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '‑' | '.' | '(' | ')'));
    let source = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let capitals = |token: &Token| source(token).chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let opens = |token: &Token| {
        let (country, check) = source(token).split_at_checked(2).unwrap_or_default();
        check.len() == 2 && check.parse::<u8>().is_ok() && country.chars().all(|c| c.is_ascii_uppercase())
    };
    let bank = |token: &Token| token.term.len() == 4 && capitals(token);
    let account = opens(left) && bank(right) || bank(left) && is_number(right) && right.term.len() == 4;
    signs && (1..=2).contains(&gap.chars().count()) && (is_number(left) && is_number(right) || account)
}

/// Whether the groups are those of thousands: "15 000", "1.250.000".
fn is_grouped(run: &[Token]) -> bool {
    run.iter().all(is_number)
        && run.first().is_some_and(|first| first.term.len() <= 3 && !first.term.starts_with('0'))
        && run.iter().skip(1).all(|piece| piece.term.len() == 3)
}

fn is_number(token: &Token) -> bool {
    token.term.bytes().all(|byte| byte.is_ascii_digit())
}

fn between<'a>(text: &'a str, left: &Token, right: &Token) -> &'a str {
    text.get(left.end..right.start).unwrap_or_default()
}

fn before<'a>(text: &'a str, token: &Token) -> &'a str {
    text.get(..token.start).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tokens;

    /// What is not joined here is not found by customers who write it in one; what is joined without need makes every
    /// download larger.
    #[test]
    fn what_is_joined() {
        for (text, expected) in [
            ("Wi-Fi, e-mail, biało-czerwony", "wifi email"),
            ("AB-123/4 i ZX-77, KX_7", "ab1234 zx77 kx7"),
            ("tak/nie, TCP/IP, 3 - 4", "tcpip"),
            ("12.500 zł, 15 000 zł, 1.250.000, 1,500", "12500 1250000 1500 15000"),
            ("14,90 zł; 19.99; 10-15; 30 dni 12", ""),
            ("+48 22 012 34 56", "48220123456 220123456"),
            ("22-012-34-56, 00-950", "220123456 00950"),
            ("61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874"),
            ("DE89 3704 0044 0532 0130 00", "de89370400440532013000"),
            ("GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819"),
            ("l'eau, O'Brien, sklep.pl, U.S., file_name", "us"),
            ("w 2024 r. 5 100 zł", "5100"),
            ("VAT PIT 37, NIP 12", ""),
        ] {
            let cut: Vec<_> = tokens(text).collect();
            let found: Vec<_> = joined(text, &cut).into_iter().map(|token| token.term).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
