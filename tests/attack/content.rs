//! Hostile content: what is written in files and in `nightdesk.toml`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use nightdesk::{
    pack::{decode_chunk, encode_chunk},
    studio::{Library, static_pages},
};

use crate::{
    html::{self, Node},
    oracle::{self, Seen},
    payloads,
    places::{quoted, snippets},
    support::{TOML, folder, put, read, root},
};

/// Checks all trees of a library, and all its pages.
fn check(library: &Library) -> Seen {
    let mut seen = Seen::default();
    let content = &library.languages[0];
    let articles: Vec<_> = content.articles.iter().map(|article| article.blocks.clone()).collect();
    articles.iter().for_each(|blocks| oracle::tree(blocks, content, &mut seen));
    content.notices.iter().for_each(|notice| oracle::tree(&notice.blocks, content, &mut seen));
    // The reader in the browser has a limit of its own.
    assert!(decode_chunk(&encode_chunk(&articles)).unwrap() == articles);
    for (path, page) in static_pages(library, false) {
        if path.ends_with(".html") {
            oracle::page(&html::page(&page));
        }
    }
    seen
}

/// A person who may write an article must not be able to run a program on the company's page.
#[test]
fn articles_and_notices() {
    let folder = folder(&[("nightdesk.toml", TOML), ("media/a.txt", "")]);
    std::fs::copy(root().join("tests/fixtures/pictures/phone.png"), folder.path().join("media/label.png")).unwrap();
    let payloads = payloads();
    for (number, payload) in payloads.iter().enumerate() {
        let settings = format!("title: {0}\ndescription: {0}\n", quoted(payload));
        // The raw text comes last: what it opens is not closed.
        let body = snippets(payload, number).join("\n\n");
        put(folder.path(), &format!("en/a/m-{number}.md"), &format!("---\n{settings}---\n\n{body}\n\n{payload}"));
        let notice = format!("---\ntitle: {}\nuntil: 2027-12-20\n---\n\n{payload}", quoted(payload));
        put(folder.path(), &format!("en/notices/n-{number}.md"), &notice);
    }
    let categories = payloads.len().min(50);
    for (number, payload) in payloads.iter().take(categories).enumerate() {
        put(folder.path(), &format!("en/c-{number}/x-{number}.md"), "---\ntitle: Article\n---\nText");
        let category = format!("---\ntitle: {0}\ndescription: {0}\nicon: {0}\n---\n", quoted(payload));
        put(folder.path(), &format!("en/c-{number}/_index.md"), &category);
    }
    let library = read(folder.path());
    let content = &library.languages[0];
    let seen = check(&library);
    // Titles lose marks of bold words and code, and backslashes before signs; all else is as it was written.
    let collapsed =
        |payload: &String| payload.replace(['*', '`', '\\'], "").split_whitespace().collect::<Vec<_>>().join(" ");
    let titles: Vec<String> = content.articles.iter().map(|article| collapsed(&article.card.title)).collect();
    let as_written = payloads.iter().filter(|payload| titles.contains(&collapsed(payload))).count();
    println!(
        "{} articles, {} notices, {as_written} titles as written; {seen:?}; {} findings",
        content.articles.len(),
        content.notices.len(),
        library.diagnostics.len()
    );
    // Settings with a character that YAML forbids are errors.
    assert!(content.articles.len() * 10 > (payloads.len() + categories) * 9);
    assert!(content.notices.len() * 10 > payloads.len() * 9);
    assert!(as_written * 10 > payloads.len() * 9, "the titles are not what was to be tried");
    assert!(seen.links > payloads.len(), "harmless links are links");
}

/// A text from `nightdesk.toml` is on every page and in the data for search engines.
#[test]
fn settings() {
    let folder = folder(&[("en/a.md", "---\ntitle: Article\n---\nText")]);
    let mut named = 0;
    let payloads = payloads();
    for payload in &payloads {
        let text = quoted(payload);
        let channel = |number: usize, kind: &str, value: &str, link: &str| {
            format!(
                "[[channel]]\nid = \"c{number}\"\nkind = \"{kind}\"\nvalue = {value}\n{link}label = {{ en = {text} }}\nnote = {{ en = {text} }}\n"
            )
        };
        let link = format!("link = {text}\n");
        let channels = [
            channel(1, "store", &text, ""),
            channel(2, "phone", "\"+48 22 012 34 56\"", ""),
            channel(3, "link", &text, ""),
            channel(4, "mail", &text, ""),
            channel(5, "messenger", &text, ""),
            channel(6, "chat", "\"https://example.org/\"", &link),
        ];
        let toml = format!("[company]\nname = {text}\nurl = {text}\n{TOML}{}", channels.concat());
        put(folder.path(), "nightdesk.toml", &toml);
        let library = read(folder.path());
        // Letters are composed, as they are everywhere.
        let composed: String = payload.nfc().collect();
        assert_eq!(library.company, composed, "the setting is not what was to be tried");
        check(&library);
        let pages: BTreeMap<String, String> = static_pages(&library, false).into_iter().collect();
        let index = html::page(&pages["index.html"]);
        let data = index.find(&|node| node.name() == "script").map(Node::text);
        let data: serde_json::Value = serde_json::from_str(&data.expect("data for search engines")).unwrap();
        let name = data["name"].as_str().unwrap_or_default();
        assert_eq!(name, composed);
        named += usize::from(!name.is_empty());
    }
    println!("{named} names given to search engines");
    assert!(named * 10 > payloads.len() * 9);
}
