//! What people paste into a message by mistake: PESEL numbers, payment cards, bank accounts, passwords.
//!
//! The form only offers to hide a finding, so a missed card is worse than a false alarm; the rates of both are
//! measured in `tests/redact.rs`. Nothing here changes a text that nobody asked to change.
//!
//! Not looked for: what a help desk needs (order, parcel and telephone numbers, e-mail addresses, NIP, REGON), and
//! codes out of text messages, which are worth nothing by the time somebody reads them.

mod finding;
mod words;

mod check;
mod number;

mod password;
mod token;

use alloc::{string::String, vec::Vec};
use core::ops::Range;

pub use finding::{Finding, SecretKind};
use words::{MASK, is_separator, words};

/// Replaces a password; it does not show how long that was.
const HIDDEN: &str = "••••••";

/// All that a text holds, in its order; no two overlap. Takes time in proportion to the text.
#[must_use]
pub fn find(text: &str) -> Vec<Finding> {
    let words = words(text);
    let mut out: Vec<Finding> = Vec::new();
    let mut free = 0;
    for (place, word) in words.iter().enumerate() {
        if word.start < free {
            continue;
        }
        let found = number::at(text, &words, place).or_else(|| password::at(text, &words, place));
        if let Some(finding) = found {
            free = finding.range.end;
            out.push(finding);
        }
    }
    out
}

/// The whole text with one finding hidden, so that the visitor still recognises it: a card and an account keep their
/// last four characters (an IBAN its country, too), a PESEL its last two digits, a password nothing. Separators stay.
///
/// A finding of another text leaves this one as it is, wherever that can be recognised. Of several findings, hide the
/// last one first: those before it keep their places.
#[must_use]
pub fn mask(text: &str, finding: &Finding) -> String {
    let Range { start, end } = finding.range;
    let parts = (text.get(..start), text.get(start..end), text.get(end..));
    let (Some(before), Some(secret), Some(after)) = parts else { return text.into() };
    let hidden = match finding.kind {
        SecretKind::Password if secret.is_empty() => return text.into(),
        SecretKind::Password => HIDDEN.into(),
        SecretKind::Pesel => dotted(secret, 2),
        SecretKind::Card | SecretKind::Iban => dotted(secret, 4),
    };
    [before, &hidden, after].concat()
}

/// A number with dots for all but the letters of its country and its last characters; as it is where it is none.
fn dotted(number: &str, kept: usize) -> String {
    let counts = |c: &char| c.is_ascii_alphanumeric();
    if number.chars().any(|c| !counts(&c) && c != MASK && !is_separator(c)) {
        return number.into();
    }
    let country = number.chars().take(2).take_while(char::is_ascii_alphabetic).count();
    let last = number.chars().filter(counts).count().saturating_sub(kept);
    let mut seen = 0;
    let dot = |c: char| {
        seen += usize::from(counts(&c));
        if counts(&c) && seen > country && seen <= last { MASK } else { c }
    };
    number.chars().map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        find(text).iter().rev().fold(text.into(), |text, finding| mask(&text, finding))
    }

    /// Who hides a number has to see that it was the right one, and nobody else may learn it from what is left.
    #[test]
    fn what_is_left() {
        for (text, expected) in [
            ("PESEL 44051401458.", "PESEL •••••••••58."),
            ("PESEL 440514-01458", "PESEL ••••••-•••58"),
            ("karta 4111 1111 1111 1111, pilne", "karta •••• •••• •••• 1111, pilne"),
            ("378282246310005", "•••••••••••0005"),
            ("PL61 1090 1014 0000 0712 1981 2874", "PL•• •••• •••• •••• •••• •••• 2874"),
            ("61109010140000071219812874", "••••••••••••••••••••••2874"),
            ("GB29 NWBK 6016 1331 9268 19", "GB•• •••• •••• •••• ••68 19"),
            ("hasło: Kotek123, e-mail a@example.com", "hasło: ••••••, e-mail a@example.com"),
            ("hasło: zażółć-Gęślą-2024-jaźń!", "hasło: ••••••"),
            ("CVV 123 i PIN: 1234", "CVV •••••• i PIN: ••••••"),
            ("MAL-204518, tel. +48 600 100 200", "MAL-204518, tel. +48 600 100 200"),
        ] {
            assert_eq!(masked(text), expected, "{text}");
            assert_eq!(find(expected), [], "{expected}");
        }
    }

    /// The visitor types on between the mark and the click: what they typed must not be eaten.
    #[test]
    fn stale_findings() {
        for (kind, range) in [
            (SecretKind::Card, 0..99),
            (SecretKind::Card, 0..1),
            (SecretKind::Iban, Range { start: 7, end: 3 }),
            (SecretKind::Password, 3..3),
            (SecretKind::Password, usize::MAX..usize::MAX),
            (SecretKind::Pesel, 0..13),
        ] {
            let finding = Finding { kind, range };
            assert_eq!(mask("Żółty ser, 2 kg", &finding), "Żółty ser, 2 kg", "{finding:?}");
            assert_eq!(mask("", &finding), "");
        }
    }
}
