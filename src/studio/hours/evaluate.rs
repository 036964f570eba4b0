//! From what was written to the table, day by day.
//!
//! A rule is asked for each day by itself. That is OpenStreetMap's meaning of it: a holiday, or a later rule, replaces
//! the whole calendar day, also what reaches into it from the night before. Exceptions are ours and end nights where
//! people do: their own go on after midnight, and those they replace do not. The library's walk over a span of time is
//! not used: it loses the days after a fallback rule (`|| "on call"`) and counts from another of two equal times; nor
//! is its fallback, which holds for whole days and not for the hours left over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind, localization::Country};

use super::{Reason, day_number, holidays, minute, moment, rule::Times, utc};
use crate::{
    hours::{Schedule, UtcMinute},
    knowledge::Day,
};

/// Minutes of a day.
const DAY: u16 = 1_440;
/// What begins at midnight and ends at most this many minutes later may be the end of a night.
const NIGHT: u16 = 720;

/// Stands before a rule for the hours that those before it leave over.
const FALLBACK: &str = " || ";

/// How far the table reaches, in days.
pub(super) const HORIZON_DAYS: i64 = 730;

/// Hours as they were written, each part read by itself.
pub(super) struct Written {
    pub(super) rule: OpeningHours,
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
}

/// Open spans of a day in minutes since its midnight, ascending, the last one ending after midnight at most.
type Spans = Vec<(u16, u16)>;

impl Written {
    /// Whether the rule speaks of something, beyond what it says in quotes.
    pub(super) fn rule_names(&self, selector: &str) -> bool {
        let text = self.rule.to_string();
        let spoken = text.split('"').step_by(2);
        spoken.flat_map(|part| part.split(|c: char| !c.is_alphanumeric())).any(|word| word == selector)
    }

    /// The rule under some holidays, and the fallbacks after it, which hold in the hours left over.
    fn rules(&self, holidays: &ContextHolidays) -> Vec<OpeningHours> {
        let text = self.rule.to_string();
        let parts: Result<Vec<OpeningHours>, _> = text.split(FALLBACK).map(str::parse).collect();
        // A rule after a fallback (`|| "on call"; PH off`) speaks of all before it. A comment may hold the sign, too.
        let apart = text.split_once(FALLBACK).is_some_and(|(_, rest)| !rest.contains(';'));
        let parts = parts.ok().filter(|_| apart).unwrap_or_else(|| vec![self.rule.clone()]);
        let context = || Context::default().with_holidays(holidays.clone());
        parts.into_iter().map(|part| part.with_context(context())).collect()
    }

    /// Whether the rule has times that go on after midnight, and none that end or begin there: only then can a night
    /// be told from a morning.
    fn nights(&self) -> bool {
        let text = self.rule.to_string();
        let times = text.split([' ', ',', ';']).filter_map(|part| part.split_once('-'));
        let times: Vec<_> = times.filter(|(from, to)| from.contains(':') && to.contains(':')).collect();
        let midnight = |time: &str| matches!(time, "00:00" | "24:00");
        times.iter().any(|(from, to)| to < from || *to > "24:00")
            && !times.iter().any(|(from, to)| midnight(from) || midnight(to))
    }
}

/// Says `unknown` before a comment that stands in place of times (`Sa "by appointment"`, `|| "on call"`): the notation
/// means it so, and the library takes it for open all day.
pub(super) fn comments_as_unknown(rule: &str) -> String {
    const TIMES: [&str; 9] = [":", "24/7", "open", "off", "closed", "unknown", "sun", "dawn", "dusk"];
    let mut out = String::new();
    for (place, part) in rule.trim_end_matches([' ', ';']).split('"').enumerate() {
        let said = out.rsplit([';', '|', ',']).next().unwrap_or_default().to_lowercase();
        if place % 2 == 1 && !TIMES.iter().any(|times| said.contains(times)) {
            out += "unknown ";
        }
        if place > 0 {
            out.push('"');
        }
        out += part;
    }
    out
}

