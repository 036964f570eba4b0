//! Hours that can be read but can hardly be meant.

use std::ops::Range;

use chrono::TimeZone;

use opening_hours::localization::Country;

use super::{
    clock::{DAY, clock, day_number, long, utc},
    doubts::is_day_swapped,
    evaluate::Evaluated,
    notation::Part,
    reader::Reader,
    written::Written,
};
use crate::{hours as open, studio::config::HoursConfig, time::UtcMinute};

/// Countries whose list has the substitute of a holiday on a weekend and not the day itself, or days that are no
/// longer free: found by comparing 2026 to 2028 with the Python package `holidays`.
const DOUBTFUL: [&str; 10] = ["US", "GB", "CA", "AU", "NZ", "CL", "BR", "MX", "JP", "UA"];

/// A night of more than this many minutes is taken for a slip.
const LONGEST_NIGHT: u16 = 16 * 60;

/// Hours whose last known opening is nearer than this many days will soon be wrong.
const NEARLY_PAST: u32 = 60;

impl Reader<'_> {
    /// What a careful colleague would ask before the hours go out.
    pub(super) fn lint(
        &mut self,
        name: &str,
        hours: &HoursConfig,
        written: &Written,
        found: &Evaluated,
        now: UtcMinute,
    ) {
        let span = hours.rule.span();
        let text = hours.rule.get_ref();
        self.doubts(name, hours, written, found);
        let Some((_, last)) = found.table.intervals().last() else {
            let message = format!("the opening hours of `{name}` never open");
            let help = "check the times, years and months of the rule; a channel without hours of its own needs no `hours` line";
            return self.error("never-opens", span, message, help);
        };
        self.idle(hours, written, found, now);
        if last < now.saturating_add(NEARLY_PAST * 1_440) {
            let end = written.location.zone.from_utc_datetime(&utc(last)).date_naive();
            let message = format!("the opening hours of `{name}` say nothing after {}", long(end));
            let help = "write the rule for the time after it as well, or take the year out of it";
            self.warn("horizon", span.clone(), message, help);
        }
        let place = |word: &str| text.find(word).map(|at| self.inside(&hours.rule, at..at + word.len()));
        let named = |word: &str, is: fn(&Part) -> bool| {
            let part = written.parts.iter().find(|part| is(part))?;
            let written = text.get(part.span.clone())?.to_uppercase().find(word)? + part.span.start;
            Some(self.inside(&hours.rule, written..written + word.len()))
        };
        let (public, school) = (named("PH", |part| part.public), named("SH", |part| part.school));
        let sun = ["sunrise", "sunset", "dawn", "dusk"].into_iter().find_map(place);
        if let Some((place, country)) = public.clone().zip(written.location.country.map(Country::iso_code))
            && DOUBTFUL.contains(&country)
        {
            let message = format!("the public holidays of {country} are known only in part: not those on weekends");
            let help = "write the missing days as exceptions; `nightdesk hours --at` shows what is known of a day";
            self.warn("holidays", place, message, help);
        }
        if let Some(place) = public.clone().filter(|_| written.location.country.is_none()) {
            let help = "add `country = \"PL\"` to `[site]`, or to these hours";
            self.warn("hours", place, "no country says which days `PH`, the public holidays, are", help);
        }
        if let Some(place) = school {
            let help = "write the school holidays as exceptions, or as months in the rule: `Jul-Aug off`";
            self.warn("hours", place, "school holidays (`SH`) are not known here", help);
        }
        if let Some(place) = sun {
            let message = "sunrise and sunset depend on a place that is not known here";
            self.warn("hours", place, message, "write times of the clock: `08:00-16:00`");
        }
        self.long_nights(name, hours, written, found);
        self.nights(hours, written, found, public.unwrap_or(span));
    }

    /// A holiday, an exception or another rule begins at midnight, whatever the night before it does. Names the first
    /// night that this breaks; `holidays` is where the rule speaks of them.
    fn nights(&mut self, hours: &HoursConfig, written: &Written, found: &Evaluated, holidays: Range<usize>) {
        let Some(day) = found.cut else { return };
        let number = day_number(day);
        let rest = found
            .table
            .usual_hours(number - 1)
            .last()
            .filter(|range| range.end > DAY)
            .map_or_else(|| "00:00-04:00".to_owned(), |range| format!("00:00-{}", clock(range.end - DAY)));
        let own = hours.exceptions.iter().zip(&written.exceptions);
        let own = own.into_iter().find(|(_, one)| (one.first..=one.last).contains(&day));
        let holiday = found.named.iter().any(|(named, _)| *named == number);
        let by_day = found.table.hours_on(number);
        let (place, help) = match own {
            Some((config, exception)) => {
                let help = match &exception.open {
                    _ if exception.first < exception.last => format!(
                        "if the night goes on, begin this exception a day later, and write one for {day} alone with \
                         `open = \"{}\"`",
                        and(rest, &by_day)
                    ),
                    None => format!("if the night goes on, give this exception a line `open = \"{rest}\"`"),
                    Some(_) => {
                        let times = and(rest, &by_day);
                        format!("if the night goes on, write `open = \"{times}\"` in this exception")
                    }
                };
                (config.date.span(), help)
            }
            None if holiday || by_day.is_empty() => {
                let times = and(rest, &by_day);
                let help = format!("if the night goes on, add an exception for {day} with `open = \"{times}\"`");
                (if holiday { holidays } else { hours.rule.span() }, help)
            }
            None => {
                let help = "if the night goes on, divide the rules by a comma instead of the semicolon: \
                            `Fr-Sa 12:00-02:00, Su 12:00-22:00`";
                (hours.rule.span(), help.to_owned())
            }
        };
        let why = if by_day.is_empty() { "is closed" } else { "has hours of its own" };
        let message = format!("the night into {} ends at midnight, because that day {why}", long(day));
        self.warn("cut-night", place, message, help);
    }

    /// Times that read like a slip: a day of twenty hours is rather one that was meant to end in the afternoon. Of the
    /// rule, its exceptions and its Sundays; the usual week where several of them make such a day together.
    fn long_nights(&mut self, name: &str, hours: &HoursConfig, written: &Written, found: &Evaluated) {
        let long = |(from, to): (u16, u16)| to > DAY && to - from > LONGEST_NIGHT && !is_day_swapped(from, to);
        let mut all = self.of_rule(hours, written);
        all.extend(Self::own_times(hours, written));
        all.retain(|(_, span)| long(*span));
        all.dedup();
        if all.is_empty() {
            let mut week = found.table.week.iter().flatten().map(|range| (range.start, range.end));
            all.extend(week.find(|span| long(*span)).map(|span| (hours.rule.span(), span)));
        }
        for (place, (from, to)) in all {
            let (length, end) = ((to - from) / 60, to - DAY);
            let message = format!("`{name}` is open for {length} hours on end, until {} of the next day", clock(end));
            let help = if end + DAY / 2 > from && end < DAY / 2 {
                format!("if the afternoon is meant, write {}-{}", clock(from), clock(end + DAY / 2))
            } else if end > from {
                format!("if the same day is meant, write {}-{}", clock(from), clock(end))
            } else {
                format!("an end of more than 24:00 lies on the next day; until midnight is {}-24:00", clock(from))
            };
            self.warn("long-night", place, message, help);
        }
    }
}

/// "00:00-04:00,10:00-14:00": a night, and what is open by day.
fn and(night: String, by_day: &[open::Range]) -> String {
    by_day.iter().fold(night, |all, range| format!("{all},{}-{}", clock(range.start), clock(range.end)))
}
