//! Dates in words.

use alloc::{
    format,
    string::{String, ToString},
};

use super::Strings;
use crate::language::replaced;
use crate::time::{Day, Weekday, date_of_day};

impl Strings {
    /// "14 października 2026", "14 October 2026".
    #[must_use]
    pub fn long_date(&self, day: Day) -> String {
        format!("{}\u{a0}{}", self.day_and_month(day), date_of_day(day).year)
    }

    /// "14 października", "14 October".
    #[must_use]
    pub fn day_and_month(&self, day: Day) -> String {
        let date = date_of_day(day);
        let month = self.months.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default();
        replaced(&replaced(self.date, "{n}", &date.day.to_string()), "{m}", month)
    }

    /// "poniedziałek", "Monday".
    #[must_use]
    pub fn weekday(&self, day: Day) -> &'static str {
        self.weekdays.get(Weekday::of(day) as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The month is in the genitive in a Polish date.
    #[test]
    fn dates() {
        for (lang, day, date) in [
            ("pl", 20_778, "21\u{a0}listopada\u{a0}2026"),
            ("en", 20_811, "24\u{a0}December\u{a0}2026"),
            ("de", 20_811, "24.\u{a0}Dezember\u{a0}2026"),
            ("uk", 20_811, "24\u{a0}грудня\u{a0}2026"),
        ] {
            assert_eq!(Strings::of(lang).long_date(day), date);
        }
        assert_eq!(Strings::of("pl").weekday(20_811), "czwartek");
    }
}
