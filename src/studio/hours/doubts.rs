//! Reports parts of a rule that can be read but are probably mistakes: comments that visitors do not see, parts that a later
//! one replaces (`replaced` finds them), parts that open a whole day because they have no times.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use opening_hours::RuleKind;

use super::{
    clock::{DAY, clock, long},
    evaluate::Evaluated,
    notation::Part,
    parsed::ParsedHours,
    parts::times,
    reader::Reader,
    replaced::Why,
};
use crate::studio::config::HoursConfig;

/// A night of more than this many minutes is reported where its times would make a working day the other way round.
const NIGHT: u16 = 12 * 60;
/// A span of a day in minutes since its midnight, and its position in the file.
pub(super) type SpanAt = (Range<usize>, (u16, u16));

impl Reader<'_> {
    /// Reports single parts, and parts that others replace, that are probably mistakes.
    pub(super) fn doubts(&mut self, name: &str, hours: &HoursConfig, parsed: &ParsedHours, found: &Evaluated) {
        let text = hours.rule.get_ref();
        let text_of = |part: &Part| text.get(part.span.clone()).unwrap_or_default();
        for part in &parsed.parts {
            let span = self.inside(&hours.rule, part.span.clone());
            let is_unexplained = part.comment.is_none() && !text_of(part).to_lowercase().ends_with("unknown");
            if part.times.is_none() && !part.always && is_unexplained && part.kind != RuleKind::Closed {
                let days = text_of(part).trim_end_matches("open").trim_end();
                let effect = match part.kind {
                    RuleKind::Open => "is open round the clock on these days",
                    _ => "counts as closed on these days",
                };
                let message = format!("`{}` has no times: `{name}` {effect}", text_of(part));
                let help = format!("add the times, `{days} 08:00-16:00`; round the clock is `{days} 00:00-24:00`");
                self.warn("no-times", span.clone(), message, help);
            }
            if let Some(comment) = &part.comment {
                let effect = match part.kind {
                    RuleKind::Unknown => "; these hours count as closed",
                    _ => "",
                };
                let message =
                    format!("nobody sees the comment {}{effect}", text.get(comment.clone()).unwrap_or_default());
                let help = "write it into `note` of the channel, where customers read it; the reason for a single day \
                            belongs into an exception";
                self.warn("unseen-comment", self.inside(&hours.rule, comment.clone()), message, help);
            }
            if let Some(open) = &part.open_end {
                let message = format!("`{}` has an open end: `{name}` counts as closed after it", &text[open.clone()]);
                let help = "write the time at which it closes, without the plus sign";
                self.warn("open-end", self.inside(&hours.rule, open.clone()), message, help);
            }
        }
        self.swapped(name, hours, parsed);
        for found in &found.replaced {
            let (Some(part), Some(later)) = (parsed.parts.get(found.part), parsed.parts.get(found.by)) else {
                continue;
            };
            let (earlier, replacing) = (text_of(part), text_of(later));
            let when = if part.calendar.is_empty() { weekday(found.day).into() } else { long(found.day) };
            let (message, help) = match found.why {
                Why::Order => (
                    format!("`{earlier}` does not hold on {}: `{replacing}` after it replaces it", long(found.day)),
                    format!("put it last: `{replacing}; {earlier}`"),
                ),
                Why::Apart => (
                    format!("`{replacing}` replaces `{earlier}` on {when} and does not add to it"),
                    format!(
                        "if both are meant, divide them by a comma: `{earlier}, {replacing}`; if not, take the day \
                         out of `{earlier}`"
                    ),
                ),
                Why::Never => (
                    format!("`{earlier}` never holds: `{replacing}` after it replaces it on each of its days"),
                    "take it out, or put it last, where it replaces the others".to_owned(),
                ),
            };
            self.warn("replaced-hours", self.inside(&hours.rule, part.span.clone()), message, help);
        }
    }

    /// The spans that the rule opens, each with its position.
    pub(super) fn rule_spans(&self, hours: &HoursConfig, parsed: &ParsedHours) -> Vec<SpanAt> {
        let open = parsed.parts.iter().filter(|part| part.kind == RuleKind::Open);
        let placed = open.flat_map(|part| {
            let position = self.inside(&hours.rule, part.span.clone());
            times(part).into_iter().map(move |span| (position.clone(), span))
        });
        placed.collect()
    }

    /// The spans of exceptions and of Sundays with trade.
    pub(super) fn special_spans(hours: &HoursConfig, parsed: &ParsedHours) -> Vec<SpanAt> {
        let exceptions = hours.exceptions.iter().zip(&parsed.exceptions).flat_map(|(config, exception)| {
            let position = config.open.as_ref().map_or_else(|| config.date.span(), toml::Spanned::span);
            let spans = exception.open.as_ref().map(super::times::Times::spans).unwrap_or_default();
            spans.into_iter().map(move |span| (position.clone(), span))
        });
        let sundays = hours
            .trading_sundays
            .iter()
            .zip(&parsed.trading)
            .flat_map(|(config, times)| times.spans().into_iter().map(|span| (config.span(), span)));
        exceptions.chain(sundays).collect()
    }

    /// Reports a night that would be a working day the other way round: `16:00-08:00`. An emergency line has such
    /// nights, and is open on whole days, too; the nights of a bar or a guard are shorter.
    fn swapped(&mut self, name: &str, hours: &HoursConfig, parsed: &ParsedHours) {
        let has_whole_day =
            parsed.parts.iter().any(|part| part.kind == RuleKind::Open && times(part).contains(&(0, DAY)));
        let rule_spans = if has_whole_day { Vec::new() } else { self.rule_spans(hours, parsed) };
        let special = Self::special_spans(hours, parsed);
        let found: Vec<_> =
            rule_spans.into_iter().chain(special).filter(|(_, (from, to))| is_day_swapped(*from, *to)).collect();
        for (position, (from, to)) in found {
            let (opens, closes) = (clock(from), clock(to - DAY));
            let message = format!("`{opens}-{closes}` is open all night, until {closes} of the next day");
            let help =
                format!("if the day is meant, write `{closes}-{opens}`; if `{name}` is a night duty, this is right");
            self.warn("swapped-times", position, message, help);
        }
    }
}

/// Whether a span of more than twelve hours over midnight is a working day the other way round: it begins between noon
/// and 21:00 and ends between 5:00 and noon.
pub(super) fn is_day_swapped(from: u16, to: u16) -> bool {
    let end = to.saturating_sub(DAY);
    to > DAY && to - from > NIGHT && (300..=720).contains(&end) && (720..=1_260).contains(&from)
}

/// "Mondays", for people who read findings.
fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "Mondays",
        Weekday::Tue => "Tuesdays",
        Weekday::Wed => "Wednesdays",
        Weekday::Thu => "Thursdays",
        Weekday::Fri => "Fridays",
        Weekday::Sat => "Saturdays",
        Weekday::Sun => "Sundays",
    }
}
