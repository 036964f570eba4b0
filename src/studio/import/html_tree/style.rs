//! What classes and styles say that elements do not.

use super::{
    super::dom::{Dom, NodeId},
    wrap::Wrap,
};
use crate::knowledge::{Callout, Mark};

/// What the words in a class name say of a callout's kind.
const KINDS: [(&str, Callout); 26] = [
    ("danger", Callout::Caution),
    ("caution", Callout::Caution),
    ("error", Callout::Caution),
    ("critical", Callout::Caution),
    ("warning", Callout::Warning),
    ("warn", Callout::Warning),
    ("attention", Callout::Warning),
    ("important", Callout::Important),
    ("tip", Callout::Tip),
    ("tips", Callout::Tip),
    ("success", Callout::Tip),
    ("protip", Callout::Tip),
    ("red", Callout::Caution),
    ("yellow", Callout::Warning),
    ("orange", Callout::Warning),
    ("green", Callout::Tip),
    ("note", Callout::Note),
    ("info", Callout::Note),
    ("information", Callout::Note),
    ("callout", Callout::Note),
    ("admonition", Callout::Note),
    ("alert", Callout::Note),
    ("notice", Callout::Note),
    ("hint", Callout::Note),
    ("infobox", Callout::Note),
    ("notification", Callout::Note),
];

/// Words with which the name of a class for callouts begins.
const STEMS: [&str; 12] = [
    "callout",
    "admonition",
    "alert",
    "notice",
    "hint",
    "note",
    "panel",
    "infobox",
    "message",
    "notification",
    "wysiwyg-callout",
    "intercom-interblocks-callout",
];

/// Class names that are callouts as they stand.
const WHOLE: [&str; 12] = [
    "note", "tip", "info", "warning", "important", "caution", "danger", "attention", "success", "error", "protip",
    "tips",
];

/// The kind of callout that an element is, by its classes and its role.
pub(super) fn callout(dom: &Dom, id: NodeId) -> Option<Callout> {
    if !matches!(dom.name(id), "div" | "p" | "aside" | "section" | "blockquote" | "figure" | "article" | "details") {
        return None;
    }
    let classes = dom.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
    let stem = |class: &str| {
        STEMS
            .iter()
            .any(|stem| class.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_'])))
    };
    let is_callout = classes.split_whitespace().any(|class| WHOLE.contains(&class) || stem(class) && !is_part(class));
    let is_callout = is_callout || dom.name(id) == "aside" && kind(&classes).is_some();
    // The panel of a page is a box for anything, unless it says what for.
    let named = classes.split_whitespace().any(|class| !class.starts_with("panel") && !class.starts_with("message"));
    (is_callout).then(|| kind(&classes)).flatten().or((is_callout && named).then_some(Callout::Note))
}

/// Whether a class is that of a part of a callout, such as `alert-title` or `callout__icon`.
fn is_part(class: &str) -> bool {
    let last = class.rsplit(['-', '_']).next().unwrap_or_default();
    ["title", "heading", "header", "icon", "body", "content", "text", "inner", "label", "footer"].contains(&last)
}

fn kind(classes: &str) -> Option<Callout> {
    let words: Vec<&str> = classes.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    KINDS.iter().find(|(word, _)| words.contains(word)).map(|(_, kind)| *kind)
}

/// Whether nobody sees an element.
pub(super) fn is_hidden(dom: &Dom, id: NodeId) -> bool {
    let Some(style) = dom.attribute(id, "style") else { return dom.attribute(id, "hidden").is_some() };
    dom.attribute(id, "hidden").is_some()
        || declarations(style)
            .any(|(name, value)| name == "display" && value.starts_with("none") || name == "mso-hide" && value == "all")
}

/// Whether a picture is there to count readers, and shows nothing.
pub(super) fn is_counter(dom: &Dom, id: NodeId) -> bool {
    let side =
        |name| dom.attribute(id, name).is_some_and(|side| matches!(side.trim().trim_end_matches("px"), "0" | "1"));
    side("width") && side("height")
}

/// What the style of an element says about its text.
pub(super) fn wraps(dom: &Dom, id: NodeId) -> Vec<Wrap> {
    let mut out = Vec::new();
    for (name, value) in declarations(dom.attribute(id, "style").unwrap_or_default()) {
        match (name.as_str(), value.as_str()) {
            ("font-weight", weight) if is_bold(weight) => out.push(Wrap::Strong),
            ("font-style", "italic" | "oblique") => out.push(Wrap::Emphasis),
            ("text-decoration" | "text-decoration-line", line) if line.contains("line-through") => {
                out.push(Wrap::Strike)
            }
            ("vertical-align", "super") => out.push(Wrap::Mark(Mark::Sup)),
            ("vertical-align", "sub") => out.push(Wrap::Mark(Mark::Sub)),
            _ => {}
        }
    }
    out
}

/// Whether an element for bold text says that it is not: what Google Docs puts around all that is pasted.
pub(super) fn is_plain_weight(dom: &Dom, id: NodeId) -> bool {
    declarations(dom.attribute(id, "style").unwrap_or_default())
        .any(|(name, value)| name == "font-weight" && !is_bold(&value) && value != "inherit")
}

fn is_bold(weight: &str) -> bool {
    matches!(weight, "bold" | "bolder") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// How the text of a cell stands, by its style or attribute.
pub(super) fn alignment(dom: &Dom, id: NodeId) -> Option<String> {
    let style = declarations(dom.attribute(id, "style").unwrap_or_default()).find(|(name, _)| name == "text-align");
    style.map(|(_, value)| value).or_else(|| dom.attribute(id, "align").map(str::to_ascii_lowercase))
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> + '_ {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let value = value.trim().trim_end_matches("!important").trim();
        Some((name.trim().to_ascii_lowercase(), value.to_ascii_lowercase()))
    })
}
