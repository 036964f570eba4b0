//! A topic: the way to it, what is below it, its articles. Topics of the first level have buttons for their topics; below
//! the second level nobody has to choose any more: all articles are on one screen, under the names of their topics. Only
//! where that would be too many, there are buttons again.

use super::{
    dom::{El, el, title},
    lists::{WHOLE, article_links, breadcrumb, category_links, topics},
    store::Store,
};
use crate::knowledge::{article_count, subtree, trail};

pub(super) fn view(store: Store, number: u32) -> Option<El> {
    let loaded = store.loaded();
    let categories = &loaded.pack.categories;
    let number = number as usize;
    let category = categories.get(number)?;
    let inside = subtree(categories, number);
    let below = number + 1..inside.end;
    let way: Vec<usize> = trail(categories, number).collect();
    let chosen = !below.is_empty() && (way.len() == 1 || article_count(categories, inside) > WHOLE);
    let heading = |text: &str| el("h3").text(text);

    let description = (!category.description.is_empty()).then(|| el("p").class("muted").text(&category.description));
    let choice = chosen.then(|| topics(store, crate::knowledge::topics(categories, below.clone())));
    let own = !category.articles.is_empty();
    let [links, more] = if own { category_links(store, &category.articles) } else { [None, None] };
    let groups = if chosen { 0..0 } else { below };
    let group = |other: usize| {
        let articles = &categories.get(other)?.articles;
        let name: Vec<&str> = trail(categories, other)
            .skip(way.len())
            .filter_map(|step| Some(categories.get(step)?.title.as_str()))
            .collect();
        (!articles.is_empty()).then(|| el("div").with(heading(&name.join(" › "))).with(article_links(store, articles)))
    };
    Some(
        el("div")
            .class("category")
            .with(breadcrumb(store, way.iter().copied().filter(|step| *step != number)))
            .with(title(&category.title))
            .with_some(description)
            .with_some(choice)
            .with_some((chosen && own).then(|| heading(loaded.strings().article_count.few)))
            .with_some(links)
            .with_some(more)
            .with_all(groups.filter_map(group)),
    )
}
