//! Findings about hours that mean something else than the writer meant: a row per mistake, with the position and the
//! help.

use super::*;
use crate::time::UtcMinute;

/// Tuesday, 1 December 2026, noon in Warsaw.
const NOW: UtcMinute = 29_935_380;
const SITE: &str = "[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n";
const REASON: &str = "reason = { en = \"stocktaking\" }\n";
const RULE: &str = "[hours.a]\nrule = \"Mo-Fr 08:00-16:00\"\n";

/// Each finding as the marked text, the message, and the help.
fn findings(settings: &str) -> Vec<[String; 3]> {
    let config: Config = toml::from_str(settings).unwrap_or_else(|error| panic!("{settings}: {error}"));
    let mut out = Vec::new();
    read(&config, settings, NOW, &mut out);
    let row = |found: Diagnostic| {
        let severity = if found.severity == super::super::Severity::Error { "error" } else { "warning" };
        let marked = settings[found.place.unwrap().span].to_owned();
        [marked, format!("{severity}[{}]: {}", found.rule, found.message), found.help]
    };
    out.into_iter().map(row).collect()
}

fn of_rule(rule: &str) -> Vec<[String; 3]> {
    findings(&format!("[hours.a]\nrule = {}\n{SITE}", toml::Value::from(rule)))
}

/// Each row has one finding: the marked text, and a part of the message and of the help.
fn check(found: &[[String; 3]], case: &str, expected: [&str; 3]) {
    let [one] = found else { panic!("{case}: {found:#?}") };
    let [marked, message, help] = expected;
    assert!(one[0] == marked && one[1].contains(message) && one[2].contains(help), "{case}: {one:#?}");
}

