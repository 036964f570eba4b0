//! The 652 examples of CommonMark 0.31.2, from Markdown through the tree to the static page, against the reference.
//!
//! What we render differently on purpose is a rule that changes the reference (`rules.rs`); what no rule can make equal
//! is named here with its reason. `docs/writers/markdown.md` has the table for writers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/html.rs"]
mod html;
#[path = "commonmark/normal.rs"]
mod normal;
#[path = "commonmark/rules.rs"]
mod rules;
#[path = "commonmark/spec.rs"]
mod spec;
mod support;

use std::collections::BTreeMap;

use html::Node;
use nightdesk::studio::{markdown_text, read_markdown, static_pages};
use normal::{normal, write};
use rules::{RULES, addresses};
use spec::Example;

/// The company's site: where a path from the root leads.
const SITE: &str = "https://sklepmalina.example";

/// What the page of each example shows below its title.
fn rendered(examples: &[Example]) -> Vec<Vec<Node>> {
    let folder = support::folder(&[(
        "nightdesk.toml",
        &format!("[company]\nname = \"Malina\"\nurl = \"{SITE}\"\n\n[site]\nlanguages = [\"en\"]\n"),
    )]);
    for Example { number, markdown, .. } in examples {
        let text = format!("---\ntitle: \"Title of number {number}\"\n---\n{markdown}");
        support::put(folder.path(), &format!("en/e/e-{number}.md"), &text);
    }
    let pages: BTreeMap<String, String> = static_pages(&support::read(folder.path()), false).into_iter().collect();
    let shown = |example: &Example| {
        let page = html::page(&pages[&format!("en/e-{}/index.html", example.number)]);
        let article = page.find(&|node| node.name() == "article").expect("an article");
        article.inner().iter().filter(|node| node.name() != "h1").cloned().collect()
    };
    examples.iter().map(shown).collect()
}

