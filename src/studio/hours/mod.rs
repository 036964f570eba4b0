//! Opening hours, evaluated: rules in OpenStreetMap's notation become a table of UTC intervals for two years.
//!
//! Done here and not in the browser because the evaluation, its holidays and its time zones weigh 110 to 150 kB
//! there, and the table about 100 bytes. `rule` reads the settings and reports what is wrong with them (`notation`,
//! `selectors`, `dates`, `spelling` for the notation, `mend` and `spoken` for the help), `holidays` has the days that
//! differ, `parts` combines the parts of a rule on a day, `evaluate` makes the table (`table`), `usual` the usual week;
//! `lint`, `doubts`, `replaced` and `unused` check whether the writer can have meant it. Below all of them: `clock`,
//! `times`, `reason`, `parsed`, `reader`.

mod clock;
mod dates;
mod doubts;
mod evaluate;
mod holidays;
mod lint;
mod mend;
mod notation;
mod parsed;
mod parts;
mod reader;
mod reason;
mod replaced;
mod rule;
mod selectors;
mod spelling;
mod spoken;
mod table;
mod times;
mod unused;
mod usual;

#[cfg(test)]
mod tests;

pub(super) use clock::moment;

use chrono_tz::Tz;

use super::{Config, Diagnostic, config::HoursConfig};
use crate::{
    hours::{NamedDay, Schedule},
    language::Lang,
    time::{Day, UtcMinute},
};
use parsed::{ParsedHours, today};
use reader::Reader;
use reason::Reason;

/// Opening hours with a name, evaluated.
#[derive(Clone, Debug)]
pub(super) struct Hours {
    /// As in `nightdesk.toml`.
    pub(super) name: String,
    /// The table, without names of days.
    table: Schedule,
    /// Days that differ, and why.
    named: Vec<(Day, Reason)>,
}

impl Hours {
    /// The table with the names of days in a language.
    pub(super) fn schedule(&self, lang: &Lang) -> Schedule {
        let named = |(day, reason): &(Day, Reason)| NamedDay { day: *day, name: reason.text(lang).to_owned() };
        Schedule { named: self.named.iter().map(named).collect(), ..self.table.clone() }
    }
}

/// Evaluates all hours of a configuration from the start of `now`'s day on.
pub(super) fn read(config: &Config, source: &str, now: UtcMinute, diagnostics: &mut Vec<Diagnostic>) -> Vec<Hours> {
    let mut reader = Reader { config, source, diagnostics };
    if config.hours.is_empty() {
        // Notices use the site's time zone as well: a mistake in it is reported without any hours, too.
        reader.location(None);
    }
    reader.unused();
    config.hours.iter().filter_map(|(name, hours)| reader.hours(name, hours, now)).collect()
}

impl Reader<'_> {
    fn hours(&mut self, name: &str, hours: &HoursConfig, now: UtcMinute) -> Option<Hours> {
        let before = self.diagnostics.len();
        let location = self.location(Some(hours));
        let rule = self.rule(name, &hours.rule);
        let today = location.as_ref().map(|location| today(location, now));
        let exceptions = self.exceptions(name, hours, today);
        let trading = hours.trading_sundays.as_ref().and_then(|times| self.trading(times, &location));
        let (location, rule) = (location?, rule?);
        if self.errors_since(before) {
            return None;
        }
        let parsed = ParsedHours { parts: rule, trading, exceptions, location };
        let evaluated = evaluate::evaluate(&parsed, now);
        self.lint(name, hours, &parsed, &evaluated, now);
        Some(Hours { name: name.to_owned(), table: evaluated.table, named: evaluated.named })
    }
}

/// The site's time zone; UTC where it is not set, or not valid.
pub(super) fn site_zone(config: &Config) -> Tz {
    config.site.timezone.as_ref().and_then(|name| name.get_ref().parse().ok()).unwrap_or(Tz::UTC)
}
