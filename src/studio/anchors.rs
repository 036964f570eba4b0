//! The anchors of links: whether the heading exists that an anchor names.
//!
//! Ids are known when all files are read. An anchor gets the id of its heading, in whatever form another generator
//! would have written it, where only one heading can be meant. One that leads to no heading is reported, and then leads
//! to the top of its article, or is plain text if it is in that article itself.

mod forms;

#[cfg(test)]
mod tests;

use std::{collections::HashMap, ops::Range, path::Path};

use super::{Diagnostic, Place, links::fragment, markdown::Parsed, nearest_name, tally::Tally};
use crate::knowledge::{Block, Inline, Item, Target, plain_inlines, slugify};

/// An anchor in a file, to be checked.
#[derive(Clone, Debug)]
pub(super) struct AnchorUse {
    /// The article with the heading; `None` for the file itself.
    pub(super) to: Option<u32>,
    pub(super) typed: String,
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
    /// Of the headings, from the top.
    order: Vec<String>,
    /// Their positions in `order`.
    ids: HashMap<String, usize>,
    /// The headings of each form that an id may have; those that were given an id have forms of that alone.
    forms: HashMap<String, Copies>,
    /// Of each heading, its id without a number: headings of the same words have the same.
    words: Vec<String>,
    /// Ids that stand elsewhere in the text, with the heading above; `None` at the top.
    extra: HashMap<String, Option<String>>,
    /// Of the heading that repeats the title and is left out.
    title: Option<String>,
}

/// Headings that an id may mean.
#[derive(Clone, Debug, Default)]
struct Copies {
    /// Their positions in `order`.
    positions: Vec<usize>,
    /// Whether they differ in their words.
    differ: bool,
}

/// Where an anchor leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found<'a> {
    Heading(&'a str),
    /// The heading of the same words that has this number elsewhere, and another one here.
    Numbered(&'a str),
    Top,
    Nowhere,
}

impl Anchors {
    /// The ids of a text.
    pub(super) fn of(parsed: &Parsed) -> Self {
        let mut headings = Vec::new();
        collect(&parsed.blocks, &mut headings);
        let mut out = Self { title: parsed.title_id.clone(), ..Self::default() };
        for (position, (id, words)) in headings.into_iter().enumerate() {
            let made = slugify(&words);
            let is_made = id.strip_prefix(made.as_str()).is_some_and(|rest| {
                rest.is_empty() || rest.strip_prefix('-').is_some_and(|number| number.parse::<usize>().is_ok())
            });
            let forms = if is_made { forms::of_heading(&words) } else { forms::of_fragment(&id) };
            let words = if is_made { made } else { id.clone() };
            for form in forms {
                let copies = out.forms.entry(form).or_default();
                let first = copies.positions.first().and_then(|first| out.words.get(*first));
                copies.differ |= first.is_some_and(|first| *first != words);
                copies.positions.push(position);
            }
            out.words.push(words);
            out.ids.insert(id.clone(), position);
            out.order.push(id);
        }
        for (id, heading) in &parsed.extra_ids {
            out.extra.entry(id.clone()).or_insert_with(|| heading.clone());
            out.extra.entry(forms::letters(id)).or_insert_with(|| heading.clone());
        }
        out
    }

    /// The id that a name in an address means; `None` for the top of the text, and where there is none.
    pub(super) fn id(&self, typed: &str) -> Option<&str> {
        match self.find(typed, false) {
            Found::Heading(id) | Found::Numbered(id) => Some(id),
            Found::Top | Found::Nowhere => None,
        }
    }

    /// Where a name leads that was typed in an address. `from_one`: the second heading of the same words has the number
    /// 1, as everywhere but here.
    fn find(&self, typed: &str, from_one: bool) -> Found<'_> {
        let typed = fragment(typed);
        let slug = slugify(&typed);
        let exact = self.ids.get_key_value(&slug);
        let numbered = forms::numbered(&typed).and_then(|(words, number)| self.copy(words, number));
        // A heading “Step 1” is not the second one of two that are called “Step”.
        let same_words = |position: &usize| self.words.get(*position).is_some_and(|words| slug_words(&typed) == *words);
        if from_one
            && exact.is_none_or(|(_, position)| same_words(position))
            && let Some(id) = numbered
        {
            return Found::Numbered(id);
        }
        if let Some((id, _)) = exact {
            return Found::Heading(id);
        }
        if let Some(heading) = self.extra.get(&typed) {
            return heading.as_deref().map_or(Found::Top, Found::Heading);
        }
        if slug.is_empty() {
            return Found::Nowhere;
        }
        if self.title.as_ref() == Some(&slug) {
            return Found::Top;
        }
        let forms = forms::of_fragment(&typed);
        if let Some(id) = forms.iter().find_map(|form| self.first(form)) {
            return Found::Heading(id);
        }
        if let Some(heading) = forms.iter().find_map(|form| self.extra.get(form)) {
            return heading.as_deref().map_or(Found::Top, Found::Heading);
        }
        match self.title.as_deref().map(forms::letters) {
            Some(title) if forms.contains(&title) => Found::Top,
            _ => numbered.map_or(Found::Nowhere, Found::Numbered),
        }
    }

    /// The first heading of a form, where all that have it are of the same words.
    fn first(&self, form: &str) -> Option<&str> {
        self.same(form).and_then(|positions| self.order.get(*positions.first()?)).map(String::as_str)
    }

    /// The heading of some words with a number of other generators, which count from 1 behind the first.
    fn copy(&self, words: &str, number: usize) -> Option<&str> {
        let position = forms::of_fragment(words).iter().find_map(|form| self.same(form)?.get(number))?;
        self.order.get(*position).map(String::as_str)
    }

    /// The headings of a form, where all of them are of the same words.
    fn same(&self, form: &str) -> Option<&[usize]> {
        self.forms.get(form).filter(|copies| !copies.differ).map(|copies| copies.positions.as_slice())
    }

    /// Whether a name has the number by which other generators know a second heading, and which none has here.
    fn counts_from_one(&self, typed: &str) -> bool {
        let typed = fragment(typed);
        matches!(forms::numbered(&typed), Some((words, 1)) if self.copy(words, 1).is_some())
            && !self.ids.contains_key(&slugify(&typed))
    }

    /// The id that was meant.
    fn near(&self, typed: &str) -> Option<&str> {
        let slug = slugify(&fragment(typed));
        // More headings of these words were there once.
        if let Some((words, _)) = forms::numbered(&slug)
            && let Some((base, _)) = self.ids.get_key_value(words)
        {
            return Some(base);
        }
        nearest_name(&slug, self.order.iter().take(MAX_NEAR).map(String::as_str))
    }
}

