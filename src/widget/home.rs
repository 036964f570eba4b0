//! The first screen: articles for the present page, popular articles, those read last, and topics.

use super::{
    dom::{El, el},
    icons::icon,
    store::Store,
};
use crate::knowledge::Category;

pub(super) fn view(store: Store) -> El {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let topic = |(number, category): (usize, &Category)| {
        let name = el("span").class("topic-name").text(&category.title);
        let count = el("span").class("topic-count").text(&strings.articles_counted(category.articles.len()));
        let button = el("button").set("type", "button").set("data-category", &number.to_string());
        el("li").with(button.with(icon(&category.icon)).with(name).with(count))
    };
    let recent = store.recent();
    let read = (!recent.is_empty())
        .then(|| el("div").class("recent").with(el("h2").text(strings.recent)).with(article_links(store, &recent)));
    let suggested = store.suggested();
    let for_this_page = (!suggested.is_empty()).then(|| {
        el("div").class("here").with(el("h2").text(strings.for_this_page)).with(article_links(store, &suggested))
    });
    let popular: Vec<u32> = loaded.pack.popular.iter().filter(|number| !suggested.contains(number)).copied().collect();
    el("div")
        .class("home")
        .with_some(for_this_page)
        .with_some((!popular.is_empty()).then(|| el("h2").text(strings.popular)))
        .with_some((!popular.is_empty()).then(|| article_links(store, &popular)))
        .with_some(read)
        .with(el("h2").text(strings.categories))
        .with(el("ul").class("topics").with_all(loaded.pack.categories.iter().enumerate().map(topic)))
}

/// Articles as a list of links that also open in a new tab.
pub(super) fn article_links(store: Store, numbers: &[u32]) -> El {
    let loaded = store.loaded();
    let link = |number: &u32| {
        let title = loaded.card(*number)?.title.as_str();
        let link = el("a").set("href", &store.article_url(*number, None)).set("data-article", &number.to_string());
        Some(el("li").with(link.with(el("span").text(title)).with(icon("next"))))
    };
    el("ul").class("links").with_all(numbers.iter().filter_map(link))
}
