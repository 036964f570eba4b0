//! A document tree as Markdown that is read as the same tree.
//!
//! One paragraph is one line, and signs are escaped only where they would mean something: what is written here is edited
//! by hand afterwards. What is written is read again at once, so that whoever asks knows whether anything would differ.

use std::{collections::BTreeSet, path::Path};

use super::{
    escape::longest_run,
    inline_writer::{self, Place, Style},
    no_files::Nothing,
    normal,
};
use crate::{
    knowledge::{Align, Block, Callout, Fold, Inline, Item, Row, Target, plain_inlines, slugify},
    studio::{
        dialect,
        markdown::{self, Resolver},
    },
};

/// A tree as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The Markdown, with a line feed at its end; empty where there are no blocks.
    pub text: String,
    /// Whether it is read as the tree that it was written from.
    pub exact: bool,
}

/// Writes the blocks of an article. Links and pictures have their addresses in the tree, as a writer would type them:
/// [`Target::Url`] and [`Inline::Image`]. Headings have the ids by which links find them.
#[must_use]
pub fn markdown_text(blocks: &[Block], title: &str) -> Written {
    let blocks = &normal::blocks(blocks.to_vec());
    let mut first = None;
    let mut tags = Tags::None;
    loop {
        let (text, read) = settled(blocks, title, &tags);
        let exact = read == *blocks;
        let differing = || -> BTreeSet<usize> {
            (0..blocks.len()).filter(|number| blocks.get(*number) != read.get(*number)).collect()
        };
        tags = match tags {
            _ if exact => return Written { text, exact },
            Tags::None if read.len() == blocks.len() => Tags::Some(differing()),
            Tags::None | Tags::Some(_) => Tags::All,
            Tags::All => return Written { text: first.unwrap_or(text), exact: false },
        };
        first.get_or_insert(text);
    }
}

/// Where every element of a line is written as a tag: in what was read otherwise than it was meant.
enum Tags {
    None,
    /// In these of the outermost blocks.
    Some(BTreeSet<usize>),
    All,
}

/// The text, and what it is read as. A heading has its id in braces only where its words make another one.
fn settled(blocks: &[Block], title: &str, tags: &Tags) -> (String, Vec<Block>) {
    let ids = heading_ids(blocks);
    let mut own = BTreeSet::new();
    loop {
        let style = Style { place: Place::Paragraph, tags: false };
        let text = Writer { own: &own, heading: 0, style }.article(blocks, title, tags);
        let read = read_markdown(&text, title);
        let (found, before) = (heading_ids(&read), own.len());
        own.extend((0..ids.len()).filter(|number| ids.get(*number) != found.get(*number)));
        if own.len() == before {
            return (text, read);
        }
    }
}

/// Reads Markdown with every address as it stands: the other direction of [`markdown_text`].
#[must_use]
pub fn read_markdown(text: &str, title: &str) -> Vec<Block> {
    let context = dialect::Context { file: Path::new("a.md"), title, sources: &Nothing };
    let translation = dialect::translate(text, &context);
    normal::blocks(markdown::parse(&translation.text, title, &mut Addresses).blocks)
}

/// Takes every address as it stands.
struct Addresses;

impl Resolver for Addresses {
    fn link(&mut self, address: &str, _: std::ops::Range<usize>) -> Option<Target> {
        Some(match address.strip_prefix('#') {
            Some(id) => Target::Anchor(id.to_owned()),
            None => Target::Url(address.to_owned()),
        })
    }

    fn image(&mut self, address: &str, alt: String, _: std::ops::Range<usize>) -> Option<Inline> {
        Some(Inline::Image { src: address.to_owned(), alt, size: None })
    }
}

/// The ids of all headings, in their order.
fn heading_ids(blocks: &[Block]) -> Vec<&str> {
    let mut out = Vec::new();
    collect_ids(blocks, &mut out);
    out
}

fn collect_ids<'a>(blocks: &'a [Block], out: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => out.push(id),
            Block::List { items, .. } => items.iter().for_each(|item| collect_ids(&item.blocks, out)),
            Block::Callout(_, inner)
            | Block::Quote(inner)
            | Block::Footnote(_, inner)
            | Block::Titled { blocks: inner, .. } => collect_ids(inner, out),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// The text so far.
