//! Session storage, with the open screens and the language, for as long as the tab is open; and local storage, with the
//! notices that the visitor has dismissed, for as long as their text stays the same.
//!
//! Written only after the visitor opened the widget. `gloo-storage` throws where storage is denied, so a probe comes
//! first; without storage the widget works, but remembers nothing.

use gloo_storage::{LocalStorage, SessionStorage, Storage};

/// The key in both. The loader reads the first characters of the session's: `1` for open, then the language.
const KEY: &str = "nightdesk";

/// Local or session storage; `None` where this page may not use it: then reading the property itself throws.
fn allowed(local: bool) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    if local { window.local_storage() } else { window.session_storage() }.ok().flatten()?;
    Some(if local { LocalStorage::raw() } else { SessionStorage::raw() })
}

/// What was written last to local or session storage; `Some(None)` where nothing was. `None` where it could not be
/// read: it must not be overwritten then.
pub(super) fn read(local: bool) -> Option<Option<String>> {
    allowed(local)?.get_item(KEY).ok()
}

/// Writes; where the storage is full, nothing is written.
pub(super) fn write(local: bool, state: &str) {
    if let Some(storage) = allowed(local) {
        let _ = storage.set_item(KEY, state);
    }
}
