//! The panel: header with status, search field, the current screen, and the ways to a person at the bottom.

use std::{cell::Cell, rc::Rc};

use leptos::{html::div, prelude::*};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, HtmlInputElement};

use super::{
    Host, article, category, contact,
    desk::Desk,
    dom::{El, button, el},
    events, home,
    icons::icon,
    results,
    route::Route,
    shelf::Shelf,
    style,
};
use crate::{hours::State, text::status_line};

/// A running widget, as `embed/start.js` holds it.
#[wasm_bindgen]
pub struct App {
    desk: Desk,
}

#[wasm_bindgen]
impl App {
    /// Opens the panel; `focus` says whether it may take the focus.
    pub fn show(&self, focus: bool) {
        let desk = self.desk;
        desk.show(true);
        if focus {
            desk.after_drawing(move || {
                // On a touch screen the focus in the field would raise the keyboard over the answers.
                let coarse =
                    window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches());
                desk.focus_first(&[if coarse { ".panel" } else { "input" }]);
            });
        }
    }

    /// Takes new content, on the screen where the visitor is; damaged content is not taken.
    pub fn renew(&self, pack: &[u8]) {
        if let Ok(shelf) = Shelf::decode(pack) {
            self.desk.take(shelf);
        }
    }

    /// Closes the panel.
    pub fn hide(&self) {
        self.desk.show(false);
    }
}

/// Starts the widget on a pack.
///
/// # Errors
/// A text for the console where the pack cannot be read; the page then shows the ways to a person by itself.
pub fn mount(host: Host, pack: &[u8]) -> Result<App, JsValue> {
    let shelf = Shelf::decode(pack).map_err(|error| JsValue::from_str(&error.to_string()))?;
    let root = host.root();
    style::adopt(&root);
    // Never the shadow root itself: Leptos looks for a parent element, and a shadow root is none.
    let place = el("div").class("place");
    root.append_child(place.raw())?;

    let slot = Rc::new(Cell::new(None));
    let made = Rc::clone(&slot);
    let parent = place.raw().clone().unchecked_into::<HtmlElement>();
    leptos::mount::mount_to(parent, move || {
        let desk = Desk::new(host, shelf);
        made.set(Some(desk));
        let inside = NodeRef::new();
        Effect::new(move |_| {
            if let Some(inside) = inside.get() {
                let inside: web_sys::HtmlDivElement = inside;
                panel(&El::of(inside.into()), desk);
            }
        });
        div().node_ref(inside)
    })
    .forget();
    let desk = slot.get().ok_or("not mounted")?;
    events::listen(place.raw(), desk);
    Ok(App { desk })
}

/// Draws the panel, or nothing while it is closed. Runs anew when it opens, closes or changes its language; the effects
/// made in here follow everything else, and end with it.
fn panel(inside: &El, desk: Desk) {
    if !desk.shown() {
        return inside.fill(None);
    }
    let shelf = desk.shelf();
    let strings = shelf.strings();
    // No landmarks in here: the host page has its own, and two of a kind confuse those who navigate by them.
    let place = el("div").class("screen").set("lang", shelf.pack.lang.as_str());
    let screen_of = place.clone();
    Effect::new(move |_| screen_of.fill(screen(desk)));
    let panel = el("section")
        .class("panel")
        .set("role", "dialog")
        .set("tabindex", "-1")
        .set("aria-label", strings.help)
        .set("lang", strings.lang)
        .with(header(desk))
        .with(place)
        .with(contact::view(desk));
    inside.fill(Some(panel));
}

fn screen(desk: Desk) -> Option<El> {
    match desk.route() {
        Route::Home => Some(home::view(desk)),
        Route::Results(question) => Some(results::view(desk, &question)),
        Route::Category(number) => category::view(desk, number),
        Route::Article(number, fragment) => article::view(desk, number, fragment),
    }
}

fn header(desk: Desk) -> El {
    let shelf = desk.shelf();
    let strings = shelf.strings();
    let site = &shelf.pack.site;
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
                .set("aria-pressed", if language.lang == shelf.pack.lang { "true" } else { "false" })
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
        .with(el("div").class("bar").with(back.clone()).with(name).with_some(languages).with(close))
        .with_some(status(desk))
        .with(search(desk))
        .with(failed.clone());
    Effect::new(move |_| {
        let arrow = || button("back").class("icon-button").set("aria-label", strings.back).with(icon("back"));
        back.fill(desk.can_go_back().then(arrow));
    });
    Effect::new(move |_| failed.say(if desk.failed_language() { strings.language_failed } else { "" }));
    out
}

/// Whether somebody is there, by the hours of the first channel that has some.
fn status(desk: Desk) -> Option<El> {
    let shelf = desk.shelf();
    let site = &shelf.pack.site;
    let schedule =
        site.channels.iter().find_map(|channel| site.schedules.get(usize::from(channel.schedule?)).cloned())?;
    let (dot, words) = (el("span"), el("span"));
    let out = el("p").class("status").with(dot.clone()).with(words.clone());
    Effect::new(move |_| {
        let now = desk.now();
        let open = matches!(schedule.state(now), State::Open { .. });
        dot.raw().set_class_name(if open { "dot open" } else { "dot" });
        words.say(&status_line(shelf.strings(), &schedule, now));
    });
    Some(out)
}

/// The search field: answers follow each letter.
fn search(desk: Desk) -> El {
    let strings = desk.shelf().strings();
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
    Effect::new(move |_| {
        let question = desk.question();
        let _ = clear.raw().toggle_attribute_with_force("hidden", question.is_empty());
        if let Some(input) = field.raw().dyn_ref::<HtmlInputElement>()
            && input.value() != question
        {
            input.set_value(&question);
        }
    });
    out
}