/// How an example is rendered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Equal,
    /// After rules that change the reference.
    ByRule(Vec<&'static str>),
    Dropped(&'static str),
}

/// What no rule can make equal, and why.
///
/// Where HTML surrounds Markdown, the reference shows the lines that it counts to the HTML as they are written.
const DROPPED: [(&str, &[usize]); 3] = [
    (
        "Markdown between tags",
        &[148, 150, 151, 156, 157, 158, 161, 162, 164, 165, 166, 167, 177, 178, 180, 184, 186, 191, 629],
    ),
    ("words in angle brackets", &[201, 613]),
    ("asterisks of bold words", &[471]),
];

/// Compares; on a difference both sides as text, ours first.
fn classify(example: &Example, shown: &[Node]) -> Result<Class, [String; 2]> {
    let compared = |nodes: &[Node]| write(&addresses(normal(nodes)));
    let ours = compared(shown);
    let mut reference = html::fragment(&example.html);
    if compared(&reference) == ours {
        return Ok(Class::Equal);
    }
    let mut used = Vec::new();
    for rule in &RULES {
        let before = compared(&reference);
        reference = (rule.apply)(reference);
        if compared(&reference) != before {
            used.push(rule.name);
        }
    }
    let theirs = compared(&reference);
    if theirs == ours { Ok(Class::ByRule(used)) } else { Err([ours, theirs]) }
}

/// All examples with their classes; an example that is neither equal nor declared as dropped fails the test, and so
/// does one that is declared and equal.
fn classes(examples: &[Example]) -> Vec<Class> {
    let mut wrong = Vec::new();
    let mut out = Vec::new();
    for (example, shown) in examples.iter().zip(rendered(examples)) {
        let declared = DROPPED.iter().find(|(_, numbers)| numbers.contains(&example.number)).map(|(reason, _)| *reason);
        let Example { number, section, markdown, .. } = example;
        out.push(match (classify(example, &shown), declared) {
            (Ok(class), None) => class,
            (Err(_), Some(reason)) => {
                invents_nothing(example, &shown);
                Class::Dropped(reason)
            }
            (Ok(_), Some(reason)) => {
                wrong.push(format!("{number} ({section}) is equal, and declared as dropped: {reason}"));
                continue;
            }
            (Err([ours, theirs]), None) => {
                wrong.push(format!("{number} ({section}) {markdown:?}\n   is {ours}\n  not {theirs}"));
                continue;
            }
        });
    }
    assert!(wrong.is_empty(), "{} examples differ:\n{}", wrong.len(), wrong.join("\n"));
    out
}

/// Of a dropped example we show less than the reference, never other words, and none in another order. What stands in
/// its tags counts: a browser would take words for one that has no end.
fn invents_nothing(example: &Example, shown: &[Node]) {
    let letters = |nodes: &[Node]| nodes.iter().map(Node::text).collect::<String>();
    let theirs = letters(&html::fragment(&example.html.replace('<', "&lt;")));
    let mut rest = theirs.chars();
    let ours = letters(shown);
    let missing = ours.chars().filter(|c| !c.is_whitespace()).find(|c| !rest.by_ref().any(|other| other == *c));
    assert_eq!(missing, None, "{}: {ours:?} is not part of {theirs:?}", example.number);
}

/// The table of `docs/writers/markdown.md`, by section of the specification.
fn table(examples: &[Example], classes: &[Class]) -> String {
    let mut rows: Vec<(&str, [usize; 4])> = Vec::new();
    for (example, class) in examples.iter().zip(classes) {
        if rows.last().is_none_or(|(section, _)| *section != example.section) {
            rows.push((&example.section, [0; 4]));
        }
        let counts = &mut rows.last_mut().unwrap().1;
        counts[0] += 1;
        counts[match class {
            Class::Equal => 1,
            Class::ByRule(_) => 2,
            Class::Dropped(_) => 3,
        }] += 1;
    }
    let sum = |at: usize| rows.iter().map(|(_, counts)| counts[at]).sum();
    rows.push(("all", [sum(0), sum(1), sum(2), sum(3)]));
    let row = |(section, [all, equal, rule, dropped]): &(&str, [usize; 4])| {
        format!("| {section} | {all} | {equal} | {rule} | {dropped} |\n")
    };
    format!(
        "| section | examples | equal | equal by rule | dropped |\n|---|--:|--:|--:|--:|\n{}",
        rows.iter().map(row).collect::<String>()
    )
}

/// A writer who knows Markdown must get what they expect, and `docs/writers/markdown.md` must name each exception.
/// Invariant (content): each of the 652 examples of CommonMark is rendered like the reference, like the reference after
/// a declared rule, or is declared as dropped; the numbers in `docs/writers/markdown.md` are counted by this test.
#[test]
fn the_examples_of_the_specification() {
    let Some(examples) = spec::examples() else { return };
    assert_eq!(examples.len(), 652);
    let classes = classes(&examples);
    let listed = examples.iter().zip(&classes).filter(|(_, class)| **class != Class::Equal).map(|(example, class)| {
        let class = match class {
            Class::ByRule(rules) => rules.join(" + "),
            Class::Dropped(reason) => format!("dropped: {reason}"),
            Class::Equal => String::new(),
        };
        (class, example.number)
    });
    let mut by_class = BTreeMap::<String, Vec<usize>>::new();
    listed.for_each(|(class, number)| by_class.entry(class).or_default().push(number));
    insta::assert_debug_snapshot!("classes", Lines(&by_class));

    let docs = std::fs::read_to_string(support::root().join("docs/writers/markdown.md")).unwrap();
    let table = table(&examples, &classes);
    assert!(docs.contains(&table), "the table in docs/writers/markdown.md is another one than this:\n{table}");
    let used = |rule: &str| {
        classes.iter().filter(|class| matches!(class, Class::ByRule(used) if used.contains(&rule))).count()
    };
    let rules = RULES.iter().map(|rule| (rule.name, used(rule.name)));
    for (name, count) in rules.chain(DROPPED.iter().map(|(reason, numbers)| (*reason, numbers.len()))) {
        assert!(
            docs.contains(&format!("\n| {name} | {count} | ")),
            "docs/writers/markdown.md: {name} holds for {count} examples"
        );
    }
}

/// One class per line.
struct Lines<'a>(&'a BTreeMap<String, Vec<usize>>);

impl std::fmt::Debug for Lines<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|(class, numbers)| writeln!(f, "{class}: {numbers:?}"))
    }
}

/// What an import writes must be read as what it was, in every corner of the specification.
/// Invariant (content): a tree that is written as Markdown is read as the same tree.
#[test]
fn what_is_written_is_read_as_the_same() {
    let Some(examples) = spec::examples() else { return };
    let wrong = examples.iter().filter_map(|Example { number, markdown, .. }| {
        let written = markdown_text(&read_markdown(markdown, ""), "");
        (!written.exact).then(|| format!("{number}: {markdown:?} becomes {:?}", written.text))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
