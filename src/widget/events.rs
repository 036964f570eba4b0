//! What the visitor does: one set of listeners on the widget's container, for all nodes in it.
//!
//! The attributes of a node say what it does: `data-article` (with `data-fragment`), `data-category`,
//! `data-heading`, `data-lang`, `data-remind`, `data-vote`, `data-dismiss`, or `data-do` with one of the actions below.
//! So a list that is redrawn at each keystroke leaves no listeners behind.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent};

use super::{article_dom::show_heading, frame, route::Route, store::Store};

type Handler = fn(Store, &Event);

/// Adds the listeners; they are never removed.
pub(super) fn listen(container: &Element, store: Store) {
    let handlers: [(&str, Handler); 8] = [
        ("click", click),
        ("input", input),
        ("keydown", keydown),
        ("submit", submit),
        ("pointermove", hold),
        ("pointerdown", hold),
        ("change", choose_language),
        ("scroll", fold),
    ];
    for (name, handler) in handlers {
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| handler(store, &event));
        // What is scrolled tells no one around it: it is heard on the way in.
        let capture = name == "scroll";
        let function = closure.as_ref().unchecked_ref();
        let _ = container.add_event_listener_with_callback_and_bool(name, function, capture);
        closure.forget();
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn hold(store: Store, _: &Event) {
    store.hold();
}

fn click(store: Store, event: &Event) {
    let Some(node) = target(event).and_then(|node| node.closest("a, button").ok().flatten()) else { return };
    let number = |name: &str| node.get_attribute(name).and_then(|number| number.parse::<u32>().ok());
    if let Some(action) = node.get_attribute("data-do") {
        return act(store, &action);
    }
    if let Some(lang) = node.get_attribute("data-lang") {
        return store.switch_language(lang);
    }
    if let Some(id) = node.get_attribute("data-dismiss") {
        return store.dismiss(&id);
    }
    if let Some(helpful) = number("data-vote") {
        return super::article::vote(store, helpful == 1);
    }
    if let Some(number) = number("data-remind") {
        return store.remind(number as usize);
    }
    if !event.dyn_ref::<MouseEvent>().is_some_and(plain_click) {
        // A new tab or window: the link's address is the article's static page.
        return;
    }
    if let Some(id) = node.get_attribute("data-heading") {
        event.prevent_default();
        show_heading(store, &id);
    } else if let Some(number) = number("data-article") {
        event.prevent_default();
        store.go(Route::Article(number, node.get_attribute("data-fragment")));
    } else if let Some(number) = number("data-category") {
        store.go(Route::Category(number));
    }
}

/// The menu of languages.
fn choose_language(store: Store, event: &Event) {
    let menu = target(event).filter(|node| node.matches(".languages select").unwrap_or_default());
    if let Some(menu) = menu.and_then(|node| node.dyn_into::<HtmlSelectElement>().ok()) {
        store.switch_language(menu.value());
    }
}

fn fold(store: Store, event: &Event) {
    let scroller = target(event).filter(|node| node.matches(".frame, .panel").unwrap_or_default());
    if let (Some(scroller), Some(panel)) = (scroller, store.find(".panel")) {
        frame::fold(&panel, &scroller);
    }
}

fn act(store: Store, action: &str) {
    match action {
        "back" => store.back(),
        "home" => store.home(),
        "board" => store.go(Route::Board),
        "write" => store.write(),
        "close" => store.close(),
        "more" => store.show_more(),
        "literal" => store.search_literally(),
        "retry" => store.retry(),
        "clear" => {
            store.ask(String::new());
            store.focus_first(&["input"]);
        }
        _ => {}
    }
}

/// Whether a click means "go there", not "open in a new tab".
fn plain_click(event: &MouseEvent) -> bool {
    event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key()
}

fn input(store: Store, event: &Event) {
    if let Some(field) = target(event).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) {
        store.ask(field.value());
    }
}

/// Enter in the field moves the focus to the best answer; on a phone this also hides the keyboard.
fn submit(store: Store, event: &Event) {
    event.prevent_default();
    store.focus_first(&[".results a"]);
}

/// Arrow keys move the focus from the field through the results; up from the first moves it back to the field.
fn keydown(store: Store, event: &Event) {
    let down = match event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).as_deref() {
        Some("ArrowDown") => true,
        Some("ArrowUp") => false,
        _ => return,
    };
    let Some(node) = target(event) else { return };
    if node.has_type::<HtmlInputElement>() {
        if down {
            event.prevent_default();
            store.focus_first(&[".results a", ".screen a", ".screen button"]);
        }
        return;
    }
    let Some(item) = node.closest(".results li").ok().flatten() else { return };
    event.prevent_default();
    let next = if down { item.next_element_sibling() } else { item.previous_element_sibling() };
    match next.and_then(|item| item.first_element_child()?.dyn_into::<HtmlElement>().ok()) {
        Some(link) => {
            let _ = link.focus();
        }
        None if !down => store.focus_first(&["input"]),
        None => {}
    }
}
