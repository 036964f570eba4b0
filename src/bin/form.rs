//! The second program in the visitor's browser, loaded when the visitor opens the form: exports `begin` for
//! `js/form.js`.
#![allow(missing_docs, unreachable_pub)]

use nightdesk::form::{Form, Storage, WidgetPort};
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

/// Starts the form, without showing it yet.
#[wasm_bindgen]
pub fn begin(storage: Storage, root: ShadowRoot, widget: WidgetPort) -> Form {
    Form::begin(storage, &root, widget)
}

/// Smaller than the standard library's allocator, and as fast for this program.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {}
