//! Opening hours from `nightdesk.toml` to the sentence a visitor reads, at instants of four years. Nothing is mocked:
//! the rules are read and evaluated, the visitor's clock is of a real time zone. `hours/instants.txt` is the table,
//! `hours/nightdesk.toml` the hours it refers to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use nightdesk::{
    channels::{Channel, ChannelKind, ChannelState},
    hours::{Doubt, Range, Schedule, State},
    studio::{Config, Library, LoadOptions, Severity, load},
    text::{Strings, Voice, tells_halves},
    time::{Date, UtcMinute, day_of_date},
};
use support::{RETURN, folder, read};

const HOURS: &str = include_str!("hours/nightdesk.toml");
const INSTANTS: &str = include_str!("hours/instants.txt");

/// When most tables are made.
const BUILT: &str = "2026-01-15T10:00:00+01:00";

/// The hours of `nightdesk.toml`, evaluated at a moment.
struct Company {
    names: Vec<String>,
    library: Library,
}

impl Company {
    fn built(at: &str) -> Self {
        let articles = ["pl/return.md", "en/return.md", "de/return.md", "uk/return.md"].map(|file| (file, RETURN));
        let content = folder(&[&[("nightdesk.toml", HOURS)], &articles[..]].concat());
        let library = load(content.path(), &LoadOptions { lang: None, now: minute(at) }).unwrap();
        // The nights that end at midnight are intended here, and so are the comments.
        let expected = ["cut-night", "unseen-comment"];
        let findings = library.diagnostics.iter().filter(|finding| !expected.contains(&finding.rule));
        // A table built in another year does not reach all exceptions.
        let findings: Vec<_> = findings.filter(|finding| !finding.message.ends_with("is left out")).collect();
        assert!(findings.is_empty(), "{findings:?}");
        Self { names: toml::from_str::<Config>(HOURS).unwrap().hours.into_keys().collect(), library }
    }

    /// Some hours, with the names of days in the language of a locale.
    fn schedule(&self, name: &str, locale: &str) -> &Schedule {
        let lang = locale.split('-').next().unwrap();
        let content = self.library.languages.iter().find(|content| content.lang.as_str() == lang).unwrap();
        let position = self.names.iter().position(|known| known == name);
        &content.schedules[position.unwrap_or_else(|| panic!("there are no hours `{name}`"))]
    }

    /// One part of what a visitor reads: its locale, its name and, where it matters, the visitor's zone.
    fn says(&self, name: &str, now: UtcMinute, what: &str) -> String {
        let words: Vec<&str> = what.split(' ').collect();
        let (locale, part, rest) = (words[0], words[1], &words[2..]);
        let zone = rest.iter().find(|word| word.contains('/')).map(|zone| zone.parse::<Tz>().unwrap());
        let offset = |at: UtcMinute| offset(zone.unwrap_or(Tz::UTC), at);
        let visitor = zone.is_some().then_some(&offset as &dyn Fn(UtcMinute) -> i16);
        let voice = Voice { strings: Strings::of(locale), halves: tells_halves(locale), visitor };
        let schedule = self.schedule(name, locale);
        let text = match part {
            "status" => voice.status(schedule, now),
            "channel" => voice.channel(schedule, now),
            "day" => {
                let today = schedule.local(now).day;
                voice.day(&schedule.hours_on(today), schedule.name_of(today))
            }
            "mail" => {
                let channel_state = ChannelState { channel: 0, state: None, reply_by: None, works: true };
                voice.lines(&mail(), &channel_state, Some(schedule), now).state
            }
            "reply" => {
                let hours: u32 = rest[0].trim_end_matches('h').parse().unwrap();
                voice.reply(schedule, now, schedule.after_working(now, hours * 60).unwrap())
            }
            other => panic!("there is no part `{other}`"),
        };
        text.replace('\u{a0}', "~")
    }
}

/// An address for letters, without a promise.
fn mail() -> Channel {
    let [id, label, value, link, note] = [(); 5].map(|()| String::new());
    Channel { id, kind: ChannelKind::Mail, label, value, link, article: None, note, schedule: None, reply: None }
}

