//! The handle on the form's state, with every change of it. Every change is stored at once; sending waits for the store.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use wasm_bindgen::closure::Closure;
use web_sys::Element;

use super::{
    runtime::{now, spawn},
    state::{FormState, Shown},
    storage::{Storage, WidgetPort},
};
use crate::{
    request::{Draft, Event, OutboxItem, OutboxState, VisitStep, read_outbox_item},
    text::FormStrings,
};

/// A handle on the form, copied into every closure.
#[derive(Clone)]
pub(super) struct FormController {
    pub(super) storage: Storage,
    pub(super) widget: WidgetPort,
    pub(super) state: Rc<RefCell<FormState>>,
}

impl FormController {
    pub(super) fn new(storage: Storage, widget: WidgetPort) -> Self {
        let state = FormState {
            item: OutboxItem::new(storage.uuid()),
            lock: None,
            earlier: VecDeque::new(),
            deleted: None,
            submitting: false,
            saved_scroll: None,
            settled_question: String::new(),
            problems: Vec::new(),
            is_stored: true,
            read_completely: true,
            damaged: false,
            unstored: Vec::new(),
            finished: Vec::new(),
            undeleted: Vec::new(),
            failed_reads: 0,
            shown: None,
            string_tables: Vec::new(),
            receipt: Default::default(),
            keystrokes: 0,
            first_attempt: None,
            files_busy: false,
            timer: None,
        };
        Self { storage, widget, state: Rc::new(RefCell::new(state)) }
    }

    /// Reads or changes the state. `run` must not call this function again.
    pub(super) fn with<T>(&self, run: impl FnOnce(&mut FormState) -> T) -> T {
        run(&mut self.state.borrow_mut())
    }

    pub(super) fn item(&self) -> OutboxItem {
        self.state.borrow().item.clone()
    }

    pub(super) fn draft(&self) -> Draft {
        self.state.borrow().item.draft.clone()
    }

    pub(super) fn shown(&self) -> Option<Rc<Shown>> {
        self.state.borrow().shown.clone()
    }

