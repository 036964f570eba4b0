//! The program in the visitor's browser: exports `mount` for `js/port.js`.
#![allow(missing_docs, unreachable_pub)]

use nightdesk::widget::{App, Host};
use wasm_bindgen::prelude::*;

/// Starts the widget on a pack.
#[wasm_bindgen]
pub fn mount(host: Host, pack: &[u8]) -> Result<App, JsValue> {
    nightdesk::widget::mount(host, pack)
}

fn main() {}
