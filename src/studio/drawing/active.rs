//! Active content: what runs, or leads to what runs, when somebody opens a picture by its address, on the company's own
//! site and with its cookies and storage. None of it is ever published. The whole picture is left out, and not the part
//! alone: it does not get there by accident.

use std::ops::Range;

use roxmltree::{Attribute, Document, Node};

use super::omission::{Harm, Omission};

/// Elements whose content runs, in whatever namespace (`handler` and `listener` are SVG Tiny 1.2).
const PROGRAMS: [&str; 3] = ["script", "handler", "listener"];
/// Schemes of addresses that run.
const SCHEMES: [&str; 3] = ["javascript:", "vbscript:", "livescript:"];
/// The most places that are reported of one picture.
const MOST: usize = 20;

/// All of it, in the order of the file.
pub(super) fn find(document: &Document<'_>) -> Vec<Omission> {
    let nodes = document.root_element().descendants().filter(Node::is_element);
    nodes.flat_map(|node| of(node)).take(MOST).collect()
}

fn of(node: Node<'_, '_>) -> Vec<Omission> {
    let tag = node.tag_name().name();
    let start = node.range().start;
    let own = start..start + 1 + tag.len();
    let lower = tag.to_ascii_lowercase();
    let omission = |span: Range<usize>, what: String, help| Omission { span, what, help, harm: Harm::Active };
    let mut out = Vec::new();
    if PROGRAMS.contains(&lower.as_str()) {
        out.push(omission(own, format!("`<{tag}>`"), "take it out: a picture holds no program"));
    }
    let animates = lower == "set" || lower.starts_with("animate");
    for attribute in node.attributes() {
        let (name, span) = (attribute.name(), attribute.range());
        if attribute.namespace().is_none() && is_handler(name) {
            out.push(omission(span, format!("`{name}`"), "take the attribute out: a picture holds no program"));
        } else if animates && name == "attributeName" && aims(attribute.value()) {
            let what = format!("`<{tag} attributeName=\"{}\">`", super::allowed::short(attribute.value()));
            out.push(omission(span, what, "take it out: it would change where a link leads, or what runs"));
        } else if runs(&attribute, &lower) {
            let what = format!("`{name}=\"{}\"`", super::allowed::short(attribute.value()));
            out.push(omission(span, what, "take the address out: a picture needs none, and this one runs a program"));
        }
    }
    out
}

/// `onload` and other event handlers: no other attribute of SVG begins with `on`.
fn is_handler(name: &str) -> bool {
    name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) && name.len() > 2
}

/// Whether an animation changes an address or a handler.
fn aims(name: &str) -> bool {
    let name = name.trim().rsplit(':').next().unwrap_or_default();
    name.eq_ignore_ascii_case("href") || is_handler(name)
}

/// Whether any of the values is an address that runs, however it is spelled.
fn runs(attribute: &Attribute<'_, '_>, tag: &str) -> bool {
    attribute.value().split(';').enumerate().any(|(number, part)| {
        let spelled: String =
            part.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(40).collect::<String>().to_lowercase();
        let whole = number == 0 && attribute.name().eq_ignore_ascii_case("href");
        SCHEMES.iter().any(|scheme| spelled.starts_with(scheme))
            // A picture in a picture runs nothing; a page, or a drawing that is copied in, does.
            || whole && spelled.starts_with("data:") && !(spelled.starts_with("data:image/") && is_picture(tag, &spelled))
    })
}

fn is_picture(tag: &str, address: &str) -> bool {
    ["image", "feimage"].contains(&tag) || !address.starts_with("data:image/svg")
}
