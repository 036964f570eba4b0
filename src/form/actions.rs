//! What the buttons do, and the way from "send" to the outbox.

use super::{
    marks,
    state::{Hand, now, now_utc, spawn},
    wrong,
};
use crate::request::{Event, Letter, MAILTO_LIMIT, Problem, SinkConfig, State, find, mailto, mask, sink, solve};

/// So many counters are tried before the page may breathe.
const BATCH: u64 = 20_000;

impl Hand {
    /// A button was pressed.
    pub(super) fn act(&self, action: &str, key: &str) {
        match action {
            "remove" => {
                self.change(|draft| draft.removed.push(key.into()));
                self.draw(false);
                self.focus("#nd-along");
            }
            "restore" => {
                self.change(|draft| draft.removed.clear());
                self.draw(false);
                self.focus("#nd-along");
            }
            "mask" | "leave" => self.decide(action == "mask", key.parse().unwrap_or(usize::MAX)),
            "remove-file" => self.remove_file(key.parse().unwrap_or(usize::MAX)),
            "goto" => self.focus(&format!("[data-field=\"{key}\"]")),
            "edit" => {
                self.on(Event::Edit);
                self.draw(true);
                self.focus("[data-field=message]");
                let (hand, id) = (self.clone(), self.parcel().id);
                spawn(async move {
                    hand.hold(&id, true).await;
                });
            }
            "now" => self.try_now(),
            "enough" | "delete" => self.delete(),
            "undo" => self.undo(),
            "another" | "earlier" => self.turn_to(action == "earlier"),
            "mail" => self.open_mail(),
            "copy" => self.copy(None),
            "letter" => self.save_letter(),
            "export" => self.export(),
            _ => {}
        }
    }

    /// Hides what was found in the message, or leaves it and speaks of it no more.
    fn decide(&self, hide: bool, number: usize) {
        let draft = self.draft();
        let Some(finding) = marks::undecided(&draft.message, &draft.left).into_iter().nth(number) else { return };
        let secret = draft.message.get(finding.range.clone()).unwrap_or_default().to_owned();
        self.change(|draft| {
            if hide {
                draft.message = mask(&draft.message, &finding);
                // The subject is often the message's first line.
                let same = find(&draft.subject)
                    .into_iter()
                    .find(|other| draft.subject.get(other.range.clone()) == Some(&secret));
                if let Some(same) = same {
                    draft.subject = mask(&draft.subject, &same);
                }
            } else {
                draft.left.push(secret);
            }
        });
        self.draw(false);
        self.focus("[data-field=message]");
    }

