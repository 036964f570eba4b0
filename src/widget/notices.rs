//! Notices above a screen: `.notices`, in it a `.bulletin` of `info`, `warning` or `critical`. They appear and
//! disappear by the minute; the critical ones cannot be dismissed.

use leptos::prelude::*;

use super::{
    article_dom,
    dom::{El, button_for, el},
    icons::icon,
    signals::{effect, notify},
    storage,
    store::Store,
};
use crate::knowledge::{Notice, NoticeSeverity};

/// How many dismissed notices are remembered, including those of other languages, which have other ids.
const REMEMBERED: usize = 50;

/// What a screen is about.
#[derive(Clone)]
pub(super) enum About {
    /// The help as a whole.
    All,
    /// A category.
    Category(u16),
    /// Some articles.
    Articles(Vec<u32>),
}

impl Store {
    /// Dismisses a notice permanently.
    pub(super) fn dismiss(self, id: &str) {
        self.state.with(|state| state.dismissed.insert(0, id.to_owned()));
        notify(self.notice_dismissed);
        // Another tab may have dismissed others since. Where they cannot be read, they are not overwritten.
        if let Some(stored) = storage::read(true) {
            let all = format!("{id}\n{}", stored.unwrap_or_default());
            let end = all.match_indices('\n').nth(REMEMBERED - 1).map_or(all.len(), |(end, _)| end);
            storage::write(true, all.get(..end).unwrap_or_default());
        }
        self.focus_first(&[".panel"]);
    }
}

/// The container for notices; its content is updated by an effect.
pub(super) fn view(store: Store, about: About) -> El {
    let container = el("div").class("notices").set("aria-live", "polite");
    let updated = container.clone();
    effect(move || {
        let loaded = store.loaded();
        store.status_hash.track();
        store.notice_dismissed.track();
        let now = store.now.get_untracked();
        let relevant = |(number, notice): &(u32, &Notice)| match &about {
            // A general notice may still be limited to some pages.
            About::Category(_) | About::Articles(_) if notice.is_general() => store.is_on_this_page(*number),
            About::All => store.is_on_this_page(*number),
            About::Category(category) => notice.categories.contains(category),
            About::Articles(articles) => articles
                .iter()
                .any(|article| loaded.card(*article).is_some_and(|card| notice.concerns(*article, card.category))),
        };
        let not_dismissed = |(_, notice): &(u32, &Notice)| {
            notice.severity == NoticeSeverity::Critical
                || store.state.with(|state| !state.dismissed.contains(&notice.id))
        };
        let current = (0..).zip(&loaded.pack.notices).filter(|(_, notice)| notice.is_current(now));
        updated.fill_all(current.filter(relevant).filter(not_dismissed).map(|(_, notice)| bulletin(store, notice)));
    });
    container
}

fn bulletin(store: Store, notice: &Notice) -> El {
    let strings = store.loaded_now().strings();
    let (class, icon_name) = match notice.severity {
        NoticeSeverity::Info => ("bulletin info", "info"),
        NoticeSeverity::Warning => ("bulletin warning", "alert"),
        NoticeSeverity::Critical => ("bulletin critical", "alert"),
    };
    let body = el("div").class("article").with(el("p").with(el("strong").text(&notice.title)));
    article_dom::build(body.raw(), &notice.blocks, store);
    let dismiss = (notice.severity != NoticeSeverity::Critical).then(|| {
        button_for("data-dismiss", &notice.id)
            .class("icon-button")
            .set("aria-label", &format!("{}: {}", strings.board.dismiss, notice.title))
            .with(icon("close"))
    });
    el("div").class(class).with(icon(icon_name)).with(body).with_some(dismiss)
}
