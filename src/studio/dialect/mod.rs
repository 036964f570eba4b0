//! Foreign dialects of Markdown become CommonMark and plain HTML, before the parser reads a text.
//!
//! Docusaurus, MkDocs, GitBook, Jekyll, Hugo, Obsidian and others each add their own signs to Markdown. A row of passes
//! rewrites them: callouts become `<aside class="tip" title="T">` on lines of their own, what folds `<details>`, tabs
//! headings, wiki links links. What no pass understands is taken out and counted, never shown. Code is left alone, and
//! so is text that only looks like markup. `docs/writers/dialects.md` tells writers what is understood.
//!
//! Each pass is linear in the text, reads nothing but the text, and leaves a map behind that leads from its result to
//! what was written; only `includes` asks for other files, by a trait. Nothing here knows articles or links.

mod foreign;
mod lines;
mod offsets;

mod arguments;
mod icons;
mod names;
mod spans;

mod code;
mod heads;
mod pass;

mod attributes;
mod bold;
mod cells;
mod data;
mod escapes;
mod inline;
mod marks;
mod near;
mod pieces;
mod references;
mod signs;
mod wiki;

mod alone;
mod tags;
mod writer;

mod blocks;
mod brackets;
mod captures;
mod colons;
mod dedent;
mod fences;
mod grids;
mod jsx;
mod marked;
mod mkdocs;
mod quotes;
mod template;

mod asked;
mod includes;
mod sections;

use std::{borrow::Cow, path::Path};

pub(super) use foreign::{Foreign, ForeignKind};
pub(super) use includes::Sources;
pub(super) use offsets::OffsetMap;
use pass::{Outline, Pass};

/// The signs of template languages.
const TEMPLATES: [&str; 6] = ["{%", "{{", "{#", "{!", "{\\{", "{\\%"];

/// What a text is read with.
pub(super) struct Context<'a> {
    /// The file, by its path in the content folder.
    pub(super) file: &'a Path,
    /// The title of the article, which a text may show.
    pub(super) title: &'a str,
    /// The files that a text may include.
    pub(super) sources: &'a dyn Sources,
}

/// A text without foreign markup.
pub(super) struct Translation<'a> {
    /// Borrowed where nothing was changed.
    pub(super) text: Cow<'a, str>,
    pub(super) map: OffsetMap,
    /// What was taken out and is lost, in order.
    pub(super) foreign: Vec<Foreign>,
    /// Of the text as it is by now.
    outline: Outline,
    letters: Letters,
    /// Whether a text is code because four blanks stand before it.
    indented: bool,
}

impl<'a> Translation<'a> {
    fn new(text: &'a str, indented: bool) -> Self {
        Self {
            text: Cow::Borrowed(text),
            map: OffsetMap::default(),
            foreign: Vec::new(),
            outline: Outline::default(),
            letters: Letters::of(text),
            indented,
        }
    }

    /// Runs one pass over the text as it is by now, if it has one of the signs that the pass looks for.
    fn run(&mut self, signs: &[&str], run: impl FnOnce(&mut Pass<'_>)) {
        if !signs.iter().any(|sign| self.letters.has(sign) && self.text.contains(sign)) {
            return;
        }
        let mut pass = Pass::new(&self.text, self.indented, &self.outline);
        run(&mut pass);
        let Pass { edits, foreign, .. } = pass;
        let changed = edits.apply(&self.text);
        let map = &self.map;
        self.foreign.extend(foreign.into_iter().map(|lost| Foreign { span: map.range(&lost.span), ..lost }));
        if let Some((text, layer)) = changed {
            self.letters = Letters::of(&text);
            self.text = Cow::Owned(text);
            self.outline = Outline::default();
            self.map.push(layer);
        }
    }
}

/// The ASCII characters that a text has: most of the signs of the dialects are sought in vain, and this is what tells.
struct Letters(u128);

impl Letters {
    fn of(text: &str) -> Self {
        Self(text.as_bytes().iter().fold(0, |all, byte| all | Self::bit(*byte)))
    }

    fn bit(byte: u8) -> u128 {
        1_u128.checked_shl(byte.into()).unwrap_or_default()
    }

    /// Whether the text may have a sign.
    fn has(&self, sign: &str) -> bool {
        sign.bytes().all(|byte| !byte.is_ascii() || self.0 & Self::bit(byte) != 0)
    }
}

/// Translates the text of a file.
pub(super) fn translate<'a>(body: &'a str, context: &Context<'_>) -> Translation<'a> {
    let ending = context.file.extension().unwrap_or_default();
    let mdx = ending.eq_ignore_ascii_case("mdx") || jsx::is_mdx(body);
    let title = context.title;
    // Four blanks make code, but never in MDX.
    let mut out = Translation::new(body, !mdx);
    const INCLUDES: [&str; 10] =
        ["include", "--8<--", "<<< ", "![[", "import ", "{!", "INCLUDE", "readfile", "{%", "{{"];
    out.run(&INCLUDES, |pass| includes::translate(pass, context.file, context.sources));
    out.run(&["```", "~~~"], fences::translate);
    out.run(&["!!!", "???", "=== \"", "===! \"", "===+ \""], mkdocs::translate);
    out.run(&[">"], quotes::translate);
    out.run(&["{%"], captures::translate);
    out.run(&TEMPLATES, |pass| template::translate(pass, title, false));
    out.run(&["[/"], brackets::translate);
    out.run(&["#", "-->", "|", "+++", "==-", ".. ", "@"], near::translate);
    out.run(&["|"], grids::translate);
    out.run(&["|"], cells::translate);
    out.run(&["///", "#+", "::"], marked::translate);
    out.run(&["::"], colons::translate);
    out.run(&blocks::SIGNS, blocks::translate);
    out.run(&["import ", "export "], |pass| jsx::modules(pass, mdx));
    if mdx {
        out.run(&["<"], dedent::translate);
    }
    out.run(&["<", "{"], |pass| jsx::translate(pass, mdx, title));
    out.run(&["></"], icons::elements);
    for (signs, run) in inline::PASSES {
        out.run(signs, run);
    }
    out.foreign.sort_by_key(|lost| lost.span.start);
    out
}

/// A text of one line, such as a title or a description, without foreign markup.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', '[', '<', ':', '=', '%', '^', '~', '+', '`', '*', '\\']) {
        return Cow::Borrowed(text);
    }
    let mut out = Translation::new(text, false);
    out.run(&TEMPLATES, |pass| template::translate(pass, "", true));
    // Escaped signs lose their backslashes at the end: a title has no code.
    for (signs, run) in inline::PASSES.into_iter().filter(|(signs, _)| !signs.contains(&"\\")) {
        out.run(signs, run);
    }
    match out.text {
        Cow::Borrowed(_) => inline::bare(text),
        // What was made is Markdown, and a title has none.
        Cow::Owned(made) if made.contains(['<', '[']) => Cow::Owned(inline::plain_words(&made)),
        Cow::Owned(made) => {
            let made = made.split_whitespace().collect::<Vec<_>>().join(" ");
            Cow::Owned(inline::bare(&made).into_owned())
        }
    }
}

#[cfg(test)]
mod tests;
