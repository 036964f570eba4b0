//! Dates and times as people write them in everyday language, brought into the notation: `24 Dec` is `Dec 24`,
//! `0800-1600` is `08:00-16:00`. Used for help on rules that cannot be read; other rules are left as they are.

use super::{
    dates::{month, month_name},
    selectors::is_year,
};

/// The beginnings of the names of months in English, Polish, German and Ukrainian.
const STEMS: [&str; 12] = [
    "jan sty січ",
    "feb lut лют",
    "mar mär mrz бер",
    "apr kwi кві",
    "may mai maj тра",
    "jun cze чер",
    "jul lip лип",
    "aug sie сер",
    "sep wrz вер",
    "oct okt paź paz жов",
    "nov lis лис",
    "dec dez gru гру",
];
/// Days in the notation.
pub(super) const DAYS: [&str; 9] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH"];
/// What follows the number of a day in English.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// What to write instead of a part that cannot be read from a byte on.
pub(super) fn mend(part: &str, at: usize) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (before, rest) = part.split_at_checked(at)?;
    round_the_clock(part)
        .or_else(|| mixed(part))
        .or_else(|| words.iter().enumerate().find_map(|(number, _)| date(&words, number)))
        .or_else(|| offset(part))
        .or_else(|| feast(part))
        .or_else(|| words.iter().find_map(|word| without_colons(word)))
        .or_else(|| two_times(before, rest))
}

/// The number of a month by its name as people write it, from 0.
fn spoken_month(word: &str) -> Option<usize> {
    let lower = word.trim_end_matches(['.', ',']).to_lowercase();
    STEMS
        .iter()
        .position(|stems| stems.split(' ').any(|stem| lower.starts_with(stem)))
        .filter(|_| lower.chars().all(char::is_alphabetic))
}

/// A day of a month, or a range of them, without the endings of everyday language: `24.`, `24th`.
fn spoken_days(word: &str) -> Option<String> {
    let number = |text: &str| {
        let bare = text.trim_end_matches('.');
        let bare = ORDINALS.iter().find_map(|ending| bare.strip_suffix(ending)).unwrap_or(bare);
        let day = bare.parse::<u32>().ok().filter(|day| (1..=31).contains(day) && bare.len() <= 2)?;
        Some(day.to_string())
    };
    let numbers: Option<Vec<String>> = word.trim_end_matches(',').split('-').map(number).collect();
    numbers.filter(|numbers| numbers.len() <= 2).map(|numbers| numbers.join("-"))
}

/// The date that begins with a word.
fn date(words: &[&str], number: usize) -> Option<String> {
    let word = words.get(number)?;
    let before = number.checked_sub(1).and_then(|before| words.get(before));
    let after = |by: usize| words.get(number + by).map(|word| word.trim_end_matches(','));
    let year = |by: usize| after(by).filter(|word| is_year(word)).map(|year| format!("{year} ")).unwrap_or_default();
    if let Some(date) = by_numbers(word) {
        return Some(format!(
            "a date is year, month and day, `{date}`; one day with a reason is an exception: \
             `[[hours.NAME.exception]]`"
        ));
    }
    if let (Some(days), Some(month)) = (spoken_days(word), after(1).and_then(spoken_month))
        && before.is_none_or(|before| spoken_month(before).is_none())
    {
        return Some(format!("the month stands before the day: `{}{} {days}`", year(2), month_name(month)));
    }
    let names: Option<Vec<usize>> = word.trim_end_matches(',').split('-').map(spoken_month).collect();
    let names = names?;
    let days = after(1).and_then(spoken_days);
    let year = if days.is_some() { year(2) } else { year(1) };
    let known = word.trim_end_matches(',').split('-').all(|name| month(name).is_some());
    if let ([from, to], Some(day)) = (names.as_slice(), &days)
        && !day.contains('-')
    {
        return Some(format!(
            "a range of days has both at its ends: `{} 1-{} {day}`",
            month_name(*from),
            month_name(*to)
        ));
    }
    if known && year.is_empty() {
        return None;
    }
    let months = names.into_iter().map(month_name).collect::<Vec<_>>().join("-");
    let days = days.map(|days| format!(" {days}")).unwrap_or_default();
    Some(if known {
        format!("the year stands before the month: `{year}{months}{days}`")
    } else {
        format!("months are Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec: `{year}{months}{days}`")
    })
}

/// `2026-12-24` in the notation.
fn by_numbers(word: &str) -> Option<String> {
    let [year, month, day] = word.trim_end_matches(',').split('-').collect::<Vec<_>>().try_into().ok()?;
    let month = Some(month).filter(|month| month.len() == 2)?.parse::<usize>().ok()?;
    let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
    (is_year(year) && (1..=12).contains(&month)).then(|| format!("{year} {} {day}", month_name(month - 1)))
}

