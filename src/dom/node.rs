//! Nodes, built one by one.
//!
//! Leptos mounts the widget and runs its signals, effects and clean-up; the nodes are created here instead of with its
//! typed views, for two measured reasons. The `view!` macro turns static subtrees into `template.innerHTML`, which
//! strict pages forbid; and every differently nested typed view is compiled separately: the same widget was 406 kB
//! of wasm with them, 255 without. A text only ever becomes a text node here; there is no way to pass HTML. The form,
//! which does not use Leptos, creates its nodes here as well.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Document, Element};

// The functions of the prototype: a form named `createElement` in the page would replace `document.createElement`.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["Document", "prototype", "createElement"], js_name = call)]
    fn create(document: &Document, tag: &str) -> Result<Element, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Document", "prototype", "createElementNS"], js_name = call)]
    fn create_in(document: &Document, namespace: &str, tag: &str) -> Result<Element, JsValue>;
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element under construction; a handle, cheap to clone.
#[derive(Clone)]
pub(crate) struct El(Element);

/// A new HTML element.
pub(crate) fn el(tag: &str) -> El {
    make(|document| create(document, tag).ok())
}

/// A new SVG element.
pub(crate) fn svg(tag: &str) -> El {
    make(|document| create_in(document, SVG, tag).ok())
}

fn make(create: impl FnOnce(&Document) -> Option<Element>) -> El {
    // A page has a document, and no browser refuses our tag names: the value used otherwise does nothing.
    let document = web_sys::window().and_then(|window| window.document());
    El(document.as_ref().and_then(create).unwrap_or_else(|| JsValue::NULL.unchecked_into()))
}

impl El {
    /// Wraps an element that exists already.
    pub(crate) fn of(element: Element) -> Self {
        Self(element)
    }

    /// The element.
    pub(crate) fn raw(&self) -> &Element {
        &self.0
    }

    /// Sets the class.
    pub(crate) fn class(self, class: &str) -> Self {
        self.set("class", class)
    }

    /// Sets an attribute. Callers check addresses first, and never set event handlers.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Appends a text.
    pub(crate) fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Appends an element.
    pub(crate) fn with(self, child: El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Appends an element where there is one.
    pub(crate) fn with_some(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// Appends elements.
    pub(crate) fn with_all(self, children: impl Iterator<Item = El>) -> Self {
        children.fold(self, Self::with)
    }

    /// Replaces the content by this element, or by nothing.
    pub(crate) fn fill(&self, child: Option<El>) {
        self.0.set_text_content(None);
        if let Some(child) = child {
            let _ = self.0.append_child(&child.0);
        }
    }

    /// Replaces the content by these elements.
    pub(crate) fn fill_all(&self, children: impl Iterator<Item = El>) {
        self.fill(None);
        children.for_each(|child| drop(self.clone().with(child)));
    }

    /// Replaces the content by a text.
    pub(crate) fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }
}

/// What scrolls depends on the window: the content alone on a desktop, the header with it on a phone, and the whole panel
/// where that is low. See `style/widget.css`.
const SCROLLERS: [&str; 3] = [".screen", ".frame", ".panel"];

fn scrollers(node: &Element) -> impl Iterator<Item = Element> + '_ {
    SCROLLERS.iter().filter_map(|selector| node.closest(selector).ok().flatten())
}

/// How far the panel's content is scrolled, in CSS pixels; `node` is the content or in it.
pub(crate) fn scroll_top(node: &Element) -> i32 {
    scrollers(node).map(|scroller| scroller.scroll_top()).max().unwrap_or_default()
}

/// Scrolls it.
pub(crate) fn scroll_to(node: &Element, top: i32) {
    scrollers(node).for_each(|scroller| scroller.set_scroll_top(top));
}

/// A button of the widget with an action: see `widget::events`.
#[cfg(feature = "widget")]
pub(crate) fn button(action: &str) -> El {
    button_for("data-do", action)
}

/// A button of the widget that is about something: an attribute that `widget::events` knows, and its value.
#[cfg(feature = "widget")]
pub(crate) fn button_for(name: &str, value: &str) -> El {
    el("button").set("type", "button").set(name, value)
}

/// The title of a screen, which gets the focus when the screen is shown.
#[cfg(feature = "widget")]
pub(crate) fn title(text: &str) -> El {
    el("h2").class("title").set("tabindex", "-1").set("data-title", "").text(text)
}
