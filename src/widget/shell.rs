//! The panel: header with status, search field, the current screen, and the contact channels at the bottom.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::Track;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, HtmlInputElement};

use super::{
    Host, article, board, category,
    dom::{El, button, button_for, el},
    events, footer,
    frame::{self, place_exits},
    home,
    icons::icon,
    loaded_pack::LoadedPack,
    notices::{self, About},
    request, results,
    route::Route,
    session,
    signals::{after_drawing, effect},
    store::{Store, default_focus},
    style,
};
use crate::{channels::status_channel, pack::LangName};

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
            after_drawing(move || store.focus_first(&[default_focus()]));
        }
    }

    /// Replaces the content, on the screen where the visitor is; damaged content is ignored.
    pub fn renew(&self, pack: &[u8]) {
        if let Ok(loaded) = LoadedPack::decode(pack) {
            self.store.replace_content(loaded);
        }
    }

    /// A minute has begun, or the page is visible again.
    pub fn tick(&self) {
        self.store.tick();
    }

    /// Runs a command of the page: see `js/page.js`. `false` where something it names does not exist.
    pub fn tell(&self, what: &str, text: &str) -> bool {
        self.store.run_command(what, text)
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
/// A text for the console where the pack cannot be read; the page then shows the contact channels by itself.
pub fn mount(host: Host, pack: &[u8]) -> Result<App, JsValue> {
    let loaded = LoadedPack::decode(pack).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let root = host.root();
    style::adopt(&root);
    // Never the shadow root itself: Leptos looks for a parent element, and a shadow root is none.
    let container = el("div").class("place");
    root.append_child(container.raw())?;

    let store_cell = Rc::new(Cell::new(None));
    let set_store = Rc::clone(&store_cell);
    let parent = container.raw().clone().unchecked_into::<HtmlElement>();
    let panel_container = container.clone();
    leptos::mount::mount_to(parent, move || {
        let saved = session::read(&loaded);
        let store = Store::new(host, loaded, saved);
        set_store.set(Some(store));
        record_and_save(store);
        // After the nodes that Leptos adds itself.
        effect(move || panel(&panel_container, store));
    })
    .forget();
    let store = store_cell.get().ok_or("not mounted")?;
    events::listen(container.raw(), store);
    Ok(App { store })
}

/// On each change of the screen: records how long articles are open, and saves the session.
fn record_and_save(store: Store) {
    let mut opened = false;
    effect(move || {
        store.content_changed.track();
        let shown = store.shown();
        store.record_reading(&store.route(), shown);
        // Nothing is stored before the visitor opens the widget.
        opened |= shown;
        if opened {
            session::save(store);
        }
    });
}

/// Draws the panel, or nothing while it is closed. Runs again when it opens, closes or changes its language; the
/// effects created in here handle all other changes, and are disposed of with it.
fn panel(container: &El, store: Store) {
    if !store.shown() {
        return container.fill(None);
    }
    let loaded = store.loaded();
    let strings = loaded.strings();
    // No landmarks in here: the host page has its own, and two of a kind confuse those who navigate by them.
    let screen_container = el("div").class("screen").set("part", "screen").set("lang", loaded.pack.lang.as_str());
    let drawn_into = screen_container.clone();
    effect(move || {
        let nodes = screen(store);
        // The focused element is removed: key presses must not reach the host's page until the next screen has the
        // focus.
        if drawn_into.raw().query_selector(":focus").is_ok_and(|focused| focused.is_some()) {
            store.focus_first(&[".panel"]);
        }
        drawn_into.fill_all(nodes.into_iter().flatten());
    });
    let modal = if frame::is_whole_window() { "true" } else { "false" };
    let panel = el("section")
        .class("panel")
        .set("aria-modal", modal)
        .set("part", "panel")
        .set("role", "dialog")
        .set("tabindex", "-1")
        .set("aria-label", strings.help)
        .set("lang", strings.lang)
        .with(el("div").class("frame").with(header(store)).with(field_row(store)).with(screen_container))
        .with_some(footer::view(store));
    place_exits(panel.raw(), false);
    container.fill(Some(panel));
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
    let languages = (site.languages.len() > 1).then(|| languages(&loaded));
    let close = button("close").class("icon-button").set("aria-label", strings.close_help).with(icon("close"));
    let bar = el("div").class("bar").with(back.clone()).with(name).with_some(status(store));
    effect(move || {
        let arrow = || button("back").class("icon-button").set("aria-label", strings.back).with(icon("back"));
        back.fill(store.can_go_back().then(arrow));
    });
    el("div").class("head").set("part", "header").with(bar.with_some(languages).with(close))
}

/// Two languages side by side; a menu where there are more, which has room for any number.
fn languages(loaded: &LoadedPack) -> El {
    let all = &loaded.pack.site.languages;
    let strings = loaded.strings();
    let chosen = |language: &LangName| language.lang == loaded.pack.lang;
    if let [_, _] = all.as_slice() {
        let one = |language: &LangName| {
            let code = language.lang.as_str();
            button_for("data-lang", code)
                .set("lang", code)
                .set("aria-pressed", if chosen(language) { "true" } else { "false" })
                .text(&language.name)
        };
        let group = el("div").class("languages").set("role", "group").set("aria-label", strings.language);
        return group.with_all(all.iter().map(one));
    }
    let one = |language: &LangName| {
        let code = language.lang.as_str();
        let option = el("option").set("value", code).set("lang", code).text(&language.name);
        if chosen(language) { option.set("selected", "") } else { option }
    };
    let menu = el("select").set("aria-label", strings.language).with_all(all.iter().map(one));
    el("div").class("languages menu").with(menu).with(icon("down"))
}

/// The search field, which stays in sight.
fn field_row(store: Store) -> El {
    let strings = store.loaded().strings();
    let failed = el("p").class("notice").set("role", "alert");
    let row = el("div").class("row").with(search(store));
    let out = el("div").class("find").with(row).with(failed.clone());
    effect(move || failed.say(if store.failed_language() { strings.language_failed } else { "" }));
    out
}

/// Whether the company is open, with a link to all hours. Announced only when it opens or closes.
fn status(store: Store) -> Option<El> {
    let loaded = store.loaded();
    if loaded.pack.site.channels.iter().all(|channel| channel.schedule.is_none()) {
        return None;
    }
    let (dot, label) = (el("span"), el("span").class("status-words"));
    let live_region = el("span").class("hidden").set("role", "status");
    // Seen in the place of the other, where the header is one line: see the style sheet.
    let brief = el("span").class("status-brief").set("aria-hidden", "true");
    let line = button("board").class("status").with(dot.clone()).with(label.clone()).with(brief.clone());
    let line = line.with(icon("next"));
    let sentence = move |now| {
        let site = &loaded.pack.site;
        let channel = site.channels.get(status_channel(&site.channels, &site.schedules, now)?)?;
        let schedule = site.schedules.get(usize::from(channel.schedule?))?;
        let voice = store.voice();
        Some((schedule.state(now).is_open(), voice.status(schedule, now), voice.channel(schedule, now)))
    };
    let announced = live_region.clone();
    let mut was_open = None;
    effect(move || {
        let (open, sentence, short) = sentence(store.now()).unwrap_or_default();
        brief.say(&short);
        dot.raw().set_class_name(if open { "dot open" } else { "dot" });
        label.say(&sentence);
        // Emptied at the next minute: later it would be read although it may be untrue by then.
        announced.say(if was_open.replace(open).is_some_and(|was_open| was_open != open) { &sentence } else { "" });
    });
    Some(el("div").class("state").with(line).with(live_region))
}

/// The search field: answers change with each keystroke.
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
