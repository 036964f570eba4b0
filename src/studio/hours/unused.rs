//! Reports settings without an effect: hours that no channel has, and parts of a rule that hold on no day (`replaced`
//! finds those).

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{
    evaluate::Evaluated,
    parsed::{ParsedHours, today},
    reader::Reader,
    replaced::years,
};
use crate::{studio::config::HoursConfig, time::UtcMinute};

/// Days near Easter that people name by their weekday, their names, and how the notation counts them.
const ABOUT_EASTER: [(&str, &str, &str); 4] = [
    ("Mo", "Easter Monday", "easter +1 day"),
    ("Fr", "Good Friday", "easter -2 days"),
    ("Sa", "Holy Saturday", "easter -1 day"),
    ("Th", "Maundy Thursday", "easter -3 days"),
];

impl Reader<'_> {
    /// Reports hours that neither a channel nor a topic has: their channel says "at any time". Reports none where one
    /// of them names hours that do not exist, which has its own finding, and where there are no channels at all.
    pub(super) fn unused(&mut self) {
        let config = self.config;
        let topics = config.request.iter().flat_map(|request| &request.get_ref().topic);
        let named = config.channels.iter().filter_map(|channel| channel.hours.as_ref());
        let used: BTreeSet<&str> =
            named.chain(topics.filter_map(|topic| topic.hours.as_ref())).map(|name| name.get_ref().as_str()).collect();
        if config.channels.is_empty() || used.iter().any(|name| !config.hours.contains_key(*name)) {
            return;
        }
        for (name, hours) in config.hours.iter().filter(|(name, _)| !used.contains(name.as_str())) {
            let rule = hours.rule.span();
            let before = self.source.get(..rule.start).unwrap_or_default();
            let table = format!("[hours.{name}]");
            // If the heading is written in another way, the rule is marked.
            let span = before.rfind(&table).map_or(rule, |at| at..at + table.len());
            let help = format!("add a line `hours = \"{name}\"` to a channel, or take the hours out");
            self.warn("hours", span, format!("no channel has the opening hours `{name}`"), help);
        }
    }

    /// Reports parts of a rule that have no day, neither in the table nor, for parts without years, after it.
    pub(super) fn idle(&mut self, hours: &HoursConfig, parsed: &ParsedHours, found: &Evaluated, now: UtcMinute) {
        let text = hours.rule.get_ref();
        let this_year = today(&parsed.location, now).year();
        for part in found.idle.iter().filter_map(|number| parsed.parts.get(*number)) {
            let part_text = text.get(part.span.clone()).unwrap_or_default();
            let words: Vec<&str> = part_text.split(' ').collect();
            let names = |day: &str| {
                words
                    .windows(2)
                    .any(|pair| matches!(pair, [one, other] if one.eq_ignore_ascii_case("easter") && *other == day))
            };
            let easter_day = ABOUT_EASTER.iter().find(|(day, ..)| names(day));
            let help = if let Some((_, name, days)) = easter_day {
                format!("days about Easter are counted from its Sunday: {name} is `{days}`")
            } else if years(&part.calendar).max().is_some_and(|year| year < this_year) {
                "its year is over: take the part out, or write another year".into()
            } else if years(&part.calendar).min().is_some_and(|year| year > this_year + 1) {
                "check its year: a part is built in when it comes within two years".into()
            } else {
                "check its days, or take it out: where several are named side by side, a day has to be all of them \
                 (`Feb 29` is one of leap years alone)"
                    .into()
            };
            let message = format!("`{part_text}` holds on no day of the next two years");
            self.warn("never-holds", self.inside(&hours.rule, part.span.clone()), message, help);
        }
    }
}
