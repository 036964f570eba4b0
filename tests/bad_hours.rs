//! Wrong hours, exceptions, channels and notices: what is reported to the writer, at which position, and with which
//! fix. The snapshot shows each file with the position marked as the command marks it. Last, garbage: it may be
//! refused, it may not crash.
//!
//! Invariant (content): opening hours and notices that cannot be meant are reported with their place and a fix.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{fmt::Write, path::Path};

use nightdesk::studio::Diagnostic;
use support::{RETURN, folder, read};

/// The rest of the settings, where a case does not have its own.
const SITE: &str = "\n[site]\nlanguages = [\"en\", \"pl\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n";
/// A channel whose further lines a case adds.
const PHONE: &str = "[[channel]]\nid = \"phone\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = { en = \"Call us\", pl = \"Zadzwoń\" }\n";
/// A correct rule, for cases whose mistake is elsewhere.
const RULE: &str = "[hours.desk]\nrule = \"Mo-Fr 08:00-16:00\"\n";

/// The findings of a content folder with these settings and this notice.
fn findings(settings: &str, notice: Option<&str>) -> Vec<Diagnostic> {
    let settings = if settings.contains("[site]") { settings.to_owned() } else { settings.to_owned() + SITE };
    let mut files =
        vec![("nightdesk.toml", settings.as_str()), ("en/returns/return.md", RETURN), ("pl/returns/return.md", RETURN)];
    files.extend(notice.map(|text| ("en/notices/notice.md", text)));
    read(folder(&files).path()).diagnostics
}

/// A file with a marker below each line that a finding points at, and the findings.
fn marked(name: &str, file: &Path, text: &str, findings: &[Diagnostic]) -> String {
    let mut out = format!("──── {name}\n");
    for (number, line) in text.lines().enumerate() {
        writeln!(out, "{line}").unwrap();
        for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
            if place.file == file && place.line == number + 1 {
                let width = text[place.span.clone()].lines().next().unwrap_or_default().chars().count().max(1);
                writeln!(out, "{}{}", " ".repeat(place.column - 1), "^".repeat(width)).unwrap();
            }
        }
    }
    findings.iter().for_each(|finding| writeln!(out, "{finding}").unwrap());
    out
}

/// Each case has findings, and they are those of the snapshot.
fn check(snapshot: &str, file: &str, cases: &[(&str, String)]) {
    let mut out = String::new();
    for (name, text) in cases {
        let notice = (file != "nightdesk.toml").then_some(text.as_str());
        let found = findings(if notice.is_some() { "" } else { text }, notice);
        assert!(!found.is_empty(), "nothing is wrong with: {name}");
        assert!(found.iter().all(|finding| finding.place.is_some() && !finding.help.is_empty()), "{found:?}");
        writeln!(out, "{}", marked(name, Path::new(file), text, &found)).unwrap();
    }
    insta::assert_snapshot!(snapshot, out);
}

/// Settings whose only mistake is in the rule.
fn rule(rule: &str) -> String {
    format!("[hours.desk]\nrule = \"{rule}\"\n")
}

/// Settings whose only mistake is in an exception.
fn exception(lines: &str) -> String {
    format!("{RULE}[[hours.desk.exception]]\n{lines}\n")
}

const REASON: &str = "reason = { en = \"stocktaking\", pl = \"inwentaryzacja\" }";

