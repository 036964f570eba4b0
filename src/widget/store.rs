//! The store: the handle on the widget's state, with every change that more than one screen makes. Views and commands
//! import it; it imports none of them.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    Host, dom,
    frame::matches_media,
    loaded_pack::LoadedPack,
    route::{HistoryEntry, Route},
    signals::{Signal, after_drawing, notify, set, signal},
    state::{Saved, State},
};
use crate::time::UtcMinute;

/// A handle on the state, copied into every closure.
#[derive(Clone, Copy)]
pub(super) struct StateHandle(StoredValue<Rc<RefCell<State>>, LocalStorage>);

impl StateHandle {
    fn new(state: State) -> Self {
        Self(StoredValue::new_local(Rc::new(RefCell::new(state))))
    }

    /// Reads or changes the state. `run` must not call this function again.
    pub(super) fn with<T>(self, run: impl FnOnce(&mut State) -> T) -> T {
        let state = self.0.get_value();
        let mut state = state.borrow_mut();
        run(&mut state)
    }
}

/// The state and the signals by which views learn that it has changed.
#[derive(Clone, Copy)]
pub(super) struct Store {
    pub(super) state: StateHandle,
    /// The content was replaced.
    pub(super) content_changed: Signal,
    /// The stack of screens has changed.
    pub(super) route_changed: Signal,
    shown: Signal,
    /// The present minute.
    pub(super) now: Signal,
    /// A hash of which channels are open and which notices are current: see `clock`.
    pub(super) status_hash: Signal,
    /// The page that the widget is on, or the articles it suggests, changed.
    pub(super) page_changed: Signal,
    /// A notice was dismissed.
    pub(super) notice_dismissed: Signal,
    /// Whether a language could not be fetched.
    pub(super) failed_language: Signal,
    /// A text was fetched: an article that waits for it is drawn again.
    pub(super) text_loaded: Signal,
    /// The number of the chunk that could not be fetched although the screen waits for it, plus one; 0 for none.
    pub(super) failed_text: Signal,
    /// How often the visitor has asked for more of the list that is shown.
    more: Signal,
    /// Whether the question is searched as it was typed, without corrections.
    literal: Signal,
}

impl Store {
    pub(super) fn new(host: Host, loaded: LoadedPack, saved: Saved) -> Self {
        let state = State {
            host,
            loaded: Rc::new(loaded),
            stack: saved.stack,
            dismissed: saved.dismissed,
            visits: saved.visits,
            reading: None,
            previous_results: Default::default(),
            movable_until: 0.0,
            page: String::new(),
            suggested: None,
            announcement: None,
            chosen_language: String::new(),
            prefetch: Default::default(),
        };
        Self {
            state: StateHandle::new(state),
            content_changed: signal(),
            route_changed: signal(),
            shown: signal(),
            now: signal(),
            status_hash: signal(),
            page_changed: signal(),
            notice_dismissed: signal(),
            failed_language: signal(),
            text_loaded: signal(),
            failed_text: signal(),
            more: signal(),
            literal: signal(),
        }
    }

    // Values that views read.

    pub(super) fn loaded(self) -> Rc<LoadedPack> {
        self.content_changed.track();
        self.loaded_now()
    }

    /// The same, without tracking the signal.
    pub(super) fn loaded_now(self) -> Rc<LoadedPack> {
        self.state.with(|state| Rc::clone(&state.loaded))
    }

    pub(super) fn host(self) -> Host {
        self.state.with(|state| state.host.clone())
    }

    pub(super) fn shown(self) -> bool {
        self.shown.get() == 1
    }

    /// The same, without tracking the signal.
    pub(super) fn shown_now(self) -> bool {
        self.shown.get_untracked() == 1
    }

    pub(super) fn now(self) -> UtcMinute {
        self.now.get()
    }

    pub(super) fn route(self) -> Route {
        self.route_changed.track();
        self.top()
    }

    /// The same, without tracking the signal.
    pub(super) fn top(self) -> Route {
        self.below(0)
    }

    /// The screen this many below the one shown.
    pub(super) fn below(self, depth: usize) -> Route {
        self.state.with(|state| state.stack.iter().rev().nth(depth).map_or(Route::Home, |entry| entry.route.clone()))
    }

    pub(super) fn can_go_back(self) -> bool {
        self.route_changed.track();
        self.state.with(|state| state.stack.len() > 1)
    }

    pub(super) fn failed_language(self) -> bool {
        self.failed_language.get() == 1
    }

    pub(super) fn failed_text(self, number: u32) -> bool {
        self.failed_text.get() == self.loaded_now().chunk_of(number) as u32 + 1
    }

    pub(super) fn more_shown(self) -> usize {
        self.more.get() as usize
    }

    /// The text in the search field.
    pub(super) fn question(self) -> String {
        match self.route() {
            Route::Results(query) => query,
            _ => String::new(),
        }
    }

    /// Whether the question is searched as it was typed.
    pub(super) fn literal(self) -> bool {
        self.literal.get() == 1
    }

    /// The URL of a file or page of the bundle.
    pub(super) fn url(self, path: &str) -> String {
        format!("{}{path}", self.host().base())
    }

