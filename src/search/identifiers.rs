//! Numbers of things in a question: orders, parcels, accounts, telephones, postcodes, e-mail addresses. No article is
//! about one of them, so they are kept out of ranking unless the content holds them; the site's settings say where
//! those of its own lead.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    knowledge::Record,
    language::{holds_char, is_letter, is_word_char, lower},
};

/// Digits of a number that is written in groups, such as a telephone number; of one in one piece; of one that begins
/// with a letter, and of one with letters in it.
const GROUPED: usize = 9;
const PLAIN: usize = 7;
const LETTERED: usize = 6;
const MIXED: usize = 8;
/// A pattern of at least so many places also fits a number in groups.
const LONG: usize = 10;
/// More places than that are not read: they are the bits of a number.
const PLACES: usize = 60;

/// How a company writes its numbers of one kind, and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub struct NumberRule {
    /// `#` stands for a digit, `@` for a letter, `?` behind something for its absence, letters and digits for themselves
    /// in either case; other signs may be missing.
    pub pattern: String,
    /// The articles that stand first then, by their numbers in the pack.
    pub articles: Vec<u32>,
}

/// As it is stored in a pack.
impl From<NumberRule> for Record {
    fn from(NumberRule { pattern, articles }: NumberRule) -> Self {
        Self::new([pattern], articles)
    }
}

impl From<Record> for NumberRule {
    fn from(record: Record) -> Self {
        let mut parts = record.parts();
        Self { pattern: parts.text(), articles: parts.rest() }
    }
}

/// A number in a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Its place in the question, in bytes.
    pub place: Range<usize>,
    /// The number of the rule that it fits.
    pub rule: Option<usize>,
    /// Whether a person may know what it is about: an order, not an address or a postcode.
    pub is_case: bool,
}

/// All numbers in a question: first those that fit a rule, then others.
#[must_use]
pub fn identifiers(text: &str, rules: &[NumberRule]) -> Vec<Identifier> {
    let mut others = unruled(text);
    let mut out: Vec<Identifier> = Vec::new();
    let (mut free, mut inside) = (0, false);
    for (at, c) in text.char_indices() {
        // The end of a longer number may look like one of the company's.
        let cut = || others.iter().any(|other| other.place.start < at && at < other.place.end);
        if is_word_char(c) && !inside && at >= free && !cut() {
            let rest = text.get(at..).unwrap_or_default();
            for (number, rule) in rules.iter().enumerate() {
                if let Some(length) = fit(&rule.pattern, rest) {
                    free = at + length;
                    others.retain(|other| other.place.start >= free || other.place.end <= at);
                    out.push(Identifier { place: at..free, rule: Some(number), is_case: true });
                    break;
                }
            }
        }
        inside = is_word_char(c);
    }
    out.extend(others);
    out
}

