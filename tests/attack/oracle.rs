//! What may be in a tree and on a page. What is not listed is refused.

use nightdesk::{
    knowledge::{Block, Inline, Target},
    studio::LanguageContent,
};
use serde_json::Value;
use url::Url;

use crate::html::Node;

/// The assumed address of the pages.
const BASE: &str = "https://host.example/help/en/article/index.html";
/// The schemes that may be followed.
const SCHEMES: [&str; 5] = ["https", "http", "mailto", "tel", "sms"];
/// Half of what the browser reads: `knowledge::nesting`. The studio stops at 32 elements; a table and its cells count
/// as three here and as one there.
const MAX_DEPTH: usize = 40;

/// What a tree holds, counted so that a test can assert that something was checked.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) links: usize,
    pub(crate) pictures: usize,
    pub(crate) deepest: usize,
}

/// Checks a tree.
pub(crate) fn tree(blocks: &[Block], content: &LanguageContent, seen: &mut Seen) {
    blocks.iter().for_each(|block| self::block(block, 1, content, seen));
}

fn block(block: &Block, depth: usize, content: &LanguageContent, seen: &mut Seen) {
    let inner = |blocks: &[Block], depth: usize, seen: &mut Seen| {
        blocks.iter().for_each(|block| self::block(block, depth, content, seen));
    };
    match block {
        Block::Heading { level, id, text } => {
            assert!((2..=6).contains(level));
            assert!(!id.is_empty() && id.chars().all(|c| c == '-' || c.is_alphanumeric()), "{id}");
            run(text, depth + 1, content, seen);
        }
        Block::Paragraph(text) => run(text, depth + 1, content, seen),
        Block::List { items, .. } => items.iter().for_each(|item| inner(&item.blocks, depth + 2, seen)),
        Block::Table { head, rows, .. } => {
            let cells = std::iter::once(head).chain(rows).flatten();
            cells.for_each(|cell| run(cell, depth + 3, content, seen));
        }
        Block::Callout(_, blocks) | Block::Quote(blocks) | Block::Footnote(_, blocks) => inner(blocks, depth + 1, seen),
        Block::Titled { title, blocks, .. } => {
            run(title, depth + 1, content, seen);
            inner(blocks, depth + 1, seen);
        }
        Block::Code(_) | Block::Rule => {}
    }
    seen.deepest = seen.deepest.max(depth);
}

fn run(text: &[Inline], depth: usize, content: &LanguageContent, seen: &mut Seen) {
    assert!(depth <= MAX_DEPTH, "{depth} elements inside one another");
    for inline in text {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Marked(_, inner) => {
                run(inner, depth + 1, content, seen);
            }
            Inline::Link(target, inner) => {
                seen.links += 1;
                match target {
                    Target::Url(url) => assert!(is_followed(url), "a link to {url:?}"),
                    Target::Article(number, _) => assert!((*number as usize) < content.articles.len()),
                    Target::File(path) => {
                        let own = ["files/", "media/"].iter().any(|folder| path.starts_with(folder));
                        assert!(own && !path.contains(['\\', ':']) && !path.contains(".."), "a link to {path:?}");
                    }
                    Target::Anchor(id) => assert!(id.chars().all(|c| c == '-' || c.is_alphanumeric()), "{id}"),
                }
                run(inner, depth + 1, content, seen);
            }
            Inline::Image { src, .. } => {
                seen.pictures += 1;
                assert!(src.starts_with("media/") && !src.contains(".."), "a picture at {src}");
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::FootnoteRef(_) => {}
        }
    }
}

/// Whether an address outside may be a link, as a browser reads it: by itself, since no page may change what it means.
/// One that no browser can read leads nowhere; it still has to begin with an allowed scheme.
fn is_followed(address: &str) -> bool {
    match Url::parse(address) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(_) => address.split_once(':').is_some_and(|(scheme, _)| SCHEMES.contains(&scheme)),
    }
}

/// Elements of static pages, each with its attributes.
const ELEMENTS: [(&str, &[&str]); 57] = [
    ("html", &["lang"]),
    ("head", &[]),
    ("meta", &["charset", "name", "content"]),
    ("title", &[]),
    ("link", &["rel", "href"]),
    ("script", &["type"]),
    ("body", &[]),
    ("header", &[]),
    ("main", &[]),
    ("footer", &["id", "class"]),
    ("section", &["class", "id"]),
    ("article", &["class"]),
    ("h1", &[]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("p", &["class"]),
    ("a", &["href", "lang", "class"]),
    ("ul", &["class"]),
    ("ol", &["start"]),
    ("li", &["class"]),
    ("dl", &["class"]),
    ("dt", &[]),
    ("dd", &[]),
    ("div", &["class", "role", "tabindex", "aria-label", "id"]),
    ("table", &[]),
    ("caption", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &["scope", "class"]),
    ("td", &["class"]),
    ("blockquote", &[]),
    ("pre", &[]),
    ("code", &[]),
    ("em", &[]),
    ("strong", &[]),
    ("s", &[]),
    ("b", &[]),
    ("small", &[]),
    ("kbd", &[]),
    ("sub", &[]),
    ("mark", &[]),
    ("u", &[]),
    ("details", &["class", "open", "role", "aria-label"]),
    ("summary", &["class"]),
    ("wbr", &[]),
    ("hr", &[]),
    ("br", &[]),
    ("sup", &[]),
    ("span", &["class", "role", "aria-label"]),
    ("time", &["datetime"]),
    ("address", &[]),
    ("nav", &["class", "aria-label"]),
    ("img", &["src", "alt", "loading", "class", "width", "height"]),
];

/// Checks a page, as a browser would read it.
pub(crate) fn page(page: &Node) {
    let base = Url::parse(BASE).unwrap();
    page.walk(0, &mut |node, _| {
        let Node::Element { name, attributes, .. } = node else { return };
        let known = ELEMENTS.iter().find(|(known, _)| known == name);
        let (_, known) = known.unwrap_or_else(|| panic!("<{name}> on a page"));
        for (attribute, value) in attributes {
            assert!(known.contains(&attribute.as_str()), "<{name} {attribute}={value:?}>");
        }
        match (name.as_str(), node.attribute("href"), node.attribute("src")) {
            ("link", Some("data:,"), _) => assert_eq!(node.attribute("rel"), Some("icon")),
            ("link", Some(href), _) => {
                let sheet = href.trim_start_matches("../");
                assert_eq!((node.attribute("rel"), sheet), (Some("stylesheet"), "pages.css"));
            }
            ("a", Some(href), _) => {
                let inside = base.join(href).is_ok_and(|url| url.as_str().starts_with("https://host.example/help/"));
                assert!(inside || is_followed(href), "{href:?}");
            }
            ("img", _, src) => {
                let url = base.join(src.unwrap_or_default()).unwrap();
                assert!(url.as_str().starts_with("https://host.example/help/media/"), "{url}");
            }
            ("meta", ..) => {
                let kind = (node.attribute("charset"), node.attribute("name"));
                let known = [(Some("utf-8"), None), (None, Some("viewport")), (None, Some("description"))];
                assert!(known.contains(&kind), "{kind:?}");
            }
            ("script", ..) => {
                assert_eq!(node.attribute("type"), Some("application/ld+json"));
                let read: Result<Value, _> = serde_json::from_str(&node.text());
                assert_eq!(read.unwrap()["@context"], "https://schema.org");
            }
            _ => {}
        }
    });
}
