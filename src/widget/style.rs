//! The style sheets of the shadow root, adopted: the one way that no `style-src` blocks.

use web_sys::{CssStyleSheet, ShadowRoot};

const CSS: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/widget.css"),
    include_str!("../../style/article.css")
);

/// Adds the widget's sheet to those the loader adopted.
pub(super) fn adopt(root: &ShadowRoot) {
    let Ok(sheet) = CssStyleSheet::new() else { return };
    if sheet.replace_sync(CSS).is_ok() {
        root.adopted_style_sheets().push(&sheet);
    }
}
