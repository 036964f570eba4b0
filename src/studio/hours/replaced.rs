//! Finds the parts of a rule that later ones replace, and those that hold on no day. `doubts` and `unused` report them.

use chrono::{Days, NaiveDate};
use opening_hours::{ContextHolidays, RuleKind};

use super::{
    notation::Part,
    parts::{Calendar, times},
};

/// In so many years each date is on each day of the week, and there are years of 53 weeks.
const YEARS_AHEAD: u64 = 40;
/// So many parts of a rule are evaluated for these years: a longer list of findings does not help.
const MAX_CHECKED: usize = 8;

/// Numbers of the parts without a day from `today` to the end of the table. Not those without years that have a day
/// later (`week 53`), nor those whose holidays are not known, which have their own finding.
pub(super) fn idle(
    parts: &[Part],
    calendar: &Calendar<'_>,
    holidays: &ContextHolidays,
    today: NaiveDate,
    last: NaiveDate,
) -> Vec<usize> {
    let known = |part: &Part| !part.school && (!part.public || holidays.get_public().iter().next().is_some());
    let later = |part: &Part| {
        let end = last + Days::new(365 * YEARS_AHEAD);
        years(&part.calendar).next().is_none() && Calendar::new([part], holidays, last, end).holds(0, last)
    };
    let idle = |(number, part): &(usize, &Part)| known(part) && !calendar.holds(*number, today);
    let idle = parts.iter().enumerate().filter(idle).take(MAX_CHECKED);
    idle.filter(|(_, part)| !later(part)).map(|(number, _)| number).collect()
}

/// The years that the days of a part name.
pub(super) fn years(calendar: &str) -> impl Iterator<Item = i32> {
    let numbers = calendar.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|year| year.parse().ok())
}

/// A part that a later one replaces, probably not on purpose.
pub(super) struct Replaced {
    pub(super) part: usize,
    pub(super) by: usize,
    /// The first day on which it does so.
    pub(super) day: NaiveDate,
    pub(super) why: Why,
}

/// Why it is probably not on purpose.
#[derive(Clone, Copy)]
pub(super) enum Why {
    /// Special days come before general ones (`PH off; Mo-Fr 08:00-16:00`).
    Order,
    /// Times that do not overlap were probably to be added (`Mo-Fr 07:30-15:30; Mo 15:30-17:00`).
    Apart,
    /// No day is left.
    Never,
}

/// Parts that others replace, at most one finding for each. Shorter or longer hours on some weekday, or in a season,
/// are the ordinary use of the notation, and no finding.
pub(super) fn replaced(parts: &[Part], calendar: &Calendar<'_>, today: NaiveDate, last: NaiveDate) -> Vec<Replaced> {
    let days: Vec<_> = today.iter_days().take_while(|day| *day < last).map(|day| (day, calendar.on(day))).collect();
    let of_part = |(number, part): (usize, &Part)| {
        let days_of_part = || {
            days.iter().flat_map(|(day, on)| on.iter().filter(|(other, _)| *other == number).map(|(_, by)| (*day, *by)))
        };
        let replaced_days = || days_of_part().filter_map(|(day, by)| by.map(|by| (day, by)));
        let find = |is: &dyn Fn(&Part) -> bool| replaced_days().find(|(_, by)| parts.get(*by).is_some_and(is));
        // A part that repeats the same hours does no harm.
        let differs = |later: &Part| later.kind != part.kind || times(later) != times(part);
        let special = part.is_holiday() || !part.calendar.is_empty();
        let general = |later: &Part| later.is_weekly() || part.is_holiday() && !later.public && !later.school;
        let order = |later: &Part| special && general(later) && differs(later);
        let same = |later: &Part| later.calendar == part.calendar && later.is_holiday() == part.is_holiday();
        let part_spans = times(part);
        let apart = |later: &Part| {
            let touches = |(from, to): &(u16, u16)| part_spans.iter().any(|(start, end)| from < end && start < to);
            same(later)
                && part.kind == RuleKind::Open
                && later.kind == RuleKind::Open
                && !times(later).iter().any(touches)
        };
        let found = find(&order).map(|found| (found, Why::Order));
        let found = found.or_else(|| find(&apart).map(|found| (found, Why::Apart)));
        let never = || {
            replaced_days()
                .next()
                .filter(|_| days_of_part().all(|(_, by)| by.is_some()))
                .filter(|(_, by)| parts.get(*by).is_some_and(differs))
        };
        let ((day, by), why) = found.or_else(|| never().map(|found| (found, Why::Never)))?;
        Some(Replaced { part: number, by, day, why })
    };
    parts.iter().enumerate().filter_map(of_part).collect()
}
