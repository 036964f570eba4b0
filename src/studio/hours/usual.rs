//! The usual week: the opening hours that are shown as the general ones, the same on whatever day the content is built.
//!
//! It is the commonest week, by whole weeks, without holidays and exceptions, which are shown separately. Whole weeks
//! and not weekdays: a week of summer's Mondays and winter's Tuesdays never occurs. A rule without years is the same
//! every year: its weeks are counted over the same four years, so that the day of the build does not matter. A rule
//! with years is counted over the year ahead. Where two weeks are about as common (half a year each, odd and even
//! weeks), the parts without dates decide, then the week that is open longer, then the one that begins earlier.

use chrono::{Datelike, Duration, NaiveDate};
use chrono_tz::Tz;
use opening_hours::ContextHolidays;

use super::{clock::day_number, notation::Part, parts::Calendar, replaced::years, table::tabulate, times::Spans};
use crate::{hours::Range, time::Day};

/// Hours from Monday on.
pub(super) type Week = [Vec<Range>; 7];

/// The weeks that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    /// The first Monday.
    monday: NaiveDate,
    weeks: i64,
    /// Weeks that agree with the counted ones on up to so many days fewer count as equally common.
    tolerance: usize,
}

impl Count {
    fn of(parts: &[Part], today: NaiveDate) -> Self {
        let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
        match NaiveDate::from_ymd_opt(2024, 1, 1) {
            // From a Monday to a Sunday, 2024 to 2027 by ISO 8601: a leap year and a year of 53 weeks among them. Half
            // years differ by a week or two a year.
            Some(monday) if !parts.iter().any(|part| years(&part.calendar).next().is_some()) => {
                Self { monday, weeks: 209, tolerance: 40 }
            }
            // A span of 52 weeks has up to four days of a season more or fewer, depending on where it begins, and one
            // that begins in a year of 53 weeks has two odd weeks more than even ones.
            _ => Self { monday, weeks: 52, tolerance: 14 },
        }
    }

    fn mondays(self) -> impl Iterator<Item = NaiveDate> {
        (0..self.weeks).map(move |number| self.monday + Duration::weeks(number))
    }
}

/// The usual week as of a day.
pub(super) fn week(parts: &[Part], today: NaiveDate) -> Week {
    let count = Count::of(parts, today);
    let Count { monday, weeks, tolerance } = count;
    let none = ContextHolidays::default();
    let first = monday - Duration::days(2);
    let all = Calendar::new(parts, &none, first, monday + Duration::weeks(weeks + 1));
    let weeks = count.mondays().map(|monday| of(monday, |day| all.spans(day, true))).collect();
    commonest(weeks, tolerance, &plain(parts, monday))
}

/// The week of the parts without dates.
fn plain(parts: &[Part], monday: NaiveDate) -> Week {
    let weekly = parts.iter().filter(|part| part.is_weekly());
    let none = ContextHolidays::default();
    let calendar = Calendar::new(weekly, &none, monday - Duration::days(2), monday + Duration::weeks(2));
    of(monday, |day| calendar.spans(day, true))
}

/// The hours of the week of a Monday, each night with its evening.
fn of(monday: NaiveDate, of_day: impl Fn(NaiveDate) -> Spans) -> Week {
    // From the day before, whose night may reach into Monday, to the day after, on which Sunday's night ends. In UTC,
    // which has no summer time.
    let table = tabulate(Tz::UTC, monday - Duration::days(1), monday + Duration::days(9), of_day);
    std::array::from_fn(|weekday| table.hours_on(day_number(monday) + weekday as Day))
}

