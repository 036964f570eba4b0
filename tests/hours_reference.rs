//! Opening hours against opening_hours.js, the reference of the notation: the same rules (`hours_reference/rules.txt`
//! by hand, `hours_reference/made.rs` at random), evaluated at the same moments of two years. Each difference belongs
//! to an intended class, which `docs/writers/hours.md` explains to writers; any other one fails.
//!
//! `cargo xtask test` installs the package. Without it there is nothing to compare with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "hours_reference/classes.rs"]
mod classes;
#[path = "hours_reference/made.rs"]
mod made;
mod support;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    process::{Command, Stdio},
};

use classes::{CLASSES, Difference, REFUSED, Side};
use made::Dice;
use nightdesk::{
    hours::Schedule,
    studio::{LoadOptions, Severity, load},
    time::UtcMinute,
};
use support::{RETURN, folder, root};

/// Tuesday, 1 December 2026, 00:00 in Warsaw.
const BUILT: UtcMinute = 29_934_660;
/// In minutes: no hour of the day is left out, since it shares no divisor with a day.
const STEP: u32 = 1_009;
/// To the horizon of a table.
const MOMENTS: u32 = 1_040;
/// Rules generated at random, in addition to those written by hand.
const MADE: usize = 200;

const PACKAGE: &str = "tests/e2e/node_modules/opening_hours/package.json";

fn rules() -> Vec<String> {
    let by_hand = include_str!("hours_reference/rules.txt").lines().filter(|line| !line.is_empty());
    let by_hand = by_hand.filter(|line| !line.starts_with('#')).map(str::to_owned);
    let mut dice = Dice(2_026);
    by_hand.chain((0..MADE).map(|_| dice.rule())).collect()
}

/// What the package says of each rule, at some moments or at those of the rule before it: a digit for each, or why it
/// is refused.
fn reference(questions: &[(&str, &[UtcMinute])]) -> Vec<Result<String, String>> {
    let region = serde_json::json!({ "country": "pl", "state": "województwo mazowieckie" });
    let question = serde_json::json!({ "place": region, "asked": questions });
    let mut node = Command::new("node");
    node.arg(root().join("tests/hours_reference/ask.mjs")).env("TZ", "Europe/Warsaw");
    let mut node = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("node starts");
    // The package answers after it has read all questions: the pipe cannot block.
    node.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "ask.mjs failed");
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<_> = text
        .lines()
        .map(|line| line.strip_prefix("refused ").map_or_else(|| Ok(line.to_owned()), |why| Err(why.to_owned())))
        .collect();
    assert_eq!(answers.len(), questions.len());
    answers
}

/// The tables that the command makes, or why it refuses a rule.
fn ours(rules: &[String]) -> Vec<Result<Schedule, String>> {
    let table = |(number, rule): (usize, &String)| {
        format!("[hours.r{number:04}]\nrule = {}\n", toml::Value::from(rule.as_str()))
    };
    let site = "[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n".to_owned();
    let settings: String = rules.iter().enumerate().map(table).chain([site]).collect();
    let content = folder(&[("nightdesk.toml", &settings), ("en/return.md", RETURN)]);
    let library = load(content.path(), &LoadOptions { lang: None, now: BUILT }).unwrap();
    let errors = library.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    // Hours that never open are an error, but still have a table.
    let errors = errors.filter(|found| found.rule != "never-opens");
    let lines: BTreeMap<usize, String> =
        errors.map(|found| (found.place.as_ref().unwrap().line, found.message.clone())).collect();
    let mut made = library.languages[0].schedules.iter();
    let of_rule = |number: usize| match lines.get(&(number * 2 + 2)) {
        Some(why) => Err(why.clone()),
        None => Ok(made.next().unwrap().clone()),
    };
    let tables = (0..rules.len()).map(of_rule).collect();
    assert!(made.next().is_none(), "tables and rules are not the same");
    tables
}

/// The moments at which the two differ.
fn differences<'a>(rule: &'a str, table: &Schedule, digits: &str, moments: &[UtcMinute]) -> Vec<Difference<'a>> {
    assert_eq!(digits.len(), moments.len(), "{rule}");
    let differ = moments.iter().zip(digits.chars()).filter_map(|(at, digit)| {
        assert!(table.doubt(*at).is_none(), "{rule}: the table does not speak of {at}");
        let open = table.state(*at).is_open();
        let local = table.local(*at);
        let since_midnight = u32::from(local.hour) * 60 + u32::from(local.minute);
        let midnight = local.day as u32 * 1_440;
        let midnight = midnight.wrapping_add_signed(-i32::from(table.offset(midnight)));
        let around_midnight = String::new();
        (open != (digit == '1')).then_some(Difference { rule, since_midnight, open, digit, midnight, around_midnight })
    });
    differ.collect()
}

