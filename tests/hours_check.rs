//! Opening hours against an independent implementation: the same six schedules, worked out by Python's `zoneinfo`
//! and `holidays` from a description in words (`hours_check/independent.py`), and compared every five minutes of three
//! years.
//!
//! `cargo xtask test` installs the packages and names the interpreter in `NIGHTDESK_PYTHON`. Without that variable the
//! `python3` of the system is taken if it has them; otherwise there is nothing to compare with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{env, ffi::OsString, process::Command};

use nightdesk::{
    hours::{LocalTime, Schedule},
    studio::{LoadOptions, Severity, load},
    time::{Date, UtcMinute, date_of_day, day_of_date},
};
use support::{RETURN, folder, root, skipped};

/// Both sides name them in this order.
const SCHEDULES: [&str; 6] = ["auckland", "bar", "club", "desk", "munich", "shop"];
/// From 1 January of the first to 31 December of the last, by UTC; the last one is a leap year in which Christmas Eve
/// is a Sunday.
const YEARS: [i32; 3] = [2026, 2027, 2028];
/// In minutes. Nothing opens or closes in between.
const STEP: u32 = 5;
/// The least horizon of a table, in days from its build.
const KNOWN: u32 = 729;

/// What Python says: a digit per moment.
struct Independent {
    versions: String,
    schedules: Vec<(String, String)>,
}

/// The first minute of a year.
fn new_year(year: i32) -> UtcMinute {
    day_of_date(Date { year, month: 1, day: 1 }).unwrap() as u32 * 1_440
}

fn moments() -> impl Iterator<Item = UtcMinute> {
    (new_year(YEARS[0])..new_year(YEARS[2] + 1)).step_by(STEP as usize)
}

/// The interpreter to use; `None`, reported as skipped, where none has the packages.
fn python() -> Option<OsString> {
    if let Some(chosen) = env::var_os("NIGHTDESK_PYTHON").filter(|value| !value.is_empty()) {
        return Some(chosen);
    }
    let found = Command::new("python3").args(["-c", "import holidays, zoneinfo"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some("python3".into());
    }
    skipped("hours_check", "there is no python3 with the package `holidays`: run `cargo xtask test --only native`");
    None
}

fn independent(python: OsString) -> Independent {
    let [from, until] = [new_year(YEARS[0]), new_year(YEARS[2] + 1)].map(|minute| minute.to_string());
    let script = root().join("tests/hours_check/independent.py");
    let output = Command::new(&python).arg(script).args([from, until, STEP.to_string()]).output();
    let output = output.unwrap_or_else(|error| panic!("cannot start {}: {error}", python.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    let versions = lines.next().unwrap().to_owned();
    let named = |line: &str| line.split_once(' ').map(|(name, digits)| (name.to_owned(), digits.to_owned())).unwrap();
    Independent { versions, schedules: lines.map(named).collect() }
}

/// The tables that the command makes at the turn of a year.
fn tables(year: i32) -> Vec<Schedule> {
    let content = folder(&[("nightdesk.toml", include_str!("hours_check/nightdesk.toml")), ("en/return.md", RETURN)]);
    let library = load(content.path(), &LoadOptions { lang: None, now: new_year(year) }).unwrap();
    let errors: Vec<_> = library.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    library.languages[0].schedules.clone()
}

/// Compares a table with Python's digits, at every moment from its making to its horizon: how many there were, and
/// those at which the two differ.
fn check(name: &str, table: &Schedule, digits: &str) -> (usize, Vec<String>) {
    let (mut compared, mut wrong) = (0, Vec::new());
    for (at, digit) in moments().zip(digits.bytes()).skip_while(|(at, _)| *at < table.built) {
        if at >= table.built + KNOWN * 1_440 && table.doubt(at).is_some() {
            break;
        }
        let state = table.state(at);
        compared += 1;
        if table.doubt(at).is_some() || state.is_open() != (digit == b'1') {
            let show = |offset: i16| {
                let time = LocalTime::new(at, offset);
                let Date { year, month, day } = date_of_day(time.day);
                format!("{year}-{month:02}-{day:02} {:02}:{:02}", time.hour, time.minute)
            };
            let (utc, local) = (show(0), show(table.offset(at)));
            wrong.push(format!("{name}, {utc} UTC, {local} there: {state:?}, Python says {}", char::from(digit)));
        }
    }
    (compared, wrong)
}

/// A customer who reads "open now" at a locked door, or "closed" at an open one, does not trust it again.
/// Invariant (core): opening hours equal those of an independent implementation, every five minutes of three years, in
/// six schedules.
#[test]
fn every_moment_of_three_years() {
    let Some(python) = python() else { return };
    let independent = independent(python);
    let names: Vec<_> = independent.schedules.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, SCHEDULES);
    let expected = moments().count();
    for (name, digits) in &independent.schedules {
        assert_eq!(digits.len(), expected, "{name}");
        assert!(digits.contains('0') && digits.contains('1'), "{name} never changes");
    }

    // Each year's table, so that every moment is answered by a fresh one, and most by one in its second year as well.
    let made: Vec<_> = YEARS.map(|year| (year, tables(year))).into();
    assert!(made.iter().all(|(_, tables)| tables.len() == SCHEDULES.len()));
    let answers: Vec<_> = std::thread::scope(|scope| {
        let (made, schedules) = (&made, &independent.schedules);
        let answer = |number: usize| {
            let (name, digits) = &schedules[number];
            made.iter().map(|(year, tables)| check(&format!("{name} of {year}"), &tables[number], digits)).collect()
        };
        let each: Vec<_> = (0..SCHEDULES.len()).map(|number| scope.spawn(move || answer(number))).collect();
        each.into_iter().flat_map(|thread| -> Vec<_> { thread.join().unwrap() }).collect()
    });
    let compared: usize = answers.iter().map(|(compared, _)| compared).sum();
    let wrong: Vec<&str> = answers.iter().flat_map(|(_, wrong)| wrong).map(String::as_str).collect();
    println!(
        "{} moments of {} schedules, {compared} comparisons, {} mismatches; {}",
        expected * SCHEDULES.len(),
        SCHEDULES.len(),
        wrong.len(),
        independent.versions
    );
    let first = wrong[..wrong.len().min(12)].join("\n");
    assert!(wrong.is_empty(), "{} of {compared} differ ({}):\n{first}", wrong.len(), independent.versions);
}