    /// The texts of a table, read once: they are never freed.
    pub(super) fn strings(&self, joined: &str) -> Option<&'static FormStrings> {
        if let Some((_, strings)) = self.state.borrow().string_tables.iter().find(|(known, _)| known == joined) {
            return Some(strings);
        }
        let strings = FormStrings::split(joined)?;
        self.with(|state| state.string_tables.push((joined.to_owned(), strings)));
        Some(strings)
    }

    /// By when an answer to a draft is promised, in words; empty where nothing is promised.
    pub(super) fn promise(&self, shown: &Shown, draft: &Draft) -> String {
        let topic = draft.topic(&shown.forms);
        let promise = topic.and_then(|topic| Some(self.widget.promise(u32::from(topic.schedule?), topic.reply?)));
        promise.unwrap_or_default()
    }

    /// The first element of the form that matches a selector.
    pub(super) fn find(&self, selector: &str) -> Option<Element> {
        self.shown()?.container.raw().query_selector(selector).ok().flatten()
    }

    /// Applies a change by the visitor, and stores it.
    pub(super) fn change(&self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft();
        change(&mut draft);
        self.apply(Event::Typed(Box::new(draft)));
    }

    /// Applies an event to the request shown, and stores the result.
    pub(super) fn apply(&self, event: Event) {
        let item = self.with(|state| {
            state.item.on(event, now(), js_sys::Math::random());
            state.item.clone()
        });
        self.save_later(item);
    }

    /// Chooses what to show of all that is stored: a request that is being sent, else the latest draft that no other
    /// tab has.
    pub(super) async fn choose_item(&self) {
        let reading = self.read().await;
        let complete = reading.whole().is_some();
        let mut all = reading.items;
        all.sort_by_key(|item| std::cmp::Reverse(item.changed));
        let present = now();
        let current = self.item();
        // A visitor who has seen that it was sent comes back to write another one.
        let seen_sent = matches!(current.state, OutboxState::Sent { .. }).then(|| current.id.clone());
        let over = |item: &OutboxItem| item.is_over(present) || seen_sent.as_ref() == Some(&item.id);
        let (stale, all): (Vec<_>, Vec<_>) = all.into_iter().partition(over);
        for item in stale {
            // A store that did not answer may have a newer version.
            if complete || seen_sent.as_ref() == Some(&item.id) {
                self.finish(&item).await;
            }
        }
        // Filled in by the form and not changed: it is filled in again, since the visitor has tried something else
        // since.
        if seen_sent.is_some() || current.rev == 0 {
            self.with(|state| state.item = OutboxItem::new(self.storage.uuid()));
        }
        // The item that was shown before stays, in the newer of the versions of this tab and of the store.
        let current = self.item();
        if let Some(same) = all.iter().find(|item| item.id == current.id) {
            let newer = if same.rev > current.rev { same.clone() } else { current };
            let id = newer.id.clone();
            return self.with(|state| {
                state.item = newer;
                state.earlier =
                    all.into_iter().filter(|item| item.id != id && item.state == OutboxState::Draft).collect();
            });
        }
        if !current.is_blank() {
            return;
        }
        let (drafts, being_sent): (Vec<_>, Vec<_>) = all.into_iter().partition(|item| item.state == OutboxState::Draft);
        let mut rest = VecDeque::new();
        let mut chosen = being_sent.into_iter().next();
        for draft in drafts {
            if chosen.is_none() && self.lock_draft(&draft.id, false).await {
                chosen = Some(draft);
            } else {
                rest.push_back(draft);
            }
        }
        if chosen.is_none() {
            self.lock_draft(&current.id, false).await;
        }
        self.with(|state| {
            state.item = chosen.unwrap_or(current);
            state.earlier = rest;
        });
    }

    /// Takes the lock of a draft, held for as long as it is shown here; `false` where another tab has it.
    pub(super) async fn lock_draft(&self, id: &str, steal: bool) -> bool {
        if self.with(|state| state.lock.as_ref().is_some_and(|(held, _)| held == id)) {
            // Stolen from itself, the lock would be lost.
            return true;
        }
        let controller = self.clone();
        // Called when another tab takes the draft: what is typed here from now on is a new draft.
        let stolen = id.to_owned();
        let on_lost = Closure::once_into_js(move || {
            let id = controller.storage.uuid();
            let is_shown = controller.with(|state| {
                let is_shown = state.item.id == stolen;
                if is_shown {
                    state.lock = None;
                    state.item.id.clone_from(&id);
                    // The files stay with the draft that was taken.
                    state.item.draft.files.clear();
                }
                is_shown
            });
            if is_shown {
                controller.draw(false);
                spawn(async move {
                    let _ = Box::pin(controller.lock_draft(&id, false)).await;
                });
            }
        });
        let Some(lock) = self.storage.take_lock(&format!("nightdesk-draft-{id}"), steal, &on_lost).await else {
            return false;
        };
        if let Some((_, before)) = self.with(|state| state.lock.replace((id.to_owned(), lock))) {
            before.release();
        }
        true
    }

    /// Another tab has stored a version of an item.
    pub(super) fn changed_in_other_tab(&self, id: &str, text: &str) {
        let current = self.item();
        let newer = read_outbox_item(text).filter(|item| item.rev > current.rev);
        let Some(newer) = newer.filter(|_| current.id == id && current.state != OutboxState::Draft) else { return };
        if newer.state != OutboxState::Draft {
            self.with(|state| state.item = newer);
            return self.draw(false);
        }
        // The other tab edits it again: it belongs to that tab now.
        let controller = self.clone();
        spawn(async move {
            controller.new_item().await;
            controller.prefill();
            controller.draw(true);
        });
    }

    /// Replaces the request shown by a new, empty one.
    pub(super) async fn new_item(&self) {
        let item = OutboxItem::new(self.storage.uuid());
        self.lock_draft(&item.id, false).await;
        self.with(|state| {
            state.item = item;
            state.problems.clear();
        });
    }

    /// The question was used for a request: it is not filled in again.
    pub(super) fn settle_question(&self) {
        let question = self.shown().map_or(String::new(), |shown| shown.question.clone());
        self.with(|state| state.settled_question = question);
    }

    /// Fills an empty draft with what is known already, and updates its visit history.
    pub(super) fn prefill(&self) {
        let Some(shown) = self.shown() else { return };
        let mut item = self.item();
        if item.state != OutboxState::Draft {
            return;
        }
        let blank = item.draft.is_blank();
        if item.begun == 0 {
            item.begun = now();
        }
        let draft = &mut item.draft;
        let mut history = shown.history.clone();
        if !blank {
            // The history from when the draft was begun is kept.
            let known: Vec<String> = history.steps.iter().map(VisitStep::key).collect();
            let before = draft.history.steps.iter().filter(|step| !known.contains(&step.key())).cloned();
            history.steps = before.chain(std::mem::take(&mut history.steps)).collect();
        }
        draft.history = history;
        let topics = &shown.forms.topics;
        if blank && topics.iter().any(|topic| topic.id == shown.known.topic) {
            draft.topic.clone_from(&shown.known.topic);
        }
        if !topics.iter().any(|topic| topic.id == draft.topic) {
            let fits = topics.iter().find(|topic| topic.categories.contains(&shown.category));
            let only = if topics.len() == 1 { topics.first() } else { None };
            draft.topic = fits.or(only).map(|topic| topic.id.clone()).unwrap_or_default();
        }
        if blank {
            shown.known.fill(draft);
        }
        if blank && !shown.known.message.is_empty() {
            draft.message.clone_from(&shown.known.message);
        } else if blank && self.with(|state| state.settled_question != shown.question) {
            let question = capitalised(&shown.question);
            draft.message.clone_from(&question);
            draft.subject = question;
        }
        self.with(|state| state.item = item);
    }
}

/// With its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
