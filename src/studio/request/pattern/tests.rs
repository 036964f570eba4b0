//! Which patterns are accepted, and how long they and the others take.
//!
//! Invariant (browser): no pattern of a form field takes a browser more than a bounded time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use cpu_time::ThreadTime;
use regress::Regex;
use std::time::Duration;

use super::*;
use crate::request::PATTERN_CHARS;

/// A visitor waits so long for a field at most; a browser takes a tenth of what `regress` does here.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a browser's own way of reading takes for a value, anchored as HTML does it.
fn took(pattern: &str, value: &str) -> Duration {
    let compiled = Regex::with_flags(&format!("^(?:{pattern})$"), "v").unwrap();
    let start = ThreadTime::now();
    let _ = compiled.find(value);
    start.elapsed()
}

/// Texts that a pattern nearly reads: pieces of it, repeated, and something that fits nowhere.
fn attacks(pieces: &[&str], length: usize) -> Vec<String> {
    let long = |piece: &str| piece.repeat(length / piece.len().max(1)).chars().take(length).collect::<String>();
    pieces.iter().flat_map(|piece| ["", "!", "\u{1f345}"].map(|end| long(piece) + end)).collect()
}

/// Patterns that shops need. None of them may be refused, and none may take long.
#[test]
fn ordinary_patterns_are_taken_and_fast() {
    for (pattern, pieces) in [
        (r"MAL-[0-9]{6}", &["MAL-123456", "M"][..]),
        (r"([0-9] ?){23}[0-9]", &["1 2", "1", " "]),
        (r"\d{2}-\d{3}", &["00-950", "0"]),
        (r"\d{2}-?\d{3}", &["00-950", "0"]),
        (r"\+?\d{1,3}[ \-]?\d{3}[ \-]?\d{3}[ \-]?\d{3}", &["48 600 100 200", "1", "1 "]),
        (r"(\+48 ?)?(\d{3} ?){3}", &["+48 600", "6"]),
        (r"[A-Z]{2}\d{2} ?(\d{4} ?){4,7}\d{1,3}", &["PL61 1090 1014", "1", "1 "]),
        (r"[^@]+@[^@]+\.[^@]+", &["a@a.", "a", ".", "@"]),
        (r"[^@\s]+@[^@\s]+(\.[^@\s.]+)+", &["a@a.a", ".a", "."]),
        (r"(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.\d{4}", &["01.02.2026", "0"]),
        (r"(EUR|PLN|USD|UAH) ?\d+(,\d{2})?", &["EUR 1", "1", "1,"]),
        (r"https?://[\w.\-]+(/.*)?", &["https://a", "/", "a."]),
        (r"\p{Lu}\p{Ll}+( \p{Lu}\p{Ll}+)*", &["Żółć ", "A", "a"]),
        (r"[A-HJ-NPR-Z0-9]{17}", &["WVWZZZ", "1"]),
        (r"\d{1,3}(\.\d{1,3}){3}", &["127.0.0.1.", "1", "1."]),
        (r"([0-9A-F]{2}:){5}[0-9A-F]{2}", &["00:1A:", "0"]),
        (r"[a-z0-9]+(-[a-z0-9]+)*", &["a-", "a", "-"]),
        (r"#?([a-f0-9]{3}|[a-f0-9]{6})", &["abc", "#a"]),
        (r"\w+(,\w+)*", &["a,", "a"]),
        (r".{10,}", &["a"]),
        (r"[\s\S]*", &["a\n"]),
        (r"(ab|ac)*d", &["abac", "a"]),
        (r"v?\d+\.\d+(\.\d+)?", &["1.1.", "1"]),
        (r"\d{4}/\d{1,6}/[A-Z]{1,3}", &["2026/1/A", "1"]),
        (r"[1-9]\d{0,2}( ?\d{3})*( ?zł)?", &["1 000", "1"]),
        (r"(SN|S/N)?[:\s]*[A-Z0-9\-]{5,40}", &["SN: A", "A", ":"]),
        (r"\d{200}", &["1"]),
        (r"a{0,30}b?a{5}", &["a", "ab"]),
    ] {
        assert_eq!(check(pattern), Ok(()), "{pattern}");
        let worst = attacks(pieces, PATTERN_CHARS).iter().map(|text| took(pattern, text)).max().unwrap();
        println!("{worst:>10.1?} {pattern}");
        assert!(worst < PATIENCE, "{pattern}: {worst:?}");
    }
}

