//! Checks of hours that can be read but are probably a mistake.

use std::ops::Range;

use chrono::TimeZone;

use opening_hours::localization::Country;

use super::{
    clock::{DAY, clock, day_number, long, utc},
    doubts::is_day_swapped,
    evaluate::Evaluated,
    notation::Part,
    parsed::ParsedHours,
    reader::Reader,
};
use crate::{hours as open, studio::config::HoursConfig, time::UtcMinute};

/// Countries whose list has the substitute of a holiday on a weekend and not the day itself, or days that are no longer
/// holidays: found by comparing 2026 to 2028 with the Python package `holidays`.
const DOUBTFUL: [&str; 10] = ["US", "GB", "CA", "AU", "NZ", "CL", "BR", "MX", "JP", "UA"];

/// A night of more than this many minutes is reported as a mistake.
const LONGEST_NIGHT: u16 = 16 * 60;

/// Hours whose last known opening is nearer than this many days will soon be wrong.
const NEARLY_PAST: u32 = 60;

impl Reader<'_> {
    /// All checks of evaluated hours.
    pub(super) fn lint(
        &mut self,
        name: &str,
        hours: &HoursConfig,
        parsed: &ParsedHours,
        found: &Evaluated,
        now: UtcMinute,
    ) {
        let span = hours.rule.span();
        let text = hours.rule.get_ref();
        self.doubts(name, hours, parsed, found);
        let Some((_, last)) = found.table.intervals().last() else {
            let message = format!("the opening hours of `{name}` never open");
            let help = "check the times, years and months of the rule; a channel without hours of its own needs no `hours` line";
            return self.error("never-opens", span, message, help);
        };
        self.idle(hours, parsed, found, now);
        if last < now.saturating_add(NEARLY_PAST * 1_440) {
            let end = parsed.location.zone.from_utc_datetime(&utc(last)).date_naive();
            let message = format!("the opening hours of `{name}` say nothing after {}", long(end));
            let help = "write the rule for the time after it as well, or take the year out of it";
            self.warn("horizon", span.clone(), message, help);
        }
        let span_of = |word: &str| text.find(word).map(|at| self.inside(&hours.rule, at..at + word.len()));
        let named = |word: &str, is: fn(&Part) -> bool| {
            let part = parsed.parts.iter().find(|part| is(part))?;
            let start = text.get(part.span.clone())?.to_uppercase().find(word)? + part.span.start;
            Some(self.inside(&hours.rule, start..start + word.len()))
        };
        let (public, school) = (named("PH", |part| part.public), named("SH", |part| part.school));
        let sun = ["sunrise", "sunset", "dawn", "dusk"].into_iter().find_map(span_of);
        if let Some((position, country)) = public.clone().zip(parsed.location.country.map(Country::iso_code))
            && DOUBTFUL.contains(&country)
        {
            let message = format!("the public holidays of {country} are known only in part: not those on weekends");
            let help = "write the missing days as exceptions; `nightdesk hours --at` shows what is known of a day";
            self.warn("holidays", position, message, help);
        }
        if let Some(position) = public.clone().filter(|_| parsed.location.country.is_none()) {
            let help = "add `country = \"PL\"` to `[site]`, or to these hours";
            self.warn("hours", position, "no country says which days `PH`, the public holidays, are", help);
        }
        if let Some(position) = school {
            let help = "write the school holidays as exceptions, or as months in the rule: `Jul-Aug off`";
            self.warn("hours", position, "school holidays (`SH`) are not known here", help);
        }
        if let Some(position) = sun {
            let message = "sunrise and sunset depend on a place that is not known here";
            self.warn("hours", position, message, "write times of the clock: `08:00-16:00`");
        }
        self.long_nights(name, hours, parsed, found);
        self.nights(hours, parsed, found, public.unwrap_or(span));
    }

    /// A holiday, an exception or another rule begins at midnight, even if the night before it would go on. Reports the
    /// first night that this cuts short; `holidays` is the position of holidays in the rule.
    fn nights(&mut self, hours: &HoursConfig, parsed: &ParsedHours, found: &Evaluated, holidays: Range<usize>) {
        let Some(day) = found.cut_night else { return };
        let number = day_number(day);
        let rest = found
            .table
            .usual_hours(number - 1)
            .last()
            .filter(|range| range.end > DAY)
            .map_or_else(|| "00:00-04:00".to_owned(), |range| format!("00:00-{}", clock(range.end - DAY)));
        let exception = hours.exceptions.iter().zip(&parsed.exceptions);
        let exception = exception.into_iter().find(|(_, other)| (other.first..=other.last).contains(&day));
        let holiday = found.named.iter().any(|(named, _)| *named == number);
        let day_hours = found.table.hours_on(number);
        let (position, help) = match exception {
            Some((config, exception)) => {
                let help = match &exception.open {
                    _ if exception.first < exception.last => format!(
                        "if the night goes on, begin this exception a day later, and write one for {day} alone with \
                         `open = \"{}\"`",
                        with_day(rest, &day_hours)
                    ),
                    None => format!("if the night goes on, give this exception a line `open = \"{rest}\"`"),
                    Some(_) => {
                        let times = with_day(rest, &day_hours);
                        format!("if the night goes on, write `open = \"{times}\"` in this exception")
                    }
                };
                (config.date.span(), help)
            }
            None if holiday || day_hours.is_empty() => {
                let times = with_day(rest, &day_hours);
                let help = format!("if the night goes on, add an exception for {day} with `open = \"{times}\"`");
                (if holiday { holidays } else { hours.rule.span() }, help)
            }
            None => {
                let help = "if the night goes on, divide the rules by a comma instead of the semicolon: \
                            `Fr-Sa 12:00-02:00, Su 12:00-22:00`";
                (hours.rule.span(), help.to_owned())
            }
        };
        let why = if day_hours.is_empty() { "is closed" } else { "has hours of its own" };
        let message = format!("the night into {} ends at midnight, because that day {why}", long(day));
        self.warn("cut-night", position, message, help);
    }

    /// Reports times that are probably a mistake: a day of twenty hours was rather to end in the afternoon. Checks the
    /// rule, the exceptions and the Sundays; and the usual week, where several of them make such a day together.
    fn long_nights(&mut self, name: &str, hours: &HoursConfig, parsed: &ParsedHours, found: &Evaluated) {
        let long = |(from, to): (u16, u16)| to > DAY && to - from > LONGEST_NIGHT && !is_day_swapped(from, to);
        let mut all = self.rule_spans(hours, parsed);
        all.extend(Self::special_spans(hours, parsed));
        all.retain(|(_, span)| long(*span));
        all.dedup();
        if all.is_empty() {
            let mut week = found.table.week.iter().flatten().map(|range| (range.start, range.end));
            all.extend(week.find(|span| long(*span)).map(|span| (hours.rule.span(), span)));
        }
        for (position, (from, to)) in all {
            let (length, end) = ((to - from) / 60, to - DAY);
            let message = format!("`{name}` is open for {length} hours on end, until {} of the next day", clock(end));
            let help = if end + DAY / 2 > from && end < DAY / 2 {
                format!("if the afternoon is meant, write {}-{}", clock(from), clock(end + DAY / 2))
            } else if end > from {
                format!("if the same day is meant, write {}-{}", clock(from), clock(end))
            } else {
                format!("an end of more than 24:00 lies on the next day; until midnight is {}-24:00", clock(from))
            };
            self.warn("long-night", position, message, help);
        }
    }
}

/// "00:00-04:00,10:00-14:00": a night, and what is open by day.
fn with_day(night: String, day_hours: &[open::Range]) -> String {
    day_hours.iter().fold(night, |all, range| format!("{all},{}-{}", clock(range.start), clock(range.end)))
}
