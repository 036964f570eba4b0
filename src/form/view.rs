//! The content of the container: the form while a draft is written, else the delivery status of the request. It is
//! redrawn completely when one of them replaces the other or the state changes; what changes with each keystroke
//! (marks, suggestions, errors) has elements of its own.

use super::{
    context, controller::FormController, controls::button, delivery_status, errors, fields, files, marks, state::Shown,
};
use crate::{
    dom::{El, el, icons::icon, scroll_to, scroll_top},
    request::{OutboxState, SinkConfig},
};

impl FormController {
    /// Draws the present state. `state_changed` says that the request has another state: if the focus was in the form,
    /// it moves to the start of the new content.
    pub(super) fn draw(&self, state_changed: bool) {
        let Some(shown) = self.shown() else { return };
        let active = shown.container.raw().query_selector(":focus").ok().flatten();
        let item = self.item();
        let content = match item.state {
            OutboxState::Draft => form(self, &shown),
            _ => delivery_status::view(self, &shown, &item),
        };
        shown.container.fill(Some(content));
        if item.state == OutboxState::Draft {
            // For visitors who enter the field by the Tab key, the caret is at the end of the text.
            if let Some(message) = self.find("[data-field=message]") {
                caret_to_end(&message);
            }
            marks::refresh(self);
            errors::show(self);
        }
        self.show_storage_status();
        // The focus must not move to the host's page because the focused element was removed.
        if let Some(active) = active {
            match active.get_attribute("data-field").filter(|_| !state_changed) {
                Some(field) => self.focus(&format!("[data-field=\"{field}\"]")),
                None => self.focus("[data-first], [data-field]"),
            }
        }
    }

    /// Puts the focus on the first element of the form that matches a selector; in a text area, at the end.
    pub(super) fn focus(&self, selector: &str) {
        use wasm_bindgen::JsCast;
        if let Some(element) = self.find(selector).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
            caret_to_end(&element);
        }
    }

    /// How far the form is scrolled, in CSS pixels.
    pub(super) fn scroll_top(&self) -> Option<i32> {
        Some(scroll_top(self.shown()?.container.raw()))
    }

    /// Restores focus and scroll position after the visitor has read an article that the form offered.
    pub(super) fn return_to_writing(&self) {
        let (controller, Some(at)) = (self.clone(), self.with(|state| state.saved_scroll.take())) else { return };
        // After the widget, which focuses the title of each screen.
        let later = wasm_bindgen::closure::Closure::once_into_js(move || {
            controller.focus("[data-field=message]");
            if let Some(shown) = controller.shown() {
                scroll_to(shown.container.raw(), at);
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(wasm_bindgen::JsCast::unchecked_ref(&later));
        }
    }

    /// Shows whether the draft is stored.
    pub(super) fn show_storage_status(&self) {
        let (Some(shown), Some(status)) = (self.shown(), self.find(".kept")) else { return };
        let keep = &shown.strings.keep;
        let (blank, stored, read_completely) = self.with(|state| {
            // What the form filled in itself is not stored until the visitor changes it.
            let untouched = state.item.rev == 0 || state.item.is_blank();
            let nothing = untouched || matches!(state.item.state, OutboxState::Sent { .. });
            (nothing, state.is_stored, state.read_completely)
        });
        let message = match (blank, stored) {
            // Also in an empty form: a visitor who expects a draft must know why it is missing.
            (_, true) if !read_completely => keep.unread,
            (true, _) => "",
            (_, true) => keep.kept,
            (_, false) => keep.not_kept,
        };
        if status.text_content().as_deref() != Some(message) {
            status.set_text_content(Some(message));
        }
    }
}

/// In a text, puts the caret at its end.
fn caret_to_end(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(text) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let end = text.text_length();
        let _ = text.set_selection_range(end, end);
    }
}