/// A pattern that keeps a browser busy for a minute is a form that nobody can send.
#[test]
fn patterns_that_explode_are_not_taken() {
    let mut slow = 0;
    for (pattern, pieces) in [
        ("(a+)+b", &["a"][..]),
        ("(a*)*b", &["a"]),
        ("(a|a)*b", &["a"]),
        ("(a|aa)+b", &["a"]),
        ("(a|ab|b)*c", &["ab"]),
        ("(a*b*)*c", &["a", "ab"]),
        (r"(\d+,?)+x", &["1"]),
        (r"(\w+\s?)+x", &["a"]),
        (r"([a-z]+)*\d", &["a"]),
        (r"(.*,)*x", &[",", "a,"]),
        ("(a{1,9})+b", &["a"]),
        ("((ab)+)+c", &["ab"]),
        (r"(\d|[0-9]|[5-9])+x", &["6"]),
        (r"([^a]|[^b])+x", &["c"]),
        ("(a?){30}a{30}b", &["a"]),
        ("(a|a){30}b", &["a"]),
        ("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?b", &["a"]),
        ("(a|b|ab){30}c", &["ab"]),
        (r"a*a*a*a*b", &["a"]),
        (r"\d+\d+\d+\d+x", &["1"]),
        (r".*-.*-.*-.*x", &["-"]),
        (r"\s*,?\s*,?\s*,?\s*x", &[" "]),
        (r"[a-z]*[a-z0-9]*[a-z\-]*x", &["a"]),
        (r"([\w.]+)+@", &["a"]),
        (r"(\p{L}+[ \-]?)+\d", &["ż"]),
        (r"(?:(?<x>a+))+b", &["a"]),
        (r"((a+)?)+b", &["a"]),
        (r"(b?)*", &["b"]),
        (r"((a)(b?)*(ab)){1,3}", &["ab"]),
        (r"(a*b*){2}", &["ab"]),
        (r"\d{0,400}\d{0,400}\d{0,400}x", &["1"]),
    ] {
        assert_eq!(check(pattern), Err(Fault::Slow), "{pattern}");
        // Shown for those that are slow with so few letters that the test ends.
        if pattern.contains('{') || pattern.starts_with("a?a?") {
            continue;
        }
        let [few, more] = [8, 11]
            .map(|length| attacks(pieces, length).iter().map(|text| took(pattern, text)).max().unwrap().as_secs_f64());
        println!("{:>6.1} times as long for three letters more: {pattern}", more / few);
        slow += usize::from(more / few > 2.0);
    }
    assert!(slow >= 10, "{slow} of them grow: the attacks are none");
}

/// What cannot be asked is not taken.
#[test]
fn what_is_not_understood_is_told() {
    for pattern in ["(?=a)a", "(?!0)\\d+", "(?<=a)b", r"(a)\1", r"(?<x>a)\k<x>", r"[\q{ab}]", "[[:a:]]", "(?i:a+)b"] {
        assert_eq!(check(pattern), Err(Fault::Unknown), "{pattern}");
    }
    assert_eq!(check(&"[a-z][0-9]".repeat(200)), Err(Fault::Long));
    assert_eq!(check(&format!("{}a{}", "(".repeat(200), ")".repeat(200))), Err(Fault::Unknown));
}

/// Small patterns at random: whatever is taken reads any text of two letters in no time.
#[test]
fn whatever_is_taken_is_fast() {
    let mut state = 7_u32;
    let mut random = move |most: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % most
    };
    let (mut taken, mut refused, mut worst) = (0, 0, (Duration::ZERO, String::new()));
    for _ in 0..300 {
        let mut pattern = String::from("a");
        for _ in 0..2 + random(4) {
            let atom = ["a", "b", "[ab]", "ab", "a|b", "b?"][random(6) as usize];
            pattern = match random(5) {
                0 => format!("({pattern}|{atom})"),
                1 => format!("({pattern}){}", ["*", "+", "?", "{2}", "{1,3}", "{0,40}", "{3,}"][random(7) as usize]),
                2 => format!("(?:{atom})({pattern})"),
                3 => format!("({pattern})({atom}){}", ["*", "+", "?", "", "{2,9}"][random(5) as usize]),
                _ => format!("{pattern}{}", ["a*", "b*", "a", "[ab]*", "(ab)*", "b{0,9}"][random(6) as usize]),
            };
        }
        let start = ThreadTime::now();
        let verdict = check(&pattern);
        assert!(start.elapsed() < PATIENCE, "{pattern} takes {:?} to be asked", start.elapsed());
        if verdict.is_err() {
            refused += 1;
            continue;
        }
        taken += 1;
        let own: String = (0..40).map(|_| ["a", "b"][random(2) as usize]).collect();
        for text in attacks(&["a", "ab", "b", "aab", &own], 100) {
            let time = took(&pattern, &text);
            if time > worst.0 {
                worst = (time, format!("{pattern} {text}"));
            }
            assert!(time < PATIENCE, "{pattern} takes {time:?} for {text}");
        }
    }
    println!("{taken} taken, {refused} refused, the slowest {worst:?}");
    assert!(taken > 50 && refused > 50);
}