/// The minute a moment falls into, seconds and all.
fn minute(moment: &str) -> UtcMinute {
    let at = DateTime::parse_from_rfc3339(moment).unwrap_or_else(|_| panic!("`{moment}` is no moment"));
    UtcMinute::try_from(at.timestamp().div_euclid(60)).unwrap()
}

/// How many minutes a zone is ahead of UTC.
fn offset(zone: Tz, at: UtcMinute) -> i16 {
    let moment = DateTime::from_timestamp(i64::from(at) * 60, 0).unwrap();
    i16::try_from(zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc() / 60).unwrap()
}

/// A minute as the table writes it.
fn moment(at: Option<UtcMinute>) -> String {
    let moment = |at: UtcMinute| DateTime::from_timestamp(i64::from(at) * 60, 0).unwrap();
    at.map_or("-".into(), |at| moment(at).format("%Y-%m-%dT%H:%MZ").to_string())
}

/// A state as the table writes it.
fn state(state: State) -> String {
    match state {
        State::Open { until } => format!("open {}", moment(until)),
        State::Closing { until } => format!("closing {}", moment(Some(until))),
        State::Closed { opens } => format!("closed {}", moment(opens)),
        State::Unknown(Doubt::Clock) => "unknown clock".into(),
        State::Unknown(Doubt::Horizon) => "unknown horizon".into(),
    }
}

/// Every line of a table holds; gives how many instants and sentences there were.
fn check(table: &str) -> (usize, usize) {
    let mut company = Company::built(BUILT);
    let mut instant = ("", 0);
    let mut wrong = Vec::new();
    let mut counted = (0, 0);
    for (number, line) in table.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (expected, found) = if line.starts_with(' ') {
            let (what, sentence) = line.trim().split_once(": ").unwrap();
            counted.1 += 1;
            (sentence.to_owned(), company.says(instant.0, instant.1, what))
        } else if let Some(at) = line.strip_prefix("built ") {
            company = Company::built(at);
            continue;
        } else {
            let words: Vec<&str> = line.split_whitespace().collect();
            instant = (words[0], minute(words[1]));
            counted.0 += 1;
            (words[2..].join(" "), state(company.schedule(words[0], "en").state(instant.1)))
        };
        if expected != found {
            wrong.push(format!("line {}: {line}\n    found: {found}", number + 1));
        }
    }
    assert!(wrong.is_empty(), "{} of {counted:?} differ:\n{}", wrong.len(), wrong.join("\n"));
    counted
}

/// A person who is sent to a closed door, or reads the hour of another country, does not trust the widget again.
/// Invariant (core): what the widget says about opening hours is right to the second at over 200 instants, in four
/// languages.
#[test]
fn instants() {
    let (instants, sentences) = check(INSTANTS);
    assert!(instants >= 200 && sentences >= 200, "{instants} instants and {sentences} sentences");
}

