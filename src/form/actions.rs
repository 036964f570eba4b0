//! What the buttons do, and what happens between "send" and the outbox.

use super::{
    controller::FormController,
    errors, marks,
    runtime::{now, now_utc, spawn},
};
use crate::request::{Event, Letter, MAILTO_LIMIT, OutboxState, Problem, SinkConfig, find, mailto, mask, sink, solve};

/// The proof of work tries this many counters before it yields to the browser.
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
            "mask" | "leave" => self.mask_or_leave(action == "mask", key.parse().unwrap_or(usize::MAX)),
            "remove-file" => self.remove_file(key.parse().unwrap_or(usize::MAX)),
            "goto" => self.focus(&format!("[data-field=\"{key}\"]")),
            "edit" => {
                self.apply(Event::Edit);
                self.draw(true);
                self.focus("[data-field=message]");
                let (controller, id) = (self.clone(), self.item().id);
                spawn(async move {
                    controller.lock_draft(&id, true).await;
                });
            }
            "now" => self.try_now(),
            "enough" | "delete" => self.delete(),
            "undo" => self.undo(),
            "another" | "earlier" => self.switch_item(action == "earlier"),
            "mail" => self.open_mail(),
            "copy" => self.copy(None),
            "letter" => self.save_letter(),
            "export" => self.export(),
            _ => {}
        }
    }

    /// Masks a secret that was found in the message, or leaves it and does not mark it any more.
    fn mask_or_leave(&self, hide: bool, number: usize) {
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
        if self.item().state != OutboxState::Draft || self.with(|state| state.submitting) {
            // The button was pressed twice.
            return;
        }
        let problems = errors::validate(self);
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
            return self.show_status(
                &shown.strings.wrong.too_fast.replace("{n}", &(least - elapsed).div_ceil(1_000).to_string()),
            );
        }
        // A new id each time: what is edited after an attempt that may have arrived is a different request.
        let id = self.storage.uuid();
        let receipt = (draft.contact.email.trim().to_owned(), self.promise(&shown, draft));
        self.with(|state| state.receipt = receipt);
        if matches!(config, SinkConfig::Mailto { .. }) {
            let request = draft.request(&shown.forms, &id, &now_utc(), None);
            let text = Letter::new(&request, shown.strings).text();
            self.apply(Event::Send { request: Box::new(request), text, sink: config });
            return self.open_mail();
        }
        let controller = self.clone();
        self.with(|state| state.submitting = true);
        self.show_status(shown.strings.delivery.sending);
        spawn(async move {
            let failed = controller.store_files().await;
            let unreadable = failed.iter().any(|problem| matches!(problem, Problem::Unreadable(_)));
            let work = if unreadable { None } else { controller.proof_of_work(&id, shown.forms.work).await };
            controller.with(|state| state.submitting = false);
            if unreadable {
                // Without the file it would be a different message.
                controller.with(|state| state.problems = failed);
                controller.draw(false);
                return controller.focus(".wrong");
            }
            // What was typed meanwhile is sent, too; what was deleted or replaced meanwhile is not sent.
            let latest = controller.item();
            if latest.id != item.id || latest.state != OutboxState::Draft {
                return;
            }
            // It may have become invalid meanwhile, or its topic have another sink: it is checked again.
            if !errors::validate(&controller).is_empty() || latest.draft.sink(&shown.forms) != Some(&config) {
                return controller.send();
            }
            let request = latest.draft.request(&shown.forms, &id, &now_utc(), work);
            let text = Letter::new(&request, shown.strings).text();
            controller.with(|state| {
                state.item.on(Event::Send { request: Box::new(request), text, sink: config }, now(), 0.0);
                state.first_attempt = Some((state.item.id.clone(), state.item.rev));
            });
            let item = controller.item();
            controller.draw(true);
            controller.focus("[data-first]");
            controller.storage.raise_flag().await;
            controller.save(&item).await;
            controller.look_after_outbox().await;
        });
    }

    /// The proof of work, where one is required.
    async fn proof_of_work(&self, id: &str, bits: u8) -> Option<u64> {
        if bits == 0 {
            return None;
        }
        let mut from = 0;
        loop {
            if let Some(counter) = solve(id, bits, from, BATCH) {
                return Some(counter);
            }
            from += BATCH;
            yield_to_browser().await;
        }
    }

    pub(super) fn show_status(&self, message: &str) {
        if let Some(status) = self.find(".slow") {
            status.set_text_content(Some(message));
        }
    }

    /// Sends again at the visitor's request.
    fn try_now(&self) {
        let controller = self.clone();
        let item = self.with(|state| {
            state.item.on(Event::Begin, now(), 0.0);
            state.first_attempt = Some((state.item.id.clone(), state.item.rev));
            state.item.clone()
        });
        spawn(async move {
            controller.storage.raise_flag().await;
            controller.save(&item).await;
            controller.draw(true);
            controller.attempt(&item.id).await;
            controller.look_after_outbox().await;
        });
    }

    /// Opens the mail program with the request. A text that does not fit into a link is copied to the clipboard.
    fn open_mail(&self) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let (Some(request), Some(SinkConfig::Mailto { to })) = (&item.request, &item.sink) else { return };
        let letter = Letter::new(request, shown.strings);
        let mail = mailto(to, &letter, MAILTO_LIMIT);
        self.storage.follow(&mail.url);
        self.apply(Event::Prepared);
        self.widget.stage("prepared");
        self.draw(true);
        self.focus("[data-first]");
        if !mail.whole {
            self.copy(Some(shown.strings.delivery.too_long));
        }
    }

    /// Copies the text to the clipboard and shows a message: the given one where the visitor did not ask for the copy.
    fn copy(&self, message: Option<&'static str>) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let controller = self.clone();
        spawn(async move {
            let copied = controller.storage.copy_text(&item.text).await;
            let delivery = &shown.strings.delivery;
            controller.show_status(if copied { message.unwrap_or(delivery.copied) } else { delivery.not_copied });
        });
    }

    fn save_letter(&self) {
        let (Some(shown), item) = (self.shown(), self.item()) else { return };
        let Some(request) = &item.request else { return };
        let company = shown.forms.methods.iter().find_map(|method| method.href.strip_prefix("mailto:"));
        let to = match &item.sink {
            Some(SinkConfig::Mailto { to }) => to.as_str(),
            _ => company.unwrap_or_default(),
        };
        let letter = Letter::new(request, shown.strings);
        let text = letter.eml(&request.contact.email, to, now());
        self.storage.save(&format!("{}.eml", shown.strings.delivery.letter_name), "message/rfc822", &text);
    }

    /// Saves everything that is stored in this browser as a file.
    fn export(&self) {
        let Some(shown) = self.shown() else { return };
        let controller = self.clone();
        spawn(async move {
            let reading = controller.read().await;
            // Damaged items are included as they are: they may be all that is left of what the visitor wrote.
            let items = reading.items.iter().filter_map(|item| serde_json::to_string(item).ok());
            let damaged = reading.damaged.iter().filter_map(|text| serde_json::to_string(text).ok());
            let text = format!("[{}]", items.chain(damaged).collect::<Vec<_>>().join(","));
            if reading.whole().is_none() {
                controller.show_status(shown.strings.keep.unread);
            }
            controller.storage.save(&format!("{}.json", shown.strings.keep.export_name), "application/json", &text);
        });
    }

    /// Deletes what is shown; it can be restored as long as the form stays open.
    fn delete(&self) {
        let controller = self.clone();
        spawn(async move {
            let item = controller.item();
            if !controller.storage.delete(&item.id).await {
                // It is still stored, so it stays on the screen.
                controller.show_status(controller.shown().map_or("", |shown| shown.strings.keep.not_deleted));
                return;
            }
            controller.with(|state| {
                state.unstored.retain(|other| other.id != item.id);
                state.finished.push((item.id.clone(), item.rev));
                state.deleted = (!item.draft.is_blank()).then(|| item.clone());
            });
            controller.settle_question();
            let reading = controller.read().await;
            if let (Some(kept), Some(waits)) = (reading.nothing_kept(), reading.nothing_waits()) {
                controller.storage.clear(kept);
                controller.storage.lower_flag(waits).await;
            }
            controller.new_item().await;
            controller.prefill();
            controller.draw(true);
            // An empty draft cannot be restored: then the first field gets the focus.
            controller.focus("[data-form=undo], [data-field]");
        });
    }

    fn undo(&self) {
        let Some(mut item) = self.with(|state| state.deleted.take()) else { return };
        item.on(Event::Edit, now(), 0.0);
        // Its files are deleted.
        item.draft.files.clear();
        let controller = self.clone();
        spawn(async move {
            controller.lock_draft(&item.id, false).await;
            controller.with(|state| state.item = item.clone());
            controller.save(&item).await;
            controller.draw(true);
            controller.focus("[data-field=message]");
        });
    }

    /// Shows another request: a new one, or an earlier draft.
    fn switch_item(&self, earlier: bool) {
        let controller = self.clone();
        spawn(async move {
            let draft = if earlier { controller.with(|state| state.earlier.pop_front()) } else { None };
            let current = controller.item();
            if matches!(current.state, OutboxState::Sent { .. }) {
                controller.finish(&current).await;
            }
            let draft = match draft {
                Some(draft) => {
                    controller.lock_draft(&draft.id, true).await;
                    // Another tab may have changed, sent or deleted it.
                    let reading = controller.read().await;
                    let stored = reading.find(&draft.id).cloned();
                    stored.or_else(|| reading.whole().is_none().then_some(draft))
                }
                None => None,
            };
            match draft {
                Some(draft) => {
                    controller.with(|state| {
                        let previous = std::mem::replace(&mut state.item, draft);
                        if previous.state == OutboxState::Draft && !previous.is_blank() {
                            state.earlier.push_back(previous);
                        }
                    });
                }
                None => controller.new_item().await,
            }
            controller.prefill();
            controller.draw(true);
            controller.focus("[data-field]");
        });
    }
}

/// Lets the browser draw and handle events.
pub(super) async fn yield_to_browser() {
    let timer = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 0);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(timer).await;
}
