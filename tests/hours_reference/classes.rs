//! How we differ from the reference on purpose. `docs/writers/hours.md` has the same with the reasons.

use nightdesk::time::UtcMinute;

/// A moment at which the two differ.
#[derive(Debug)]
pub(crate) struct Difference<'a> {
    pub(crate) rule: &'a str,
    /// Minutes since its midnight.
    pub(crate) since_midnight: u32,
    /// What we say.
    pub(crate) open: bool,
    /// What the package says: 0 closed, 1 open, 2 unknown.
    pub(crate) digit: char,
    /// The midnight before.
    pub(crate) midnight: UtcMinute,
    /// What the package says of the minute before that midnight, and of that midnight.
    pub(crate) around_midnight: String,
}

/// A kind of intended difference.
pub(crate) struct Class {
    /// As `docs/writers/hours.md` names it.
    pub(crate) name: &'static str,
    pub(crate) holds: fn(&Difference<'_>) -> bool,
}

pub(crate) const CLASSES: [Class; 6] = [
    Class { name: "night without its evening", holds: |one| is_night(one) && one.around_midnight == "01" },
    Class {
        name: "night replaced by a shorter one",
        holds: |one| is_night(one) && one.around_midnight == "11" && evenings(one.rule).count() > 1,
    },
    Class {
        name: "days without times",
        holds: |one| {
            !one.open && one.digit == '1' && parts(one.rule).any(|part| !has_times(part) && !is_explicit(part))
        },
    },
    Class {
        name: "comment after times",
        holds: |one| one.open && one.digit == '2' && parts(one.rule).any(|part| part.ends_with('"') && has_times(part)),
    },
    Class {
        name: "later part without days",
        holds: |one| {
            parts(one.rule).skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_digit()) && has_times(part))
        },
    },
    Class {
        name: "last day of an Easter range",
        holds: |one| one.rule == "10:00-18:00; easter -2 days-easter +1 day off" && one.digit == '1' && !one.open,
    },
];

fn parts(rule: &str) -> impl Iterator<Item = &str> {
    rule.split(';').map(str::trim)
}

fn has_times(part: &str) -> bool {
    part.contains(':')
}

/// Whether a part without times says explicitly what it means.
fn is_explicit(part: &str) -> bool {
    ["off", "closed", "open", "24/7", "\""].iter().any(|word| part.contains(word))
}

/// Whether the package is open at a time that may be the end of a night, by a rule that has nights, and we are closed.
fn is_night(one: &Difference<'_>) -> bool {
    let nights = evenings(one.rule).any(|(from, to)| to < from || to > "24:00");
    !one.open && one.digit == '1' && one.since_midnight < 720 && nights
}

/// The times of a rule that reach midnight.
fn evenings(rule: &str) -> impl Iterator<Item = (&str, &str)> {
    let times = rule.split([' ', ',', ';']).filter_map(|word| word.split_once('-'));
    let times = times.filter(|(from, to)| from.contains(':') && to.contains(':'));
    times.filter(|(from, to)| to < from || *to >= "24:00")
}

/// The side that refuses a rule that the other one reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Ours,
    Theirs,
}

/// What one refuses and the other reads, in the order of `rules.txt`.
pub(crate) const REFUSED: [(Side, &str, &str); 11] = [
    (
        Side::Theirs,
        "Su, PH, SH 10:00-12:00",
        "the package knows no school holidays of Poland; neither do we, and say so",
    ),
    (Side::Ours, "Mo-Fr 08:00-16:00; Su \"repair\" off", "`off` stands before its comment"),
    (Side::Ours, "Mo-Fr 24/7", "`24/7` has no days"),
    (Side::Ours, "08:00+", "an end that nobody knows cannot be shown"),
    (Side::Ours, "08:00-08:00", "a slip rather than a whole day"),
    (Side::Ours, "00:00-00:00", "a slip rather than a whole day"),
    (Side::Ours, "Pn-Pt 08:00-16:00", "weekdays are English; the mend names them"),
    (Side::Ours, "10:00-12:00 Mo-Fr", "days stand before their times"),
    (Side::Ours, "Mo-Fr 08:00-16:00; PH,Su Mo off", "three days, or Mondays that are one of two: a comma is missing"),
    (Side::Ours, "Mo-Fr 08:00-16:00; Dec 26-Dec 24 off", "a slip rather than a year without a day"),
    (Side::Ours, "Mo-Fr 08:00-16:00; Dec 24th off", "letters at the number of a day may be a weekday (`Th`)"),
];
