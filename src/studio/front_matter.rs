//! The block of settings at the top of a Markdown file: YAML between `---` lines, or TOML between `+++` lines.
//!
//! Both become the same list of [`Entry`]s first, so that one set of rules, with one set of messages, reads them. No
//! mistake in it stops a build: it costs its own setting, and a finding says so. Keys of other static-site generators
//! count where they say what a key of Nightdesk says, and are silent otherwise: their content must build. One mistake is
//! different: an article whose `draft` cannot be read is not published.

mod dates;
mod examples;
mod keys;
mod settings;

mod fences;

mod hiding;
mod paths;
mod words;

mod reader;

use super::{Diagnostic, Place, entries};

pub(super) use fences::{Fenced, find};
use reader::Reader;
pub(super) use settings::{Findings, FrontMatter, Source};

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
