//! The panel: header with status, search field, the current screen, and the ways to a person at the bottom.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::Track;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, HtmlInputElement};

use super::{
    Host, article, board, category,
    dom::{El, button, el},
    events, footer, home,
    icons::icon,
    loaded_pack::LoadedPack,
    notices::{self, About},
    request, results,
    route::Route,
    session,
    signals::{after_drawing, effect},
    store::{Store, field},
    style,
};
use crate::channels::status_channel;

/// A running widget, as `js/port.js` holds it.
#[wasm_bindgen]
pub struct App {
    store: Store,
}

#[wasm_bindgen]
impl App {
    /// Opens the panel; `focus` says whether it may take the focus.
    pub fn show(&self, focus: bool) {
        let store = self.store;
        store.tick();
        store.show(true);
        store.resume();
        if focus {
            after_drawing(move || store.focus_first(&[field()]));
        }
    }

    /// Takes new content, on the screen where the visitor is; damaged content is not taken.
    pub fn renew(&self, pack: &[u8]) {
        if let Ok(loaded) = LoadedPack::decode(pack) {
            self.store.take(loaded);
        }
    }

    /// The clock has moved on.
    pub fn tick(&self) {
        self.store.tick();
    }

    /// Does what the page asks for: see `js/page.js`. Gives whether there is such a thing.
    pub fn tell(&self, what: &str, text: &str) -> bool {
        self.store.obey(what, text)
    }

    /// Articles that may answer a text: see `js/form.js`.
    pub fn suggest(&self, text: &str) -> String {
        self.store.suggest(text)
    }

    /// By when an answer is promised, in words; by the number of a schedule and minutes of working time.
    pub fn promise(&self, schedule: u32, reply: u32) -> String {
        self.store.promise(schedule as usize, reply)
    }

    /// Closes the panel.
    pub fn hide(&self) {
        self.store.tick();
        self.store.show(false);
    }
}

/// Starts the widget on a pack.
///
/// # Errors
/// A text for the console where the pack cannot be read; the page then shows the ways to a person by itself.
pub fn mount(host: Host, pack: &[u8]) -> Result<App, JsValue> {
    let loaded = LoadedPack::decode(pack).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let root = host.root();
    style::adopt(&root);
    // Never the shadow root itself: Leptos looks for a parent element, and a shadow root is none.
    let place = el("div").class("place");
    root.append_child(place.raw())?;

    let slot = Rc::new(Cell::new(None));
    let made = Rc::clone(&slot);
    let parent = place.raw().clone().unchecked_into::<HtmlElement>();
    let inside = place.clone();
    leptos::mount::mount_to(parent, move || {
        let saved = session::read(&loaded);
        let store = Store::new(host, loaded, saved);
        made.set(Some(store));
        remember(store);
        // After what Leptos puts there itself.
        effect(move || panel(&inside, store));
    })
    .forget();
    let store = slot.get().ok_or("not mounted")?;
    events::listen(place.raw(), store);
    Ok(App { store })
}

/// Follows the screens: counts how long articles are open, and saves what outlives the page.
fn remember(store: Store) {
    let mut opened = false;
    effect(move || {
        store.taken.track();
        let shown = store.shown();
        store.follow(&store.route(), shown);
        // Nothing is stored before the visitor opens the widget.
        opened |= shown;
        if opened {
            session::save(store);
        }
    });
}

/// Draws the panel, or nothing while it is closed. Runs anew when it opens, closes or changes its language; the effects
/// made in here follow everything else, and end with it.
fn panel(inside: &El, store: Store) {
    if !store.shown() {
        return inside.fill(None);
    }
    let loaded = store.loaded();
    let strings = loaded.strings();
    // No landmarks in here: the host page has its own, and two of a kind confuse those who navigate by them.
    let place = el("div").class("screen").set("part", "screen").set("lang", loaded.pack.lang.as_str());
    let screen_of = place.clone();
    effect(move || {
        let drawn = screen(store);
        // What had the focus goes: keys must not fall to the host's page until the next screen takes it.
        if screen_of.raw().query_selector(":focus").is_ok_and(|focused| focused.is_some()) {
            store.focus_first(&[".panel"]);
        }
        screen_of.fill_all(drawn.into_iter().flatten());
    });
    let panel = el("section")
        .class("panel")
        .set("part", "panel")
        .set("role", "dialog")
        .set("tabindex", "-1")
        .set("aria-label", strings.help)
        .set("lang", strings.lang)
        .with(header(store))
        .with(place)
        .with(footer::view(store));
    inside.fill(Some(panel));
}

