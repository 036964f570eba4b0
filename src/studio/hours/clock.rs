//! Conversion between local time and the table's UTC minutes, and how times and dates are written.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::time::{Day, UtcMinute};

/// Minutes of a day.
pub(super) const DAY: u16 = 1_440;

/// The moment of a local time: the first one where it occurs twice, the next possible one where the clock skips it.
pub(in crate::studio) fn moment(zone: Tz, local: NaiveDateTime) -> UtcMinute {
    let found = (0..=180)
        .find_map(|skipped| zone.from_local_datetime(&(local + chrono::Duration::minutes(skipped))).earliest());
    found.map_or(0, |moment| minute(moment.naive_utc()))
}

/// A UTC time as a minute; a time before 1970 is minute 0.
pub(super) fn minute(at: NaiveDateTime) -> UtcMinute {
    UtcMinute::try_from(at.and_utc().timestamp() / 60).unwrap_or_default()
}

/// A minute as UTC.
pub(super) fn utc(at: UtcMinute) -> NaiveDateTime {
    DateTime::<Utc>::from_timestamp(i64::from(at) * 60, 0).unwrap_or_default().naive_utc()
}

/// A date as a day number.
pub(super) fn day_number(date: NaiveDate) -> Day {
    (date - NaiveDate::default()).num_days() as Day
}

/// "08:00", as the notation has it.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// "24 December 2026", for people who read findings.
pub(super) fn long(date: NaiveDate) -> Cow<'static, str> {
    date.format("%-d %B %Y").to_string().into()
}
