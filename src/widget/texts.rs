//! The texts of large sites: fetched when an article is opened, and ahead while nothing else happens.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{
    desk::Desk,
    memory::{bump, put, spawn},
    shelf::TextState,
};

/// The pause before the next text is fetched ahead.
const GATHER_AFTER: Duration = Duration::from_millis(700);

impl Desk {
    /// The text of an article; fetches it where it is not here yet, and then draws again.
    pub(super) fn text(self, number: u32) -> Option<Vec<crate::knowledge::Block>> {
        self.texts.track();
        let shelf = self.shelf_now();
        match shelf.text(number)? {
            TextState::Ready(blocks) => Some(blocks),
            // Views ask again whenever they are drawn: without this a failure would draw, and fetch, for ever.
            TextState::Elsewhere(..) if self.failed_text.get_untracked() == 1 => None,
            TextState::Elsewhere(chunk, name) => {
                let host = self.host();
                spawn(async move {
                    match host.fetch_file(&name).await {
                        Some(bytes) if shelf.keep(chunk, &bytes) => bump(self.texts),
                        _ => put(self.failed_text, 1),
                    }
                });
                None
            }
        }
    }

    /// Asks for a text again.
    pub(super) fn retry(self) {
        put(self.failed_text, 0);
        bump(self.texts);
    }

    /// Fetches texts one after the other while nothing else happens, so that soon the whole help answers without a
    /// network, with excerpts and passages. Not for visitors who asked their browser to save data.
    pub(super) fn gather(self) {
        let again = move || {
            let shelf = self.shelf_now();
            let Some((chunk, name)) = shelf.missing_chunk() else { return };
            let host = self.host();
            spawn(async move {
                if host.fetch_file(&name).await.is_some_and(|bytes| shelf.keep(chunk, &bytes)) {
                    self.gather();
                }
            });
        };
        if !saves_data() {
            set_timeout(again, GATHER_AFTER);
        }
    }
}

/// Whether the browser was told to save data, where it says so.
fn saves_data() -> bool {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = property(window().navigator().as_ref(), "connection").filter(|value| value.is_object());
    connection.and_then(|connection| property(&connection, "saveData")).is_some_and(|value| value.is_truthy())
}
