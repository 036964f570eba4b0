//! The interface to the browser: the storage in `js/storage.js` and `js/form.js`, and the widget's program.
//!
//! A read that failed is [`Unread`], never an empty answer. What cannot be undone requires a value that proves a read.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::request::{NothingKept, NothingWaits, OutboxItem, Reading};

#[wasm_bindgen]
extern "C" {
    /// The storage, which also sends requests and saves files.
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

    /// Holds a file in memory by its number, without copying it.
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
    fn lock(this: &Storage, name: &str, steal: bool, on_lost: &JsValue) -> Promise;

    /// A random UUID.
    #[wasm_bindgen(method)]
    pub(super) fn uuid(this: &Storage) -> String;

    /// Whether a value matches a pattern, as HTML's `pattern` attribute defines it.
    #[wasm_bindgen(method)]
    pub(super) fn fits(this: &Storage, pattern: &str, value: &str) -> bool;

    #[wasm_bindgen(method)]
    fn copy(this: &Storage, text: &str) -> Promise;

    /// Saves a file for the visitor.
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &Storage, name: &str, kind: &str, text: &str);

    /// Follows a link, such as one to the mail program.
    #[wasm_bindgen(method)]
    pub(super) fn follow(this: &Storage, url: &str);

    /// The absolute address on the page's site, whatever its `<base>` says.
    #[wasm_bindgen(method)]
    pub(super) fn address(this: &Storage, url: &str) -> String;

    /// The name of a language in that language.
    #[wasm_bindgen(method)]
    pub(super) fn language_name(this: &Storage, code: &str) -> String;

    /// A moment, in milliseconds since 1970, in the visitor's local time with its offset from UTC.
    #[wasm_bindgen(method)]
    pub(super) fn local_time(this: &Storage, at: f64) -> String;

    /// The widget's program, as `js/port.js` passes it.
    #[derive(Clone)]
    pub type WidgetPort;

    /// Articles that may answer a text, one line each: number, address, title, separated by tabs.
    #[wasm_bindgen(method)]
    pub(super) fn suggest(this: &WidgetPort, text: &str) -> String;

    /// By when an answer is promised, in words.
    #[wasm_bindgen(method)]
    pub(super) fn promise(this: &WidgetPort, schedule: u32, reply: u32) -> String;

    /// Reports to the page that the form was sent, prepared, or failed.
    #[wasm_bindgen(method)]
    pub(super) fn stage(this: &WidgetPort, stage: &str);
}

/// A read failed: it is unknown what is stored.
#[derive(Debug)]
pub(super) struct Unread;

/// Where a chosen file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileStatus {
    /// In the browser's storage.
    Stored,
    /// Not stored: in memory, for as long as the page is open.
    InMemory,
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
    /// Everything that is stored, and whether every store answered.
    pub(super) async fn read(&self) -> Reading {
        let Ok(read) = JsFuture::from(self.read_all()).await else { return Reading::default() };
        let part = |name: &str| js_sys::Reflect::get(&read, &JsValue::from_str(name)).unwrap_or_default();
        let texts = js_sys::Array::from(&part("texts"));
        Reading::new(texts.iter().filter_map(|text| text.as_string()), part("whole").is_truthy())
    }

    /// Removes the storage itself where nothing is stored: not even an empty database is left.
    pub(super) fn clear(&self, _: NothingKept) {
        self.clear_all();
    }

    /// Stores a version; `false` where this browser cannot store it.
    pub(super) async fn store(&self, item: &OutboxItem) -> bool {
        let Ok(text) = serde_json::to_string(item) else { return false };
        is_truthy(self.write(&item.id, item.rev as f64, &text)).await
    }

    /// Deletes a request and its files; `false` where a part of it may be left.
    pub(super) async fn delete(&self, id: &str) -> bool {
        is_truthy(self.remove(id)).await
    }

    /// Sets the flag that something waits to be sent, so that the next page sends it.
    pub(super) async fn raise_flag(&self) {
        let _ = JsFuture::from(self.flag(true)).await;
    }

    /// Clears the flag.
    pub(super) async fn lower_flag(&self, _: NothingWaits) {
        let _ = JsFuture::from(self.flag(false)).await;
        // Another tab may have set it, for what it has stored, after the read on which this is based.
        if self.read().await.items.iter().any(OutboxItem::waits) {
            self.raise_flag().await;
        }
    }

    /// Copies a file from memory into the storage.
    pub(super) async fn store_file(&self, id: &str, number: u32) -> FileStatus {
        let failed = JsFuture::from(self.keep(id, number)).await.ok().and_then(|failed| failed.as_string());
        match failed.as_deref() {
            Some("") => FileStatus::Stored,
            Some("file") => FileStatus::Unreadable,
            _ => FileStatus::InMemory,
        }
    }

    /// Deletes the files from a number on.
    pub(super) async fn drop_files(&self, id: &str, from: usize) {
        let _ = JsFuture::from(self.drop_from(id, from as u32)).await;
    }

    /// Removes one of `count` files; `false` where nothing was changed.
    pub(super) async fn remove_file(&self, id: &str, number: usize, count: usize) -> bool {
        is_truthy(self.take_file_out(id, number as u32, count as u32)).await
    }

    /// A stored file; `None` where there is none.
    pub(super) async fn stored_file(&self, id: &str, number: u32) -> Result<Option<File>, Unread> {
        Ok(JsFuture::from(self.file(id, number)).await.map_err(|_| Unread)?.dyn_into().ok())
    }

    /// The content of a stored file in base64.
    pub(super) async fn file_data(&self, id: &str, number: u32) -> Result<Option<String>, Unread> {
        Ok(JsFuture::from(self.base64(id, number)).await.map_err(|_| Unread)?.as_string())
    }

    /// One HTTP call, as JSON; its answer as JSON.
    pub(super) async fn call(&self, call: &str, id: &str, files: usize) -> String {
        let answer = JsFuture::from(self.send(call, id, files as u32)).await;
        answer.ok().and_then(|answer| answer.as_string()).unwrap_or_default()
    }

    /// Takes a lock; `None` where another tab has it. With `steal` it is taken from that tab; `on_lost` is called when
    /// another tab takes it from here.
    pub(super) async fn take_lock(&self, name: &str, steal: bool, on_lost: &JsValue) -> Option<Lock> {
        let release = JsFuture::from(self.lock(name, steal, on_lost)).await.ok()?;
        release.dyn_into().ok().map(Lock)
    }

    /// Copies a text to the clipboard.
    pub(super) async fn copy_text(&self, text: &str) -> bool {
        is_truthy(self.copy(text)).await
    }
}

async fn is_truthy(promise: Promise) -> bool {
    JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy())
}

/// No callback.
pub(super) const NO_CALLBACK: JsValue = JsValue::UNDEFINED;
