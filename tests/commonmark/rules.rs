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
pub(crate) const RULES: [Rule; 10] = [
    Rule { name: "raw HTML", apply: raw_html },
    Rule { name: "bold words", apply: bold_words },
    Rule { name: "bare address", apply: bare_address },
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

/// What HTML is read as. Elements that are kept are called as we call them, and have no attributes but those that say
/// something; scripts and style sheets go; of every other element the content stays.
const KEPT: [(&str, &str, &[&str]); 24] = [
    ("p", "p", &[]),
    ("h1", "h1", &[]),
    ("h2", "h2", &[]),
    ("h3", "h3", &[]),
    ("h4", "h4", &[]),
    ("h5", "h5", &[]),
    ("h6", "h6", &[]),
    ("ul", "ul", &[]),
    ("ol", "ol", &["start"]),
    ("li", "li", &[]),
    ("blockquote", "blockquote", &[]),
    ("hr", "hr", &[]),
    ("pre", "pre", &[]),
    ("code", "code", &["class"]),
    ("em", "em", &[]),
    ("i", "em", &[]),
    ("strong", "strong", &[]),
    ("b", "strong", &[]),
    ("del", "s", &[]),
    ("br", "br", &[]),
    ("a", "a", &["href", "title"]),
    ("img", "img", &["src", "alt", "title"]),
    ("kbd", "kbd", &[]),
    ("sup", "sup", &[]),
];

/// The writer's HTML as it is read.
fn raw_html(nodes: Vec<Node>) -> Vec<Node> {
    fn inside(nodes: Vec<Node>, written: bool) -> Vec<Node> {
        let mut out = Vec::new();
        for node in nodes {
            let Node::Element { name, attributes, inner } = node else {
                out.extend(if written { emphasis(&node.text()) } else { vec![node] });
                continue;
            };
            if ["script", "style", "textarea"].contains(&name.as_str()) {
                continue;
            }
            // Between tags the reference shows Markdown as it is written.
            let made = KEPT.iter().any(|(known, made, _)| *known == name && known == made);
            let inner = inside(inner, written && name != "pre" || !made);
            let href = attributes.iter().any(|(name, _)| name == "href");
            match KEPT.iter().find(|(known, ..)| *known == name) {
                // Code has no marks in it; one that the writer has tagged begins at its first line.
                Some((_, "pre", _)) if !attributes.is_empty() => {
                    let text: String = inner.iter().map(Node::text).collect();
                    let text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
                    out.push(Node::element("pre", vec![Node::element("code", vec![Node::Text(text)])]));
                }
                Some((_, name, known)) if *name != "a" || href => {
                    let attributes =
                        attributes.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
                    out.push(Node::Element { name: (*name).to_owned(), attributes, inner });
                }
                // What other generators call a callout is one.
                None if name == "warning" => {
                    let class = |class: &str| vec![("class".to_owned(), class.to_owned())];
                    let title = vec![Node::Text("Please note".into())];
                    let title = Node::Element { name: "p".into(), attributes: class("callout-title"), inner: title };
                    let inner = std::iter::once(title).chain(paragraphs(inner)).collect();
                    out.push(Node::Element { name: "div".into(), attributes: class("callout warning"), inner });
                }
                // On lines of its own.
                None if ["div", "table", "tbody", "tr", "td"].contains(&name.as_str()) => {
                    out.extend([Node::element("div", Vec::new())].into_iter().chain(inner));
                    out.push(Node::element("div", Vec::new()));
                }
                _ => out.extend(inner),
            }
        }
        out
    }
    without_empty(paragraphs(inside(nodes, false)))
}

/// Emphasis between tags, which is Markdown to whoever wrote it.
fn emphasis(text: &str) -> Vec<Node> {
    let pieces: Vec<&str> = text.split('*').collect();
    if pieces.len().is_multiple_of(2) {
        return vec![Node::Text(text.to_owned())];
    }
    let node = |(at, piece): (usize, &&str)| {
        let text = Node::Text((*piece).to_owned());
        if at % 2 == 1 { Node::element("em", vec![text]) } else { text }
    };
    pieces.iter().enumerate().filter(|(_, piece)| !piece.is_empty()).map(node).collect()
}

/// Text that stands beside blocks is a paragraph; an empty `div` is where one begins or ends.
fn paragraphs(nodes: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    let mut run: Vec<Node> = Vec::new();
    let end = |run: &mut Vec<Node>, out: &mut Vec<Node>| {
        if run.iter().any(|node| !node.text().trim().is_empty() || node.name() == "img") {
            out.push(Node::element("p", std::mem::take(run)));
        }
        run.clear();
    };
    for node in nodes {
        match node {
            Node::Element { name, attributes, .. } if name == "div" && attributes.is_empty() => {
                end(&mut run, &mut out);
            }
            Node::Element { name, attributes, inner } if ["blockquote", "li", "ul", "ol"].contains(&name.as_str()) => {
                end(&mut run, &mut out);
                // The rule for lists has its own idea of paragraphs.
                let inner = if name == "blockquote" { paragraphs(inner) } else { without_gaps(inner) };
                out.push(Node::Element { name, attributes, inner });
            }
            node if is_block(&node) => {
                end(&mut run, &mut out);
                out.push(node);
            }
            node => run.push(node),
        }
    }
    end(&mut run, &mut out);
    out
}

/// The items of a list without the signs that a paragraph ends.
fn without_gaps(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| if node.name() == "div" { Vec::new() } else { vec![node] })
}

