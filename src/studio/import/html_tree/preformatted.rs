//! Text as it stands.

use super::super::dom::{Dom, NodeId};
use crate::studio::source_text::composed;

/// Text as it stands, and line breaks as lines.
pub(super) fn preformatted(dom: &Dom, id: NodeId) -> String {
    let piece = |id: NodeId| match (dom.text_of(id), dom.name(id)) {
        (Some(text), _) => Some(composed(text)),
        (None, "br") => Some("\n".to_owned()),
        (None, "p" | "div" | "li") => Some("\n".to_owned()),
        _ => None,
    };
    let code: String = dom.inside(id).skip(1).filter_map(piece).collect();
    let code = code.replace('\u{a0}', " ");
    code.trim_matches('\n').to_owned() + "\n"
}
