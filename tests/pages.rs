//! The static pages: what they tell visitors without scripts and search engines about contact channels and hours, and
//! in `pages/topics.rs` how their topics are nested.
//!
//! All pages are built at one moment, so the days ahead are always the same ones.
//!
//! Invariant (content): static pages and their schema.org data say what `nightdesk.toml` says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/html.rs"]
mod html;
mod support;
#[path = "pages/topics.rs"]
mod topics;

use std::fs;

use nightdesk::studio::{BundleOptions, Effort, IndexCache, Library, Severity, write_bundle};
use serde_json::{Value, json};
use support::{NOW, RETURN, demo, folder, listing, read};

/// The beginning of a data block.
const BLOCK: &str = "<script type=\"application/ld+json\">";

/// All pages of a site by path.
fn pages(library: &Library) -> Vec<(String, String)> {
    let out = folder(&[]);
    let options = BundleOptions { out: out.path().into(), app: None, now: NOW, effort: Effort::Fast };
    write_bundle(library, &options, &mut IndexCache::default()).unwrap();
    let html = |file: String| (fs::read_to_string(out.path().join(&file)).unwrap(), file);
    let files = listing(out.path()).into_iter().filter(|file| file.ends_with(".html"));
    files.map(html).map(|(html, file)| (file, html)).collect()
}

/// One of them.
fn page<'a>(pages: &'a [(String, String)], path: &str) -> &'a str {
    &pages.iter().find(|(file, _)| file == path).unwrap_or_else(|| panic!("there is no {path}")).1
}

/// The pages of an English site with one article and some settings.
fn site(settings: &str) -> Vec<(String, String)> {
    let toml = format!("[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\ncountry = \"PL\"\n{settings}");
    let content = folder(&[("nightdesk.toml", &toml), ("en/a/return.md", RETURN)]);
    let library = read(content.path());
    let mut errors = library.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.next().map(ToString::to_string), None);
    pages(&library)
}

/// The content of a data block, as written.
fn block(html: &str) -> &str {
    let (_, rest) = html.split_once(BLOCK).expect("a data block");
    rest.split_once("</script>").expect("its end").0
}

fn data(html: &str) -> Value {
    serde_json::from_str(block(html)).unwrap()
}

/// The footer of a page as a person reads it; every space is a plain one.
fn foot(html: &str) -> String {
    let (_, rest) = html.split_once("<footer id=\"contact\">").expect("a foot");
    let (mut out, mut tag) = (String::new(), false);
    for letter in rest.split_once("</footer>").expect("its end").0.chars() {
        match letter {
            '<' => tag = true,
            '>' => tag = false,
            letter if !tag => out.push(if letter == '\u{a0}' { ' ' } else { letter }),
            _ => {}
        }
    }
    out
}

/// A search engine must say the hours of the shop that `nightdesk.toml` gives, with Christmas Eve and the Sundays with
/// trade: its users never see the page.
#[test]
fn the_demo_for_machines() {
    let pages = pages(&demo());
    let week = |days: &[&str], opens: &str, closes: &str| {
        let days: Vec<_> = days.iter().map(|day| format!("https://schema.org/{day}")).collect();
        json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes })
    };
    let day = |date: &str, opens: &str, closes: &str| {
        let kind = "OpeningHoursSpecification";
        json!({ "@type": kind, "validFrom": date, "validThrough": date, "opens": opens, "closes": closes })
    };
    let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    for (path, phone, store) in [
        ("index.html", "Zadzwoń", "Sklep w Warszawie"),
        ("pl/index.html", "Zadzwoń", "Sklep w Warszawie"),
        ("en/index.html", "Call us", "Store in Warsaw"),
    ] {
        let data = data(page(&pages, path));
        assert_eq!((&data["@context"], &data["@type"]), (&json!("https://schema.org"), &json!("Organization")));
        assert_eq!((&data["name"], &data["url"]), (&json!("Sklep Malina"), &json!("https://sklepmalina.example/")));
        let call = &data["contactPoint"][0];
        assert_eq!((&call["name"], &call["telephone"]), (&json!(phone), &json!("+48220123456")));
        assert_eq!(
            (&call["contactType"], &call["availableLanguage"]),
            (&json!("customer service"), &json!(["pl", "en"]))
        );
        let hours = call["hoursAvailable"].as_array().unwrap();
        assert_eq!(hours[0], week(&weekdays[..5], "08:00", "16:00"));
        assert!(hours.contains(&day("2026-12-24", "00:00", "00:00")), "{path}: the phone is answered on Christmas Eve");
        assert_eq!(data["contactPoint"][1]["email"], json!("pomoc@sklepmalina.example"));
        assert_eq!(data["contactPoint"].as_array().map(Vec::len), Some(2), "a store is no way from afar");

        let first = &data["location"][0];
        assert_eq!((&first["@type"], &first["name"]), (&json!("Store"), &json!(store)));
        assert_eq!(first["address"], json!("ul. Poziomkowa 14"));
        let hours = first["openingHoursSpecification"].as_array().unwrap();
        assert_eq!(hours[0], week(&weekdays, "07:00", "21:00"));
        for special in [
            day("2026-12-06", "10:00", "18:00"),
            day("2026-12-24", "00:00", "00:00"),
            day("2026-12-31", "07:00", "16:00"),
            day("2027-01-11", "12:00", "21:00"),
        ] {
            assert!(hours.contains(&special), "{path}: {special} is missing");
        }
        assert_eq!(data["location"].as_array().map(Vec::len), Some(4));
    }
    for (path, html) in pages.iter().filter(|(path, _)| path.matches('/').count() > 1) {
        assert!(!html.contains(BLOCK), "{path} says it once more");
    }
}

