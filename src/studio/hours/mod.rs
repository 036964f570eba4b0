//! Opening hours, evaluated: rules in OpenStreetMap's notation become a table of UTC intervals for two years.
//!
//! Done here and not in the browser because the evaluation, its holidays and its time zones weigh 110 to 150 kB
//! there, and the table about 100 bytes. `rule` reads what was written and says what is wrong with it (`notation`,
//! `selectors`, `dates`, `spelling` for the notation, `mend` and `spoken` for the help), `holidays` knows the days that
//! differ, `parts` what a rule comes to on a day, `evaluate` makes the table, `usual` the week on the door; `lint`,
//! `doubts` and `unused` ask whether the writer can have meant it.

mod dates;
mod doubts;
mod evaluate;
mod holidays;
mod lint;
mod mend;
mod notation;
mod parts;
mod rule;
mod selectors;
mod spelling;
mod spoken;
mod unused;
mod usual;

#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::Range};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::{Config, Diagnostic, config::HoursConfig, config::Localized, config::at};
use crate::{
    hours::{NamedDay, Schedule},
    language::Lang,
    time::{Day, UtcMinute},
};

/// Opening hours with a name, evaluated.
#[derive(Clone, Debug)]
pub(super) struct Hours {
    /// As `nightdesk.toml` calls them.
    pub(super) name: String,
    /// The table, without names of days.
    table: Schedule,
    /// Days that differ, and why.
    named: Vec<(Day, Reason)>,
}

/// Why a day differs.
#[derive(Clone, Debug)]
enum Reason {
    /// One of ours.
    Known(holidays::Names),
    /// The writer's.
    Written(Localized),
}

impl Reason {
    fn text(&self, lang: &Lang) -> &str {
        match self {
            Self::Known(names) => holidays::in_language(names, lang),
            Self::Written(texts) => texts.of(lang),
        }
    }
}

impl Hours {
    /// The table with the names of days in a language.
    pub(super) fn schedule(&self, lang: &Lang) -> Schedule {
        let named = |(day, reason): &(Day, Reason)| NamedDay { day: *day, name: reason.text(lang).to_owned() };
        Schedule { named: self.named.iter().map(named).collect(), ..self.table.clone() }
    }
}

/// What all hours of a configuration need to be read.
struct Reader<'a> {
    config: &'a Config,
    source: &'a str,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Evaluates all hours of a configuration from the start of `now`'s day on.
pub(super) fn read(config: &Config, source: &str, now: UtcMinute, diagnostics: &mut Vec<Diagnostic>) -> Vec<Hours> {
    let mut reader = Reader { config, source, diagnostics };
    if config.hours.is_empty() {
        // Notices are told by the site's clock as well: a slip in it is one without any hours.
        reader.place(None);
    }
    reader.unused();
    config.hours.iter().filter_map(|(name, hours)| reader.hours(name, hours, now)).collect()
}

impl Reader<'_> {
    fn hours(&mut self, name: &str, hours: &HoursConfig, now: UtcMinute) -> Option<Hours> {
        let before = self.diagnostics.len();
        let place = self.place(Some(hours));
        let rule = self.rule(name, &hours.rule);
        let today = place.as_ref().map(|place| evaluate::today(place, now));
        let exceptions = self.exceptions(name, hours, today);
        let trading = hours.trading_sundays.as_ref().and_then(|times| self.trading(times, &place));
        let (place, rule) = (place?, rule?);
        if self.errors_since(before) {
            return None;
        }
        let written = evaluate::Written { parts: rule, trading, exceptions, place };
        let evaluated = evaluate::evaluate(&written, now);
        self.lint(name, hours, &written, &evaluated, now);
        Some(Hours { name: name.to_owned(), table: evaluated.table, named: evaluated.named })
    }

    fn errors_since(&self, before: usize) -> bool {
        self.diagnostics.iter().skip(before).any(|finding| finding.severity == super::Severity::Error)
    }

    fn error(&mut self, rule: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(rule, at(self.source, span), message, help));
    }

    fn warn(&mut self, rule: &'static str, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(rule, at(self.source, span), message, help));
    }
}

/// Where the site's clock is; UTC where it does not say, or says it wrongly.
pub(super) fn site_zone(config: &Config) -> Tz {
    config.site.timezone.as_ref().and_then(|name| name.get_ref().parse().ok()).unwrap_or(Tz::UTC)
}

/// The moment at which a wall clock shows a time: the first one where it shows it twice, the next one where it skips
/// it.
pub(super) fn moment(zone: Tz, local: NaiveDateTime) -> UtcMinute {
    let first = (0..=180)
        .find_map(|skipped| zone.from_local_datetime(&(local + chrono::Duration::minutes(skipped))).earliest());
    first.map_or(0, |found| minute(found.naive_utc()))
}

/// A UTC time as a minute; what lies before 1970 is its first one.
fn minute(at: NaiveDateTime) -> UtcMinute {
    UtcMinute::try_from(at.and_utc().timestamp() / 60).unwrap_or_default()
}

/// A minute as UTC.
fn utc(at: UtcMinute) -> NaiveDateTime {
    DateTime::<Utc>::from_timestamp(i64::from(at) * 60, 0).unwrap_or_default().naive_utc()
}

/// A date as a day number.
fn day_number(date: NaiveDate) -> Day {
    (date - NaiveDate::default()).num_days() as Day
}

/// "08:00", as the notation has it.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// "24 December 2026", for people who read findings.
fn long(date: NaiveDate) -> Cow<'static, str> {
    date.format("%-d %B %Y").to_string().into()
}
