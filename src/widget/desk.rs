//! The state of the widget and everything that changes it.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    Host,
    dom::El,
    memory::{Memory, Place, Sign, after_drawing, bump, drive, put, sign},
    notices,
    route::{self, Entry, Route},
    shelf::Shelf,
    storage, trail,
};
use crate::{search::Outcome, time::UtcMinute};

/// Results are announced once typing pauses for this long: at each letter it would only chatter.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(600);

/// A handle on the state: copied into every closure.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) memory: Place,
    /// The content was exchanged.
    pub(super) taken: Sign,
    /// The stack of screens has changed.
    pub(super) moved: Sign,
    shown: Sign,
    /// The present minute.
    pub(super) now: Sign,
    /// What is open, what is current: changes when something opens, closes, begins or ends.
    pub(super) turn: Sign,
    /// The page around is another one.
    pub(super) elsewhere: Sign,
    /// A notice was put away.
    pub(super) put_away: Sign,
    /// A language could not be had.
    pub(super) failed_language: Sign,
    /// A text was fetched: an article that waits for it is drawn again.
    pub(super) texts: Sign,
    /// The article whose text could not be had, counted from one.
    pub(super) failed_text: Sign,
    /// Whether all results are shown, not only the first.
    all: Sign,
    /// Whether the question is taken letter by letter, without corrections.
    literal: Sign,
}

impl Desk {
    pub(super) fn new(host: Host, shelf: Shelf) -> Self {
        let saved = storage::read(false).flatten().unwrap_or_default();
        // The first line is the open flag and the language.
        let stack = route::read(saved.split_once('\n').map_or("", |(_, screens)| screens), &shelf);
        let memory = Memory {
            host,
            shelf: Rc::new(shelf),
            stack,
            dismissed: notices::dismissed(),
            trail: trail::read(&saved),
            reading: None,
            order: Default::default(),
            page: String::new(),
            suggested: None,
            announcement: None,
            wanted: String::new(),
            ahead: Default::default(),
        };
        let desk = Self {
            memory: Place::new(memory),
            taken: sign(),
            moved: sign(),
            shown: sign(),
            now: sign(),
            turn: sign(),
            elsewhere: sign(),
            put_away: sign(),
            failed_language: sign(),
            texts: sign(),
            failed_text: sign(),
            all: sign(),
            literal: sign(),
        };
        let mut opened = false;
        drive(move || {
            desk.taken.track();
            let shown = desk.shown();
            desk.follow(&desk.route(), shown);
            // Nothing is stored before the visitor opens the widget.
            opened |= shown;
            if opened {
                desk.save();
            }
        });
        desk
    }

    /// Writes down what outlives the page.
    pub(super) fn save(self) {
        let flag = self.shown.get_untracked();
        let text = self.memory.with(|memory| {
            let (stack, trail) = (route::write(&memory.stack, &memory.shelf), trail::write(&memory.trail));
            format!("{flag}{}\n{stack}{trail}", memory.shelf.pack.lang)
        });
        storage::write(false, &text);
    }

    // What views read.

    pub(super) fn shelf(self) -> Rc<Shelf> {
        self.taken.track();
        self.shelf_now()
    }

    /// The same, for those who need not follow it.
    pub(super) fn shelf_now(self) -> Rc<Shelf> {
        self.memory.with(|memory| Rc::clone(&memory.shelf))
    }

    pub(super) fn host(self) -> Host {
        self.memory.with(|memory| memory.host.clone())
    }

    pub(super) fn shown(self) -> bool {
        self.shown.get() == 1
    }

    pub(super) fn now(self) -> UtcMinute {
        self.now.get()
    }

    pub(super) fn route(self) -> Route {
        self.moved.track();
        self.top()
    }

    /// The same, for those who need not follow it.
    pub(super) fn top(self) -> Route {
        self.below(0)
    }

    /// The screen so many below the one shown.
    pub(super) fn below(self, depth: usize) -> Route {
        self.memory.with(|memory| memory.stack.iter().rev().nth(depth).map_or(Route::Home, |entry| entry.route.clone()))
    }

    pub(super) fn can_go_back(self) -> bool {
        self.moved.track();
        self.memory.with(|memory| memory.stack.len() > 1)
    }

    pub(super) fn failed_language(self) -> bool {
        self.failed_language.get() == 1
    }

    pub(super) fn failed_text(self, number: u32) -> bool {
        self.failed_text.get() == number + 1
    }

    pub(super) fn shows_all(self) -> bool {
        self.all.get() == 1
    }

    /// What stands in the search field.
    pub(super) fn question(self) -> String {
        match self.route() {
            Route::Results(query) => query,
            _ => String::new(),
        }
    }

    /// Whether the question is taken as it is.
    pub(super) fn literal(self) -> bool {
        self.literal.get() == 1
    }

    /// Answers a question, in the order of the answers a letter ago where that is as good.
    pub(super) fn answer(self, question: &str, limit: usize) -> Outcome {
        let mut outcome = self.shelf_now().search(question, self.literal(), limit);
        self.memory.with(|memory| {
            let (before, order) = &mut memory.order;
            if question.starts_with(before.as_str()) || before.starts_with(question) {
                outcome.settle(order);
            }
            *before = question.to_owned();
            *order = outcome.hits.iter().map(|hit| hit.article).collect();
        });
        outcome
    }