/// The writer of hours knows the shop and not the notation: without a position and a fix the hours stay wrong.
#[test]
fn rules() {
    let cases = [
        ("times without minutes", rule("Mo-Fr 8-16")),
        ("hours of one digit", rule("Mo-Fr 8:00-16:00; Sa 9-13")),
        ("an end without minutes", rule("Mo-Fr 08:00-16; PH off")),
        ("a beginning alone", rule("Mo-Fr 08:00")),
        ("Polish weekdays", rule("Pn-Pt 08:00-16:00")),
        ("Polish weekdays in full", rule("poniedziałek-piątek 08:00-16:00")),
        ("English weekdays", rule("Mon-Fri 08:00-16:00")),
        ("English weekdays in full", rule("Monday to Friday 08:00-16:00")),
        ("German weekdays", rule("Mo-Fr 08:00-16:00; Di 10:00-18:00")),
        ("dots for colons", rule("Mo-Fr 08.00-16.00")),
        ("a dash between times", rule("Mo-Fr 08:00–16:00")),
        ("a space pasted from a page", rule("Mo-Fr\u{a0}08:00-16:00")),
        ("halves of a day", rule("Mo-Fr 8am-4pm")),
        ("halves of a day with minutes", rule("Mo-Fr 8:00 am - 4:00 pm")),
        ("minute 60", rule("Mo-Fr 08:60-16:00")),
        ("hour 25", rule("Mo-Fr 25:00-26:00")),
        ("empty", rule("")),
        ("blank", rule("  ")),
        ("a slip in `off`", rule("Mo-Fr 08:00-16:00; PH of")),
        ("a Polish `and`", rule("Mo-Fr 08:00-16:00 i Sa 09:00-13:00")),
        ("a semicolon missing", rule("Mo-Fr 08:00-16:00 Sa 09:00-13:00")),
        ("a space missing", rule("Mo-Fr08:00-16:00")),
        ("words for hyphens", rule("Mo-Fr 08:00 do 16:00")),
        ("`closed` in Polish", rule("Mo-Fr 08:00-16:00; PH nieczynne")),
        ("the time first", rule("08:00-16:00 Mo-Fr")),
        ("a weekday in a word", rule("codziennie 08:00-16:00")),
        ("an end missing", rule("Mo-Fr 08:00-")),
        ("an open end", rule("Mo-Fr 08:00+")),
        ("an open end of one day", rule("Mo-Th 08:00-16:00; Fr 08:00-12:00, 13:00+")),
        ("moments", rule("Mo-Fr 10:00-16:00/90")),
        ("moments an hour apart", rule("Mo-Fr 10:00-16:00/01:00")),
        ("times of no length", rule("Mo-Fr 08:00-16:00; Sa 00:00-00:00")),
        ("a date with dots", rule("Mo-Fr 08:00-16:00; 23.12. off")),
        ("a date with dots and times", rule("Mo-Fr 08:00-16:00; 23.12 08:00-12:00")),
        ("dates with dots", rule("Mo-Fr 08:00-16:00; 24.12.-31.12. off")),
        ("a date with its year", rule("Mo-Fr 08:00-16:00; 23.12.2026 off")),
        ("a date with a stroke", rule("Mo-Fr 08:00-16:00; 23/12/2026 off")),
        ("a list within which is a slip", rule("Mo-Fr 08:00-16:00; Sa, Nd 10:00-12:00")),
        ("a slip in the second list", rule("Mo, Tu 08:00-16:00, We, Th 8-16")),
        ("a quote within", "[hours.desk]\nrule = \"Mo-Fr 08:00-16:00 \\\"biuro\"\n".to_owned()),
        ("two lines", "[hours.desk]\nrule = \"\"\"\nMo-Fr 08:00-16:00;\nSa 9-13\"\"\"\n".to_owned()),
        ("not a text", "[hours.desk]\nrule = 8\n".to_owned()),
        ("hours of no name", "hours = \"Mo-Fr 08:00-16:00\"\n".to_owned()),
        ("a rule in place of a table", "[hours]\ndesk = \"Mo-Fr 08:00-16:00\"\n".to_owned()),
        ("no rule", "[hours.desk]\ntimezone = \"Europe/Warsaw\"\n".to_owned()),
        ("a key with a slip", "[hours.desk]\nrules = \"24/7\"\n".to_owned()),
    ];
    check("rules", "nightdesk.toml", &cases);
}

