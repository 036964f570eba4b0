//! The topics of a language: on its index, nested as they are, with their articles; and the way to them from an article.
//!
//! A topic is a section with a heading of its level. Where there are many articles, each topic is folded, by an element
//! that browsers open without scripts; a link to a topic opens it. There are no pages of single topics.

use std::fmt::Write;

use super::{Article, LanguageContent, escape::escape};
use crate::{
    knowledge::{Category, parents},
    text::Strings,
};

/// A language with more articles than this has its topics folded.
const FOLDED_ABOVE: usize = 100;

/// The topics of a language as a tree.
pub(super) struct Topics<'a> {
    content: &'a LanguageContent,
    strings: &'static Strings,
    parents: Vec<Option<usize>>,
    /// How many articles each has, with those below it.
    counts: Vec<usize>,
}

impl<'a> Topics<'a> {
    pub(super) fn of(content: &'a LanguageContent, strings: &'static Strings) -> Self {
        let categories = &content.categories;
        let parents = parents(categories);
        let mut counts: Vec<usize> = categories.iter().map(|category| category.articles.len()).collect();
        for (number, parent) in parents.iter().enumerate().rev() {
            let own = counts.get(number).copied().unwrap_or_default();
            if let Some(above) = parent.and_then(|parent| counts.get_mut(parent)) {
                *above += own;
            }
        }
        Self { content, strings, parents, counts }
    }

    /// A category and those above it, from the inside out.
    fn upwards(&self, number: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(number), |number| self.parents.get(*number).copied().flatten())
    }

    /// Leads from an article to the index and its topics there. An article in no topic is one step below the index.
    pub(super) fn breadcrumb(&self, article: &Article) -> String {
        let step = |number: usize| {
            let category = self.content.categories.get(number).filter(|category| !category.key.is_empty())?;
            Some(format!("<li><a href=\"../#topic-{number}\">{}</a></li>", escape(&category.title)))
        };
        let mut steps: Vec<String> = self.upwards(usize::from(article.card.category)).filter_map(step).collect();
        steps.push(format!("<li><a href=\"../\">{}</a></li>", escape(self.strings.help)));
        steps.reverse();
        let name = escape(self.strings.breadcrumb);
        format!("<nav class=\"breadcrumb\" aria-label=\"{name}\"><ol>{}</ol></nav>\n", steps.concat())
    }

    /// Writes all topics, for an index from where `folder` leads to the folder of the language.
    pub(super) fn write(&self, folder: &str, out: &mut String) {
        let folded = self.content.articles.len() > FOLDED_ABOVE;
        // A topic that is alone is not folded away: a page with one closed line offers nothing.
        let alone = self.parents.iter().zip(&self.counts).filter(|(parent, count)| parent.is_none() && **count > 0);
        let alone = alone.count() == 1;
        let end = if folded { "</div></details>\n" } else { "</section>\n" };
        // A topic is open until one comes that is not inside.
        let mut open: Vec<usize> = Vec::new();
        for (number, category) in self.content.categories.iter().enumerate() {
            let count = self.counts.get(number).copied().unwrap_or_default();
            if count == 0 {
                continue;
            }
            let parent = self.parents.get(number).copied().flatten();
            while open.pop_if(|last| Some(*last) != parent).is_some() {
                out.push_str(end);
            }
            let level = (open.len() + 2).min(6);
            open.push(number);
            let name = escape(&self.name(category));
            let _ = if folded {
                let counted = escape(&self.strings.articles_counted(count));
                let open = if alone && level == 2 { " open" } else { "" };
                write!(
                    out,
                    "<details class=\"topic\"{open}><summary><h{level}>{name}</h{level}> <small>{counted}</small></summary>\
                     <div id=\"topic-{number}\">"
                )
            } else {
                write!(out, "<section id=\"topic-{number}\"><h{level}>{name}</h{level}>")
            };
            self.links(category, folder, out);
        }
        open.iter().for_each(|_| out.push_str(end));
    }

    /// What the index calls a category.
    fn name(&self, category: &Category) -> String {
        if !category.key.is_empty() {
            return category.title.clone();
        }
        let name = self.strings.articles_name(self.content.categories.len() == 1);
        let mut letters = name.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// The articles of one category.
    fn links(&self, category: &Category, folder: &str, out: &mut String) {
        let articles = category.articles.iter().filter_map(|&number| self.content.articles.get(number as usize));
        for (place, article) in articles.enumerate() {
            let _ = write!(
                out,
                "{}<li><a href=\"{folder}{}/\">{}</a></li>",
                if place == 0 { "<ul>" } else { "" },
                article.card.slug,
                escape(&article.card.title)
            );
        }
        if !category.articles.is_empty() {
            out.push_str("</ul>");
        }
    }
}
