//! Parts of a rule that can be read and can hardly be meant: what nobody sees, what a later part takes away, what
//! opens a whole day for want of a time.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use opening_hours::RuleKind;

use super::{
    clock::{DAY, clock, long},
    evaluate::Evaluated,
    notation::Part,
    parts::times,
    reader::Reader,
    replaced::Why,
    written::Written,
};
use crate::studio::config::HoursConfig;

/// A night of more than this many minutes is doubted where its times would make a working day the other way round.
const NIGHT: u16 = 12 * 60;
/// A span of a day in minutes since its midnight, and where it is written.
pub(super) type Placed = (Range<usize>, (u16, u16));

impl Reader<'_> {
    /// Doubts about single parts, and about those that replace others.
    pub(super) fn doubts(&mut self, name: &str, hours: &HoursConfig, written: &Written, found: &Evaluated) {
        let text = hours.rule.get_ref();
        let said = |part: &Part| text.get(part.span.clone()).unwrap_or_default();
        for part in &written.parts {
            let place = self.inside(&hours.rule, part.span.clone());
            let silent = part.comment.is_none() && !said(part).to_lowercase().ends_with("unknown");
            if part.times.is_none() && !part.always && silent && part.kind != RuleKind::Closed {
                let days = said(part).trim_end_matches("open").trim_end();
                let effect = match part.kind {
                    RuleKind::Open => "is open round the clock on these days",
                    _ => "counts as closed on these days",
                };
                let message = format!("`{}` has no times: `{name}` {effect}", said(part));
                let help = format!("add the times, `{days} 08:00-16:00`; round the clock is `{days} 00:00-24:00`");
                self.warn("no-times", place.clone(), message, help);
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
        self.swapped(name, hours, written);
        for found in &found.replaced {
            let (Some(part), Some(later)) = (written.parts.get(found.part), written.parts.get(found.by)) else {
                continue;
            };
            let (one, other) = (said(part), said(later));
            let when = if part.calendar.is_empty() { weekday(found.day).into() } else { long(found.day) };
            let (message, help) = match found.why {
                Why::Order => (
                    format!("`{one}` does not hold on {}: `{other}` after it replaces it", long(found.day)),
                    format!("put it last: `{other}; {one}`"),
                ),
                Why::Apart => (
                    format!("`{other}` replaces `{one}` on {when} and does not add to it"),
                    format!(
                        "if both are meant, divide them by a comma: `{one}, {other}`; if not, take the day out of \
                         `{one}`"
                    ),
                ),
                Why::Never => (
                    format!("`{one}` never holds: `{other}` after it replaces it on each of its days"),
                    "take it out, or put it last, where it replaces the others".to_owned(),
                ),
            };
            self.warn("replaced-hours", self.inside(&hours.rule, part.span.clone()), message, help);
        }
    }

    /// The spans that the rule opens, each with its place.
    pub(super) fn of_rule(&self, hours: &HoursConfig, written: &Written) -> Vec<Placed> {
        let open = written.parts.iter().filter(|part| part.kind == RuleKind::Open);
        let placed = open.flat_map(|part| {
            let place = self.inside(&hours.rule, part.span.clone());
            times(part).into_iter().map(move |span| (place.clone(), span))
        });
        placed.collect()
    }

    /// The spans of exceptions and of Sundays with trade.
    pub(super) fn own_times(hours: &HoursConfig, written: &Written) -> Vec<Placed> {
        let own = hours.exceptions.iter().zip(&written.exceptions).flat_map(|(config, one)| {
            let place = config.open.as_ref().map_or_else(|| config.date.span(), toml::Spanned::span);
            let spans = one.open.as_ref().map(super::times::Times::spans).unwrap_or_default();
            spans.into_iter().map(move |span| (place.clone(), span))
        });
        let sundays = hours
            .trading_sundays
            .iter()
            .zip(&written.trading)
            .flat_map(|(config, times)| times.spans().into_iter().map(|span| (config.span(), span)));
        own.chain(sundays).collect()
    }

    /// A night that would be a working day the other way round: `16:00-08:00`. A duty line has such nights, and is
    /// there on whole days, too; a bar's and a guard's are shorter.
    fn swapped(&mut self, name: &str, hours: &HoursConfig, written: &Written) {
        let whole = written.parts.iter().any(|part| part.kind == RuleKind::Open && times(part).contains(&(0, DAY)));
        let of_rule = if whole { Vec::new() } else { self.of_rule(hours, written) };
        let own = Self::own_times(hours, written);
        let found: Vec<_> =
            of_rule.into_iter().chain(own).filter(|(_, (from, to))| is_day_swapped(*from, *to)).collect();
        for (place, (from, to)) in found {
            let (opens, closes) = (clock(from), clock(to - DAY));
            let message = format!("`{opens}-{closes}` is open all night, until {closes} of the next day");
            let help =
                format!("if the day is meant, write `{closes}-{opens}`; if `{name}` is a night duty, this is right");
            self.warn("swapped-times", place, message, help);
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
