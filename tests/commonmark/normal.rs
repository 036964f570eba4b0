//! When two pieces of HTML are the same: as `normalize.py` of the reference implementation has it, on nodes.

use crate::html::Node;

/// Elements at whose edges white space shows nothing.
const BLOCKS: [&str; 17] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "pre", "div", "table", "tr", "td"];

/// White space outside `pre` is one space, and none at the edges of blocks; attributes are in order; a list without a
/// number begins with 1.
pub(crate) fn normal(nodes: &[Node]) -> Vec<Node> {
    let mut out = Vec::new();
    level(nodes, true, &mut out);
    out
}

/// Whether an element is a block, on lines of its own.
pub(crate) fn is_block(node: &Node) -> bool {
    BLOCKS.contains(&node.name())
}

fn level(nodes: &[Node], edges: bool, out: &mut Vec<Node>) {
    let mut merged: Vec<Node> = Vec::new();
    for node in nodes {
        match (merged.last_mut(), node) {
            (Some(Node::Text(before)), Node::Text(text)) => before.push_str(text),
            _ => merged.push(node.clone()),
        }
    }
    for (at, node) in merged.iter().enumerate() {
        let beside = |other: Option<&Node>| other.map_or(edges, |other| is_block(other) || other.name() == "br");
        match node {
            Node::Text(text) => {
                let mut text = collapse(text);
                if beside(at.checked_sub(1).and_then(|before| merged.get(before))) {
                    text = text.trim_start_matches(' ').to_owned();
                }
                if beside(merged.get(at + 1)) {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                if !text.is_empty() {
                    out.push(Node::Text(text));
                }
            }
            Node::Element { name, attributes, inner } => {
                let mut attributes = attributes.clone();
                attributes.retain(|(attribute, value)| {
                    (name.as_str(), attribute.as_str(), value.as_str()) != ("ol", "start", "1")
                });
                attributes.sort();
                let mut inside = Vec::new();
                match name.as_str() {
                    "pre" => inside.clone_from(inner),
                    _ => level(inner, is_block(node), &mut inside),
                }
                out.push(Node::Element { name: name.clone(), attributes, inner: inside });
            }
        }
    }
}

/// The white space of HTML, to which a no-break space does not belong.
fn collapse(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// As text, to be compared and shown.
pub(crate) fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&format!("{text:?}")),
            Node::Element { name, attributes, inner } => {
                let attributes: String = attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
                out.push_str(&format!("<{name}{attributes}>{}</{name}>", write(inner)));
            }
        }
    }
    out
}