    /// The visitor pressed "send".
    pub(super) fn send(&self) {
        let Some(shown) = self.shown() else { return };
        if self.parcel().state != State::Draft || self.with(|inner| inner.leaving) {
            // Pressed twice.
            return;
        }
        let problems = wrong::look(self);
        let wrong = !problems.is_empty();
        self.with(|inner| inner.problems = problems);
        wrong::show(self);
        if wrong {
            return self.focus(".wrong");
        }
        let parcel = self.parcel();
        let draft = &parcel.draft;
        if !draft.trap.is_empty() {
            self.draw(false);
            return self.focus("[data-field=website]");
        }
        let Some(config) = draft.sink(&shown.forms).cloned() else { return };
        let elapsed = now().saturating_sub(parcel.begun);
        let least = sink::sink(&config).map_or(0, |sink| sink.min_elapsed());
        if elapsed < least {
            return self.say_slowly(
                &shown.words.wrong.too_fast.replace("{n}", &(least - elapsed).div_ceil(1_000).to_string()),
            );
        }
        // Another id each time: what is edited after an attempt that may have arrived is another request.
        let id = self.keeper.uuid();
        let receipt = (draft.contact.email.trim().to_owned(), self.promise(&shown, draft));
        self.with(|inner| inner.receipt = receipt);
        if matches!(config, SinkConfig::Mailto { .. }) {
            let request = draft.request(&shown.forms, &id, &now_utc(), None);
            let text = Letter::new(&request, shown.words).text();
            self.on(Event::Send { request: Box::new(request), text, sink: config });
            return self.open_mail();
        }
        let hand = self.clone();
        self.with(|inner| inner.leaving = true);
        self.say_slowly(shown.words.fate.sending);
        spawn(async move {
            let failed = hand.put_away().await;
            let unreadable = failed.iter().any(|problem| matches!(problem, Problem::Unreadable(_)));
            let work = if unreadable { None } else { hand.worked(&id, shown.forms.work).await };
            hand.with(|inner| inner.leaving = false);
            if unreadable {
                // Without it, it would be another letter.
                hand.with(|inner| inner.problems = failed);
                hand.draw(false);
                return hand.focus(".wrong");
            }
            // What was typed meanwhile goes along; what was deleted or put aside does not go.
            let now_shown = hand.parcel();
            if now_shown.id != parcel.id || now_shown.state != State::Draft {
                return;
            }
            // Changed meanwhile to something that cannot go, or not there: it is looked at anew.
            if !wrong::look(&hand).is_empty() || now_shown.draft.sink(&shown.forms) != Some(&config) {
                return hand.send();
            }
            let request = now_shown.draft.request(&shown.forms, &id, &now_utc(), work);
            let text = Letter::new(&request, shown.words).text();
            hand.with(|inner| {
                inner.parcel.on(Event::Send { request: Box::new(request), text, sink: config }, now(), 0.0);
                inner.going = Some((inner.parcel.id.clone(), inner.parcel.rev));
            });
            let parcel = hand.parcel();
            hand.draw(true);
            hand.focus("[data-first]");
            hand.keeper.raise_flag().await;
            hand.keep(&parcel).await;
            hand.look_after_outbox().await;
        });
    }

    /// The proof of work, where one is asked for.
    async fn worked(&self, id: &str, bits: u8) -> Option<u64> {
        if bits == 0 {
            return None;
        }
        let mut from = 0;
        loop {
            if let Some(counter) = solve(id, bits, from, BATCH) {
                return Some(counter);
            }
            from += BATCH;
            breathe().await;
        }
    }

    pub(super) fn say_slowly(&self, words: &str) {
        if let Some(place) = self.find(".slow") {
            place.set_text_content(Some(words));
        }
    }

    /// Sends again because the visitor says so.
    fn try_now(&self) {
        let hand = self.clone();
        let parcel = self.with(|inner| {
            inner.parcel.on(Event::Begin, now(), 0.0);
            inner.going = Some((inner.parcel.id.clone(), inner.parcel.rev));
            inner.parcel.clone()
        });
        spawn(async move {
            hand.keeper.raise_flag().await;
            hand.keep(&parcel).await;
            hand.draw(true);
            hand.attempt(&parcel.id).await;
            hand.look_after_outbox().await;
        });
    }

    /// Asks the mail program to take the request. What does not fit into a link is on the clipboard.
    fn open_mail(&self) {
        let (Some(shown), parcel) = (self.shown(), self.parcel()) else { return };
        let (Some(request), Some(SinkConfig::Mailto { to })) = (&parcel.request, &parcel.sink) else { return };
        let letter = Letter::new(request, shown.words);
        let mail = mailto(to, &letter, MAILTO_LIMIT);
        self.keeper.follow(&mail.url);
        self.on(Event::Prepared);
        self.desk.stage("prepared");
        self.draw(true);
        self.focus("[data-first]");
        if !mail.whole {
            self.copy(Some(shown.words.fate.too_long));
        }
    }

    /// Puts the text on the clipboard and says so, in words of its own where it was not asked for.
    fn copy(&self, unasked: Option<&'static str>) {
        let (Some(shown), parcel) = (self.shown(), self.parcel()) else { return };
        let hand = self.clone();
        spawn(async move {
            let copied = hand.keeper.copied(&parcel.text).await;
            let fate = &shown.words.fate;
            hand.say_slowly(if copied { unasked.unwrap_or(fate.copied) } else { fate.not_copied });
        });
    }

