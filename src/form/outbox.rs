//! Sending, and trying again. One tab at a time sends a request: it holds a lock, and looks under the lock at what is
//! kept before it does anything, since another tab may have been there.

use serde_json::{Value, json};
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    fate,
    state::{Hand, NOBODY, now, spawn},
};
use crate::request::{
    Absent, Event, Parcel, Problem, Request, SinkConfig, State,
    sink::{self, Answer, Body, Call},
};

/// The answer that the keeper tells of, and whether the device had no network; `None` where a file could not be read and
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

impl Hand {
    /// Tries what is due, and wakes when the next is.
    pub(super) async fn look_after_outbox(&self) {
        let mut next: Option<u64> = None;
        let before = self.with(|inner| inner.whole);
        let reading = self.read().await;
        let whole = reading.whole().is_some();
        if whole && !before {
            self.found_again().await;
        }
        self.catch_up().await;
        for parcel in reading.parcels.into_iter().filter(Parcel::waits) {
            if parcel.is_over(now()) {
                // A store that did not answer may have a version that is not as old.
                if whole {
                    self.finish(&parcel).await;
                }
                continue;
            }
            let at = match parcel.state {
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
                match self.attempt(&parcel.id).await.map(|parcel| parcel.state) {
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
            Some(proof) if next.is_none() => self.keeper.lower_flag(proof).await,
            // A page that died before it was up, or a store that did not take it.
            _ if next.is_some() => self.keeper.raise_flag().await,
            _ => {}
        }
        if reading.whole().is_none() {
            // Something may wait that could not be read: the sign stays for the next page, and this one looks again.
            let again = now() + (LOOK_AGAIN << self.with(|inner| inner.blind.min(DOUBLINGS)));
            next = Some(next.map_or(again, |next| next.min(again)));
        }
        if let Some(at) = next {
            self.wake_at(at);
        }
    }

    /// The stores answer again: what was missing is shown, unless the visitor has begun to write.
    async fn found_again(&self) {
        if self.shown().is_some() && self.parcel().rev == 0 {
            self.choose().await;
            self.prefill();
            self.draw(false);
        }
        self.say_kept();
    }

    fn wake_at(&self, at: u64) {
        let hand = self.clone();
        let woken = Closure::once_into_js(move || {
            spawn(async move { hand.look_after_outbox().await });
        });
        let Some(window) = web_sys::window() else { return };
        let pause = i32::try_from(at.saturating_sub(now())).unwrap_or(i32::MAX);
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(woken.unchecked_ref(), pause).ok();
        if let Some(before) = self.with(|inner| std::mem::replace(&mut inner.timer, timer)) {
            window.clear_timeout_with_handle(before);
        }
    }

    /// One attempt to send a request that waits; gives what it has become, where this tab may know.
    pub(super) async fn attempt(&self, id: &str) -> Option<Parcel> {
        let lock = self.keeper.take_lock(&format!("nightdesk-send-{id}"), false, &NOBODY).await?;
        let reading = self.read().await;
        // A store that did not answer may know that it was sent already: then only what cannot become two goes, and what
        // the visitor has just told this tab to send.
        let sure = |parcel: &&Parcel| {
            let told = || self.with(|inner| inner.going == Some((parcel.id.clone(), parcel.rev)));
            reading.whole().is_some() || parcel.repeats() || told()
        };
        let out = match reading.find(id).filter(|parcel| parcel.waits()).filter(sure).cloned() {
            Some(parcel) => Some(self.deliver(parcel).await),
            None => None,
        };
        lock.release();
        out
    }

    async fn deliver(&self, mut parcel: Parcel) -> Parcel {
        let version = (parcel.id.clone(), parcel.rev);
        let fresh = self.with(|inner| inner.going.take_if(|going| *going == version).is_some());
        if parcel.state == State::Sending && !fresh {
            // Whoever was sending it holds the lock no more: they are gone.
            self.happened(&mut parcel, Event::Abandoned).await;
            if parcel.state == State::Unsure {
                return parcel;
            }
        }
        if parcel.state != State::Sending {
            self.happened(&mut parcel, Event::Begin).await;
        }
        while parcel.state == State::Sending {
            let (Some(sink), Some(request)) = (parcel.sink.as_ref().and_then(sink::sink), parcel.request.clone())
            else {
                self.happened(&mut parcel, Event::Edit).await;
                break;
            };
            let request = match self.with_files(&parcel, request).await {
                Packed::Whole(request) => request,
                Packed::Gone(number, proof) => {
                    self.ask_for_file(&mut parcel, number, &proof).await;
                    break;
                }
                Packed::Unread => {
                    self.happened(&mut parcel, Event::Unread).await;
                    break;
                }
            };
            let call = sink.call(&request, &parcel.text, &parcel.progress);
            let told = self.keeper.call(&written(call), &parcel.id, request.attachments.len()).await;
            let Some((answer, offline)) = answer(&told) else {
                self.happened(&mut parcel, Event::Unread).await;
                break;
            };
            let next = sink::next(sink.as_ref(), &answer, &parcel.progress);
            self.happened(&mut parcel, Event::Answered { next, offline }).await;
        }
        self.desk.stage(match parcel.state {
            State::Sent { .. } => "sent",
            State::Waiting { .. } => "waiting",
            State::Unsure => "unsure",
            _ => "failed",
        });
        parcel
    }

    /// Something happened to a request on its way: kept before anything follows from it, and shown where it is shown.
    async fn happened(&self, parcel: &mut Parcel, event: Event) {
        parcel.on(event, now(), js_sys::Math::random());
        self.keep(parcel).await;
        match parcel.state {
            State::Sent { .. } => self.keeper.drop_files(&parcel.id, 0).await,
            // Another tab may just have taken the sign down.
            State::Waiting { .. } => self.keeper.raise_flag().await,
            _ => {}
        }
        let own = self.with(|inner| {
            let own = inner.parcel.id == parcel.id;
            if own {
                inner.parcel = parcel.clone();
            }
            own
        });
        if own {
            if matches!(parcel.state, State::Sent { .. }) {
                self.settle();
            }
            self.draw(true);
            if let Some(shown) = self.shown() {
                fate::say(&shown, &parcel.state);
            }
        }
    }

    /// The request with its files, inside the record where the sink takes them there.
    async fn with_files(&self, parcel: &Parcel, mut request: Request) -> Packed {
        let inside = matches!(parcel.sink, Some(SinkConfig::Webhook { .. }));
        for (number, file) in request.attachments.iter_mut().enumerate() {
            let read = if inside {
                self.keeper.file_data(&parcel.id, number as u32).await
            } else {
                self.keeper.kept_file(&parcel.id, number as u32).await.map(|file| file.map(|_| String::new()))
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
    async fn ask_for_file(&self, parcel: &mut Parcel, number: usize, _: &Absent) {
        if !self.keeper.take_out(&parcel.id, number, parcel.draft.files.len()).await {
            return self.happened(parcel, Event::Unread).await;
        }
        if number < parcel.draft.files.len() {
            let gone = parcel.draft.files.remove(number).name;
            self.with(|inner| inner.problems = vec![Problem::Unreadable(gone)]);
        }
        self.happened(parcel, Event::Edit).await;
    }
}

/// A call as the keeper reads it.
fn written(call: Call) -> String {
    let (kind, body, files) = match call.body {
        Body::Json(text) => ("json", json!(text), String::new()),
        Body::Plain(text) => ("plain", json!(text), String::new()),
        Body::Form(fields) => ("form", json!(fields), String::new()),
        Body::Multipart { fields, files } => ("multipart", json!(fields), files),
    };
    json!({ "url": call.url, "headers": call.headers, "kind": kind, "body": body, "files": files }).to_string()
}