/// A date that is read as another one, or as none, makes the hours wrong for up to a month.
#[test]
fn dates_are_read_as_meant_or_refused() {
    for (part, marked, message, help) in [
        ("Dec 24, 08:00-12:00", "", "a comma stands between the days `Dec 24` and their times", "`Dec 24 08:00-12:00`"),
        ("Dec 24,08:00-12:00", "", "a comma stands", "`Dec 24 08:00-12:00`"),
        ("Dec 24-26, 08:00-12:00", "", "a comma stands", "`Dec 24-26 08:00-12:00`"),
        ("Dec 24, 31, 08:00-12:00", "", "a comma stands", "`Dec 24,Dec 31 08:00-12:00`"),
        ("Mar 8, 10:00-12:00", "", "a comma stands", "`Mar 8 10:00-12:00`"),
        ("Jul-Aug, 10:00-12:00", "", "a comma stands", "`Jul-Aug 10:00-12:00`"),
        ("Sa, 10:00-12:00", "", "a comma stands", "`Sa 10:00-12:00`"),
        ("PH, sunrise-12:00", "", "a comma stands", "`PH sunrise-12:00`"),
        ("Apr 31 off", "Apr 31", "the calendar has no day `Apr 31`", "Apr has the days 1 to 30"),
        ("Nov 31 off", "Nov 31", "no day `Nov 31`", "1 to 30"),
        ("Jun 31 10:00-12:00", "Jun 31", "no day `Jun 31`", "1 to 30"),
        ("Feb 30 off", "Feb 30", "no day `Feb 30`", "1 to 29"),
        ("2028 Feb 30 off", "2028 Feb 30", "no day `2028 Feb 30`", "1 to 29"),
        ("Feb 30-Mar 1 off", "Feb 30", "no day `Feb 30`", "1 to 29"),
        ("Mar 1-Apr 31 off", "Apr 31", "no day `Apr 31`", "1 to 30"),
        ("Apr 1-31 off", "31", "no day `Apr 31`", "1 to 30"),
        ("Apr 1, 31 off", "31", "no day `Apr 31`", "1 to 30"),
        ("Dec 32 off", "Dec 32", "no day `Dec 32`", "1 to 31"),
        ("Dec 0 off", "Dec 0", "no day `Dec 0`", "1 to 31"),
        ("2027 Feb 29 off", "2027 Feb 29", "no day `2027 Feb 29`", "leap years alone have it"),
        ("2027 Feb 29-Mar 3 off", "2027 Feb 29", "no day `2027 Feb 29`", "leap years alone have it"),
        ("2027 Feb 3, 29 off", "29", "no day `2027 Feb 29`", "leap years alone have it"),
        ("Dec 24+ off", "Dec 24+", "`Dec 24+` has no end", "`Dec 24-Dec 31`"),
        ("Dec 24th off", "Dec 24th", "letters stand at the number of the day: `Dec 24th`", "`Dec 24`"),
        ("Oct 12th 10:00-12:00", "Oct 12th", "letters", "`Oct 12`"),
        ("Jan 1st off", "Jan 1st", "letters", "`Jan 1`"),
        ("Dec 24-26th off", "26th", "letters", "`Dec 26`"),
        ("Dec 24th-26th off", "Dec 24th", "letters", "`Dec 24`"),
        ("Dec 24Mo off", "Dec 24Mo", "letters", "`Dec 24`"),
        (
            "Dec 26-24 off",
            "Dec 26-24",
            "`Dec 26-24` ends before it begins",
            "`Dec 24-26`; a range into another month names both: `Dec 26-Jan 24`",
        ),
        ("Dec 31-24 off", "Dec 31-24", "ends before", "`Dec 24-31`"),
        ("Dec 26-Dec 24 off", "Dec 26-Dec 24", "ends before", "`Dec 24-Dec 26`"),
        ("Mo[3-1] off", "3-1", "`3-1` ends before", "[1-3]"),
        ("2027 Jan 1-2026 Dec 1 off", "2027 Jan 1-2026 Dec 1", "ends before", "`2026 Dec 1-2027 Jan 1`"),
        ("2028-2027 off", "2028-2027", "ends before", "`2027-2028`"),
        ("week 50-2 off", "50-2", "ends before", "`week 50-53,1-2`"),
        (
            "easter +2 days-easter -2 days off",
            "easter +2 days-easter -2 days",
            "ends before",
            "`easter -2 days-easter +2 days`",
        ),
        ("PH -400 days off", "PH -400 days", "more than 200 days away", "`PH -1 day`"),
        ("easter +366 days off", "easter +366 days", "more than 200 days away", "`Dec 24`"),
        ("PH, Su Mo off", "PH,Su Mo", "can be read in two ways", "`PH,Su,Mo`"),
        ("Mo PH,Su off", "Mo PH,Su", "can be read in two ways", "`Mo,PH,Su`"),
        ("PH,Fr Sa 10:00-12:00", "PH,Fr Sa", "can be read in two ways", "`PH,Fr,Sa`"),
    ] {
        let written = part.trim_end_matches(" off");
        let marked = match (marked, part.find(", ")) {
            ("", _) => part,
            // The marked text is as it was written, with its blanks.
            ("PH,Su Mo", _) => written,
            _ => marked,
        };
        check(&of_rule(&format!("Mo-Fr 08:00-16:00; {part}")), part, [marked, message, help]);
    }
    for good in [
        "Feb 29 off",
        "2028 Feb 29 off",
        "2028 Mar 1+ Sa 10:00-12:00",
        "Dec 24-Jan 2 off",
        "Dec 24-24 off",
        "Nov-Feb Sa 10:00-12:00",
        "2026 Dec 20-2027 Jan 10 off",
        "2027 Dec 20-Jan 10 off",
        "Mo[-1] off",
        "Mo[1,3] off",
        "Mo[2-3] off",
        "PH Su off",
        "PH Mo-Fr 10:00-12:00",
        "PH,Su off",
        "PH, Mo, We off",
        "Su PH off",
        "Oct Su[-1]-Mar Su[-1] Sa 10:00-12:00",
        "Dec 24 Th off",
        "easter -2 days-easter +1 day off",
        "week 2-10/2,40-50 Sa 10:00-12:00",
        "Dec: Sa 10:00-12:00",
        "Dec 24: 10:00-12:00",
        "Jan 31-Feb 2,Dec 30-31 off",
        "Dec24 off",
        "week 53 off",
        "Feb 29 10:00-12:00",
        "easter-Sep 30 Sa 10:00-12:00",
        "Dec 8-12 off",
        "24/7",
    ] {
        let found = of_rule(&format!("Mo-Fr 08:00-16:00; {good}"));
        assert!(
            found.iter().all(|one| !one[1].starts_with("error") && !one[1].contains("never-holds")),
            "{good}: {found:#?}"
        );
    }
}

