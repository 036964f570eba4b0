//! The text of a document tree without its structure: what search reads and excerpts show.

use alloc::{string::String, vec::Vec};

use super::{Block, Inline};

/// The text of blocks, with one space between any two of them.
#[must_use]
pub fn plain_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        push_block(block, &mut out);
    }
    out
}

/// The text of a run.
#[must_use]
pub fn plain_inlines(run: &[Inline]) -> String {
    let mut out = String::new();
    push_run(run, &mut out);
    out
}

fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_block(block: &Block, out: &mut String) {
    gap(out);
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => push_run(text, out),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|inner| push_block(inner, out))
        }
        Block::Table { head, rows, .. } => {
            for row in core::iter::once(head).chain(rows) {
                gap(out);
                for (at, cell) in row.iter().enumerate() {
                    // Shown in excerpts: cells must not run into one another.
                    out.push_str(if at > 0 { " · " } else { "" });
                    push_run(cell, out);
                }
                out.push(';');
            }
        }
        Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => {
            inner.iter().for_each(|inner| push_block(inner, out));
        }
        Block::Code(code) => out.push_str(&code.split_whitespace().collect::<Vec<_>>().join(" ")),
        Block::Rule => {}
    }
}

fn push_run(run: &[Inline], out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link(_, inner) => {
                push_run(inner, out);
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Break => gap(out),
            Inline::FootnoteRef(_) => {}
        }
    }
}
