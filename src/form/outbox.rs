//! Sending, and trying again. One tab at a time sends a request: it holds a lock, and looks under the lock at what is
//! kept before it does anything, since another tab may have been there.

use serde_json::{Value, json};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    controller::FormController,
    delivery_status,
    runtime::{now, spawn},
    storage::NOBODY,
};
use crate::request::{
    Absent, Event, OutboxItem, Problem, Request, SinkConfig, State,
    sink::{self, Answer, Body, Call},
};

/// The answer that the storage tells of, and whether the device had no network; `None` where a file could not be read and
/// nothing was sent.
fn answer(told: &str) -> Option<(Answer, bool)> {
    let told: Value = serde_json::from_str(told).unwrap_or_default();
    let is = |name: &str| told.get(name).and_then(Value::as_bool).unwrap_or_default();
    if is("unread") {
        return None;
    }
    let text = |name: &str| String::from(told.get(name).and_then(Value::as_str).unwrap_or_default());
    let status = told.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
    let answer = match status {
        Some(status) => Answer::Reply { status, retry_after: text("retry"), body: text("body") },
        None if is("offline") && !is("lost") => Answer::Offline,
        None => Answer::Lost,
    };
    Some((answer, is("offline")))
}

/// Whether the device is known to have no network. That it has one is never known.
fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// After so long, in milliseconds, a request that another tab is sending is looked at again.
const LOOK_AGAIN: u64 = 5_000;
/// So often that pause doubles where the stores could not be read: to five minutes.
const DOUBLINGS: u32 = 6;

/// A request with its files.
enum Packed {
    /// With all of them.
    Whole(Box<Request>),
    /// The file of this place is not there.
    Gone(usize, Absent),
    /// A file could not be read just now.
    Unread,
}

impl FormController {
    /// Tries what is due, and wakes when the next is.
    pub(super) async fn look_after_outbox(&self) {
        let mut next: Option<u64> = None;
        let before = self.with(|state| state.whole);
        let reading = self.read().await;
        let whole = reading.whole().is_some();
        if whole && !before {
            self.found_again().await;
        }
        self.catch_up().await;
        for item in reading.items.into_iter().filter(OutboxItem::waits) {
            if item.is_over(now()) {
                // A store that did not answer may have a version that is not as old.
                if whole {
                    self.finish(&item).await;
                }
                continue;
            }
            let at = match item.state {
                // Still none: the network says when it is back, and to be sure it is looked at.
                State::Waiting { offline: true, .. } if is_offline() => now() + LOOK_AGAIN,
                // Without a network there was nothing to spare the help desk: tried as soon as there may be one.
                State::Waiting { offline: true, .. } => now(),
                State::Waiting { at, .. } => at,
                _ => now(),
            };
            let at = if at > now() {
                at
            } else {
                match self.attempt(&item.id).await.map(|item| item.state) {
                    Some(State::Waiting { at, .. }) => at,
                    Some(_) => continue,
                    // Another tab sends it: should that tab end before it does, it is this one's.
                    None => now() + LOOK_AGAIN,
                }
            };
            next = Some(next.map_or(at, |next| next.min(at)));
        }
        let reading = self.read().await;
        match reading.nothing_waits() {
            Some(proof) if next.is_none() => self.storage.lower_flag(proof).await,
            // A page that died before it was up, or a store that did not take it.
            _ if next.is_some() => self.storage.raise_flag().await,
            _ => {}
        }
        if reading.whole().is_none() {
            // Something may wait that could not be read: the sign stays for the next page, and this one looks again.
            let again = now() + (LOOK_AGAIN << self.with(|state| state.blind.min(DOUBLINGS)));
            next = Some(next.map_or(again, |next| next.min(again)));
        }
        if let Some(at) = next {
            self.wake_at(at);
        }
    }

    /// The stores answer again: what was missing is shown, unless the visitor has begun to write.
    async fn found_again(&self) {
        if self.shown().is_some() && self.item().rev == 0 {
            self.choose().await;
            self.prefill();
            self.draw(false);
        }
        self.say_kept();
    }

    fn wake_at(&self, at: u64) {
        let controller = self.clone();
        let woken = Closure::once_into_js(move || {
            spawn(async move { controller.look_after_outbox().await });
        });
        let Some(window) = web_sys::window() else { return };
        let pause = i32::try_from(at.saturating_sub(now())).unwrap_or(i32::MAX);
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(woken.unchecked_ref(), pause).ok();
        if let Some(before) = self.with(|state| std::mem::replace(&mut state.timer, timer)) {
            window.clear_timeout_with_handle(before);
        }
    }

