//! Which picture the widget is given: in an article's text an SVG is called by its drawing.

use std::collections::HashMap;

use crate::knowledge::{Block, Inline, Item};

/// The blocks with the files of pictures exchanged, by the names they had.
pub(in crate::studio) fn redraw(blocks: &[Block], files: &HashMap<String, String>) -> Vec<Block> {
    let mut out = blocks.to_vec();
    if !files.is_empty() {
        visit_blocks(&mut out, files);
    }
    out
}

fn visit_blocks(blocks: &mut [Block], files: &HashMap<String, String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => visit(text, files),
            Block::List { items, .. } => items.iter_mut().for_each(|Item { blocks, .. }| visit_blocks(blocks, files)),
            Block::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| visit(cell, files));
            }
            Block::Callout(_, blocks) | Block::Quote(blocks) | Block::Footnote(_, blocks) => {
                visit_blocks(blocks, files);
            }
            Block::Titled { title, blocks, .. } => {
                visit(title, files);
                visit_blocks(blocks, files);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn visit(run: &mut [Inline], files: &HashMap<String, String>) {
    for inline in run {
        match inline {
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Marked(_, inner)
            | Inline::Link(_, inner) => {
                visit(inner, files);
            }
            Inline::Image { src, .. } => {
                if let Some(file) = files.get(src) {
                    src.clone_from(file);
                }
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::FootnoteRef(_) => {}
        }
    }
}
