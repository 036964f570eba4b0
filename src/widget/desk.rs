//! The state of the widget and everything that changes it.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{
    Host,
    dom::El,
    notices,
    route::{self, Entry, Route},
    shelf::{Shelf, TextState},
    storage,
};
use crate::{hours::UtcMinute, search::Outcome};

/// Results are announced once typing pauses for this long: at each letter it would only chatter.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(600);
/// The pause before the next text is fetched ahead.
const GATHER_AFTER: Duration = Duration::from_millis(700);
/// How many articles read last are offered again.
const RECENT: usize = 3;

/// A handle on the state: copied into every closure.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) host: StoredValue<Host, LocalStorage>,
    pub(super) shelf: RwSignal<Arc<Shelf>>,
    stack: RwSignal<Vec<Entry>>,
    shown: RwSignal<bool>,
    /// The present minute.
    pub(super) now: RwSignal<UtcMinute>,
    /// What is open, what is current: changes when something opens, closes, begins or ends.
    pub(super) turn: RwSignal<u32>,
    /// Ids of notices that were put away, the latest first.
    pub(super) dismissed: RwSignal<Vec<String>>,
    /// A language that could not be had.
    failed_language: RwSignal<bool>,
    /// Counts fetched texts, so that an article that waits for one is drawn again.
    texts: RwSignal<u32>,
    failed_text: RwSignal<bool>,
    /// Whether all results are shown, not only the first.
    all: RwSignal<bool>,
    /// Whether the question is taken letter by letter, without corrections.
    literal: RwSignal<bool>,
    /// Keys of the articles read last, the latest first.
    recent: RwSignal<Vec<String>>,
    /// The articles shown for the question as it was a letter ago.
    order: StoredValue<(String, Vec<u32>)>,
    announcement: StoredValue<Option<TimeoutHandle>>,
    /// Whether texts are being fetched ahead.
    gathering: StoredValue<bool>,
}

impl Desk {
    pub(super) fn new(host: Host, shelf: Shelf) -> Self {
        let saved = storage::read(false).unwrap_or_default();
        // The first line is the open flag and the language.
        let stack = route::read(saved.split_once('\n').map_or("", |(_, screens)| screens), &shelf);
        let desk = Self {
            host: StoredValue::new_local(host),
            shelf: RwSignal::new(Arc::new(shelf)),
            stack: RwSignal::new(stack),
            shown: RwSignal::new(false),
            now: RwSignal::new(0),
            turn: RwSignal::new(0),
            dismissed: RwSignal::new(notices::dismissed()),
            failed_language: RwSignal::new(false),
            texts: RwSignal::new(0),
            failed_text: RwSignal::new(false),
            all: RwSignal::new(false),
            literal: RwSignal::new(false),
            recent: RwSignal::new(route::read_recent(&saved)),
            order: StoredValue::new(Default::default()),
            announcement: StoredValue::new(None),
            gathering: StoredValue::new(false),
        };
        Effect::new(move |first: Option<()>| {
            let (shelf, stack, shown) = (desk.shelf.get(), desk.stack.get(), desk.shown.get());
            let recent = route::write_recent(&desk.recent.get());
            // Nothing is stored before the visitor opens the widget.
            if first.is_some() || shown {
                let flag = if shown { '1' } else { '0' };
                storage::write(false, &format!("{flag}{}\n{}{recent}", shelf.pack.lang, route::write(&stack, &shelf)));
            }
        });
        desk
    }

    // What views read.

    pub(super) fn shelf(self) -> Arc<Shelf> {
        self.shelf.get()
    }

    pub(super) fn shown(self) -> bool {
        self.shown.get()
    }

    pub(super) fn now(self) -> UtcMinute {
        self.now.get()
    }

    pub(super) fn route(self) -> Route {
        self.stack.with(|stack| stack.last().map_or(Route::Home, |entry| entry.route.clone()))
    }

    pub(super) fn can_go_back(self) -> bool {
        self.stack.with(|stack| stack.len() > 1)
    }

    pub(super) fn failed_language(self) -> bool {
        self.failed_language.get()
    }

    pub(super) fn failed_text(self) -> bool {
        self.failed_text.get()
    }

    pub(super) fn shows_all(self) -> bool {
        self.all.get()
    }

    /// What stands in the search field.
    pub(super) fn question(self) -> String {
        self.stack.with(|stack| match stack.last().map(|entry| &entry.route) {
            Some(Route::Results(query)) => query.clone(),
            _ => String::new(),
        })
    }

