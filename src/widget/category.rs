//! A topic: the way to it, its topics, its articles. On the first level there are buttons for its topics; below the
//! second nobody has to choose any more, and all articles are on one screen, each group under the name of its topic. Only
//! where that would be too many articles, there are buttons again.

use super::{
    dom::{El, el, title},
    lists::{WHOLE, breadcrumb, category_links, path_text, topics},
    store::Store,
};
use crate::knowledge::{article_count, category_path, subtree, topics as topics_of};

pub(super) fn view(store: Store, number: u32) -> Option<El> {
    let loaded = store.loaded();
    let categories = &loaded.pack.categories;
    let number = number as usize;
    let category = categories.get(number)?;
    let inside = subtree(categories, number);
    let below = number + 1..inside.end;
    let level = category_path(categories, number).count();
    let buttons = !below.is_empty() && (level < 2 || article_count(categories, inside.clone()) > WHOLE);

    let description = (!category.description.is_empty()).then(|| el("p").class("muted").text(&category.description));
    let group = |other: usize| {
        let articles = &categories.get(other)?.articles;
        let name = path_text(&loaded, other, level);
        let name = if buttons { loaded.strings().article_count.few } else { &name };
        let heading = (!name.is_empty()).then(|| el("h3").text(name));
        let links = || category_links(store, articles).into_iter().flatten();
        (!articles.is_empty()).then(|| el("div").with_some(heading).with_all(links()))
    };
    let groups = if buttons { number..number + 1 } else { inside };
    Some(
        el("div")
            .class("category")
            .with(breadcrumb(store, category_path(categories, number).filter(|step| *step != number)))
            .with(title(&category.title))
            .with_some(description)
            .with_some(buttons.then(|| topics(store, topics_of(categories, below))))
            .with_all(groups.filter_map(group)),
    )
}
