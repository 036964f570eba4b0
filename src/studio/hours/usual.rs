//! The usual week: what stands on the door, whatever day the content is built on.
//!
//! It is the commonest week of the year ahead, by whole weeks, without holidays and exceptions, which are told by
//! themselves. Whole weeks and not weekdays, since a week of summer's Mondays and winter's Tuesdays is nobody's. Where
//! two weeks are about as common (half a year each, odd and even weeks), the rule without dates decides, and then the
//! week that is open longer: the days on which content is built must not.

use chrono::{Datelike, Duration, NaiveDate};
use chrono_tz::Tz;
use opening_hours::ContextHolidays;

use super::{
    day_number, evaluate,
    notation::Part,
    parts::{Calendar, Spans},
};
use crate::{hours::Range, knowledge::Day};

/// Hours from Monday on.
pub(super) type Week = [Vec<Range>; 7];

/// The year ahead, in weeks.
const WEEKS: i64 = 52;

/// Weeks that fit this many days less are as common: a span of 52 weeks has up to four days of a season more or less,
/// according to where it begins.
const ALIKE: usize = 10;

/// The usual week as of a day.
pub(super) fn week(parts: &[Part], today: NaiveDate) -> Week {
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
    let (first, last) = (monday - Duration::days(2), monday + Duration::weeks(WEEKS + 1));
    let none = ContextHolidays::default();
    let all = Calendar::new(parts, &none, first, last);
    let plain = Calendar::new(parts.iter().filter(|part| part.is_weekly()), &none, first, monday + Duration::weeks(2));
    commonest(year(monday, |monday| of(monday, |day| all.spans(day, true))), &of(monday, |day| plain.spans(day, true)))
}

/// The weeks of the year that begins with a Monday.
fn year(monday: NaiveDate, of: impl FnMut(NaiveDate) -> Week) -> Vec<Week> {
    (0..WEEKS).map(|number| monday + Duration::weeks(number)).map(of).collect()
}

/// The hours of the week of a Monday, each night with its evening.
fn of(monday: NaiveDate, of_day: impl Fn(NaiveDate) -> Spans) -> Week {
    // From the day before, whose night may reach into Monday, to the day after, where Sunday's ends. By UTC, whose
    // clock is never changed.
    let table = evaluate::tabulate(Tz::UTC, monday - Duration::days(1), monday + Duration::days(9), of_day);
    std::array::from_fn(|weekday| table.hours_on(day_number(monday) + weekday as Day))
}

/// The commonest of some weeks; `plain` where it is about as common as that. Weeks without any opening are the usual
/// ones only where there are no others: a pool that opens in summer has hours.
fn commonest(weeks: Vec<Week>, plain: &Week) -> Week {
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
    // Weeks in which one season ends and another begins are nobody's usual ones.
    kinds.retain(|(_, count)| count * 2 >= most);
    let fits = |week: &Week| {
        let alike = |other: &Week| week.iter().zip(other).filter(|(one, other)| one == other).count();
        open.iter().map(alike).sum::<usize>()
    };
    let fitting: Vec<(Week, usize)> =
        kinds.into_iter().map(|(week, _)| (fits(&week), week)).map(|(fit, week)| (week, fit)).collect();
    let best = fitting.iter().map(|(_, fit)| *fit).max().unwrap_or_default();
    let alike = fitting.into_iter().filter(|(_, fit)| fit + ALIKE >= best).map(|(week, _)| week);
    let length = |week: &Week| week.iter().flatten().map(|range| u32::from(range.end - range.start)).sum::<u32>();
    let written = |week: &Week| week.iter().flatten().map(|range| (range.start, range.end)).collect::<Vec<_>>();
    alike.max_by_key(|week| (week == plain, length(week), std::cmp::Reverse(written(week)))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::studio::hours::{clock, notation};

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

    /// Who builds between the holidays, in a season or in an odd week must not put that week on the door for good.
    #[test]
    fn the_day_of_the_build_does_not_matter() {
        let office = weekdays("08:00-16:00");
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
        ] {
            let parts = notation::read(rule).unwrap();
            let none = ContextHolidays::default();
            let all = Calendar::new(&parts, &none, first - Duration::weeks(2), first + Duration::weeks(160));
            let plain =
                Calendar::new(parts.iter().filter(|part| part.is_weekly()), &none, first, first + Duration::weeks(3));
            let plain = of(first + Duration::days(8), |day| plain.spans(day, true));
            // Each week is worked out once, not once for each of the days that it lies ahead of.
            let mut known: BTreeMap<NaiveDate, Week> = BTreeMap::new();
            for today in first.iter_days().take(730) {
                let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
                let mut week =
                    |monday| known.entry(monday).or_insert_with(|| of(monday, |day| all.spans(day, true))).clone();
                let found = commonest(year(monday, &mut week), &plain);
                assert_eq!(text(&found), expected, "{rule}, built on {today}");
            }
            let built = first + Duration::days(29);
            assert_eq!(text(&super::week(&parts, built)), expected, "{rule}, built on {built}");
        }
    }
}
