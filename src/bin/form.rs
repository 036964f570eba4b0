//! The second program in the visitor's browser, loaded when somebody wants to write: exports `begin` for
//! `js/form.js`.
#![allow(missing_docs, unreachable_pub)]

use nightdesk::form::{Form, Storage, WidgetPort};
use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

/// Starts the form, without showing it yet.
#[wasm_bindgen]
pub fn begin(keeper: Storage, root: ShadowRoot, desk: WidgetPort) -> Form {
    Form::begin(keeper, &root, desk)
}

/// Smaller than the standard library's, at the same speed for what is done here.
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {}
