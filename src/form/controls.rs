//! Controls that several parts of the form use.

use crate::dom::{El, el};

/// A button of the form.
pub(super) fn button(action: &str, text: &str) -> El {
    el("button").set("type", "button").set("data-form", action).text(text)
}
