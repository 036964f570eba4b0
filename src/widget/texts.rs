//! The texts of large sites: fetched when an article is opened, at once where a question needs them, and ahead of time
//! while the widget is idle.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{
    signals::{notify, set, spawn},
    store::Store,
};
use crate::{knowledge::Block, search::CANDIDATES};

/// The pause before the next text is fetched ahead, in milliseconds.
const PREFETCH_PAUSE: u64 = 700;
/// The pause doubles up to this many times when fetches fail: to six minutes.
const DOUBLINGS: u32 = 9;
/// The texts of the best article and of five that lack theirs are fetched first for a question. With these the best one
/// is the final one for 99.7 % of 972 questions to four sites, and it answers or not as it does in the end for all of
/// them; they are in three files.
const LEADING: usize = 1 + 5;
/// The same where the visitor saves data, who gets no others: 99 %, and 3 of 487 answers should not be there.
const SAVING: usize = 1 + 3;

impl Store {
    /// The text of an article; fetches it where it is not in memory yet, and then draws again.
    pub(super) fn text(self, number: u32) -> Option<Vec<Block>> {
        let loaded = self.loaded_now();
        let text = loaded.blocks(number).map(|blocks| blocks.to_vec());
        if text.is_none() {
            self.text_loaded.track();
            // Views call this whenever they are drawn: without this a failure would draw and fetch in a loop.
            if !self.failed_text(number) {
                loaded.want(&[number]);
                self.fetch(loaded.chunk_of(number));
            }
        }
        text
    }

    /// Fetches a text again.
    pub(super) fn retry(self) {
        set(self.failed_text, 0);
        notify(self.text_loaded);
    }

    /// The question that is shown needs the texts of these articles, the first one most of all: the first few at once,
    /// the others when these have arrived.
    pub(super) fn want(self, articles: &[u32], first: bool) {
        let limit = match (first, saves_data()) {
            (true, false) => LEADING,
            (true, true) => SAVING,
            (false, false) => 1 + CANDIDATES,
            (false, true) => 0,
        };
        self.loaded_now().want(articles.get(..limit).unwrap_or(articles));
        self.schedule();
    }

    /// Whether texts that the screen needs may arrive soon.
    pub(super) fn waits(self) -> bool {
        self.state.with(|state| state.prefetch.failed == 0) && self.loaded_now().waits()
    }

    /// Fetches texts ahead, without the longer pause after failures: at each opening, in each language, and when the
    /// network is back.
    pub(super) fn resume(self) {
        self.loaded_now().forgive();
        self.state.with(|state| {
            state.prefetch.failed = 0;
            if let Some(before) = state.prefetch.timer.take() {
                before.clear();
            }
        });
        self.schedule();
    }

    /// Fetches what the screen waits for, and sets the timer for the next fetch ahead. Texts are fetched ahead one after
    /// the other, so that soon the whole help works without a network. After a failure everything waits for the timer.
    fn schedule(self) {
        let (opened, failed) = self.state.with(|state| (state.prefetch.opened, state.prefetch.failed));
        if !opened {
            return;
        }
        let loaded = self.loaded_now();
        while failed == 0
            && let Some(chunk) = loaded.next_chunk(true, false)
        {
            self.fetch(chunk);
        }
        let pause = Duration::from_millis(PREFETCH_PAUSE << failed.min(DOUBLINGS));
        self.state.with(|state| {
            if state.prefetch.timer.is_none() {
                state.prefetch.timer = set_timeout_with_handle(move || self.fetch_ahead(), pause).ok();
            }
        });
    }

    /// Not for visitors who asked their browser to save data.
    fn fetch_ahead(self) {
        self.state.with(|state| state.prefetch.timer = None);
        // Nothing where a fetch is under way, which goes on from here: a cancelled timer may fire anyway, as pages
        // replace the browser's timer functions.
        if let Some(chunk) = self.loaded_now().next_chunk(false, !saves_data()) {
            self.fetch(chunk);
        }
    }

    fn fetch(self, chunk: usize) {
        let loaded = self.loaded_now();
        let Some(name) = loaded.begin_chunk(chunk) else { return };
        let host = self.host();
        spawn(async move {
            let [added, wanted] = loaded.end_chunk(chunk, host.fetch_file(&name).await);
            // The content was replaced meanwhile.
            if !Rc::ptr_eq(&loaded, &self.loaded_now()) {
                return;
            }
            self.state.with(|state| state.prefetch.failed = if added { 0 } else { state.prefetch.failed + 1 });
            if wanted && !added {
                set(self.failed_text, chunk as u32 + 1);
            }
            if wanted && !loaded.waits() {
                notify(self.text_loaded);
            }
            self.schedule();
        });
    }
}

/// Whether the visitor asked the browser to save data, where the browser reports it.
fn saves_data() -> bool {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = property(window().navigator().as_ref(), "connection").filter(|value| value.is_object());
    connection.and_then(|connection| property(&connection, "saveData")).is_some_and(|value| value.is_truthy())
}
