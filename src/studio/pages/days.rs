//! Opening hours as a page shows them: the usual week in runs of equal days, and the days ahead that differ from it.
//!
//! A page does not change until the next build: everything here counts from the build, nothing from now.

use crate::{
    hours::{Range, Schedule},
    time::{Day, date_of_day},
};

/// A page lists days that differ up to this many days after the build.
const AHEAD: Day = 60;

/// Weekdays in a row with the same hours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run<'a> {
    /// The first, 0 for Monday.
    pub(super) first: usize,
    /// The last; the first itself where there is one only.
    pub(super) last: usize,
    /// Their hours; empty where it is closed.
    pub(super) ranges: &'a [Range],
}

/// Days in a row with the same hours, for the same reason, of which one at least differs from the usual week.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exception<'a> {
    /// The first.
    pub(super) first: Day,
    /// The last; the first itself where there is one only.
    pub(super) last: Day,
    /// Their hours; empty where it is closed.
    pub(super) ranges: Vec<Range>,
    /// The reason, where one is known.
    pub(super) name: Option<&'a str>,
}

/// The usual week as people say it: "Monday to Friday" where those days are alike.
pub(super) fn week(schedule: &Schedule) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (day, ranges) in schedule.week.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if run.ranges == ranges => run.last = day,
            _ => runs.push(Run { first: day, last: day, ranges }),
        }
    }
    runs
}

/// The usual week as data: each span of time once, with all its weekdays, 0 for Monday.
pub(super) fn times(schedule: &Schedule) -> Vec<(Range, Vec<usize>)> {
    let mut times: Vec<(Range, Vec<usize>)> = Vec::new();
    for (day, ranges) in schedule.week.iter().enumerate() {
        for range in ranges {
            match times.iter_mut().find(|(known, _)| known == range) {
                Some((_, days)) => days.push(day),
                None => times.push((*range, vec![day])),
            }
        }
    }
    times
}

/// What differs from the usual week, from the day of the build on. A holiday on a day that is closed anyway does not;
/// a day whose reason nobody wrote down does.
pub(super) fn exceptions(schedule: &Schedule) -> Vec<Exception<'_>> {
    let today = schedule.local(schedule.built).day;
    // Past the horizon every day would look closed.
    let end = schedule.local(schedule.until).day.min(today.saturating_add(AHEAD + 1));
    let mut runs: Vec<(Exception<'_>, bool)> = Vec::new();
    for day in today..end {
        let ranges = schedule.hours_on(day);
        let name = schedule.name_of(day).filter(|name| !name.is_empty());
        let differs = ranges != schedule.usual_hours(day);
        if !differs && name.is_none() {
            continue;
        }
        match runs.last_mut() {
            Some((run, counts)) if run.last + 1 == day && run.ranges == ranges && run.name == name => {
                run.last = day;
                *counts |= differs;
            }
            _ => runs.push((Exception { first: day, last: day, ranges, name }, differs)),
        }
    }
    runs.into_iter().filter_map(|(run, counts)| counts.then_some(run)).collect()
}