/// The numbers in a question that look like one by themselves.
fn unruled(text: &str) -> Vec<Identifier> {
    let mut out: Vec<Identifier> = Vec::new();
    let (mut start, mut end) = (None, 0);
    // The digits of a number in groups so far, and where it began.
    let (mut digits_before, mut group_start) = (0, None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_word_char(c) {
            start = start.or(Some(at));
            end = at + c.len_utf8();
        }
        let Some(from) = start.filter(|_| c.is_whitespace()) else { continue };
        start = None;
        let word = text.get(from..end).unwrap_or_default();
        // Digits, letters, signs of groups, dots, at-signs, slashes, others.
        let mut counts = [0_usize; 7];
        for byte in word.bytes() {
            let kind = match byte {
                b'0'..=b'9' => 0,
                b'A'..=b'Z' | b'a'..=b'z' => 1,
                b'-' | b'(' | b')' | b'+' => 2,
                b'.' => 3,
                b'@' => 4,
                b'/' | b'_' => 5,
                _ => 6,
            };
            if let Some(count) = counts.get_mut(kind) {
                *count += 1;
            }
        }
        let [digits, letters, signs, dots, ats, slashes, odd] = counts;
        let bytes = word.as_bytes();
        let lettered = bytes.first().is_some_and(u8::is_ascii_alphabetic);
        let is_contact = ats > 0 && dots > 0;
        // Six or eight digits with signs between them are a date, four may be a year.
        let is_plain = dots + ats + odd == 0;
        let is_group = is_plain && letters + slashes == 0 && (signs == 0 || !matches!(digits, 6 | 8));
        let is_year = matches!(bytes, [b'1', b'9', _, _] | [b'2', b'0', _, _]);
        // The beginning of an IBAN.
        let is_head = lettered && letters == 2 && digits == 2 && bytes.len() == 4;
        let least = if lettered { LETTERED } else { MIXED };
        let is_code = is_plain && letters > 0 && digits >= least && !matches!(bytes, [b'0', b'x', ..]);
        if is_head || is_group && group_start.is_none() && !is_year {
            (group_start, digits_before) = (Some((from, is_head)), 0);
        }
        let (mut place, mut is_number) = (from..end, false);
        match group_start.filter(|_| is_group) {
            Some((first, head)) => {
                digits_before += digits;
                place.start = first;
                is_number = digits_before >= GROUPED || digits >= PLAIN && first == from;
                // Longer by this group.
                if (is_number || head) && out.last().is_some_and(|last| last.place.start == first) {
                    out.pop();
                }
            }
            None if !is_head => group_start = None,
            None => {}
        }
        if is_number || is_code || is_contact || is_group && fit("##-###", word) == Some(word.len()) {
            if !is_number {
                place.start = from;
            }
            out.push(Identifier { place, rule: None, is_case: !is_contact && (is_number || is_code) });
        }
    }
    out
}

