//! The form of a tree that Markdown can say: what has no words and no effect is taken out, and pieces of text that
//! stand side by side are one, as two pieces of code are, which share their backquotes.

use crate::{
    knowledge::{Block, Inline, Item, Mark, Row, Target},
    studio::markdown::bare_addresses,
};

/// The greatest number that a list can begin with in CommonMark.
const GREATEST_START: u32 = 999_999_999;

/// Blocks in that form.
pub(super) fn blocks(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter_map(block).collect()
}

fn block(block: Block) -> Option<Block> {
    Some(match block {
        Block::Heading { level, id, text } => {
            let text = line(text);
            if text.is_empty() {
                return None;
            }
            Block::Heading { level: level.clamp(2, 6), id, text }
        }
        Block::Paragraph(text) => {
            let text = line(text);
            // A paragraph of line breaks alone keeps two others apart, as every paragraph does.
            if text.iter().all(|inline| *inline == Inline::Break) {
                return None;
            }
            Block::Paragraph(text)
        }
        Block::List { start, items } => {
            let items: Vec<Item> = items.into_iter().map(item).collect();
            if items.is_empty() {
                return None;
            }
            Block::List { start: start.map(|start| start.min(GREATEST_START)), items }
        }
        Block::Table { align, head, rows } => {
            if align.is_empty() {
                return None;
            }
            let row = |cells: Row| {
                let mut cells: Row = cells.into_iter().map(line).collect();
                cells.resize(align.len(), Vec::new());
                cells
            };
            let (head, rows) = (row(head), rows.into_iter().map(row).collect());
            let head = if head.iter().all(Vec::is_empty) { Vec::new() } else { head };
            Block::Table { align, head, rows }
        }
        Block::Callout(kind, inner) => Block::Callout(kind, blocks(inner)),
        Block::Quote(inner) => Block::Quote(blocks(inner)),
        Block::Code(mut code) => {
            if !code.is_empty() && !code.ends_with('\n') {
                code.push('\n');
            }
            Block::Code(code)
        }
        Block::Rule => Block::Rule,
        Block::Footnote(number, inner) => Block::Footnote(number, blocks(inner)),
        Block::Titled { callout, fold, title, blocks: inner } => {
            Block::Titled { callout, fold, title: line(title), blocks: blocks(inner) }
        }
    })
}

fn item(item: Item) -> Item {
    let blocks = blocks(item.blocks);
    // A box stands before words.
    let task = item.task.filter(|_| matches!(blocks.first(), Some(Block::Paragraph(_))));
    Item { task, blocks }
}

/// A run without blanks where a line begins or ends, and without breaks before the first and behind the last word: they
/// are not shown.
fn line(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut rest = run(inlines, &mut Vec::new()).into_iter().peekable();
    while let Some(inline) = rest.next() {
        let starts = out.last().is_none_or(|before| *before == Inline::Break);
        let ends = rest.peek().is_none_or(|next| *next == Inline::Break);
        match inline {
            Inline::Text(text) if starts || ends => {
                let text = if starts { text.trim_start() } else { &text };
                let text = if ends { text.trim_end() } else { text };
                out.extend(Some(text).filter(|text| !text.is_empty()).map(|text| Inline::Text(text.to_owned())));
            }
            other => out.push(other),
        }
    }
    while out.pop_if(|last| *last == Inline::Break).is_some() {}
    let breaks = out.iter().take_while(|inline| **inline == Inline::Break).count();
    out.drain(..breaks);
    out
}

/// What an element says, without what is in it.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    Strong,
    Emphasis,
    Strike,
    Mark(Mark),
    /// A link, in which an address is none of its own.
    Link,
}

/// A run, in elements that say something already: what is said twice is said once.
fn run(inlines: Vec<Inline>, said: &mut Vec<Says>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines.into_iter().flat_map(|inline| self::inline(inline, said)) {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) | (Some(Inline::Code(before)), Inline::Code(text)) => {
                before.push_str(&text);
            }
            (_, inline) => out.push(inline),
        }
    }
    if said.contains(&Says::Link) { out } else { linked(out) }
}