/// A customer who reads "open" here and "closed" on every map believes neither. What both refuse is refused correctly;
/// what only one of them refuses is named.
/// Invariant (core): a rule means what opening_hours.js takes it for, in over 360 rules at 1,040 moments, except for
/// the differences that `docs/writers/hours.md` names and counts.
#[test]
fn each_difference_is_intended() {
    let Ok(package) = fs::read_to_string(root().join(PACKAGE)) else {
        println!("skipped: there is no {PACKAGE}; `cargo xtask test --only native` installs it");
        return;
    };
    let version = serde_json::from_str::<serde_json::Value>(&package).unwrap()["version"].to_string();
    let rules = rules();
    let moments: Vec<UtcMinute> = (0..MOMENTS).map(|number| BUILT + number * STEP).collect();
    let questions = rules.iter().enumerate();
    let questions = questions.map(|(number, rule)| (rule.as_str(), if number == 0 { moments.as_slice() } else { &[] }));
    let questions: Vec<_> = questions.collect();
    let (ours, theirs) = std::thread::scope(|scope| {
        let theirs = scope.spawn(|| reference(&questions));
        (ours(&rules), theirs.join().unwrap())
    });

    let (mut found, mut refused, mut both, mut compared) = (Vec::new(), Vec::new(), 0, 0);
    for ((rule, ours), theirs) in rules.iter().zip(&ours).zip(&theirs) {
        match (ours, theirs) {
            (Ok(table), Ok(digits)) => {
                compared += 1;
                found.extend(differences(rule, table, digits, &moments));
            }
            (Err(_), Ok(_)) => refused.push((Side::Ours, rule.as_str())),
            (Ok(_), Err(_)) => refused.push((Side::Theirs, rule.as_str())),
            (Err(_), Err(_)) => both += 1,
        }
    }
    assert!(compared >= 300 && moments.len() >= 1_000, "{compared} rules, {} moments", moments.len());
    nights(&mut found);

    let mut counted = BTreeMap::<&str, (Vec<&str>, usize)>::new();
    let mut wrong = Vec::new();
    for difference in &found {
        match CLASSES.iter().find(|class| (class.holds)(difference)) {
            Some(class) => {
                let (rules, moments) = counted.entry(class.name).or_default();
                rules.push(difference.rule);
                *moments += 1;
            }
            None => wrong.push(difference),
        }
    }
    println!(
        "opening_hours.js {version}: {compared} rules at {} moments, {} comparisons, {} differences, {} of them meant; \
         {both} rules refused by both, {} by one",
        moments.len(),
        compared * moments.len(),
        found.len(),
        found.len() - wrong.len(),
        refused.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {} differences are not meant: {:#?}",
        wrong.len(),
        found.len(),
        &wrong[..wrong.len().min(12)]
    );
    let declared: Vec<_> = REFUSED.iter().map(|(side, rule, _)| (*side, *rule)).collect();
    assert_eq!(refused, declared, "what one refuses and the other reads");

    let docs = fs::read_to_string(root().join("docs/writers/hours.md")).unwrap();
    let rows = CLASSES.iter().map(|class| {
        let (mut rules, moments) = counted.remove(class.name).unwrap_or_default();
        rules.dedup();
        format!("| {} | {} | {moments} |", class.name, rules.len())
    });
    let rows: Vec<String> = rows.collect();
    println!("{}", rows.join("\n"));
    for row in rows {
        assert!(docs.contains(&row), "docs/writers/hours.md has another row than {row}");
    }
    for (_, rule, why) in &REFUSED {
        assert!(
            docs.contains(&format!("| `{rule}` | {why} |")),
            "docs/writers/hours.md does not tell of `{rule}`: {why}"
        );
    }
}

/// Adds to each difference what the package says about the midnight before it.
fn nights(found: &mut [Difference<'_>]) {
    let around: Vec<[UtcMinute; 2]> = found.iter().map(|one| [one.midnight - 1, one.midnight]).collect();
    let questions: Vec<_> = found.iter().zip(&around).map(|(one, around)| (one.rule, around.as_slice())).collect();
    let answers = reference(&questions);
    for (one, answer) in found.iter_mut().zip(answers) {
        one.around_midnight = answer.unwrap_or_default();
    }
}
