//! Lookups in the table: whether a channel is staffed at a moment, when a given amount of working time has passed, and
//! the hours of a day as a person would list them.

use alloc::vec::Vec;

use super::{CLOCK_SLACK, CLOSING_SOON, DayHours, Doubt, LocalTime, Range, Schedule, State};
use crate::time::{Day, UtcMinute};

/// Minutes per day.
const DAY: i64 = 1_440;
/// An interval that ends at most this many minutes after midnight is shown with the day on which it began.
const SPILL: i64 = 720;

impl Schedule {
    /// Whether the channel is staffed at a moment.
    #[must_use]
    pub fn state(&self, now: UtcMinute) -> State {
        if let Some(doubt) = self.doubt(now) {
            return State::Unknown(doubt);
        }
        match self.intervals().find(|(_, end)| now < *end) {
            Some((start, _)) if now < start => State::Closed { opens: Some(start) },
            // An interval that ends with the table may go on after it, unless it began shortly before.
            Some((start, end)) if end >= self.until && end - start > 2 * 1_440 => State::Open { until: None },
            Some((_, until)) if until - now <= CLOSING_SOON => State::Closing { until },
            Some((_, until)) => State::Open { until: Some(until) },
            None => State::Closed { opens: None },
        }
    }

    /// Why the table gives no answer for a moment; `None` where it does.
    #[must_use]
    pub fn doubt(&self, now: UtcMinute) -> Option<Doubt> {
        if now < self.from || now.saturating_add(CLOCK_SLACK) < self.built {
            Some(Doubt::Clock)
        } else {
            (now >= self.until).then_some(Doubt::Horizon)
        }
    }

    /// The moment by which this many minutes of working time have passed; `None` where that is past the horizon.
    #[must_use]
    pub fn after_working(&self, now: UtcMinute, minutes: u32) -> Option<UtcMinute> {
        if self.doubt(now).is_some() {
            return None;
        }
        let mut left = minutes;
        for (start, end) in self.intervals().filter(|(_, end)| now < *end) {
            let start = start.max(now);
            if end - start >= left {
                return Some(start + left);
            }
            left -= end - start;
        }
        None
    }

    /// How many minutes the company's clock is ahead of UTC at a moment.
    #[must_use]
    pub fn offset(&self, at: UtcMinute) -> i16 {
        self.offsets.iter().take_while(|(from, _)| *from <= at).last().or(self.offsets.first()).map_or(0, |o| o.1)
    }

    /// The company's local time at a moment.
    #[must_use]
    pub fn local(&self, at: UtcMinute) -> LocalTime {
        LocalTime::new(at, self.offset(at))
    }

    /// Why a day differs from the usual week.
    #[must_use]
    pub fn name_of(&self, day: Day) -> Option<&str> {
        self.named.iter().find(|named| named.day == day).map(|named| named.name.as_str())
    }
}

impl Schedule {
    /// The hours of a day in the company's local time. Empty where it is closed, and past the horizon.
    #[must_use]
    pub fn hours_on(&self, day: Day) -> Vec<Range> {
        let midnight = i64::from(day) * DAY;
        let local = |at: UtcMinute| i64::from(at) + i64::from(self.offset(at)) - midnight;
        let of_day = |(start, end): (UtcMinute, UtcMinute)| {
            let (start, end) = (local(start), local(end));
            let belongs_to_day_before = (-DAY..0).contains(&start) && end <= SPILL;
            if end <= 0 || start >= DAY || belongs_to_day_before {
                return None;
            }
            let end = if start >= 0 && end <= DAY + SPILL { end } else { end.min(DAY) };
            Some(Range { start: start.max(0) as u16, end: end as u16 })
        };
        self.intervals().filter_map(of_day).collect()
    }

    /// Today and the six days after it; `None` where the table does not reach them.
    #[must_use]
    pub fn next_days(&self, now: UtcMinute) -> Option<Vec<DayHours>> {
        let today = self.local(now).day;
        let last = now.saturating_add(8 * DAY as u32);
        if self.doubt(now).is_some() || self.doubt(last) == Some(Doubt::Horizon) {
            return None;
        }
        Some((today..today + 7).map(|day| DayHours { day, ranges: self.hours_on(day) }).collect())
    }