/// A run whose bare addresses are links, as they are when it is read.
fn linked(run: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(run.len());
    for (number, inline) in run.into_iter().enumerate() {
        let Inline::Text(text) = inline else {
            out.push(inline);
            continue;
        };
        // Behind an element stands one of its signs.
        let before = (number > 0).then_some('*');
        let mut from = 0;
        for (part, address) in bare_addresses(&text, before) {
            let words = text.get(from..part.start).unwrap_or_default();
            out.extend((!words.is_empty()).then(|| Inline::Text(words.to_owned())));
            let words = text.get(part.clone()).unwrap_or_default();
            out.push(Inline::Link(Target::Url(address), vec![Inline::Text(words.to_owned())]));
            from = part.end;
        }
        let rest = text.get(from..).unwrap_or_default();
        out.extend((!rest.is_empty()).then(|| Inline::Text(rest.to_owned())));
    }
    out
}

/// An element; what is in it where it has no words, or where it says nothing new.
fn inline(inline: Inline, said: &mut Vec<Says>) -> Vec<Inline> {
    let (says, inner) = match inline {
        Inline::Strong(inner) => (Says::Strong, inner),
        Inline::Emphasis(inner) => (Says::Emphasis, inner),
        Inline::Strike(inner) => (Says::Strike, inner),
        Inline::Marked(mark, inner) => (Says::Mark(mark), inner),
        Inline::Text(text) if text.is_empty() => return Vec::new(),
        Inline::Code(code) if code.is_empty() => return Vec::new(),
        Inline::Code(code) => return vec![Inline::Code(code.replace('\n', " "))],
        Inline::Link(target, inner) => {
            said.push(Says::Link);
            let inner = run(inner, said);
            said.pop();
            return vec![Inline::Link(target, inner)];
        }
        Inline::Image { src, alt, .. } => return vec![Inline::Image { src, alt, size: None }],
        other => return vec![other],
    };
    if said.contains(&says) {
        return run(inner, said);
    }
    said.push(says);
    let inner = run(inner, said);
    said.pop();
    if inner.iter().all(is_silent) {
        return inner;
    }
    let (mut out, inner, mut behind) = parted(inner);
    match says {
        Says::Strong => out.push(Inline::Strong(inner)),
        Says::Emphasis => out.push(Inline::Emphasis(inner)),
        Says::Strike => out.push(Inline::Strike(inner)),
        Says::Mark(mark) => out.push(Inline::Marked(mark, inner)),
        Says::Link => out.extend(inner),
    }
    out.append(&mut behind);
    out
}

/// What is in an element, and the blanks and breaks at its ends, which stand outside of it.
fn parted(mut inner: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>, Vec<Inline>) {
    let text = |text: &str| Inline::Text(text.to_owned());
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let blank =
        |inline: &Inline| *inline == Inline::Break || matches!(inline, Inline::Text(text) if text.trim().is_empty());
    let first = inner.iter().take_while(|inline| blank(inline)).count();
    before.extend(inner.drain(..first));
    if let Some(Inline::Text(own)) = inner.first_mut() {
        let words = own.trim_start();
        before.extend((words.len() < own.len()).then(|| text(own.get(..own.len() - words.len()).unwrap_or_default())));
        *own = words.to_owned();
    }
    let last = inner.iter().rev().take_while(|inline| blank(inline)).count();
    let ends = inner.split_off(inner.len() - last);
    if let Some(Inline::Text(own)) = inner.last_mut() {
        let words = own.trim_end().len();
        behind.extend((words < own.len()).then(|| text(own.get(words..).unwrap_or_default())));
        own.truncate(words);
    }
    behind.extend(ends);
    (before, inner, behind)
}

fn is_silent(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Link(_, inner) => inner.iter().all(is_silent),
        _ => false,
    }
}
