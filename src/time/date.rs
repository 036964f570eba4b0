//! Calendar dates from day numbers, in the proleptic Gregorian calendar.
//!
//! The arithmetic is Howard Hinnant's ("chrono-Compatible Low-Level Date Algorithms", 2013), exact for every day an
//! `i32` reaches in practice.

/// A calendar day as days since 1970-01-01.
pub type Day = i32;

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// The first day of the week (ISO 8601).
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The seventh.
    Sunday,
}

impl Weekday {
    /// The weekday of a day number.
    #[must_use]
    pub const fn of(day: Day) -> Self {
        // 1970-01-01 was a Thursday.
        match (day + 3).rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }
}

/// The date of a day number.
#[must_use]
pub const fn date_of_day(day: Day) -> Date {
    let z = day as i64 + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    Date {
        year: (year_of_era + era * 400) as i32 + if month <= 2 { 1 } else { 0 },
        month: month as u8,
        day: (day_of_year - (153 * shifted + 2) / 5 + 1) as u8,
    }
}

/// The day number of a date; `None` where there is no such date.
#[must_use]
pub fn day_of_date(date: Date) -> Option<Day> {
    if !(1..=12).contains(&date.month) || !(1..=31).contains(&date.day) || !(-9_999..=9_999).contains(&date.year) {
        return None;
    }
    let year = i64::from(date.year) - i64::from(date.month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (i64::from(date.month) + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + i64::from(date.day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let day = Day::try_from(era * 146_097 + day_of_era - 719_468).ok()?;
    (date_of_day(day) == date).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A weekday that is off by one sends a customer to a closed store.
    #[test]
    fn known_days() {
        for (year, month, day, number, weekday) in [
            (1970, 1, 1, 0, Weekday::Thursday),
            (2026, 11, 21, 20_778, Weekday::Saturday),
            (2026, 12, 24, 20_811, Weekday::Thursday),
            (2028, 2, 29, 21_243, Weekday::Tuesday),
        ] {
            let date = Date { year, month, day };
            assert_eq!(day_of_date(date), Some(number));
            assert_eq!(date_of_day(number), date);
            assert_eq!(Weekday::of(number), weekday);
        }
        assert_eq!(day_of_date(Date { year: 2026, month: 2, day: 29 }), None);
    }
}