    fn save_letter(&self) {
        let (Some(shown), parcel) = (self.shown(), self.parcel()) else { return };
        let Some(request) = &parcel.request else { return };
        let own = shown.forms.ways.iter().find_map(|way| way.href.strip_prefix("mailto:"));
        let to = match &parcel.sink {
            Some(SinkConfig::Mailto { to }) => to.as_str(),
            _ => own.unwrap_or_default(),
        };
        let letter = Letter::new(request, shown.words);
        let text = letter.eml(&request.contact.email, to, now());
        self.keeper.save(&format!("{}.eml", shown.words.fate.letter_name), "message/rfc822", &text);
    }

    /// All that is kept in this browser, as a file.
    fn export(&self) {
        let Some(shown) = self.shown() else { return };
        let hand = self.clone();
        spawn(async move {
            let reading = hand.read().await;
            // What is damaged goes along as it is: it may be all that is left of somebody's words.
            let parcels = reading.parcels.iter().filter_map(|parcel| serde_json::to_string(parcel).ok());
            let damaged = reading.damaged.iter().filter_map(|text| serde_json::to_string(text).ok());
            let text = format!("[{}]", parcels.chain(damaged).collect::<Vec<_>>().join(","));
            if reading.whole().is_none() {
                hand.say_slowly(shown.words.keep.unread);
            }
            hand.keeper.save(&format!("{}.json", shown.words.keep.export_name), "application/json", &text);
        });
    }

    /// Deletes what is shown; it can be brought back as long as the form stays open.
    fn delete(&self) {
        let hand = self.clone();
        spawn(async move {
            let parcel = hand.parcel();
            if !hand.keeper.delete(&parcel.id).await {
                // It is still there: on the screen as well.
                hand.say_slowly(hand.shown().map_or("", |shown| shown.words.keep.not_deleted));
                return;
            }
            hand.with(|inner| {
                inner.unstored.retain(|other| other.id != parcel.id);
                inner.gone.push((parcel.id.clone(), parcel.rev));
                inner.deleted = (!parcel.draft.is_blank()).then(|| parcel.clone());
            });
            hand.settle();
            let reading = hand.read().await;
            if let (Some(kept), Some(waits)) = (reading.nothing_kept(), reading.nothing_waits()) {
                hand.keeper.clear(kept);
                hand.keeper.lower_flag(waits).await;
            }
            hand.another().await;
            hand.prefill();
            hand.draw(true);
            // Where there was nothing to delete, there is nothing to bring back.
            hand.focus("[data-form=undo], [data-field]");
        });
    }

    fn undo(&self) {
        let Some(mut parcel) = self.with(|inner| inner.deleted.take()) else { return };
        parcel.on(Event::Edit, now(), 0.0);
        // Its files are gone.
        parcel.draft.files.clear();
        let hand = self.clone();
        spawn(async move {
            hand.hold(&parcel.id, false).await;
            hand.with(|inner| inner.parcel = parcel.clone());
            hand.keep(&parcel).await;
            hand.draw(true);
            hand.focus("[data-field=message]");
        });
    }

    /// Another request: a new one, or the draft that waits.
    fn turn_to(&self, earlier: bool) {
        let hand = self.clone();
        spawn(async move {
            let draft = if earlier { hand.with(|inner| inner.earlier.pop_front()) } else { None };
            let own = hand.parcel();
            if matches!(own.state, State::Sent { .. }) {
                hand.finish(&own).await;
            }
            let draft = match draft {
                Some(draft) => {
                    hand.hold(&draft.id, true).await;
                    // Another tab may have gone on writing it, or have sent or deleted it.
                    let reading = hand.read().await;
                    let kept = reading.find(&draft.id).cloned();
                    kept.or_else(|| reading.whole().is_none().then_some(draft))
                }
                None => None,
            };
            match draft {
                Some(draft) => {
                    hand.with(|inner| {
                        let own = std::mem::replace(&mut inner.parcel, draft);
                        if own.state == State::Draft && !own.is_blank() {
                            inner.earlier.push_back(own);
                        }
                    });
                }
                None => hand.another().await,
            }
            hand.prefill();
            hand.draw(true);
            hand.focus("[data-field]");
        });
    }
}

/// Lets the page draw and the visitor type.
pub(super) async fn breathe() {
    let breath = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 0);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(breath).await;
}
