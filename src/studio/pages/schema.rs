//! The company, its contact channels and their hours for search engines: schema.org as JSON-LD, in a data block.
//!
//! What a page says in words and what it says here come from the same tables; what is not known is left out.

use serde_json::{Map, Value, json};

use super::{
    LanguageContent, Library,
    days::{Exception, exceptions, iso, times},
};
use crate::{
    channels::{Channel, ChannelKind},
    hours::{Range, Schedule},
    request::dialed,
};

/// Names of days in schema.org's vocabulary, from Monday on.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// Minutes of a day.
const MIDNIGHT: u16 = 1_440;

/// The block for an index in one language; empty where the company has no contact channel.
pub(super) fn block(library: &Library, content: &LanguageContent) -> String {
    let (stores, afar): (Vec<&Channel>, Vec<&Channel>) =
        content.channels.iter().partition(|channel| channel.kind == ChannelKind::Store);
    if stores.is_empty() && afar.is_empty() {
        return String::new();
    }
    let languages: Vec<&str> = library.languages.iter().map(|other| other.lang.as_str()).collect();
    let hours = |channel: &Channel| {
        let schedule = channel.schedule.and_then(|number| content.schedules.get(usize::from(number)));
        schedule.map_or(Value::Null, specifications)
    };
    let organization = thing(
        "Organization",
        [
            ("name", json!(library.company)),
            ("url", json!(library.url)),
            ("contactPoint", afar.iter().map(|channel| contact_point(channel, &languages, hours(channel))).collect()),
            // Not `department`: that is a bakery's café, with the bakery's address. A place to go to is called a
            // store in `nightdesk.toml`, and so it is here: the nearest kind of the general `LocalBusiness`.
            ("location", stores.iter().map(|channel| store(channel, hours(channel))).collect()),
        ],
    );
    let mut document = Map::from_iter([("@context".to_owned(), json!("https://schema.org"))]);
    document.extend(organization);
    // Nothing ends or confuses a script element but what begins with `<`: in JSON that letter may always be written
    // as its number (HTML Living Standard, "Restrictions for contents of script elements").
    let text = Value::Object(document).to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{text}</script>\n")
}

/// A thing of a type, without the properties that are empty.
fn thing<const N: usize>(kind: &str, properties: [(&str, Value); N]) -> Map<String, Value> {
    let has_content = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    };
    let mut out = Map::from_iter([("@type".to_owned(), json!(kind))]);
    out.extend(
        properties.into_iter().filter(|(_, value)| has_content(value)).map(|(name, value)| (name.to_owned(), value)),
    );
    out
}

/// A channel that is used from afar.
fn contact_point(channel: &Channel, languages: &[&str], hours: Value) -> Map<String, Value> {
    let (kind, address) = match channel.kind {
        ChannelKind::Phone if channel.value.contains(|c: char| c.is_ascii_digit()) => {
            ("telephone", international(&dialed(&channel.value).unwrap_or_else(|| channel.value.clone())))
        }
        ChannelKind::Mail if channel.value.contains('@') => ("email", channel.value.clone()),
        _ => ("url", channel.href().unwrap_or_default()),
    };
    thing(
        "ContactPoint",
        [
            ("name", json!(channel.label)),
            ("contactType", json!("customer service")),
            (kind, json!(address)),
            ("availableLanguage", json!(languages)),
            ("hoursAvailable", hours),
        ],
    )
}

/// A place to go to.
fn store(channel: &Channel, hours: Value) -> Map<String, Value> {
    thing(
        "Store",
        [
            ("name", json!(channel.label)),
            ("address", json!(channel.value)),
            ("url", json!(channel.href())),
            ("openingHoursSpecification", hours),
        ],
    )
}

/// A telephone number as E.164 writes it: a plus sign and digits. One that is written without its country is left as
/// a row of digits, since nobody says which country it is.
fn international(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("00") {
        _ if number.trim_start().starts_with('+') => format!("+{digits}"),
        Some(abroad) => format!("+{abroad}"),
        None => digits,
    }
}

