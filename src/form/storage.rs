//! What the form asks of the browser: the storage in `js/storage.js` and `js/form.js`, and the widget's own program.
//!
//! A read that failed is [`Unread`], never an empty answer. What cannot be taken back asks for a proof of a read.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::request::{NothingKept, NothingWaits, OutboxItem, Reading};

#[wasm_bindgen]
extern "C" {
    /// The storage, which keeps, sends and hands out.
    #[derive(Clone)]
    pub type Storage;

    #[wasm_bindgen(method, js_name = read)]
    fn read_all(this: &Storage) -> Promise;

    #[wasm_bindgen(method)]
    fn write(this: &Storage, id: &str, rev: f64, text: &str) -> Promise;

    #[wasm_bindgen(method)]
    fn remove(this: &Storage, id: &str) -> Promise;

    #[wasm_bindgen(method, js_name = clear)]
    fn clear_all(this: &Storage);

    #[wasm_bindgen(method)]
    fn flag(this: &Storage, up: bool) -> Promise;

    /// Takes a file by its place, without a copy of it.
    #[wasm_bindgen(method)]
    pub(super) fn hold(this: &Storage, id: &str, number: u32, file: &Blob);

    #[wasm_bindgen(method)]
    fn keep(this: &Storage, id: &str, number: u32) -> Promise;

    #[wasm_bindgen(method, js_name = take_out)]
    fn take_file_out(this: &Storage, id: &str, number: u32, count: u32) -> Promise;

    #[wasm_bindgen(method, js_name = drop)]
    fn drop_from(this: &Storage, id: &str, from: u32) -> Promise;

    #[wasm_bindgen(method)]
    fn file(this: &Storage, id: &str, number: u32) -> Promise;

    #[wasm_bindgen(method)]
    fn base64(this: &Storage, id: &str, number: u32) -> Promise;

    #[wasm_bindgen(method)]
    fn send(this: &Storage, call: &str, id: &str, files: u32) -> Promise;

    #[wasm_bindgen(method)]
    fn lock(this: &Storage, name: &str, steal: bool, lost: &JsValue) -> Promise;

    /// A random UUID.
    #[wasm_bindgen(method)]
    pub(super) fn uuid(this: &Storage) -> String;

    /// Whether a value has the form of a pattern, both as HTML means them.
    #[wasm_bindgen(method)]
    pub(super) fn fits(this: &Storage, pattern: &str, value: &str) -> bool;

    #[wasm_bindgen(method)]
    fn copy(this: &Storage, text: &str) -> Promise;

    /// Hands the visitor a file.
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &Storage, name: &str, kind: &str, text: &str);

    /// Follows a link, such as one to the mail program.
    #[wasm_bindgen(method)]
    pub(super) fn follow(this: &Storage, url: &str);

    /// An address of ours, as the page's own site has it, whatever its `<base>` says.
    #[wasm_bindgen(method)]
    pub(super) fn address(this: &Storage, url: &str) -> String;

    /// What a language calls itself.
    #[wasm_bindgen(method)]
    pub(super) fn language_name(this: &Storage, code: &str) -> String;

    /// A moment, in milliseconds since 1970, by the visitor's clock, with its distance from UTC.
    #[wasm_bindgen(method)]
    pub(super) fn local_time(this: &Storage, at: f64) -> String;

    /// The widget's own program, as `js/port.js` hands it over.
    #[derive(Clone)]
    pub type WidgetPort;

    /// Articles that may answer a text, a line each: number, address, title, with tabs between.
    #[wasm_bindgen(method)]
    pub(super) fn suggest(this: &WidgetPort, text: &str) -> String;

    /// By when an answer is promised, in words.
    #[wasm_bindgen(method)]
    pub(super) fn promise(this: &WidgetPort, schedule: u32, reply: u32) -> String;

    /// The form was sent, prepared, or failed: told to the page.
    #[wasm_bindgen(method)]
    pub(super) fn stage(this: &WidgetPort, stage: &str);
}

/// A read failed: nobody can tell what is there.
#[derive(Debug)]
pub(super) struct Unread;

/// What became of a file that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filed {
    /// The browser keeps it.
    Kept,
    /// The browser does not keep it: it is there as long as the page is.
    Held,
    /// The file itself cannot be read.
    Unreadable,
}

