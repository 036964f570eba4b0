//! Places in articles, and the walk that gives links and pictures their addresses.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::{
    knowledge::{Block, Inline, Target, plain_inlines, slugify},
    studio::source_text::composed,
};

/// The places of an article by all their names.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The id of the heading; `None` for the top.
    by_name: HashMap<String, Option<String>>,
    ids: HashSet<String>,
}

impl Places {
    /// Of the names in a page, each with the number of its heading, and the ids of all headings.
    pub(super) fn new(names: Vec<(String, Option<usize>)>, ids: Vec<String>) -> Self {
        let mut by_name = HashMap::new();
        for (name, heading) in names {
            let id = heading.and_then(|heading| ids.get(heading).cloned());
            by_name.entry(composed(&name)).or_insert(id);
        }
        Self { by_name, ids: ids.into_iter().collect() }
    }

    /// The heading that a fragment means: `Some(None)` is the top.
    pub(super) fn find(&self, fragment: &str) -> Option<Option<String>> {
        let decoded = composed(&percent_decode_str(fragment).decode_utf8_lossy());
        if self.ids.contains(&decoded) {
            return Some(Some(decoded));
        }
        if let Some(found) = self.by_name.get(&decoded) {
            return Some(found.clone());
        }
        let id = slugify(&decoded);
        if decoded.is_empty() || decoded == "top" {
            return Some(None);
        }
        self.ids.get(&id).map(|id| Some(id.clone()))
    }
}

/// Gives headings the ids that the reader of Markdown makes of their words, and gives them back.
pub(super) fn settle(blocks: &mut [Block]) -> Vec<String> {
    let mut ids = Vec::new();
    let mut numbers = HashMap::new();
    let mut taken = HashSet::new();
    each_heading(blocks, &mut |id, text| {
        let made = slugify(&plain_inlines(text));
        let base = if made.is_empty() { "section".to_owned() } else { made };
        let mut own = base.clone();
        while !taken.insert(own.clone()) {
            let number = numbers.entry(base.clone()).or_insert(1);
            *number += 1;
            own = format!("{base}-{number}");
        }
        id.clone_from(&own);
        ids.push(own);
    });
    ids
}

/// The ids of headings, as they are.
pub(super) fn ids(blocks: &mut [Block]) -> Vec<String> {
    let mut ids = Vec::new();
    each_heading(blocks, &mut |id, _| ids.push(id.clone()));
    ids
}

fn each_heading(blocks: &mut [Block], each: &mut impl FnMut(&mut String, &[Inline])) {
    for block in blocks {
        match block {
            Block::Heading { id, text, .. } => each(id, text),
            Block::List { items, .. } => items.iter_mut().for_each(|item| each_heading(&mut item.blocks, each)),
            Block::Callout(_, inner)
            | Block::Quote(inner)
            | Block::Footnote(_, inner)
            | Block::Titled { blocks: inner, .. } => each_heading(inner, each),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// Replaces the target of every link, which goes where there is none, and the address of every picture, which stays
/// where there is no other.
pub(super) fn relink(
    blocks: &mut [Block],
    link: &mut dyn FnMut(Target) -> Option<Target>,
    picture: &mut dyn FnMut(&str) -> Option<String>,
) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => run(text, link, picture),
            Block::List { items, .. } => items.iter_mut().for_each(|item| relink(&mut item.blocks, link, picture)),
            Block::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).flatten().for_each(|cell| run(cell, link, picture));
            }
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => relink(inner, link, picture),
            Block::Titled { title, blocks, .. } => {
                run(title, link, picture);
                relink(blocks, link, picture);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn run(
    inlines: &mut Vec<Inline>,
    link: &mut dyn FnMut(Target) -> Option<Target>,
    picture: &mut dyn FnMut(&str) -> Option<String>,
) {
    for inline in std::mem::take(inlines) {
        match inline {
            Inline::Link(target, mut inner) => {
                run(&mut inner, link, picture);
                match link(target) {
                    Some(target) => inlines.push(Inline::Link(target, inner)),
                    None => inlines.append(&mut inner),
                }
            }
            Inline::Image { src, alt, size } => {
                let src = picture(&src).unwrap_or(src);
                inlines.push(Inline::Image { src, alt, size });
            }
            Inline::Strong(mut inner) => {
                run(&mut inner, link, picture);
                inlines.push(Inline::Strong(inner));
            }
            Inline::Emphasis(mut inner) => {
                run(&mut inner, link, picture);
                inlines.push(Inline::Emphasis(inner));
            }
            Inline::Strike(mut inner) => {
                run(&mut inner, link, picture);
                inlines.push(Inline::Strike(inner));
            }
            Inline::Marked(mark, mut inner) => {
                run(&mut inner, link, picture);
                inlines.push(Inline::Marked(mark, inner));
            }
            other => inlines.push(other),
        }
    }
}
