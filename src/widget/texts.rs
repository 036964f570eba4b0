//! The texts of large sites: fetched when an article is opened, and ahead while nothing else happens.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{
    loaded_pack::TextState,
    signals::{notify, set, spawn},
    state::Prefetch,
    store::Store,
};

/// The pause before the next text is fetched ahead, in milliseconds.
const GATHER_AFTER: u64 = 700;
/// So often that pause doubles when texts do not come: to six minutes.
const DOUBLINGS: u32 = 9;

impl Store {
    /// The text of an article; fetches it where it is not here yet, and then draws again.
    pub(super) fn text(self, number: u32) -> Option<Vec<crate::knowledge::Block>> {
        self.texts.track();
        let loaded = self.loaded_now();
        match loaded.text(number)? {
            TextState::Ready(blocks) => Some(blocks),
            // Views ask again whenever they are drawn: without this a failure would draw, and fetch, for ever.
            TextState::Elsewhere(..) if self.failed_text.get_untracked() == number + 1 => None,
            TextState::Elsewhere(chunk, name) => {
                let host = self.host();
                spawn(async move {
                    match host.fetch_file(&name).await {
                        Some(bytes) if loaded.keep(chunk, &bytes) => notify(self.texts),
                        // Not where the visitor reads something else by now.
                        _ if std::rc::Rc::ptr_eq(&loaded, &self.loaded_now()) => set(self.failed_text, number + 1),
                        _ => {}
                    }
                });
                None
            }
        }
    }

    /// Asks for a text again.
    pub(super) fn retry(self) {
        set(self.failed_text, 0);
        notify(self.texts);
    }

    /// Fetches texts ahead, at once where it had stopped after failures: at each opening, in each language, and when the
    /// network is back.
    pub(super) fn resume(self) {
        self.state.with(|state| state.prefetch.failed = 0);
        self.gather();
    }

    /// Fetches texts one after the other while nothing else happens, so that soon the whole help answers without a
    /// network, with excerpts and passages. Not for visitors who asked their browser to save data.
    fn gather(self) {
        let next = self.state.with(|state| {
            let Prefetch { opened, fetching, failed, .. } = state.prefetch;
            (opened && !fetching).then(|| Duration::from_millis(GATHER_AFTER << failed.min(DOUBLINGS)))
        });
        let Some(pause) = next.filter(|_| !saves_data()) else { return };
        let timer = set_timeout_with_handle(move || self.fetch_ahead(), pause).ok();
        if let Some(before) = self.state.with(|state| std::mem::replace(&mut state.prefetch.timer, timer)) {
            before.clear();
        }
    }

    fn fetch_ahead(self) {
        let loaded = self.loaded_now();
        let skipped = self.state.with(|state| state.prefetch.skipped);
        let Some((chunk, name)) = loaded.missing_chunk(skipped) else { return };
        // A timer that was put off may fire all the same: pages replace the browser's own.
        if self.state.with(|state| std::mem::replace(&mut state.prefetch.fetching, true)) {
            return;
        }
        let host = self.host();
        spawn(async move {
            let came = host.fetch_file(&name).await.is_some_and(|bytes| loaded.keep(chunk, &bytes));
            self.state.with(|state| {
                let prefetch = &mut state.prefetch;
                prefetch.fetching = false;
                prefetch.failed = if came { 0 } else { prefetch.failed + 1 };
                prefetch.skipped += usize::from(!came);
            });
            self.gather();
        });
    }
}

/// Whether the browser was told to save data, where it says so.
fn saves_data() -> bool {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = property(window().navigator().as_ref(), "connection").filter(|value| value.is_object());
    connection.and_then(|connection| property(&connection, "saveData")).is_some_and(|value| value.is_truthy())
}
