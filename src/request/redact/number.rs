//! Numbers in a text: which groups of digits are one number, and which of the kinds it is.
//!
//! A number is made of whole groups: digits that touch letters or more digits are part of something else. How strict
//! the rest is depends on the words before it: after "karta" or "PESEL" people group digits as they like.

use alloc::{string::String, vec::Vec};

use super::{
    check,
    finding::{Finding, SecretKind},
    words::{Gap, MASK, Word, gap},
};

/// The most digits of a number: those of an NRB.
const LONGEST: usize = 26;
/// The most groups of a number: an NRB in pairs.
const GROUPS: usize = 13;
/// How far before a number a word may stand that says what it is, in words and in bytes.
const NEAR: (usize, usize) = (6, 90);

const CARD: [&str; 9] = ["kart", "karc", "card", "visa", "maestro", "amex", "kredit", "карт", "карц"];
/// Boxes and greeting cards are no payment cards, though their names begin like one.
const NO_CARD: [&str; 4] = ["karto", "kartk", "cardb", "картон"];
const ACCOUNT: [&str; 9] = ["konto", "konta", "kontem", "koncie", "rachun", "iban", "nrb", "account", "рахун"];

/// The number that begins with a word.
pub(super) fn at(text: &str, words: &[Word<'_>], first: usize) -> Option<Finding> {
    let start = words.get(first)?;
    let (kind, end) = if start.text.starts_with(|c: char| c.is_ascii_digit()) {
        digits_at(text, words, first)?
    } else {
        (SecretKind::Iban, iban_at(text, words, first)?)
    };
    Some(Finding { kind, range: start.start..end })
}

/// Where the IBAN ends that begins with a word.
fn iban_at(text: &str, words: &[Word<'_>], first: usize) -> Option<usize> {
    let start = words.get(first)?;
    let (country, check) = start.text.split_at_checked(2)?;
    let length = check::iban_length(country)?;
    if !check.starts_with(|c: char| c.is_ascii_digit()) && !check.is_empty() {
        return None;
    }
    let mut number = String::new();
    let mut before = start;
    for word in words.iter().skip(first) {
        let follows = word.start == start.start || gap(text, before, word).is_some();
        let room = length.saturating_sub(number.len());
        if !follows || word.text.len() > room || !word.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        number.push_str(word.text);
        if number.len() == length {
            return check::is_iban(&number).then(|| word.end());
        }
        before = word;
    }
    None
}

/// What the digits are that begin with a word, and where they end. Of a card of 16 digits and one of 19, both of which
/// fit, it is the shorter: the code on the back is written behind it. An account goes before both.
fn digits_at(text: &str, words: &[Word<'_>], first: usize) -> Option<(SecretKind, usize)> {
    let mut found = None;
    let mut digits = Vec::new();
    for (place, word) in words.iter().enumerate().skip(first).take(GROUPS) {
        let follows = match place.checked_sub(1).and_then(|left| words.get(left)) {
            Some(left) if place > first => gap(text, left, word).is_some(),
            _ => true,
        };
        let too_long = digits.len().saturating_add(word.text.len()) > LONGEST;
        // A group has two digits at least: "1 2 3 4" counts something.
        if !follows || !word.is_digits() || word.text.len() < 2 || too_long {
            break;
        }
        digits.extend(word.text.bytes().map(|byte| byte.saturating_sub(b'0')));
        let run = Run { text, words, first, last: place, digits: &digits };
        match digits.len() {
            LONGEST if run.is_account() => found = Some((SecretKind::Iban, word.end())),
            11 if found.is_none() && run.is_pesel() => found = Some((SecretKind::Pesel, word.end())),
            14..=19 if found.is_none() && run.is_card() => found = Some((SecretKind::Card, word.end())),
            _ => {}
        }
    }
    found.filter(|_| !is_rest(text, words, first))
}

/// Whether a group is what `mask` left of a number, or the number of a telephone with its country.
fn is_rest(text: &str, words: &[Word<'_>], first: usize) -> bool {
    let Some(word) = words.get(first) else { return true };
    let left = first.checked_sub(1).and_then(|left| words.get(left)).filter(|left| gap(text, left, word).is_some());
    let masked = left.is_some_and(|left| left.text.contains(MASK)) && word.text.len() <= 4;
    masked || text.get(..word.start).is_some_and(|before| before.ends_with('+'))
}

/// Groups of digits that follow each other.
struct Run<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    /// The number of the first group among the words.
    first: usize,
    /// The number of the last one.
    last: usize,
    /// Their digits, as numbers.
    digits: &'a [u8],
}

impl Run<'_> {
    /// A PESEL: in one piece; as `440514 01458` or `44 05 14 01458` where no more digits follow; in any way after its
    /// name.
    fn is_pesel(&self) -> bool {
        let apart = |(word, gap): (&Word<'_>, Gap)| match gap {
            Gap::Tight => !word.is_digits(),
            Gap::Blank => self.is_whole() || !word.is_digits(),
            Gap::Wide => true,
        };
        let tidy = || {
            let shape = matches!(*self.lengths(), [11] | [6, 5] | [2, 2, 2, 5]) && self.inside() != Some(Gap::Wide);
            // "MAL-44051401458" is an order; "44051401458.Proszę" lacks a blank.
            let begins = self.before().is_none_or(|(word, gap)| gap != Gap::Tight && apart((word, gap)));
            shape && begins && self.after().is_none_or(apart)
        };
        check::is_pesel(self.digits) && (tidy() || self.is_called(&["pesel", "песел"], &[]))
    }

    /// A card: a known beginning, groups of at least four digits, and nothing around it that makes it longer; after
    /// its name any network and any groups.
    fn is_card(&self) -> bool {
        let named = || check::is_any_network(self.digits) && self.is_called(&CARD, &NO_CARD);
        let tidy = || {
            let lengths = self.lengths();
            let (last, others) = lengths.split_last().unwrap_or((&0, &[]));
            check::is_network(self.digits, !self.is_whole())
                && !(self.is_whole() && check::is_regon(self.digits))
                && self.is_even()
                && *last > 1
                && others.iter().all(|length| *length > 3)
        };
        check::is_luhn(self.digits) && !self.is_longer() && (tidy() || named())
    }

    /// An NRB: in groups that begin with the two check digits, or in fours. In one piece it needs what every bank's has
    /// besides, the check digit of the branch, or a word that says so: modulo 97 alone takes every hundredth number.
    fn is_account(&self) -> bool {
        let digits = self.digits.iter().filter_map(|digit| char::from_digit(u32::from(*digit), 10));
        let number: String = "PL".chars().chain(digits).collect();
        let tidy = || match *self.lengths() {
            [_] => check::is_branch(self.digits) && !self.is_longer(),
            [2, ..] | [4, 4, 4, 4, 4, 4, 2] => self.is_even(),
            _ => false,
        };
        check::is_iban(&number) && (tidy() || self.is_called(&ACCOUNT, &[]))
    }

    /// Whether it is written in one piece.
    fn is_whole(&self) -> bool {
        self.first == self.last
    }

    /// What stands between its first two groups.
    fn inside(&self) -> Option<Gap> {
        let [left, right, ..] = self.groups() else { return None };
        gap(self.text, left, right)
    }

    /// Whether the same stands between all of its groups.
    fn is_even(&self) -> bool {
        let groups = self.groups();
        groups.iter().zip(groups.iter().skip(1)).all(|(left, right)| gap(self.text, left, right) == self.inside())
    }

    /// Whether its neighbours make it part of a longer number: groups as long as its own, parted in the same way; or,
    /// where it has no groups, digits behind a hyphen. When a card expires and the code on its back are not part of it.
    fn is_longer(&self) -> bool {
        let longer = |(word, gap): (&Word<'_>, Gap)| match self.inside() {
            None => word.is_digits() && gap == Gap::Tight,
            inside => word.is_digits() && Some(gap) == inside && word.text.len() > 3,
        };
        self.before().is_some_and(longer) || self.after().is_some_and(longer) && !self.is_before_expiry()
    }

    /// Whether a month and a year follow, `1227`, or the code on the back, and then no group as long.
    fn is_before_expiry(&self) -> bool {
        let Some((word, _)) = self.after() else { return false };
        let month = word.text.get(..2).and_then(|month| month.parse::<u8>().ok()).unwrap_or(0);
        let more = self.neighbour(self.last, 2).is_some_and(|(more, _)| more.is_digits() && more.text.len() > 3);
        word.text.len() == 3 || (word.text.len() == 4 && (1..=12).contains(&month) && !more)
    }

    /// The word before it, where it may belong to it.
    fn before(&self) -> Option<(&Word<'_>, Gap)> {
        let left = self.words.get(self.first.checked_sub(1)?)?;
        Some((left, gap(self.text, left, self.words.get(self.first)?)?))
    }

    /// The word after it, where it may belong to it.
    fn after(&self) -> Option<(&Word<'_>, Gap)> {
        self.neighbour(self.last, 1)
    }

    /// The word so many words after another, where it may belong to the one before it.
    fn neighbour(&self, place: usize, steps: usize) -> Option<(&Word<'_>, Gap)> {
        let place = place.checked_add(steps)?;
        let (left, word) = (self.words.get(place.checked_sub(1)?)?, self.words.get(place)?);
        Some((word, gap(self.text, left, word)?))
    }

    fn groups(&self) -> &[Word<'_>] {
        self.words.get(self.first..=self.last).unwrap_or_default()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups().iter().map(|word| word.text.len()).collect()
    }

    /// Whether a word shortly before it holds one of some parts and begins with none of others.
    fn is_called(&self, parts: &[&str], not: &[&str]) -> bool {
        let Some(start) = self.words.get(self.first).map(|word| word.start) else { return false };
        let near = self.words.get(self.first.saturating_sub(NEAR.0)..self.first).unwrap_or_default();
        near.iter().filter(|word| start.saturating_sub(word.end()) <= NEAR.1 && word.text.len() <= NEAR.1).any(|word| {
            let word = word.text.to_lowercase();
            parts.iter().any(|part| word.contains(part)) && !not.iter().any(|part| word.starts_with(part))
        })
    }
}
