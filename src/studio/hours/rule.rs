//! Reading what stands in `[hours.NAME]`: the rule, time zone, country and region, Sundays with trade, exceptions.
//!
//! Every part is read by itself, so that a slip is named at the column where it is.

use std::{fmt, ops::Range, str::FromStr};

use chrono::NaiveDate;
use chrono_tz::Tz;
use opening_hours::{OpeningHours, localization::Country};
use toml::Spanned;

use super::{
    Reader, Reason, clock,
    evaluate::{Exception, Place, comments_as_unknown},
    holidays, long,
};
use crate::studio::{
    config::{ExceptionConfig, HoursConfig},
    nearest_name,
};

const NOTATION: &str =
    "write them like `Mo-Fr 08:00-16:00; PH off`: https://wiki.openstreetmap.org/wiki/Key:opening_hours";
/// An exception may last this many days: longer ones are seasons and belong into the rule.
const LONGEST: i64 = 366;

/// Opening times of one day, without its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Times(Vec<(u16, u16)>);

impl FromStr for Times {
    type Err = usize;

    /// Reads `08:00-12:00,13:00-16:00`; the error is the byte at which it stops making sense.
    fn from_str(text: &str) -> Result<Self, usize> {
        let mut spans = Vec::new();
        let mut at = 0;
        for part in text.split(',') {
            let start = at + part.len() - part.trim_start().len();
            let clock = |text: &str, hours: u16| {
                let (hour, minute) = text.trim().split_once(':')?;
                let digits = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
                let written = digits(hour) && digits(minute) && minute.len() == 2;
                let (hour, minute) = written.then(|| (hour.parse().ok(), minute.parse().ok()))?;
                let (hour, minute): (u16, u16) = (hour?, minute?);
                let minutes = hour * 60 + minute;
                (minute < 60 && minutes <= hours * 60).then_some(minutes)
            };
            let span = part.split_once('-').and_then(|(from, to)| Some((clock(from, 24)?, clock(to, 48)?)));
            let (from, to) = span.filter(|(from, to)| from != to && *from < 1_440).ok_or(start)?;
            spans.push((from, to));
            at += part.len() + 1;
        }
        Ok(Self(spans))
    }
}

impl Times {
    /// The spans in minutes since midnight; one that ends after midnight ends at more than 1,440.
    pub(super) fn spans(&self) -> Vec<(u16, u16)> {
        self.0.iter().map(|(from, to)| (*from, if to < from { to + 1_440 } else { *to })).collect()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self.0.iter().map(|(from, to)| format!("{}-{}", clock(*from), clock(*to))).collect();
        f.write_str(&spans.join(","))
    }
}

