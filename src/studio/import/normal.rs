//! The form of a tree that Markdown can say: what has no words and no effect is taken out, and pieces of text that
//! stand side by side are one, as two pieces of code are, which share their backquotes.

use crate::knowledge::{Block, Inline, Item, Row};

/// The greatest number that a list can begin with in CommonMark.
const GREATEST_START: u32 = 999_999_999;

/// Blocks in that form.
pub(super) fn blocks(blocks: Vec<Block>) -> Vec<Block> {
    blocks.into_iter().filter_map(block).collect()
}

fn block(block: Block) -> Option<Block> {
    Some(match block {
        Block::Heading { level, id, text } => Block::Heading { level: level.clamp(2, 6), id, text: line(text) },
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

/// A run without blanks where a line begins or ends: they are not shown.
fn line(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut rest = run(inlines).into_iter().peekable();
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
    out
}

fn run(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines.into_iter().filter_map(inline) {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) | (Some(Inline::Code(before)), Inline::Code(text)) => {
                before.push_str(&text);
            }
            (_, inline) => out.push(inline),
        }
    }
    out
}

fn inline(inline: Inline) -> Option<Inline> {
    let filled = |inner: Vec<Inline>| Some(run(inner)).filter(|inner| !inner.is_empty());
    Some(match inline {
        Inline::Text(text) if text.is_empty() => return None,
        Inline::Code(code) if code.is_empty() => return None,
        Inline::Code(code) => Inline::Code(code.replace('\n', " ")),
        Inline::Strong(inner) => Inline::Strong(filled(inner)?),
        Inline::Emphasis(inner) => Inline::Emphasis(filled(inner)?),
        Inline::Strike(inner) => Inline::Strike(filled(inner)?),
        Inline::Marked(mark, inner) => Inline::Marked(mark, filled(inner)?),
        Inline::Link(target, inner) => Inline::Link(target, run(inner)),
        Inline::Image { src, alt, .. } => Inline::Image { src, alt, size: None },
        other => other,
    })
}
