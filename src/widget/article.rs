//! An article: breadcrumb, title, text, date, and the other articles of its category.

use super::{
    article_dom,
    dom::{El, button, button_for, el, title},
    lists::{article_links, breadcrumb},
    store::Store,
};
use crate::knowledge::category_path;

/// How many other articles are offered at the end.
const RELATED: usize = 3;

pub(super) fn view(store: Store, number: u32, fragment: Option<String>) -> Option<El> {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let card = loaded.card(number)?;
    let categories = &loaded.pack.categories;
    let category = categories.get(usize::from(card.category));
    let text = el("div").class("text");
    match store.text(number) {
        Some(blocks) => article_dom::build(text.raw(), &blocks, store),
        None => waiting(store, number, &text),
    }
    if let Some(id) = fragment {
        super::signals::after_drawing(move || article_dom::show_heading(store, &id));
    }
    let updated =
        card.updated.map(|day| el("p").class("muted").text(strings.updated).text(" ").text(&strings.long_date(day)));

    let siblings = category.map(|category| category.articles.as_slice()).unwrap_or_default();
    let at = siblings.iter().position(|&other| other == number).map_or(0, |position| position + 1);
    let others: Vec<u32> =
        siblings.iter().cycle().skip(at).take(siblings.len().saturating_sub(1).min(RELATED)).copied().collect();
    let related = (!others.is_empty())
        .then(|| el("div").class("related").with(el("h3").text(strings.related)).with(article_links(store, &others)));
    Some(
        el("article")
            .class("article")
            .with(breadcrumb(store, category_path(categories, usize::from(card.category))))
            .with(title(&card.title))
            .with(text)
            .with_some(updated)
            .with(el("div").class("vote").set("role", "group").with_all(vote_controls(store, number)))
            .with_some(related),
    )
}

/// Asks whether the article helped; where it did not, the form for a request is offered at once.
fn vote_controls(store: Store, number: u32) -> impl Iterator<Item = El> {
    let strings = store.loaded_now().strings();
    let voted = store.voted(number);
    let message = el("p").set("role", "status").set("tabindex", "-1").text(match voted {
        None => strings.helped,
        Some(true) => strings.thanks,
        Some(false) => strings.sorry,
    });
    let choice = |value: &str, text: &str| button_for("data-vote", value).text(text);
    let buttons = match voted {
        None => [Some(choice("1", strings.yes)), Some(choice("0", strings.no))],
        Some(false) if store.writes() => [Some(button("write").text(strings.write)), None],
        Some(_) => [None, None],
    };
    core::iter::once(message).chain(buttons.into_iter().flatten())
}

/// Records the visitor's vote for the article that is open.
pub(super) fn vote(store: Store, helpful: bool) {
    if let (super::route::Route::Article(number, _), Some(container)) = (store.top(), store.find(".vote")) {
        store.vote(number, helpful);
        El::of(container).fill_all(vote_controls(store, number));
        // What was pressed has gone; the focus stays where the visitor is.
        store.focus_first(&[".vote button", ".vote p"]);
    }
}

/// While the text is fetched, or when that failed.
fn waiting(store: Store, number: u32, container: &El) {
    let strings = store.loaded().strings();
    container.fill(Some(if store.failed_text(number) {
        el("div")
            .set("role", "alert")
            .with(el("p").text(strings.text_failed))
            .with(button("retry").class("more").text(strings.retry))
    } else {
        el("p").class("muted").set("role", "status").text(strings.loading)
    }));
}
