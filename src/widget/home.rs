//! The first screen: articles for the present page, popular articles, those read last, topics, and the articles that
//! are in no topic. It promises nothing: what nobody has chosen as popular is not called so.

use super::{
    dom::{El, el},
    lists::{article_links, category_links, topics},
    store::Store,
};
use crate::knowledge::first_screen;

pub(super) fn view(store: Store) -> El {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let suggested = store.suggested();
    let popular: Vec<u32> = loaded.pack.popular.iter().filter(|number| !suggested.contains(number)).copied().collect();
    let links = |class, heading, articles: &[u32]| {
        (!articles.is_empty()).then(|| section(class, heading).with(article_links(store, articles)))
    };
    let first = first_screen(&loaded.pack.categories);
    let choice = (!first.topics.is_empty())
        .then(|| section("choice", strings.categories).with(topics(store, first.topics.iter().copied())));
    let listed = first.listed.filter(|category| !category.articles.is_empty()).map(|category| {
        let parts = category_links(store, &category.articles);
        let in_topic = !category.key.is_empty();
        let name = if in_topic { &category.title } else { strings.articles_name(first.topics.is_empty()) };
        section("listed", name).with_all(parts.into_iter().flatten())
    });
    el("div")
        .class("home")
        .with_some(links("here", strings.for_this_page, &suggested))
        .with_some(links("popular", strings.popular, &popular))
        .with_some(links("recent", strings.recent, &store.recent()))
        .with_some(choice)
        .with_some(listed)
}

/// A heading; its list follows.
fn section(class: &str, heading: &str) -> El {
    el("div").class(class).with(el("h2").text(heading))
}