    /// The address of an article's static page.
    pub(super) fn article_url(self, number: u32, fragment: Option<&str>) -> String {
        let loaded = self.loaded_now();
        let slug = loaded.card(number).map_or("", |card| card.slug.as_str());
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        self.url(&format!("{}/{slug}/{fragment}", loaded.pack.lang))
    }

    // Changes that views make.

    /// Opens or closes the panel.
    pub(super) fn show(self, shown: bool) {
        if shown {
            self.state.with(|state| state.prefetch.opened = true);
        }
        set(self.shown, shown.into());
    }

    pub(super) fn close(self) {
        self.host().close();
    }

    /// Goes to a screen and puts the focus on its title.
    pub(super) fn go(self, route: Route) {
        if self.top() == route {
            // Already there: no second entry in the stack.
            return self.focus_first(&["[data-title]"]);
        }
        self.save_scroll();
        if let Route::Category(_) = route {
            set(self.more, 0);
        }
        set(self.failed_text, 0);
        self.change_stack(|stack| stack.push(HistoryEntry::new(route)));
        after_drawing(move || {
            // Where the screen before was scrolled, this one would begin below its breadcrumb.
            self.scroll_to(0);
            self.focus_first(&["[data-title]", "input"]);
        });
    }

    /// Goes to the form; loads it again where it is shown already but could not be loaded.
    pub(super) fn write(self) {
        if self.top() == Route::Request {
            notify(self.route_changed);
        }
        self.go(Route::Request);
    }

    /// The visitor is about to choose: the results keep their places.
    pub(super) fn hold(self) {
        self.state.with(|state| state.movable_until = 0.0);
    }

    /// Searches the question as it was typed.
    pub(super) fn search_literally(self) {
        set(self.literal, 1);
        after_drawing(move || self.focus_first(&["input"]));
    }

    /// Shows more of the list.
    pub(super) fn show_more(self) {
        let next = self.find(".long").map_or(0, |list| list.child_element_count()) + 1;
        notify(self.more);
        after_drawing(move || self.focus_first(&[&format!(".long li:nth-child({next}) a")]));
    }

    /// Goes back one screen, to its scroll position.
    pub(super) fn back(self) {
        let (mut popped, mut scroll) = (None, 0);
        self.change_stack(|stack| {
            popped = if stack.len() > 1 { stack.pop() } else { None };
            scroll = stack.last().map_or(0, |entry| entry.scroll);
        });
        after_drawing(move || {
            // The link that was followed gets the focus again.
            let link = match popped.map(|entry| entry.route) {
                Some(Route::Article(number, _)) => format!(".screen > :not(.notices) [data-article=\"{number}\"]"),
                Some(Route::Category(number)) => format!(".screen [data-category=\"{number}\"]"),
                _ => String::new(),
            };
            self.focus_first(&[link.as_str(), "[data-title]", default_focus()]);
            self.scroll_to(scroll);
        });
    }

    /// Back to the first screen.
    pub(super) fn home(self) {
        self.change_stack(|stack| *stack = vec![HistoryEntry::new(Route::Home)]);
        after_drawing(move || self.focus_first(&["input"]));
    }

    /// The visitor typed: results change with each keystroke, an empty field goes back.
    pub(super) fn ask(self, question: String) {
        set(self.more, 0);
        set(self.literal, 0);
        let empty = question.trim().is_empty();
        let asking = matches!(self.top(), Route::Results(_));
        if !asking && !empty {
            self.save_scroll();
        }
        self.change_stack(|stack| {
            if asking {
                stack.pop();
            }
            if !empty {
                stack.push(HistoryEntry::new(Route::Results(question)));
            } else if stack.is_empty() {
                stack.push(HistoryEntry::new(Route::Home));
            }
        });
        // Each question is answered from the top.
        after_drawing(move || self.scroll_to(0));
    }

    // The nodes of the shadow root.

    /// The first element of the shadow root that matches a selector.
    pub(super) fn find(self, selector: &str) -> Option<Element> {
        self.host().root().query_selector(selector).ok().flatten()
    }

    /// Puts the focus on the first element found.
    pub(super) fn focus_first(self, selectors: &[&str]) {
        let found = selectors.iter().filter(|selector| !selector.is_empty()).find_map(|selector| self.find(selector));
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// Changes the stack of screens.
    fn change_stack(self, change: impl FnOnce(&mut Vec<HistoryEntry>)) {
        self.state.with(|state| change(&mut state.stack));
        notify(self.route_changed);
    }

    fn scroll_to(self, top: i32) {
        if let Some(view) = self.find(".screen") {
            dom::scroll_to(&view, top);
        }
    }

    /// How far the screen is scrolled, in CSS pixels.
    pub(super) fn scrolled(self) -> i32 {
        self.find(".screen").map_or(0, |view| dom::scroll_top(&view))
    }

    fn save_scroll(self) {
        let scroll = self.scrolled();
        self.state.with(|state| {
            if let Some(entry) = state.stack.last_mut() {
                entry.scroll = scroll;
            }
        });
    }
}

/// A selector of what gets the focus by default: on a touch screen the field would raise the keyboard over the content.
pub(super) fn default_focus() -> &'static str {
    if matches_media("(pointer: coarse)") { ".panel" } else { "input" }
}
