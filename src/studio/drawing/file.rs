//! A drawing as an SVG file: what static pages show, and whoever opens a picture by its address.
//!
//! It is written from the tree of allowed elements and attributes, never copied, so that nothing of the original gets
//! here that was not read and understood. There is one namespace, and no entity, comment or instruction.

use serde_json::Value;

use super::{allowed, namespaces::SVG};

/// The file; `tree` is what [`super::tree::Reader`] made.
pub(super) fn written(tree: &Value) -> Vec<u8> {
    let mut out = String::with_capacity(4_096);
    element(tree, true, &mut out);
    out.push('\n');
    out.into_bytes()
}

fn element(node: &Value, outermost: bool, out: &mut String) {
    let Some([tag, attributes, children @ ..]) = node.as_array().map(Vec::as_slice) else { return };
    // The reader uses the same lists; a mistake there is stopped here.
    let Some(tag) = tag.as_str().filter(|tag| allowed::in_file(tag)) else { return };
    out.push('<');
    out.push_str(tag);
    if outermost {
        out.push_str(&format!(" xmlns=\"{SVG}\""));
    }
    let pairs = attributes.as_array().map(Vec::as_slice).unwrap_or_default().chunks_exact(2);
    for pair in pairs {
        let [Some(name), Some(value)] = [pair.first(), pair.last()].map(|part| part.and_then(Value::as_str)) else {
            continue;
        };
        out.push_str(&format!(" {name}=\""));
        escaped(value, out);
        out.push('"');
    }
    if children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in children {
        match child.as_str() {
            Some(text) => escaped(text, out),
            None => element(child, false, out),
        }
    }
    out.push_str(&format!("</{tag}>"));
}

fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}
