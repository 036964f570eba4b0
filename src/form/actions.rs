//! What the buttons do, and the way from "send" to the outbox.

use super::{
    controller::FormController,
    errors, marks,
    runtime::{now, now_utc, spawn},
};
use crate::request::{Event, Letter, MAILTO_LIMIT, Problem, SinkConfig, State, find, mailto, mask, sink, solve};

/// So many counters are tried before the page may breathe.
const BATCH: u64 = 20_000;

impl FormController {
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
                let (controller, id) = (self.clone(), self.item().id);
                spawn(async move {
                    controller.hold(&id, true).await;
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
        if self.item().state != State::Draft || self.with(|state| state.leaving) {
            // Pressed twice.
            return;
        }
        let problems = errors::look(self);
        let wrong = !problems.is_empty();
        self.with(|state| state.problems = problems);
        errors::show(self);
        if wrong {
            return self.focus(".wrong");
        }
        let item = self.item();
        let draft = &item.draft;
        if !draft.trap.is_empty() {
            self.draw(false);
            return self.focus("[data-field=website]");
        }
        let Some(config) = draft.sink(&shown.forms).cloned() else { return };
        let elapsed = now().saturating_sub(item.begun);
        let least = sink::sink(&config).map_or(0, |sink| sink.min_elapsed());
        if elapsed < least {
            return self.say_slowly(
                &shown.words.wrong.too_fast.replace("{n}", &(least - elapsed).div_ceil(1_000).to_string()),
            );
        }
        // Another id each time: what is edited after an attempt that may have arrived is another request.
        let id = self.storage.uuid();
        let receipt = (draft.contact.email.trim().to_owned(), self.promise(&shown, draft));
        self.with(|state| state.receipt = receipt);
        if matches!(config, SinkConfig::Mailto { .. }) {
            let request = draft.request(&shown.forms, &id, &now_utc(), None);
            let text = Letter::new(&request, shown.words).text();
            self.on(Event::Send { request: Box::new(request), text, sink: config });
            return self.open_mail();
        }
        let controller = self.clone();
        self.with(|state| state.leaving = true);
        self.say_slowly(shown.words.delivery.sending);
        spawn(async move {
            let failed = controller.put_away().await;
            let unreadable = failed.iter().any(|problem| matches!(problem, Problem::Unreadable(_)));
            let work = if unreadable { None } else { controller.worked(&id, shown.forms.work).await };
            controller.with(|state| state.leaving = false);
            if unreadable {
                // Without it, it would be another letter.
                controller.with(|state| state.problems = failed);
                controller.draw(false);
                return controller.focus(".wrong");
            }
            // What was typed meanwhile goes along; what was deleted or put aside does not go.
            let now_shown = controller.item();
            if now_shown.id != item.id || now_shown.state != State::Draft {
                return;
            }
            // Changed meanwhile to something that cannot go, or not there: it is looked at anew.
            if !errors::look(&controller).is_empty() || now_shown.draft.sink(&shown.forms) != Some(&config) {
                return controller.send();
            }
            let request = now_shown.draft.request(&shown.forms, &id, &now_utc(), work);
            let text = Letter::new(&request, shown.words).text();
            controller.with(|state| {
                state.item.on(Event::Send { request: Box::new(request), text, sink: config }, now(), 0.0);
                state.going = Some((state.item.id.clone(), state.item.rev));
            });
            let item = controller.item();
            controller.draw(true);
            controller.focus("[data-first]");
            controller.storage.raise_flag().await;
            controller.keep(&item).await;
            controller.look_after_outbox().await;
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
        let controller = self.clone();
        let item = self.with(|state| {
            state.item.on(Event::Begin, now(), 0.0);
            state.going = Some((state.item.id.clone(), state.item.rev));
            state.item.clone()
        });
        spawn(async move {
            controller.storage.raise_flag().await;
            controller.keep(&item).await;
            controller.draw(true);
            controller.attempt(&item.id).await;
            controller.look_after_outbox().await;
        });
    }

    /// Asks the mail program to take the request. What does not fit into a link is on the clipboard.
    fn open_mail(&self) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let (Some(request), Some(SinkConfig::Mailto { to })) = (&item.request, &item.sink) else { return };
        let letter = Letter::new(request, shown.words);
        let mail = mailto(to, &letter, MAILTO_LIMIT);
        self.storage.follow(&mail.url);
        self.on(Event::Prepared);
        self.widget.stage("prepared");
        self.draw(true);
        self.focus("[data-first]");
        if !mail.whole {
            self.copy(Some(shown.words.delivery.too_long));
        }
    }

    /// Puts the text on the clipboard and says so, in words of its own where it was not asked for.
    fn copy(&self, unasked: Option<&'static str>) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let controller = self.clone();
        spawn(async move {
            let copied = controller.storage.copied(&item.text).await;
            let delivery = &shown.words.delivery;
            controller.say_slowly(if copied { unasked.unwrap_or(delivery.copied) } else { delivery.not_copied });
        });
    }

    fn save_letter(&self) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let Some(request) = &item.request else { return };
        let own = shown.forms.methods.iter().find_map(|way| way.href.strip_prefix("mailto:"));
        let to = match &item.sink {
            Some(SinkConfig::Mailto { to }) => to.as_str(),
            _ => own.unwrap_or_default(),
        };
        let letter = Letter::new(request, shown.words);
        let text = letter.eml(&request.contact.email, to, now());
        self.storage.save(&format!("{}.eml", shown.words.delivery.letter_name), "message/rfc822", &text);
    }

    /// All that is kept in this browser, as a file.
    fn export(&self) {
        let Some(shown) = self.shown() else { return };
        let controller = self.clone();
        spawn(async move {
            let reading = controller.read().await;
            // What is damaged goes along as it is: it may be all that is left of somebody's words.
            let items = reading.items.iter().filter_map(|item| serde_json::to_string(item).ok());
            let damaged = reading.damaged.iter().filter_map(|text| serde_json::to_string(text).ok());
            let text = format!("[{}]", items.chain(damaged).collect::<Vec<_>>().join(","));
            if reading.whole().is_none() {
                controller.say_slowly(shown.words.keep.unread);
            }
            controller.storage.save(&format!("{}.json", shown.words.keep.export_name), "application/json", &text);
        });
    }

    /// Deletes what is shown; it can be brought back as long as the form stays open.
    fn delete(&self) {
        let controller = self.clone();
        spawn(async move {
            let item = controller.item();
            if !controller.storage.delete(&item.id).await {
                // It is still there: on the screen as well.
                controller.say_slowly(controller.shown().map_or("", |shown| shown.words.keep.not_deleted));
                return;
            }
            controller.with(|state| {
                state.unstored.retain(|other| other.id != item.id);
                state.gone.push((item.id.clone(), item.rev));
                state.deleted = (!item.draft.is_blank()).then(|| item.clone());
            });
            controller.settle();
            let reading = controller.read().await;
            if let (Some(kept), Some(waits)) = (reading.nothing_kept(), reading.nothing_waits()) {
                controller.storage.clear(kept);
                controller.storage.lower_flag(waits).await;
            }
            controller.another().await;
            controller.prefill();
            controller.draw(true);
            // Where there was nothing to delete, there is nothing to bring back.
            controller.focus("[data-form=undo], [data-field]");
        });
    }

    fn undo(&self) {
        let Some(mut item) = self.with(|state| state.deleted.take()) else { return };
        item.on(Event::Edit, now(), 0.0);
        // Its files are gone.
        item.draft.files.clear();
        let controller = self.clone();
        spawn(async move {
            controller.hold(&item.id, false).await;
            controller.with(|state| state.item = item.clone());
            controller.keep(&item).await;
            controller.draw(true);
            controller.focus("[data-field=message]");
        });
    }

    /// Another request: a new one, or the draft that waits.
    fn turn_to(&self, earlier: bool) {
        let controller = self.clone();
        spawn(async move {
            let draft = if earlier { controller.with(|state| state.earlier.pop_front()) } else { None };
            let own = controller.item();
            if matches!(own.state, State::Sent { .. }) {
                controller.finish(&own).await;
            }
            let draft = match draft {
                Some(draft) => {
                    controller.hold(&draft.id, true).await;
                    // Another tab may have gone on writing it, or have sent or deleted it.
                    let reading = controller.read().await;
                    let kept = reading.find(&draft.id).cloned();
                    kept.or_else(|| reading.whole().is_none().then_some(draft))
                }
                None => None,
            };
            match draft {
                Some(draft) => {
                    controller.with(|state| {
                        let own = std::mem::replace(&mut state.item, draft);
                        if own.state == State::Draft && !own.is_blank() {
                            state.earlier.push_back(own);
                        }
                    });
                }
                None => controller.another().await,
            }
            controller.prefill();
            controller.draw(true);
            controller.focus("[data-field]");
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
