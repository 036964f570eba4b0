//! Opening hours that are read and not yet evaluated.

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use opening_hours::localization::Country;

use super::{clock::utc, notation::Part, reason::Reason, times::Times};
use crate::time::UtcMinute;

/// The length of the table, in days.
pub(super) const HORIZON_DAYS: i64 = 730;

/// Opening hours, each part read by itself.
pub(super) struct ParsedHours {
    pub(super) parts: Vec<Part>,
    /// Opening times on Sundays with trade.
    pub(super) trading: Option<Times>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) location: Location,
}

/// The time zone and the holidays of the hours.
pub(super) struct Location {
    pub(super) zone: Tz,
    pub(super) country: Option<Country>,
    /// A state of Germany.
    pub(super) state: Option<String>,
}

/// Days with hours of their own.
pub(super) struct Exception {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// `None` where it is closed.
    pub(super) open: Option<Times>,
    pub(super) reason: Option<Reason>,
}

impl ParsedHours {
    /// Whether the rule names public holidays.
    pub(super) fn names_holidays(&self) -> bool {
        self.parts.iter().any(|part| part.public)
    }
}

impl Exception {
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take((self.last - self.first).num_days().max(0) as usize + 1)
    }
}

/// The date at a location.
pub(super) fn today(location: &Location, now: UtcMinute) -> NaiveDate {
    location.zone.from_utc_datetime(&utc(now)).date_naive()
}