/// The usual week and the days that differ.
///
/// The days are in the same list as the week, each with the dates it holds for: so Google documents it ("Seasonal
/// hours"), and `specialOpeningHoursSpecification`, which schema.org has besides, exists for places only.
fn specifications(schedule: &Schedule) -> Value {
    let usual = times(schedule).into_iter().map(|(range, days)| {
        let days: Vec<String> =
            days.iter().filter_map(|day| DAYS.get(*day)).map(|day| format!("https://schema.org/{day}")).collect();
        let (opens, closes) = clock(range);
        thing("OpeningHoursSpecification", [("dayOfWeek", json!(days)), ("opens", opens), ("closes", closes)])
    });
    usual.chain(exceptions(schedule).iter().flat_map(special)).collect()
}

/// A day with hours of its own, or several in a row.
///
/// One that is closed opens and closes at 00:00. To Google this says "closed all day" (Search Central, "Local business
/// structured data", "All-day hours"), and by schema.org's own definition it is open for no time at all. Without times
/// it would be closed by that definition alone ("open if the opens property is specified, and closed otherwise"), and
/// a reader who looks for times would fall back to the usual week.
fn special(exception: &Exception<'_>) -> Vec<Map<String, Value>> {
    let closed = [Range { start: 0, end: 0 }];
    let ranges = if exception.ranges.is_empty() { &closed[..] } else { &exception.ranges };
    let one = |range: &Range| {
        let (opens, closes) = clock(*range);
        let (first, last) = (json!(iso(exception.first)), json!(iso(exception.last)));
        thing(
            "OpeningHoursSpecification",
            [("validFrom", first), ("validThrough", last), ("opens", opens), ("closes", closes)],
        )
    };
    ranges.iter().map(one).collect()
}

/// When a range opens and closes. What closes at a time before it opens closes on the next day (schema.org); what is
/// open for a whole day closes a minute early, since the same time twice means closed: 00:00 to 23:59 (Google).
fn clock(range: Range) -> (Value, Value) {
    let time = |minute: u16| json!(format!("{:02}:{:02}", minute / 60 % 24, minute % 60));
    (time(range.start), time(range.end.min(range.start.saturating_add(MIDNIGHT - 1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::pages::days::tests::schedule;

    /// A search engine that reads "closed" where a bar is open all night tells it to everybody.
    #[test]
    fn times_of_a_range() {
        for (start, end, opens, closes) in [
            (480, 960, "08:00", "16:00"),
            (1_200, 1_680, "20:00", "04:00"),
            (600, 1_440, "10:00", "00:00"),
            (0, 1_440, "00:00", "23:59"),
            (600, 2_100, "10:00", "09:59"),
            (0, 0, "00:00", "00:00"),
        ] {
            assert_eq!(clock(Range { start, end }), (json!(opens), json!(closes)));
        }
    }

    /// A number that is dialled from abroad needs its country.
    #[test]
    fn international_numbers() {
        for (written, number) in [
            ("+48 22 012 34 56", "+48220123456"),
            ("0048 (22) 012-34-56", "+48220123456"),
            ("22 012 34 56", "220123456"),
            ("800 100 200", "800100200"),
        ] {
            assert_eq!(international(written), number);
        }
    }

    /// A day off holds for its date, the week for all others.
    #[test]
    fn week_and_day_off() {
        let hours: &[(u16, u16)] = &[(480, 960)];
        let schedule = schedule([hours, hours, &[], &[], &[], &[], &[]], &[(7, &[])], &[(7, "Eve")]);
        assert_eq!(
            specifications(&schedule),
            json!([
                {
                    "@type": "OpeningHoursSpecification",
                    "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
                    "opens": "08:00", "closes": "16:00",
                },
                {
                    "@type": "OpeningHoursSpecification",
                    "validFrom": "2026-11-30", "validThrough": "2026-11-30",
                    "opens": "00:00", "closes": "00:00",
                },
            ])
        );
    }
}