/// A date as ISO 8601 writes it.
pub(super) fn iso(day: Day) -> String {
    let date = date_of_day(day);
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::hours::NamedDay;

    /// Monday, 23 November 2026.
    const MONDAY: Day = 20_780;

    fn ranges(spans: &[(u16, u16)]) -> Vec<Range> {
        spans.iter().map(|(start, end)| Range { start: *start, end: *end }).collect()
    }

    /// A schedule in UTC, built on Monday at noon: `usual` each week, `others` on days counted from that Monday.
    pub(in crate::studio::pages) fn schedule(
        usual: [&[(u16, u16)]; 7],
        others: &[(Day, &[(u16, u16)])],
        named: &[(Day, &str)],
    ) -> Schedule {
        // A table begins the day before its build.
        let from = (MONDAY - 1) as u32 * 1_440;
        let week = usual.map(ranges);
        let of_day = |day: Day| match others.iter().find(|(other, _)| *other == day) {
            Some((_, spans)) => ranges(spans),
            None => week[day.rem_euclid(7) as usize].clone(),
        };
        let (mut spans, mut edge) = (Vec::new(), from);
        for (day, range) in (-2..100).flat_map(|day| of_day(day).into_iter().map(move |range| (day, range))) {
            let at = |minute: u16| ((MONDAY + day) * 1_440 + i32::from(minute)) as u32;
            let (start, end) = (at(range.start).max(from), at(range.end).max(from));
            match spans.last_mut() {
                Some(open) if start == edge => *open += end - start,
                _ => spans.extend([start - edge, end - start]),
            }
            edge = end;
        }
        let named = named.iter().map(|(day, name)| NamedDay { day: MONDAY + day, name: (*name).into() }).collect();
        Schedule { built: from + 2_160, from, until: from + 101 * 1_440, spans, week, named, ..Schedule::default() }
    }

    const EIGHT: &[(u16, u16)] = &[(480, 960)];
    const OFFICE: [&[(u16, u16)]; 7] = [EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, &[], &[]];
    const BAR: &[(u16, u16)] = &[(1_200, 1_680)];
    const ALWAYS: &[(u16, u16)] = &[(0, 1_440)];

    /// What a sign at the shop says in two lines must not take seven here, nor give a day the hours of another.
    #[test]
    fn weeks() {
        let late: [&[(u16, u16)]; 7] =
            [&[(480, 900)], &[(480, 910)], &[(480, 920)], &[(480, 930)], &[(480, 940)], &[(480, 950)], &[(480, 960)]];
        let siesta: [&[(u16, u16)]; 7] =
            [&[(480, 720), (780, 960)], &[(480, 720)], &[(480, 720), (780, 960)], &[], &[], &[], &[]];
        for (name, usual, runs, times_of) in [
            ("office", OFFICE, vec![(0, 4), (5, 6)], vec![(480, vec![0, 1, 2, 3, 4])]),
            (
                "every day another",
                late,
                (0..7).map(|day| (day, day)).collect(),
                (0..7).map(|day| (480, vec![day])).collect(),
            ),
            ("past midnight", [BAR; 7], vec![(0, 6)], vec![(1_200, (0..7).collect())]),
            ("round the clock", [ALWAYS; 7], vec![(0, 6)], vec![(0, (0..7).collect())]),
            (
                "a break on two days",
                siesta,
                vec![(0, 0), (1, 1), (2, 2), (3, 6)],
                vec![(480, vec![0, 1, 2]), (780, vec![0, 2])],
            ),
            ("never", [&[]; 7], vec![(0, 6)], vec![]),
        ] {
            let schedule = schedule(usual, &[], &[]);
            assert_eq!(week(&schedule).iter().map(|run| (run.first, run.last)).collect::<Vec<_>>(), runs, "{name}");
            let found: Vec<_> = times(&schedule).into_iter().map(|(range, days)| (range.start, days)).collect();
            assert_eq!(found, times_of, "{name}");
            assert_eq!(exceptions(&schedule), [], "{name}: a usual day is told as another");
        }
    }

    /// A visitor who is not shown a day that differs comes while it is closed; days that do not differ hide those.
    #[test]
    fn days_that_differ() {
        let closed: &[(u16, u16)] = &[];
        let noon: &[(u16, u16)] = &[(720, 960)];
        let free = [(7, closed), (8, closed), (9, closed), (10, closed), (11, closed), (14, closed)];
        let break_named: Vec<(Day, &str)> = (7..=14).map(|day| (day, "break")).collect();
        for (name, others, named, expected) in [
            ("a holiday", &[(1, closed)][..], &[(1, "Eve")][..], vec![(1, 1, 0, Some("Eve"))]),
            ("a holiday on a Saturday", &[], &[(5, "feast")], vec![]),
            ("an open Saturday", &[(5, noon)], &[(5, "trade")], vec![(5, 5, 1, Some("trade"))]),
            ("a day without a reason", &[(2, noon)], &[], vec![(2, 2, 1, None)]),
            ("today", &[(0, closed)], &[(0, "today")], vec![(0, 0, 0, Some("today"))]),
            ("a break with its weekend", &free, &break_named, vec![(7, 14, 0, Some("break"))]),
            ("two reasons", &free[..2], &[(7, "a"), (8, "b")], vec![(7, 7, 0, Some("a")), (8, 8, 0, Some("b"))]),
            ("the last day told", &[(60, closed)], &[], vec![(60, 60, 0, None)]),
            ("the day after it", &[(61, closed)], &[], vec![]),
        ] {
            let schedule = schedule(OFFICE, others, named);
            let found: Vec<_> = exceptions(&schedule)
                .iter()
                .map(|run| (run.first - MONDAY, run.last - MONDAY, run.ranges.len(), run.name))
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    /// The night before the build is no morning: nobody opens at midnight for it. Past the horizon nothing is known.
    #[test]
    fn edges_of_the_table() {
        assert_eq!(exceptions(&schedule([BAR; 7], &[], &[])), []);
        let told = schedule([BAR; 7], &[(0, &[(1_200, 1_440)])], &[]);
        assert_eq!(exceptions(&told).first().map(|run| run.ranges.clone()), Some(ranges(&[(1_200, 1_440)])));
        let short = schedule(OFFICE, &[], &[]);
        assert_eq!(exceptions(&Schedule { until: short.from + 4 * 1_440, ..short }), []);
    }
}