impl Exception {
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take((self.last - self.first).num_days().max(0) as usize + 1)
    }
}

/// Makes the table, from the day before `now`'s on: its night may not be over.
pub(super) fn evaluate(written: &Written, now: UtcMinute) -> Evaluated {
    let zone = written.place.zone;
    let today = zone.from_utc_datetime(&utc(now)).date_naive();
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
    let (full, plain) = (written.rules(&holidays), written.rules(&ContextHolidays::default()));

    let days = Days { written, sundays: &sundays, rules: &full, nights: written.nights() };
    let mut table = tabulate(zone, first, last, |day| days.spans(day));
    table.built = now;
    table.week = week(zone, today, |day| spans(&plain, day));

    let mut named = BTreeMap::new();
    if written.rule_names("PH") {
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
    Evaluated { table, named, cut: today.iter_days().take_while(|day| *day < last).find(|day| days.cuts(*day)) }
}

/// What is needed to tell the hours of any day.
struct Days<'a> {
    written: &'a Written,
    sundays: &'a BTreeSet<NaiveDate>,
    rules: &'a [OpeningHours],
    /// Whether the rule has nights, so that what begins at midnight belongs to the evening before.
    nights: bool,
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
            None => {
                let mut out = spans(self.rules, day);
                // An evening that did not come has no night: the library looks at its weekday alone.
                let came = before.is_none() && ends_at_midnight(&spans(self.rules, yesterday));
                let night = out.first().is_some_and(|span| span.0 == 0 && span.1 <= NIGHT);
                if self.nights && !came && night {
                    out.remove(0);
                }
                out
            }
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
        let evening = self.own(yesterday).is_none() && ends_at_midnight(&spans(self.rules, yesterday));
        self.nights && evening && self.spans(day).first().is_none_or(|span| span.0 > 0)
    }
}

fn ends_at_midnight(spans: &[(u16, u16)]) -> bool {
    spans.last().is_some_and(|span| span.1 == DAY)
}

/// The open spans that any of the rules has on a calendar day.
fn spans(rules: &[OpeningHours], day: NaiveDate) -> Spans {
    let open = rules.iter().flat_map(|rule| rule.schedule_at(day)).filter(|part| part.kind == RuleKind::Open);
    let minutes = open.map(|part| [part.range.start, part.range.end].map(|time| time.mins_from_midnight().min(DAY)));
    let mut out: Spans = minutes.map(|[start, end]| (start, end)).collect();
    out.sort_unstable();
    out.dedup_by(|next, span| {
        let joined = next.0 <= span.1;
        span.1 = if joined { span.1.max(next.1) } else { span.1 };
        joined
    });
    out
}

/// The open intervals from one midnight to another, by the wall clock.
fn tabulate(zone: Tz, first: NaiveDate, last: NaiveDate, of_day: impl Fn(NaiveDate) -> Spans) -> Schedule {
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

/// The usual hours of each weekday, as of the week of a day.
fn week(zone: Tz, today: NaiveDate, of_day: impl Fn(NaiveDate) -> Spans) -> [Vec<crate::hours::Range>; 7] {
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
    // From the day before, whose night may reach into Monday, to the day after, where Sunday's ends.
    let table = tabulate(zone, monday - Duration::days(1), monday + Duration::days(9), of_day);
    std::array::from_fn(|weekday| table.hours_on(day_number(monday) + weekday as Day))
}

/// When local time changes its distance from UTC, to the minute.
fn offsets(zone: Tz, start: NaiveDateTime, end: NaiveDateTime) -> Vec<(UtcMinute, i16)> {
    let offset = |at: NaiveDateTime| (zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60) as i16;
    let mut out = vec![(minute(start), offset(start))];
    let mut at = start.with_minute(0).unwrap_or(start);
    while at < end {
        // Every change of the last decades falls on a quarter of an hour.
        at += Duration::minutes(15);
        let now = offset(at);
        if out.last().is_some_and(|(_, before)| *before != now) {
            out.push((minute(at), now));
        }
    }
    out
}