/// A part that holds on no day may be a holiday on which the page says "open".
#[test]
fn parts_that_never_hold_are_reported() {
    for (part, help) in [
        ("easter Mo off", "Easter Monday is `easter +1 day`"),
        ("easter Fr off", "Good Friday is `easter -2 days`"),
        ("2026-2027 Feb 29 off", "leap years"),
        ("PH Mo Su off", "check its days"),
        ("2025 Dec 24 off", "its year is over"),
        ("2025 off", "its year is over"),
        ("2020-2025 Dec 24 10:00-12:00", "its year is over"),
        ("2031 Dec 24 off", "check its year"),
        ("Jul week 1 off", "check its days"),
    ] {
        let marked = format!("`{part}` holds on no day of the next two years");
        check(&of_rule(&format!("Mo-Fr 08:00-16:00; {part}")), part, [part, &marked, help]);
    }
}

/// A day of forty hours is open at three in the morning.
#[test]
fn long_days_are_reported() {
    let exception = |open: &str| format!("[[hours.a.exception]]\ndate = 2026-12-28\nopen = \"{open}\"\n{REASON}");
    for (settings, marked, message, help) in [
        ("[hours.a]\nrule = \"Mo-Fr 08:00-47:00\"\n".to_owned(), "Mo-Fr 08:00-47:00", "39 hours", "08:00-23:00"),
        (
            "[hours.a]\nrule = \"Mo-Fr 08:00-16:00; Dec 24 08:00-04:00\"\n".to_owned(),
            "Dec 24 08:00-04:00",
            "20 hours",
            "08:00-16:00",
        ),
        (
            "[hours.a]\nrule = \"Mo-Fr 08:00-16:00; Dec 24 08:00-32:00\"\n".to_owned(),
            "Dec 24 08:00-32:00",
            "24 hours",
            "08:00-20:00",
        ),
        (
            "[hours.a]\nrule = \"Mo-Fr 08:00-20:00, 20:00-04:00\"\n".to_owned(),
            "\"Mo-Fr 08:00-20:00, 20:00-04:00\"",
            "20 hours",
            "08:00-16:00",
        ),
        (RULE.to_owned() + &exception("08:00-47:00"), "\"08:00-47:00\"", "39 hours", "08:00-23:00"),
        (RULE.to_owned() + "trading_sundays = \"10:00-08:00\"\n", "\"10:00-08:00\"", "22 hours", "10:00-20:00"),
    ] {
        check(
            &findings(&(settings.clone() + SITE)),
            &settings,
            [marked, &format!("warning[long-night]: `a` is open for {message}"), help],
        );
    }
    for good in ["06:00-24:00", "00:00-24:00", "18:00-06:00", "Mo-Fr 16:00-08:00; Sa,Su 00:00-24:00"] {
        assert_eq!(of_rule(good), Vec::<[String; 3]>::new(), "{good}");
    }
}

