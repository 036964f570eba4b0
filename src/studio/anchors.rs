//! The anchors of links: whether the heading exists that an anchor names.
//!
//! Ids are known when all files are read. An anchor gets the id of its heading. One that leads to no heading is
//! reported, and then leads to the top of its article, or is plain text if it is in that article itself.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::Path,
};

use super::{Diagnostic, Place, markdown::Parsed, nearest_name};
use crate::knowledge::{Block, Inline, Item, Target};

/// An anchor in a file, to be checked.
#[derive(Clone, Debug)]
pub(super) struct AnchorUse {
    /// The article with the heading; `None` for the file itself.
    pub(super) to: Option<u32>,
    pub(super) typed: String,
    /// In the form that ids of headings have.
    pub(super) id: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
}

/// No more findings than this are reported of one file; the others are counted.
const MAX_FINDINGS: usize = 100;
/// The nearest heading is searched for so many of them, among so many headings.
const MAX_SEARCHES: usize = 10;
const MAX_NEAR: usize = 300;

/// The ids of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    order: Vec<String>,
    ids: HashSet<String>,
    /// Ids without hyphens; `None` where several headings have the same one. Other programs make `whats-new` of “What's
    /// new”.
    loose: HashMap<String, Option<String>>,
    /// Of the heading that repeats the title and is left out.
    title: Option<String>,
}

/// Where an anchor leads.
enum Found<'a> {
    Heading(&'a str),
    Top,
    Nowhere,
}

impl Anchors {
    /// The ids of a text.
    pub(super) fn of(parsed: &Parsed) -> Self {
        let mut out = Self { title: parsed.title_id.clone(), ..Self::default() };
        collect(&parsed.blocks, &mut out.order);
        for id in &out.order {
            let entry = out.loose.entry(id.replace('-', ""));
            entry.and_modify(|known| *known = None).or_insert_with(|| Some(id.clone()));
        }
        out.ids = out.order.iter().cloned().collect();
        out
    }

    fn find(&self, id: &str) -> Found<'_> {
        if let Some(id) = self.ids.get(id) {
            return Found::Heading(id);
        }
        if self.title.as_deref() == Some(id) {
            return Found::Top;
        }
        match self.loose.get(&id.replace('-', "")) {
            Some(Some(id)) => Found::Heading(id),
            _ => Found::Nowhere,
        }
    }

    /// The id that was meant.
    fn near(&self, id: &str) -> Option<&str> {
        // GitHub counts the headings of the same words from 0 on, and here the second one is 2.
        if let Some((words, number)) = id.rsplit_once('-')
            && let Ok(number) = number.parse::<usize>()
            && let Some(base) = self.ids.get(words)
        {
            let next = format!("{words}-{}", number.saturating_add(1));
            return Some(self.ids.get(&next).unwrap_or(base));
        }
        nearest_name(id, self.order.iter().take(MAX_NEAR).map(String::as_str))
    }
}

fn collect(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => out.push(id.clone()),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, out)),
            Block::Callout(_, inner)
            | Block::Quote(inner)
            | Block::Footnote(_, inner)
            | Block::Titled { blocks: inner, .. } => collect(inner, out),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// What the anchors of one file are checked against.
pub(super) struct AnchorCheck<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    pub(super) uses: &'a [AnchorUse],
    /// The ids of the file itself.
    pub(super) own: &'a Anchors,
    /// The number of the file's article in `all`; a notice has none.
    pub(super) number: Option<u32>,
    /// The ids of all articles.
    pub(super) all: &'a [Anchors],
}

impl AnchorCheck<'_> {
    /// Gives the anchors in `blocks` the ids of their headings, and reports those without a heading.
    pub(super) fn run(&self, blocks: &mut [Block], diagnostics: &mut Vec<Diagnostic>) {
        if self.uses.is_empty() {
            return;
        }
        self.report(diagnostics);
        let mut resolve = |target: Target| match target {
            Target::Anchor(id) => match self.own.find(&id) {
                Found::Heading(id) => Some(Target::Anchor(id.to_owned())),
                Found::Top => self.number.map(|number| Target::Article(number, None)),
                Found::Nowhere => None,
            },
            Target::Article(to, Some(id)) => Some(Target::Article(
                to,
                match self.all.get(to as usize).map(|anchors| anchors.find(&id)) {
                    Some(Found::Heading(id)) => Some(id.to_owned()),
                    _ => None,
                },
            )),
            other => Some(other),
        };
        change_targets(blocks, &mut resolve);
    }

    fn report(&self, diagnostics: &mut Vec<Diagnostic>) {
        let anchors_of = |to: Option<u32>| to.map_or(Some(self.own), |to| self.all.get(to as usize));
        let is_broken = |used: &&AnchorUse| {
            let found = anchors_of(used.to).map(|anchors| anchors.find(&used.id));
            !matches!(found, Some(Found::Heading(_) | Found::Top))
        };
        let broken = self.uses.iter().filter(is_broken);
        for (count, AnchorUse { to, typed, id, span }) in broken.enumerate() {
            if count >= MAX_FINDINGS {
                // The last finding counts the others.
                diagnostics.last_mut().into_iter().for_each(|last| last.more += 1);
                continue;
            }
            let near = if count < MAX_SEARCHES { anchors_of(*to).and_then(|anchors| anchors.near(id)) } else { None };
            let help = match near {
                Some(near) => format!("did you mean `#{near}`?"),
                None => "write the heading’s words in small letters with hyphens between them, or give it an id: `## Heading {#id}`".into(),
            };
            let message =
                format!("there is no heading `#{typed}` {}", if to.is_some() { "in that article" } else { "here" });
            let place = Some(Place::new(self.file, self.text, span.clone()));
            diagnostics.push(Diagnostic::warning("broken-anchor", place, message, help));
        }
    }
}

/// Changes the targets of all links; of one without a target the text stays.
fn change_targets(blocks: &mut [Block], resolve: &mut dyn FnMut(Target) -> Option<Target>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => change_inlines(text, resolve),
            Block::List { items, .. } => {
                items.iter_mut().for_each(|Item { blocks, .. }| change_targets(blocks, resolve))
            }
            Block::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| change_inlines(cell, resolve));
            }
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => {
                change_targets(inner, resolve)
            }
            Block::Titled { title, blocks, .. } => {
                change_inlines(title, resolve);
                change_targets(blocks, resolve);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn change_inlines(inlines: &mut Vec<Inline>, resolve: &mut dyn FnMut(Target) -> Option<Target>) {
    for inline in std::mem::take(inlines) {
        match inline {
            Inline::Link(target, mut inner) => {
                change_inlines(&mut inner, resolve);
                match resolve(target) {
                    Some(target) => inlines.push(Inline::Link(target, inner)),
                    None => inlines.extend(inner),
                }
            }
            Inline::Strong(mut inner) => {
                change_inlines(&mut inner, resolve);
                inlines.push(Inline::Strong(inner));
            }
            Inline::Emphasis(mut inner) => {
                change_inlines(&mut inner, resolve);
                inlines.push(Inline::Emphasis(inner));
            }
            Inline::Strike(mut inner) => {
                change_inlines(&mut inner, resolve);
                inlines.push(Inline::Strike(inner));
            }
            Inline::Marked(mark, mut inner) => {
                change_inlines(&mut inner, resolve);
                inlines.push(Inline::Marked(mark, inner));
            }
            other => inlines.push(other),
        }
    }
}
