//! Which heading an id means that another generator made of its words.

use super::*;
use crate::studio::markdown::parse_markdown;

fn anchors(body: &str, extra: &[(&str, Option<&str>)]) -> Anchors {
    let mut parsed = parse_markdown(body);
    parsed.extra_ids = extra.iter().map(|(id, at)| ((*id).to_owned(), at.map(str::to_owned))).collect();
    Anchors::of(&parsed)
}

/// A link that worked in the help before leads to the same heading, whatever made its id.
#[test]
fn ids_of_other_generators() {
    for (heading, typed, id) in [
        ("What's new?", "whats-new", Some("what-s-new")),
        ("What's new?", "what-s-new", Some("what-s-new")),
        ("Terms & conditions", "terms--conditions", Some("terms-conditions")),
        ("Terms & conditions", "terms-and-conditions", Some("terms-conditions")),
        ("1. First step", "1-first-step", Some("1-first-step")),
        ("1. First step", "first-step", Some("1-first-step")),
        ("1. First step", "id-1.-first-step", Some("1-first-step")),
        ("1. First step", "_1-first-step", Some("1-first-step")),
        ("Żółte światło", "żółte-światło", Some("zolte-swiatlo")),
        ("Żółte światło", "%C5%BC%C3%B3%C5%82te-%C5%9Bwiat%C5%82o", Some("zolte-swiatlo")),
        ("Żółte światło", "zote-swiato", Some("zolte-swiatlo")),
        ("Żółte światło", "te-wiato", Some("zolte-swiatlo")),
        ("Rückgabe größerer Pakete", "rueckgabe-groesserer-pakete", Some("ruckgabe-grosserer-pakete")),
        ("Rückgabe", "rueckgabe", Some("ruckgabe")),
        ("Как вернуть посылку", "как-вернуть-посылку", Some("как-вернуть-посылку")),
        ("返品", "返品", Some("返品")),
        ("foo_bar()", "foo_bar", Some("foo-bar")),
        ("Returns", "Returns", Some("returns")),
        ("Jak zwrócić paczkę", "Jak zwrócić paczkę", Some("jak-zwrocic-paczke")),
        ("Jak zwrócić paczkę", "Opłaty#Jak zwrócić paczkę", Some("jak-zwrocic-paczke")),
        ("Returns", "user-content-returns", Some("returns")),
        ("Returns {#Zwroty_1}", "Zwroty_1", Some("zwroty-1")),
        ("Returns {#zwroty}", "returns", None),
        ("Returns", "return", None),
        ("Returns", "h_01ABC", None),
        ("Returns", "", None),
        ("Returns", "%ff", None),
        ("Returns", "id", None),
        ("2024", "", None),
    ] {
        let found = anchors(&format!("## {heading}"), &[]);
        assert_eq!(found.id(typed), id, "{heading}: {typed}");
    }
    // Beyond the length of an id.
    let long = "A very long heading that is about returns, complaints, exchanges and everything else there is";
    let typed = "a-very-long-heading-that-is-about-returns-complaints-exchanges-and-everything-else-there-is";
    assert!(anchors(&format!("## {long}"), &[]).id(typed).is_some());
}

/// Two headings that an id may mean are none: a link to the wrong one is worse than one to the top.
#[test]
fn one_heading_is_meant() {
    for (body, typed, found) in [
        ("## A B\n## AB", "a-b-", Found::Heading("a-b")),
        ("## A B\n## AB", "a--b-", Found::Heading("a-b")),
        ("## A-B\n## A/B\n## AB C\n## A BC", "abc", Found::Nowhere),
        ("## 1. Step\n## 2. Step", "step", Found::Nowhere),
        ("## Cost\n## Cost", "cost", Found::Heading("cost")),
        ("## Cost\n## Cost", "cost-2", Found::Heading("cost-2")),
        ("## Cost\n## Cost", "cost-1", Found::Numbered("cost-2")),
        ("## Cost\n## Cost", "cost_1", Found::Numbered("cost-2")),
        ("## Cost\n## Cost", "COST-1", Found::Numbered("cost-2")),
        ("## Cost\n## Cost", "cost-0", Found::Nowhere),
        ("## Cost\n## Cost", "cost-7", Found::Nowhere),
        ("## Cost\n## Cost\n## Cost", "cost-2", Found::Heading("cost-2")),
        ("## What's it\n## What's it", "whats-it-1", Found::Numbered("what-s-it-2")),
        ("## Cost\n## Cost\n## Cost 1", "cost-1", Found::Heading("cost-1")),
        ("## Cost\n## Cost\n## Other {#cost-1}", "cost-1", Found::Heading("cost-1")),
        ("## Cost", "cost-1", Found::Nowhere),
    ] {
        assert_eq!(anchors(body, &[]).find(typed, false), found, "{body}: {typed}");
    }
}

/// Where one link has the number of other generators, all of them do.
#[test]
fn numbers_of_a_site() {
    let body = "## Cost\n## Cost\n## Cost\n## Step 1\n## Step\n## Step";
    let ids = anchors(body, &[]);
    for (typed, found) in [
        ("cost", Found::Heading("cost")),
        ("cost-1", Found::Numbered("cost-2")),
        ("cost-2", Found::Numbered("cost-3")),
        ("cost-3", Found::Heading("cost-3")),
        ("step-1", Found::Heading("step-1")),
    ] {
        assert_eq!(ids.find(typed, true), found, "{typed}");
    }
    let uses = |typed: &str| [AnchorUse { to: None, typed: typed.to_owned(), span: 0..0 }];
    for (typed, expected) in [("cost-1", true), ("cost-2", false), ("step-1", false), ("cost-9", false), ("x-1", false)]
    {
        let from_one = count_from_one(std::slice::from_ref(&ids), [(0, uses(typed).as_slice())].into_iter());
        assert_eq!(from_one, expected, "{typed}");
    }
}

/// An id that stands in the text leads to the heading it belongs to.
#[test]
fn ids_in_the_text() {
    let ids =
        anchors("## Returns\n\n## Cost", &[("h_01ABC", Some("cost")), ("Start", None), ("returns", Some("cost"))]);
    for (typed, found) in [
        ("h_01ABC", Found::Heading("cost")),
        ("h_01abc", Found::Heading("cost")),
        ("Start", Found::Top),
        ("returns", Found::Heading("returns")),
        ("other", Found::Nowhere),
    ] {
        assert_eq!(ids.find(typed, false), found, "{typed}");
    }
}