/// An exception that is accepted and has no effect shows "open" on Christmas Eve; a time zone that is an hour off is
/// wrong all year and looks right.
#[test]
fn exceptions_and_zones() {
    let exception = |date: &str| format!("{RULE}[[hours.a.exception]]\ndate = {date}\n{REASON}{SITE}");
    for (date, marked, message, help) in [
        ("\"26-12-28\"", "", "error[exception]: `26-12-28` is not a date", "`2026-12-31`"),
        ("\"-2026-12-28\"", "", "error[exception]: `-2026-12-28` is not a date", "`2026-12-31`"),
        ("\"+2026-12-28\"", "", "is not a date", "`2026-12-31`"),
        ("\"2026-2-3\"", "", "is not a date", "`2026-12-31`"),
        ("2026-11-30", "", "warning[exception]: the exception is over since 30 November 2026", "date of this year"),
        ("\"0026-12-28\"", "", "is over since 28 December 0026", "date of this year"),
        ("2026-11-20\nuntil = 2026-11-28", "2026-11-28", "is over since 28 November 2026", "date of this year"),
        (
            "2029-12-24",
            "",
            "of 24 December 2029 is too far away",
            "check the year: hours are known up to 29 November 2028",
        ),
    ] {
        check(&findings(&exception(date)), date, [if marked.is_empty() { date } else { marked }, message, help]);
    }
    for good in ["2026-12-01", "2026-11-20\nuntil = 2026-12-01", "2028-11-29", "\"2026-12-28\""] {
        assert_eq!(findings(&exception(good)), Vec::<[String; 3]>::new(), "{good}");
    }
    for distance in
        ["GMT+1", "GMT-5", "UTC+2", "UTC +2", "+01:00", "-5", "CET+1", "utc+1", "UTC2", "Etc/GMT+20", "UTC−2"]
    {
        let settings = format!("{RULE}timezone = \"{distance}\"\n{SITE}");
        let marked = format!("\"{distance}\"");
        check(&findings(&settings), distance, [&marked, "is a distance from UTC and no time zone", "`Europe/Warsaw`"]);
    }
    let town = findings(&format!("{RULE}timezone = \"Warsaw\"\n{SITE}"));
    check(&town, "a town", ["\"Warsaw\"", "there is no time zone `Warsaw`", "did you mean `Europe/Warsaw`?"]);
}

/// A channel that names no hours says "at any time", at three in the morning as well.
#[test]
fn unused_hours_are_reported() {
    let channel = |hours: &str| {
        format!(
            "[[channel]]\nid = \"phone\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = {{ en = \"Call\" }}\n{hours}"
        )
    };
    let (a, b) = (channel(""), channel("hours = \"b\"\n"));
    let other = RULE.replace("[hours.a]", "[hours.b]");
    let unused = ["[hours.a]", "warning[hours]: no channel has the opening hours `a`", "`hours = \"a\"`"];
    check(&findings(&[&a, RULE, SITE].concat()), "one", unused);
    check(&findings(&[&b, RULE, &other, SITE].concat()), "one of two", unused);
    let topic = "[[request.topic]]\nid = \"orders\"\nlabel = { en = \"Orders\" }\nhours = \"a\"\n";
    for good in [
        [&channel("hours = \"a\"\n"), RULE, SITE].concat(),
        [&b, RULE, &other, topic, SITE].concat(),
        // The mistake in the name has its own finding.
        [&channel("hours = \"aa\"\n"), RULE, SITE].concat(),
        // Without channels no hours are shown.
        [RULE, SITE].concat(),
    ] {
        assert_eq!(findings(&good), Vec::<[String; 3]>::new(), "{good}");
    }
}

