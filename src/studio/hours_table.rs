//! Opening hours, evaluated: rules in OpenStreetMap's notation become a table of UTC intervals for two years.
//!
//! Done here and not in the browser because the evaluation, its holidays and its time zones weigh 110 to 150 kB
//! there, and the table about 100 bytes.

use std::str::FromStr;

use chrono::{DateTime, Duration, NaiveDateTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use opening_hours::{Context, OpeningHours, RuleKind, localization::Country, localization::TzLocation};

use super::{Config, Diagnostic, config::at};
use crate::hours::{Schedule, UtcMinute};

/// How far the table reaches.
const HORIZON_DAYS: i64 = 730;

/// Evaluates all schedules of a configuration from the start of `now`'s day on; gives their names with them.
pub(super) fn schedules(
    config: &Config,
    source: &str,
    now: UtcMinute,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(String, Schedule)> {
    let zone = config.site.timezone.as_ref().map(|name| (name, Tz::from_str(name.get_ref()).ok()));
    if let Some((name, None)) = zone {
        diagnostics.push(Diagnostic::error(
            "timezone",
            at(source, name.span()),
            format!("there is no time zone `{}`", name.get_ref()),
            "use an IANA name such as `Europe/Warsaw`",
        ));
        return Vec::new();
    }
    let country = config.site.country.as_ref().map(|code| (code, Country::from_str(code.get_ref()).ok()));
    if let Some((code, None)) = country {
        diagnostics.push(Diagnostic::error(
            "country",
            at(source, code.span()),
            format!("there are no public holidays for the country `{}`", code.get_ref()),
            "use a code of ISO 3166 such as `PL`, or leave `country` out",
        ));
        return Vec::new();
    }
    let zone = zone.and_then(|(_, zone)| zone).unwrap_or(Tz::UTC);
    let country = country.and_then(|(_, country)| country);
    let mut out = Vec::new();
    for (name, hours) in &config.hours {
        match hours.rule.get_ref().parse::<OpeningHours>() {
            Ok(rule) => out.push((name.clone(), evaluate(&rule, zone, country, now))),
            Err(error) => diagnostics.push(Diagnostic::error(
                "hours",
                at(source, hours.rule.span()),
                format!(
                    "the opening hours of `{name}` cannot be read{}",
                    from_where(hours.rule.get_ref(), &error.to_string())
                ),
                "write them like `Mo-Fr 08:00-16:00; PH off`: https://wiki.openstreetmap.org/wiki/Key:opening_hours",
            )),
        }
    }
    out
}

fn evaluate(rule: &OpeningHours, zone: Tz, country: Option<Country>, now: UtcMinute) -> Schedule {
    let now = DateTime::<Utc>::from_timestamp(i64::from(now) * 60, 0).unwrap_or_default();
    let start = zone.from_utc_datetime(&now.naive_utc()).date_naive().and_time(chrono::NaiveTime::MIN);
    let start = zone.from_local_datetime(&start).earliest().unwrap_or_else(|| zone.from_utc_datetime(&now.naive_utc()));
    let end = start + Duration::days(HORIZON_DAYS);
    let context = Context::default().with_locale(TzLocation::new(zone));
    let context = match country {
        Some(country) => context.with_holidays(country.holidays()),
        None => context,
    };
    let rule = rule.clone().with_context(context);
    let mut schedule = Schedule {
        from: minute(start.naive_utc()),
        until: minute(end.naive_utc()),
        spans: vec![0],
        offsets: offsets(zone, start.naive_utc(), end.naive_utc()),
    };
    let mut open = false;
    for range in rule.iter_range(start, end) {
        let length = minute(range.range.end.min(end).naive_utc())
            .saturating_sub(minute(range.range.start.max(start).naive_utc()));
        let is_open = range.kind == RuleKind::Open;
        if is_open != open {
            schedule.spans.push(0);
            open = is_open;
        }
        if let Some(last) = schedule.spans.last_mut() {
            *last += length;
        }
    }
    if !open {
        schedule.spans.pop();
    }
    schedule
}

/// The rest of a rule at which its parser gave up. The parser's own words name its grammar, not the writer's slip.
fn from_where(rule: &str, error: &str) -> String {
    let place = error.split_once("--> 1:").and_then(|(_, place)| place.lines().next()?.trim().parse::<usize>().ok());
    let rest: String = place.map_or(String::new(), |column| rule.chars().skip(column.saturating_sub(1)).collect());
    if rest.is_empty() { String::new() } else { format!(" from `{rest}` on") }
}

/// When local time changes its distance from UTC, to the minute.
fn offsets(zone: Tz, start: NaiveDateTime, end: NaiveDateTime) -> Vec<(UtcMinute, i16)> {
    let offset = |at: NaiveDateTime| (zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60) as i16;
    let mut out = vec![(minute(start), offset(start))];
    let mut at = start.with_minute(0).unwrap_or(start);
    while at < end {
        // Every change of the last decades falls on a quarter of an hour.
        at += Duration::minutes(15);
        let now = offset(at);
        if out.last().is_some_and(|(_, before)| *before != now) {
            out.push((minute(at), now));
        }
    }
    out
}

fn minute(at: NaiveDateTime) -> UtcMinute {
    UtcMinute::try_from(at.and_utc().timestamp() / 60).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::State;

    const SOURCE: &str =
        "[site]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n[hours.desk]\nrule = \"Mo-Fr 08:00-16:00; PH off\"\n";

    fn desk() -> Schedule {
        let config: Config = toml::from_str(SOURCE).unwrap();
        let now = minute("2026-11-21T22:00:00".parse().unwrap());
        let mut diagnostics = Vec::new();
        let table = schedules(&config, SOURCE, now, &mut diagnostics);
        assert_eq!(diagnostics, []);
        table.into_iter().next().unwrap().1
    }

    /// Christmas, Easter and the two changes of the clock, against dates worked out by hand.
    #[test]
    fn known_moments() {
        let desk = desk();
        let at = |text: &str| minute(text.parse().unwrap());
        let opens = |text: &str| State::Closed { opens: Some(at(text)) };
        let table = [
            ("2026-11-21T22:00:00", opens("2026-11-23T07:00:00")),
            ("2026-11-23T07:00:00", State::Open { until: Some(at("2026-11-23T15:00:00")) }),
            // 24 December is a holiday since 2025; it is a Thursday, and the Friday and the weekend after it are free.
            ("2026-12-23T15:00:00", opens("2026-12-28T07:00:00")),
            ("2026-12-24T10:00:00", opens("2026-12-28T07:00:00")),
            // Easter Monday 2027 is 29 March, the day after summer time began.
            ("2027-03-27T12:00:00", opens("2027-03-30T06:00:00")),
            ("2027-10-31T12:00:00", opens("2027-11-02T07:00:00")),
            ("2029-01-01T00:00:00", State::Unknown),
        ];
        for (moment, state) in table {
            assert_eq!(desk.state(at(moment)), state, "{moment}");
        }
        let local = desk.local(at("2027-03-30T06:00:00"));
        assert_eq!((local.hour, local.minute), (8, 0));
    }

    /// A slip in the rule names its place and shows a right one.
    #[test]
    fn bad_input() {
        for (wrong, place) in [
            ("Mo-Fr 8-16-17", "nightdesk.toml:5:8"),
            ("Europe/Warszawa", "nightdesk.toml:2:12"),
            ("XX", "nightdesk.toml:3:11"),
        ] {
            let right = match wrong {
                "XX" => "PL",
                "Europe/Warszawa" => "Europe/Warsaw",
                _ => "Mo-Fr 08:00-16:00; PH off",
            };
            let source = SOURCE.replace(right, wrong);
            let mut diagnostics = Vec::new();
            schedules(&toml::from_str(&source).unwrap(), &source, 0, &mut diagnostics);
            let found: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
            assert!(found.len() == 1 && found[0].starts_with(place), "{found:?}");
        }
    }
}
