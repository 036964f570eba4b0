//! A telephone number that a visitor typed: whether it can be called, and how it is sent on.
//!
//! People write numbers as they say them: with hours and dates beside them, an extension behind, a second number after.

use alloc::{string::String, vec::Vec};

use super::typed::visible;

/// The zeros of the scripts whose digits telephones and keyboards write in place of 0 to 9: Arabic, Persian and Urdu,
/// Devanagari, Bengali, Thai, and the wide ones of Chinese, Japanese and Korean keyboards.
const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// How many digits a number has, without an extension. Fewer than seven are no whole number; more than fifteen do not
/// exist (ITU-T E.164).
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;
/// Written over what divides numbers or is none; it is in no number itself.
const END: char = ';';

/// The first number in a text, as a telephone dials it: digits, with `+` before them where it stood there; `None` where
/// there is none. An extension is not part of it, nor is the `(0)` that stands for calls within a country, nor an hour,
/// a day or an address beside it.
#[must_use]
pub fn dialed(text: &str) -> Option<String> {
    let mut text: Vec<char> =
        Vec::from_iter(normalized(text).chars().map(|c| if c == '\n' || c == '\r' { END } else { c }));
    cover_addresses(&mut text);
    cover_moments(&mut text);
    cover_lone_brackets(&mut text);
    let text = String::from_iter(text);
    text.split(|c| !is_within(c) && c != '/').find_map(|run| {
        // A slash divides the area from the rest, or one number from the next.
        let mut pieces = run.split('/');
        let first = pieces.next().and_then(number);
        first.or_else(|| number(run)).or_else(|| pieces.find_map(number))
    })
}

/// A number as it is sent on: as it was typed, words and extension included, in digits that everybody can dial.
pub(super) fn normalized(typed: &str) -> String {
    visible(typed).chars().map(plain_digit).collect()
}

/// Whether a number could be called.
pub(super) fn is_valid(text: &str) -> bool {
    dialed(text).is_some()
}

/// What people write within a number: blanks, dashes of every kind, brackets, dots.
fn is_within(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c) || is_dash(c)
}

/// Hyphens and dashes of all kinds, and the minus sign.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A digit of any script as an ASCII digit, and the wide plus sign of the same keyboards.
fn plain_digit(c: char) -> char {
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10));
    match value.and_then(|value| char::from_digit(value, 10)) {
        Some(digit) => digit,
        None if c == '\u{ff0b}' => '+',
        None => c,
    }
}

/// Covers what is an address of mail or of a page, digits and all.
fn cover_addresses(text: &mut [char]) {
    for word in text.split_mut(|c| c.is_whitespace() || *c == END) {
        if word.contains(&'@') || word.windows(3).any(|three| three == [':', '/', '/']) {
            word.fill(END);
        }
    }
}

/// Covers hours and days: `16:00`, `8.00-16.00`, `(8-16)`, `24.12.`, `24.12.2026`, `2026-12-24`.
fn cover_moments(text: &mut [char]) {
    let mut at = 0;
    while at < text.len() {
        let is_part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ':') || is_dash(*c);
        let length = text.iter().skip(at).take_while(|c| is_part(c)).count();
        let (before, behind) = (at.checked_sub(1).and_then(|at| text.get(at)), text.get(at + length));
        let in_brackets = before == Some(&'(') && behind == Some(&')');
        let alone = before.is_none_or(|c| c.is_whitespace() || "(,".contains(*c) || *c == END);
        if let Some(word) = text.get_mut(at..at + length)
            && alone
            && is_moment(word, in_brackets)
        {
            word.fill(END);
        }
        at += length.max(1);
    }
}

fn is_moment(word: &[char], in_brackets: bool) -> bool {
    let numbers: Vec<u32> =
        word.split(|c| !c.is_ascii_digit()).filter_map(|digits| String::from_iter(digits).parse().ok()).collect();
    let signs =
        String::from_iter(word.iter().filter(|c| !c.is_ascii_digit()).map(|c| if is_dash(*c) { '-' } else { *c }));
    let day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let year = |year: u32| (1900..2200).contains(&year);
    let time = |hour: u32, minute: u32| hour <= 24 && minute < 60;
    match (signs.as_str(), numbers.as_slice()) {
        (":", [hour, minute]) => time(*hour, *minute),
        (":-:" | ".-." | ":-", [from, minute, rest @ ..]) => time(*from, *minute) && rest.iter().all(|part| *part < 60),
        ("-", [from, to]) => in_brackets && *from <= 24 && *to <= 24,
        ("..", [d, m]) => day(*d, *m),
        ("..", [d, m, y]) => day(*d, *m) && year(*y),
        ("--", [y, m, d]) => day(*d, *m) && year(*y),
        _ => false,
    }
}

/// Covers brackets without their other half in the same number: what stands before one is no part of what is behind.
fn cover_lone_brackets(text: &mut [char]) {
    let mut open = None;
    for at in 0..=text.len() {
        let lone = match text.get(at).copied() {
            Some('(') => open.replace(at),
            Some(')') => match open.take() {
                Some(_) => None,
                None => Some(at),
            },
            Some(c) if is_within(c) => None,
            _ => open.take(),
        };
        if let Some(bracket) = lone.and_then(|at| text.get_mut(at)) {
            *bracket = END;
        }
    }
}

