//! What people paste by mistake is found, and what a help desk needs is left alone: the rates of both, measured. Every
//! valid number is computed here from the definition of its check digits, by no code of the crate.
//!
//! `cargo test --test redact -- --nocapture` prints the rates. Each rate's comment says what "order-like" means.
//!
//! Invariant (core): numbers of persons, cards and accounts are found in 4,200 spellings, and hardly ever in texts that
//! hold none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "redact/numbers.rs"]
mod numbers;
#[path = "redact/passwords.rs"]
mod passwords;

use std::{fs, path::Path};

use cpu_time::ThreadTime;
use nightdesk::request::{Finding, SecretKind, find, mask};
use numbers::{Random, card, ean, group, iban, nip, nrb, pesel, regon};
use passwords::{NO_PASSWORDS, PASSWORDS};

/// How many numbers each rate is measured on.
const MANY: u32 = 10_000;

/// Sentences that contain a number, as customers write them.
const SENTENCES: [&str; 8] = [
    "{}",
    "Dzień dobry, podaję: {}.",
    "Proszę o pomoc ({}), pilne!",
    "mój numer to {}, czekam na odpowiedź",
    "Zażółć gęślą jaźń 🦔 „{}”",
    "Numer:{}\nZamówienie MAL-204518, tel. +48 600 100 200",
    "Zapłaciłem 149,99 zł 21.11.2026 – {}; co dalej?",
    "?id={}&lang=pl",
];

/// A number inside a sentence is found at its position, and nothing else is.
fn check(kind: SecretKind, number: &str, sentence: &str) {
    let text = sentence.replace("{}", number);
    let start = sentence.find("{}").unwrap();
    let expected = Finding { kind, range: start..start + number.len() };
    assert_eq!(find(&text), [expected], "{text}");
}

/// A visitor who pastes a number by mistake is offered to hide it, however it is written: 100 numbers of each kind,
/// each in every writing and every sentence.
#[test]
fn true_numbers() {
    let mut random = Random::new(1);
    let blanks = [" ", "\u{a0}", "\u{202f}", "-"];
    let mut checked = 0;
    let mut all = |kind, number: &str, shapes: &[&[usize]]| {
        let written = shapes.iter().flat_map(|shape| blanks.map(|blank| group(number, shape, blank)));
        for written in written.chain([number.into()]) {
            SENTENCES.iter().for_each(|sentence| check(kind, &written, sentence));
            checked += 1;
        }
    };
    for _ in 0..100 {
        all(SecretKind::Pesel, &pesel(&mut random), &[&[6, 5], &[2, 2, 2, 5]]);
        let (number, shape) = card(&mut random);
        all(SecretKind::Card, &number, &[shape]);
        all(SecretKind::Iban, &nrb(&mut random), &[&[2, 4, 4, 4, 4, 4, 4], &[2, 8, 16], &[4, 4, 4, 4, 4, 4, 2]]);
        let number = iban(&mut random);
        all(SecretKind::Iban, &number, &[&[4; 8]]);
        all(SecretKind::Iban, &number.to_lowercase(), &[]);
        all(SecretKind::Iban, &format!("PL{}", nrb(&mut random)), &[&[4; 7], &[2, 2, 4, 4, 4, 4, 4, 4]]);
    }
    println!("true numbers: {checked} writings of 500 numbers, each in {} sentences, all found", SENTENCES.len());
}