/// What the route shows, below the notices that concern it.
fn screen(store: Store) -> Option<[El; 2]> {
    let with = |about, view| [notices::view(store, about), view];
    Some(match store.route() {
        Route::Home => with(About::All, home::view(store)),
        Route::Board => with(About::Articles(Vec::new()), board::view(store)),
        Route::Request => with(About::Articles(Vec::new()), request::view(store)),
        Route::Results(question) => {
            let (found, view) = results::view(store, &question);
            with(About::Articles(found), view)
        }
        Route::Category(number) => with(About::Category(number as u16), category::view(store, number)?),
        Route::Article(number, fragment) => {
            with(About::Articles(vec![number]), article::view(store, number, fragment)?)
        }
    })
}

fn header(store: Store) -> El {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let site = &loaded.pack.site;
    let back = el("div").class("before");
    let name = el("div").class("name").with(el("h1").text(strings.help));
    let name = if site.name.is_empty() { name } else { name.with(el("span").text(&site.name)) };
    let languages = (site.languages.len() > 1).then(|| {
        let one = |language: &crate::pack::LangName| {
            let code = language.lang.as_str();
            el("button")
                .set("type", "button")
                .set("data-lang", code)
                .set("lang", code)
                .set("aria-pressed", if language.lang == loaded.pack.lang { "true" } else { "false" })
                .text(&language.name)
        };
        el("div")
            .class("languages")
            .set("role", "group")
            .set("aria-label", strings.language)
            .with_all(site.languages.iter().map(one))
    });
    let failed = el("p").class("notice").set("role", "alert");
    let close = button("close").class("icon-button").set("aria-label", strings.close_help).with(icon("close"));
    let out = el("div")
        .class("head")
        .set("part", "header")
        .with(el("div").class("bar").with(back.clone()).with(name).with_some(languages).with(close))
        .with_some(status(store))
        .with(search(store))
        .with(failed.clone());
    effect(move || {
        let arrow = || button("back").class("icon-button").set("aria-label", strings.back).with(icon("back"));
        back.fill(store.can_go_back().then(arrow));
    });
    effect(move || failed.say(if store.failed_language() { strings.language_failed } else { "" }));
    out
}

/// Whether somebody is there, and the way to all hours. Said aloud only when it changes from one to the other.
fn status(store: Store) -> Option<El> {
    let loaded = store.loaded();
    if loaded.pack.site.channels.iter().all(|channel| channel.schedule.is_none()) {
        return None;
    }
    let (dot, words) = (el("span"), el("span").class("status-words"));
    let spoken = el("span").class("hidden").set("role", "status");
    let line = button("board").class("status").with(dot.clone()).with(words.clone()).with(icon("next"));
    let sentence = move |now| {
        let site = &loaded.pack.site;
        let speaker = site.channels.get(status_channel(&site.channels, &site.schedules, now)?)?;
        let schedule = site.schedules.get(usize::from(speaker.schedule?))?;
        Some((schedule.state(now).is_open(), store.voice().status(schedule, now)))
    };
    let spoken_of = spoken.clone();
    let mut before = None;
    effect(move || {
        let (open, sentence) = sentence(store.now()).unwrap_or_default();
        dot.raw().set_class_name(if open { "dot open" } else { "dot" });
        words.say(&sentence);
        // Later it would be read as if it were still true.
        spoken_of.say(if before.replace(open).is_some_and(|before| before != open) { &sentence } else { "" });
    });
    Some(el("div").with(line).with(spoken))
}

/// The search field: answers follow each letter.
fn search(store: Store) -> El {
    let strings = store.loaded().strings();
    let field = el("input")
        .set("type", "search")
        .set("aria-label", strings.search_label)
        .set("placeholder", strings.search_hint)
        .set("autocomplete", "off")
        .set("spellcheck", "false")
        .set("enterkeyhint", "search")
        .set("maxlength", "256");
    let clear = button("clear").class("icon-button clear").set("aria-label", strings.clear).with(icon("close"));
    let out = el("form")
        .class("search")
        .set("role", "search")
        .set("aria-label", strings.search_label)
        .with(icon("search"))
        .with(field.clone())
        .with(clear.clone());
    effect(move || {
        let question = store.question();
        let _ = clear.raw().toggle_attribute_with_force("hidden", question.is_empty());
        if let Some(input) = field.raw().dyn_ref::<HtmlInputElement>()
            && input.value() != question
        {
            input.set_value(&question);
        }
    });
    out
}