/// The first number of a run that holds nothing but what stands within numbers.
fn number(run: &str) -> Option<String> {
    // `+48 (0)22 …`: from abroad without the zero.
    let run = match run.split_once("(0)") {
        Some((before, behind)) if before.contains(|c: char| c.is_ascii_digit()) => [before, behind].concat(),
        _ => run.into(),
    };
    let words: Vec<String> = run
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let mut bare = String::new();
    for word in &words {
        let second = if word.starts_with('+') {
            DIGITS.contains(&digits(&bare))
        } else {
            // Nobody writes nine digits and seven more of one number with a single blank between.
            DIGITS.contains(&digits(&bare)) && digits(word) > 6 && (digits(&bare) > 8 || digits(word) == digits(&bare))
        };
        if second {
            break;
        }
        bare.push_str(word);
    }
    // Two numbers of one shape.
    let half = words.len() / 2;
    if digits(&bare) > *DIGITS.end()
        && let Some((first, second)) = words.split_at_checked(half)
        && first.iter().map(String::len).eq(second.iter().map(String::len))
    {
        bare = first.concat();
    }
    let plain = bare.trim_start_matches('+');
    let clean = plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.bytes().any(|byte| byte != b'0');
    (clean && bare.len() - plain.len() < 2 && DIGITS.contains(&plain.len())).then_some(bare)
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number is written in a hundred ways; what counts is that somebody can dial it.
    #[test]
    fn numbers() {
        for (typed, dial) in [
            ("600100200", Some("600100200")),
            ("+48 22 012 34 56", Some("+48220123456")),
            ("(22) 012-34-56", Some("220123456")),
            ("+48 (0)22 012 34 56", Some("+48220123456")),
            ("(0) 22 012 34 56", Some("0220123456")),
            ("22/012 34 56", Some("220123456")),
            ("0 22 / 012-34-56", Some("0220123456")),
            ("600\u{2010}100\u{2010}200", Some("600100200")),
            ("600 — 100 — 200", Some("600100200")),
            ("600−100−200", Some("600100200")),
            ("600\u{202f}100\u{2009}200", Some("600100200")),
            ("\u{200e}+48\u{200f} 600 100 200\u{feff}", Some("+48600100200")),
            ("\u{2066}600100200\u{2069}", Some("600100200")),
            ("22 012 34 56 ext. 4", Some("220123456")),
            ("22 012 34 56 x4", Some("220123456")),
            ("22 012 34 56#4", Some("220123456")),
            ("+49 30 23125 000 Durchwahl 17", Some("+493023125000")),
            ("22 012 34 56, wewn. 1204", Some("220123456")),
            ("komórka: 600 100 200", Some("600100200")),
            ("po 16 na 600 100 200", Some("600100200")),
            ("600 100 200 lub 601 100 200", Some("600100200")),
            ("600100200 / 601100200", Some("600100200")),
            ("600100200; 601100200", Some("600100200")),
            ("domowy 22 012 34 56\nkomórka 600 100 200", Some("220123456")),
            ("600 100 200 (Anna)", Some("600100200")),
            ("۰۹۱۲۳۴۵۶۷۸۹", Some("09123456789")),
            ("+９１ ９８７６ ５４３ ２１０", Some("+919876543210")),
            ("९८७६५४३२१०", Some("9876543210")),
            ("๐๘๑๒๓๔๕๖๗", Some("081234567")),
            ("tel:+48600100200", Some("+48600100200")),
            ("12345", None),
            ("999", None),
            ("wew. 12, wew. 34, wew. 56", None),
            ("zadzwoń", None),
            ("1234567890123456", None),
            ("++48600100200", None),
            ("48+600100200", None),
            ("jan@example.com", None),
            ("0049 (0)30 123456", Some("004930123456")),
            ("0044 (0) 20 7946 0958", Some("00442079460958")),
            ("49 (0)30 123456", Some("4930123456")),
            ("po 16:00 600 100 200", Some("600100200")),
            ("8:00 600 100 200", Some("600100200")),
            ("w godz. 8.00-16.00 600 100 200", Some("600100200")),
            ("600 100 200 w godz. 8–16", Some("600100200")),
            ("+48 22 012 34 56 (8-16)", Some("+48220123456")),
            ("+48 22 012 34 56 (8:00–16:00)", Some("+48220123456")),
            ("24.12. 600 100 200", Some("600100200")),
            ("24.12.2026 600100200", Some("600100200")),
            ("2026-12-24 600100200", Some("600100200")),
            ("(po 16) 600100200", Some("600100200")),
            ("16) 600100200", Some("600100200")),
            ("22 123 45 67/68", Some("221234567")),
            ("030/123456", Some("030123456")),
            ("600100200 601200300", Some("600100200")),
            ("600100200\n601200300", Some("600100200")),
            ("600 100 200\n601 200 300", Some("600100200")),
            ("600 100 200 601 200 300", Some("600100200")),
            ("+48 600 100 200 +48 601 100 200", Some("+48600100200")),
            ("+48600100200 +48601100200", Some("+48600100200")),
            ("6251234 6251235", Some("6251234")),
            ("0049 30123456", Some("004930123456")),
            ("+ 48 600 100 200", Some("+48600100200")),
            ("＋48 600 100 200", Some("+48600100200")),
            ("01.23.45.67.89", Some("0123456789")),
            ("22.012.34.56", Some("220123456")),
            ("600.100.200", Some("600100200")),
            ("12.34.56.78", Some("12345678")),
            ("020 7946 0958", Some("02079460958")),
            ("(020) 7946-0958", Some("02079460958")),
            ("1-800-555-0199", Some("18005550199")),
            ("jan1234567@example.com", None),
            ("http://example.com/1234567", None),
            ("jan@example.com, 600100200", Some("600100200")),
            ("24.12.2026", None),
            ("2026-12-24", None),
            ("0000000000", None),
            ("", None),
        ] {
            assert_eq!(dialed(typed).as_deref(), dial, "{typed:?}");
        }
        assert_eq!(
            normalized(" \u{202a}٢٢ ٠١٢ ٣٤ ٥٦ wew. 4\u{202c}"),
            "22 012 34 56 wew. 4",
            "handed on as it was typed"
        );
    }
}
