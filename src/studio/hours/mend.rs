//! What to write instead: the notation for what people often write in another way.

use std::{borrow::Cow, ops::Range};

use super::spoken::{self, DAYS as NOTATION_DAYS};
use crate::studio::nearest_name;

/// The part of a rule that cannot be read: from the word in which the reader stopped to the end of its part.
pub(super) fn part(text: &str, stopped: usize) -> Range<usize> {
    let next = text.get(stopped..).and_then(|rest| rest.find(|c| ![' ', '\r', '\n'].contains(&c)));
    let at = next.map_or_else(|| text.trim_end_matches([' ', ';']).len(), |next| stopped + next);
    let before = text.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || ":-".contains(c)).len();
    let rest = text.get(start..).unwrap_or_default();
    start..start + rest.find([';', '\n']).unwrap_or(rest.len())
}

/// What to write instead of the text at a byte, if it is a frequent mistake.
pub(super) fn mend(text: &str, at: usize) -> Option<Cow<'static, str>> {
    let start = text.get(..at).and_then(|before| before.rfind([';', '\n'])).map_or(0, |end| end + 1);
    let part = text.get(start..).and_then(|rest| rest.split([';', '\n']).next()).unwrap_or_default();
    if let Some(pasted) = part.chars().find_map(pasted) {
        return Some(pasted);
    }
    let lead = part.len() - part.trim_start().len();
    let of_part = spoken::mend(part.trim(), at.saturating_sub(start + lead));
    of_part.map(Cow::Owned).or_else(|| of_word(text, at).map(Cow::Borrowed))
}

/// The help for a character that no keyboard has and that looks like one of a keyboard, or is invisible.
fn pasted(character: char) -> Option<Cow<'static, str>> {
    let what = match character {
        '\u{a0}' => return Some("use plain spaces: this one was pasted from somewhere and does not break".into()),
        '\t' => return Some("use plain spaces: this one is a tab".into()),
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => "use plain spaces: this one",
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => "take out a sign that nobody sees: it",
        '\u{2010}' | '\u{2011}' => "use the hyphen of the keyboard: this one",
        _ => return None,
    };
    Some(format!("{what} was pasted from somewhere (U+{:04X})", u32::from(character)).into())
}

/// The help by the word at a byte, and the words around it.
fn of_word(text: &str, at: usize) -> Option<&'static str> {
    let slip = text.get(at..).unwrap_or_default();
    let part = slip.split(';').next().unwrap_or_default();
    let word = slip.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let lower = word.to_lowercase();
    let time = part.split([' ', ',', '\n']).next().unwrap_or_default();
    let before_ends = |with: &str| text.get(..at).is_some_and(|before| before.trim_end().ends_with(with));
    let foreign = |day: &str| !NOTATION_DAYS.contains(&day) && is_weekday(&day.to_lowercase());
    let digits = |sign: char| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        time.match_indices(sign)
            .any(|(at, _)| digit(time[..at].chars().next_back()) && digit(time[at + 1..].chars().next()))
    };
    Some(if part.contains(['–', '—', '−']) {
        "use the hyphen of the keyboard between times and days: `Mo-Fr 08:00-16:00`"
    } else if text.get(..at).unwrap_or_default().ends_with('\n') {
        "write the rule in one line, its parts divided by semicolons: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`"
    } else if part.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| ["am", "pm"].contains(&word)) {
        "times are written in 24 hours: `08:00-16:00` for 8 am to 4 pm"
    } else if ["do", "to", "till", "until", "bis", "по", "od", "from", "von", "ab"].contains(&word) {
        "write a hyphen between two days or two times: `Mo-Fr 08:00-16:00`"
    } else if part.starts_with(['&', '+']) || ANDS.contains(&lower.as_str()) {
        let before = text.get(..at).and_then(|before| before.rsplit(';').next()).unwrap_or_default();
        if !before.contains(':') {
            return Some("a comma stands between days: `Mo, We 08:00-16:00`, `Dec 24, 31 off`");
        }
        "rules are divided by a semicolon: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`"
    } else if ["codziennie", "daily", "everyday", "every", "täglich", "щодня"].contains(&lower.as_str()) {
        "for every day leave the days out: `08:00-16:00`"
    } else if time.split('-').any(foreign) {
        "weekdays are Mo, Tu, We, Th, Fr, Sa, Su: `Mo-Fr 08:00-16:00`"
    } else if NOTATION_DAYS.contains(&word) {
        let number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let before = text.get(..at).and_then(|before| before.rsplit(';').next()).is_some_and(number);
        let off = part.split(' ').any(|word| ["off", "closed", "open"].contains(&word));
        match (before, number(part), number(time)) {
            (true, false, _) if off => "rules are divided by a semicolon: `Mo-Fr 08:00-16:00; PH off`",
            (true, true, _) => "rules are divided by a semicolon: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`",
            (true, false, _) => "days stand before their times: `Mo-Fr 08:00-16:00`",
            (false, _, true) => "a space divides days and times: `Mo-Fr 08:00-16:00`",
            (false, ..) => return None,
        }
    } else if is_closed(&lower) {
        "a day without hours is `off`: `PH off`, `Su off`"
    } else if is_date(part) {
        "dates are a month and a day: `Dec 24 off`, `Dec 24-26 off`; one day with a reason is an exception: \
         `[[hours.NAME.exception]]`"
    } else if slip.starts_with(|c: char| c.is_ascii_digit()) && before_ends("week") {
        "weeks are numbered from 1 to 53"
    } else if slip.starts_with(|c: char| c.is_ascii_digit()) && before_ends("[") {
        "weekdays are counted in the month from `Mo[1]` to `Mo[5]`, and from its end from `Mo[-1]` on"
    } else if !slip.starts_with(|c: char| c.is_ascii_digit()) || time.contains('/') {
        return None;
    } else if digits('.') {
        "hours and minutes are divided by a colon: `08:00-16:00`"
    } else if !time.contains('-') {
        "times have a beginning and an end: `08:00-16:00`"
    } else if time.split('-').any(is_beyond) {
        "a day begins at 00:00 and ends at 24:00, and an hour has minutes from 00 to 59"
    } else if time.split('-').any(|clock| !clock.contains(':')) {
        "times have hours and minutes: `08:00-16:00`"
    } else {
        return None;
    })
}

