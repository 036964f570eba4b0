//! What is rendered differently on purpose: each rule turns the reference into what we show instead, so that the rest
//! of an example is still compared exactly.

use std::collections::HashSet;

use nightdesk::knowledge::{is_safe_url, slugify};
use url::Url;

use crate::{SITE, html::Node, normal::is_block};

/// An intended difference.
pub(crate) struct Rule {
    /// For the table in `docs/writers/markdown.md`.
    pub(crate) name: &'static str,
    pub(crate) apply: fn(Vec<Node>) -> Vec<Node>,
}

/// In the order in which they are applied.
pub(crate) const RULES: [Rule; 8] = [
    Rule { name: "raw HTML", apply: raw_html },
    Rule { name: "picture", apply: picture },
    Rule { name: "link title", apply: link_title },
    Rule { name: "site link", apply: site_link },
    Rule { name: "dead link", apply: dead_link },
    Rule { name: "heading", apply: heading },
    Rule { name: "code block", apply: code_block },
    Rule { name: "list item", apply: list_item },
];

/// Changes every node from the inside out; a node may become several or none.
fn each(nodes: Vec<Node>, change: &mut dyn FnMut(Node) -> Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        let node = match node {
            Node::Element { name, attributes, inner } => Node::Element { name, attributes, inner: each(inner, change) },
            text @ Node::Text(_) => text,
        };
        out.extend(change(node));
    }
    out
}

/// What Markdown itself makes, with the attributes that it gives.
const MADE: [(&str, &[&str]); 19] = [
    ("p", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("ul", &[]),
    ("ol", &["start"]),
    ("li", &[]),
    ("blockquote", &[]),
    ("hr", &[]),
    ("pre", &[]),
    ("code", &["class"]),
    ("em", &[]),
    ("strong", &[]),
    ("br", &[]),
    ("a", &["href", "title"]),
    ("img", &["src", "alt", "title"]),
];

/// The writer's HTML is left out; text between two tags stays, unless the parser takes it for HTML too.
fn raw_html(nodes: Vec<Node>) -> Vec<Node> {
    // A tag in the running text is taken out alone, a block of HTML with all that is in it.
    fn inside(nodes: Vec<Node>, running: bool) -> Vec<Node> {
        let mut out = Vec::new();
        for node in nodes {
            let Node::Element { name, attributes, inner } = node else {
                out.push(node);
                continue;
            };
            let made = MADE.iter().find(|(known, _)| *known == name);
            let made = made.is_some_and(|(_, known)| attributes.iter().all(|(name, _)| known.contains(&name.as_str())))
                && (name != "a" || attributes.iter().any(|(name, _)| name == "href"));
            let container = ["ul", "ol", "blockquote"].contains(&name.as_str());
            let holds_text = !container && is_block(&Node::element(&name, Vec::new()));
            if made {
                let inner = inside(inner, running || holds_text);
                out.push(Node::Element { name, attributes, inner });
            } else if running {
                out.extend(inside(inner, true));
            }
        }
        out
    }
    without_empty(inside(nodes, false))
}

/// A paragraph that has become empty is removed.
fn without_empty(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| if node.name() == "p" && node.inner().is_empty() { Vec::new() } else { vec![node] })
}

/// Only pictures of the content folder are shipped; the examples' pictures do not exist, so the description stays.
fn picture(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| match node.name() {
        "img" => vec![Node::Text(node.attribute("alt").unwrap_or_default().to_owned())],
        _ => vec![node],
    })
}

/// A tooltip is not seen on a phone, nor by keyboard: a link has none.
fn link_title(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |mut node| {
        if let Node::Element { name, attributes, .. } = &mut node
            && name == "a"
        {
            attributes.retain(|(name, _)| name != "title");
        }
        vec![node]
    })
}

/// A path from the root is one of the company's site, and a fragment the id of a heading.
fn site_link(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |mut node| {
        if let Node::Element { name, attributes, .. } = &mut node
            && name == "a"
        {
            for (name, value) in attributes {
                if name == "href" && value.starts_with('/') && !value.starts_with("//") {
                    *value = format!("{SITE}{value}");
                } else if let Some(fragment) = value.strip_prefix('#').filter(|_| name == "href") {
                    *value = format!("#{}", slugify(fragment));
                }
            }
        }
        vec![node]
    })
}

/// A link that leads to no article of the folder, to no heading, or has another scheme than those that are followed, is
/// its words.
fn dead_link(nodes: Vec<Node>) -> Vec<Node> {
    let mut headings = HashSet::new();
    let nodes = each(nodes, &mut |node| {
        if node.name().strip_prefix('h').is_some_and(|level| level.parse::<u8>().is_ok()) {
            headings.insert(format!("#{}", slugify(&node.text())));
        }
        vec![node]
    });
    without_empty(each(nodes, &mut |node| match (node.name(), node.attribute("href")) {
        ("a", Some(href)) if href.starts_with('#') && headings.contains(href) => vec![node],
        ("a", Some(href)) if href.starts_with('#') || !is_safe_url(href) => node.inner().to_vec(),
        _ => vec![node],
    }))
}

/// The title is the only heading of the first level; each heading has an id of its own.
fn heading(nodes: Vec<Node>) -> Vec<Node> {
    // In document order, which `each` keeps for elements that do not contain one another.
    let mut taken = HashSet::new();
    each(nodes, &mut |mut node| {
        let text = node.text();
        if let Node::Element { name, attributes, .. } = &mut node
            && let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
        {
            *name = format!("h{}", level.max(2));
            let base = Some(slugify(&text)).filter(|id| !id.is_empty()).unwrap_or("section".into());
            let mut numbered = (2..).map(|number| format!("{base}-{number}"));
            let id = std::iter::once(base.clone()).chain(&mut numbered).find(|id| taken.insert(id.clone()));
            attributes.extend(id.map(|id| ("id".to_owned(), id)));
        }
        vec![node]
    })
}

/// The language of a block of code is not shown.
fn code_block(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| match (node.name(), node.inner()) {
        ("pre", [code]) if code.name() == "code" => vec![Node::element("pre", code.inner().to_vec())],
        _ => vec![node],
    })
}

/// The tree does not know of tight and loose lists: one paragraph alone in an item is its text, several blocks are
/// blocks.
fn list_item(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| {
        if node.name() != "li" {
            return vec![node];
        }
        let mut inner: Vec<Node> = Vec::new();
        let mut open = false;
        for part in node.inner() {
            match part {
                Node::Text(text) if text.trim().is_empty() && !open => {}
                part if is_block(part) => {
                    open = false;
                    inner.push(part.clone());
                }
                part => match inner.last_mut() {
                    Some(Node::Element { inner, .. }) if open => inner.push(part.clone()),
                    _ => {
                        open = true;
                        inner.push(Node::element("p", vec![part.clone()]));
                    }
                },
            }
        }
        if let [only] = inner.as_slice()
            && only.name() == "p"
        {
            inner = only.inner().to_vec();
        }
        vec![Node::element("li", inner)]
    })
}

/// An address as the browser takes it, so that `ä` and `%C3%A4` are the same. Not a rule: nothing is lost.
pub(crate) fn addresses(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |mut node| {
        if let Node::Element { attributes, .. } = &mut node {
            for (_, value) in attributes.iter_mut().filter(|(name, _)| name == "href") {
                if let Ok(url) = Url::parse(value) {
                    *value = url.into();
                }
            }
        }
        vec![node]
    })
}
