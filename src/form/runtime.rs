//! The present time and tasks, from the browser.

use std::pin::Pin;

/// The present, in milliseconds since 1970.
pub(super) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The present in RFC 3339, UTC.
pub(super) fn now_utc() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Runs a future. In a box: each further type of future would be compiled separately.
pub(super) fn spawn(run: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(run));
}

fn spawn_boxed(run: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(run);
}