    /// One attempt to send a request that waits; gives what it has become, where this tab may know.
    pub(super) async fn attempt(&self, id: &str) -> Option<OutboxItem> {
        let lock = self.storage.take_lock(&format!("nightdesk-send-{id}"), false, &NOBODY).await?;
        let reading = self.read().await;
        // A store that did not answer may know that it was sent already: then only what cannot become two goes, and what
        // the visitor has just told this tab to send.
        let sure = |item: &&OutboxItem| {
            let told = || self.with(|state| state.going == Some((item.id.clone(), item.rev)));
            reading.whole().is_some() || item.repeats() || told()
        };
        let out = match reading.find(id).filter(|item| item.waits()).filter(sure).cloned() {
            Some(item) => Some(self.deliver(item).await),
            None => None,
        };
        lock.release();
        out
    }

    async fn deliver(&self, mut item: OutboxItem) -> OutboxItem {
        let version = (item.id.clone(), item.rev);
        let fresh = self.with(|state| state.going.take_if(|going| *going == version).is_some());
        if item.state == State::Sending && !fresh {
            // Whoever was sending it holds the lock no more: they are gone.
            self.happened(&mut item, Event::Abandoned).await;
            if item.state == State::Unsure {
                return item;
            }
        }
        if item.state != State::Sending {
            self.happened(&mut item, Event::Begin).await;
        }
        while item.state == State::Sending {
            let (Some(sink), Some(request)) = (item.sink.as_ref().and_then(sink::sink), item.request.clone()) else {
                self.happened(&mut item, Event::Edit).await;
                break;
            };
            let request = match self.with_files(&item, request).await {
                Packed::Whole(request) => request,
                Packed::Gone(number, proof) => {
                    self.ask_for_file(&mut item, number, &proof).await;
                    break;
                }
                Packed::Unread => {
                    self.happened(&mut item, Event::Unread).await;
                    break;
                }
            };
            let call = sink.call(&request, &item.text, &item.progress);
            let told = self.storage.call(&written(call), &item.id, request.attachments.len()).await;
            let Some((answer, offline)) = answer(&told) else {
                self.happened(&mut item, Event::Unread).await;
                break;
            };
            let next = sink::next(sink.as_ref(), &answer, &item.progress);
            self.happened(&mut item, Event::Answered { next, offline }).await;
        }
        self.widget.stage(match item.state {
            State::Sent { .. } => "sent",
            State::Waiting { .. } => "waiting",
            State::Unsure => "unsure",
            _ => "failed",
        });
        item
    }

    /// Something happened to a request on its way: kept before anything follows from it, and shown where it is shown.
    async fn happened(&self, item: &mut OutboxItem, event: Event) {
        item.on(event, now(), js_sys::Math::random());
        self.keep(item).await;
        match item.state {
            State::Sent { .. } => self.storage.drop_files(&item.id, 0).await,
            // Another tab may just have taken the sign down.
            State::Waiting { .. } => self.storage.raise_flag().await,
            _ => {}
        }
        let own = self.with(|state| {
            let own = state.item.id == item.id;
            if own {
                state.item = item.clone();
            }
            own
        });
        if own {
            if matches!(item.state, State::Sent { .. }) {
                self.settle();
            }
            self.draw(true);
            if let Some(shown) = self.shown() {
                delivery_status::say(&shown, &item.state);
            }
        }
    }

    /// The request with its files, inside the record where the sink takes them there.
    async fn with_files(&self, item: &OutboxItem, mut request: Request) -> Packed {
        let inside = matches!(item.sink, Some(SinkConfig::Webhook { .. }));
        for (number, file) in request.attachments.iter_mut().enumerate() {
            let read = if inside {
                self.storage.file_data(&item.id, number as u32).await
            } else {
                self.storage.kept_file(&item.id, number as u32).await.map(|file| file.map(|_| String::new()))
            };
            let Ok(read) = read else { return Packed::Unread };
            if let Some(proof) = Absent::of(&read) {
                return Packed::Gone(number, proof);
            }
            file.data = read.unwrap_or_default();
        }
        Packed::Whole(Box::new(request))
    }

    /// A file is gone: without it, it would be another letter than the one that the visitor has sent.
    async fn ask_for_file(&self, item: &mut OutboxItem, number: usize, _: &Absent) {
        if !self.storage.take_out(&item.id, number, item.draft.files.len()).await {
            return self.happened(item, Event::Unread).await;
        }
        if number < item.draft.files.len() {
            let gone = item.draft.files.remove(number).name;
            self.with(|state| state.problems = vec![Problem::Unreadable(gone)]);
        }
        self.happened(item, Event::Edit).await;
    }
}

/// A call as the storage reads it.
fn written(call: Call) -> String {
    let (kind, body, files) = match call.body {
        Body::Json(text) => ("json", json!(text), String::new()),
        Body::Plain(text) => ("plain", json!(text), String::new()),
        Body::Form(fields) => ("form", json!(fields), String::new()),
        Body::Multipart { fields, files } => ("multipart", json!(fields), files),
    };
    json!({ "url": call.url, "headers": call.headers, "kind": kind, "body": body, "files": files }).to_string()
}
