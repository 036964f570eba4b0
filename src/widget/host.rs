//! What the widget asks of the page: the object that `js/port.js` hands over.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// The browser's side: `host` in `js/port.js`.
    #[derive(Clone)]
    pub type Host;

    /// The shadow root to live in.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Host) -> ShadowRoot;

    /// The URL of the bundle's folder, with a slash at its end.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Host) -> String;

    /// Whether there is a form to write with, in this language.
    #[wasm_bindgen(method, getter)]
    pub fn writes(this: &Host) -> bool;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Host, place: &Element, about: &str) -> Result<Promise, JsValue>;

    /// Closes the panel.
    #[wasm_bindgen(method)]
    pub fn close(this: &Host);

    /// Tells the page what the visitor did: see `told` in `js/port.js`.
    #[wasm_bindgen(method)]
    pub fn told(this: &Host, what: &str, text: &str, number: u32);

    /// Tells that the widget now speaks this language.
    #[wasm_bindgen(method)]
    pub fn speaks(this: &Host, lang: &str);

    /// Hands the visitor a calendar file.
    #[wasm_bindgen(method)]
    pub fn save(this: &Host, name: &str, text: &str);

    /// Draws a picture of the bundle in a place, or puts its words there.
    #[wasm_bindgen(method)]
    pub fn picture(this: &Host, place: &Element, src: &str, alt: &str);

    #[wasm_bindgen(method, catch)]
    fn pack(this: &Host, lang: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn file(this: &Host, name: &str) -> Result<Promise, JsValue>;
}

impl Host {
    /// The bytes of a language's pack; `None` where it could not be had whole.
    pub(super) async fn fetch_pack(&self, lang: &str) -> Option<Vec<u8>> {
        bytes(self.pack(lang)).await
    }

    /// Puts the form into a place, with what it begins with; `false` where it could not be had.
    pub(super) async fn begin_form(&self, place: &Element, about: &str) -> bool {
        match self.write(place, about) {
            Ok(promise) => JsFuture::from(promise).await.is_ok(),
            Err(_) => false,
        }
    }

    /// The bytes of a file of the bundle; `None` where it could not be had whole.
    pub(super) async fn fetch_file(&self, name: &str) -> Option<Vec<u8>> {
        bytes(self.file(name)).await
    }
}

async fn bytes(promise: Result<Promise, JsValue>) -> Option<Vec<u8>> {
    let value = JsFuture::from(promise.ok()?).await.ok()?;
    Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
}
