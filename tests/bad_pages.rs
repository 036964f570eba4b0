//! Rules for pages in `nightdesk.toml`: what is reported of wrong ones, at which position and with which fix, in a
//! snapshot that shows each file with the position marked; and what correct ones become in a pack.
//!
//! Invariant (content): a page rule that no visitor would ever see is reported with its place and a fix; a correct one
//! reaches the pack of each language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{fmt::Write, fs, path::Path};

use nightdesk::{
    knowledge::{Page, notice_is_here, page_articles},
    pack::{Pack, decode},
    studio::{Diagnostic, Severity, gunzip},
};
use support::{RETURN, folder, listing, nightdesk, put, read};

/// The rest of the settings.
const SITE: &str = "\n[site]\nlanguages = [\"pl\", \"en\"]\n";

/// Files with these settings; `payments/how-to-pay` is not translated, and one notice is over.
fn files(settings: &str) -> Vec<(&'static str, String)> {
    let article = |title: &str| format!("---\ntitle: {title}\n---\n\nText.\n");
    let notice = |until: &str| format!("---\ntitle: Couriers are late\nuntil: {until}\n---\n");
    vec![
        ("nightdesk.toml", settings.to_owned() + SITE),
        ("pl/returns/return.md", RETURN.to_owned()),
        ("en/returns/return.md", RETURN.to_owned()),
        ("pl/payments/how-to-pay.md", article("Jak zapłacić?").replace("---\n\n", "slug: jak-zaplacic\n---\n\n")),
        ("pl/payments/invoice.md", article("Jak dostać fakturę?")),
        ("en/payments/invoice.md", article("How do I get an invoice?")),
        ("pl/payments/refund.md", article("Kiedy dostanę zwrot?")),
        ("en/payments/refund.md", article("When is my refund?")),
        ("pl/payments/voucher.md", article("Jak użyć bonu?")),
        ("en/payments/voucher.md", article("How do I use a voucher?")),
        ("pl/notices/courier-strike.md", notice("2026-12-20")),
        ("en/notices/courier-strike.md", notice("2026-12-20")),
        ("pl/notices/2026/queue.md", notice("2026-12-21").replace("until", "severity: critical\nuntil")),
    ]
}

fn findings(settings: &str) -> Vec<Diagnostic> {
    let files = files(settings);
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    read(folder(&files).path()).diagnostics
}

/// A file with a marker below each line that a finding points at, and the findings.
fn marked(name: &str, text: &str, findings: &[Diagnostic]) -> String {
    let short = |text: &str| if text.len() > 300 { "…".to_owned() } else { text.to_owned() };
    let mut out = format!("──── {name}\n");
    for (number, line) in text.lines().enumerate() {
        writeln!(out, "{}", short(line)).unwrap();
        for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
            if place.line == number + 1 && line.len() <= 300 {
                let width = text[place.span.clone()].lines().next().unwrap_or_default().chars().count().max(1);
                writeln!(out, "{}{}", " ".repeat(place.column - 1), "^".repeat(width)).unwrap();
            }
        }
    }
    findings.iter().for_each(|finding| writeln!(out, "{finding}").unwrap());
    out
}

/// A rule with this pattern, whose only mistake is there.
fn url(pattern: &str) -> String {
    format!("[[page]]\nurl = {pattern}\narticles = [\"returns/return\"]\n")
}

/// A rule that shows this.
fn shown(lines: &str) -> String {
    format!("[[page]]\nurl = \"/koszyk*\"\n{lines}\n")
}

