//! The place for a request to a person: a title, and below it the form, a program of its own that is loaded when
//! somebody comes here. It is told what the visitor has tried; what is typed stays with it.

use leptos::prelude::*;

use super::{
    dom::{El, button, el},
    signals::{after_drawing, spawn},
    store::Store,
};

/// How many articles are offered for what is being written.
const SUGGESTED: usize = 3;

pub(super) fn view(store: Store) -> El {
    let strings = store.loaded().strings();
    let place = el("div").class("request-form");
    let title = el("h2").class("title").set("tabindex", "-1").set("data-title", "").text(strings.write);
    let waiting = el("p").class("muted").set("role", "status").text(strings.loading);
    place.fill(Some(waiting));
    let filled = place.clone();
    let about = store.about();
    let host = store.host();
    spawn(async move {
        if !host.begin_form(filled.raw(), &about).await {
            let again = button("write").class("more").text(strings.retry);
            // The form stands in the place of an address: that is among all ways.
            let ways = button("board").class("more").text(strings.board.all);
            let said = el("p").text(strings.form_failed);
            filled.fill(Some(el("div").class("nothing").set("role", "alert").with(said).with(again).with(ways)));
        }
    });
    // An opened panel leads to the field for questions, which is not here, and another try redraws what had the focus: it
    // comes to the title. Where the host's page has it, it stays.
    after_drawing(move || {
        let active = store.host().root().active_element();
        if active.is_some_and(|active| active.closest(".panel > *").is_ok_and(|part| part.is_none())) {
            store.focus_first(&["[data-title]"]);
        }
    });
    el("div").class("request").with(title).with(place)
}

impl Store {
    /// Articles that may answer a text, a line each: number, address, title, with tabs between.
    pub(super) fn suggest(self, text: &str) -> String {
        let loaded = self.loaded_now();
        let outcome = loaded.search(text, false, SUGGESTED);
        let line = |hit: &crate::search::Hit| {
            let title = loaded.card(hit.article)?.title.as_str();
            Some(format!("{}\t{}\t{title}\n", hit.article, self.article_url(hit.article, None)))
        };
        if outcome.lost() { String::new() } else { outcome.hits.iter().filter_map(line).collect() }
    }

    /// By when an answer is promised to what is sent now; empty where nothing is.
    pub(super) fn promise(self, schedule: usize, reply: u32) -> String {
        let (loaded, now) = (self.loaded_now(), self.now.get_untracked());
        let Some(schedule) = loaded.pack.site.schedules.get(schedule) else { return String::new() };
        schedule.after_working(now, reply).map_or(String::new(), |by| self.voice().reply(schedule, now, by))
    }
}