impl Reader<'_> {
    /// The rule itself.
    pub(super) fn rule(&mut self, name: &str, rule: &Spanned<String>) -> Option<OpeningHours> {
        let text = rule.get_ref();
        if text.trim().is_empty() {
            self.error("hours", rule.span(), format!("the opening hours of `{name}` are empty"), NOTATION);
            return None;
        }
        // A semicolon at the end divides nothing, and does no harm.
        match text.trim_end_matches([' ', ';']).parse::<OpeningHours>() {
            Ok(read) => Some(comments_as_unknown(text).parse().unwrap_or(read)),
            Err(error) => {
                let error = error.to_string();
                let place = error.split_once("--> 1:").and_then(|(_, place)| place.lines().next()?.trim().parse().ok());
                let slip = place.map(|column: usize| slip(text, byte_of(text, column.saturating_sub(1))));
                let (place, rest) = match slip.clone() {
                    Some(slip) => (self.inside(rule, slip.clone()), format!(" from `{}` on", &text[slip])),
                    None => (rule.span(), format!(": {error}")),
                };
                let message = format!("the opening hours of `{name}` cannot be read{rest}");
                let help = slip.and_then(|slip| mend(text, slip.start)).unwrap_or(NOTATION);
                self.error("hours", place, message, help);
                None
            }
        }
    }

    /// The bytes of the file at some bytes of a quoted text. The whole text where it is not written as it reads.
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
    pub(super) fn place(&mut self, hours: Option<&HoursConfig>) -> Option<Place> {
        let site = &self.config.site;
        let timezone = hours.and_then(|hours| hours.timezone.as_ref()).or(site.timezone.as_ref());
        let country = hours.and_then(|hours| hours.country.as_ref()).or(site.country.as_ref());
        let region = hours.and_then(|hours| hours.region.as_ref()).or(site.region.as_ref());
        let zone = match timezone {
            None => Tz::UTC,
            Some(name) => match Tz::from_str(name.get_ref()) {
                Ok(zone) => zone,
                Err(_) => {
                    let known = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
                    let typed = format!("/{}", name.get_ref()).to_lowercase();
                    let of_town = known().find(|zone| zone.to_lowercase().ends_with(&typed));
                    let help = match of_town.or_else(|| nearest_name(name.get_ref(), known())) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "use an IANA name such as `Europe/Warsaw`".into(),
                    };
                    self.error("timezone", name.span(), format!("there is no time zone `{}`", name.get_ref()), help);
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
            return Some(Place { zone, country: None, state: None });
        };
        let Ok(country) = Country::from_str(code.get_ref()) else {
            let message = format!("there are no public holidays for the country `{}`", code.get_ref());
            let help = "use a code of ISO 3166 such as `PL`, or leave `country` out";
            self.error("country", code.span(), message, help);
            return None;
        };
        let Some(region) = region else { return Some(Place { zone, country: Some(country), state: None }) };
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
        Some(Place { zone, country: Some(country), state: Some(short.to_owned()) })
    }

    /// Opening times on the Sundays on which Polish shops may open.
    pub(super) fn trading(&mut self, times: &Spanned<String>, place: &Option<Place>) -> Option<Times> {
        if place.as_ref().is_some_and(|place| place.country != Some(Country::PL)) {
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
                let help = if slip.is_empty() || is_closed(&slip.to_lowercase()) {
                    "leave the line out where it is closed"
                } else if slip.starts_with(char::is_alphabetic) {
                    "write times and no days: `08:00-12:00` or `08:00-12:00,13:00-16:00`"
                } else {
                    mend(text, at).unwrap_or("write them like `08:00-12:00` or `08:00-12:00,13:00-16:00`")
                };
                self.error("hours", self.inside(times, at..end), message, help);
                None
            }
        }
    }

    /// The exceptions, each day in one of them at most.
    pub(super) fn exceptions(&mut self, name: &str, hours: &HoursConfig) -> Vec<Exception> {
        let mut out: Vec<Exception> = Vec::new();
        for written in &hours.exceptions {
            let Some(exception) = self.exception(written) else { continue };
            let overlap = out.iter().find(|other| other.first <= exception.last && exception.first <= other.last);
            if let Some(other) = overlap {
                let day = other.first.max(exception.first);
                let message = format!("two exceptions of `{name}` speak of {}", long(day));
                let help = "keep one of them, or end one before the other begins: nobody can know which one is meant";
                self.error("exception", written.date.span(), message, help);
                continue;
            }
            out.push(exception);
        }
        out
    }

    fn exception(&mut self, written: &ExceptionConfig) -> Option<Exception> {
        let first = self.date(&written.date)?;
        let last = match &written.until {
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
        let open = match &written.open {
            Some(times) => Some(self.times(times)?),
            None => None,
        };
        let languages = &self.config.site.languages;
        let lacks: Vec<&str> =
            languages.iter().map(|lang| lang.get_ref().as_str()).filter(|lang| !written.reason.has(lang)).collect();
        if !lacks.is_empty() {
            let message = format!("the exception has no reason in {}", lacks.join(", "));
            let help =
                "say why, as customers are to read it: `reason = { pl = \"inwentaryzacja\", en = \"stocktaking\" }`";
            self.warn("exception", written.date.span(), message, help);
        }
        let reason = (!written.reason.is_empty()).then(|| Reason::Written(written.reason.clone()));
        Some(Exception { first, last, open, reason })
    }

    /// A date as TOML has them, or as a text.
    fn date(&mut self, value: &Spanned<toml::Value>) -> Option<NaiveDate> {
        let text = match value.get_ref() {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        if date.is_none() {
            let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            let message = match shape.as_str() {
                "0000-00-00" => format!("the calendar has no day `{text}`"),
                _ => format!("`{text}` is not a date"),
            };
            self.error("exception", value.span(), message, "write year, month and day, without a time: `2026-12-31`");
        }
        date
    }
}

/// The byte of a character.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// The part of a rule that cannot be read: from the word the reader stopped in to the end of its part.
fn slip(text: &str, stopped: usize) -> Range<usize> {
    let next = text.get(stopped..).and_then(|rest| rest.find(|c| ![' ', '\r', '\n'].contains(&c)));
    let at = next.map_or_else(|| text.trim_end_matches([' ', ';']).len(), |next| stopped + next);
    let before = text.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || ":-".contains(c)).len();
    let rest = text.get(start..).unwrap_or_default();
    start..start + rest.find([';', '\n']).unwrap_or(rest.len())
}

