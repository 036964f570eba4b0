//! Files that a text asks for: they are read where they are in the content folder, and their text is put in the place.
//!
//! `{% include %}`, `--8<--` of MkDocs, `{{#include}}` of mdBook, `<<<` and `<!--@include-->` of VitePress, `':include'`
//! of docsify, partials of MDX, `![[note]]` of Obsidian, `[!INCLUDE]` of docfx. What is included may include, to a
//! bounded depth and never itself; a file that is not there is counted.

use std::path::{Path, PathBuf};

use super::{
    asked::{Asked, Section, asked},
    foreign::{Foreign, ForeignKind},
    lines::{LineStarts, from, part},
    offsets::Edits,
    pass::{Outline, Pass},
    sections::{below, section},
};

/// Files inside of one another.
const MAX_DEPTH: usize = 5;
/// Bytes that files may add to one text.
const MAX_ADDED: usize = 400_000;
/// Bytes of files that are read for one text, of which a section may be little.
const MAX_READ: usize = 16_000_000;
/// Links of one part of a note that are looked at; each is looked for in the part.
const MAX_LINKS: usize = 50;

/// Reads the files of the content folder for a text that includes them.
pub(in crate::studio) trait Sources {
    /// The file that an address in another file means, by its path in the content folder. Never one outside of it.
    fn find(&self, from: &Path, address: &str) -> Option<PathBuf>;
    /// A note by its name, wherever it is.
    fn note(&self, from: &Path, name: &str) -> Option<PathBuf>;
    /// The text of such a file.
    fn read(&self, file: &Path) -> Option<String>;
}

/// One text that is being read.
struct Reader<'a> {
    sources: &'a dyn Sources,
    /// The files around, the outermost first.
    stack: Vec<PathBuf>,
    added: usize,
    read: usize,
}

/// Finds what a text asks for; gives the changes that put it in, and what is not there.
pub(super) fn translate(pass: &mut Pass<'_>, file: &Path, sources: &dyn Sources) {
    let mut reader = Reader { sources, stack: vec![file.to_owned()], added: 0, read: 0 };
    let (edits, foreign) = reader.edits(pass);
    pass.edits = edits;
    pass.foreign.extend(foreign);
}

impl Reader<'_> {
    fn edits(&mut self, pass: &Pass<'_>) -> (Edits, Vec<Foreign>) {
        let mut edits = Edits::default();
        let mut foreign = Vec::new();
        let file = self.stack.last().cloned().unwrap_or_default();
        for found in asked(pass) {
            match self.text(&found, &file) {
                Some(text) => edits.replace(found.span.clone(), placed(pass.text, pass.starts(), &found, &text)),
                None => {
                    if found.gone {
                        foreign.push(Foreign { kind: ForeignKind::Include, span: found.span.clone() });
                        edits.remove(found.span.clone());
                    }
                }
            }
        }
        (edits, foreign)
    }

    /// The text that is asked for, with what it asks for itself.
    fn text(&mut self, found: &Asked, file: &Path) -> Option<String> {
        if self.stack.len() > MAX_DEPTH || self.added > MAX_ADDED || self.read > MAX_READ {
            return None;
        }
        let target = match &found.section {
            Section::Heading(_) | Section::Note => self.sources.note(file, &found.path),
            _ => self.sources.find(file, &found.path),
        };
        let target = target.filter(|target| !self.stack.contains(target))?;
        let text = self.sources.read(&target)?;
        self.read += text.len();
        let text = section(&text, &found.section, found.code)?;
        self.added += text.len();
        if self.added > MAX_ADDED {
            return None;
        }
        if found.code {
            return Some(text);
        }
        let text = found.values.iter().fold(text, |text, (name, value)| {
            text.replace(&format!("{{{{ include.{name} }}}}"), value).replace(&format!("{{{{include.{name}}}}}"), value)
        });
        self.stack.push(target);
        let outline = Outline::default();
        let pass = Pass::new(&text, true, &outline);
        let (mut edits, _) = self.edits(&pass);
        if let Section::Heading(_) = found.section {
            for at in left_behind(&pass) {
                edits.insert(at, found.path.clone());
            }
        }
        self.stack.pop();
        Some(edits.apply(&text).map_or(text, |(text, _)| text))
    }
}

/// Where the links of a part of a note, `[[#heading]]`, name a heading of the note that is not in the part.
fn left_behind(pass: &Pass<'_>) -> Vec<usize> {
    let text = pass.text;
    let signs = text.match_indices("[[#").map(|(at, _)| at + 2).take(MAX_LINKS);
    let leads_out = |at: &usize| {
        let heading = from(text, at + 1).split(['|', ']', '\n', '\\']).next().unwrap_or_default();
        pass.is_text(*at) && (heading.starts_with('^') || below(text, heading).is_none())
    };
    signs.filter(leads_out).collect()
}

/// A text as it stands in the place of what asked for it: each line set off as far as that was.
fn placed(text: &str, starts: &LineStarts, found: &Asked, included: &str) -> String {
    let line = starts.line(text, starts.number(found.span.start));
    let before = part(text, line.start..found.span.start);
    let included = included.trim_matches('\n');
    let fenced = found.code && found.gone && !included.contains("```");
    let ending = found.path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let fenced = fenced.then(|| format!("```{ending}\n{included}\n```"));
    let included = fenced.as_deref().unwrap_or(included);
    if before.is_empty() || before.len() > 100 || !before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) {
        return included.to_owned();
    }
    let bare = before.trim_end();
    let lines = included.split('\n').enumerate();
    let lines = lines.map(|(number, line)| match (number, line.is_empty()) {
        (0, _) => line.to_owned(),
        (_, true) => format!("\n{bare}"),
        (_, false) => format!("\n{before}{line}"),
    });
    lines.collect()
}