/// Numbers that networks and registries publish as examples: people who test the form use these.
#[test]
fn published_numbers() {
    for (kind, numbers) in [
        (
            SecretKind::Card,
            &[
                "4111 1111 1111 1111",
                "4111111111111111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "41111111 11111111",
                "5555 5555 5555 4444",
                "378282246310005",
                "3782 822463 10005",
                "2223003122003222",
                "6011111111111117",
                "3530111333300000",
                "30569309025904",
                "3056 930902 5904",
                "2200 0000 0000 0004",
                "6759 6498 2643 8453",
            ][..],
        ),
        (
            SecretKind::Iban,
            &[
                "PL61 1090 1014 0000 0712 1981 2874",
                "PL61109010140000071219812874",
                "61109010140000071219812874",
                "61 1090 1014 0000 0712 1981 2874",
                "PL 61 1090 1014 0000 0712 1981 2874",
                "DE89 3704 0044 0532 0130 00",
                "GB29 NWBK 6016 1331 9268 19",
                "UA21 3223 1300 0002 6007 2335 6600 1",
                "FR14 2004 1010 0505 0001 3M02 606",
                "NO93 8601 1117 947",
                "CH93 0076 2011 6238 5295 7",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                "NL91 ABNA 0417 1643 00",
                "CZ65 0800 0000 1920 0014 5399",
            ],
        ),
        (SecretKind::Pesel, &["44051401458", "440514 01458", "44 05 14 01458", "02070803628", "00222902803"]),
    ] {
        for number in numbers {
            SENTENCES.iter().for_each(|sentence| check(kind, number, sentence));
        }
    }
    // What is printed on a card, in a row; and what the text itself calls a card, an account, a PESEL.
    for (text, number) in [
        ("4111 1111 1111 1111 12/27 123", "4111 1111 1111 1111"),
        ("4111 1111 1111 1111 1227 123", "4111 1111 1111 1111"),
        ("4111111111111111 1227 123", "4111111111111111"),
        ("5555 5555 5555 4444 123", "5555 5555 5555 4444"),
        ("4111111111111111/12/27/123", "4111111111111111"),
        ("Karta: 4111 - 1111 - 1111 - 1111", "4111 - 1111 - 1111 - 1111"),
        ("nr karty 41 11 11 11 11 11 11 11", "41 11 11 11 11 11 11 11"),
        ("moja karta Maestro: 6771 7980 2500 0004", "6771 7980 2500 0004"),
        ("PESEL 440 514 014 58", "440 514 014 58"),
        ("PESEL-44051401458", "44051401458"),
    ] {
        let found: Vec<_> = find(text).into_iter().map(|finding| &text[finding.range]).collect();
        assert_eq!(found, [number], "{text}");
    }
}

/// The share of numbers that are marked as one kind or any, in per cent; it is printed.
fn rate(name: &str, kind: Option<SecretKind>, mut number: impl FnMut(&mut Random) -> String) -> f64 {
    let mut random = Random::new(7);
    let marked = (0..MANY).filter(|_| {
        let text = number(&mut random);
        find(&text).iter().any(|finding| kind.is_none_or(|kind| finding.kind == kind))
    });
    let rate = marked.count() as f64 * 100.0 / f64::from(MANY);
    println!("{rate:>6.2} %  {name}");
    rate
}

