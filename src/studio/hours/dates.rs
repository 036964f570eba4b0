//! Reports days that no calendar has (`Apr 31`), and ranges that end before they begin (`Dec 26-24`). The library that
//! reads the notation takes the first for another day or for none, and the second as a range over the end of the year;
//! a writer means neither. Dates are evaluated by the library, after this check.

use std::ops::Range;

use chrono::NaiveDate;

use super::{
    selectors::is_year,
    spelling::{Slip, Spelling},
};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Days of each month, in a leap year: `Feb 29` is a day.
const LENGTHS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/// The most days from Easter or from a holiday. The reference of the notation allows as many.
const FARTHEST: i64 = 200;

/// The number of a month by its name in the notation, from 0.
pub(super) fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|month| month.eq_ignore_ascii_case(word))
}

/// The name of a month in the notation, counted from 0; the first one follows the last.
pub(super) fn month_name(number: usize) -> &'static str {
    MONTHS.get(number % 12).copied().unwrap_or_default()
}

/// Fails at the first day that no calendar has, or range that ends before it begins.
pub(super) fn check(days: &Spelling) -> Result<(), Slip> {
    let reader = Reader { days, tokens: tokens(&days.text()) };
    let mut at = 0;
    while at < reader.tokens.len() {
        at = reader.step(at)?;
    }
    Ok(())
}

/// A word, a number or a single character, with the range of its characters.
struct Token {
    text: String,
    letters: Range<usize>,
}

/// The words, numbers and other characters of a text, without blanks.
fn tokens(text: &str) -> Vec<Token> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut out: Vec<Token> = Vec::new();
    for (number, letter) in text.chars().enumerate().filter(|(_, letter)| *letter != ' ') {
        match out.last_mut() {
            Some(last)
                if last.letters.end == number
                    && kind(letter) < 2
                    && last.text.chars().all(|c| kind(c) == kind(letter)) =>
            {
                last.text.push(letter);
                last.letters.end += 1;
            }
            _ => out.push(Token { text: letter.into(), letters: number..number + 1 }),
        }
    }
    out
}

/// A day of a month, and its position.
struct Day {
    year: Option<u32>,
    month: usize,
    day: u32,
    letters: Range<usize>,
}

impl Day {
    fn name(&self) -> String {
        let year = self.year.map(|year| format!("{year} ")).unwrap_or_default();
        format!("{year}{} {}", month_name(self.month), self.day)
    }
}

fn is_leap(year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 2, 29).is_some()
}

