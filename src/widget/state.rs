//! What the widget remembers, and the signs by which views learn that it has changed.
//!
//! Everything lies in one plain struct; every signal is a number. A signal, an effect or a future of a type of its own
//! is compiled once more each: the same state in signals of six types, with effects and futures as they come, was 6 kB
//! more of the download.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Host, loaded_pack::LoadedPack, route::HistoryEntry, visit_history::Step};

/// A number to follow: a count of changes, a flag (0 or 1), or the minute.
pub(super) type Signal = RwSignal<u32>;

/// What is remembered.
pub(super) struct State {
    pub(super) host: Host,
    pub(super) loaded: Rc<LoadedPack>,
    /// The screens, the one shown last. Never empty.
    pub(super) stack: Vec<HistoryEntry>,
    /// Ids of notices that were put away, the latest first.
    pub(super) dismissed: Vec<String>,
    /// What was tried, in its order.
    pub(super) visited: Vec<Step>,
    /// The key of the article that is open, and since when, in milliseconds since 1970.
    pub(super) reading: Option<(String, f64)>,
    /// The question as it was a letter ago, and the articles shown for it.
    pub(super) order: (String, Vec<u32>),
    /// The page around: see `page`.
    pub(super) page: String,
    /// The articles that it names itself.
    pub(super) suggested: Option<Vec<u32>>,
    pub(super) announcement: Option<TimeoutHandle>,
    /// The language that was chosen last; empty before one is.
    pub(super) wanted: String,
    pub(super) ahead: super::texts::Ahead,
}

/// Where it lies: a handle that is copied into every closure.
#[derive(Clone, Copy)]
pub(super) struct StateHandle(StoredValue<Rc<RefCell<State>>, LocalStorage>);

impl StateHandle {
    pub(super) fn new(state: State) -> Self {
        Self(StoredValue::new_local(Rc::new(RefCell::new(state))))
    }

    /// Reads or changes it. Nothing else that does may be called in here.
    pub(super) fn with<T>(self, run: impl FnOnce(&mut State) -> T) -> T {
        let state = self.0.get_value();
        let mut state = state.borrow_mut();
        run(&mut state)
    }
}

/// A new sign.
pub(super) fn signal() -> Signal {
    RwSignal::new(0)
}

/// Raises or lowers a flag, or moves the minute; those who follow hear of it only where it changes.
pub(super) fn set(sign: Signal, value: u32) {
    if sign.get_untracked() != value {
        sign.set(value);
    }
}

/// Something has changed.
pub(super) fn notify(sign: Signal) {
    sign.set(sign.get_untracked().wrapping_add(1));
}

/// Runs something now and whenever a sign changes that it has read.
pub(super) fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

/// Runs something that waits for the network.
pub(super) fn spawn(run: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(run));
}

fn spawn_boxed(run: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(run);
}

/// Runs something once the views have followed the state.
pub(super) fn after_drawing(run: impl FnOnce() + 'static) {
    after_drawing_boxed(Box::new(run));
}

fn after_drawing_boxed(run: Box<dyn FnOnce()>) {
    request_animation_frame(run);
}
