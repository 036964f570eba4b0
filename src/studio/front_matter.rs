//! The block of settings at the top of a Markdown file: YAML between `---` lines, or TOML between `+++` lines.
//!
//! Both become the same list of [`Entry`]s first, so that one set of rules, with one set of messages, reads them. No
//! mistake in it stops a build: it costs its own setting, and a finding says so. Keys of other static-site generators
//! count where they say what a key of Nightdesk says, and are silent otherwise: their content must build. One mistake is
//! different: an article whose `draft` cannot be read is not published.

mod dates;
mod examples;
mod keys;

mod fences;

mod hiding;
mod paths;
mod words;

mod reader;

use std::{ops::Range, path::Path};

use super::{Diagnostic, LeftOutReason, Place, entries, grouped::Grouped};
use crate::{
    knowledge::Slug,
    language::Lang,
    time::{Day, UtcMinute},
};

pub(super) use fences::{Fenced, find};
use reader::Reader;

/// The settings of an article or of a category (`_index.md`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    /// The customer's question, and where it stands.
    pub(super) title: Option<(String, Range<usize>)>,
    /// What other lists call it: a title where there is none.
    pub(super) label: Option<String>,
    /// One sentence that already answers.
    pub(super) description: String,
    /// Phrasings customers use.
    pub(super) questions: Vec<String>,
    /// Words customers use.
    pub(super) keywords: Vec<String>,
    /// The address, where it is not the file's name.
    pub(super) slug: Option<(Slug, Range<usize>)>,
    /// Paths at which it was found before: they begin with `/` and do not end with one.
    pub(super) aliases: Vec<String>,
    /// When a person last checked the text.
    pub(super) updated: Option<Day>,
    /// Order inside the category, ascending, in thousandths; `None` where the settings say none.
    pub(super) weight: Option<i64>,
    /// Why it is left out of the bundle.
    pub(super) left_out: Option<LeftOutReason>,
    /// Its text is not searched.
    pub(super) unsearched: bool,
    /// Icon of a category.
    pub(super) icon: String,
    /// The language it says it is in, as typed: a code such as `pl` or `pt-BR`.
    pub(super) lang: Option<String>,
}

/// What a file's settings are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    /// Relative to the content folder.
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    /// The language of examples.
    pub(super) lang: &'a Lang,
    pub(super) now: UtcMinute,
}

/// Where findings go: those of one file each, and those of which there is one for all files.
pub(super) struct Findings<'a> {
    pub(super) each: &'a mut Vec<Diagnostic>,
    pub(super) grouped: &'a mut Grouped,
}

/// Reads the front matter of a file; gives the settings and the byte where the text begins.
pub(super) fn read(source: Source<'_>, findings: &mut Findings<'_>) -> (FrontMatter, usize) {
    let Source { file, text, .. } = source;
    let Some(Fenced { fence, block, body, oddity }) = find(text) else { return (FrontMatter::default(), 0) };
    if let Some((span, message, help)) = oddity {
        findings.each.push(Diagnostic::warning("front-matter", Some(Place::new(file, text, span)), message, help));
    }
    let read = entries::read(fence, text.get(block.clone()).unwrap_or_default(), &keys::is_known);
    let mut reader = Reader::new(source, fence, block.start..body);
    read.troubles.into_iter().for_each(|trouble| reader.trouble(trouble, findings));
    read.entries.into_iter().for_each(|entry| reader.entry(entry, findings));
    (reader.finish(), body)
}

#[cfg(test)]
mod tests;
