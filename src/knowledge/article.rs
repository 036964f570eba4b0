//! What is known about an article without its text: enough for lists, breadcrumbs and language switching.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use super::Slug;
use crate::time::Day;

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCard {
    /// The address of the article within its language.
    pub slug: Slug,
    /// The same for every translation of the article: the path of its file without language and extension.
    pub key: String,
    /// Index into the pack's categories.
    pub category: u16,
    /// The customer's question.
    pub title: String,
    /// One sentence that already answers; may be empty.
    pub description: String,
    /// When a person last checked the article.
    pub updated: Option<Day>,
}

/// A group of articles: a folder. `category_tree` has what follows from the keys of all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// The folder's path below the folder of the language, its parts joined by `/`: the same for every translation.
    pub key: String,
    /// What the visitor reads.
    pub title: String,
    /// One short sentence; may be empty.
    pub description: String,
    /// The name of a built-in icon; an unknown one is drawn as a page.
    pub icon: String,
    /// Articles of this category, without those of the categories below it, as indices into the pack's articles, in the
    /// writer's order.
    pub articles: alloc::vec::Vec<u32>,
}
