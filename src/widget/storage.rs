//! What outlives a page: which screen is open, in which language, for as long as the tab lives; and which notices the
//! visitor put away, for as long as those say the same.
//!
//! Written only after the visitor opened the widget. `gloo-storage` throws where storage is denied, so a probe comes
//! first; without storage the widget works and forgets.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

/// The one key in both. The loader reads the first characters of the session's: `1` for open, then the language.
const KEY: &str = "nightdesk";

/// A store, where this page may use it. Reading the property itself throws where it may not.
fn allowed(kept: bool) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    if kept { window.local_storage() } else { window.session_storage() }.ok().flatten()?;
    Some(if kept { LocalStorage::raw() } else { SessionStorage::raw() })
}

/// What was written last: for good where it is kept, else in this tab; nothing where there is none. `None` where that
/// could not be read: what is there must then not be written over.
pub(super) fn read(kept: bool) -> Option<Option<String>> {
    allowed(kept)?.get_item(KEY).ok()
}

/// Writes; a full store is no reason to stop.
pub(super) fn write(kept: bool, state: &str) {
    if let Some(storage) = allowed(kept) {
        let _ = storage.set_item(KEY, state);
    }
}
