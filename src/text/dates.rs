//! Dates in words.

use alloc::{format, string::String};

use super::Strings;
use crate::{hours::date_of_day, knowledge::Day};

/// "14 października 2026", "14 October 2026".
#[must_use]
pub fn long_date(strings: &Strings, day: Day) -> String {
    format!("{}\u{a0}{}", day_and_month(strings, day), date_of_day(day).year)
}

/// "14 października", "14 October".
pub(super) fn day_and_month(strings: &Strings, day: Day) -> String {
    let date = date_of_day(day);
    let month = strings.months.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{}\u{a0}{month}", date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The month stands in the genitive in a Polish date.
    #[test]
    fn dates() {
        assert_eq!(long_date(Strings::of("pl"), 20_778), "21\u{a0}listopada\u{a0}2026");
        assert_eq!(long_date(Strings::of("en"), 20_811), "24\u{a0}December\u{a0}2026");
    }
}