/// Help that is followed and is wrong again teaches writers to leave the hours as they are.
#[test]
fn help_says_what_was_meant() {
    for (rule, help) in [
        ("Mo-Fr 08:00-16:00; Dec 25-26, Jan 1, PH off", "`Dec 25-26, Jan 1 off; PH off`"),
        ("Mo-Fr 08:00-16:00; Dec 24, Su off", "`Dec 24 off; Su off`"),
        ("Mo-Fr 08:00-16:00; Dec 24, Su 10:00-12:00", "`Dec 24 10:00-12:00; Su 10:00-12:00`"),
        ("Mo-Fr 08:00-16:00 PH off", "divided by a semicolon: `Mo-Fr 08:00-16:00; PH off`"),
        ("Mo-Fr 08:00-16:00; 24-26 Dec off", "`Dec 24-26`"),
        ("Mo-Fr 08:00-16:00; 24 Dec off", "the month stands before the day: `Dec 24`"),
        ("Mo-Fr 08:00-16:00; 24 Dec 2026 off", "`2026 Dec 24`"),
        ("Mo-Fr 08:00-16:00; 1 May off", "`May 1`"),
        ("Mo-Fr 08:00-16:00; 24. Dezember off", "`Dec 24`"),
        ("Mo-Fr 08:00-16:00; 24 grudnia off", "`Dec 24`"),
        ("Mo-Fr 08:00-16:00; 24th Dec off", "`Dec 24`"),
        ("Mo-Fr 08:00-16:00; 2026-12-24 off", "`2026 Dec 24`; one day with a reason is an exception"),
        ("Mo-Fr 08:00-16:00; Dec 24, 2026 off", "`2026 Dec 24`"),
        ("Mo-Fr 08:00-16:00; Okt 3 off", "`Oct 3`"),
        ("Mo-Fr 08:00-16:00; December 24 off", "`Dec 24`"),
        ("Mo-Fr 08:00-16:00; lipiec-sierpień off", "`Jul-Aug`"),
        ("Mo-Fr 08:00-12:00 und 13:00-17:00", "a comma stands between two times of a day: `08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-12:00 i 13:00-17:00", "`08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-12:00 & 13:00-17:00", "`08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-12:00 13:00-17:00", "`08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-12:00/13:00-17:00", "`08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-12:00 / 13:00-17:00", "`08:00-12:00,13:00-17:00`"),
        ("Mo-Fr 08:00-16:00 und Sa 09:00-13:00", "divided by a semicolon"),
        ("Mo-Fr 08:00-16:00; Dec 24 and 31 off", "a comma stands between days: `Mo, We 08:00-16:00`, `Dec 24, 31 off`"),
        ("Mo-Fr 08:00-16:00; Dec 24 or Dec 31 off", "a comma stands between days"),
        ("Mo und We 08:00-16:00", "a comma stands between days"),
        ("Mo & We 08:00-16:00", "a comma stands between days"),
        ("Mo-Fr od 08:00 do 16:00", "write a hyphen between two days or two times"),
        ("Mo-Fr von 08:00 bis 16:00", "write a hyphen between two days or two times"),
        ("Mo-Fr 08:00-16:00; Easter Monday off", "`easter +1 day`"),
        ("Mo-Fr 08:00-16:00; Good Friday off", "`easter -2 days`"),
        ("Mo-Fr 08:00-16:00; Dec 2026 off", "`2026 Dec`"),
        ("Mo-Fr 08:00-16:00; Jul-Aug 15 off", "`Jul 1-Aug 15`"),
        ("Mo-Fr 08:00-16:00; week 54 off", "weeks are numbered from 1 to 53"),
        ("Mo-Fr 08:00-16:00; Mo[6] off", "from `Mo[1]` to `Mo[5]`"),
        ("always", "`24/7`"),
        ("open 24 hours", "`24/7`"),
        ("Mo-Fr 0800-1600", "divided by a colon: `08:00-16:00`"),
        ("24h", "`24/7`"),
        ("24 / 7", "`24/7`"),
        ("0-24", "`24/7`"),
        ("Mo-Fr 0-24", "`Mo-Fr 00:00-24:00`"),
        ("Mo-Fr 08:00-16:00; easter+1 day off", "`easter +1 day`"),
        ("Mo-Fr 08:00-16:00; PH-1 day off", "`PH -1 day`"),
        ("Mo-Fr\u{a0}08:00-16:00", "this one was pasted from somewhere"),
        ("Mo-Fr\u{202f}08:00-16:00", "use plain spaces: this one was pasted from somewhere (U+202F)"),
        ("Mo-Fr\u{2009}08:00-16:00", "(U+2009)"),
        ("Mo-Fr\t08:00-16:00", "this one is a tab"),
        ("Mo-Fr\u{200b} 08:00-16:00", "a sign that nobody sees: it was pasted from somewhere (U+200B)"),
        ("Mo\u{2011}Fr 08:00-16:00", "the hyphen of the keyboard: this one was pasted from somewhere (U+2011)"),
    ] {
        let found = of_rule(rule);
        let [one] = found.as_slice() else { panic!("{rule}: {found:#?}") };
        assert!(one[1].starts_with("error[hours]") && one[2].contains(help), "{rule}: {one:#?}");
        assert!(one[0].len() < rule.len() || !rule.contains(';'), "{rule}: the part is not marked: {one:#?}");
    }
}
