//! The articles of one category.

use super::{
    dom::{El, el},
    home::article_links,
    store::Store,
};

pub(super) fn view(store: Store, number: u32) -> Option<El> {
    let loaded = store.loaded();
    let category = loaded.pack.categories.get(number as usize)?;
    let description = (!category.description.is_empty()).then(|| el("p").class("muted").text(&category.description));
    let title = el("h2").set("tabindex", "-1").set("data-title", "").text(&category.title);
    Some(el("div").class("category").with(title).with_some(description).with(article_links(store, &category.articles)))
}
