//! The articles of one category.

use super::{
    desk::Desk,
    dom::{El, el},
    home::article_links,
};

pub(super) fn view(desk: Desk, number: u32) -> Option<El> {
    let shelf = desk.shelf();
    let category = shelf.pack.categories.get(number as usize)?;
    let description = (!category.description.is_empty()).then(|| el("p").class("muted").text(&category.description));
    let title = el("h2").set("tabindex", "-1").set("data-title", "").text(&category.title);
    Some(el("div").class("category").with(title).with_some(description).with(article_links(desk, &category.articles)))
}
