//! The fields. Each has a label, a help text and an error, connected to it by ARIA attributes; its id in the draft is
//! its `data-field`.

use super::state::Shown;
use crate::{
    dom::{El, el},
    request::{Draft, Field, FieldKind, Topic, sink},
    text::FormStrings,
};

/// All fields, in their order.
pub(super) fn view(
    shown: &Shown,
    draft: &Draft,
    topic: Option<&Topic>,
    mail: bool,
) -> impl Iterator<Item = El> + use<> {
    let texts = &shown.strings.ask;
    let mut out = Vec::new();
    if shown.forms.topics.len() > 1 {
        let none = choice("", texts.choose, topic.is_none());
        let options = shown.forms.topics.iter().map(|one| choice(&one.id, &one.label, one.id == draft.topic));
        let select = el("select").set("aria-required", "true").with(none).with_all(options);
        out.push(field("topic", texts.topic, None, "", select));
    }
    out.push(field("subject", texts.subject, Some(texts.optional), "", line(&draft.subject, "text", "off")));
    out.push(message(shown.strings, &draft.message));
    for custom in topic.map_or(&[][..], |topic| &topic.fields) {
        let optional = (!custom.required).then_some(texts.optional);
        let control = control(custom, draft.field(&custom.id), texts.choose);
        let control = if custom.required { control.set("aria-required", "true") } else { control };
        out.push(field(&custom.id, &custom.label, optional, &custom.help, control));
    }
    if !mail {
        let needs_email = draft.sink(&shown.forms).and_then(sink::sink).is_some_and(|sink| sink.needs_email());
        let (email, phone) = (line(&draft.contact.email, "email", "email"), line(&draft.contact.phone, "tel", "tel"));
        let (optional, either) = if needs_email { (Some(texts.optional), "") } else { (None, texts.either) };
        out.push(
            el("div")
                .class("pair")
                .with(field("email", texts.email, None, either, email))
                .with(field("phone", texts.phone, optional, "", phone)),
        );
        out.push(field("name", texts.name, Some(texts.optional), "", line(&draft.contact.name, "text", "name")));
    }
    out.into_iter()
}

/// A label, a control, its help text and its error.
fn field(id: &str, label: &str, optional: Option<&str>, help: &str, control: El) -> El {
    let (control_id, help_id, error_id) = (format!("nd-f-{id}"), format!("nd-h-{id}"), format!("nd-e-{id}"));
    let described = if help.is_empty() { error_id.clone() } else { format!("{help_id} {error_id}") };
    let label = el("label").set("for", &control_id).text(label);
    let label = match optional {
        Some(optional) => label.text(" ").with(el("span").class("optional").text(optional)),
        None => label,
    };
    let control = control.set("id", &control_id).set("data-field", id).set("aria-describedby", &described);
    el("div")
        .class("field")
        .with(label)
        .with_some((!help.is_empty()).then(|| el("p").class("help").set("id", &help_id).text(help)))
        .with(control)
        .with(el("p").class("error").set("id", &error_id))
}

/// The text area grows with its text, of which a second copy behind it shows the marks.
fn message(strings: &FormStrings, text: &str) -> El {
    let area = el("textarea")
        .set("id", "nd-f-message")
        .set("data-field", "message")
        .set("rows", "4")
        .set("aria-required", "true")
        .set("aria-describedby", "nd-h-message nd-e-message")
        .text(text);
    el("div")
        .class("field")
        .with(el("label").set("for", "nd-f-message").text(strings.ask.message))
        .with(el("p").class("help").set("id", "nd-h-message").text(strings.ask.message_help))
        .with(el("div").class("typed").with(el("div").class("mirror").set("aria-hidden", "true")).with(area))
        .with(el("p").class("error").set("id", "nd-e-message"))
        .with(el("div").class("found").set("role", "status"))
        .with(el("div").class("suggested"))
}

fn control(custom: &Field, value: &str, choose: &str) -> El {
    match custom.kind {
        FieldKind::Choice => el("select")
            .with(choice("", choose, value.is_empty()))
            .with_all(custom.options.iter().map(|option| choice(option, option, option == value))),
        FieldKind::Long => el("textarea").set("rows", "3").text(value),
        FieldKind::Number => line(value, "text", "off").set("inputmode", "numeric"),
        FieldKind::Date => line(value, "date", "off"),
        FieldKind::Text => line(value, "text", "off").set("autocapitalize", "off").set("spellcheck", "false"),
    }
}

fn line(value: &str, kind: &str, autocomplete: &str) -> El {
    el("input").set("type", kind).set("autocomplete", autocomplete).set("value", value)
}

fn choice(value: &str, text: &str, chosen: bool) -> El {
    let out = el("option").set("value", value).text(text);
    if chosen { out.set("selected", "") } else { out }
}

/// A hidden field that only programs fill in. Where it is filled nevertheless, it is shown.
pub(super) fn trap(strings: &FormStrings, value: &str) -> El {
    let control = line(value, "text", "off").set("tabindex", "-1");
    let out = field("website", strings.ask.trap, None, "", control);
    if value.is_empty() { out.class("field trap").set("aria-hidden", "true") } else { out }
}