/// Warnings that take every tenth order number for a secret are ignored. "Order-like" are, to each kind, random digits
/// in one piece, without a word that says what they are:
///
/// * PESEL: 11 digits, as parcel numbers of DHL and GLS have; also typed as six and five.
/// * Card: 13 to 19 digits, each length as often: all lengths that cards have at all. The limit is half a per cent.
///   Of exactly 16 digits more are marked, 2.2 %: a tenth has the check digit, and of these a fifth begins like a Visa, a
///   Mastercard, … To mark fewer would need a table of all banks, or would miss cards pasted without blanks. Order
///   numbers have 6 to 12 digits and parcel numbers 10 to 24; over these the rate is a fraction.
/// * NRB: 26 digits. Modulo 97 alone takes 1.0 %; the check digit of the branch leaves a tenth of that.
#[test]
fn random_numbers() {
    use SecretKind::{Card, Iban, Pesel};
    let digits = |count| move |random: &mut Random| random.digits(count);
    for (name, kind, most, made) in [
        ("PESEL: 11 digits", Some(Pesel), 1.0, Box::new(digits(11)) as Box<dyn FnMut(&mut Random) -> String>),
        ("PESEL: 6 and 5 digits", Some(Pesel), 1.0, Box::new(|r| group(&r.digits(11), &[6, 5], " "))),
        (
            "card: 13 to 19 digits",
            Some(Card),
            0.5,
            Box::new(|r| {
                let n = 13 + r.below(7);
                r.digits(n)
            }),
        ),
        ("card: 16 digits alone (no limit of ours)", Some(Card), 3.0, Box::new(digits(16))),
        ("card: 4-4-4-4 alone (no limit of ours)", Some(Card), 3.0, Box::new(|r| group(&r.digits(16), &[4; 4], " "))),
        ("card: 13 digits", Some(Card), 0.0, Box::new(digits(13))),
        ("card: 14 digits", Some(Card), 0.5, Box::new(digits(14))),
        ("card: 15 digits", Some(Card), 0.5, Box::new(digits(15))),
        ("card: 19 digits", Some(Card), 0.5, Box::new(digits(19))),
        ("card: a day and 8 digits: 20261125…", Some(Card), 0.0, Box::new(|r| format!("20261125{}", r.digits(8)))),
        ("NRB: 26 digits", Some(Iban), 1.0, Box::new(digits(26))),
        (
            "NRB: 26 digits in groups (no limit of ours)",
            Some(Iban),
            1.5,
            Box::new(|r| group(&r.digits(26), &[2, 4, 4, 4, 4, 4, 4], " ")),
        ),
        (
            "any: 6 to 12 digits, as orders have",
            None,
            0.5,
            Box::new(|r| {
                let n = 6 + r.below(7);
                r.digits(n)
            }),
        ),
        (
            "any: 10 to 24 digits, as parcels have",
            None,
            0.5,
            Box::new(|r| {
                let n = 10 + r.below(15);
                r.digits(n)
            }),
        ),
        ("any: order MAL-dddddd", None, 0.0, Box::new(|r| format!("MAL-{}", r.digits(6)))),
        ("any: telephone, 9 digits", None, 0.0, Box::new(digits(9))),
        ("any: telephone, +48 in one piece", None, 0.0, Box::new(|r| format!("+48{}", r.digits(9)))),
        (
            "any: telephone, +48 600 100 200",
            None,
            0.0,
            Box::new(|r| format!("tel. +48 {}", group(&r.digits(9), &[3, 3, 3], " "))),
        ),
        ("any: telephone, 22 012 34 56", None, 0.0, Box::new(|r| group(&r.digits(9), &[2, 3, 2, 2], " "))),
        ("any: two telephones in a row", None, 0.0, Box::new(|r| group(&r.digits(18), &[3; 6], " "))),
        ("any: 24 digits, parcel lockers", None, 0.0, Box::new(digits(24))),
        ("any: 24 digits in fours", None, 0.0, Box::new(|r| group(&r.digits(24), &[4; 6], " "))),
        ("any: 20 digits (SSCC, Poczta Polska)", None, 0.0, Box::new(digits(20))),
        ("any: EAN-13", None, 0.0, Box::new(|r| ean(r, 13, ""))),
        ("any: EAN-13 of Germany (40 to 43)", None, 0.0, Box::new(|r| ean(r, 13, "4"))),
        ("any: EAN-8", None, 0.0, Box::new(|r| ean(r, 8, ""))),
        ("any: NIP", None, 0.0, Box::new(nip)),
        ("any: NIP, 123-456-32-18", None, 0.0, Box::new(|r| group(&nip(r), &[3, 3, 2, 2], "-"))),
        ("any: REGON, 9 digits", None, 0.0, Box::new(digits(9))),
        ("any: REGON, 14 digits", None, 0.0, Box::new(|r| regon(r, ""))),
        ("any: REGON, 14 digits, begins with 38", None, 0.0, Box::new(|r| regon(r, "38"))),
        ("any: 12 digits", None, 0.0, Box::new(digits(12))),
        (
            "any: part of a longer word",
            None,
            0.0,
            Box::new(|r| format!("ID{0} {1}x {2}_{2}", r.digits(16), r.digits(11), r.digits(13))),
        ),
    ] {
        let rate = rate(name, kind, made);
        assert!(rate <= most, "{name}: {rate} % is more than {most} %");
    }
}

