//! Parts of a rule that later ones take away, and parts that hold on no day.

use chrono::{Days, NaiveDate};
use opening_hours::{ContextHolidays, RuleKind};

use super::{
    notation::Part,
    parts::{Calendar, times},
};

/// In so many years each date has been each day of the week, and each year of 53 weeks has come.
const LATER: u64 = 40;
/// So many parts of a rule are asked for these years: a longer list of findings helps nobody.
const DOUBTED: usize = 8;

/// Numbers of the parts without a day from `today` to the end of the table. A part without years that has one later
/// (`week 53`) is none; nor is one whose holidays nobody knows, which is told by itself.
pub(super) fn idle(
    parts: &[Part],
    calendar: &Calendar<'_>,
    holidays: &ContextHolidays,
    today: NaiveDate,
    last: NaiveDate,
) -> Vec<usize> {
    let known = |part: &Part| !part.school && (!part.public || holidays.get_public().iter().next().is_some());
    let later = |part: &Part| {
        let end = last + Days::new(365 * LATER);
        years(&part.calendar).next().is_none() && Calendar::new([part], holidays, last, end).holds(0, last)
    };
    let idle = |(number, part): &(usize, &Part)| known(part) && !calendar.holds(*number, today);
    let idle = parts.iter().enumerate().filter(idle).take(DOUBTED);
    idle.filter(|(_, part)| !later(part)).map(|(number, _)| number).collect()
}

/// The years that the days of a part name.
pub(super) fn years(calendar: &str) -> impl Iterator<Item = i32> {
    let numbers = calendar.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|year| year.parse().ok())
}

/// A part that a later one replaces where it can hardly be meant.
pub(super) struct Replaced {
    pub(super) part: usize,
    pub(super) by: usize,
    /// The first day on which it does.
    pub(super) day: NaiveDate,
    pub(super) why: Why,
}

/// Why it can hardly be meant.
#[derive(Clone, Copy)]
pub(super) enum Why {
    /// Special days stand before general ones (`PH off; Mo-Fr 08:00-16:00`).
    Order,
    /// Times that do not touch each other were meant to add up (`Mo-Fr 07:30-15:30; Mo 15:30-17:00`).
    Apart,
    /// No day is left.
    Never,
}

/// Parts that others replace, at most one finding for each. Shorter or longer hours on some weekday, or in a season,
/// are how the notation is used, and are none.
pub(super) fn replaced(parts: &[Part], calendar: &Calendar<'_>, today: NaiveDate, last: NaiveDate) -> Vec<Replaced> {
    let days: Vec<_> = today.iter_days().take_while(|day| *day < last).map(|day| (day, calendar.on(day))).collect();
    let of_part = |(number, part): (usize, &Part)| {
        let own =
            || days.iter().flat_map(|(day, on)| on.iter().filter(|(one, _)| *one == number).map(|(_, by)| (*day, *by)));
        let lost = || own().filter_map(|(day, by)| by.map(|by| (day, by)));
        let find = |is: &dyn Fn(&Part) -> bool| lost().find(|(_, by)| parts.get(*by).is_some_and(is));
        // That the same is said twice does no harm.
        let differs = |later: &Part| later.kind != part.kind || times(later) != times(part);
        let special = part.is_holiday() || !part.calendar.is_empty();
        let general = |later: &Part| later.is_weekly() || part.is_holiday() && !later.public && !later.school;
        let order = |later: &Part| special && general(later) && differs(later);
        let same = |later: &Part| later.calendar == part.calendar && later.is_holiday() == part.is_holiday();
        let spans = times(part);
        let apart = |later: &Part| {
            let touches = |(from, to): &(u16, u16)| spans.iter().any(|(start, end)| from < end && start < to);
            same(later)
                && part.kind == RuleKind::Open
                && later.kind == RuleKind::Open
                && !times(later).iter().any(touches)
        };
        let found = find(&order).map(|found| (found, Why::Order));
        let found = found.or_else(|| find(&apart).map(|found| (found, Why::Apart)));
        let never = || {
            lost()
                .next()
                .filter(|_| own().all(|(_, by)| by.is_some()))
                .filter(|(_, by)| parts.get(*by).is_some_and(differs))
        };
        let ((day, by), why) = found.or_else(|| never().map(|found| (found, Why::Never)))?;
        Some(Replaced { part: number, by, day, why })
    };
    parts.iter().enumerate().filter_map(of_part).collect()
}