/// A lock that this tab holds; other tabs get it once it is released.
pub(super) struct Lock(Function);

impl Lock {
    pub(super) fn release(self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

impl Storage {
    /// All that is kept, and whether every store answered.
    pub(super) async fn read(&self) -> Reading {
        let Ok(read) = JsFuture::from(self.read_all()).await else { return Reading::default() };
        let part = |name: &str| js_sys::Reflect::get(&read, &JsValue::from_str(name)).unwrap_or_default();
        let texts = js_sys::Array::from(&part("texts"));
        Reading::new(texts.iter().filter_map(|text| text.as_string()), part("whole").is_truthy())
    }

    /// Nothing is kept: not even an empty database stays behind.
    pub(super) fn clear(&self, _: NothingKept) {
        self.clear_all();
    }

    /// Keeps a version; `false` where this browser keeps nothing.
    pub(super) async fn store(&self, item: &OutboxItem) -> bool {
        let Ok(text) = serde_json::to_string(item) else { return false };
        truth(self.write(&item.id, item.rev as f64, &text)).await
    }

    /// Deletes a request and its files; `false` where something of it may be left.
    pub(super) async fn delete(&self, id: &str) -> bool {
        truth(self.remove(id)).await
    }

    /// Says that something waits to be sent, so that the next page looks after it.
    pub(super) async fn raise_flag(&self) {
        let _ = JsFuture::from(self.flag(true)).await;
    }

    /// Says that nothing does.
    pub(super) async fn lower_flag(&self, _: NothingWaits) {
        let _ = JsFuture::from(self.flag(false)).await;
        // Another tab may have put it up, for what it keeps, after the read that this follows from.
        if self.read().await.items.iter().any(OutboxItem::waits) {
            self.raise_flag().await;
        }
    }

    /// Copies a file that is held into the store.
    pub(super) async fn keep_file(&self, id: &str, number: u32) -> Filed {
        let failed = JsFuture::from(self.keep(id, number)).await.ok().and_then(|failed| failed.as_string());
        match failed.as_deref() {
            Some("") => Filed::Kept,
            Some("file") => Filed::Unreadable,
            _ => Filed::Held,
        }
    }

    /// Deletes the files from a place on.
    pub(super) async fn drop_files(&self, id: &str, from: usize) {
        let _ = JsFuture::from(self.drop_from(id, from as u32)).await;
    }

    /// Takes a file out of so many; `false` where all are as they were.
    pub(super) async fn take_out(&self, id: &str, number: usize, count: usize) -> bool {
        truth(self.take_file_out(id, number as u32, count as u32)).await
    }

    /// A file that was kept; `None` where there is none.
    pub(super) async fn kept_file(&self, id: &str, number: u32) -> Result<Option<File>, Unread> {
        Ok(JsFuture::from(self.file(id, number)).await.map_err(|_| Unread)?.dyn_into().ok())
    }

    /// Its content in base64.
    pub(super) async fn file_data(&self, id: &str, number: u32) -> Result<Option<String>, Unread> {
        Ok(JsFuture::from(self.base64(id, number)).await.map_err(|_| Unread)?.as_string())
    }

    /// One HTTP call, as JSON; its answer as JSON.
    pub(super) async fn call(&self, call: &str, id: &str, files: usize) -> String {
        let answer = JsFuture::from(self.send(call, id, files as u32)).await;
        answer.ok().and_then(|answer| answer.as_string()).unwrap_or_default()
    }

    /// Takes a lock; `None` where another tab has it. With `lost` it is taken from there, and `lost` is called when
    /// it is taken from here.
    pub(super) async fn take_lock(&self, name: &str, steal: bool, lost: &JsValue) -> Option<Lock> {
        let release = JsFuture::from(self.lock(name, steal, lost)).await.ok()?;
        release.dyn_into().ok().map(Lock)
    }

    /// Puts a text on the clipboard.
    pub(super) async fn copied(&self, text: &str) -> bool {
        truth(self.copy(text)).await
    }
}

async fn truth(promise: Promise) -> bool {
    JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy())
}

/// Nothing, for those who ask for something to call.
pub(super) const NOBODY: JsValue = JsValue::UNDEFINED;