/// The demo's own articles name its telephone, its order numbers and its passwords: none of them is a secret.
#[test]
fn articles_are_clean() {
    let mut articles = 0;
    for lang in ["pl", "en"] {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(lang)];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "md") {
                    let text = fs::read_to_string(&path).unwrap();
                    let found: Vec<_> = find(&text).into_iter().map(|finding| &text[finding.range]).collect();
                    assert!(found.is_empty(), "{}: {found:?}", path.display());
                    articles += 1;
                }
            }
        }
    }
    println!("articles: {articles}, no mark in any");
    assert!(articles > 100, "{articles}");
}

/// A password is marked as people announce it, in four languages; what they say about passwords without one is not
/// marked.
#[test]
fn announced_passwords() {
    for (text, password) in PASSWORDS {
        let found: Vec<_> = find(text).into_iter().map(|finding| (finding.kind, &text[finding.range])).collect();
        assert_eq!(found, [(SecretKind::Password, *password)], "{text}");
    }
    for text in NO_PASSWORDS {
        let found: Vec<_> = find(text).into_iter().map(|finding| &text[finding.range]).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    println!("passwords: {} found, {} left alone", PASSWORDS.len(), NO_PASSWORDS.len());
}

/// Whatever is typed, the form must not fail: positions are valid and in order; and what was hidden stays hidden.
#[test]
fn hostile_texts() {
    const PARTS: [&str; 44] = [
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "-",
        "–",
        ".",
        ",",
        ":",
        ": ",
        "=",
        "\n",
        "\t",
        "„",
        "”",
        "\"",
        "(",
        ")",
        "+",
        "•",
        "_",
        "/",
        "ą",
        "ż",
        "І",
        "🦔",
        "e\u{301}",
        "hasło",
        "Hasło: ",
        "hasło to ",
        "password is ",
        "пароль",
        "Passwort ",
        "PIN ",
        "CVV ",
        "kod BLIK ",
        "karta ",
        "PESEL ",
        "konto ",
        "PL",
        "GB29 NWBK ",
        "4111 1111 1111 1111",
        "44051401458",
        "61 1090 1014 0000 0712 1981 2874",
    ];
    let mut random = Random::new(11);
    let mut found = 0;
    for _ in 0..2 * MANY {
        let mut text = String::new();
        for _ in 0..random.below(24) {
            match random.below(3) {
                0 => {
                    text += &{
                        let n = 1 + random.below(12);
                        random.digits(n)
                    }
                }
                1 => text += ["Ab1", "kotek", "Kotek1!", "x"][random.below(4)],
                _ => text += PARTS[random.below(PARTS.len())],
            }
        }
        let findings = find(&text);
        let mut masked = text.clone();
        for finding in findings.iter().rev() {
            assert!(!text[finding.range.clone()].is_empty(), "{text:?} {finding:?}");
            masked = mask(&masked, finding);
        }
        assert!(findings.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{text:?} {findings:?}");
        // Where each of them is now.
        let (mut shift, mut hidden) = (0, Vec::new());
        for finding in &findings {
            let start = finding.range.start.checked_add_signed(shift).unwrap();
            shift += mask(&text, finding).len() as isize - text.len() as isize;
            hidden.push(start..finding.range.end.checked_add_signed(shift).unwrap());
        }
        for Finding { kind, range } in find(&masked) {
            let again = hidden.iter().any(|at| at.start < range.end && range.start < at.end);
            assert!(!again, "{text:?}\n{masked:?} {kind:?} {range:?}");
        }
        found += findings.len();
    }
    println!("hostile texts: {}, with {found} findings", 2 * MANY);
}

/// A form that stalls at a pasted log loses the message: time grows with the text and no faster.
#[test]
fn long_texts_take_little_time() {
    for (name, part) in [
        ("digits and blanks", "4111 1111 1111 111 "),
        ("single digits", "1 "),
        ("one run of digits", "4"),
        ("passwords", "hasło:"),
        ("phrases", "hasło do "),
        ("quotes", "hasło \""),
        ("IBANs", "PL61 "),
        ("cards", "karta 4111111111111111,"),
    ] {
        let text = part.repeat(200_000 / part.len());
        let start = ThreadTime::now();
        let found = find(&text).len();
        let took = start.elapsed().as_millis();
        println!("{took:>4} ms  200 kB of {name} ({found} findings)");
        assert!(took < 500, "{name}: {took} ms");
    }
}
