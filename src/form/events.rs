//! What the visitor does in the form: one set of listeners on its container. The attribute `data-field` of a control
//! says which field it is, `data-form` of a button what it does and `data-key` to what.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};

use super::{context, controller::FormController, errors, marks, runtime::now_utc};
use crate::dom::El;

/// A pause in typing, in milliseconds, after which articles are suggested.
const PAUSE: i32 = 600;

type Handler = fn(&FormController, &Event);

/// Adds the listeners, for as long as the container exists.
pub(super) fn listen(container: &El, controller: &FormController) {
    let handlers: [(&str, Handler); 5] =
        [("click", click), ("input", input), ("change", change), ("submit", submit), ("keydown", keydown)];
    for (name, handler) in handlers {
        let controller = controller.clone();
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| handler(&controller, &event));
        let _ = container.raw().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn click(controller: &FormController, event: &Event) {
    let Some(target) = target(event) else { return };
    if target.closest("[data-article]").is_ok_and(|link| link.is_some()) {
        // The widget opens the article; after going back, the visitor continues at this scroll position.
        let scroll = controller.scroll_top();
        return controller.with(|state| state.saved_scroll = scroll);
    }
    let Some(node) = target.closest("[data-form]").ok().flatten() else { return };
    let key = node.get_attribute("data-key").unwrap_or_default();
    controller.act(&node.get_attribute("data-form").unwrap_or_default(), &key);
}

/// The value of a control.
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

/// Each keystroke is stored. The event must not reach the widget's listener, which takes any input for a question.
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
        other => draft.set_field(other, &value),
    });
    if controller.with(|state| !state.problems.is_empty()) {
        let problems = errors::validate(controller);
        controller.with(|state| state.problems = problems);
        errors::show(controller);
    }
    match field.as_str() {
        // Another topic has other fields.
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

/// Suggests articles once typing pauses.
fn suggest_later(controller: &FormController) {
    let keystrokes = controller.with(|state| {
        state.keystrokes += 1;
        state.keystrokes
    });
    let later = controller.clone();
    let suggest = Closure::once_into_js(move || {
        if later.with(|state| state.keystrokes) == keystrokes {
            context::suggest(&later);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(suggest.unchecked_ref(), PAUSE);
    }
}

/// A file input sends this event only.
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

/// Arrow keys work in the field; the widget's listener must not move the focus.
fn keydown(_: &FormController, event: &Event) {
    if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key().starts_with("Arrow")) {
        event.stop_propagation();
    }
}
