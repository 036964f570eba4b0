//! The delivery status of a request, and what the visitor can do now. "Sent" is shown only where the help desk has
//! confirmed it.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el, icons::icon},
    request::{OutboxItem, OutboxState, Reason, SinkConfig},
};

/// The CSS class, icon and title of a state.
fn kind(shown: &Shown, state: &OutboxState) -> (&'static str, &'static str, &'static str) {
    let strings = &shown.strings.delivery;
    match state {
        OutboxState::Sending | OutboxState::Draft => ("sending", "mail", strings.sending),
        OutboxState::Sent { .. } => ("sent", "done", strings.sent),
        OutboxState::Prepared => ("prepared", "mail", strings.prepared),
        OutboxState::Waiting { .. } => ("waiting", "clock", strings.waiting),
        OutboxState::Unsure => ("unsure", "alert", strings.unsure),
        OutboxState::Failed { .. } => ("failed", "alert", strings.failed),
    }
}

/// Announces the state to screen readers, wherever the focus is.
pub(super) fn announce(shown: &Shown, state: &OutboxState) {
    shown.live_region.say(if *state == OutboxState::Draft { "" } else { kind(shown, state).2 });
}

pub(super) fn view(controller: &FormController, shown: &Shown, item: &OutboxItem) -> El {
    let strings = &shown.strings.delivery;
    let (class, icon_name, title) = kind(shown, &item.state);
    let lines: Vec<String> = match &item.state {
        OutboxState::Sending | OutboxState::Draft => Vec::new(),
        OutboxState::Sent { reference } => sent(controller, shown, reference),
        OutboxState::Prepared => {
            let address = address(item);
            vec![strings.prepared_help.into(), strings.not_opened.replace("{a}", &address)]
        }
        OutboxState::Waiting { unread: true, .. } => vec![strings.waiting_file.into()],
        OutboxState::Waiting { offline, .. } => {
            vec![if *offline { strings.waiting_offline } else { strings.waiting_busy }.into()]
        }
        OutboxState::Unsure => vec![strings.unsure_help.into()],
        OutboxState::Failed { reason, words: reply } => {
            let why = match reason {
                Reason::Expired => strings.expired.into(),
                Reason::Refused if reply.is_empty() => strings.refused.into(),
                // The sentence around it has a full stop of its own.
                Reason::Refused => strings.refused_words.replace("{r}", reply.trim_end().trim_end_matches('.')),
            };
            vec![why, strings.failed_help.into()]
        }
    };
    let title = el("h3").set("tabindex", "-1").set("data-first", "").with(icon(icon_name)).with(el("span").text(title));
    // A long message scrolls, by keyboard as well.
    let message = || el("p").class("own").set("lang", "").set("tabindex", "0").set("role", "group");
    let text = (!item.text.is_empty())
        .then(|| message().set("aria-label", shown.strings.ask.message).text(&item.draft.message));
    el("div")
        .class(&format!("delivery {class}"))
        .set("role", "status")
        .with(title)
        .with_all(lines.iter().map(|line| el("p").text(line)))
        .with_some(text)
        .with(el("div").class("ways-on").with_all(actions(shown, &item.state)))
        .with(el("p").class("slow"))
        .with_some(other_channels(shown, &item.state))
        .with(el("p").class("kept"))
}

/// The reference number, the address for the answer, and by when it is promised.
fn sent(controller: &FormController, shown: &Shown, reference: &str) -> Vec<String> {
    let strings = &shown.strings.delivery;
    let (email, promise) = controller.with(|state| state.receipt.clone());
    let mut out = Vec::new();
    if !reference.is_empty() {
        out.push(strings.reference.replace("{r}", reference));
    }
    if !email.is_empty() {
        out.push(strings.answer_to.replace("{a}", &email));
    }
    if !promise.is_empty() {
        out.push(sentence(&promise));
    }
    out
}

/// With its first letter in upper case and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).chain(['.']).collect()
}

fn address(item: &OutboxItem) -> String {
    match &item.sink {
        Some(SinkConfig::Mailto { to }) => to.clone(),
        _ => String::new(),
    }
}

fn actions(shown: &Shown, state: &OutboxState) -> impl Iterator<Item = El> + use<> {
    let (strings, keep) = (&shown.strings.delivery, &shown.strings.keep);
    let primary = |action: &str, text: &str| button(action, text).class("primary");
    let mut out = match state {
        OutboxState::Sending | OutboxState::Draft => Vec::new(),
        OutboxState::Sent { .. } => vec![button("another", strings.another)],
        OutboxState::Prepared => vec![primary("mail", shown.strings.ask.prepare)],
        OutboxState::Waiting { .. } => vec![primary("now", strings.try_now)],
        OutboxState::Unsure => vec![primary("now", strings.again), button("enough", strings.enough)],
        OutboxState::Failed { .. } => vec![primary("edit", strings.edit)],
    };
    if !matches!(state, OutboxState::Sent { .. } | OutboxState::Sending | OutboxState::Draft) {
        if !matches!(state, OutboxState::Failed { .. }) {
            out.push(button("edit", strings.edit));
        }
        out.push(button("copy", strings.copy));
        out.push(button("letter", strings.save_letter));
        if !matches!(state, OutboxState::Unsure) {
            out.push(button("delete", keep.delete));
        }
    }
    out.into_iter()
}

/// The other contact channels, where the request was not sent.
fn other_channels(shown: &Shown, state: &OutboxState) -> Option<El> {
    if matches!(state, OutboxState::Sent { .. } | OutboxState::Sending | OutboxState::Draft)
        || shown.forms.methods.is_empty()
    {
        return None;
    }
    let safe = shown.forms.methods.iter().filter(|method| crate::knowledge::is_safe_url(&method.href));
    let item = |method: &crate::request::SendMethod| {
        let link = el("a").set("href", &method.href).text(&method.value);
        el("li").text(&method.label).text(": ").with(link)
    };
    Some(
        el("div")
            .class("other-ways")
            .with(el("p").text(shown.strings.delivery.or))
            .with(el("ul").with_all(safe.map(item))),
    )
}
