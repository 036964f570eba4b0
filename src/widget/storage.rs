//! What outlives a page change in the same tab: which screen is open, in which language.
//!
//! Written only after the visitor opened the widget. `gloo-storage` throws where storage is denied, so a probe comes
//! first; without storage the widget works and forgets.

use gloo_storage::{SessionStorage, Storage};

/// The one key. The loader reads its first characters: `1` for open, then the language.
const KEY: &str = "nightdesk";

/// Whether this page may store for the session. Reading the property itself throws where it may not.
fn allowed() -> bool {
    let storage = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    // A full or forbidden store takes no new key.
    storage.is_some_and(|storage| storage.get_item(KEY).is_ok())
}

/// What was written last.
pub(super) fn read() -> Option<String> {
    allowed().then(|| SessionStorage::raw().get_item(KEY).ok().flatten())?
}

/// Writes; a full store is no reason to stop.
pub(super) fn write(state: &str) {
    if allowed() {
        let _ = SessionStorage::raw().set_item(KEY, state);
    }
}
