//! The table of open intervals and the questions it answers.

use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::Weekday;
use crate::knowledge::Day;

/// A moment as whole minutes since 1970-01-01 00:00 UTC.
pub type UtcMinute = u32;

/// When a channel is staffed, evaluated for a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The first minute the table speaks of.
    pub from: UtcMinute,
    /// The first minute it no longer speaks of.
    pub until: UtcMinute,
    /// Minutes closed, minutes open, minutes closed, … from `from` on.
    pub spans: Vec<u32>,
    /// From which minute on local time is how many minutes ahead of UTC; ascending, the first at or before `from`.
    pub offsets: Vec<(UtcMinute, i16)>,
}

/// The answer for one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody is there.
    Open {
        /// Until then; `None` where it stays open to the horizon.
        until: Option<UtcMinute>,
    },
    /// Nobody is there.
    Closed {
        /// From then on somebody is; `None` where the table knows no opening.
        opens: Option<UtcMinute>,
    },
    /// The table does not speak of this moment.
    Unknown,
}

/// A moment on the clock of the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The calendar day.
    pub day: Day,
    /// Its weekday.
    pub weekday: Weekday,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl Schedule {
    /// Whether somebody is there at that moment.
    #[must_use]
    pub fn state(&self, now: UtcMinute) -> State {
        if now < self.from || now >= self.until {
            return State::Unknown;
        }
        let mut edge = self.from;
        let mut spans = self.spans.iter();
        let mut open = false;
        for &span in spans.by_ref() {
            edge = edge.saturating_add(span);
            if now < edge {
                let known = (edge < self.until).then_some(edge);
                return if open { State::Open { until: known } } else { State::Closed { opens: known } };
            }
            open = !open;
        }
        // After the last span it stays closed to the horizon.
        State::Closed { opens: None }
    }

    /// The company's local time at a moment.
    #[must_use]
    pub fn local(&self, at: UtcMinute) -> LocalTime {
        let offset =
            self.offsets.iter().take_while(|(from, _)| *from <= at).last().or(self.offsets.first()).map_or(0, |o| o.1);
        let minutes = i64::from(at) + i64::from(offset);
        let day = minutes.div_euclid(1_440) as Day;
        let of_day = minutes.rem_euclid(1_440);
        LocalTime { day, weekday: Weekday::of(day), hour: (of_day / 60) as u8, minute: (of_day % 60) as u8 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Schedule {
        // From minute 1,000: closed 100, open 50, closed 200, open 30, then nothing more is known to open.
        Schedule { from: 1_000, until: 2_000, spans: vec![100, 50, 200, 30], offsets: vec![(0, 60), (1_120, 120)] }
    }

    /// An hour promised that is not in the table would be a lie; each edge belongs to what follows it.
    #[test]
    fn states() {
        for (now, state) in [
            (999, State::Unknown),
            (1_000, State::Closed { opens: Some(1_100) }),
            (1_099, State::Closed { opens: Some(1_100) }),
            (1_100, State::Open { until: Some(1_150) }),
            (1_149, State::Open { until: Some(1_150) }),
            (1_150, State::Closed { opens: Some(1_350) }),
            (1_380, State::Closed { opens: None }),
            (1_999, State::Closed { opens: None }),
            (2_000, State::Unknown),
        ] {
            assert_eq!(table().state(now), state, "{now}");
        }
        let always = Schedule { from: 0, until: 100, spans: vec![0, 100], offsets: vec![] };
        assert_eq!(always.state(5), State::Open { until: None });
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

    /// A damaged table answers something, without a panic.
    #[test]
    fn hostile_numbers() {
        let bad =
            Schedule { from: 5, until: u32::MAX, spans: vec![u32::MAX, u32::MAX, 1], offsets: vec![(9, i16::MIN)] };
        for now in [0, 5, 6, u32::MAX - 1, u32::MAX] {
            let _ = (bad.state(now), bad.local(now));
        }
    }
}
