//! Days and moments as generators, editors and exporting programs write them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

use crate::time::{Date, Day, day_of_date};

/// Forms of a day that mean one day only.
const DAYS: [&str; 9] =
    ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%Y%m%d", "%B %d, %Y", "%B %d %Y", "%d %B %Y", "%a, %d %B %Y"];
/// Forms of a day with a time of it.
const TIMES: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y/%m/%dT%H:%M:%S", "%Y-%m-%dT%I:%M:%S%p", "%a, %d %b %YT%H:%M:%S"];

/// A moment in a text, in minutes since 1970, and its day as written. A day alone begins at midnight; a time without a zone is in UTC.
/// `is_american`: of a day between slashes the month comes first. Elsewhere one counts that can only be read one way.
pub(super) fn moment(text: &str, is_american: bool) -> Option<(i64, Day)> {
    let text = text.trim();
    if let Some(date) = day(text, is_american) {
        let day = checked_day(date)?;
        return Some((i64::from(day) * 24 * 60, day));
    }
    if let Some(minutes) = seconds(text) {
        return Some((minutes, Day::try_from(minutes.div_euclid(24 * 60)).ok()?));
    }
    let zoned = [text.to_owned(), text.replacen(' ', "T", 1)];
    let zoned = zoned.iter().find_map(|text| {
        let text = text.strip_suffix(" UTC").map_or(text.clone(), |text| format!("{text}Z"));
        let forms = ["%Y-%m-%dT%H:%M:%S%.f %z", "%Y-%m-%dT%H:%M %z", "%Y-%m-%dT%H:%M%:z"];
        let of_form = |form: &&str| DateTime::parse_from_str(&text, form).ok();
        let known = DateTime::parse_from_rfc3339(&text).or_else(|_| DateTime::parse_from_rfc2822(&text));
        known.ok().or_else(|| forms.iter().find_map(of_form))
    });
    if let Some(at) = zoned {
        return Some((at.timestamp().div_euclid(60), checked_day(at.date_naive())?));
    }
    let text = text.replacen([' ', 't'], "T", 1);
    let local = TIMES.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())?;
    Some((local.and_utc().timestamp().div_euclid(60), checked_day(local.date())?))
}

fn day(text: &str, is_american: bool) -> Option<NaiveDate> {
    if let Some(day) = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok()) {
        return Some(day);
    }
    let month_first = NaiveDate::parse_from_str(text, "%m/%d/%Y").ok();
    let day_first = NaiveDate::parse_from_str(text, "%d/%m/%Y").ok();
    match (month_first, day_first) {
        (found, _) if is_american => found,
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

/// Minutes of a number of seconds or milliseconds since 1970, as databases have them.
fn seconds(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(number / 60),
        13 => Some(number / 60_000),
        _ => None,
    }
}

fn checked_day(date: NaiveDate) -> Option<Day> {
    let part = |number: u32| u8::try_from(number).ok();
    day_of_date(Date { year: date.year(), month: part(date.month())?, day: part(date.day())? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The day below an article is the one that its writer's program wrote, in whichever form; a day that may be
    /// another one is none.
    #[test]
    fn forms_of_days() {
        let day = |year, month, day| day_of_date(Date { year, month, day });
        let expected = day(2026, 10, 4);
        for text in [
            "2026-10-04",
            "2026-10-4",
            "2026/10/04",
            "04.10.2026",
            "20261004",
            "October 4, 2026",
            "Oct 4, 2026",
            "4 October 2026",
            "2026-10-04T10:00:00Z",
            "2026-10-04 23:59:00",
            "2026-10-04 23:59",
            "2026-10-04T23:59:00.123Z",
            "2026-10-04T23:59:00+14:00",
            "2026-10-04 10:00:00 +0200",
            "2026-10-04 10:00:00 UTC",
            "2026-10-04T10:00+02:00",
            "Sun, 4 Oct 2026 10:00:00 +0200",
            "1791072000",
            "1791072000000",
        ] {
            assert_eq!(moment(text, false).map(|(_, day)| day), expected, "{text}");
        }
        for (text, is_american, expected) in [
            ("10/14/2026", false, day(2026, 10, 14)),
            ("14/10/2026", false, day(2026, 10, 14)),
            ("10/04/2026", false, None),
            ("10/10/2026", false, day(2026, 10, 10)),
            ("10/04/2026", true, day(2026, 10, 4)),
            ("14/10/2026", true, None),
            ("2026-02-30", false, None),
            ("2026-10", false, None),
            ("2026", false, None),
            ("yesterday", false, None),
            ("99999999999999999999", false, None),
            ("", false, None),
        ] {
            assert_eq!(moment(text, is_american).map(|(_, day)| day), expected, "{text}");
        }
    }

    /// An article that is to appear at ten must not appear at eight.
    #[test]
    fn moments() {
        for (text, minutes) in [
            ("1970-01-02", 1_440),
            ("1970-01-01T01:00:00+01:00", 0),
            ("0001-01-01T00:00:00Z", -1_035_593_280),
            ("1970-01-01T01:00:00Z", 60),
            ("1970-01-01 01:00", 60),
        ] {
            assert_eq!(moment(text, false).map(|(at, _)| at), Some(minutes), "{text}");
        }
    }
}
