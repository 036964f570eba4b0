//! The second half of links: whether the heading is there that an anchor names.
//!
//! Ids are known when all files are read. An anchor is brought to the id that is there; one that leads to no heading is
//! told, and leads to the top of its article, or is words where it already stands there.

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
    /// As ids are made.
    pub(super) id: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
}

/// Of one file no more findings than this are told; the others are counted.
const MAX_FINDINGS: usize = 100;
/// For so many of them, and among so many headings, the nearest is looked for.
const MAX_SEARCHES: usize = 10;
const MAX_NEAR: usize = 300;

/// The ids of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    order: Vec<String>,
    ids: HashSet<String>,
    /// Without hyphens; `None` where several headings are the same so. Other programs make `whats-new` of “What's new”.
    loose: HashMap<String, Option<String>>,
    /// Of the heading that says the title again and is left out.
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
            let one = out.loose.entry(id.replace('-', ""));
            one.and_modify(|known| *known = None).or_insert_with(|| Some(id.clone()));
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
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => collect(inner, out),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// Brings the anchors of one file to the ids that are there, and tells those that lead nowhere. `number` is the file's
/// own among `all`; a notice has none.
pub(super) fn settle(
    uses: &[AnchorUse],
    blocks: &mut [Block],
    own: &Anchors,
    number: Option<u32>,
    all: &[Anchors],
    (file, text): (&Path, &str),
    diagnostics: &mut Vec<Diagnostic>,
) {
    if uses.is_empty() {
        return;
    }
    let of = |to: Option<u32>| to.map_or(Some(own), |to| all.get(to as usize));
    let dead = uses
        .iter()
        .filter(|used| !matches!(of(used.to).map(|a| a.find(&used.id)), Some(Found::Heading(_) | Found::Top)));
    for (count, AnchorUse { to, typed, id, span }) in dead.enumerate() {
        if count >= MAX_FINDINGS {
            // What was told last stands for the others.
            diagnostics.last_mut().into_iter().for_each(|last| last.more += 1);
            continue;
        }
        let near = if count < MAX_SEARCHES { of(*to).and_then(|anchors| anchors.near(id)) } else { None };
        let help = match near {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "write the heading’s words in small letters with hyphens between them, or give it an id: `## Heading {#id}`".into(),
        };
        let message =
            format!("there is no heading `#{typed}` {}", if to.is_some() { "in that article" } else { "here" });
        diagnostics.push(Diagnostic::warning(
            "broken-anchor",
            Some(Place::new(file, text, span.clone())),
            message,
            help,
        ));
    }
    let mut decide = |target: Target| match target {
        Target::Anchor(id) => match own.find(&id) {
            Found::Heading(id) => Some(Target::Anchor(id.to_owned())),
            Found::Top => number.map(|number| Target::Article(number, None)),
            Found::Nowhere => None,
        },
        Target::Article(to, Some(id)) => Some(Target::Article(
            to,
            match all.get(to as usize).map(|anchors| anchors.find(&id)) {
                Some(Found::Heading(id)) => Some(id.to_owned()),
                _ => None,
            },
        )),
        other => Some(other),
    };
    change(blocks, &mut decide);
}

/// Changes the targets of all links; one without a target keeps its words.
fn change(blocks: &mut [Block], decide: &mut dyn FnMut(Target) -> Option<Target>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => run(text, decide),
            Block::List { items, .. } => items.iter_mut().for_each(|Item { blocks, .. }| change(blocks, decide)),
            Block::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| run(cell, decide));
            }
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => change(inner, decide),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn run(inlines: &mut Vec<Inline>, decide: &mut dyn FnMut(Target) -> Option<Target>) {
    for inline in std::mem::take(inlines) {
        match inline {
            Inline::Link(target, mut inner) => {
                run(&mut inner, decide);
                match decide(target) {
                    Some(target) => inlines.push(Inline::Link(target, inner)),
                    None => inlines.extend(inner),
                }
            }
            Inline::Strong(mut inner) => {
                run(&mut inner, decide);
                inlines.push(Inline::Strong(inner));
            }
            Inline::Emphasis(mut inner) => {
                run(&mut inner, decide);
                inlines.push(Inline::Emphasis(inner));
            }
            Inline::Strike(mut inner) => {
                run(&mut inner, decide);
                inlines.push(Inline::Strike(inner));
            }
            other => inlines.push(other),
        }
    }
}
