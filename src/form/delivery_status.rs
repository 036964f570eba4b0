//! What became of the request, and what can be done now. "Sent" is said only where the help desk said so.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el, icons::icon},
    request::{OutboxItem, Reason, SinkConfig, State},
};

/// Its name, picture and title.
fn kind(shown: &Shown, state: &State) -> (&'static str, &'static str, &'static str) {
    let words = &shown.words.delivery;
    match state {
        State::Sending | State::Draft => ("sending", "mail", words.sending),
        State::Sent { .. } => ("sent", "done", words.sent),
        State::Prepared => ("prepared", "mail", words.prepared),
        State::Waiting { .. } => ("waiting", "clock", words.waiting),
        State::Unsure => ("unsure", "alert", words.unsure),
        State::Failed { .. } => ("failed", "alert", words.failed),
    }
}

/// Says it to whoever is elsewhere and cannot see it.
pub(super) fn say(shown: &Shown, state: &State) {
    shown.said.say(if *state == State::Draft { "" } else { kind(shown, state).2 });
}

pub(super) fn view(controller: &FormController, shown: &Shown, item: &OutboxItem) -> El {
    let words = &shown.words.delivery;
    let (class, picture, title) = kind(shown, &item.state);
    let lines: Vec<String> = match &item.state {
        State::Sending | State::Draft => Vec::new(),
        State::Sent { reference } => sent(controller, shown, reference),
        State::Prepared => {
            let address = address(item);
            vec![words.prepared_help.into(), words.not_opened.replace("{a}", &address)]
        }
        State::Waiting { unread: true, .. } => vec![words.waiting_file.into()],
        State::Waiting { offline, .. } => {
            vec![if *offline { words.waiting_offline } else { words.waiting_busy }.into()]
        }
        State::Unsure => vec![words.unsure_help.into()],
        State::Failed { reason, words: said } => {
            let why = match reason {
                Reason::Expired => words.expired.into(),
                Reason::Refused if said.is_empty() => words.refused.into(),
                // The sentence around it has a full stop of its own.
                Reason::Refused => words.refused_words.replace("{r}", said.trim_end().trim_end_matches('.')),
            };
            vec![why, words.failed_help.into()]
        }
    };
    let title = el("h3").set("tabindex", "-1").set("data-first", "").with(icon(picture)).with(el("span").text(title));
    // A long one scrolls: by keyboard, too.
    let own = || el("p").class("own").set("lang", "").set("tabindex", "0").set("role", "group");
    let text =
        (!item.text.is_empty()).then(|| own().set("aria-label", shown.words.ask.message).text(&item.draft.message));
    el("div")
        .class(&format!("delivery {class}"))
        .set("role", "status")
        .with(title)
        .with_all(lines.iter().map(|line| el("p").text(line)))
        .with_some(text)
        .with(el("div").class("ways-on").with_all(actions(shown, &item.state)))
        .with(el("p").class("slow"))
        .with_some(ways(shown, &item.state))
        .with(el("p").class("kept"))
}

/// Where the answer comes, under which number, and by when.
fn sent(controller: &FormController, shown: &Shown, reference: &str) -> Vec<String> {
    let words = &shown.words.delivery;
    let (email, promise) = controller.with(|state| state.receipt.clone());
    let mut out = Vec::new();
    if !reference.is_empty() {
        out.push(words.reference.replace("{r}", reference));
    }
    if !email.is_empty() {
        out.push(words.answer_to.replace("{a}", &email));
    }
    if !promise.is_empty() {
        out.push(sentence(&promise));
    }
    out
}

/// With its first letter large and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).chain(['.']).collect()
}

fn address(item: &OutboxItem) -> String {
    match &item.sink {
        Some(SinkConfig::Mailto { to }) => to.clone(),
        _ => String::new(),
    }
}

fn actions(shown: &Shown, state: &State) -> impl Iterator<Item = El> + use<> {
    let (words, keep) = (&shown.words.delivery, &shown.words.keep);
    let primary = |action: &str, text: &str| button(action, text).class("primary");
    let mut out = match state {
        State::Sending | State::Draft => Vec::new(),
        State::Sent { .. } => vec![button("another", words.another)],
        State::Prepared => vec![primary("mail", shown.words.ask.prepare)],
        State::Waiting { .. } => vec![primary("now", words.try_now)],
        State::Unsure => vec![primary("now", words.again), button("enough", words.enough)],
        State::Failed { .. } => vec![primary("edit", words.edit)],
    };
    if !matches!(state, State::Sent { .. } | State::Sending | State::Draft) {
        if !matches!(state, State::Failed { .. }) {
            out.push(button("edit", words.edit));
        }
        out.push(button("copy", words.copy));
        out.push(button("letter", words.save_letter));
        if !matches!(state, State::Unsure) {
            out.push(button("delete", keep.delete));
        }
    }
    out.into_iter()
}

/// The other ways to a person, where this one has ended.
fn ways(shown: &Shown, state: &State) -> Option<El> {
    if matches!(state, State::Sent { .. } | State::Sending | State::Draft) || shown.forms.methods.is_empty() {
        return None;
    }
    let safe = shown.forms.methods.iter().filter(|way| crate::knowledge::is_safe_url(&way.href));
    let way = |way: &crate::request::SendMethod| {
        let link = el("a").set("href", &way.href).text(&way.value);
        el("li").text(&way.label).text(": ").with(link)
    };
    Some(
        el("div")
            .class("other-ways")
            .with(el("p").text(shown.words.delivery.or))
            .with(el("ul").with_all(safe.map(way))),
    )
}