/// How many bytes at the beginning of a text fit a pattern, up to the end of a word. All ways to read the pattern are
/// followed at once, a bit for each place of it, so that the time does not depend on how many there are.
fn fit(pattern: &str, text: &str) -> Option<usize> {
    let mut places: Vec<(char, bool, bool)> = Vec::new();
    let mut behind_sign = false;
    for c in pattern.chars() {
        match places.last_mut() {
            Some((_, optional, _)) if c == '?' => *optional = true,
            _ if is_word_char(c) || c == '#' || c == '@' => {
                places.push((c, false, core::mem::take(&mut behind_sign)));
            }
            _ => behind_sign = true,
        }
    }
    places.truncate(PLACES);
    let (all, long) = (1_u64 << places.len(), places.len() >= LONG);
    let (mut states, mut length, mut before) = (1_u64, None, ' ');
    // A blank behind the last character, so that each ends somewhere.
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let mut next = 0;
        for (number, &(place, optional, sign)) in places.iter().enumerate() {
            let bit = 1_u64 << number;
            if states & bit == 0 {
                continue;
            }
            if optional {
                states |= bit << 1;
            }
            let same = match place {
                '#' => c.is_ascii_digit(),
                '@' => is_letter(c),
                own => lower(own) == lower(c),
            };
            if same {
                next |= bit << 1;
            } else if (sign || long) && number > 0 && (c.is_whitespace() || holds_char("-/._", c)) {
                next |= bit;
            }
        }
        if states & all != 0 && is_word_char(before) && !is_word_char(c) {
            length = Some(at);
        }
        if next == 0 {
            break;
        }
        (states, before) = (next, c);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(pattern: &str) -> NumberRule {
        NumberRule { pattern: pattern.into(), ..NumberRule::default() }
    }

    /// A customer who gives the number of the order must not get the articles whose words look like it; who names a
    /// price, a year or a model must get those about it.
    #[test]
    fn numbers_of_things() {
        for (text, expected) in [
            ("gdzie jest 730000204518000000000012", &["730000204518000000000012"][..]),
            ("paczka 730000 204518 000000 000012, gdzie?", &["730000 204518 000000 000012"]),
            ("1Z999AA10123456784 nie doszła", &["1Z999AA10123456784"]),
            ("DPD 13054006123456.", &["13054006123456"]),
            ("list RR123456789PL", &["RR123456789PL"]),
            ("zwrot na PL61 1090 1014 0000 0712 1981 2874", &["PL61 1090 1014 0000 0712 1981 2874"]),
            ("PL61109010140000071219812874 to moje konto", &["PL61109010140000071219812874"]),
            ("an mich, DE89 3704 0044 0532 0130 00!", &["DE89 3704 0044 0532 0130 00"]),
            ("61 1090 1014 0000 0712 1981 2874", &["61 1090 1014 0000 0712 1981 2874"]),
            ("zadzwońcie: +48 600-123-456", &["48 600-123-456"]),
            ("(22) 620 12 34 proszę", &["22) 620 12 34"]),
            ("tel. 600123456", &["600123456"]),
            ("мій номер 050 123 45 67", &["050 123 45 67"]),
            ("dowóz do 00-950 Warszawa", &["00-950"]),
            ("mój mail jan.kowalski@example.com nie działa", &["jan.kowalski@example.com"]),
            ("faktura FV/2024/05/0123", &["FV/2024/05/0123"]),
            ("order ABC-204518?", &["ABC-204518"]),
            ("zamówienie 20451877 i 600123456", &["20451877", "600123456"]),
            ("zwrot w 30 dni", &[]),
            ("pit-37 za 2023 2024 2025", &[]),
            ("od 2024-05-01 do 31-12-2024 lub 01/05/2024, 24.12.2024", &[]),
            ("2fa 24h 24/7 4K mp3 A4 covid-19 iphone15", &[]),
            ("KX-7700 i RTX 4090, ISO-27001, office365", &[]),
            ("1000 zł, 1 200 000 zł, 9,90, 14.90, 50%", &[]),
            ("100000km 5000ml 0x80070005", &[]),
            ("pn-pt 8:00-16:00, 8-16", &[]),
            ("@sklep i a@b, pytanie@", &[]),
            ("", &[]),
            ("– @ # ?", &[]),
        ] {
            let found = identifiers(text, &[]);
            let found: Vec<&str> = found.iter().map(|own| &text[own.place.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    /// A company's number leads where the company says, as customers type it; a word that is like it does not.
    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("MAL-######", "gdzie MAL-204518?", "MAL-204518"),
            ("MAL-######", "mal 204518", "mal 204518"),
            ("MAL-######", "mal204518.", "mal204518"),
            ("MAL-######", "Mal – 204518", ""),
            ("MAL-######", "MAL-2045189", ""),
            ("MAL-######", "MAL-20451", ""),
            ("MAL-######", "NORMAL-204518", ""),
            ("MAL-######", "MAL-204 518", ""),
            ("@@-####?", "ab-123 ab-1234", "ab-123"),
            ("@@-####?", "ab-1234", "ab-1234"),
            ("@?@###-##", "x123-45", "x123-45"),
            ("@?@###-##", "xy12345", "xy12345"),
            ("########################", "730000 204518-000000 000012", "730000 204518-000000 000012"),
            ("########", "1234 5678", ""),
            ("########################", "PL61 1090 1014 0000 0712 1981 2874", ""),
            ("żółw-###", "ŻÓŁW 123", "ŻÓŁW 123"),
            ("", "a", ""),
            ("-", "-", ""),
            ("?", "?", ""),
        ] {
            let found = identifiers(text, &[rule(pattern)]);
            let found = found.iter().find(|own| own.rule.is_some()).map_or("", |own| &text[own.place.clone()]);
            assert_eq!(found, expected, "{pattern} {text}");
        }
        let (many, text) = ("#?".repeat(200), "1".repeat(256));
        assert!(identifiers(&text, &[rule(&many)]).len() == 1);
    }
}
