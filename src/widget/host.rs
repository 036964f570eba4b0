//! The interface to the page: the object that `js/port.js` passes to `mount`.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// The object in `js/port.js`.
    #[derive(Clone)]
    pub type Host;

    /// The shadow root of the widget.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Host) -> ShadowRoot;

    /// The URL of the bundle's folder, with a slash at its end.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Host) -> String;

    /// Whether there is a form for requests in this language.
    #[wasm_bindgen(method, getter)]
    pub fn writes(this: &Host) -> bool;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Host, container: &Element, about: &str) -> Result<Promise, JsValue>;

    /// Closes the panel.
    #[wasm_bindgen(method)]
    pub fn close(this: &Host);

    /// Reports to the page what the visitor did: see `told` in `js/port.js`.
    #[wasm_bindgen(method)]
    pub fn told(this: &Host, what: &str, text: &str, number: u32);

    /// Reports that the widget is now in this language.
    #[wasm_bindgen(method)]
    pub fn speaks(this: &Host, lang: &str);

    /// Saves a calendar file for the visitor.
    #[wasm_bindgen(method)]
    pub fn save(this: &Host, name: &str, text: &str);

    /// Draws a picture of the bundle in a container, or its alternative text.
    #[wasm_bindgen(method)]
    pub fn picture(this: &Host, container: &Element, src: &str, alt: &str);

    #[wasm_bindgen(method, catch)]
    fn pack(this: &Host, lang: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn file(this: &Host, name: &str) -> Result<Promise, JsValue>;
}

impl Host {
    /// The bytes of a language's pack; `None` where it could not be fetched.
    pub(super) async fn fetch_pack(&self, lang: &str) -> Option<Vec<u8>> {
        bytes(self.pack(lang)).await
    }

    /// Loads the form into a container, with what it starts with; `false` where it could not be loaded.
    pub(super) async fn load_form(&self, container: &Element, about: &str) -> bool {
        match self.write(container, about) {
            Ok(promise) => JsFuture::from(promise).await.is_ok(),
            Err(_) => false,
        }
    }

    /// The bytes of a file of the bundle; `None` where it could not be fetched.
    pub(super) async fn fetch_file(&self, name: &str) -> Option<Vec<u8>> {
        bytes(self.file(name)).await
    }
}

async fn bytes(promise: Result<Promise, JsValue>) -> Option<Vec<u8>> {
    let value = JsFuture::from(promise.ok()?).await.ok()?;
    Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
}