/// A warning about a correct rule teaches writers to skip warnings.
#[test]
fn good_rules() {
    for good in [
        "Mo-Fr 08:00-16:00 || unknown",
        "Mo-Fr 08:00-16:00;",
        "Jun-Aug Mo-Fr 08:00-18:00; Sep-May Mo-Fr 08:00-16:00; PH off",
        "Mo-Th 12:00-22:00; Fr-Sa 12:00-02:00, Su 12:00-22:00",
        "24/7",
        "24/7; PH off",
        "Mo-Fr 00:00-24:00",
        "Mo-Fr 08:00-16:00; Fr 08:00-14:00",
        "Mo-Fr 08:00-16:00, Th 16:00-18:00",
        "Mo-Fr 08:00-16:00; Dec 24 09:00-12:00; PH off",
        "Mo-Fr 08:00-12:00; PH 13:00-15:00",
        "Mo-Fr 08:00-16:00; Jul-Aug Mo-Fr 17:00-20:00",
        "Mo-Su 10:00-18:00; Mo off; 12:00-12:30 off",
        "Mo-Fr 18:00-08:00; Sa, Su, PH 00:00-24:00",
        "Mo-Su 20:00-08:00",
        "Mo-Su 22:00-06:00",
        "Mo-Fr 08:00-16:00; PH Mo-Fr 10:00-12:00",
        "Mo-Fr 08:00-12:00, 13:00-16:00; Sa, Su 09:00-12:00",
        "Mo-Fr 08:00-16:00; Mo-Fr 08:00-16:00",
    ] {
        assert_eq!(findings(&rule(good), None), [], "{good}");
    }
}

