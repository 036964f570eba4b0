//! The texts of large sites: fetched when an article is opened, and ahead of time while the widget is idle.

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
const PREFETCH_PAUSE: u64 = 700;
/// The pause doubles up to this many times when fetches fail: to six minutes.
const DOUBLINGS: u32 = 9;

impl Store {
    /// The text of an article; fetches it where it is not in memory yet, and then draws again.
    pub(super) fn text(self, number: u32) -> Option<Vec<crate::knowledge::Block>> {
        self.text_loaded.track();
        let loaded = self.loaded_now();
        match loaded.text(number)? {
            TextState::Ready(blocks) => Some(blocks),
            // Views call this whenever they are drawn: without this arm a failure would draw and fetch in a loop.
            TextState::NotFetched(..) if self.failed_text.get_untracked() == number + 1 => None,
            TextState::NotFetched(chunk, name) => {
                let host = self.host();
                spawn(async move {
                    match host.fetch_file(&name).await {
                        Some(bytes) if loaded.add_chunk(chunk, &bytes) => notify(self.text_loaded),
                        // Not where the content was replaced meanwhile.
                        _ if std::rc::Rc::ptr_eq(&loaded, &self.loaded_now()) => set(self.failed_text, number + 1),
                        _ => {}
                    }
                });
                None
            }
        }
    }

    /// Fetches a text again.
    pub(super) fn retry(self) {
        set(self.failed_text, 0);
        notify(self.text_loaded);
    }

    /// Fetches texts ahead, without the longer pause after failures: at each opening, in each language, and when the
    /// network is back.
    pub(super) fn resume(self) {
        self.state.with(|state| state.prefetch.failed = 0);
        self.schedule_prefetch();
    }

    /// Sets the timer for the next fetch ahead. Texts are fetched one after the other, so that soon the whole help
    /// works without a network, with excerpts and passages. Not for visitors who asked their browser to save data.
    fn schedule_prefetch(self) {
        let next = self.state.with(|state| {
            let Prefetch { opened, fetching, failed, .. } = state.prefetch;
            (opened && !fetching).then(|| Duration::from_millis(PREFETCH_PAUSE << failed.min(DOUBLINGS)))
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
        // A cancelled timer may fire anyway: pages replace the browser's timer functions.
        if self.state.with(|state| std::mem::replace(&mut state.prefetch.fetching, true)) {
            return;
        }
        let host = self.host();
        spawn(async move {
            let fetched = host.fetch_file(&name).await.is_some_and(|bytes| loaded.add_chunk(chunk, &bytes));
            self.state.with(|state| {
                let prefetch = &mut state.prefetch;
                prefetch.fetching = false;
                prefetch.failed = if fetched { 0 } else { prefetch.failed + 1 };
                prefetch.skipped += usize::from(!fetched);
            });
            self.schedule_prefetch();
        });
    }
}

/// Whether the visitor asked the browser to save data, where the browser reports it.
fn saves_data() -> bool {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = property(window().navigator().as_ref(), "connection").filter(|value| value.is_object());
    connection.and_then(|connection| property(&connection, "saveData")).is_some_and(|value| value.is_truthy())
}