/// A label must not get out of the data block and run as a script, and must still be read as it was written.
#[test]
fn labels_stay_inside() {
    for hostile in ["</script><img src=x onerror=alert(1)>", "<!--<script>", "]]>&lt;/script>\\u003c\u{2028}"] {
        let settings = format!(
            "[company]\nname = {0}\n[[channel]]\nid = \"a\"\nkind = \"phone\"\nvalue = \"+48 1\"\nlabel = {{ en = {0} }}\nnote = {{ en = {0} }}\n\
             [[channel]]\nid = \"b\"\nkind = \"store\"\nvalue = {0}\nlabel = {{ en = {0} }}\n",
            json!(hostile)
        );
        let pages = site(&settings);
        let html = page(&pages, "en/index.html");
        assert!(!block(html).contains('<'), "{hostile}");
        let data = data(html);
        let read = [&data["name"], &data["contactPoint"][0]["name"], &data["location"][0]["address"]];
        assert_eq!(read, [&json!(hostile); 3]);
        for (path, html) in &pages {
            assert!(!html.contains("<img") && !html.contains("<!--"), "{path}: {hostile}");
        }
    }
}

/// Unknown data is left out: an empty list reads as "never open", an empty block as an error.
#[test]
fn nothing_is_empty() {
    let channel = "[[channel]]\nid = \"chat\"\nkind = \"chat\"\nvalue = \"https://example.com/chat\"\nlabel = { en = \"Chat\" }\n";
    for (name, settings, keys) in [
        ("no channels", String::new(), None),
        ("a company without channels", "[company]\nname = \"Malina\"\n".into(), None),
        ("a channel", channel.into(), Some(vec!["@context", "@type", "contactPoint"])),
    ] {
        for (path, html) in site(&settings) {
            assert_eq!(html.contains("<footer"), keys.is_some(), "{name}: {path}");
            assert!(!html.contains("<dl") && !html.contains("<ul></ul>"), "{name}: {path}");
            let keys = keys.as_ref().filter(|_| path.matches('/').count() < 2);
            assert_eq!(html.contains(BLOCK), keys.is_some(), "{name}: {path}");
            let Some(keys) = keys else { continue };
            let data = data(&html);
            assert_eq!(data.as_object().unwrap().keys().collect::<Vec<_>>(), *keys, "{name}");
            let contact_point = json!({
                "@type": "ContactPoint", "name": "Chat", "contactType": "customer service",
                "url": "https://example.com/chat", "availableLanguage": ["en"],
            });
            assert_eq!(data["contactPoint"], json!([contact_point]), "{name}");
            assert!(html.contains("<li><a href=\"https://example.com/chat\">Chat</a></li>"), "{name}: {path}");
        }
    }
}

