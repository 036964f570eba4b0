//! Combines the parts of a rule on a day: which of them hold, which replace others, and which hours are open.
//!
//! The library says which days each part has; the parts are combined as OpenStreetMap defines it, and as
//! opening_hours.js does it, with one change: a night whose evening was replaced or closed does not go on after
//! midnight. `docs/writers/hours.md` says why.

use chrono::{Duration, NaiveDate};
use opening_hours::{Context, ContextHolidays, RuleKind};

use super::{
    clock::DAY,
    notation::{Join, Part},
    times::{Spans, Times},
};

/// The parts of a rule and the days that each of them has, for a range of days.
pub(super) struct Calendar<'a> {
    parts: Vec<(&'a Part, Vec<bool>)>,
    first: NaiveDate,
}

impl<'a> Calendar<'a> {
    /// Evaluates the days from `first` to the one before `last`. No part has any other day.
    pub(super) fn new(
        parts: impl IntoIterator<Item = &'a Part>,
        holidays: &ContextHolidays,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Self {
        let days_of = |part: &'a Part| {
            let context = || Context::default().with_holidays(holidays.clone());
            let selectors: Vec<_> = part.days.iter().map(|days| days.clone().with_context(context())).collect();
            let has = |day: NaiveDate| {
                selectors.iter().all(|days| days.schedule_at(day).into_iter().any(|span| span.kind == RuleKind::Open))
            };
            (part, first.iter_days().take_while(|day| *day < last).map(has).collect())
        };
        Self { parts: parts.into_iter().map(days_of).collect(), first }
    }

    fn index(&self, day: NaiveDate) -> usize {
        usize::try_from((day - self.first).num_days()).unwrap_or(usize::MAX)
    }

    /// The numbers of the parts that have a day, in their order, each with the number of the part that replaces it
    /// there, if one does.
    pub(super) fn on(&self, day: NaiveDate) -> Vec<(usize, Option<usize>)> {
        let index = self.index(day);
        let mut out: Vec<(usize, Option<usize>)> = Vec::new();
        for (number, (part, days)) in self.parts.iter().enumerate() {
            if !days.get(index).copied().unwrap_or_default() {
                continue;
            }
            if part.join == Join::Replaces && part.kind != RuleKind::Closed {
                out.iter_mut().for_each(|(_, by)| *by = by.or(Some(number)));
            }
            out.push((number, None));
        }
        out
    }

    /// Whether a part has a day from some day on.
    pub(super) fn holds(&self, number: usize, from: NaiveDate) -> bool {
        self.parts.get(number).is_some_and(|(_, days)| days.iter().skip(self.index(from)).any(|has| *has))
    }

    /// The open spans of a day by its own parts, and `with_night` by the night before it.
    pub(super) fn spans(&self, day: NaiveDate, with_night: bool) -> Spans {
        self.day_spans(day, with_night).open_spans()
    }

    /// Whether a night of the evening before reaches into a day.
    pub(super) fn night_into(&self, day: NaiveDate) -> bool {
        !self.nights(day - Duration::days(1)).is_empty()
    }

    fn day_spans(&self, day: NaiveDate, with_night: bool) -> DaySpans {
        let parts_on_day = self.on(day);
        let nights = if with_night { self.nights(day - Duration::days(1)) } else { Vec::new() };
        let mut day_spans = DaySpans::closed();
        for (number, (part, _)) in self.parts.iter().enumerate() {
            let has_day = parts_on_day.iter().any(|(other, _)| *other == number);
            if has_day && part.join == Join::Replaces && part.kind != RuleKind::Closed {
                day_spans = DaySpans::closed();
            }
            if has_day {
                times(part).iter().for_each(|(from, to)| day_spans.set(part, *from, *to));
            }
            if nights.contains(&number) {
                times(part).iter().filter(|(_, to)| *to > DAY).for_each(|(_, to)| day_spans.set(part, 0, to - DAY));
            }
        }
        day_spans
    }

    /// The parts whose evening on a day goes on after its midnight.
    fn nights(&self, evening: NaiveDate) -> Vec<usize> {
        let parts_on_day = self.on(evening);
        let reaches =
            |number: usize| self.parts.get(number).is_some_and(|(part, _)| times(part).iter().any(|(_, to)| *to > DAY));
        // A part that replaces an evening sets when it closes, but not one that opens the whole day.
        let opens_whole_day = |by: usize| self.parts.get(by).is_some_and(|(part, _)| times(part).contains(&(0, DAY)));
        let nights = parts_on_day.into_iter().filter(|(number, by)| by.is_none_or(opens_whole_day) && reaches(*number));
        let nights: Vec<usize> = nights.map(|(number, _)| number).collect();
        if nights.is_empty() {
            return nights;
        }
        // An evening that was closed has no night; a night that is closed (`Sa 00:00-02:00 off`) is closed by its own part.
        let open = self.day_spans(evening, false).is_open_until_midnight();
        let closed = |number: &usize| self.parts.get(*number).is_some_and(|(part, _)| part.kind != RuleKind::Open);
        nights.into_iter().filter(|number| open || closed(number)).collect()
    }
}

