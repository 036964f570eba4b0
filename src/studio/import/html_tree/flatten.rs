//! Blocks in one line, where Markdown has no others: in cells and titles.

use super::tidy;
use crate::knowledge::{Block, Inline};

/// Blocks as the lines of a cell.
pub(super) fn in_one_line(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out = Vec::new();
    lines(blocks, &mut out);
    tidy::line(out)
}

fn lines(blocks: Vec<Block>, out: &mut Vec<Inline>) {
    for block in blocks {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        match block {
            Block::Paragraph(run) => out.extend(run),
            Block::Heading { text, .. } => out.push(Inline::Strong(text)),
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => lines(inner, out),
            Block::Titled { title, blocks, .. } => {
                out.push(Inline::Strong(title));
                if !blocks.is_empty() {
                    out.push(Inline::Break);
                }
                lines(blocks, out);
            }
            Block::List { start, items } => {
                for (number, item) in (0_u32..).zip(items) {
                    if number > 0 {
                        out.push(Inline::Break);
                    }
                    out.push(Inline::Text(match start {
                        Some(start) => format!("{}. ", start.saturating_add(number)),
                        None => "• ".to_owned(),
                    }));
                    let mut inner = Vec::new();
                    lines(item.blocks, &mut inner);
                    out.append(&mut inner);
                }
            }
            Block::Code(code) => {
                for (number, line) in code.lines().enumerate() {
                    if number > 0 {
                        out.push(Inline::Break);
                    }
                    out.push(Inline::Code(line.to_owned()));
                }
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows).filter(|row| row.iter().any(|cell| !cell.is_empty())) {
                    for (number, mut cell) in row.into_iter().enumerate() {
                        if number > 0 {
                            out.push(Inline::Text(" · ".to_owned()));
                        }
                        out.append(&mut cell);
                    }
                    out.push(Inline::Break);
                }
            }
            Block::Rule => {}
        }
    }
}