struct Reader<'a> {
    days: &'a Spelling,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map(|token| token.text.as_str()).unwrap_or_default()
    }

    fn number(&self, at: usize) -> Option<u32> {
        Some(self.text(at)).filter(|text| text.len() <= 4).and_then(|text| text.parse().ok())
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|_| is_year(self.text(at)))
    }

    /// Whether a token follows the one before it without a blank.
    fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(at)).is_some_and(|(before, token)| before.letters.end == token.letters.start)
    }

    fn hyphen(&self, at: usize) -> bool {
        self.text(at) == "-" && self.touches(at)
    }

    fn letters(&self, tokens: Range<usize>) -> Range<usize> {
        let [first, last] = [tokens.start, tokens.end.saturating_sub(1)].map(|at| self.tokens.get(at));
        first.map_or(0, |token| token.letters.start)..last.map_or(0, |token| token.letters.end)
    }

    fn slip(&self, letters: Range<usize>, message: impl Fn(&str) -> String, help: String) -> Slip {
        let part = self.days.part(letters);
        Slip::days(part.span(), message(&part.text()), help)
    }

    /// Checks what begins at a token; gives the token after it.
    fn step(&self, at: usize) -> Result<usize, Slip> {
        if let Some((first, next)) = self.day(at)? {
            return self.range(&first, next);
        }
        let lower = self.text(at).to_lowercase();
        match lower.as_str() {
            "easter" => self.easters(at),
            "ph" => self.check_offset(at, self.offset(at)),
            "week" => self.numbers(at + 1, |first, last| format!("week {first}-53,1-{last}")),
            "[" => self.numbers(at + 1, |first, last| format!("[{last}-{first}]")),
            _ => match (self.year(at), self.hyphen(at + 1), self.year(at + 2)) {
                (Some(first), true, Some(last)) if first > last => {
                    Err(self.backwards(self.letters(at..at + 3), &format!("{last}-{first}")))
                }
                (Some(_), true, Some(_)) => Ok(at + 3),
                _ => Ok(at + 1),
            },
        }
    }

    /// A date that begins at a token, and the token after it.
    fn day(&self, at: usize) -> Result<Option<(Day, usize)>, Slip> {
        let year = self.year(at);
        let month_at = at + usize::from(year.is_some());
        let Some(month) = month(self.text(month_at)) else { return Ok(None) };
        let Some(day) = self.day_number(month_at + 1) else { return Ok(None) };
        let found = Day { year, month, day, letters: self.letters(at..month_at + 2) };
        self.exists(&found, month_at + 2).map(|next| Some((found, next)))
    }

    /// A number that may be a day's; not the hour of a time.
    fn day_number(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|_| self.text(at).len() <= 2 && self.text(at + 1) != ":")
    }

    /// Checks that the calendar has a day, and that no letters follow its number.
    fn exists(&self, day: &Day, next: usize) -> Result<usize, Slip> {
        let glued = self.text(next).chars().all(char::is_alphabetic) && self.touches(next);
        if glued {
            let letters = day.letters.start..self.letters(next..next + 1).end;
            let message = |text: &str| format!("letters stand at the number of the day: `{text}`");
            return Err(self.slip(letters, message, format!("write the number alone: `{}`", day.name())));
        }
        let most = LENGTHS.get(day.month).copied().unwrap_or_default();
        let leap = day.year.is_none_or(|year| i32::try_from(year).is_ok_and(is_leap));
        let help = if !leap && day.month == 1 && day.day == 29 {
            "leap years alone have it: 2024, 2028, 2032".to_owned()
        } else if (1..=most).contains(&day.day) {
            return Ok(next);
        } else {
            format!("{} has the days 1 to {most}", month_name(day.month))
        };
        Err(self.slip(day.letters.clone(), |_| format!("the calendar has no day `{}`", day.name()), help))
    }

    /// Checks the range that may begin with a date; gives the token after it.
    fn range(&self, first: &Day, next: usize) -> Result<usize, Slip> {
        if self.text(next) == "+" && self.touches(next) && first.year.is_none() {
            let letters = first.letters.start..self.letters(next..next + 1).end;
            let help = format!("write the last day as well: `{}-Dec 31`", first.name());
            return Err(self.slip(letters, |text| format!("`{text}` has no end"), help));
        }
        if !self.hyphen(next) {
            return Ok(next);
        }
        if let Some((last, after)) = self.day(next + 1)? {
            let key = |day: &Day| (day.month, day.day);
            let swapped = match (first.year, last.year) {
                (Some(from), Some(to)) => (from, key(first)) > (to, key(&last)),
                (None, Some(_)) => false,
                // A range over the end of the year, unless it is nearly a year long.
                (_, None) => first.month == last.month && first.day > last.day,
            };
            let letters = first.letters.start..last.letters.end;
            return if swapped {
                Err(self.backwards(letters, &format!("{}-{}", last.name(), first.name())))
            } else {
                Ok(after)
            };
        }
        let Some(day) = self.day_number(next + 1) else { return Ok(next + 1) };
        let letters = self.letters(next + 1..next + 2);
        let last = Day { year: first.year, month: first.month, day, letters: letters.clone() };
        let after = self.exists(&last, next + 2)?;
        if day >= first.day {
            return Ok(after);
        }
        let turned = Day { day, letters, ..*first }.name();
        let help = format!(
            "the earlier day stands first: `{turned}-{}`; a range into another month names both: `{}-{} {day}`",
            first.day,
            first.name(),
            month_name(first.month + 1)
        );
        let letters = first.letters.start..last.letters.end;
        Err(self.slip(letters, |text| format!("`{text}` ends before it begins"), help))
    }

    fn backwards(&self, letters: Range<usize>, turned: &str) -> Slip {
        let help = format!("what is earlier stands first: `{turned}`");
        self.slip(letters, |text| format!("`{text}` ends before it begins"), help)
    }

    /// `week 2-10,20`, `[1-3]`: numbers and their ranges. A number below zero counts from the end, and is no range.
    fn numbers(&self, mut at: usize, turned: impl Fn(u32, u32) -> String) -> Result<usize, Slip> {
        while let Some(first) = self.number(at) {
            if self.hyphen(at + 1)
                && let Some(last) = self.number(at + 2)
            {
                if first > last {
                    return Err(self.backwards(self.letters(at..at + 3), &turned(first, last)));
                }
                at += 2;
            }
            at += if self.text(at + 1) == "," { 2 } else { 1 };
        }
        Ok(at)
    }

    /// `easter -2 days-easter +1 day`.
    fn easters(&self, at: usize) -> Result<usize, Slip> {
        let (first, next) = self.offset(at);
        self.check_offset(at, (first, next))?;
        if !self.hyphen(next) || !self.text(next + 1).eq_ignore_ascii_case("easter") {
            return Ok(next);
        }
        let (last, after) = self.offset(next + 1);
        self.check_offset(next + 1, (last, after))?;
        if first <= last {
            return Ok(after);
        }
        let name = |tokens: Range<usize>| self.days.part(self.letters(tokens)).text();
        Err(self.backwards(self.letters(at..after), &format!("{}-{}", name(next + 1..after), name(at..next))))
    }

    /// Checks the days from a holiday: at more than half a year from it, another one is nearer.
    fn check_offset(&self, at: usize, (days, next): (i64, usize)) -> Result<usize, Slip> {
        if days.abs() <= FARTHEST {
            return Ok(next);
        }
        let help = "write the date itself: `Dec 24`; the day before a holiday is `PH -1 day`";
        let message = |text: &str| format!("`{text}` is more than {FARTHEST} days away from its holiday");
        Err(self.slip(self.letters(at..next), message, help.to_owned()))
    }

    /// The days after Easter, or after a holiday, and the token after them.
    fn offset(&self, at: usize) -> (i64, usize) {
        let sign = match self.text(at + 1) {
            "+" => 1,
            "-" => -1,
            _ => return (0, at + 1),
        };
        match self.number(at + 2) {
            Some(days) if self.text(at + 3).to_lowercase().starts_with("day") => (sign * i64::from(days), at + 4),
            _ => (0, at + 1),
        }
    }
}
