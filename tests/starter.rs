//! The starter list of synonyms: what customers of any company call things finds what a site calls otherwise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nightdesk::search::{Outcome, Query, Sequences};
use support::{TOML, folder, read};

/// A shop of four articles.
const SHOP: [(&str, &str); 4] = [
    ("en/refunds.md", "---\ntitle: Refunds\n---\n\nA refund takes five days.\n"),
    ("en/invoices.md", "---\ntitle: Invoices\n---\n\nYour invoice is in your account.\n"),
    ("en/opening.md", "---\ntitle: Opening hours\n---\n\nWe are there from nine to five.\n"),
    ("en/prefs.md", "---\ntitle: Preferences\n---\n\nChange the picture of your account, and erase it.\n"),
];

/// What a question finds in the shop with these settings and synonyms.
fn search(question: &str, toml: &str, synonyms: &str) -> (Outcome, Vec<String>) {
    let settings = format!("{TOML}{toml}");
    let mut files = vec![("nightdesk.toml", settings.as_str()), ("en/synonyms.toml", synonyms)];
    files.extend(SHOP);
    let content = folder(&files);
    let library = read(content.path());
    assert_eq!(library.diagnostics, []);
    let english = &library.languages[0];
    let mut known = Sequences::default();
    let index = english.index().unwrap();
    let outcome = index.search(&Query::new(question, index.language()), 10, &mut english.texts(&mut known));
    let title = |hit: &nightdesk::search::Hit| english.articles[hit.article as usize].card.title.clone();
    let titles = outcome.hits.iter().map(title).collect();
    (outcome, titles)
}

/// Customers of a new help find nothing by their own words until its writer has thought of them.
#[test]
fn words_of_customers_are_found() {
    for (question, title) in [
        ("money back ", "Refunds"),
        ("reimbursement ", "Refunds"),
        ("receipt ", "Invoices"),
        ("business hours ", "Opening hours"),
        ("settings ", "Preferences"),
        ("delete photo ", "Preferences"),
    ] {
        assert_eq!(search(question, "", "").1.first().map(String::as_str), Some(title), "{question}");
    }
}

/// A writer for whom the list finds the wrong thing must be rid of it: as a whole, a group, or a word.
#[test]
fn the_list_gives_way() {
    for (toml, synonyms, found) in [
        ("", "", &["Invoices"][..]),
        ("starter_synonyms = false\n", "", &[]),
        ("", "without = [\"bill\"]\n", &[]),
        ("", "without = [\"parcel\"]\n", &["Invoices"]),
        ("", "[expand]\nreceipt = [\"nine\"]\n", &["Opening hours"]),
    ] {
        assert_eq!(search("receipt ", toml, synonyms).1, found, "{toml}{synonyms}");
    }
}

/// The writer's own word for a thing counts more than the list's, and what is misspelt is corrected as before.
#[test]
fn the_list_counts_less() {
    let (_, titles) = search("receipt bookkeeping ", "", "[expand]\nbookkeeping = [\"refund\"]\n");
    assert_eq!(titles.get(..2), Some(&["Refunds".to_owned(), "Invoices".to_owned()][..]));
    for (question, corrected) in [("reciept ", None), ("invioce ", Some("invoice")), ("receipt ", None)] {
        let (outcome, _) = search(question, "", "");
        let term = outcome.corrections.first().map(|correction| correction.term.as_str());
        assert_eq!(term, corrected, "{question}");
    }
}

/// A visitor downloads at most 3 kB of the list, which are 6,500 bytes before compression, however much of it a site has
/// words for.
#[test]
fn the_list_is_small() {
    let list = include_str!("../src/studio/starter/en.txt");
    let words = list.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split("->").last());
    let words: Vec<&str> = words.flat_map(|words| words.split(',')).map(str::trim).step_by(2).collect();
    let text = format!("---\ntitle: All\n---\n\n{}\n", words.join("\n"));
    let content = folder(&[("nightdesk.toml", TOML), ("en/all.md", &text), ("en/b.md", &text), ("en/c.md", &text)]);
    let library = read(content.path());
    let english = &library.languages[0];
    let synonyms = english.all_synonyms(&english.index().unwrap());
    // Without the everyday words that are only not to be corrected.
    let of_list: Vec<_> = synonyms.iter().filter(|group| !group.to.is_empty()).collect();
    let bytes = postcard::to_allocvec(&of_list).unwrap().len();
    assert!((5_000..=6_510).contains(&bytes), "{bytes} bytes");
}
