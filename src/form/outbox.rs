//! Sending, and retrying. One tab at a time sends a request: it holds a lock, and while it holds it reads what is
//! stored before it does anything, since another tab may have sent it.

use serde_json::{Value, json};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    controller::FormController,
    delivery_status,
    runtime::{now, spawn},
    storage::NO_CALLBACK,
};
use crate::request::{
    Absent, Event, OutboxItem, OutboxState, Problem, Request, SinkConfig,
    sink::{self, Answer, Body, Call},
};

/// The answer that the script returns, and whether the device had no network; `None` where a file could not be read and
/// nothing was sent.
fn answer(json: &str) -> Option<(Answer, bool)> {
    let result: Value = serde_json::from_str(json).unwrap_or_default();
    let is = |name: &str| result.get(name).and_then(Value::as_bool).unwrap_or_default();
    if is("unread") {
        return None;
    }
    let text = |name: &str| String::from(result.get(name).and_then(Value::as_str).unwrap_or_default());
    let status = result.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let answer = match status {
        Some(status) => Answer::Reply { status, retry_after: text("retry"), body: text("body") },
        None if is("offline") && !is("lost") => Answer::Offline,
        None => Answer::Lost,
    };
    Some((answer, is("offline")))
}

/// Whether the device is known to have no network. `false` does not mean that it has one.
fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// After this time, in milliseconds, a request that another tab is sending is checked again.
const CHECK_AGAIN: u64 = 5_000;
/// The pause doubles up to this many times while the stores cannot be read: to five minutes.
const DOUBLINGS: u32 = 6;

/// A request with its files.
enum Packed {
    /// With all of them.
    Whole(Box<Request>),
    /// The file of this number does not exist.
    Missing(usize, Absent),
    /// A file could not be read just now.
    Unread,
}

impl FormController {
    /// Tries what is due, and sets a timer for the next.
    pub(super) async fn look_after_outbox(&self) {
        let mut next: Option<u64> = None;
        let was_complete = self.with(|state| state.read_completely);
        let reading = self.read().await;
        let complete = reading.whole().is_some();
        if complete && !was_complete {
            self.storage_recovered().await;
        }
        self.retry_storage().await;
        for item in reading.items.into_iter().filter(OutboxItem::waits) {
            if item.is_over(now()) {
                // A store that did not answer may have a newer version.
                if complete {
                    self.finish(&item).await;
                }
                continue;
            }
            let at = match item.state {
                // Still offline: the browser reports when the network is back; it is also checked by this timer.
                OutboxState::Waiting { offline: true, .. } if is_offline() => now() + CHECK_AGAIN,
                // The longer pauses protect the help desk, which was not reached: tried as soon as there may be a
                // network.
                OutboxState::Waiting { offline: true, .. } => now(),
                OutboxState::Waiting { at, .. } => at,
                _ => now(),
            };
            let at = if at > now() {
                at
            } else {
                match self.attempt(&item.id).await.map(|item| item.state) {
                    Some(OutboxState::Waiting { at, .. }) => at,
                    Some(_) => continue,
                    // Another tab is sending it: if that tab is closed before it has sent it, this one sends it.
                    None => now() + CHECK_AGAIN,
                }
            };
            next = Some(next.map_or(at, |next| next.min(at)));
        }
        let reading = self.read().await;
        match reading.nothing_waits() {
            Some(proof) if next.is_none() => self.storage.lower_flag(proof).await,
            // The flag may be missing: a page was closed before it was set, or the storage failed.
            _ if next.is_some() => self.storage.raise_flag().await,
            _ => {}
        }
        if reading.whole().is_none() {
            // Something that could not be read may wait: the flag stays set for the next page, and this one reads
            // again.
            let again = now() + (CHECK_AGAIN << self.with(|state| state.failed_reads.min(DOUBLINGS)));
            next = Some(next.map_or(again, |next| next.min(again)));
        }
        if let Some(at) = next {
            self.wake_at(at);
        }
    }

    /// The stores answer again: what was missing is shown, unless the visitor has begun to write.
    async fn storage_recovered(&self) {
        if self.shown().is_some() && self.item().rev == 0 {
            self.choose_item().await;
            self.prefill();
            self.draw(false);
        }
        self.show_storage_status();
    }

