//! Errors of validation: a list above the form, with links to the fields, and a message at each field.

use super::{controller::FormController, controls::button, files::megabytes, state::Shown};
use crate::{
    dom::{El, el},
    request::Problem,
};

/// Validates the draft: when the visitor tries to send, and after that at each change.
pub(super) fn validate(controller: &FormController) -> Vec<Problem> {
    let Some(shown) = controller.shown() else { return Vec::new() };
    let storage = controller.storage.clone();
    let fits = move |pattern: &str, value: &str| storage.fits(pattern, value);
    let mut problems = controller.draft().problems(&shown.forms, &fits);
    // The message is above the fields of the topic.
    problems.sort_by_key(|problem| !matches!(problem, Problem::Topic | Problem::Message));
    problems
}

/// Shows the problems found.
pub(super) fn show(controller: &FormController) {
    let (Some(shown), Some(summary)) = (controller.shown(), controller.find(".wrong")) else { return };
    let problems = controller.with(|state| state.problems.clone());
    let Ok(controls) = shown.container.raw().query_selector_all("[data-field]") else { return };
    for number in 0..controls.length() {
        use wasm_bindgen::JsCast;
        let Some(control) = controls.item(number).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) else {
            continue;
        };
        let id = control.get_attribute("data-field").unwrap_or_default();
        let problem = problems.iter().find(|problem| problem.field() == id);
        let text = problem.map_or(String::new(), |problem| message(problem, &shown));
        if problem.is_some() {
            let _ = control.set_attribute("aria-invalid", "true");
        } else {
            let _ = control.remove_attribute("aria-invalid");
        }
        if let Some(error) = controller.find(&format!("[id=\"nd-e-{id}\"]"))
            && error.text_content().as_deref() != Some(&text)
        {
            error.set_text_content(Some(&text));
        }
    }
    let summary = El::of(summary);
    if problems.is_empty() {
        return summary.fill(None);
    }
    let line =
        |problem: &Problem| el("li").with(button("goto", &message(problem, &shown)).set("data-key", problem.field()));
    let nodes = [el("p").text(shown.strings.wrong.summary), el("ul").with_all(problems.iter().map(line))];
    let text: String = nodes.iter().filter_map(|part| part.raw().text_content()).collect();
    // Redrawn only when something changed, since screen readers announce it then.
    if summary.raw().text_content().as_ref() != Some(&text) {
        summary.fill_all(nodes.into_iter());
    }
}

fn message(problem: &Problem, shown: &Shown) -> String {
    let wrong = &shown.strings.wrong;
    let field = |id: &str| shown.forms.topics.iter().flat_map(|topic| &topic.fields).find(|field| field.id == id);
    match problem {
        Problem::Topic => wrong.topic.into(),
        Problem::Message => wrong.message.into(),
        Problem::Email => wrong.email.into(),
        Problem::EmailForm => wrong.email_form.into(),
        Problem::PhoneForm => wrong.phone_form.into(),
        Problem::Either => wrong.either.into(),
        Problem::Missing(id) => wrong.missing.replace("{f}", field(id).map_or("", |field| field.label.as_str())),
        Problem::Form(id) => {
            let field = field(id);
            let example = field.map_or("", |field| if field.example.is_empty() { "123" } else { &field.example });
            wrong.form.replace("{f}", field.map_or("", |field| field.label.as_str())).replace("{e}", example)
        }
        Problem::Consent => wrong.consent.into(),
        Problem::TooLarge(bytes) => wrong.too_large.replace("{m}", &megabytes(*bytes, shown.strings)),
        Problem::Unreadable(name) => wrong.unreadable.replace("{f}", name),
        Problem::Unkept(name) => wrong.unkept.replace("{f}", name),
        Problem::TooMany(count) => wrong.too_many.replace("{n}", &count.to_string()),
    }
}