/// Words between two pairs of asterisks are bold, even where the specification reads asterisks: editors write them so.
fn bold_words(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| {
        let Node::Text(text) = &node else { return vec![node] };
        let parts: Vec<&str> = text.trim_end().split("**").collect();
        match parts.as_slice() {
            [before, words, after] if words.chars().any(char::is_alphanumeric) => vec![
                Node::Text((*before).to_owned()),
                Node::element("strong", vec![Node::Text(words.trim().to_owned())]),
                Node::Text((*after).to_owned()),
            ],
            _ => vec![node],
        }
    })
}

/// An address in running text is a link, as on GitHub.
fn bare_address(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Element { name, attributes, inner } if !["a", "code", "pre"].contains(&name.as_str()) => {
                out.push(Node::Element { name, attributes, inner: bare_address(inner) });
            }
            Node::Text(text) => {
                for word in text.split_inclusive([' ', '\n', '<', '>']) {
                    let address = word.trim_end_matches([' ', '\n', '<', '>']);
                    let person = address.split_once('@').is_some_and(|(name, _)| !name.is_empty());
                    let to = if person { format!("mailto:{address}") } else { address.to_owned() };
                    if (person || address.starts_with("https://")) && address.contains('.') {
                        let href = vec![("href".to_owned(), to)];
                        let inner = vec![Node::Text(address.to_owned())];
                        out.push(Node::Element { name: "a".into(), attributes: href, inner });
                        out.push(Node::Text(word[address.len()..].to_owned()));
                    } else {
                        out.push(Node::Text(word.to_owned()));
                    }
                }
            }
            node => out.push(node),
        }
    }
    out
}

/// A paragraph that has become empty is removed.
fn without_empty(nodes: Vec<Node>) -> Vec<Node> {
    each(nodes, &mut |node| if node.name() == "p" && node.inner().is_empty() { Vec::new() } else { vec![node] })
}

/// Only pictures of the content folder are shipped; the examples' pictures do not exist, so the description stays.
fn picture(nodes: Vec<Node>) -> Vec<Node> {
    without_empty(each(nodes, &mut |node| match (node.name(), node.attribute("alt")) {
        ("img", None | Some("")) => Vec::new(),
        ("img", Some(alt)) => vec![Node::Text(alt.to_owned())],
        _ => vec![node],
    }))
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
