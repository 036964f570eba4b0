//! What several screens list: articles, topics, and the topics that lead to a place.
//!
//! `ul.links` has articles, as links that also open in a new tab; `ul.topics` has topics, each with the number of
//! articles in it and below it. A long list of articles is shown in parts: its first ones and a button for more.
//! Headings by letters would not do here: titles are questions, and most of them begin with the same word.

use super::{
    dom::{El, button, button_for, el},
    icons::icon,
    loaded_pack::LoadedPack,
    store::Store,
};
use crate::knowledge::{article_count, category_path, subtree};

/// A list of articles up to this length is shown at once.
pub(super) const WHOLE: usize = 40;
/// How many articles of a longer one are shown at first, and with each press of "more".
const PART: usize = 30;
/// Letters that fit into half the width of a narrow phone: three lines of a name, and a word.
const LONG_NAME: usize = 40;
const LONG_WORD: usize = 12;

/// Articles as a list of links.
pub(super) fn article_links(store: Store, numbers: &[u32]) -> El {
    let loaded = store.loaded();
    let link = |number: &u32| {
        let title = loaded.card(*number)?.title.as_str();
        let link = el("a").set("href", &store.article_url(*number, None)).set("data-article", &number.to_string());
        Some(el("li").with(link.with(el("span").text(title)).with(icon("next"))))
    };
    el("ul").class("links").with_all(numbers.iter().filter_map(link))
}

/// The articles of a category, in parts where they are many. At most one such list has parts on a screen.
pub(super) fn category_links(store: Store, numbers: &[u32]) -> [Option<El>; 2] {
    let part = if numbers.len() > WHOLE { PART * (store.more_shown() + 1) } else { WHOLE };
    let shown = numbers.get(..part).filter(|shown| shown.len() < numbers.len());
    let more = shown.map(|_| button("more").class("more").text(store.loaded().strings().more));
    [Some(article_links(store, shown.unwrap_or(numbers)).class("links long")), more]
}

/// Topics to choose from.
pub(super) fn topics(store: Store, numbers: impl Iterator<Item = usize>) -> El {
    let loaded = store.loaded();
    let categories = &loaded.pack.categories;
    let topic = |number: usize| {
        let category = categories.get(number)?;
        let count = loaded.strings().articles_counted(article_count(categories, subtree(categories, number)));
        let name = el("span").class("topic-name").text(&category.title);
        let count = el("span").class("topic-count").text(&count);
        Some(el("li").with(topic_button(number).with(icon(&category.icon)).with(name).with(count)))
    };
    let numbers: Vec<usize> = numbers.collect();
    // Two columns are too narrow for some names: then all topics stand below each other.
    let long = |text: &str, limit| text.chars().nth(limit).is_some();
    let wide = |title: &str| long(title, LONG_NAME) || title.split(' ').any(|word| long(word, LONG_WORD));
    let wide = numbers.iter().any(|number| categories.get(*number).is_some_and(|category| wide(&category.title)));
    el("ul").class(if wide { "topics wide" } else { "topics" }).with_all(numbers.into_iter().filter_map(topic))
}

/// A button that leads to a topic.
fn topic_button(number: usize) -> El {
    button_for("data-category", &number.to_string())
}

/// Leads from a place in the help to the topics around it, and to the first screen.
pub(super) fn breadcrumb(store: Store, path: impl Iterator<Item = usize>) -> El {
    let loaded = store.loaded();
    let step = |number: usize| Some(topic_button(number).text(&loaded.pack.categories.get(number)?.title));
    let steps = core::iter::once(button("home").text(loaded.strings().help)).chain(path.filter_map(step));
    let list = el("ol").with_all(steps.map(|step| el("li").with(step)));
    el("nav").class("breadcrumb").set("aria-label", loaded.strings().breadcrumb).with(list)
}

/// The names of the topics that lead to a category and its own name, without the names of the first levels.
pub(super) fn path_text(loaded: &LoadedPack, category: usize, levels: usize) -> String {
    let title = |number: usize| Some(loaded.pack.categories.get(number)?.title.as_str());
    category_path(&loaded.pack.categories, category).skip(levels).filter_map(title).collect::<Vec<_>>().join(" › ")
}
