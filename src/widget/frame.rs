//! How the panel fits the window: the conditions of the style sheet, and where the ways back and out stand.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Whether the panel takes the whole window, and is modal: the same condition as in `js/panel.js` and the style sheet.
pub(super) fn is_whole_window() -> bool {
    matches_media("(max-width: 480px), (max-height: 560px)")
}

/// Whether the header is one line, which stays: a phone on its side.
fn has_one_line() -> bool {
    matches_media("(min-height: 320px) and (max-height: 560px) and (min-width: 600px)")
}

/// Whether the window is magnified to the utmost.
fn is_tiny() -> bool {
    matches_media("(max-height: 319px)")
}

/// Whether a media query holds now.
pub(super) fn matches_media(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|query| query.matches())
}

/// The panel, or its part that scrolls, was scrolled: once the header is out of sight, the ways back and out stand beside
/// the field.
pub(super) fn fold(panel: &Element, scroller: &Element) {
    let head = panel.query_selector(".head").ok().flatten().and_then(|head| head.dyn_into::<HtmlElement>().ok());
    let scrolled = !has_one_line() && head.is_some_and(|head| scroller.scroll_top() >= head.offset_height());
    let _ = panel.toggle_attribute_with_force("scrolled", scrolled);
    place_exits(panel, scrolled);
}

/// Puts the ways back and out beside the field, where the header is scrolled away or too high for the window; else into
/// the header.
pub(super) fn place_exits(panel: &Element, scrolled: bool) {
    let find = |selector: &str| panel.query_selector(selector).ok().flatten();
    let beside = |beside| find(if beside { ".row" } else { ".bar" });
    // On its side a phone has one line for all of it: the way back first, the way out last.
    let places = [beside(scrolled || has_one_line() || is_tiny()), beside(scrolled || is_tiny())];
    let ([Some(first), Some(last)], Some(back), Some(close)) = (places, find(".before"), find("[data-do=close]"))
    else {
        return;
    };
    if back.parent_element().as_ref() != Some(&first) || close.parent_element().as_ref() != Some(&last) {
        let focused = find(":is(.before button, [data-do=close]):focus");
        let _ = first.prepend_with_node_1(&back);
        let _ = last.append_child(&close);
        if let Some(button) = focused.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}