/// The commonest of some weeks; `plain` where it is as common within `tolerance`, in days. A week without any opening
/// is the usual one only where there is no other: a pool that opens in summer has hours.
fn commonest(weeks: Vec<Week>, tolerance: usize, plain: &Week) -> Week {
    let mut kinds: Vec<(Week, usize)> = Vec::new();
    let open = |week: &Week| week.iter().any(|day| !day.is_empty());
    let open: Vec<Week> = weeks.into_iter().filter(open).collect();
    for week in &open {
        match kinds.iter_mut().find(|(known, _)| known == week) {
            Some((_, count)) => *count += 1,
            None => kinds.push((week.clone(), 1)),
        }
    }
    let most = kinds.iter().map(|(_, count)| *count).max().unwrap_or_default();
    // Rare weeks, as those in which one season ends and another begins, are left out.
    kinds.retain(|(_, count)| count * 2 >= most);
    let fits = |week: &Week| {
        let same = |other: &Week| week.iter().zip(other).filter(|(one, other)| one == other).count();
        open.iter().map(same).sum::<usize>()
    };
    let fitting: Vec<(Week, usize)> =
        kinds.into_iter().map(|(week, _)| (fits(&week), week)).map(|(fit, week)| (week, fit)).collect();
    let best = fitting.iter().map(|(_, fit)| *fit).max().unwrap_or_default();
    let equal = fitting.into_iter().filter(|(_, fit)| fit + tolerance >= best).map(|(week, _)| week);
    let length = |week: &Week| week.iter().flatten().map(|range| u32::from(range.end - range.start)).sum::<u32>();
    let times_of = |week: &Week| -> Vec<_> {
        let days = week.iter().enumerate();
        days.flat_map(|(day, ranges)| ranges.iter().map(move |range| (day, range.start, range.end))).collect()
    };
    equal.max_by_key(|week| (week == plain, length(week), std::cmp::Reverse(times_of(week)))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::studio::hours::{clock::clock, notation};

    /// "Mo 08:00-16:00 Tu 08:00-16:00", the days that are open.
    fn text(week: &Week) -> String {
        let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].iter().zip(week).filter(|(_, ranges)| !ranges.is_empty());
        let times = |ranges: &[Range]| {
            let times = ranges.iter().map(|range| format!("{}-{}", clock(range.start), clock(range.end)));
            times.collect::<Vec<_>>().join(",")
        };
        days.map(|(day, ranges)| format!("{day} {}", times(ranges))).collect::<Vec<_>>().join(" ")
    }

    fn weekdays(times: &str) -> String {
        ["Mo", "Tu", "We", "Th", "Fr"].map(|day| format!("{day} {times}")).join(" ")
    }

    /// A build between the holidays, in a season or in an odd week must not show that week as the usual one for good.
    /// Invariant (core): the usual week does not depend on the day of the build. See also `tests/hours.rs`.
    #[test]
    fn the_day_of_the_build_does_not_matter() {
        let office = weekdays("08:00-16:00");
        let on = |days: &[&str]| days.iter().map(|day| format!("{day} 08:00-16:00")).collect::<Vec<_>>().join(" ");
        let six = on(&["Mo", "Tu", "We", "Th", "Fr", "Sa"]);
        let first: NaiveDate = "2026-11-29".parse().unwrap();
        for (rule, expected) in [
            ("Mo-Fr 08:00-16:00; Dec 20-31 off", office.clone()),
            ("Mo-Fr 08:00-16:00; PH off", office.clone()),
            ("Mo-Fr 08:00-16:00; Jul-Aug Mo-Fr 09:00-14:00; PH off", office.clone()),
            ("Jun-Aug Mo-Fr 07:00-15:00; Sep-May Mo-Fr 08:00-16:00", office.clone()),
            ("May-Sep Mo-Fr 10:00-20:00; Oct-Apr Mo-Fr 08:00-16:00; PH off; Dec 24-31 off", office.clone()),
            ("Apr-Sep Mo-Fr 08:00-16:00; Oct-Mar Mo-Fr 09:00-15:00", office.clone()),
            ("Mo-Fr 08:00-16:00; week 1-53/2 Fr 08:00-12:00", office.clone()),
            ("week 1-53/2 Mo-Fr 08:00-16:00; week 2-52/2 Mo-Fr 10:00-16:00", office.clone()),
            ("Mo-Fr 08:00-16:00; Mo[1,3] 12:00-18:00", office.clone()),
            ("Mo-Fr 08:00-16:00, Mar-Apr Sa 10:00-12:00", office.clone()),
            ("Mo-Fr 08:00-16:00; Jan 1,6,May 1-3,Aug 15,Nov 1,Nov 11,Dec 24-26 off; easter +1 day off", office),
            ("Jun-Aug Mo-Fr 10:00-18:00", weekdays("10:00-18:00")),
            ("Mo-Fr 08:00-16:00; Mar-Nov Mo-Fr 07:00-19:00", weekdays("07:00-19:00")),
            ("Fr-Sa 20:00-04:00; Jul-Aug off; PH off", "Fr 20:00-28:00 Sa 20:00-28:00".to_owned()),
            ("PH 10:00-12:00", String::new()),
            ("off", String::new()),
            // Odd and even weeks: as many of either, but for a year of 53 weeks.
            ("week 1-53/2 Mo,We,Fr 08:00-16:00; week 2-52/2 Tu,Th,Sa 08:00-16:00", on(&["Mo", "We", "Fr"])),
            ("week 2-52/2 Tu,Th,Sa 08:00-16:00; week 1-53/2 Mo,We,Fr 08:00-16:00", on(&["Mo", "We", "Fr"])),
            ("week 1-53/2 Mo,Tu 08:00-16:00; week 2-52/2 We-Sa 08:00-16:00", on(&["We", "Th", "Fr", "Sa"])),
            ("Mo-Sa 08:00-16:00; week 1-53/2 Mo-Sa 12:00-20:00", six.clone()),
            ("Mo-Sa 08:00-16:00; week 2-52/2 Mo-Sa 12:00-20:00", six.clone()),
            ("Mo-Su 08:00-16:00; week 1-53/2 Mo-Su 10:00-20:00", on(&["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"])),
            ("Jan-Apr Mo 08:00-12:00; May-Aug Tu 08:00-12:00; Sep-Dec We 08:00-12:00", "Mo 08:00-12:00".into()),
            ("Jan-Jun Mo-Sa 08:00-16:00; Jul-Dec Mo-Sa 10:00-18:00", six.clone()),
            ("Mo-Sa 08:00-16:00; Jul-Dec Mo-Sa 07:00-18:00", six.clone()),
            ("Nov-Apr Mo 08:00-16:00; May-Oct We 08:00-16:00", on(&["Mo"])),
            // With years: by the year ahead.
            ("2025+ week 1-53/2 Mo-Sa 08:00-16:00; 2025+ week 2-52/2 Mo-Sa 09:00-16:00", six.clone()),
            ("Mo-Sa 08:00-16:00; 2027 Dec 24 off", six.clone()),
        ] {
            let parts = notation::read(rule).unwrap();
            let none = ContextHolidays::default();
            let start: NaiveDate = "2023-12-01".parse().unwrap();
            let all = Calendar::new(&parts, &none, start, first + Duration::weeks(160));
            // Each week is worked out once, not once for each of the days that count it.
            let mut known: BTreeMap<NaiveDate, Week> = BTreeMap::new();
            let mut counted: BTreeMap<Count, Week> = BTreeMap::new();
            for today in first.iter_days().take(730) {
                let count = Count::of(&parts, today);
                let found = counted.entry(count).or_insert_with(|| {
                    let mut week =
                        |monday| known.entry(monday).or_insert_with(|| of(monday, |day| all.spans(day, true))).clone();
                    commonest(count.mondays().map(&mut week).collect(), count.tolerance, &plain(&parts, count.monday))
                });
                assert_eq!(text(found), expected, "{rule}, built on {today}");
            }
            let built = first + Duration::days(29);
            assert_eq!(text(&super::week(&parts, built)), expected, "{rule}, built on {built}");
        }
    }
}
