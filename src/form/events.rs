//! What the visitor does in the form: one set of listeners on its place. A control says in `data-field` what it fills
//! in, a button in `data-form` what it does and in `data-key` to what.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};

use super::{context, controller::FormController, errors, marks, runtime::now_utc};
use crate::dom::El;

/// A pause in typing, in milliseconds, after which answers are looked for.
const PAUSE: i32 = 600;

type Handler = fn(&FormController, &Event);

/// Begins to listen, for as long as the place is there.
pub(super) fn listen(place: &El, controller: &FormController) {
    let handlers: [(&str, Handler); 5] =
        [("click", click), ("input", input), ("change", change), ("submit", submit), ("keydown", keydown)];
    for (name, handler) in handlers {
        let controller = controller.clone();
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| handler(&controller, &event));
        let _ = place.raw().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn click(controller: &FormController, event: &Event) {
    let Some(target) = target(event) else { return };
    if target.closest("[data-article]").is_ok_and(|link| link.is_some()) {
        // The widget goes there; the way back leads to where the visitor was writing.
        let at = controller.screen().map(|screen| screen.scroll_top());
        return controller.with(|state| state.left_at = at);
    }
    let Some(node) = target.closest("[data-form]").ok().flatten() else { return };
    let key = node.get_attribute("data-key").unwrap_or_default();
    controller.act(&node.get_attribute("data-form").unwrap_or_default(), &key);
}

/// What a control holds.
fn value(node: &Element) -> String {
    if let Some(field) = node.dyn_ref::<HtmlInputElement>() {
        return match field.type_().as_str() {
            "checkbox" => {
                if field.checked() {
                    now_utc()
                } else {
                    String::new()
                }
            }
            _ => field.value(),
        };
    }
    if let Some(field) = node.dyn_ref::<HtmlTextAreaElement>() {
        return field.value();
    }
    node.dyn_ref::<HtmlSelectElement>().map_or(String::new(), HtmlSelectElement::value)
}

/// Each letter is kept. The widget's own listener takes what is typed for a question: it must not hear of it.
fn input(controller: &FormController, event: &Event) {
    event.stop_propagation();
    let Some(node) = target(event) else { return };
    let Some(field) = node.get_attribute("data-field") else { return };
    let value = value(&node);
    controller.change(|draft| match field.as_str() {
        "topic" => draft.topic.clone_from(&value),
        "subject" => draft.subject.clone_from(&value),
        "message" => draft.message.clone_from(&value),
        "name" => draft.contact.name.clone_from(&value),
        "email" => draft.contact.email.clone_from(&value),
        "phone" => draft.contact.phone.clone_from(&value),
        "consent" => draft.consented.clone_from(&value),
        "website" => draft.trap.clone_from(&value),
        "files" => {}
        own => draft.set_field(own, &value),
    });
    if controller.with(|state| !state.problems.is_empty()) {
        let problems = errors::look(controller);
        controller.with(|state| state.problems = problems);
        errors::show(controller);
    }
    match field.as_str() {
        // Another topic asks for other things.
        "topic" => {
            controller.draw(false);
            controller.focus("[data-field=topic]");
        }
        "message" => {
            marks::refresh(controller);
            suggest_later(controller);
        }
        _ => {}
    }
}

/// Looks for answers once typing pauses.
fn suggest_later(controller: &FormController) {
    let pause = controller.with(|state| {
        state.pause += 1;
        state.pause
    });
    let later = controller.clone();
    let look = Closure::once_into_js(move || {
        if later.with(|state| state.pause) == pause {
            context::suggest(&later);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(look.unchecked_ref(), PAUSE);
    }
}

/// Files come with this event alone.
fn change(controller: &FormController, event: &Event) {
    let Some(field) = target(event).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) else { return };
    if field.type_() == "file"
        && let Some(files) = field.files()
    {
        controller.add_files(&files);
    }
}

fn submit(controller: &FormController, event: &Event) {
    event.prevent_default();
    event.stop_propagation();
    controller.send();
}

/// Arrow keys belong to the field they are pressed in.
fn keydown(_: &FormController, event: &Event) {
    if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key().starts_with("Arrow")) {
        event.stop_propagation();
    }
}