/// The times of a part; the whole day where none are written.
pub(super) fn times(part: &Part) -> Spans {
    part.times.as_ref().map_or_else(|| vec![(0, DAY)], Times::spans)
}

/// A day in spans, ascending and without gaps, each with its state.
struct DaySpans(Vec<(u16, u16, RuleKind)>);

impl DaySpans {
    fn closed() -> Self {
        Self(vec![(0, DAY, RuleKind::Closed)])
    }

    fn set(&mut self, part: &Part, from: u16, to: u16) {
        let mut out = Vec::with_capacity(self.0.len() + 2);
        for &(start, end, kind) in &self.0 {
            let (inner, outer) = (start.max(from).min(end), end.min(to).max(start));
            let new_kind = if part.join == Join::Fallback && kind != RuleKind::Closed { kind } else { part.kind };
            if inner >= outer {
                out.push((start, end, kind));
                continue;
            }
            out.extend([(start, inner, kind), (inner, outer, new_kind), (outer, end, kind)]);
        }
        out.retain(|(start, end, _)| start < end);
        self.0 = out;
    }

    fn is_open_until_midnight(&self) -> bool {
        self.0.last().is_some_and(|(_, _, kind)| *kind == RuleKind::Open)
    }

    fn open_spans(&self) -> Spans {
        let mut out = Spans::new();
        for (start, end, _) in self.0.iter().filter(|(_, _, kind)| *kind == RuleKind::Open) {
            match out.last_mut() {
                Some(last) if last.1 == *start => last.1 = *end,
                _ => out.push((*start, *end)),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use opening_hours::localization::Country;

    use super::*;
    use crate::studio::hours::{holidays, notation};

    /// The hours of each day of two years in Poland.
    fn hours(rule: &str) -> Vec<(NaiveDate, Spans)> {
        let [first, last]: [NaiveDate; 2] = ["2026-06-01", "2028-06-01"].map(|day| day.parse().unwrap());
        let free = holidays::of(Country::PL, None, 2026..=2028);
        let parts = notation::read(rule).unwrap_or_else(|slip| panic!("{rule}: {slip:?}"));
        let calendar = Calendar::new(&parts, &free, first - Duration::days(1), last);
        first.iter_days().take_while(|day| *day < last).map(|day| (day, calendar.spans(day, true))).collect()
    }

    /// People write lists with blanks. Each of these opened some days round the clock.
    #[test]
    fn a_list_with_blanks_is_a_list() {
        for (blanks, without) in [
            ("Mo-Fr 07:00-15:00; SH, PH off", "Mo-Fr 07:00-15:00; PH,SH off"),
            ("We, PH 09:00-11:00", "PH,We 09:00-11:00"),
            ("Mo, We, Fr 06:00-14:00; Tu, Th 14:00-22:00", "Mo,We,Fr 06:00-14:00; Tu,Th 14:00-22:00"),
            ("Mo , Tu 06:00-14:00", "Mo,Tu 06:00-14:00"),
            ("Mo,  Tu 06:00-14:00", "Mo,Tu 06:00-14:00"),
            ("Mo-Th, Sa 06:00-14:00", "Mo-Th,Sa 06:00-14:00"),
            ("Mo[1], Th[-1] 06:00-14:00", "Mo[1],Th[-1] 06:00-14:00"),
            ("Mo[1, 2, 4] 06:00-14:00", "Mo[1,2,4] 06:00-14:00"),
            ("Feb, Apr, Jun-Jul 06:00-14:00", "Feb,Apr,Jun-Jul 06:00-14:00"),
            ("Feb, Apr Mo, Tu 06:00-14:00", "Feb,Apr Mo,Tu 06:00-14:00"),
            ("Mo-Su 06:00-14:00; Feb 3, Mar 4 off", "Mo-Su 06:00-14:00; Feb 3,Mar 4 off"),
            ("Mo-Su 06:00-14:00; Feb 3, 5-7, 9 off", "Mo-Su 06:00-14:00; Feb 3,Feb 5-7,Feb 9 off"),
            ("Mo-Su 06:00-14:00; Feb 3,5,Apr 6,8 off", "Mo-Su 06:00-14:00; Feb 3,Feb 5,Apr 6,Apr 8 off"),
            ("2027 Feb 3, 5 06:00-14:00", "2027 Feb 3,2027 Feb 5 06:00-14:00"),
            ("week 3, 5, 10-12 06:00-14:00", "week 3,5,10-12 06:00-14:00"),
            ("week 3, week 5 Mo 06:00-14:00", "week 3,5 Mo 06:00-14:00"),
            ("2026, 2028 Mo 06:00-14:00", "2026,2028 Mo 06:00-14:00"),
            ("easter, Nov 2 06:00-14:00", "easter,Nov 2 06:00-14:00"),
            ("Mo 06:00-10:00, 12:00-14:00, 20:00-22:00", "Mo 06:00-10:00,12:00-14:00,20:00-22:00"),
            ("Mo, Tu 06:00-10:00, 12:00-14:00, We, Th 12:00-14:00", "Mo,Tu 06:00-10:00,12:00-14:00; We,Th 12:00-14:00"),
            ("Mo 06:00-10:00 , PH , Su off", "Mo 06:00-10:00; PH,Su off"),
            ("Th,PH,Fr 06:00-10:00", "PH,Th,Fr 06:00-10:00"),
            ("Mo - We 06:00 - 10:00", "Mo-We 06:00-10:00"),
            ("Nov: Mo-We: 06:00-10:00", "Nov Mo-We 06:00-10:00"),
            ("2026/2 Mo 06:00-10:00", "2026-2040/2 Mo 06:00-10:00"),
            ("ph off", "PH off"),
            ("Feb,Apr Th[5] 06:00-10:00", "Feb Th[5] 06:00-10:00; Apr Th[5] 06:00-10:00"),
            ("Mo 06:00-10:00 || Tu 06:00-10:00, Mo 08:00-09:00 off", "Mo,Tu 06:00-10:00"),
        ] {
            assert_eq!(hours(blanks), hours(without), "{blanks}");
            let open: u32 = hours(blanks)
                .iter()
                .flat_map(|(_, spans)| spans)
                .map(|(from, to)| u32::from(to - from))
                .max()
                .unwrap_or_default();
            assert!(open < 1_440, "{blanks} is open round the clock");
        }
    }

    /// A holiday beside a weekday means days that are both: `PH Su off` does not close all Sundays.
    #[test]
    fn holidays_on_weekdays() {
        let free = holidays::of(Country::PL, None, 2026..=2028);
        for (days, weekdays) in [
            ("PH Tu", vec![1]),
            ("PH Mo-We", vec![0, 1, 2]),
            ("PH Sa,Su", vec![5, 6]),
            ("PH Sa, Su", vec![5, 6]),
            ("Th PH", vec![3]),
            ("Fr-Mo PH", vec![4, 5, 6, 0]),
            ("Jan-Dec PH Fr", vec![4]),
            ("2026-2028 PH Mo,Th", vec![0, 3]),
            ("week 1-53 PH Mo", vec![0]),
            ("Jan 1-Dec 31 PH Su", vec![6]),
        ] {
            let rule = format!("Mo-Su 08:00-12:00; {days} 10:00-11:00");
            for (day, spans) in hours(&rule) {
                let both = free.get_public().contains(day) && weekdays.contains(&day.weekday().num_days_from_monday());
                assert_eq!(spans, if both { [(600, 660)] } else { [(480, 720)] }, "{rule} on {day}");
            }
        }
        assert!(hours("SH Mo 10:00-11:00").iter().all(|(_, spans)| spans.is_empty()));
    }

    /// A night belongs to the evening that begins it.
    #[test]
    fn nights() {
        let on = |rule: &str, day: &str| {
            let day: NaiveDate = day.parse().unwrap();
            hours(rule).into_iter().find(|(one, _)| *one == day).unwrap().1
        };
        for (rule, day, spans) in [
            ("Fr 20:00-02:00", "2026-12-05", vec![(0, 120)]),
            ("Fr 20:00-02:00; Dec 4 off", "2026-12-05", vec![]),
            ("Fr 20:00-02:00; Dec 5 off", "2026-12-05", vec![]),
            ("Fr 20:00-02:00; Sa 10:00-12:00", "2026-12-05", vec![(600, 720)]),
            ("Fr 20:00-02:00, Sa 10:00-12:00", "2026-12-05", vec![(0, 120), (600, 720)]),
            ("Fr 20:00-02:00; Dec 4 18:00-21:00", "2026-12-05", vec![]),
            ("Fr 20:00-02:00; Dec 4 18:00-24:00", "2026-12-05", vec![]),
            ("Fr 16:00-08:00; Dec 4 00:00-24:00", "2026-12-05", vec![(0, 480)]),
            ("Fr 20:00-02:00; Sa 00:00-01:00 off", "2026-12-05", vec![(60, 120)]),
            ("Fr 20:00-04:00; Dec 4 20:00-25:00", "2026-12-05", vec![(0, 60)]),
            ("Fr 20:00-02:00 || Sa 01:00-05:00", "2026-12-05", vec![(0, 300)]),
        ] {
            assert_eq!(on(rule, day), spans, "{rule}");
        }
    }
}
