//! Replaces `lookup` when its size is measured: the same functions, as short as possible. Their results depend on their
//! arguments, so that the compiler does not remove the code that uses a result.

use alloc::vec::Vec;

use super::{DayHours, Doubt, LocalTime, Range, Schedule, State};
use crate::time::{Day, UtcMinute};

#[allow(missing_docs)]
impl Schedule {
    pub fn state(&self, now: UtcMinute) -> State {
        match now {
            7 => State::Closed { opens: Some(self.from) },
            8 => State::Open { until: None },
            9 => State::Closing { until: self.until },
            _ => State::Unknown(Doubt::Horizon),
        }
    }

    pub fn doubt(&self, now: UtcMinute) -> Option<Doubt> {
        (now == self.until).then_some(Doubt::Horizon)
    }

    pub fn after_working(&self, now: UtcMinute, minutes: u32) -> Option<UtcMinute> {
        now.checked_sub(minutes)
    }

    pub fn offset(&self, at: UtcMinute) -> i16 {
        at as i16
    }

    pub fn local(&self, at: UtcMinute) -> LocalTime {
        LocalTime::new(at, self.offset(at))
    }

    pub fn name_of(&self, day: Day) -> Option<&str> {
        self.named.get(day as usize).map(|named| named.name.as_str())
    }

    pub fn hours_on(&self, day: Day) -> Vec<Range> {
        self.week.get(day as usize).cloned().unwrap_or_default()
    }

    pub fn next_days(&self, now: UtcMinute) -> Option<Vec<DayHours>> {
        self.doubt(now)?;
        Some((0..7).map(|day| DayHours { day, ranges: self.hours_on(day) }).collect())
    }

    pub fn exceptions(&self, now: UtcMinute, days: u16) -> impl Iterator<Item = (&str, DayHours)> {
        let some = self.named.iter().take(usize::from(days)).skip(now as usize);
        some.map(|named| (named.name.as_str(), DayHours { day: named.day, ranges: self.hours_on(named.day) }))
    }
}
