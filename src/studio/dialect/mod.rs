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
mod jsx;
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
use pass::Pass;

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
}

impl Translation<'_> {
    /// Runs one pass over the text as it is by now.
    fn run(&mut self, indented: bool, signs: &[&str], run: impl FnOnce(&mut Pass<'_>)) {
        if !signs.iter().any(|sign| self.text.contains(sign)) {
            return;
        }
        let mut pass = Pass::new(&self.text, indented);
        run(&mut pass);
        let Pass { edits, foreign, .. } = pass;
        let changed = edits.apply(&self.text);
        let map = &self.map;
        self.foreign.extend(foreign.into_iter().map(|lost| Foreign { span: map.range(&lost.span), ..lost }));
        if let Some((text, layer)) = changed {
            self.text = Cow::Owned(text);
            self.map.push(layer);
        }
    }
}

/// Translates the text of a file.
pub(super) fn translate<'a>(body: &'a str, context: &Context<'_>) -> Translation<'a> {
    let mut out = Translation { text: Cow::Borrowed(body), map: OffsetMap::default(), foreign: Vec::new() };
    let ending = context.file.extension().unwrap_or_default();
    let mdx = ending.eq_ignore_ascii_case("mdx") || jsx::is_mdx(body);
    let title = context.title;
    // Whether four blanks make code: never in MDX.
    let code = !mdx;
    const INCLUDES: [&str; 10] =
        ["include", "--8<--", "<<< ", "![[", "import ", "{!", "INCLUDE", "readfile", "{%", "{{"];
    out.run(code, &INCLUDES, |pass| includes::translate(pass, context.file, context.sources));
    out.run(code, &["```", "~~~"], fences::translate);
    out.run(code, &["!!!", "???", "=== \"", "===! \"", "===+ \""], mkdocs::translate);
    out.run(code, &[">"], quotes::translate);
    out.run(code, &["{%"], captures::translate);
    out.run(code, &TEMPLATES, |pass| template::translate(pass, title, false));
    out.run(code, &["[/"], brackets::translate);
    out.run(code, &["#", "-->", "|", "+++", "==-", ".. ", "@"], near::translate);
    out.run(code, &["|"], cells::translate);
    out.run(code, &["::"], colons::translate);
    out.run(code, &[""], blocks::translate);
    out.run(code, &["import ", "export "], |pass| jsx::modules(pass, mdx));
    if mdx {
        out.run(code, &["<"], dedent::translate);
    }
    out.run(code, &["<", "{"], |pass| jsx::translate(pass, mdx, title));
    for (signs, run) in inline::PASSES {
        out.run(code, signs, run);
    }
    out.foreign.sort_by_key(|lost| lost.span.start);
    out
}

/// A text of one line, such as a title or a description, without foreign markup.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', '[', '<', ':', '=', '%', '^', '~', '+', '`', '*', '\\', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = Translation { text: Cow::Borrowed(text), map: OffsetMap::default(), foreign: Vec::new() };
    out.run(false, &TEMPLATES, |pass| template::translate(pass, "", true));
    for (signs, run) in inline::PASSES {
        out.run(false, signs, run);
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
