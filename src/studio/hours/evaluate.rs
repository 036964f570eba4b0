//! From what was written to the table, day by day.
//!
//! A rule is asked for each day by itself. That is OpenStreetMap's meaning of it: a holiday, or a later part, replaces
//! the whole calendar day, also what reaches into it from the night before. Exceptions are ours and end nights where
//! people do: their own go on after midnight, and those they replace do not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;
use opening_hours::localization::Country;

use super::{
    Reason, day_number,
    doubts::{self, Replaced},
    holidays, minute, moment,
    notation::Part,
    parts::{Calendar, DAY, Spans},
    rule::Times,
    usual, utc,
};
use crate::{
    hours::Schedule,
    time::{Day, UtcMinute},
};

/// How far the table reaches, in days.
pub(super) const HORIZON_DAYS: i64 = 730;

/// Hours as they were written, each part read by itself.
pub(super) struct Written {
    pub(super) parts: Vec<Part>,
    /// Opening times on Sundays with trade.
    pub(super) trading: Option<Times>,
    pub(super) exceptions: Vec<Exception>,
    pub(super) place: Place,
}

/// Where the hours hold.
pub(super) struct Place {
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

/// The table, and what linting wants to know besides.
pub(super) struct Evaluated {
    pub(super) table: Schedule,
    pub(super) named: Vec<(Day, Reason)>,
    /// The first day at whose midnight an evening ends that would go on by its own hours.
    pub(super) cut: Option<NaiveDate>,
    /// Parts that later ones replace where it can hardly be meant.
    pub(super) replaced: Vec<Replaced>,
    /// Numbers of the parts that hold on no day.
    pub(super) idle: Vec<usize>,
}

impl Written {
    /// Whether the rule speaks of public holidays.
    pub(super) fn names_holidays(&self) -> bool {
        self.parts.iter().any(|part| part.public)
    }
}

impl Exception {
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take((self.last - self.first).num_days().max(0) as usize + 1)
    }
}

/// The day that it is at a place.
pub(super) fn today(place: &Place, now: UtcMinute) -> NaiveDate {
    place.zone.from_utc_datetime(&utc(now)).date_naive()
}

/// Makes the table, from the day before `now`'s on: its night may not be over.
pub(super) fn evaluate(written: &Written, now: UtcMinute) -> Evaluated {
    let zone = written.place.zone;
    let today = today(&written.place, now);
    let (first, last) = (today - Duration::days(1), today + Duration::days(HORIZON_DAYS));
    let years = first.year() - 1..=last.year();
    let country = written.place.country;
    let holidays = country.map(|country| holidays::of(country, written.place.state.as_deref(), years.clone()));
    let holidays = holidays.unwrap_or_default();
    let public = |day: NaiveDate| holidays.get_public().contains(day);
    // On a holiday shops are closed, Sunday with trade or not.
    let sundays: BTreeSet<NaiveDate> = match written.trading {
        Some(_) => years.flat_map(holidays::trading_sundays).filter(|day| !public(*day)).collect(),
        None => BTreeSet::new(),
    };
    // A night of the day before the first may reach into it.
    let calendar = Calendar::new(&written.parts, &holidays, first - Duration::days(1), last);
    let days = Days { written, sundays: &sundays, calendar: &calendar };
    let mut table = tabulate(zone, first, last, |day| days.spans(day));
    table.built = now;
    table.week = usual::week(&written.parts, today);

    let mut named = BTreeMap::new();
    if written.names_holidays() {
        let code = country.map_or("", Country::iso_code);
        let days = first.iter_days().take_while(|day| *day < last).filter(|day| public(*day));
        named.extend(days.map(|day| (day_number(day), holidays::name(day, code))));
    }
    named.extend(sundays.iter().map(|day| (day_number(*day), holidays::trading_sunday())));
    for exception in &written.exceptions {
        let Some(reason) = &exception.reason else { continue };
        named.extend(exception.days().map(|day| (day_number(day), reason.clone())));
    }
    let known = day_number(first)..day_number(last);
    let named = named.into_iter().filter(|(day, _)| known.contains(day)).collect();
    let cut = today.iter_days().take_while(|day| *day < last).find(|day| days.cuts(*day));
    let replaced = doubts::replaced(&written.parts, &calendar, today, last);
    let idle = doubts::idle(&written.parts, &calendar, &holidays, today, last);
    Evaluated { table, named, cut, replaced, idle }
}

/// What is needed to tell the hours of any day.
struct Days<'a> {
    written: &'a Written,
    sundays: &'a BTreeSet<NaiveDate>,
    calendar: &'a Calendar<'a>,
}

impl Days<'_> {
    /// The hours of a day that are not the rule's; `None` on all others.
    fn own(&self, day: NaiveDate) -> Option<Spans> {
        let exception =
            self.written.exceptions.iter().find(|exception| (exception.first..=exception.last).contains(&day));
        let times = match exception {
            Some(exception) => exception.open.as_ref(),
            None => Some(self.written.trading.as_ref().filter(|_| self.sundays.contains(&day))?),
        };
        Some(times.map(Times::spans).unwrap_or_default())
    }

    /// The open spans of a calendar day: none ends after its midnight.
    fn spans(&self, day: NaiveDate) -> Spans {
        let yesterday = day - Duration::days(1);
        let before = self.own(yesterday);
        let mut out = match self.own(day) {
            Some(own) => own,
            None => self.calendar.spans(day, before.is_none()),
        };
        let nights = before.into_iter().flatten().filter(|span| span.1 > DAY).map(|span| (0, span.1 - DAY));
        out.extend(nights);
        out.iter_mut().for_each(|span| span.1 = span.1.min(DAY));
        out.sort_unstable();
        out
    }

    /// Whether an evening ends at the midnight of this day that would go on by its own hours.
    fn cuts(&self, day: NaiveDate) -> bool {
        let yesterday = day - Duration::days(1);
        self.own(yesterday).is_none()
            && self.calendar.night_into(day)
            && self.spans(day).first().is_none_or(|span| span.0 > 0)
    }
}

/// The open intervals from one midnight to another, by the wall clock.
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
                // The hour that the clock skips in spring.
                continue;
            }
            match spans.last_mut() {
                // What overlaps, or goes on after midnight, is one span.
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
