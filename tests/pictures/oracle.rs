//! What a published drawing may be, by a list and two parsers that are independent of the studio's own lists.

use roxmltree::{Document, ParsingOptions};

use crate::html::{self, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Elements that run scripts, link, animate or load.
const ACTIVE: [&str; 25] = [
    "script", "foreignobject", "iframe", "object", "embed", "a", "set", "animate", "animatetransform", "animatemotion",
    "handler", "listener", "style", "link", "meta", "base", "form", "video", "audio", "feimage", "use", "img", "input",
    "switch", "textpath",
];

/// Looks at the bytes as an SVG file and as a page; the error says what is in them.
pub(crate) fn drawing(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    if ["<!", "<?"].iter().any(|mark| text.contains(mark)) {
        return Err("a declaration, a comment or an instruction".into());
    }
    let document = Document::parse_with_options(text, ParsingOptions::default()).map_err(|error| error.to_string())?;
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name();
        if tag.namespace() != Some(SVG) || ACTIVE.contains(&tag.name().to_lowercase().as_str()) {
            return Err(format!("the element {tag:?}"));
        }
        for attribute in node.attributes() {
            value(attribute.name(), attribute.value())?;
            if attribute.namespace().is_some() {
                return Err(format!("the attribute {attribute:?}"));
            }
        }
    }
    // Sent with a wrong type, the same bytes are read as a page.
    let mut found = Ok(());
    html::page(text).walk(0, &mut |node, _| {
        let Node::Element { name, attributes, .. } = node else { return };
        let is_frame = ["html", "head", "body"].contains(&name.as_str());
        if !is_frame && ACTIVE.contains(&name.to_lowercase().as_str()) {
            found = Err(format!("as a page it has the element {name}"));
        }
        for (name, text) in attributes {
            if let Err(fault) = value(name, text) {
                found = Err(fault);
            }
        }
    });
    found
}

fn value(name: &str, value: &str) -> Result<(), String> {
    let lower = value.to_lowercase();
    let bare: String = lower.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let foreign = lower.split("url(").skip(1).any(|address| !address.starts_with('#')) || lower.contains('\\');
    let picture = ["png", "jpeg", "gif", "webp", "avif"]
        .iter()
        .any(|kind| bare.starts_with(&format!("data:image/{kind};base64,")));
    let leads = name.ends_with("href") && !(bare.starts_with('#') || picture)
        || ["src", "data", "action", "style"].contains(&name);
    if name.to_lowercase().starts_with("on") || foreign || leads || bare.starts_with("javascript:") {
        return Err(format!("{name}={value}"));
    }
    Ok(())
}