    /// The URL of a file or page of the bundle.
    pub(super) fn url(self, path: &str) -> String {
        format!("{}{path}", self.host().base())
    }

    /// The address of an article's static page.
    pub(super) fn article_url(self, number: u32, fragment: Option<&str>) -> String {
        let shelf = self.shelf_now();
        let slug = shelf.card(number).map_or("", |card| card.slug.as_str());
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        self.url(&format!("{}/{slug}/{fragment}", shelf.pack.lang))
    }

    // What views call.

    pub(super) fn show(self, shown: bool) {
        self.tick();
        if shown {
            self.memory.with(|memory| memory.ahead.opened = true);
            self.resume();
        }
        put(self.shown, shown.into());
    }

    pub(super) fn close(self) {
        self.host().close();
    }

    /// Goes to a screen and puts the focus on its title.
    pub(super) fn go(self, route: Route) {
        if self.top() == route {
            // It is there: the way back must not get longer.
            return self.focus_first(&["[data-title]"]);
        }
        self.keep_scroll();
        put(self.failed_text, 0);
        self.walk(|stack| stack.push(Entry::new(route)));
        after_drawing(move || self.focus_first(&["[data-title]", "input"]));
    }

    /// Goes to the form; tries again where it is there already and could not be loaded.
    pub(super) fn write(self) {
        if self.top() == Route::Request {
            bump(self.moved);
        }
        self.go(Route::Request);
    }

    /// Takes the question letter by letter.
    pub(super) fn take_literally(self) {
        put(self.literal, 1);
        after_drawing(move || self.focus_first(&["input"]));
    }

    /// Shows further results.
    pub(super) fn show_all(self) {
        let next = self.find_all_results();
        put(self.all, 1);
        after_drawing(move || self.focus_first(&[&format!(".results li:nth-child({}) a", next + 1)]));
    }

    /// Says how much a question found to those who cannot see it, and takes it for asked, unless another one comes first.
    pub(super) fn announce(self, place: El, words: String, question: String, count: usize) {
        let said = move || {
            place.say(&words);
            self.searched(&question, count);
        };
        let handle = set_timeout_with_handle(said, ANNOUNCE_AFTER).ok();
        if let Some(before) = self.memory.with(|memory| std::mem::replace(&mut memory.announcement, handle)) {
            before.clear();
        }
    }

    /// Goes back one screen, to where it was scrolled.
    pub(super) fn back(self) {
        let (mut left, mut scroll) = (None, 0);
        self.walk(|stack| {
            left = if stack.len() > 1 { stack.pop() } else { None };
            scroll = stack.last().map_or(0, |entry| entry.scroll);
        });
        after_drawing(move || {
            // The link that led away takes the focus again.
            let link = match left.map(|entry| entry.route) {
                Some(Route::Article(number, _)) => format!(".screen > :not(.notices) [data-article=\"{number}\"]"),
                Some(Route::Category(number)) => format!(".screen [data-category=\"{number}\"]"),
                _ => String::new(),
            };
            self.focus_first(&[link.as_str(), "[data-title]", field()]);
            if let Some(main) = self.find(".screen") {
                main.set_scroll_top(scroll);
            }
        });
    }

    /// Back to the first screen.
    pub(super) fn home(self) {
        self.walk(|stack| *stack = vec![Entry::new(Route::Home)]);
        after_drawing(move || self.focus_first(&["input"]));
    }

    /// The visitor typed: results follow each letter, an empty field leads back.
    pub(super) fn ask(self, question: String) {
        put(self.all, 0);
        put(self.literal, 0);
        let empty = question.trim().is_empty();
        let asking = matches!(self.top(), Route::Results(_));
        if !asking && !empty {
            self.keep_scroll();
        }
        self.walk(|stack| {
            if asking {
                stack.pop();
            }
            if !empty {
                stack.push(Entry::new(Route::Results(question)));
            } else if stack.is_empty() {
                stack.push(Entry::new(Route::Home));
            }
        });
    }

    // The nodes of the shadow root.

    /// How many results are shown.
    fn find_all_results(self) -> u32 {
        self.find(".results").map_or(0, |list| list.child_element_count())
    }

    /// The first element of the shadow root that a selector names.
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

    /// Goes to other screens.
    fn walk(self, change: impl FnOnce(&mut Vec<Entry>)) {
        self.memory.with(|memory| change(&mut memory.stack));
        bump(self.moved);
    }

    fn keep_scroll(self) {
        let scroll = self.find(".screen").map_or(0, |main| main.scroll_top());
        self.memory.with(|memory| {
            if let Some(entry) = memory.stack.last_mut() {
                entry.scroll = scroll;
            }
        });
    }
}

/// Where the focus goes for want of a better place: on a touch screen the field would raise the keyboard over what
/// somebody wants to see.
pub(super) fn field() -> &'static str {
    let coarse = window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches());
    if coarse { ".panel" } else { "input" }
}