/// Dates and weekdays in one list: `Dec 24, Su off`.
fn mixed(part: &str) -> Option<String> {
    let items: Vec<&str> = part.split(',').map(str::trim).collect();
    let dated = |item: &&str| {
        let word = item.split([' ', '-']).next().unwrap_or_default();
        month(word).is_some() || word == "easter" || spoken_days(word).is_some()
    };
    let named = |item: &&str| {
        let word = item.split([' ', '-', '[']).next().unwrap_or_default();
        DAYS.contains(&word)
    };
    let (last, first) = items.split_last()?;
    if first.is_empty()
        || first.iter().any(|item| item.contains(':'))
        || !items.iter().all(|item| dated(item) || named(item))
    {
        return None;
    }
    // The times or the word for all of them come after the days of the last one.
    let is_state = |word: &&str| word.contains(':') || ["off", "closed", "open"].contains(word);
    let at = last.split(' ').find(is_state).and_then(|word| last.find(word))?;
    let (days, state) = last.split_at_checked(at)?;
    let all = || first.iter().copied().chain([days.trim()]);
    let [dates, weekdays] =
        [true, false].map(|want| all().filter(|item| dated(item) == want).collect::<Vec<_>>().join(", "));
    (!dates.is_empty() && !weekdays.is_empty())
        .then(|| format!("dates and weekdays stand in parts of their own: `{dates} {state}; {weekdays} {state}`"))
}

/// `24h`, `24 / 7`, `0-24`.
fn round_the_clock(part: &str) -> Option<String> {
    let plain: String = part.to_lowercase().split_whitespace().collect();
    let known =
        ["24h", "24hours", "24/7", "24/24", "24/7/365", "0-24", "00-24", "0-24h", "always", "open24hours", "open24h"];
    if known.contains(&plain.as_str()) {
        return Some("round the clock is `24/7`".into());
    }
    let (days, times) = part.trim().rsplit_once(' ')?;
    known.contains(&times.to_lowercase().as_str()).then(|| format!("a whole day is `{} 00:00-24:00`", days.trim()))
}

/// `easter+1 day`, `PH-1 day`.
fn offset(part: &str) -> Option<String> {
    ["easter", "PH"].into_iter().find_map(|name| {
        let after = part.get(part.find(name)? + name.len()..)?;
        let sign = after.chars().next().filter(|sign| ['+', '-'].contains(sign))?;
        let number: String = after.chars().skip(1).take_while(char::is_ascii_digit).collect();
        let days = if number == "1" { "day" } else { "days" };
        (!number.is_empty()).then(|| format!("a blank stands before the sign: `{name} {sign}{number} {days}`"))
    })
}

/// Days near Easter by their names.
fn feast(part: &str) -> Option<String> {
    let lower = part.to_lowercase();
    let known = [
        ("easter monday", "easter +1 day"),
        ("ostermontag", "easter +1 day"),
        ("poniedziałek wielkanocny", "easter +1 day"),
        ("good friday", "easter -2 days"),
        ("karfreitag", "easter -2 days"),
        ("wielki piątek", "easter -2 days"),
    ];
    let found = known.iter().find(|(name, _)| lower.contains(name))?;
    Some(format!("days about Easter are counted from its Sunday: `{}`", found.1))
}

/// `0800-1600`.
fn without_colons(word: &str) -> Option<String> {
    let clock = |text: &str| {
        let (hour, minute) = text.split_at_checked(2).filter(|(_, minute)| minute.len() == 2)?;
        let fits = |text: &str, most: u32| text.parse().is_ok_and(|number: u32| number <= most);
        (fits(hour, 24) && fits(minute, 59)).then(|| format!("{hour}:{minute}"))
    };
    let (from, to) = word.trim_end_matches(',').split_once('-')?;
    Some(format!("hours and minutes are divided by a colon: `{}-{}`", clock(from)?, clock(to)?))
}

/// Two times of a day with another separator than a comma: `08:00-12:00 und 13:00-17:00`.
pub(super) fn two_times(before: &str, rest: &str) -> Option<String> {
    let is_span = |text: &str| {
        let clock = |text: &str| text.contains(':') && text.starts_with(|c: char| c.is_ascii_digit());
        text.split_once('-').is_some_and(|(from, to)| clock(from) && clock(to))
    };
    let of_time = |c: char| c.is_ascii_digit() || [':', '-'].contains(&c);
    let first = before.trim_end_matches(|c: char| !c.is_ascii_digit());
    let between = before.get(first.len()..)?.chars().count();
    let first = first.rsplit(|c: char| !of_time(c)).next()?;
    let from_second = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let between = between + rest.get(..rest.len() - from_second.len())?.chars().count();
    let second = from_second.split(|c: char| !of_time(c)).next()?;
    let names = rest
        .get(..rest.len() - from_second.len())?
        .split_whitespace()
        .any(|word| DAYS.iter().any(|day| word.starts_with(day)));
    (between <= 8 && !names && is_span(first) && is_span(second))
        .then(|| format!("a comma stands between two times of a day: `{first},{second}`"))
}
