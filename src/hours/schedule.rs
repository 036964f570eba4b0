//! The table of open intervals, and how it is stored in a pack. Lookups are in `lookup`.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::{
    knowledge::{Record, list},
    time::{Day, UtcMinute, Weekday},
};

/// In the last this many minutes an open interval is [`State::Closing`].
pub const CLOSING_SOON: u32 = 60;

/// A visitor's clock may be this many minutes behind the one that built the table before it is taken for wrong.
pub const CLOCK_SLACK: u32 = 10;

/// When a channel is staffed, evaluated for a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub struct Schedule {
    /// When the table was built: a clock that shows less is wrong.
    pub built: UtcMinute,
    /// The first minute that the table covers.
    pub from: UtcMinute,
    /// The first minute that it no longer covers: its horizon.
    pub until: UtcMinute,
    /// Minutes closed, minutes open, minutes closed, … from `from` on.
    pub spans: Vec<u32>,
    /// From which minute on local time is how many minutes ahead of UTC; ascending, the first at or before `from`.
    pub offsets: Vec<(UtcMinute, i16)>,
    /// The usual week, from Monday on: what is shown for moments that the table does not cover.
    pub week: [Vec<Range>; 7],
    /// Days that differ from the usual week, ascending.
    pub named: Vec<NamedDay>,
}

/// A span of a day in minutes since its midnight, in the company's local time. One that ends after midnight, at more
/// than 1,440, belongs to the day on which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// 0 to 1,439.
    pub start: u16,
    /// Up to 2,880.
    pub end: u16,
}

/// A day whose hours may differ from the usual ones, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The day, by the company's calendar.
    pub day: Day,
    /// For example "Wigilia" or "inwentaryzacja".
    pub name: String,
}

impl From<Schedule> for Record {
    fn from(schedule: Schedule) -> Self {
        let Schedule { built, from, until, spans, offsets, week, named } = schedule;
        let flat = |ranges: Vec<Range>| ranges.iter().flat_map(|r| [r.start, r.end].map(u32::from)).collect();
        let offsets = offsets.iter().flat_map(|(at, offset)| [*at, u32::from(*offset as u16)]).collect();
        let mut before = 0;
        let days = named.iter().map(|named| named.day.wrapping_sub(core::mem::replace(&mut before, named.day)) as u32);
        let days = days.collect();
        let numbers = [built, from, until].into_iter().chain(list(offsets)).chain(list(days));
        let numbers = numbers.chain(week.into_iter().flat_map(|ranges| list(flat(ranges)))).chain(spans);
        Self::new(named.into_iter().map(|named| named.name), numbers)
    }
}

impl From<Record> for Schedule {
    fn from(record: Record) -> Self {
        let mut parts = record.parts();
        let [built, from, until] = [(); 3].map(|()| parts.number());
        let offsets = parts.list();
        let days = parts.list();
        let week = [(); 7].map(|()| parts.list());
        let named = days.into_iter().zip(parts.texts());
        let mut day: Day = 0;
        let named = named.map(|(ahead, name)| {
            day = day.wrapping_add(ahead as Day);
            NamedDay { day, name }
        });
        let named = named.collect();
        Self {
            built,
            from,
            until,
            offsets: offsets.chunks_exact(2).map(|pair| (at(pair, 0), at(pair, 1) as i16)).collect(),
            week: week.map(|day| {
                day.chunks_exact(2).map(|pair| Range { start: at(pair, 0) as u16, end: at(pair, 1) as u16 }).collect()
            }),
            named,
            spans: parts.rest(),
        }
    }
}

impl Schedule {
    /// The usual hours of a day's weekday.
    #[must_use]
    pub fn usual_hours(&self, day: Day) -> &[Range] {
        self.week.get(Weekday::of(day) as usize).map_or(&[], Vec::as_slice)
    }

    /// The open intervals: first minute, and first minute after.
    pub(crate) fn intervals(&self) -> impl Iterator<Item = (UtcMinute, UtcMinute)> {
        let mut edge = self.from;
        self.spans.chunks_exact(2).filter_map(move |pair| {
            let [closed, open] = pair else { return None };
            let start = edge.saturating_add(*closed);
            edge = start.saturating_add(*open);
            Some((start, edge))
        })
    }
}

fn at(pair: &[u32], position: usize) -> u32 {
    pair.get(position).copied().unwrap_or_default()
}

/// The answer for one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is staffed.
    Open {
        /// Until then; `None` where it stays open to the horizon.
        until: Option<UtcMinute>,
    },
    /// It is staffed, for [`CLOSING_SOON`] minutes at most.
    Closing {
        /// Until then.
        until: UtcMinute,
    },
    /// It is not staffed.
    Closed {
        /// When it opens next; `None` where the table has no later opening.
        opens: Option<UtcMinute>,
    },
    /// The table has no answer.
    Unknown(Doubt),
}

impl State {
    /// Whether it is staffed.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open { .. } | Self::Closing { .. })
    }
}

/// Why the table has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The clock shows less than the time of the build: it is wrong.
    Clock,
    /// The moment is past the horizon.
    Horizon,
}

/// A moment in the company's local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The calendar day.
    pub day: Day,
    /// Its weekday.
    pub weekday: Weekday,
    /// 0 to 23; 24 for the end of a day.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl LocalTime {
    /// A moment in a time zone that is this many minutes ahead of UTC.
    #[must_use]
    pub fn new(at: UtcMinute, offset: i16) -> Self {
        let minutes = i64::from(at) + i64::from(offset);
        let day = minutes.div_euclid(1_440) as Day;
        let of_day = minutes.rem_euclid(1_440);
        Self { day, weekday: Weekday::of(day), hour: (of_day / 60) as u8, minute: (of_day % 60) as u8 }
    }

    /// The same moment as the end of an interval: midnight is 24:00 of the day before.
    #[must_use]
    pub fn as_end(self) -> Self {
        if (self.hour, self.minute) != (0, 0) {
            return self;
        }
        let day = self.day.saturating_sub(1);
        Self { day, weekday: Weekday::of(day), hour: 24, minute: 0 }
    }
}

/// The hours of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// The day, by the company's calendar.
    pub day: Day,
    /// When it is open; empty where it is not.
    pub ranges: Vec<Range>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the browser reads is what was built.
    #[test]
    fn tables_survive_a_pack() {
        let mut table = Schedule {
            built: 1_040,
            from: 1_000,
            until: 2_000,
            spans: alloc::vec![100, 80, 200, 30],
            offsets: alloc::vec![(0, 60), (1_120, 120)],
            ..Schedule::default()
        };
        table.offsets.push((1_400, -210));
        table.named = vec![NamedDay { day: 20_811, name: "Wigilia".into() }, NamedDay { day: -5, name: "x".into() }];
        table.week[2] = vec![Range { start: 480, end: 960 }, Range { start: 1_200, end: 1_680 }];
        assert_eq!(Schedule::from(Record::from(table.clone())), table);
        let cut = Record::new([], [5, 6, 7, u32::MAX, 1]);
        assert_eq!(Schedule::from(cut).offsets, []);
    }
}
