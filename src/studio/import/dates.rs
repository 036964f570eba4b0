//! Days as programs write them for people: `March 1, 2026 10:00 AM`, `1 marca 2026 10:00`, `2026/03/01`, `01.03.2026`.

use super::json::date;
use crate::time::{Date, Day, day_of_date};

/// The beginnings of the names of months in English, Polish, German, Ukrainian, French, Spanish, Italian and Dutch.
const STEMS: [&str; 12] = [
    "jan sty січ ene gen",
    "feb lut лют fév fev",
    "mar mär mrz бер mrt maa",
    "apr kwi кві avr abr",
    "may mai maj тра mag mei",
    "jun cze чер juin giu",
    "jul lip лип juil lug",
    "aug sie сер aoû aou ago",
    "sep wrz вер set",
    "oct okt paź paz жов ott",
    "nov lis лис",
    "dec dez gru гру déc dic",
];

/// The day of a date in one of these forms; `None` where day and month could be either.
pub(super) fn day_of(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = date(text) {
        return Some(day);
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || ",./-".contains(c)).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| {
        word.trim_end_matches(|c: char| c.is_alphabetic())
            .parse::<i32>()
            .ok()
            .filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let numbers: Vec<i32> = words.iter().take(4).filter_map(number).collect();
    let month = words.iter().take(3).find_map(|word| {
        let lower = word.to_lowercase();
        STEMS.iter().position(|stems| stems.split(' ').any(|stem| lower.starts_with(stem)))
    });
    let (year, month, day) = match (month, numbers.as_slice()) {
        (Some(month), [day, year, ..]) => (*year, i32::try_from(month).ok()? + 1, *day),
        (None, [year, month, day, ..]) if *year > 31 => (*year, *month, *day),
        // With dots it is the day that comes first; with other signs where it cannot be a month.
        (None, [day, month, year, ..]) if *day > 12 || text.get(..6)?.contains('.') => (*year, *month, *day),
        (None, [month, day, year, ..]) if *day > 12 => (*year, *month, *day),
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    (1990..=2100).contains(&year).then(|| day_of_date(Date { year, month, day }))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::date_of_day;

    /// The day below an article must be the one on which somebody looked at it, or none.
    #[test]
    fn days() {
        for (text, expected) in [
            ("March 1, 2026 10:00 AM", "2026-3-1"),
            ("1 marca 2026 10:00", "2026-3-1"),
            ("1. März 2026", "2026-3-1"),
            ("1 березня 2026 р.", "2026-3-1"),
            ("2026/03/01 10:00", "2026-3-1"),
            ("2026-03-01T10:00:00Z", "2026-3-1"),
            ("01.03.2026", "2026-3-1"),
            ("25/03/2026", "2026-3-25"),
            ("03/25/2026", "2026-3-25"),
            ("01/03/2026", ""),
            ("wczoraj", ""),
            ("", ""),
            ("31 lutego 2026", ""),
        ] {
            let found = day_of(text).map(date_of_day).map(|date| format!("{}-{}-{}", date.year, date.month, date.day));
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        }
    }
}