    fn wake_at(&self, at: u64) {
        let controller = self.clone();
        let run = Closure::once_into_js(move || {
            spawn(async move { controller.look_after_outbox().await });
        });
        let Some(window) = web_sys::window() else { return };
        let pause = i32::try_from(at.saturating_sub(now())).unwrap_or(i32::MAX);
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), pause).ok();
        if let Some(before) = self.with(|state| std::mem::replace(&mut state.timer, timer)) {
            window.clear_timeout_with_handle(before);
        }
    }

    /// One attempt to send a request that waits; returns its new state, or `None` where another tab is sending it or it
    /// was not sent.
    pub(super) async fn attempt(&self, id: &str) -> Option<OutboxItem> {
        let lock = self.storage.take_lock(&format!("nightdesk-send-{id}"), false, &NO_CALLBACK).await?;
        let reading = self.read().await;
        // A store that did not answer may know that it was sent already: then only a request that can be repeated without
        // becoming two is sent, and one that the visitor has just sent in this tab.
        let may_send = |item: &&OutboxItem| {
            let just_sent = || self.with(|state| state.first_attempt == Some((item.id.clone(), item.rev)));
            reading.whole().is_some() || item.repeats() || just_sent()
        };
        let out = match reading.find(id).filter(|item| item.waits()).filter(may_send).cloned() {
            Some(item) => Some(self.deliver(item).await),
            None => None,
        };
        lock.release();
        out
    }

    async fn deliver(&self, mut item: OutboxItem) -> OutboxItem {
        let version = (item.id.clone(), item.rev);
        let is_first = self.with(|state| state.first_attempt.take_if(|attempt| *attempt == version).is_some());
        if item.state == OutboxState::Sending && !is_first {
            // The tab that was sending it does not hold the lock any more: it was closed.
            self.apply_event(&mut item, Event::Abandoned).await;
            if item.state == OutboxState::Unsure {
                return item;
            }
        }
        if item.state != OutboxState::Sending {
            self.apply_event(&mut item, Event::Begin).await;
        }
        while item.state == OutboxState::Sending {
            let (Some(sink), Some(request)) = (item.sink.as_ref().and_then(sink::sink), item.request.clone()) else {
                self.apply_event(&mut item, Event::Edit).await;
                break;
            };
            let request = match self.with_files(&item, request).await {
                Packed::Whole(request) => request,
                Packed::Missing(number, proof) => {
                    self.ask_for_file(&mut item, number, &proof).await;
                    break;
                }
                Packed::Unread => {
                    self.apply_event(&mut item, Event::Unread).await;
                    break;
                }
            };
            let call = sink.call(&request, &item.text, &item.progress);
            let json = self.storage.call(&call_json(call), &item.id, request.attachments.len()).await;
            let Some((answer, offline)) = answer(&json) else {
                self.apply_event(&mut item, Event::Unread).await;
                break;
            };
            let next = sink::next(sink.as_ref(), &answer, &item.progress);
            self.apply_event(&mut item, Event::Answered { next, offline }).await;
        }
        self.widget.stage(match item.state {
            OutboxState::Sent { .. } => "sent",
            OutboxState::Waiting { .. } => "waiting",
            OutboxState::Unsure => "unsure",
            _ => "failed",
        });
        item
    }

    /// Applies an event to a request that is being sent. It is stored before anything else, and redrawn where it is
    /// shown.
    async fn apply_event(&self, item: &mut OutboxItem, event: Event) {
        item.on(event, now(), js_sys::Math::random());
        self.save(item).await;
        match item.state {
            OutboxState::Sent { .. } => self.storage.drop_files(&item.id, 0).await,
            // Another tab may just have cleared the flag.
            OutboxState::Waiting { .. } => self.storage.raise_flag().await,
            _ => {}
        }
        let is_shown = self.with(|state| {
            let is_shown = state.item.id == item.id;
            if is_shown {
                state.item = item.clone();
            }
            is_shown
        });
        if is_shown {
            if matches!(item.state, OutboxState::Sent { .. }) {
                self.settle_question();
            }
            self.draw(true);
            if let Some(shown) = self.shown() {
                delivery_status::announce(&shown, &item.state);
            }
        }
    }

    /// The request with its files; their content is in the record where the sink expects it there.
    async fn with_files(&self, item: &OutboxItem, mut request: Request) -> Packed {
        let inside = matches!(item.sink, Some(SinkConfig::Webhook { .. }));
        for (number, file) in request.attachments.iter_mut().enumerate() {
            let read = if inside {
                self.storage.file_data(&item.id, number as u32).await
            } else {
                self.storage.stored_file(&item.id, number as u32).await.map(|file| file.map(|_| String::new()))
            };
            let Ok(read) = read else { return Packed::Unread };
            if let Some(proof) = Absent::of(&read) {
                return Packed::Missing(number, proof);
            }
            file.data = read.unwrap_or_default();
        }
        Packed::Whole(Box::new(request))
    }

    /// A file is missing: without it the message would not be the one that the visitor has sent, so it is a draft
    /// again.
    async fn ask_for_file(&self, item: &mut OutboxItem, number: usize, _: &Absent) {
        if !self.storage.remove_file(&item.id, number, item.draft.files.len()).await {
            return self.apply_event(item, Event::Unread).await;
        }
        if number < item.draft.files.len() {
            let missing = item.draft.files.remove(number).name;
            self.with(|state| state.problems = vec![Problem::Unreadable(missing)]);
        }
        self.apply_event(item, Event::Edit).await;
    }
}

/// A call as the script reads it.
fn call_json(call: Call) -> String {
    let (kind, body, files) = match call.body {
        Body::Json(text) => ("json", json!(text), String::new()),
        Body::Plain(text) => ("plain", json!(text), String::new()),
        Body::Form(fields) => ("form", json!(fields), String::new()),
        Body::Multipart { fields, files } => ("multipart", json!(fields), files),
    };
    json!({ "url": call.url, "headers": call.headers, "kind": kind, "body": body, "files": files }).to_string()
}
