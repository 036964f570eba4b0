//! The style sheets of the shadow root, adopted: the only kind that no `style-src` blocks.

use web_sys::{CssStyleSheet, ShadowRoot};

/// Put together by `build.rs`.
const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/widget.css"));

/// Adds the widget's sheet to those the loader adopted.
pub(super) fn adopt(root: &ShadowRoot) {
    let Ok(sheet) = CssStyleSheet::new() else { return };
    if sheet.replace_sync(CSS).is_ok() {
        // Not `push`, which the page may have replaced.
        let sheets = root.adopted_style_sheets();
        sheets.set(sheets.length(), sheet.into());
    }
}
