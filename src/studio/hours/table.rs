//! The table of open intervals, from the open spans of each day.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;

use super::{
    clock::{minute, moment, utc},
    times::Spans,
};
use crate::{hours::Schedule, time::UtcMinute};

/// The open intervals from one local midnight to another.
pub(super) fn tabulate(zone: Tz, first: NaiveDate, last: NaiveDate, of_day: impl Fn(NaiveDate) -> Spans) -> Schedule {
    let at = |day: NaiveDate, minutes: u16| {
        moment(zone, day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minutes)))
    };
    let (from, until) = (at(first, 0), at(last, 0));
    let mut spans: Vec<u32> = Vec::new();
    let mut edge = from;
    for day in first.iter_days().take_while(|day| *day < last) {
        for (start, end) in of_day(day) {
            let (start, end) = (at(day, start).max(from), at(day, end).min(until));
            if start >= end {
                // All of it is in the hour that the clock skips in spring.
                continue;
            }
            match spans.last_mut() {
                // Spans that overlap, or go on after midnight, are one.
                Some(open) if start <= edge => *open += end.saturating_sub(edge),
                _ => spans.extend([start - edge, end - start]),
            }
            edge = edge.max(end);
        }
    }
    Schedule { from, until, spans, offsets: offsets(zone, utc(from), utc(until)), ..Schedule::default() }
}

/// When local time changes its distance from UTC, to the minute.
fn offsets(zone: Tz, start: NaiveDateTime, end: NaiveDateTime) -> Vec<(UtcMinute, i16)> {
    let offset = |at: NaiveDateTime| (zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60) as i16;
    let mut out = vec![(minute(start), offset(start))];
    let mut day = start.with_minute(0).unwrap_or(start);
    while day < end {
        let next = day + Duration::days(1);
        // No clock is changed twice within a day, and every change of the last decades falls on a quarter of an hour.
        let changes = offset(day) != offset(next);
        for at in (1..=96).filter(|_| changes).map(|quarter| day + Duration::minutes(15 * quarter)) {
            let now = offset(at);
            if at <= end && out.last().is_some_and(|(_, before)| *before != now) {
                out.push((minute(at), now));
            }
        }
        day = next;
    }
    out
}