/// A visitor without scripts must learn when somebody answers, and that Christmas Eve is not a usual Thursday.
#[test]
fn hours_in_words() {
    let pages = pages(&demo());
    for (path, in_full, parts) in [
        (
            "pl/index.html",
            true,
            [
                "poniedziałek–piątek 8:00–16:00",
                "sobota–niedziela nieczynne",
                "24 grudnia, czwartek: nieczynne – Wigilia",
                "6 grudnia, niedziela: 10:00–18:00 – niedziela handlowa",
            ],
        ),
        (
            "en/index.html",
            true,
            [
                "Monday–Friday 8:00–16:00",
                "Monday–Saturday 8:00–20:00",
                "24 December, Thursday: closed – Christmas Eve",
                "11 January, Monday: 12:00–20:00 – stocktaking",
            ],
        ),
        (
            "pl/adresy-sklepow/index.html",
            false,
            [
                "Zwykłe godziny: poniedziałek–piątek 8:00–16:00, sobota–niedziela nieczynne",
                "Zwykłe godziny: poniedziałek–sobota 7:00–21:00, niedziela nieczynne",
                "Zadzwoń +48 22 012 34 56",
                "Wszystkie godziny i kontakty",
            ],
        ),
    ] {
        let html = page(&pages, path);
        let foot = foot(html);
        for part in parts {
            assert!(foot.contains(part), "{path}: {part} is not in {foot}");
        }
        // Three schedules, each printed once; an article links to the index for the days that differ.
        assert_eq!(html.matches("<time datetime=\"2026-12-24\">").count(), if in_full { 3 } else { 0 }, "{path}");
        assert_eq!(html.contains("<a href=\"../../pl/#contact\">"), !in_full, "{path}");
        for moment in ["dziś", "jutro", "teraz", "czynne do", "today", "tomorrow", "now", "open until"] {
            assert!(!foot.contains(moment), "{path} speaks of the moment: {moment}");
        }
    }
    assert!(page(&pages, "pl/index.html").contains("Sklep w\u{a0}Warszawie"), "a line may end with a letter");
}

/// A store has no number to call: its address must be a link wherever a link target exists.
#[test]
fn channels_are_links() {
    let store = |more: &str| {
        format!(
            "[[channel]]\nid = \"s\"\nkind = \"store\"\nvalue = \"ul. Malinowa 1\"\nlabel = {{ en = \"Store\" }}\n{more}"
        )
    };
    let address = "ul. Malinowa\u{a0}1";
    for (more, root, article) in [
        ("", format!("<span>{address}</span>"), format!("<span>{address}</span>")),
        (
            "article = \"a/return\"\n",
            format!("<a href=\"en/return/\">{address}</a>"),
            format!("<a href=\"../../en/return/\">{address}</a>"),
        ),
        (
            "article = \"a/return\"\nlink = \"https://maps.example/1\"\n",
            format!("<a href=\"https://maps.example/1\">{address}</a>"),
            format!("<a href=\"https://maps.example/1\">{address}</a>"),
        ),
    ] {
        let pages = site(&store(more));
        for (path, address) in [("index.html", root), ("en/return/index.html", article)] {
            let html = page(&pages, path);
            assert!(
                html.contains(&format!("<li><span>Store</span> {address}</li>")),
                "{path}: {address} is not in {html}"
            );
        }
    }
}

/// The same hours of two stores are printed once, even where they are configured twice; a day without a reason is
/// printed as well.
#[test]
fn equal_hours_are_printed_once() {
    let hours = |name: &str| {
        let off = |dates: &str| format!("[[hours.{name}.exception]]\n{dates}\n");
        let closed = off("date = 2026-12-28\nuntil = 2026-12-31\nreason = { en = \"winter break\" }");
        let late = off("date = 2026-12-02\nopen = \"12:00-17:00\"");
        format!("[hours.{name}]\nrule = \"Mo-Fr 09:00-17:00\"\n{closed}{late}")
    };
    let store = |id: &str| {
        format!(
            "[[channel]]\nid = \"{id}\"\nkind = \"store\"\nvalue = \"Street {id}\"\nlabel = {{ en = \"Store\" }}\nhours = \"{id}\"\n"
        )
    };
    let pages = site(&[hours("a"), hours("b"), store("a"), store("b")].concat());
    let html = page(&pages, "en/index.html");
    let foot = foot(html);
    for once in
        ["Monday–Friday 9:00–17:00", "2 December, Wednesday: 12:00–17:00", "28–31 December: closed – winter break"]
    {
        assert_eq!(foot.matches(once).count(), 1, "{once} in {foot}");
    }
    let hours = data(html)["location"][1]["openingHoursSpecification"].to_string();
    assert!(
        hours.contains("\"validFrom\":\"2026-12-02\",\"validThrough\":\"2026-12-02\",\"opens\":\"12:00\""),
        "{hours}"
    );
}