fn form(controller: &FormController, shown: &Shown) -> El {
    let strings = shown.strings;
    let draft = controller.draft();
    let topic = draft.topic(&shown.forms);
    let mail = matches!(draft.sink(&shown.forms), Some(SinkConfig::Mailto { .. }));
    let promise = Some(controller.promise(shown, &draft)).filter(|promise| !promise.is_empty());
    let send = el("button").class("primary").set("type", "submit").text(if mail {
        strings.ask.prepare
    } else {
        strings.ask.send
    });
    el("form")
        .class("ask")
        .set("novalidate", "")
        .set("aria-label", strings.title)
        .with(el("div").class("wrong").set("role", "alert").set("tabindex", "-1"))
        .with_some(undo(controller, shown))
        .with_some(earlier(controller, shown))
        .with_some(
            controller.with(|state| state.damaged).then(|| el("p").class("note").text(shown.strings.keep.damaged)),
        )
        .with_all(fields::view(shown, &draft, topic, mail))
        .with_some(files::view(shown, &draft))
        .with(context::view(controller, shown, &draft))
        .with_some(consent(shown, !draft.consented.is_empty()))
        .with(fields::trap(strings, &draft.trap))
        .with(
            el("div")
                .class("send")
                .with(el("p").class("slow").set("role", "status"))
                .with(send)
                .with_some(promise.map(|promise| el("p").class("promise").text(&promise))),
        )
        .with(foot(controller, shown))
}

/// The button that restores what was deleted.
fn undo(controller: &FormController, shown: &Shown) -> Option<El> {
    let keep = &shown.strings.keep;
    controller.with(|state| state.deleted.is_some()).then(|| {
        let line = el("p").class("note").set("role", "status").text(keep.deleted).text(" ");
        line.with(button("undo", keep.undo))
    })
}

/// The button that opens another stored draft.
fn earlier(controller: &FormController, shown: &Shown) -> Option<El> {
    let keep = &shown.strings.keep;
    let draft = controller.with(|state| state.earlier.front().map(|item| item.draft.clone()))?;
    let name = [&draft.subject, &draft.message].into_iter().find(|text| !text.trim().is_empty());
    let name: String =
        name.map_or("…", |text| text.trim().lines().next().unwrap_or_default()).chars().take(60).collect();
    // The sentence around it has a full stop of its own.
    let name = name.trim_end().trim_end_matches('.');
    let line = el("p").class("note").text(&keep.earlier.replace("{s}", name)).text(" ");
    Some(line.with(button("earlier", keep.open_earlier)))
}

/// The checkbox for consent, where the company requires it.
fn consent(shown: &Shown, ticked: bool) -> Option<El> {
    let text = &shown.forms.privacy.consent;
    (!text.is_empty()).then(|| {
        let tick = el("input").set("type", "checkbox").set("id", "nd-f-consent").set("data-field", "consent");
        let tick = tick.set("aria-describedby", "nd-e-consent");
        let tick = if ticked { tick.set("checked", "") } else { tick };
        let label = el("label").class("tick").set("for", "nd-f-consent").with(tick).with(el("span").text(text));
        el("div").class("field").with(label).with(el("p").class("error").set("id", "nd-e-consent"))
    })
}

/// The notice about personal data, and about what is stored in this browser.
fn foot(controller: &FormController, shown: &Shown) -> El {
    let (keep, privacy) = (&shown.strings.keep, &shown.forms.privacy);
    let link = crate::knowledge::is_safe_url(&privacy.link) || privacy.link.starts_with('/');
    let link = (link && !privacy.link.is_empty()).then(|| {
        el("a")
            .set("href", &controller.storage.address(&privacy.link))
            .set("target", "_blank")
            .set("rel", "noopener")
            .text(keep.privacy)
    });
    let about = el("p").text(&privacy.text).text(" ").with_some(link);
    el("div")
        .class("keeping")
        .with_some((!privacy.text.is_empty() || !privacy.link.is_empty()).then_some(about))
        .with(el("p").text(keep.how_long))
        .with(el("p").class("kept"))
        .with(
            el("div")
                .class("small")
                .with(button("delete", keep.delete).with(icon("close")))
                .with(button("export", keep.export)),
        )
}