/// A rule that never matches, or names what does not exist, has no visible effect: the writer has to be warned.
#[test]
fn wrong_rules_are_told() {
    let four = "articles = [\"payments/invoice\", \"payments/refund\", \"payments/voucher\", \"returns/return\"]\n";
    let cases = [
        ("no pattern", url("[]")),
        ("an empty pattern", url("\"\"")),
        ("a blank among patterns", url("[\"/koszyk*\", \" \"]")),
        ("no slash", url("\"koszyk*\"")),
        ("a file without a slash", url("\"koszyk.html\"")),
        ("a site without https", url("[\"/kasa\", \"www.sklepmalina.example/koszyk\"]")),
        ("a query alone", url("\"?step=2\"")),
        ("a fragment alone", url("\"#/koszyk\"")),
        ("a regular expression", url("\"^/koszyk\"")),
        ("a variable of a router", url("[\"/konto/:id/faktury\", \"/zamowienie/{id}\", \"/a:b\", \"/[1-9]\"]")),
        ("a path from here", url("\"./koszyk\"")),
        ("another scheme", url("\"ftp://sklepmalina.example/koszyk\"")),
        ("two patterns in one", url("\"/koszyk* /kasa*\"")),
        ("a space at the end", url("\"/koszyk* \"")),
        ("a space that cannot be seen", url("\"/koszyk\u{a0}2\"")),
        ("an endless pattern", url(&format!("\"/{}\"", "a".repeat(500)))),
        ("a pattern twice", url("[\"/koszyk\", \"/kasa\", \"/Koszyk/\"]")),
        ("a number for a pattern", url("5")),
        ("a number among patterns", url("[\"/koszyk\", 5]")),
        ("no url", "[[page]]\narticles = [\"returns/return\"]\n".to_owned()),
        ("brackets of a table", url("\"/koszyk*\"").replace("[[page]]", "[page]")),
        ("a key with a slip", shown("article = [\"returns/return\"]")),
        ("nothing shown", shown("")),
        ("only empty lists", shown("articles = []\nnotices = []")),
        ("an unknown article", shown("articles = [\"payments/how-to-pya\"]")),
        ("an article with its ending", shown("articles = [\"returns/return.md\"]")),
        ("an article by its address", shown("articles = [\"jak-zaplacic\"]")),
        ("a category as an article", shown("articles = [\"returns\"]")),
        ("an article far from all", shown("articles = [\"reklamacje\"]")),
        ("five articles", shown(&four.replace("[", "[\"payments/how-to-pay\", "))),
        ("an unknown category", shown("categories = [\"payment\"]")),
        ("an article as a category", shown("categories = \"returns/return\"")),
        ("an unknown notice", shown("notices = [\"courier-strikes\"]")),
        ("a notice without its folder", shown("notices = [\"queue\"]")),
        ("a notice by its title", shown("notices = [\"Couriers are late\"]")),
        ("a rule twice", url("\"/koszyk\"") + &url("\"/koszyk/\"")),
        (
            "a rule behind four articles",
            shown(four) + "[[page]]\nurl = \"/koszyk*\"\narticles = \"payments/how-to-pay\"\n",
        ),
        ("two slips at once", shown("articles = [\"returns/retrun\"]\ncategories = [\"paymants\"]")),
    ];
    let mut out = String::new();
    for (name, text) in cases {
        let found = findings(&text);
        assert!(!found.is_empty(), "nothing is wrong with: {name}");
        let is_complete = |finding: &Diagnostic| {
            let place = finding.place.as_ref();
            place.is_some_and(|place| place.file == Path::new("nightdesk.toml")) && !finding.help.is_empty()
        };
        assert!(found.iter().all(is_complete), "{found:?}");
        writeln!(out, "{}", marked(name, &text, &found)).unwrap();
    }
    insta::assert_snapshot!("wrong_rules", out);
}

/// Each page that opens is compared with every rule; a generated list must not slow down a phone.
#[test]
fn at_most_500_rules() {
    let rules = |count: usize| (0..count).map(|at| url(&format!("\"/p/{at}/*\""))).collect::<String>();
    assert_eq!(findings(&rules(500)), []);
    let found = findings(&rules(501));
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.severity == Severity::Error && finding.message.contains("501"), "{finding}");
    assert_eq!(finding.place.as_ref().map(|place| place.line), Some(1_502));
}