/// Hours that parse but cannot be intended send customers to a closed door, and no warning was given.
#[test]
fn doubtful_rules() {
    let no_country = "[site]\nlanguages = [\"en\", \"pl\"]\ntimezone = \"Europe/Warsaw\"\n";
    let cases = [
        ("never open", rule("off")),
        ("a year that is over", rule("2025 Mo-Fr 08:00-16:00")),
        ("a year that ends soon", rule("2026 Mo-Fr 08:00-16:00")),
        ("holidays of no country", format!("{}{no_country}", rule("Mo-Fr 08:00-16:00; PH off"))),
        ("school holidays", rule("Mo-Fr 08:00-16:00; SH off")),
        ("the sun", rule("Mo-Fr sunrise-sunset")),
        ("a day without times", rule("Mo-Fr 08:00-16:00; Su")),
        ("days without times", rule("Mo-Fr 08:00-16:00; Dec 27, Dec 28")),
        ("holidays without times", rule("Mo-Fr 08:00-16:00; PH")),
        ("no times at all", rule("Mo-Sa")),
        ("a day that is open, without times", rule("Mo-Fr 08:00-16:00; Sa open")),
        ("an afternoon that replaces a morning", rule("Tu-Sa 09:00-13:00; Th 15:00-18:00")),
        ("an evening that replaces all days", rule("Mo-Fr 08:00-16:00; 18:00-20:00")),
        ("an afternoon on the same date", rule("Mo-Fr 08:00-16:00; Dec 23 08:00-12:00; Dec 23 14:00-16:00")),
        ("holidays before the week", rule("PH off; Mo-Sa 09:00-15:00")),
        ("a date before the week", rule("Dec 23 off; Mo-Fr 08:00-16:00")),
        ("a season before the week", rule("Jul-Aug Mo-Fr 10:00-14:00; Mo-Fr 08:00-16:00")),
        ("a day before all days", rule("Sa 10:00-14:00; Mo-Su 09:00-15:00")),
        ("swapped times", rule("Mo-Fr 15:00-07:00")),
        ("swapped times of one day", rule("Mo-Th 08:00-16:00; Fr 14:00-08:00")),
        ("swapped times about a break", rule("Mo-Fr 12:00-08:00, 13:00-16:00")),
        ("swapped times of an exception", exception(&format!("date = 2026-12-28\nopen = \"17:00-09:00\"\n{REASON}"))),
        ("swapped times of Sundays with trade", format!("{RULE}trading_sundays = \"18:00-10:00\"\n")),
        ("an open end after times", rule("Mo-Fr 08:00-16:00+")),
        ("a comment in place of times", rule(r#"Mo-Fr 08:00-16:00; We[1] \"on request\""#)),
        ("a comment after times", rule(r#"Mo-Fr 08:00-16:00 \"ring the bell\""#)),
        ("a comment for the rest", rule(r#"Mo-Fr 08:00-16:00 || \"by telephone\""#)),
        ("a night of twenty hours", rule("Mo-Fr 08:00-04:00")),
        ("a night cut by a day off", rule("Th-Sa 20:00-04:00; Dec 24-26 off")),
        ("a night cut by the next rule", rule("Mo-Th 12:00-22:00; Fr-Sa 12:00-02:00; Su 12:00-22:00")),
        ("holidays known in part", format!("{}country = \"GB\"\n", rule("Mo-Fr 08:00-16:00; PH off"))),
        ("nights about holidays", rule("Fr-Sa 20:00-04:00; PH off")),
        ("nights about holidays with hours", rule("Fr-Sa 20:00-04:00; PH 12:00-18:00")),
        (
            "nights about several days",
            format!(
                "{}[[hours.desk.exception]]\ndate = 2026-12-13\nuntil = 2026-12-16\n{REASON}\n",
                rule("Fr-Sa 20:00-04:00")
            ),
        ),
        (
            "nights about a day off",
            format!("{}[[hours.desk.exception]]\ndate = 2026-12-13\n{REASON}\n", rule("Fr-Sa 20:00-04:00")),
        ),
        (
            "nights about an exception",
            format!(
                "{}[[hours.desk.exception]]\ndate = 2026-12-12\nopen = \"20:00-23:00\"\n{REASON}\n",
                rule("Fr-Sa 20:00-04:00")
            ),
        ),
    ];
    check("doubtful_rules", "nightdesk.toml", &cases);
}

/// A writer who corrects a rule must not be sent after errors that are none: one mistake, one finding.
#[test]
fn a_bad_rule_has_no_follow_up() {
    let phone = format!("{PHONE}hours = \"desk\"\nreply = \"4h\"\n");
    let mail = phone.replace("phone", "mail").replace("+48 22 012 34 56", "help@malina.example");
    let topic =
        "[[request.topic]]\nid = \"orders\"\nlabel = { en = \"Orders\", pl = \"Zamówienia\" }\nreply = \"2h\"\n";
    let privacy = "[request.privacy]\ntext = { en = \"Why\", pl = \"Po co\" }\n";
    for slip in ["Mo-Fr 8-16", "pon-pt 08:00-16:00", "08:00+", "", "Mo-Fr 08:00-16:00; 24.12. off", "Mo-Fr 08:00–16:00"]
    {
        for channels in [&phone, &mail] {
            let settings = format!("{channels}\n{}\n{topic}\n{privacy}", rule(slip));
            let sound = settings.replace(&rule(slip), RULE);
            let (wrong, right) = (findings(&settings, None), findings(&sound, None));
            let more: Vec<_> =
                wrong.iter().filter(|one| !right.iter().any(|other| other.message == one.message)).collect();
            assert!(more.len() == 1 && more[0].rule == "hours", "{slip}: {more:#?}");
        }
    }
}

/// A shop in the wrong zone, or with another country’s holidays, is wrong all year and looks right.
#[test]
fn places() {
    let at = |lines: &str| format!("{RULE}{lines}\n");
    let cases = [
        ("a town for a zone", at("timezone = \"Warsaw\"")),
        ("a slip in a zone", at("timezone = \"Europe/Warszawa\"")),
        ("an abbreviation", at("timezone = \"CEST\"")),
        ("an unknown country", at("country = \"XX\"")),
        ("a country in words", at("country = \"Polska\"")),
        ("a region of Poland", at("region = \"MZ\"")),
        ("an unknown state of Germany", at("country = \"DE\"\nregion = \"Bayern\"")),
        ("a region of nowhere", format!("{}\n[site]\nlanguages = [\"en\", \"pl\"]\n", at("region = \"BY\""))),
        ("Sundays with trade elsewhere", at("country = \"DE\"\ntrading_sundays = \"10:00-18:00\"")),
        ("Sundays with trade, unreadable", at("trading_sundays = \"10-18\"")),
        ("Sundays with trade, empty", at("trading_sundays = \"\"")),
    ];
    check("places", "nightdesk.toml", &cases);
}

/// An exception that is silently left out is a Christmas Eve on which customers stand before a locked door.
#[test]
fn exceptions() {
    let day = |lines: &str| exception(&format!("{lines}\n{REASON}"));
    let cases = [
        (
            "two on one day",
            format!(
                "{}\n[[hours.desk.exception]]\ndate = 2026-12-31\nopen = \"08:00-12:00\"\n{REASON}\n",
                day("date = 2026-12-24\nuntil = 2026-12-31")
            ),
        ),
        ("ends before it begins", day("date = 2026-12-31\nuntil = 2026-12-24")),
        ("longer than a year", day("date = 2026-12-31\nuntil = 2028-12-31")),
        ("no such day, as a text", day("date = \"2026-02-30\"")),
        ("no such day, as a date", day("date = 2026-02-30")),
        ("no such last day", day("date = 2026-12-24\nuntil = 2026-12-32")),
        ("a date as it is spoken", day("date = \"24.12.2026\"")),
        ("a date with a time", day("date = 2026-12-24T08:00:00")),
        ("a number for a date", day("date = 20261224")),
        ("no date", exception(REASON)),
        ("times without minutes", day("date = 2026-12-31\nopen = \"8-12\"")),
        ("the second time without minutes", day("date = 2026-12-31\nopen = \"08:00-12:00, 13-16\"")),
        ("times of no length", day("date = 2026-12-31\nopen = \"08:00-08:00\"")),
        ("`off` for times", day("date = 2026-12-31\nopen = \"off\"")),
        ("a rule for times", day("date = 2026-12-31\nopen = \"Mo 08:00-12:00\"")),
        ("no times", day("date = 2026-12-31\nopen = \"\"")),
        ("a reason in one language", exception("date = 2026-12-31\nreason = { en = \"stocktaking\" }")),
        ("no reason", exception("date = 2026-12-31")),
        ("a reason without languages", exception("date = 2026-12-31\nreason = \"stocktaking\"")),
        ("a key with a slip", day("date = 2026-12-31\nopens = \"08:00-12:00\"")),
    ];
    check("exceptions", "nightdesk.toml", &cases);
}

/// A contact channel that shows no hours, or promises an answer for no hour, leads to complaints.
#[test]
fn channels() {
    let with = |lines: &str| format!("{PHONE}{lines}\n\n{RULE}");
    let cases = [
        ("a reply without hours", with("reply = \"4h\"")),
        ("a reply in a word", with("hours = \"desk\"\nreply = \"soon\"")),
        ("a reply in days", with("hours = \"desk\"\nreply = \"2d\"")),
        ("a reply at once", with("hours = \"desk\"\nreply = \"0h\"")),
        ("hours with a slip", with("hours = \"deks\"")),
        ("hours of no name", with("hours = \"chat\"")),
        ("hours written in place", with("hours = \"Mo-Fr 08:00-16:00\"")),
        ("an article with a slip", with("article = \"returns/retrun\"")),
        ("no kind", PHONE.replace("kind = \"phone\"\n", "")),
        ("no value", PHONE.replace("value = \"+48 22 012 34 56\"\n", "")),
        ("no label", PHONE.lines().filter(|line| !line.starts_with("label")).collect::<Vec<_>>().join("\n") + "\n"),
        ("no id", PHONE.replace("id = \"phone\"\n", "")),
        ("a note without languages", with("note = \"Weekdays\"")),
        ("a kind with a slip", with("").replace("\"phone\"\nvalue", "\"telephone\"\nvalue")),
    ];
    check("channels", "nightdesk.toml", &cases);
}

/// A notice that is never shown warns no customer; one without an end is still read a year later.
#[test]
fn notices() {
    let notice = |lines: &str| format!("---\ntitle: Couriers are late\n{lines}\n---\n\nParcels come on Monday.\n");
    let cases = [
        ("no end", notice("severity: warning")),
        ("ends before it begins", notice("from: 2026-12-20 18:00\nuntil: 2026-12-20 08:00")),
        ("over", notice("until: 2026-11-20")),
        ("an unknown topic", notice("until: 2026-12-20\ntopics: [returns, retruns]")),
        ("a topic that is far from all", notice("until: 2026-12-20\ntopics: [couriers]")),
        ("an unknown severity", notice("until: 2026-12-20\nseverity: urgent")),
        ("a date as it is spoken", notice("until: 20.12.2026")),
        ("no such day", notice("until: 2026-02-30")),
        ("a bad beginning", notice("from: tomorrow\nuntil: 2026-12-20")),
        ("a key with a slip", notice("untill: 2026-12-20")),
        ("no title", "---\nuntil: 2026-12-20\n---\n\nParcels come on Monday.\n".to_owned()),
        ("no settings", "Parcels come on Monday.\n".to_owned()),
        ("settings not closed", "---\ntitle: Couriers are late\nuntil: 2026-12-20\n\nText\n".to_owned()),
        ("no value", notice("until:")),
        ("settings that cannot be read", notice("until: [2026-12-20")),
        ("settings in TOML", "+++\ntitle = \"Late\"\nuntil = 2026-11-20\nseverity = 3\n+++\nText\n".to_owned()),
    ];
    check("notices", "en/notices/notice.md", &cases);
}

/// A tiny linear congruential generator (Knuth's MMIX constants): the same garbage on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    /// The text with up to two characters removed, inserted, repeated or exchanged.
    fn spoil(&mut self, text: &str) -> String {
        const LETTERS: &str = "01234567890123456789:-;,. /+[]()|\"'\\MoTuWeThFrSaPHoff24łśń–\u{a0}\n";
        let mut out: Vec<char> = text.chars().collect();
        for _ in 0..self.below(3) {
            let (at, other) = (self.below(out.len()), self.below(LETTERS.chars().count()));
            let letter = LETTERS.chars().nth(other).unwrap();
            match self.below(4) {
                0 => drop(out.drain(at..(at + 1).min(out.len()))),
                1 => out.insert(at, letter),
                2 => drop(out.splice(at..at, out[at..].iter().take(3).copied().collect::<Vec<_>>())),
                _ => out.iter_mut().skip(at).take(1).for_each(|old| *old = letter),
            }
        }
        out.into_iter().collect()
    }
}

/// Whatever is typed, the command answers; it neither crashes nor hangs on a half-written rule in an editor.
#[test]
fn garbage_is_answered() {
    let rules = [
        "Mo-Fr 08:00-16:00; PH off",
        "Mo-Sa 07:00-21:00; Su 10:00-18:00",
        "Fr-Sa 20:00-04:00; PH off",
        "24/7; Dec 24-26 off",
        "2026-2027 Jan-Jun Mo[1],We 09:00-12:00,13:00-17:00",
        "week 2-52/2 Mo-Fr 08:00-16:00 \"biuro\" || off",
        "easter -2 days off; sunrise-sunset",
    ];
    let dates = ["2026-12-24", "2027-02-28", "2026-12-31T23:59", "2026-12-20 18:00"];
    let times = ["08:00-12:00", "10:00-12:00,13:00-15:00", "20:00-28:00"];
    let mut dice = Dice(2_026);
    for _ in 0..120 {
        let mut settings = String::new();
        for number in 0..5 {
            let mut spoilt = |of: &[&str]| {
                let rule = of[dice.below(of.len())];
                toml::Value::String(dice.spoil(rule)).to_string()
            };
            let (rule, date, open) = (spoilt(&rules), spoilt(&dates), spoilt(&times));
            write!(settings, "[hours.a{number}]\nrule = {rule}\n[hours.b{number}]\nrule = \"Mo-Fr 08:00-16:00\"\n")
                .unwrap();
            write!(settings, "[[hours.b{number}.exception]]\ndate = {date}\nopen = {open}\n").unwrap();
        }
        let end = dates[dice.below(dates.len())];
        let notice = format!("---\ntitle: A\nuntil: {}\n---\n", dice.spoil(end));
        findings(&settings, Some(&notice));
        // And the file as a whole, whose quotes and brackets may break.
        findings(&dice.spoil(&(exception("date = 2026-12-31") + SITE)), Some(&dice.spoil(&notice)));
    }
}
