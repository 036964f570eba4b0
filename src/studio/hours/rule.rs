//! Reads `[hours.NAME]`: the rule, time zone, country and region, Sundays with trade, exceptions.
//!
//! Every part is read by itself, so that a finding names the column of the mistake.

use std::{borrow::Cow, ops::Range, str::FromStr};

use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;
use opening_hours::localization::Country;
use toml::Spanned;

use super::{
    clock::long,
    holidays, mend,
    notation::{self, Part},
    parsed::{Exception, HORIZON_DAYS, Location},
    reader::Reader,
    reason::Reason,
    spelling::Why,
    spoken,
    times::Times,
};
use crate::studio::{
    config::{ExceptionConfig, HoursConfig},
    nearest_name,
};

const NOTATION: &str =
    "write them like `Mo-Fr 08:00-16:00; PH off`: https://wiki.openstreetmap.org/wiki/Key:opening_hours";
/// An exception may last this many days: longer ones are seasons and belong in the rule.
const LONGEST: i64 = 366;

impl Reader<'_> {
    /// Reads the rule.
    pub(super) fn rule(&mut self, name: &str, rule: &Spanned<String>) -> Option<Vec<Part>> {
        let text = rule.get_ref();
        if text.trim().is_empty() {
            self.error("hours", rule.span(), format!("the opening hours of `{name}` are empty"), NOTATION);
            return None;
        }
        notation::read(text)
            .map_err(|slip| {
                let part = match slip.why {
                    Why::Days { end, .. } => slip.at..end,
                    _ => mend::part(text, slip.at),
                };
                let span = self.inside(rule, part.clone());
                let words = text.get(part.clone()).unwrap_or_default();
                let (message, help) = match slip.why {
                    Why::Notation => (
                        format!("the opening hours of `{name}` cannot be read from `{words}` on"),
                        mend::mend(text, part.start).unwrap_or(NOTATION.into()),
                    ),
                    Why::OpenEnd => (
                        format!("`{words}` has no end: nobody can be told until when `{name}` is open"),
                        "write when it closes: `08:00-16:00`; for the whole day after it, `08:00-24:00`".into(),
                    ),
                    Why::Moments => {
                        let two = words.split_once('/').and_then(|(one, other)| spoken::two_times(one, other));
                        let help = "write from when to when it is open: `10:00-16:00`";
                        (
                            format!("`{words}` names moments and not a span of time"),
                            two.map_or(Cow::Borrowed(help), Cow::Owned),
                        )
                    }
                    Why::NoLength => (
                        format!("`{words}` begins and ends at the same time"),
                        "for the whole day write `00:00-24:00`, else the time at which it closes".into(),
                    ),
                    Why::Days { message, help, .. } => (message, help.into()),
                };
                self.error("hours", span, message, help);
            })
            .ok()
    }

    /// The bytes of the file for some bytes of a quoted text; those of the whole text where it is written with escapes.
    pub(super) fn inside(&self, text: &Spanned<String>, part: Range<usize>) -> Range<usize> {
        let span = text.span();
        let written = self.source.get(span.clone()).unwrap_or_default();
        match written.find(text.get_ref().as_str()) {
            Some(quotes) if !text.get_ref().is_empty() => {
                let start = span.start + quotes;
                start + part.start..start + part.end
            }
            _ => span,
        }
    }

    /// Time zone, country and region: of these hours, else of the site.
    pub(super) fn location(&mut self, hours: Option<&HoursConfig>) -> Option<Location> {
        let site = &self.config.site;
        let timezone = hours.and_then(|hours| hours.timezone.as_ref()).or(site.timezone.as_ref());
        let country = hours.and_then(|hours| hours.country.as_ref()).or(site.country.as_ref());
        let region = hours.and_then(|hours| hours.region.as_ref()).or(site.region.as_ref());
        let zone = match timezone {
            None => Tz::UTC,
            Some(name) => match Tz::from_str(name.get_ref()) {
                Ok(zone) => zone,
                Err(_) => {
                    self.no_zone(name);
                    return None;
                }
            },
        };
        let Some(code) = country else {
            if let Some(region) = region {
                let help = "add the country, for example `country = \"DE\"`";
                self.error("region", region.span(), "a region needs a country", help);
                return None;
            }
            return Some(Location { zone, country: None, state: None });
        };
        let Ok(country) = Country::from_str(code.get_ref()) else {
            let message = format!("there are no public holidays for the country `{}`", code.get_ref());
            let help = "use a code of ISO 3166 such as `PL`, or leave `country` out";
            self.error("country", code.span(), message, help);
            return None;
        };
        let Some(region) = region else { return Some(Location { zone, country: Some(country), state: None }) };
        let short = region.get_ref().to_uppercase();
        let short = short.strip_prefix("DE-").unwrap_or(&short);
        if country != Country::DE || !holidays::STATES.contains(&short) {
            let message = format!("there are no regional holidays for `{}` in {country}", region.get_ref());
            let help = if country == Country::DE {
                format!("the states of Germany are {}", holidays::STATES.join(", "))
            } else {
                "regions are known for Germany only: leave `region` out, and write the region’s own holidays as exceptions".into()
            };
            self.error("region", region.span(), message, help);
            return None;
        }
        Some(Location { zone, country: Some(country), state: Some(short.to_owned()) })
    }

    /// Reports a name that is no time zone.
    fn no_zone(&mut self, name: &Spanned<String>) {
        let typed = name.get_ref();
        let number = typed.trim().trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '/').trim_start();
        let distance = number.trim_start_matches(['+', '-', '−']).starts_with(|c: char| c.is_ascii_digit());
        let (message, help) = if distance {
            // `Etc/GMT+1` would be the nearest name, and is an hour behind UTC.
            let message = format!("`{typed}` is a distance from UTC and no time zone: it knows no summer time");
            (message, "use the IANA name of the place, for example `Europe/Warsaw`".to_owned())
        } else {
            let known = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let known = || known().filter(|zone| !zone.starts_with("Etc/GMT"));
            let end = format!("/{typed}").to_lowercase();
            let of_town = known().find(|zone| zone.to_lowercase().ends_with(&end));
            let help = match of_town.or_else(|| nearest_name(typed, known())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "use an IANA name such as `Europe/Warsaw`".into(),
            };
            (format!("there is no time zone `{typed}`"), help)
        };
        self.error("timezone", name.span(), message, help);
    }

    /// Opening times on the Sundays on which Polish shops may open.
    pub(super) fn trading(&mut self, times: &Spanned<String>, location: &Option<Location>) -> Option<Times> {
        if location.as_ref().is_some_and(|location| location.country != Some(Country::PL)) {
            let help = "add `country = \"PL\"`, or write the Sundays as exceptions";
            self.error("hours", times.span(), "Sundays with trade are a rule of Poland", help);
            return None;
        }
        self.times(times)
    }

    fn times(&mut self, times: &Spanned<String>) -> Option<Times> {
        match times.get_ref().parse() {
            Ok(read) => Some(read),
            Err(at) => {
                let text = times.get_ref();
                let end = text.get(at..).and_then(|rest| rest.find(',')).map_or(text.len(), |comma| at + comma);
                let slip = text.get(at..end).unwrap_or_default();
                let message = match slip {
                    "" => "the opening times are empty".to_owned(),
                    slip => format!("the opening times `{slip}` cannot be read"),
                };
                let help = if slip.is_empty() || mend::is_closed(&slip.to_lowercase()) {
                    "leave the line out where it is closed".into()
                } else if slip.starts_with(char::is_alphabetic) {
                    "write times and no days: `08:00-12:00` or `08:00-12:00,13:00-16:00`".into()
                } else {
                    mend::mend(text, at).unwrap_or("write them like `08:00-12:00` or `08:00-12:00,13:00-16:00`".into())
                };
                self.error("hours", self.inside(times, at..end), message, help);
                None
            }
        }
    }

    /// The exceptions, each day in one of them at most. `today` is `None` where the time zone, the country or the
    /// region is not valid: then those outside of the table are not reported.
    pub(super) fn exceptions(&mut self, name: &str, hours: &HoursConfig, today: Option<NaiveDate>) -> Vec<Exception> {
        let mut out: Vec<Exception> = Vec::new();
        for config in &hours.exceptions {
            let Some(exception) = self.exception(config) else { continue };
            let overlap = out.iter().find(|other| other.first <= exception.last && exception.first <= other.last);
            if let Some(other) = overlap {
                let day = other.first.max(exception.first);
                let message = format!("two exceptions of `{name}` speak of {}", long(day));
                let help = "keep one of them, or end one before the other begins: nobody can know which one is meant";
                self.error("exception", config.date.span(), message, help);
                continue;
            }
            if let Some(today) = today {
                self.out_of_table(config, &exception, today);
            }
            out.push(exception);
        }
        out
    }

    /// Reports an exception without a day in the table.
    fn out_of_table(&mut self, config: &ExceptionConfig, exception: &Exception, today: NaiveDate) {
        let end = today + Duration::days(HORIZON_DAYS);
        if exception.last < today {
            let message = format!("the exception is over since {} and is left out", long(exception.last));
            let help = "take it out, or write the date of this year";
            self.warn("exception", config.until.as_ref().unwrap_or(&config.date).span(), message, help);
        } else if exception.first >= end {
            let message = format!("the exception of {} is too far away and is left out", long(exception.first));
            let help = format!("check the year: hours are known up to {}", long(end - Duration::days(1)));
            self.warn("exception", config.date.span(), message, help);
        }
    }

    fn exception(&mut self, config: &ExceptionConfig) -> Option<Exception> {
        let first = self.date(&config.date)?;
        let last = match &config.until {
            Some(until) => {
                let last = self.date(until)?;
                if last < first || (last - first).num_days() >= LONGEST {
                    let (message, help) = if last < first {
                        ("the exception ends before it begins", "`date` is its first day and `until` its last")
                    } else {
                        (
                            "the exception is longer than a year",
                            "write it into the rule, with the months: `Jun-Aug off`",
                        )
                    };
                    self.error("exception", until.span(), message, help);
                    return None;
                }
                last
            }
            None => first,
        };
        let open = match &config.open {
            Some(times) => Some(self.times(times)?),
            None => None,
        };
        let languages = &self.config.site.languages;
        let missing: Vec<&str> =
            languages.iter().map(|lang| lang.get_ref().as_str()).filter(|lang| !config.reason.has(lang)).collect();
        if !missing.is_empty() {
            let message = format!("the exception has no reason in {}", missing.join(", "));
            let help =
                "say why, as customers are to read it: `reason = { pl = \"inwentaryzacja\", en = \"stocktaking\" }`";
            self.warn("exception", config.date.span(), message, help);
        }
        let reason = (!config.reason.is_empty()).then(|| Reason::Written(config.reason.clone()));
        Some(Exception { first, last, open, reason })
    }

    /// A date of TOML, or a text with one.
    fn date(&mut self, value: &Spanned<toml::Value>) -> Option<NaiveDate> {
        let text = match value.get_ref() {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        // A year of two digits would be nearly two thousand years ago, and chrono also reads one with a sign.
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().filter(|_| shape == "0000-00-00");
        if date.is_none() {
            let message = match shape.as_str() {
                "0000-00-00" => format!("the calendar has no day `{text}`"),
                _ => format!("`{text}` is not a date"),
            };
            self.error("exception", value.span(), message, "write year, month and day, without a time: `2026-12-31`");
        }
        date
    }
}
