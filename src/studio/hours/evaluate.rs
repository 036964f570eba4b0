//! From parsed hours to the table, day by day.
//!
//! A rule is evaluated for each day by itself, as OpenStreetMap defines it: a holiday, or a later part, replaces the
//! whole calendar day, also the end of the night before it. Exceptions are no part of that notation, and their nights
//! end as people expect: the night of an exception goes on after midnight, and a night that an exception replaces does
//! not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate};
use opening_hours::localization::Country;

use super::{
    clock::{DAY, day_number},
    holidays,
    parsed::{HORIZON_DAYS, ParsedHours, today},
    parts::Calendar,
    reason::Reason,
    replaced::{Replaced, idle, replaced},
    table::tabulate,
    times::{Spans, Times},
    usual,
};
use crate::{
    hours::Schedule,
    time::{Day, UtcMinute},
};

/// The table, and what `lint` needs besides it.
pub(super) struct Evaluated {
    pub(super) table: Schedule,
    pub(super) named: Vec<(Day, Reason)>,
    /// The first day at whose midnight an evening ends that would go on by its own hours.
    pub(super) cut_night: Option<NaiveDate>,
    /// Parts that later ones replace, probably not on purpose.
    pub(super) replaced: Vec<Replaced>,
    /// Numbers of the parts that hold on no day.
    pub(super) idle: Vec<usize>,
}

/// Makes the table, from the day before `now`'s on: its night may not be over.
pub(super) fn evaluate(parsed: &ParsedHours, now: UtcMinute) -> Evaluated {
    let zone = parsed.location.zone;
    let today = today(&parsed.location, now);
    let (first, last) = (today - Duration::days(1), today + Duration::days(HORIZON_DAYS));
    let years = first.year() - 1..=last.year();
    let country = parsed.location.country;
    let holidays = country.map(|country| holidays::of(country, parsed.location.state.as_deref(), years.clone()));
    let holidays = holidays.unwrap_or_default();
    let public = |day: NaiveDate| holidays.get_public().contains(day);
    // On a holiday shops are closed, even on a Sunday with trade.
    let sundays: BTreeSet<NaiveDate> = match parsed.trading {
        Some(_) => years.flat_map(holidays::trading_sundays).filter(|day| !public(*day)).collect(),
        None => BTreeSet::new(),
    };
    // A night of the day before the first one may reach into it.
    let calendar = Calendar::new(&parsed.parts, &holidays, first - Duration::days(1), last);
    let days = Days { parsed, sundays: &sundays, calendar: &calendar };
    let mut table = tabulate(zone, first, last, |day| days.spans(day));
    table.built = now;
    table.week = usual::week(&parsed.parts, today);

    let mut named = BTreeMap::new();
    if parsed.names_holidays() {
        let code = country.map_or("", Country::iso_code);
        let days = first.iter_days().take_while(|day| *day < last).filter(|day| public(*day));
        named.extend(days.map(|day| (day_number(day), holidays::name(day, code))));
    }
    named.extend(sundays.iter().map(|day| (day_number(*day), holidays::trading_sunday())));
    for exception in &parsed.exceptions {
        let Some(reason) = &exception.reason else { continue };
        named.extend(exception.days().map(|day| (day_number(day), reason.clone())));
    }
    let known = day_number(first)..day_number(last);
    let named = named.into_iter().filter(|(day, _)| known.contains(day)).collect();
    let cut_night = today.iter_days().take_while(|day| *day < last).find(|day| days.cuts(*day));
    let replaced = replaced(&parsed.parts, &calendar, today, last);
    let idle = idle(&parsed.parts, &calendar, &holidays, today, last);
    Evaluated { table, named, cut_night, replaced, idle }
}

/// What the hours of a day are computed from.
struct Days<'a> {
    parsed: &'a ParsedHours,
    sundays: &'a BTreeSet<NaiveDate>,
    calendar: &'a Calendar<'a>,
}

impl Days<'_> {
    /// The hours that replace the rule on a day: those of an exception or a Sunday with trade; `None` on all other
    /// days.
    fn special(&self, day: NaiveDate) -> Option<Spans> {
        let exception =
            self.parsed.exceptions.iter().find(|exception| (exception.first..=exception.last).contains(&day));
        let times = match exception {
            Some(exception) => exception.open.as_ref(),
            None => Some(self.parsed.trading.as_ref().filter(|_| self.sundays.contains(&day))?),
        };
        Some(times.map(Times::spans).unwrap_or_default())
    }

    /// The open spans of a calendar day: none ends after its midnight.
    fn spans(&self, day: NaiveDate) -> Spans {
        let yesterday = day - Duration::days(1);
        let before = self.special(yesterday);
        let mut out = match self.special(day) {
            Some(special) => special,
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
        self.special(yesterday).is_none()
            && self.calendar.night_into(day)
            && self.spans(day).first().is_none_or(|span| span.0 > 0)
    }
}
