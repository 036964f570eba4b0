//! What the form knows, and every change of it. A change is kept before anything else follows from it.

use std::{cell::RefCell, collections::VecDeque, pin::Pin, rc::Rc};

use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::Element;

use super::storage::{Lock, Storage, WidgetPort};
use crate::{
    dom::El,
    request::{Draft, Event, Forms, Known, OutboxItem, Problem, State, VisitHistory, VisitStep, read_outbox_item},
    text::FormStrings,
};

/// The form where it is shown.
pub(super) struct Shown {
    /// Its place in the panel.
    pub(super) place: El,
    /// What is said aloud when the request comes to another state.
    pub(super) said: El,
    pub(super) forms: Forms,
    pub(super) words: &'static FormStrings,
    /// What the visitor wanted to know when they came.
    pub(super) question: String,
    /// The category they came from.
    pub(super) category: String,
    pub(super) history: VisitHistory,
    /// What the page knows of its visitor.
    pub(super) known: Known,
}

/// All that the form knows.
pub(super) struct FormState {
    /// The request that is shown.
    pub(super) item: OutboxItem,
    /// Keeps other tabs from writing the same draft.
    pub(super) lock: Option<(String, Lock)>,
    /// Other drafts, the latest first.
    pub(super) earlier: VecDeque<OutboxItem>,
    /// What was deleted last, to bring it back.
    pub(super) deleted: Option<OutboxItem>,
    /// Whether it is about to be sent: the proof of work takes its time.
    pub(super) leaving: bool,
    /// How far the form was scrolled, in CSS pixels, when an article that it offered was opened.
    pub(super) left_at: Option<i32>,
    /// The question of a request that was sent or deleted: it does not begin another one.
    pub(super) settled: String,
    /// What was found wrong when the visitor last tried to send.
    pub(super) problems: Vec<Problem>,
    /// For the one who has sent: where the answer comes, and by when. Only as long as the page lives.
    pub(super) receipt: (String, String),
    /// Whether this browser keeps anything.
    pub(super) kept: bool,
    /// Whether all that is kept could be read the last time.
    pub(super) whole: bool,
    /// Whether something damaged is among it.
    pub(super) damaged: bool,
    /// Newest versions that no store has taken yet.
    pub(super) unstored: Vec<OutboxItem>,
    /// What this page has finished with, by id and number of the change: a store may still have it.
    pub(super) gone: Vec<(String, u64)>,
    /// Ids that no store has deleted yet.
    pub(super) undeleted: Vec<String>,
    /// How often in a row it could not be read.
    pub(super) blind: u32,
    pub(super) shown: Option<Rc<Shown>>,
    /// The tables of words read so far, by how they travel.
    words: Vec<(String, &'static FormStrings)>,
    /// Counts pauses in typing.
    pub(super) pause: u32,
    /// The version of the request that this tab is just sending for the first time: what it finds being sent in any
    /// other version was somebody else's to send.
    pub(super) going: Option<(String, u64)>,
    /// Whether files are being put away: one change of them at a time.
    pub(super) filing: bool,
    /// The timer of the next attempt.
    pub(super) timer: Option<i32>,
}

/// A handle on the form: copied into every closure.
#[derive(Clone)]
pub(super) struct FormController {
    pub(super) storage: Storage,
    pub(super) widget: WidgetPort,
    pub(super) state: Rc<RefCell<FormState>>,
}

/// The present, in milliseconds since 1970.
pub(super) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// The present in RFC 3339, UTC.
pub(super) fn now_utc() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

impl FormController {
    pub(super) fn new(storage: Storage, desk: WidgetPort) -> Self {
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
        Self { storage, widget: desk, state: Rc::new(RefCell::new(state)) }
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

/// Runs something that waits. In a box: each future of a type of its own would be compiled once more.
pub(super) fn spawn(run: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(run));
}

fn spawn_boxed(run: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(run);
}

/// Nothing, for those who ask for something to call.
pub(super) const NOBODY: JsValue = JsValue::UNDEFINED;
