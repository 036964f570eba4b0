//! The index of a language: all topics and their articles, nested as they are; and the way back to them from an article.
//!
//! A topic is a section with a heading of its level. Where there are many articles, each topic is folded, by an element
//! that browsers open without scripts; a link to a topic opens it. There are no pages of single topics.

use std::fmt::Write;

use super::{Article, Page, Pages, escape::escape, footer, schema};
use crate::{
    knowledge::{Category, parents},
    text::Strings,
};

/// A language with more articles than this has its topics folded.
const FOLDED_ABOVE: usize = 100;

/// The topics of a language as a tree.
pub(super) struct Topics<'a> {
    categories: &'a [Category],
    parents: Vec<Option<usize>>,
    /// How many articles each has, with those below it.
    counts: Vec<usize>,
}

impl<'a> Topics<'a> {
    pub(super) fn of(categories: &'a [Category]) -> Self {
        let parents = parents(categories);
        let mut counts: Vec<usize> = categories.iter().map(|category| category.articles.len()).collect();
        for (number, parent) in parents.iter().enumerate().rev() {
            let own = counts.get(number).copied().unwrap_or_default();
            if let Some(above) = parent.and_then(|parent| counts.get_mut(parent)) {
                *above += own;
            }
        }
        Self { categories, parents, counts }
    }

    /// A category and those above it, from the inside out.
    fn upwards(&self, number: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(number), |number| self.parents.get(*number).copied().flatten())
    }

    /// Leads from an article to the index and its topics there. An article in no topic is one step below the index.
    pub(super) fn breadcrumb(&self, article: &Article, strings: &Strings) -> String {
        let step = |number: usize| {
            let category = self.categories.get(number).filter(|category| !category.key.is_empty())?;
            Some(format!("<li><a href=\"../#topic-{number}\">{}</a></li>", escape(&category.title)))
        };
        let mut steps: Vec<String> = self.upwards(usize::from(article.card.category)).filter_map(step).collect();
        steps.push(format!("<li><a href=\"../\">{}</a></li>", escape(strings.help)));
        steps.reverse();
        let name = escape(strings.breadcrumb);
        format!("<nav class=\"breadcrumb\" aria-label=\"{name}\"><ol>{}</ol></nav>\n", steps.concat())
    }
}

impl Pages<'_> {
    /// The index, for a place from where `root` leads to the bundle's folder.
    pub(super) fn index(&self, root: &str) -> String {
        let mut main = format!("<h1>{}</h1>\n", escape(self.strings.help));
        if self.library.languages.len() > 1 {
            let links = self.library.languages.iter().map(|other| {
                let known = Strings::of(other.lang.as_str());
                let name = if other.lang.as_str().starts_with(known.lang) { known.name } else { other.lang.as_str() };
                format!("<a href=\"{root}{0}/\" lang=\"{0}\">{1}</a>", other.lang, escape(name))
            });
            let _ = writeln!(main, "<p class=\"languages\">{}</p>", links.collect::<Vec<_>>().join(" · "));
        }
        self.topics(root, &mut main);
        let footer = footer::whole(self.content, root);
        let data = schema::block(self.library, self.content);
        self.frame(&Page { title: "", description: "", root, main: &main, footer: &footer, data: &data })
    }

    /// All topics. One is open until one comes that is not inside.
    fn topics(&self, root: &str, out: &mut String) {
        let folded = self.content.articles.len() > FOLDED_ABOVE;
        let end = if folded { "</div></details>\n" } else { "</section>\n" };
        let mut open: Vec<usize> = Vec::new();
        for (number, category) in self.topics.categories.iter().enumerate() {
            let count = self.topics.counts.get(number).copied().unwrap_or_default();
            if count == 0 {
                continue;
            }
            let parent = self.topics.parents.get(number).copied().flatten();
            while open.pop_if(|last| Some(*last) != parent).is_some() {
                out.push_str(end);
            }
            let level = (open.len() + 2).min(6);
            open.push(number);
            let name = escape(&self.name(category));
            let _ = if folded {
                let counted = escape(&self.strings.articles_counted(count));
                write!(
                    out,
                    "<details class=\"topic\"><summary><h{level}>{name}</h{level}> <small>{counted}</small></summary>\
                     <div id=\"topic-{number}\">"
                )
            } else {
                write!(out, "<section id=\"topic-{number}\"><h{level}>{name}</h{level}>")
            };
            self.links(category, root, out);
        }
        open.iter().for_each(|_| out.push_str(end));
    }

    /// What the index calls a category.
    fn name(&self, category: &Category) -> String {
        if !category.key.is_empty() {
            return category.title.clone();
        }
        let name = self.strings.articles_name(&category.title, self.topics.categories.len() == 1);
        let mut letters = name.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// The articles of one category. An index lies in the folder of its language; the default one above it, too.
    fn links(&self, category: &Category, root: &str, out: &mut String) {
        let folder = if root.is_empty() { format!("{}/", self.content.lang) } else { String::new() };
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
