//! The screen for a request to a person: a title, and below it the form, a separate program that is loaded when this
//! screen is opened. It is passed what the visitor has tried; the widget does not see what is typed into it.

use leptos::prelude::*;

use super::{
    dom::{El, button, el, title},
    signals::{after_drawing, spawn},
    store::Store,
};

/// How many articles are offered for the text that is being written.
const SUGGESTED: usize = 3;

pub(super) fn view(store: Store) -> El {
    let strings = store.loaded().strings();
    let container = el("div").class("request-form");
    let title = title(strings.write);
    let waiting = el("p").class("muted").set("role", "status").text(strings.loading);
    container.fill(Some(waiting));
    let form_container = container.clone();
    let about = store.form_context();
    let host = store.host();
    spawn(async move {
        if !host.load_form(form_container.raw(), &about).await {
            let again = button("write").class("more").text(strings.retry);
            // The form replaces a mail address in the footer: that is among all channels.
            let channels = button("board").class("more").text(strings.board.all);
            let message = el("p").text(strings.form_failed);
            form_container
                .fill(Some(el("div").class("nothing").set("role", "alert").with(message).with(again).with(channels)));
        }
    });
    // Opening the panel focuses the search field, which is hidden on this screen, and another try removes the focused
    // button: the title gets the focus. Where the host's page has it, it stays there.
    after_drawing(move || {
        let active = store.host().root().active_element();
        if active.is_some_and(|active| active.closest(".panel > *").is_ok_and(|part| part.is_none())) {
            store.focus_first(&["[data-title]"]);
        }
    });
    el("div").class("request").with(title).with(container)
}

impl Store {
    /// Articles that may answer a text, one line each: number, address, title, separated by tabs.
    pub(super) fn suggest(self, text: &str) -> String {
        let loaded = self.loaded_now();
        let (outcome, _) = loaded.search(text, false, SUGGESTED);
        let line = |hit: &crate::search::Hit| {
            let title = loaded.card(hit.article)?.title.as_str();
            Some(format!("{}\t{}\t{title}\n", hit.article, self.article_url(hit.article, None)))
        };
        if outcome.lost() { String::new() } else { outcome.hits.iter().filter_map(line).collect() }
    }

    /// By when an answer to a request sent now is promised; empty where nothing is promised.
    pub(super) fn promise(self, schedule: usize, reply: u32) -> String {
        let (loaded, now) = (self.loaded_now(), self.now.get_untracked());
        let Some(schedule) = loaded.pack.site.schedules.get(schedule) else { return String::new() };
        schedule.after_working(now, reply).map_or(String::new(), |by| self.voice().reply(schedule, now, by))
    }
}