/// The words in a numbered id, as an id.
fn slug_words(typed: &str) -> String {
    forms::numbered(typed).map(|(words, _)| slugify(words)).unwrap_or_default()
}

fn collect(blocks: &[Block], out: &mut Vec<(String, String)>) {
    for block in blocks {
        match block {
            Block::Heading { id, text, .. } => out.push((id.clone(), plain_inlines(text))),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, out)),
            Block::Callout(_, inner)
            | Block::Quote(inner)
            | Block::Footnote(_, inner)
            | Block::Titled { blocks: inner, .. } => collect(inner, out),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// Whether the anchors of a site have the numbers of other generators: those of each file, and all ids.
pub(super) fn count_from_one<'a>(all: &[Anchors], files: impl Iterator<Item = (usize, &'a [AnchorUse])>) -> bool {
    files.into_iter().any(|(own, uses)| {
        uses.iter().any(|used| {
            let anchors = all.get(used.to.map_or(own, |to| to as usize));
            anchors.is_some_and(|anchors| anchors.counts_from_one(&used.typed))
        })
    })
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
    /// Whether the site numbers headings as other generators do.
    pub(super) from_one: bool,
}

impl AnchorCheck<'_> {
    /// Gives the anchors in `blocks` the ids of their headings, and reports those without a heading.
    pub(super) fn run(&self, blocks: &mut [Block], diagnostics: &mut Vec<Diagnostic>, tally: &mut Tally) {
        if self.uses.is_empty() {
            return;
        }
        self.report(diagnostics, tally);
        let mut resolve = |target: Target| match target {
            Target::Anchor(typed) => match self.own.find(&typed, self.from_one) {
                Found::Heading(id) | Found::Numbered(id) => Some(Target::Anchor(id.to_owned())),
                Found::Top => self.number.map(|number| Target::Article(number, None)),
                Found::Nowhere => None,
            },
            Target::Article(to, Some(typed)) => {
                let found = self.all.get(to as usize).map(|anchors| anchors.find(&typed, self.from_one));
                let id = match found {
                    Some(Found::Heading(id) | Found::Numbered(id)) => Some(id.to_owned()),
                    _ => None,
                };
                Some(Target::Article(to, id))
            }
            other => Some(other),
        };
        change_targets(blocks, &mut resolve);
    }

    fn report(&self, diagnostics: &mut Vec<Diagnostic>, tally: &mut Tally) {
        let anchors_of = |to: Option<u32>| to.map_or(Some(self.own), |to| self.all.get(to as usize));
        let mut count = 0;
        for AnchorUse { to, typed, span } in self.uses {
            let anchors = anchors_of(*to);
            match anchors.map(|anchors| anchors.find(typed, self.from_one)) {
                Some(Found::Heading(_) | Found::Top) => continue,
                Some(Found::Numbered(id)) => {
                    tally.add(("anchor-number", ""), (self.file, self.text), || {
                        let place = Some(Place::new(self.file, self.text, span.clone()));
                        let message = format!(
                            "`#{typed}` is `#{id}` here: the second heading of the same words has the number 2"
                        );
                        let help =
                            "the link is right; give such headings ids of their own to keep it so: `## Heading {#id}`";
                        Diagnostic::note("anchor-number", place, message, help)
                    });
                    continue;
                }
                Some(Found::Nowhere) | None => {}
            }
            count += 1;
            if count > MAX_FINDINGS {
                // The last finding counts the others.
                diagnostics.last_mut().into_iter().for_each(|last| last.more += 1);
                continue;
            }
            let near = if count <= MAX_SEARCHES { anchors.and_then(|anchors| anchors.near(typed)) } else { None };
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
pub(super) fn change_targets(blocks: &mut [Block], resolve: &mut dyn FnMut(Target) -> Option<Target>) {
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
