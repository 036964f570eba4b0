//! What is read of front matter, what it is read with, and where findings go.

use std::{ops::Range, path::Path};

use crate::{
    knowledge::Slug,
    language::Lang,
    studio::{Diagnostic, LeftOutReason, grouped::Grouped},
    time::{Day, UtcMinute},
};

/// The settings of an article or of a category (`_index.md`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::studio) struct FrontMatter {
    /// The customer's question, and where it stands.
    pub(in crate::studio) title: Option<(String, Range<usize>)>,
    /// What other lists call it: a title where there is none.
    pub(in crate::studio) label: Option<String>,
    /// One sentence that already answers.
    pub(in crate::studio) description: String,
    /// Phrasings customers use.
    pub(in crate::studio) questions: Vec<String>,
    /// Words customers use.
    pub(in crate::studio) keywords: Vec<String>,
    /// The address, where it is not the file's name.
    pub(in crate::studio) slug: Option<(Slug, Range<usize>)>,
    /// Paths at which it was found before: they begin with `/` and do not end with one.
    pub(in crate::studio) aliases: Vec<String>,
    /// When a person last checked the text.
    pub(in crate::studio) updated: Option<Day>,
    /// Order inside the category, ascending, in thousandths; `None` where the settings say none.
    pub(in crate::studio) weight: Option<i64>,
    /// Why it is left out of the bundle.
    pub(in crate::studio) left_out: Option<LeftOutReason>,
    /// Its text is not searched.
    pub(in crate::studio) unsearched: bool,
    /// Icon of a category.
    pub(in crate::studio) icon: String,
    /// The language it says it is in, as typed: a code such as `pl` or `pt-BR`.
    pub(in crate::studio) lang: Option<String>,
}

/// What a file's settings are read with.
#[derive(Clone, Copy, Debug)]
pub(in crate::studio) struct Source<'a> {
    /// Relative to the content folder.
    pub(in crate::studio) file: &'a Path,
    pub(in crate::studio) text: &'a str,
    /// The language of examples.
    pub(in crate::studio) lang: &'a Lang,
    pub(in crate::studio) now: UtcMinute,
}

/// Where findings go: those of one file each, and those of which there is one for all files.
pub(in crate::studio) struct Findings<'a> {
    pub(in crate::studio) each: &'a mut Vec<Diagnostic>,
    pub(in crate::studio) grouped: &'a mut Grouped,
}