/// How the notation says what stands at a byte of a text, where people often write it otherwise.
fn mend(text: &str, at: usize) -> Option<&'static str> {
    let slip = text.get(at..).unwrap_or_default();
    let part = slip.split(';').next().unwrap_or_default();
    let word = slip.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let lower = word.to_lowercase();
    let time = part.split([' ', ',', '\n']).next().unwrap_or_default();
    let foreign = |day: &str| !NOTATION_DAYS.contains(&day) && is_weekday(&day.to_lowercase());
    let digits = |sign: char| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        time.match_indices(sign)
            .any(|(at, _)| digit(time[..at].chars().next_back()) && digit(time[at + 1..].chars().next()))
    };
    Some(if part.contains(['–', '—', '−']) {
        "use the hyphen of the keyboard between times and days: `Mo-Fr 08:00-16:00`"
    } else if part.contains('\u{a0}') {
        "use plain spaces: this one was pasted from somewhere and does not break"
    } else if text.get(..at).unwrap_or_default().ends_with('\n') {
        "write the rule in one line, its parts divided by semicolons: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`"
    } else if part.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| ["am", "pm"].contains(&word)) {
        "times are written in 24 hours: `08:00-16:00` for 8 am to 4 pm"
    } else if ["do", "to", "till", "until", "bis", "по"].contains(&word) {
        "write a hyphen between two days or two times: `Mo-Fr 08:00-16:00`"
    } else if ["i", "oraz", "a", "and", "und", "і", "й", "та"].contains(&lower.as_str()) {
        "rules are divided by a semicolon: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`"
    } else if ["codziennie", "daily", "everyday", "every", "täglich", "щодня"].contains(&lower.as_str()) {
        "for every day leave the days out: `08:00-16:00`"
    } else if time.split('-').any(foreign) {
        "weekdays are Mo, Tu, We, Th, Fr, Sa, Su: `Mo-Fr 08:00-16:00`"
    } else if NOTATION_DAYS.contains(&word) {
        let number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let before = text.get(..at).and_then(|before| before.rsplit(';').next()).is_some_and(number);
        match (before, number(part), number(time)) {
            (true, true, _) => "rules are divided by a semicolon: `Mo-Fr 08:00-16:00; Sa 09:00-13:00`",
            (true, false, _) => "days stand before their times: `Mo-Fr 08:00-16:00`",
            (false, _, true) => "a space divides days and times: `Mo-Fr 08:00-16:00`",
            (false, ..) => return None,
        }
    } else if is_closed(&lower) {
        "a day without hours is `off`: `PH off`, `Su off`"
    } else if !slip.starts_with(|c: char| c.is_ascii_digit()) || time.contains('/') {
        return None;
    } else if digits('.') {
        "hours and minutes are divided by a colon: `08:00-16:00`"
    } else if !time.contains('-') {
        "times have a beginning and an end: `08:00-16:00`"
    } else if time.split('-').any(is_beyond) {
        "a day begins at 00:00 and ends at 24:00, and an hour has minutes from 00 to 59"
    } else if time.split('-').any(|clock| !clock.contains(':')) {
        "times have hours and minutes: `08:00-16:00`"
    } else {
        return None;
    })
}

/// Whether no clock shows this time.
fn is_beyond(clock: &str) -> bool {
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    hour.parse::<u32>().is_ok_and(|hour| hour > 24) || minute.parse::<u32>().is_ok_and(|minute| minute > 59)
}

/// Days as the notation has them.
const NOTATION_DAYS: [&str; 9] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "SH"];

/// Whether a lower-case word is a weekday as people write it in English, Polish, German or Ukrainian.
fn is_weekday(word: &str) -> bool {
    let short = "mo tu we th fr sa su mon tue tues wed thu thur thurs fri sat sun pn pon wt śr sr cz czw pt pia pią so sob nd \
                 ndz nie di mi do пн вт ср чт пт сб нд";
    let long = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "poniedz", "wtor", "środ",
        "srod", "czwart", "piąt", "piat", "sobot", "niedz", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonnabend", "sonntag", "понед", "вівт", "серед", "четв", "пʼят", "субот", "неділ",
    ];
    short.split(' ').any(|known| known == word) || long.iter().any(|known| word.starts_with(known))
}

/// Whether a lower-case word says that it is closed, or is a slip of `off`.
fn is_closed(word: &str) -> bool {
    let known = ["closed", "geschlossen", "zu", "zamknięte", "zamkniete", "nieczynne", "зачинено", "вихідний"];
    known.contains(&word) || (word.len() > 1 && nearest_name(word, ["off", "closed"]).is_some())
}

#[cfg(test)]
mod tests {
    use super::Times;

    /// Times that read as something else than what was meant open a door at the wrong hour.
    #[test]
    fn times_of_a_day() {
        for (text, read) in [
            ("08:00-12:00", Ok("08:00-12:00")),
            ("08:00 - 12:00, 13:00-16:00", Ok("08:00-12:00,13:00-16:00")),
            ("20:00-04:00", Ok("20:00-04:00")),
            ("10:00-24:00", Ok("10:00-24:00")),
            ("20:00-28:00", Ok("20:00-28:00")),
            ("8-12", Err(0)),
            ("8:00-12:00", Ok("08:00-12:00")),
            ("08:0-12:00", Err(0)),
            (":00-12:00", Err(0)),
            ("08:00-12:00,13-16", Err(12)),
            ("Mo 08:00-12:00", Err(0)),
            ("08:00-08:00", Err(0)),
            ("08:00-12:60", Err(0)),
            ("", Err(0)),
        ] {
            assert_eq!(text.parse::<Times>().map(|times| times.to_string()), read.map(str::to_owned), "{text}");
        }
    }
}
