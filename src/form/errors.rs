//! What is wrong with the form, in words: above it as a list that leads to the fields, and at each field.

use super::{controller::FormController, controls::button, files::megabytes, state::Shown};
use crate::{
    dom::{El, el},
    request::Problem,
};

/// Looks again, once the visitor has tried to send: what is mended is no longer called wrong.
pub(super) fn look(controller: &FormController) -> Vec<Problem> {
    let Some(shown) = controller.shown() else { return Vec::new() };
    let storage = controller.storage.clone();
    let fits = move |pattern: &str, value: &str| storage.fits(pattern, value);
    let mut problems = controller.draft().problems(&shown.forms, &fits);
    // The message stands above the fields of the topic.
    problems.sort_by_key(|problem| !matches!(problem, Problem::Topic | Problem::Message));
    problems
}

/// Shows what was found.
pub(super) fn show(controller: &FormController) {
    let (Some(shown), Some(summary)) = (controller.shown(), controller.find(".wrong")) else { return };
    let problems = controller.with(|state| state.problems.clone());
    let Ok(controls) = shown.place.raw().query_selector_all("[data-field]") else { return };
    for number in 0..controls.length() {
        use wasm_bindgen::JsCast;
        let Some(control) = controls.item(number).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        let id = control.get_attribute("data-field").unwrap_or_default();
        let problem = problems.iter().find(|problem| problem.field() == id);
        let text = problem.map_or(String::new(), |problem| words(problem, &shown));
        if problem.is_some() {
            let _ = control.set_attribute("aria-invalid", "true");
        } else {
            let _ = control.remove_attribute("aria-invalid");
        }
        if let Some(place) = controller.find(&format!("[id=\"nd-e-{id}\"]"))
            && place.text_content().as_deref() != Some(&text)
        {
            place.set_text_content(Some(&text));
        }
    }
    let place = El::of(summary);
    if problems.is_empty() {
        return place.fill(None);
    }
    let line =
        |problem: &Problem| el("li").with(button("goto", &words(problem, &shown)).set("data-key", problem.field()));
    let drawn = [el("p").text(shown.words.wrong.summary), el("ul").with_all(problems.iter().map(line))];
    let text: String = drawn.iter().filter_map(|part| part.raw().text_content()).collect();
    // Drawn anew only when something changed: it is read aloud then.
    if place.raw().text_content().as_ref() != Some(&text) {
        place.fill_all(drawn.into_iter());
    }
}

fn words(problem: &Problem, shown: &Shown) -> String {
    let wrong = &shown.words.wrong;
    let asked = |id: &str| shown.forms.topics.iter().flat_map(|topic| &topic.fields).find(|field| field.id == id);
    match problem {
        Problem::Topic => wrong.topic.into(),
        Problem::Message => wrong.message.into(),
        Problem::Email => wrong.email.into(),
        Problem::EmailForm => wrong.email_form.into(),
        Problem::PhoneForm => wrong.phone_form.into(),
        Problem::Either => wrong.either.into(),
        Problem::Missing(id) => wrong.missing.replace("{f}", asked(id).map_or("", |field| field.label.as_str())),
        Problem::Form(id) => {
            let field = asked(id);
            let example = field.map_or("", |field| if field.example.is_empty() { "123" } else { &field.example });
            wrong.form.replace("{f}", field.map_or("", |field| field.label.as_str())).replace("{e}", example)
        }
        Problem::Consent => wrong.consent.into(),
        Problem::TooLarge(bytes) => wrong.too_large.replace("{m}", &megabytes(*bytes, shown.words)),
        Problem::Unreadable(name) => wrong.unreadable.replace("{f}", name),
        Problem::Unkept(name) => wrong.unkept.replace("{f}", name),
        Problem::TooMany(count) => wrong.too_many.replace("{n}", &count.to_string()),
    }
}