/// Correct rules have no finding: two rules of one page that complete each other, a page without a translation, a
/// notice in one language only.
#[test]
fn good_rules_are_left_alone() {
    for settings in [
        shown("articles = [\"payments/how-to-pay\"]"),
        shown("categories = [\"payments\"]\nnotices = \"courier-strike\""),
        shown("notices = [\"2026/queue\"]"),
        shown("articles = \"payments/refund\"") + &shown("articles = [\"payments/invoice\", \"payments/refund\"]"),
        url("[\"/koszyk\", \"/kasa\"]") + &url("\"/koszyk*\"") + &url("[\"/koszyk\", \"/zwroty\"]"),
        url("\"https://sklepmalina.example/koszyk*\"") + &url("\"HTTPS://sklepmalina.example\""),
        url("\"*\"") + &url("\"/\"") + &url("\"/a?b=*#c\"") + &url("\"/zam%C3%B3wienie/a%20b\""),
    ] {
        assert_eq!(findings(&settings), [], "{settings}");
    }
}

/// The pack of each language of a built bundle, by its code.
fn packs(settings: &str) -> [Pack; 2] {
    let content = folder(&[]);
    for (name, text) in files(settings) {
        put(content.path(), name, &text);
    }
    put(content.path(), "pl/notices/over.md", "---\ntitle: Over\nuntil: 2026-01-02\n---\n");
    let out = tempfile::tempdir().unwrap();
    let paths = [content.path(), out.path()].map(|path| path.to_str().unwrap());
    let output = nightdesk(&["build", paths[0], "--out", paths[1], "--fast"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    ["pl", "en"].map(|lang| {
        let files = listing(out.path());
        let file = files.iter().find(|file| file.starts_with(&format!("pack-{lang}-"))).unwrap();
        decode(&gunzip(&fs::read(out.path().join(file)).unwrap()).unwrap()).unwrap()
    })
}

/// Visitors see what the writer wrote, in the language they read; what is not translated is left out, not the rule.
#[test]
fn rules_reach_the_pack() {
    let settings = "[[page]]\nurl = [\"/koszyk*\", \"/zam%C3%B3wienie/*\"]\narticles = [\"payments/voucher\", \"payments/how-to-pay\"]\n\
        categories = [\"payments\", \"returns\"]\nnotices = [\"courier-strike\", \"2026/queue\"]\n\
        [[page]]\nurl = \"/pomoc\"\narticles = \"payments/how-to-pay\"\n\
        [[page]]\nurl = \"/zwroty\"\nnotices = \"over\"\n\
        [[page]]\nurl = \"/zwroty\"\narticles = \"returns/return\"\n";
    let [pl, en] = packs(settings);
    assert_eq!([pl.pages.len(), en.pages.len()], [3, 2], "rules that show nothing in a language are not in its pack");
    let keys = |pack: &Pack, path: &str| -> Vec<String> {
        let page = Page { path, ..Page::default() };
        let numbers = page_articles(&pack.pages, &page);
        numbers.iter().map(|number| pack.articles[*number as usize].key.clone()).collect()
    };
    for (path, in_polish, in_english) in [
        (
            "/koszyk",
            "payments/voucher payments/how-to-pay payments/invoice payments/refund",
            "payments/voucher payments/invoice payments/refund returns/return",
        ),
        (
            "/Zamówienie/7",
            "payments/voucher payments/how-to-pay payments/invoice payments/refund",
            "payments/voucher payments/invoice payments/refund returns/return",
        ),
        ("/pomoc", "payments/how-to-pay", ""),
        ("/zwroty/", "returns/return", "returns/return"),
        ("/", "", ""),
    ] {
        assert_eq!(keys(&pl, path).join(" "), in_polish, "{path}");
        assert_eq!(keys(&en, path).join(" "), in_english, "{path}");
    }
    // The critical one is first in Polish, the only one in English is the strike.
    for (pack, titles) in [(&pl, 2), (&en, 1)] {
        assert_eq!(pack.notices.len(), titles);
        for notice in 0..titles as u32 {
            let at = |path| notice_is_here(&pack.pages, &Page { path, ..Page::default() }, notice);
            assert!(at("/koszyk/2") && !at("/zwroty") && !at("/"));
        }
    }
    assert_eq!(pl.pages[0].notices, [1, 0], "by number, whatever the order of files");
}
