//! The first screen: what fits the page around, popular questions, what was read last, and topics.

use super::{
    desk::Desk,
    dom::{El, el},
    icons::icon,
};
use crate::knowledge::Category;

pub(super) fn view(desk: Desk) -> El {
    let shelf = desk.shelf();
    let strings = shelf.strings();
    let topic = |(number, category): (usize, &Category)| {
        let name = el("span").class("topic-name").text(&category.title);
        let count = el("span").class("topic-count").text(&strings.articles_counted(category.articles.len()));
        let button = el("button").set("type", "button").set("data-category", &number.to_string());
        el("li").with(button.with(icon(&category.icon)).with(name).with(count))
    };
    let recent = desk.recent();
    let read = (!recent.is_empty())
        .then(|| el("div").class("recent").with(el("h2").text(strings.recent)).with(article_links(desk, &recent)));
    let here = desk.suggested();
    let fitting = (!here.is_empty())
        .then(|| el("div").class("here").with(el("h2").text(strings.for_this_page)).with(article_links(desk, &here)));
    let popular: Vec<u32> = shelf.pack.popular.iter().filter(|number| !here.contains(number)).copied().collect();
    el("div")
        .class("home")
        .with_some(fitting)
        .with_some((!popular.is_empty()).then(|| el("h2").text(strings.popular)))
        .with_some((!popular.is_empty()).then(|| article_links(desk, &popular)))
        .with_some(read)
        .with(el("h2").text(strings.categories))
        .with(el("ul").class("topics").with_all(shelf.pack.categories.iter().enumerate().map(topic)))
}

/// Articles as a list of links that also open in a new tab.
pub(super) fn article_links(desk: Desk, numbers: &[u32]) -> El {
    let shelf = desk.shelf();
    let link = |number: &u32| {
        let title = shelf.card(*number)?.title.as_str();
        let link = el("a").set("href", &desk.article_url(*number, None)).set("data-article", &number.to_string());
        Some(el("li").with(link.with(el("span").text(title)).with(icon("next"))))
    };
    el("ul").class("links").with_all(numbers.iter().filter_map(link))
}