    /// Whether the question is taken as it is.
    pub(super) fn literal(self) -> bool {
        self.literal.get()
    }

    /// The articles read last, the latest first.
    pub(super) fn recent(self) -> Vec<u32> {
        let shelf = self.shelf.get();
        let place = |key: &String| shelf.pack.articles.iter().position(|card| card.key == *key);
        self.recent.with(|keys| keys.iter().filter_map(place).map(|place| place as u32).collect())
    }

    /// Answers a question, in the order of the answers a letter ago where that is as good.
    pub(super) fn answer(self, question: &str, limit: usize) -> Outcome {
        let shelf = self.shelf.get_untracked();
        let mut outcome = shelf.search(question, self.literal(), limit);
        self.order.update_value(|(before, order)| {
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
        format!("{}{path}", self.host.with_value(Host::base))
    }

    /// The address of an article's static page.
    pub(super) fn article_url(self, number: u32, fragment: Option<&str>) -> String {
        let shelf = self.shelf.get_untracked();
        let slug = shelf.card(number).map_or("", |card| card.slug.as_str());
        let fragment = fragment.map(|id| format!("#{id}")).unwrap_or_default();
        self.url(&format!("{}/{slug}/{fragment}", shelf.pack.lang))
    }

    // What views call.

    pub(super) fn show(self, shown: bool) {
        self.tick();
        if shown && !self.gathering.try_update_value(|begun| std::mem::replace(begun, true)).unwrap_or(true) {
            self.gather();
        }
        self.shown.set(shown);
    }

    pub(super) fn close(self) {
        self.host.with_value(Host::close);
    }

    /// Goes to a screen and puts the focus on its title.
    pub(super) fn go(self, route: Route) {
        if self.stack.with_untracked(|stack| stack.last().is_some_and(|entry| entry.route == route)) {
            // It is there: the way back must not get longer.
            return self.focus_first(&["[data-title]"]);
        }
        self.keep_scroll();
        self.failed_text.set(false);
        if let Route::Article(number, _) = &route
            && let Some(key) = self.shelf.with_untracked(|shelf| shelf.card(*number).map(|card| card.key.clone()))
        {
            self.recent.update(|recent| {
                recent.retain(|other| *other != key);
                recent.insert(0, key);
                recent.truncate(RECENT);
            });
        }
        self.stack.update(|stack| stack.push(Entry::new(route)));
        self.after_drawing(move || self.focus_first(&["[data-title]", "input"]));
    }

    /// Takes the question letter by letter.
    pub(super) fn take_literally(self) {
        self.literal.set(true);
        self.after_drawing(move || self.focus_first(&["input"]));
    }

    /// Shows further results.
    pub(super) fn show_all(self) {
        let next = self.find_all_results();
        self.all.set(true);
        self.after_drawing(move || self.focus_first(&[&format!(".results li:nth-child({}) a", next + 1)]));
    }

    /// Says something to those who cannot see it, unless something else is to be said before.
    pub(super) fn announce(self, place: El, words: String) {
        let handle = set_timeout_with_handle(move || place.say(&words), ANNOUNCE_AFTER).ok();
        if let Some(before) = self.announcement.try_update_value(|slot| std::mem::replace(slot, handle)).flatten() {
            before.clear();
        }
    }

    /// Goes back one screen, to where it was scrolled.
    pub(super) fn back(self) {
        let left = self.stack.try_update(|stack| if stack.len() > 1 { stack.pop() } else { None }).flatten();
        let scroll = self.stack.with_untracked(|stack| stack.last().map_or(0, |entry| entry.scroll));
        self.after_drawing(move || {
            // The link that led away takes the focus again.
            let link = match left.map(|entry| entry.route) {
                Some(Route::Article(number, _)) => format!(".screen [data-article=\"{number}\"]"),
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
        self.stack.set(vec![Entry::new(Route::Home)]);
        self.after_drawing(move || self.focus_first(&["input"]));
    }

    /// The visitor typed: results follow each letter, an empty field leads back.
    pub(super) fn ask(self, question: String) {
        self.all.set(false);
        self.literal.set(false);
        let empty = question.trim().is_empty();
        let asking = matches!(
            self.stack.with_untracked(|stack| stack.last().map(|entry| entry.route.clone())),
            Some(Route::Results(_))
        );
        if !asking && !empty {
            self.keep_scroll();
        }
        self.stack.update(|stack| {
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

    /// Speaks another language, on the same screen where it exists.
    pub(super) fn speak(self, lang: String) {
        if self.shelf.with_untracked(|shelf| shelf.pack.lang.as_str() == lang) {
            return;
        }
        let Some(host) = self.host.try_with_value(Host::clone) else { return };
        leptos::task::spawn_local(async move {
            let next = host.fetch_pack(&lang).await.and_then(|bytes| Shelf::decode(&bytes).ok());
            let Some(next) = next else {
                self.failed_language.set(true);
                return;
            };
            self.failed_language.set(false);
            self.take(next);
            host.speaks(&lang);
            self.after_drawing(move || self.focus_first(&[&format!("button[lang=\"{lang}\"]"), "input"]));
        });
    }

    /// Takes other content, on the same screens where it has them.
    pub(super) fn take(self, next: Shelf) {
        let stack =
            self.shelf.with_untracked(|shelf| self.stack.with_untracked(|stack| route::translate(stack, shelf, &next)));
        // Views follow after this task: they see both changes at once.
        self.stack.set(stack);
        self.shelf.set(Arc::new(next));
    }

    /// The text of an article; fetches it where it is not here yet, and then draws again.
    pub(super) fn text(self, number: u32) -> Option<Vec<crate::knowledge::Block>> {
        self.texts.track();
        let shelf = self.shelf.get_untracked();
        match shelf.text(number)? {
            TextState::Ready(blocks) => Some(blocks),
            // Views ask again whenever they are drawn: without this a failure would draw, and fetch, for ever.
            TextState::Elsewhere(..) if self.failed_text.get_untracked() => None,
            TextState::Elsewhere(chunk, name) => {
                let host = self.host.try_with_value(Host::clone)?;
                leptos::task::spawn_local(async move {
                    match host.fetch_file(&name).await {
                        Some(bytes) if shelf.keep(chunk, &bytes) => self.texts.update(|count| *count += 1),
                        _ => self.failed_text.set(true),
                    }
                });
                None
            }
        }
    }

    /// Asks for a text again.
    pub(super) fn retry(self) {
        self.failed_text.set(false);
        self.texts.update(|count| *count += 1);
    }

    /// Fetches texts one after the other while nothing else happens, so that soon the whole help answers without a
    /// network, with excerpts and passages. Not for visitors who asked their browser to save data.
    fn gather(self) {
        let again = move || {
            let shelf = self.shelf.get_untracked();
            let (Some((chunk, name)), Some(host)) = (shelf.missing_chunk(), self.host.try_with_value(Host::clone))
            else {
                return;
            };
            leptos::task::spawn_local(async move {
                if host.fetch_file(&name).await.is_some_and(|bytes| shelf.keep(chunk, &bytes)) {
                    self.gather();
                }
            });
        };
        if !saves_data() {
            set_timeout(again, GATHER_AFTER);
        }
    }

    // The nodes of the shadow root.

    /// How many results are shown.
    fn find_all_results(self) -> u32 {
        self.find(".results").map_or(0, |list| list.child_element_count())
    }

    /// The first element of the shadow root that a selector names.
    pub(super) fn find(self, selector: &str) -> Option<Element> {
        self.host.with_value(Host::root).query_selector(selector).ok().flatten()
    }

    /// Puts the focus on the first element found.
    pub(super) fn focus_first(self, selectors: &[&str]) {
        let found = selectors.iter().filter(|selector| !selector.is_empty()).find_map(|selector| self.find(selector));
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// Runs something once the views have followed the state.
    pub(super) fn after_drawing(self, run: impl FnOnce() + 'static) {
        request_animation_frame(run);
    }

    fn keep_scroll(self) {
        let scroll = self.find(".screen").map_or(0, |main| main.scroll_top());
        self.stack.update_untracked(|stack| {
            if let Some(entry) = stack.last_mut() {
                entry.scroll = scroll;
            }
        });
    }
}

/// Whether the browser was told to save data, where it says so.
fn saves_data() -> bool {
    let property = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = property(window().navigator().as_ref(), "connection").filter(|value| value.is_object());
    connection.and_then(|connection| property(&connection, "saveData")).is_some_and(|value| value.is_truthy())
}

/// Where the focus goes for want of a better place: on a touch screen the field would raise the keyboard over what
/// somebody wants to see.
pub(super) fn field() -> &'static str {
    let coarse = window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches());
    if coarse { ".panel" } else { "input" }
}
