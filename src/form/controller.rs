//! The handle on what the form knows, with every change of it. A change is kept before anything else follows from it.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use wasm_bindgen::closure::Closure;
use web_sys::Element;

use super::{
    runtime::{now, spawn},
    state::{FormState, Shown},
    storage::{Storage, WidgetPort},
};
use crate::{
    request::{Draft, Event, OutboxItem, State, VisitStep, read_outbox_item},
    text::FormStrings,
};

/// A handle on the form: copied into every closure.
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
            leaving: false,
            left_at: None,
            settled: String::new(),
            problems: Vec::new(),
            kept: true,
            whole: true,
            damaged: false,
            unstored: Vec::new(),
            gone: Vec::new(),
            undeleted: Vec::new(),
            blind: 0,
            shown: None,
            words: Vec::new(),
            receipt: Default::default(),
            pause: 0,
            going: None,
            filing: false,
            timer: None,
        };
        Self { storage, widget, state: Rc::new(RefCell::new(state)) }
    }

    /// Reads or changes what is known. Nothing else that does may be called in here.
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

    /// The words of a table, read once: they stay for good.
    pub(super) fn words(&self, joined: &str) -> Option<&'static FormStrings> {
        if let Some((_, words)) = self.state.borrow().words.iter().find(|(known, _)| known == joined) {
            return Some(words);
        }
        let words = FormStrings::split(joined)?;
        self.with(|state| state.words.push((joined.to_owned(), words)));
        Some(words)
    }

    /// By when an answer to a draft is promised, in words; empty where nothing is.
    pub(super) fn promise(&self, shown: &Shown, draft: &Draft) -> String {
        let topic = draft.topic(&shown.forms);
        let promise = topic.and_then(|topic| Some(self.widget.promise(u32::from(topic.schedule?), topic.reply?)));
        promise.unwrap_or_default()
    }

    /// The first element of the form that a selector names.
    pub(super) fn find(&self, selector: &str) -> Option<Element> {
        self.shown()?.place.raw().query_selector(selector).ok().flatten()
    }

    /// The visitor changed something: keeps it.
    pub(super) fn change(&self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft();
        change(&mut draft);
        self.on(Event::Typed(Box::new(draft)));
    }

    /// Something happened to the request shown: keeps what follows.
    pub(super) fn on(&self, event: Event) {
        let item = self.with(|state| {
            state.item.on(event, now(), js_sys::Math::random());
            state.item.clone()
        });
        self.keep_later(item);
    }

    /// Chooses what to show of all that is kept: what is on its way, else the latest draft that no other tab has.
    pub(super) async fn choose(&self) {
        let reading = self.read().await;
        let whole = reading.whole().is_some();
        let mut all = reading.items;
        all.sort_by_key(|item| std::cmp::Reverse(item.changed));
        let present = now();
        let own = self.item();
        // Who has read that it was sent comes back to write anew; what was only filled in for them is filled in anew.
        let read = matches!(own.state, State::Sent { .. }).then(|| own.id.clone());
        let over = |item: &OutboxItem| item.is_over(present) || read.as_ref() == Some(&item.id);
        let (stale, all): (Vec<_>, Vec<_>) = all.into_iter().partition(over);
        for item in stale {
            // A store that did not answer may have a version that is not as old.
            if whole || read.as_ref() == Some(&item.id) {
                self.finish(&item).await;
            }
        }
        // Filled in and not touched: who comes back has tried something else since.
        if read.is_some() || own.rev == 0 {
            self.with(|state| state.item = OutboxItem::new(self.storage.uuid()));
        }
        // What was shown here before stays, as this tab knows it or as another one has changed it since.
        let own = self.item();
        if let Some(same) = all.iter().find(|item| item.id == own.id) {
            let newer = if same.rev > own.rev { same.clone() } else { own };
            let id = newer.id.clone();
            return self.with(|state| {
                state.item = newer;
                state.earlier = all.into_iter().filter(|item| item.id != id && item.state == State::Draft).collect();
            });
        }
        if !own.is_blank() {
            return;
        }
        let (drafts, moving): (Vec<_>, Vec<_>) = all.into_iter().partition(|item| item.state == State::Draft);
        let mut rest = VecDeque::new();
        let mut chosen = moving.into_iter().next();
        for draft in drafts {
            if chosen.is_none() && self.hold(&draft.id, false).await {
                chosen = Some(draft);
            } else {
                rest.push_back(draft);
            }
        }
        if chosen.is_none() {
            self.hold(&own.id, false).await;
        }
        self.with(|state| {
            state.item = chosen.unwrap_or(own);
            state.earlier = rest;
        });
    }

    /// Holds the lock of a draft for as long as it is shown here; `false` where another tab has it.
    pub(super) async fn hold(&self, id: &str, steal: bool) -> bool {
        if self.with(|state| state.lock.as_ref().is_some_and(|(held, _)| held == id)) {
            // Taken from itself, it would be lost.
            return true;
        }
        let controller = self.clone();
        // Another tab takes the draft: what is typed here from now on is a draft of its own.
        let stolen = id.to_owned();
        let lost = Closure::once_into_js(move || {
            let id = controller.storage.uuid();
            let own = controller.with(|state| {
                let own = state.item.id == stolen;
                if own {
                    state.lock = None;
                    state.item.id.clone_from(&id);
                    // They went with the draft.
                    state.item.draft.files.clear();
                }
                own
            });
            if own {
                controller.draw(false);
                spawn(async move {
                    let _ = Box::pin(controller.hold(&id, false)).await;
                });
            }
        });
        let Some(lock) = self.storage.take_lock(&format!("nightdesk-draft-{id}"), steal, &lost).await else {
            return false;
        };
        if let Some((_, before)) = self.with(|state| state.lock.replace((id.to_owned(), lock))) {
            before.release();
        }
        true
    }

    /// Another tab has changed something.
    pub(super) fn changed(&self, id: &str, text: &str) {
        let own = self.item();
        let newer = read_outbox_item(text).filter(|item| item.rev > own.rev);
        let Some(newer) = newer.filter(|_| own.id == id && own.state != State::Draft) else { return };
        if newer.state != State::Draft {
            self.with(|state| state.item = newer);
            return self.draw(false);
        }
        // The other tab takes it back to change it: it is that one's now.
        let controller = self.clone();
        spawn(async move {
            controller.another().await;
            controller.prefill();
            controller.draw(true);
        });
    }

    /// A new, empty request takes the place of the one shown.
    pub(super) async fn another(&self) {
        let item = OutboxItem::new(self.storage.uuid());
        self.hold(&item.id, false).await;
        self.with(|state| {
            state.item = item;
            state.problems.clear();
        });
    }

    /// The question has had its request: it does not begin another one.
    pub(super) fn settle(&self) {
        let question = self.shown().map_or(String::new(), |shown| shown.question.clone());
        self.with(|state| state.settled = question);
    }

    /// Fills an empty draft with what is known already, and brings what was tried up to date.
    pub(super) fn prefill(&self) {
        let Some(shown) = self.shown() else { return };
        let mut item = self.item();
        if item.state != State::Draft {
            return;
        }
        let blank = item.draft.is_blank();
        if item.begun == 0 {
            item.begun = now();
        }
        let draft = &mut item.draft;
        let mut history = shown.history.clone();
        if !blank {
            // What was tried when it was begun belongs to it as well.
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
        } else if blank && self.with(|state| state.settled != shown.question) {
            let question = capitalised(&shown.question);
            draft.message.clone_from(&question);
            draft.subject = question;
        }
        self.with(|state| state.item = item);
    }
}

/// With its first letter large, as a sentence begins.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