    /// The days from today on that have a name and hours other than the usual ones, at most this many days ahead.
    pub fn exceptions(&self, now: UtcMinute, days: u16) -> impl Iterator<Item = (&str, DayHours)> {
        let today = self.local(now).day;
        let ahead = today..=today.saturating_add(i32::from(days));
        let known = self.doubt(now).is_none();
        let named = self.named.iter().filter(move |named| known && ahead.contains(&named.day));
        named.filter_map(|named| {
            let ranges = self.hours_on(named.day);
            // A holiday on a Saturday that is closed anyway is not listed.
            (self.usual_hours(named.day) != ranges)
                .then_some((named.name.as_str(), DayHours { day: named.day, ranges }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Schedule {
        // From minute 1,000: closed 100, open 80, closed 200, open 30, then nothing more is known to open.
        Schedule {
            built: 1_040,
            from: 1_000,
            until: 2_000,
            spans: vec![100, 80, 200, 30],
            offsets: vec![(0, 60), (1_120, 120)],
            ..Schedule::default()
        }
    }

    /// A promised hour that is not in the table would be untrue; each boundary minute belongs to the interval after it.
    /// Invariant (core): after its horizon, and when the clock cannot be right, a schedule answers that it does not
    /// know. See also `tests/hours.rs`.
    #[test]
    fn states() {
        for (now, state) in [
            (999, State::Unknown(Doubt::Clock)),
            (1_029, State::Unknown(Doubt::Clock)),
            (1_030, State::Closed { opens: Some(1_100) }),
            (1_099, State::Closed { opens: Some(1_100) }),
            (1_100, State::Open { until: Some(1_180) }),
            (1_119, State::Open { until: Some(1_180) }),
            (1_120, State::Closing { until: 1_180 }),
            (1_179, State::Closing { until: 1_180 }),
            (1_180, State::Closed { opens: Some(1_380) }),
            (1_410, State::Closed { opens: None }),
            (1_999, State::Closed { opens: None }),
            (2_000, State::Unknown(Doubt::Horizon)),
        ] {
            assert_eq!(table().state(now), state, "{now}");
        }
        let always = Schedule { until: 5_000, spans: vec![0, 5_000], ..Schedule::default() };
        assert_eq!(always.state(4_990), State::Open { until: None });
        let evening = Schedule { until: 5_000, spans: vec![4_500, 500], ..Schedule::default() };
        assert_eq!(evening.state(4_600), State::Open { until: Some(5_000) });
    }

    /// A promise counts only the minutes in which the channel is staffed.
    #[test]
    fn working_time() {
        for (now, minutes, by) in [
            (1_040, 30, Some(1_130)),
            (1_100, 80, Some(1_180)),
            (1_100, 81, Some(1_381)),
            (1_179, 1, Some(1_180)),
            (1_180, 30, Some(1_410)),
            (1_100, 111, None),
            (900, 1, None),
            (2_000, 1, None),
        ] {
            assert_eq!(table().after_working(now, minutes), by, "{now} + {minutes}");
        }
    }

    /// Summer time begins in the middle of the table.
    #[test]
    fn local_time() {
        let local = |at| {
            let LocalTime { day, hour, minute, .. } = table().local(at);
            (day, hour, minute)
        };
        assert_eq!(local(1_119), (0, 19, 39));
        assert_eq!(local(1_120), (0, 20, 40));
        assert_eq!(local(1_320), (1, 0, 0));
    }

    /// A damaged table gives some answer, without a panic.
    #[test]
    fn hostile_numbers() {
        let bad = Schedule {
            from: 5,
            until: u32::MAX,
            spans: vec![u32::MAX, u32::MAX, 1, 0, 7],
            offsets: vec![(9, i16::MIN)],
            ..Schedule::default()
        };
        for now in [0, 5, 6, u32::MAX - 1, u32::MAX] {
            let _ = (bad.state(now), bad.local(now), bad.after_working(now, u32::MAX), bad.hours_on(i32::MAX));
            let _ = bad.hours_on(i32::MIN);
        }
    }

    /// A table in UTC from day 10 on, of the given open spans in minutes since that day's midnight.
    fn opening(open: &[(u32, u32)]) -> Schedule {
        let from = 14_400;
        let mut spans = Vec::new();
        let mut end_before = 0;
        for (start, end) in open {
            spans.extend([start - end_before, end - start]);
            end_before = *end;
        }
        Schedule { built: from, from, until: from + 30 * 1_440, spans, ..Schedule::default() }
    }

    /// The hours of a bar that closes at four in the morning belong to the evening on which it opened.
    #[test]
    fn a_night_belongs_to_its_evening() {
        let minutes = |ranges: Vec<Range>| ranges.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>();
        for (name, open, days) in [
            ("a day with a break", &[(480, 720), (780, 960)][..], [vec![(480, 720), (780, 960)], vec![], vec![]]),
            ("past midnight", &[(1_200, 1_680)], [vec![(1_200, 1_680)], vec![], vec![]]),
            ("to midnight", &[(600, 1_440)], [vec![(600, 1_440)], vec![], vec![]]),
            ("round the clock", &[(0, 43_200)], [vec![(0, 1_440)], vec![(0, 1_440)], vec![(0, 1_440)]]),
            ("two days on end", &[(1_080, 3_600)], [vec![(1_080, 1_440)], vec![(0, 1_440)], vec![(0, 720)]]),
        ] {
            let table = opening(open);
            let found = [10, 11, 12].map(|day| minutes(table.hours_on(day)));
            assert_eq!(found, days, "{name}");
        }
    }

    /// The list of days begins with today and ends before the table's horizon.
    #[test]
    fn seven_days() {
        let table = opening(&[(480, 960)]);
        let days = table.next_days(14_400 + 1_439).unwrap();
        assert_eq!((days.len(), days[0].day, days[0].ranges.len(), days[1].ranges.len()), (7, 10, 1, 0));
        assert_eq!(table.next_days(14_400 + 24 * 1_440), None);
        assert_eq!(table.next_days(0), None);
    }
}