/// A shop that closes at midnight because of a holiday, without having intended it, is warned before its customers
/// notice.
#[test]
fn cut_nights_are_reported() {
    let company = Company::built(BUILT);
    let cut = company.library.diagnostics.iter().filter(|finding| finding.rule == "cut-night");
    let found: Vec<_> = cut.map(ToString::to_string).collect();
    let expected = [
        "the night into 5 April 2026 ends at midnight, because that day is closed (help: if the night goes on, add an exception for 2026-04-05 with `open = \"00:00-04:00\"`)",
        "the night into 20 December 2026 ends at midnight, because that day is closed (help: if the night goes on, give this exception a line `open = \"00:00-04:00\"`)",
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    found.iter().zip(expected).for_each(|(found, expected)| assert!(found.ends_with(expected), "{found}"));
}

/// Hours that no row of the table refers to are not tested.
#[test]
fn all_hours_are_in_the_table() {
    let named: BTreeSet<&str> = INSTANTS.lines().filter_map(|line| line.split(' ').next()).collect();
    let unnamed: Vec<_> = toml::from_str::<Config>(HOURS).unwrap().hours.into_keys().collect();
    let unnamed: Vec<_> = unnamed.iter().filter(|name| !named.contains(name.as_str())).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

/// An answer promised for an hour at which the shop is closed is a broken promise.
#[test]
fn promises() {
    let company = Company::built(BUILT);
    for (hours, sent, working, by) in [
        // Within the day, to the very end of it, and a minute past it.
        ("desk", "2026-02-11T09:00:00+01:00", 240, "2026-02-11T13:00:00+01:00"),
        ("desk", "2026-02-11T12:00:00+01:00", 240, "2026-02-11T16:00:00+01:00"),
        ("desk", "2026-02-11T12:00:59+01:00", 240, "2026-02-11T16:00:00+01:00"),
        ("desk", "2026-02-11T12:01:00+01:00", 240, "2026-02-12T08:01:00+01:00"),
        ("desk", "2026-02-11T15:59:59+01:00", 1, "2026-02-11T16:00:00+01:00"),
        // Sent while the shop is closed: at the minute of closing, at night, before dawn, on a Sunday.
        ("desk", "2026-02-11T16:00:00+01:00", 60, "2026-02-12T09:00:00+01:00"),
        ("desk", "2026-02-11T23:59:59+01:00", 60, "2026-02-12T09:00:00+01:00"),
        ("desk", "2026-02-12T04:00:00+01:00", 480, "2026-02-12T16:00:00+01:00"),
        ("desk", "2026-02-15T12:00:00+01:00", 90, "2026-02-16T09:30:00+01:00"),
        // Over a break at noon.
        ("desk-break", "2026-02-11T11:30:00+01:00", 60, "2026-02-11T13:30:00+01:00"),
        ("desk-break", "2026-02-11T12:30:00+01:00", 240, "2026-02-11T17:00:00+01:00"),
        // Over Christmas, and over Easter with a change to summer time.
        ("desk", "2026-12-23T14:30:00+01:00", 240, "2026-12-28T10:30:00+01:00"),
        ("desk", "2026-12-24T10:00:00+01:00", 240, "2026-12-28T12:00:00+01:00"),
        ("desk", "2027-03-26T15:00:00+01:00", 120, "2027-03-30T09:00:00+02:00"),
        ("desk", "2026-10-23T15:30:00+02:00", 60, "2026-10-26T08:30:00+01:00"),
        // Sunday with trade, and the short day before New Year.
        ("stores", "2026-12-19T20:00:00+01:00", 120, "2026-12-20T11:00:00+01:00"),
        ("stores", "2026-12-31T15:00:00+01:00", 120, "2027-01-02T08:00:00+01:00"),
        ("workshop", "2026-07-10T15:00:00+02:00", 120, "2026-07-27T09:00:00+02:00"),
        // In a night an hour short and one an hour long.
        ("bar", "2026-03-28T23:00:00+01:00", 240, "2026-03-29T04:00:00+02:00"),
        ("bar", "2026-10-24T23:00:00+02:00", 300, "2026-10-25T03:00:00+01:00"),
        ("always", "2026-03-29T01:00:00+01:00", 120, "2026-03-29T04:00:00+02:00"),
        ("always", "2026-10-25T01:00:00+02:00", 120, "2026-10-25T02:00:00+01:00"),
        // Beyond the table's horizon nothing is promised, nor by a clock that is wrong.
        ("desk", "2028-01-14T15:00:00+01:00", 60, "2028-01-14T16:00:00+01:00"),
        ("desk", "2028-01-14T15:00:00+01:00", 61, ""),
        ("desk", "2028-01-15T09:00:00+01:00", 60, ""),
        ("desk", "2026-01-15T09:49:00+01:00", 60, ""),
        ("project", "2026-12-31T15:00:00+01:00", 240, ""),
    ] {
        let expected = Some(by).filter(|by| !by.is_empty()).map(minute);
        let found = company.schedule(hours, "en").after_working(minute(sent), working);
        assert_eq!(moment(found), moment(expected), "{hours}: {sent} + {working} min");
    }
}

/// Whatever notation the rule uses, a day closed by an exception is closed: no customer travels to a shop that is
/// taking stock.
#[test]
fn exceptions_hold() {
    let day = |day: u8| day_of_date(Date { year: 2026, month: 12, day }).unwrap();
    for rule in [
        "Mo-Fr 08:00-16:00",
        "mo-fr 8:00-16:00",
        "24/7",
        "open",
        "Mo-Fr open",
        "24/7; PH off",
        "Mo-Fr 08:00-16:00; PH,SH off",
        "PH,Mo-Fr 08:00-16:00",
        "Mo-Fr 08:00-16:00, Th 16:00-18:00",
        "Mo-Fr 08:00-16:00; Mo-Fr 12:00-13:00 off",
        "Mo-Fr 08:00-16:00 \"by appointment\"",
        "Mo-Fr 08:00-16:00 || \"call us\"",
        "Mo-Fr 08:00-16:00 || 10:00-12:00",
        "Mo-Fr 08:00-16:00 || 24/7",
        "Mo-Fr 08:00-16:00; Sa \"by appointment\"",
        "Jan-Dec Mo-Fr 08:00-16:00",
        "week 1-53 Mo-Fr 08:00-16:00",
        "2026-2028 Mo-Su 08:00-16:00",
        "Mo[1] 08:00-16:00; Tu-Fr 08:00-16:00",
        "easter -2 days off; Mo-Fr 08:00-16:00",
        "2026 Dec 01-2027 Jan 15 Mo-Fr 08:00-16:00",
        "Mo-Fr 08:00-16:00; PH off; ",
    ] {
        let reason = "reason = { en = \"stocktaking\" }";
        let exception = |lines: &str| format!("[[hours.desk.exception]]\n{lines}\n{reason}\n");
        let toml = [
            "[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n",
            &format!("[hours.desk]\nrule = '{rule}'\n"),
            &exception("date = 2026-12-02"),
            &exception("date = 2026-12-10\nuntil = 2026-12-11\nopen = \"10:00-12:00\""),
        ]
        .concat();
        let library = read(folder(&[("nightdesk.toml", &toml), ("en/return.md", RETURN)]).path());
        let errors: Vec<_> = library.diagnostics.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{rule}: {errors:?}");
        let schedule = &library.languages[0].schedules[0];
        let on = |number| schedule.hours_on(day(number));
        assert!(!on(1).is_empty() && !on(3).is_empty(), "{rule} is closed on an ordinary day");
        assert_eq!(on(2), [], "{rule}");
        assert_eq!([on(10), on(11)], [[Range { start: 600, end: 720 }]; 2], "{rule}");
    }
}

/// A build between the holidays must not show the holidays as the usual hours for the rest of the year. Built on days
/// about holidays, seasons, the change of the clock and the turn of the year, and once in each month.
#[test]
fn usual_hours_do_not_depend_on_the_build() {
    let rules = [
        "Mo-Fr 08:00-16:00; Dec 20-Jan 6 off",
        "Mo-Fr 08:00-16:00; PH off; Jul-Aug Mo-Fr 09:00-13:00",
        "Oct-Apr Mo-Fr 08:00-16:00; May-Sep Mo-Fr 07:00-15:00; easter off",
        "Apr-Sep Tu-Su 09:00-19:00; Oct-Mar Tu-Su 10:00-16:00",
        "Fr-Sa 20:00-04:00; Aug off",
    ];
    let table = |(number, rule): (usize, &&str)| format!("[hours.r{number}]\nrule = '{rule}'\n");
    let site = "[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n".to_owned();
    let settings: String = rules.iter().enumerate().map(table).chain([site]).collect();
    let content = folder(&[("nightdesk.toml", &settings), ("en/return.md", RETURN)]);
    let weeks = |built: &str| -> Vec<_> {
        let library =
            load(content.path(), &LoadOptions { lang: None, now: minute(&format!("{built}T12:00:00+01:00")) });
        library.unwrap().languages[0].schedules.iter().map(|schedule| schedule.week.clone()).collect()
    };
    let expected = weeks("2026-11-02");
    assert_eq!(expected[0][0], [Range { start: 480, end: 960 }]);
    for built in [
        "2026-12-19", "2026-12-24", "2026-12-28", "2027-01-01", "2027-01-05", "2027-02-14", "2027-03-28", "2027-03-31",
        "2027-04-01", "2027-04-30", "2027-05-03", "2027-06-30", "2027-07-15", "2027-08-09", "2027-09-30", "2027-10-31",
        "2028-02-29", "2028-12-27",
    ] {
        assert_eq!(weeks(built), expected, "built on {built}");
    }
}