/// The words for "and" and "or" in English, Polish, German and Ukrainian.
const ANDS: [&str; 11] = ["i", "oraz", "a", "and", "und", "і", "й", "та", "or", "oder", "lub"];

/// Whether a part begins with a date as people write it (`24.12. off`, `24.12.-26.12.`, `24/12/2026`) rather than with
/// times that have dots (`8.00-16.00`).
fn is_date(part: &str) -> bool {
    let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
    let number = |text: &str, most: u32| {
        (1..=2).contains(&text.len()) && text.parse().is_ok_and(|number| (1..=most).contains(&number))
    };
    let date = |text: &str| match text.split(['.', '/']).collect::<Vec<_>>().as_slice() {
        // Without a dot at its end it may be a time, unless a word follows.
        [day, month] => !word.contains('-') && !rest.is_empty() && number(day, 31) && number(month, 12),
        [day, month, year] => {
            let year =
                year.is_empty() && text.contains('.') || [2, 4].contains(&year.len()) && year.parse::<u32>().is_ok();
            year && number(day, 31) && number(month, 12)
        }
        _ => false,
    };
    word.split('-').any(date)
}

/// Whether no clock shows this time.
fn is_beyond(clock: &str) -> bool {
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    hour.parse::<u32>().is_ok_and(|hour| hour > 24) || minute.parse::<u32>().is_ok_and(|minute| minute > 59)
}

/// Whether a lower-case word is a weekday as people write it in English, Polish, German or Ukrainian.
fn is_weekday(word: &str) -> bool {
    let short = "mo tu we th fr sa su mon tue tues wed thu thur thurs fri sat sun pn pon wt śr sr cz czw pt pia pią so sob nd \
                 ndz nie di mi do пн вт ср чт пт сб нд";
    let long = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "poniedz", "wtor", "środ",
        "srod", "czwart", "piąt", "piat", "sobot", "niedz", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonnabend", "sonntag", "понед", "вівт", "серед", "четв", "пʼят", "субот", "неділ",
    ];
    short.split(' ').any(|known| known == word) || long.iter().any(|known| word.starts_with(known))
}

/// Whether a lower-case word means "closed", or is a mistyped `off`.
pub(super) fn is_closed(word: &str) -> bool {
    let known = ["closed", "geschlossen", "zu", "zamknięte", "zamkniete", "nieczynne", "зачинено", "вихідний"];
    known.contains(&word) || (word.len() > 1 && nearest_name(word, ["off", "closed"]).is_some())
}