struct Writer<'a> {
    /// The headings that get their id in braces, by their number.
    own: &'a BTreeSet<usize>,
    /// How many headings are written.
    heading: usize,
    style: Style,
}

impl Writer<'_> {
    fn article(&mut self, blocks: &[Block], title: &str, tags: &Tags) -> String {
        let mut out = String::new();
        // A first heading that says the title again is left out when it is read, and one of them has to stay.
        if let Some(Block::Heading { text, .. }) = blocks.first() {
            let words = plain_inlines(text);
            if words.trim() == title.trim() || !slugify(title).is_empty() && slugify(&words) == slugify(title) {
                let title = inline_writer::run(&[Inline::Text(title.to_owned())], self.at(Place::Heading));
                out = format!("# {title}\n\n");
            }
        }
        out.push_str(&self.sequence(blocks, false, |number| match tags {
            Tags::None => false,
            Tags::Some(some) => some.contains(&number),
            Tags::All => true,
        }));
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    fn at(&self, place: Place) -> Style {
        Style { place, ..self.style }
    }

    /// Blocks with a blank line between them; `inside` an item a list follows its paragraph directly.
    fn blocks(&mut self, blocks: &[Block], inside: bool) -> String {
        let tags = self.style.tags;
        self.sequence(blocks, inside, |_| tags)
    }

    fn sequence(&mut self, blocks: &[Block], inside: bool, tags: impl Fn(usize) -> bool) -> String {
        let mut out = String::new();
        let mut before: Option<&Block> = None;
        // Two lists of one kind would be one list: the second has another sign.
        let mut second = false;
        for (number, block) in blocks.iter().enumerate() {
            self.style.tags = tags(number);
            second = match (before, block) {
                (Some(Block::List { start, .. }), Block::List { start: next, .. })
                    if start.is_some() == next.is_some() =>
                {
                    !second
                }
                _ => false,
            };
            let text = self.block(block, second, inside);
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                let close = inside
                    && matches!(before, Some(Block::Paragraph(_)))
                    && matches!(block, Block::List { start: None | Some(1), items }
                        if items.first().is_some_and(|item| matches!(item.blocks.first(), Some(Block::Paragraph(_)))));
                out.push_str(if close { "\n" } else { "\n\n" });
            }
            out.push_str(&text);
            before = Some(block);
        }
        out
    }

    fn block(&mut self, block: &Block, second: bool, inside: bool) -> String {
        match block {
            Block::Heading { level, id, text } => self.heading(*level, id, text),
            Block::Paragraph(run) => inline_writer::run(run, self.at(Place::Paragraph)),
            Block::List { start, items } => self.list(*start, items, second),
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Callout(kind, inner) if self.style.tags => {
                let inner = self.blocks(inner, false);
                format!("<aside class=\"{}\">\n\n{inner}\n\n</aside>", kind.class())
            }
            Block::Callout(kind, inner) => {
                let mark = format!("[!{}]", kind.class().to_uppercase());
                // A list that begins with another number than 1 is none directly below a line of text.
                let gap = if matches!(inner.first(), Some(Block::Paragraph(_))) { "\n" } else { "\n\n" };
                let inner = self.blocks(inner, false);
                quoted(&if inner.is_empty() { mark } else { format!("{mark}{gap}{inner}") })
            }
            Block::Quote(inner) => quoted(&self.blocks(inner, false)),
            Block::Code(code) => {
                let fence = "`".repeat((longest_run(code, '`') + 1).max(3));
                let end = if code.is_empty() || code.ends_with('\n') { "" } else { "\n" };
                format!("{fence}\n{code}{end}{fence}")
            }
            // Three hyphens in an item of hyphens would be a rule in the item's place.
            Block::Rule => if inside { "___" } else { "---" }.to_owned(),
            Block::Titled { callout, fold, title, blocks } => self.titled(*callout, *fold, title, blocks),
            Block::Footnote(number, inner) => indented(&format!("[^{number}]: "), 4, &self.blocks(inner, false)),
        }
    }

    fn heading(&mut self, level: u8, id: &str, text: &[Inline]) -> String {
        let mut out = "#".repeat(usize::from(level.clamp(2, 6)));
        let mut words = inline_writer::run(text, self.at(Place::Heading));
        let own = self.own.contains(&self.heading);
        // Two pairs of braces would be two lists of attributes.
        if own && words.ends_with('}') {
            words.pop();
            words.push_str("&#125;");
        }
        if !words.is_empty() {
            out.push(' ');
            out.push_str(&words);
        }
        if own {
            out.push_str(&format!(" {{#{id}}}"));
        }
        self.heading += 1;
        out
    }

    fn list(&mut self, start: Option<u32>, items: &[Item], second: bool) -> String {
        let mut number = start.map(u64::from);
        let items: Vec<String> = items
            .iter()
            .map(|item| {
                let mut marker = match (number, second) {
                    (Some(number), false) => format!("{number}. "),
                    (Some(number), true) => format!("{number}) "),
                    (None, false) => "- ".to_owned(),
                    (None, true) => "* ".to_owned(),
                };
                number = number.map(|number| (number + 1).min(999_999_999));
                let indent = marker.len();
                if let Some(done) = item.task {
                    marker.push_str(if done { "[x] " } else { "[ ] " });
                }
                indented(&marker, indent, &self.blocks(&item.blocks, true))
            })
            .collect();
        let loose = items.iter().any(|item| item.contains("\n\n"));
        items.join(if loose { "\n\n" } else { "\n" })
    }

    /// A callout with a title, or text that folds: as the elements that HTML has for them.
    fn titled(&mut self, callout: Option<Callout>, fold: Fold, title: &[Inline], blocks: &[Block]) -> String {
        let plain = plain_inlines(title);
        // As people write it, where nothing in the title could be read as a sign.
        let simple = |c: char| c.is_alphanumeric() || c == ' ' || ".,?!:;()„”–/%".contains(c);
        if let (Some(callout), Fold::Never, true) =
            (callout, fold, plain.chars().all(simple) && !plain.is_empty() && !self.style.tags)
        {
            let inner = self.blocks(blocks, false);
            let gap = if inner.is_empty() { "" } else { "\n\n" };
            return quoted(&format!("[!{}] {plain}{gap}{inner}", callout.class().to_uppercase()));
        }
        let class = callout.map(|callout| format!(" class=\"{}\"", callout.class())).unwrap_or_default();
        let summary = inline_writer::run(title, self.at(Place::Heading));
        let (open, close) = match fold {
            Fold::Never => {
                let title = plain.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
                (format!("<aside{class} title=\"{title}\">"), "</aside>")
            }
            Fold::Closed => (format!("<details{class}>\n<summary>{summary}</summary>"), "</details>"),
            Fold::Open => (format!("<details{class} open>\n<summary>{summary}</summary>"), "</details>"),
        };
        let inner = self.blocks(blocks, false);
        if inner.is_empty() { format!("{open}\n{close}") } else { format!("{open}\n\n{inner}\n\n{close}") }
    }

    fn table(&mut self, align: &[Align], head: &Row, rows: &[Row]) -> String {
        let rule = align.iter().map(|align| match align {
            Align::Start => "---",
            Align::Center => ":-:",
            Align::End => "--:",
        });
        let rule: Vec<&str> = rule.collect();
        let row = |row: &Row| {
            let cell = |number: usize| {
                row.get(number).map_or(String::new(), |cell| inline_writer::run(cell, self.at(Place::Cell)))
            };
            let cells: Vec<String> = (0..rule.len()).map(cell).collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines = vec![row(head), format!("| {} |", rule.join(" | "))];
        lines.extend(rows.iter().map(row));
        lines.join("\n")
    }
}

/// Text behind the sign of a quote.
fn quoted(text: &str) -> String {
    let lines = text.split('\n').map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text behind a marker, its other lines as far in as the marker is wide.
fn indented(marker: &str, indent: usize, text: &str) -> String {
    let indent = " ".repeat(indent);
    let mut out = String::new();
    for (number, line) in text.split('\n').enumerate() {
        match number {
            0 if line.is_empty() => out.push_str(marker.trim_end()),
            0 => {
                out.push_str(marker);
                out.push_str(line);
            }
            _ if line.is_empty() => out.push('\n'),
            _ => {
                out.push('\n');
                out.push_str(&indent);
                out.push_str(line);
            }
        }
    }
    out
}

#[cfg(test)]
#[path = "markdown_writer/tests.rs"]
mod tests;
