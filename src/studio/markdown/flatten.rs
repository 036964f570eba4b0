//! Blocks where only text may stand: in the cell of a table, in a heading, in a title. Each begins a new line.

use super::headings::Headings;
use crate::knowledge::{Block, Inline, Mark};

/// The blocks as one run of text.
pub(super) fn flatten(blocks: Vec<Block>, headings: &mut Headings) -> Vec<Inline> {
    let mut out = Vec::new();
    push_blocks(blocks, headings, &mut out);
    while out.pop_if(|last| *last == Inline::Break).is_some() {}
    out
}

/// A run without blanks and line breaks at its ends; nothing where it is blanks alone, of any kind.
pub(super) fn trimmed(mut run: Vec<Inline>) -> Vec<Inline> {
    let empty = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    if run.iter().all(empty) {
        return Vec::new();
    }
    let blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text) => text.trim_matches(is_blank).is_empty(),
        _ => false,
    };
    let first = run.iter().position(|inline| !blank(inline)).unwrap_or(run.len());
    run.drain(..first);
    while run.pop_if(|last| blank(last)).is_some() {}
    if let Some(Inline::Text(text)) = run.first_mut() {
        let blanks = text.len() - text.trim_start_matches(is_blank).len();
        text.drain(..blanks);
    }
    if let Some(Inline::Text(text)) = run.last_mut() {
        text.truncate(text.trim_end_matches(is_blank).len());
    }
    run
}

/// The white space of HTML, to which a no-break space does not belong.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a run shows anything.
pub(super) fn shows(run: &[Inline]) -> bool {
    run.iter().any(|inline| match inline {
        Inline::Text(text) => !text.trim().is_empty(),
        Inline::Break => false,
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Strike(inner)
        | Inline::Marked(_, inner)
        | Inline::Link(_, inner) => shows(inner),
        Inline::Code(_) | Inline::Image { .. } | Inline::FootnoteRef(_) => true,
    })
}

/// Code in which links and emphasis stand: each piece of text in them is code.
pub(super) fn code(run: Vec<Inline>) -> Vec<Inline> {
    let inside = |inline| match inline {
        Inline::Text(text) if text.trim_matches(is_blank).is_empty() => Inline::Text(text),
        Inline::Text(text) | Inline::Code(text) => Inline::Code(text),
        Inline::Strong(inner) => Inline::Strong(code(inner)),
        Inline::Emphasis(inner) => Inline::Emphasis(code(inner)),
        Inline::Strike(inner) => Inline::Strike(code(inner)),
        Inline::Marked(Mark::Key, inner) => Inline::Marked(Mark::Key, inner),
        Inline::Marked(mark, inner) => Inline::Marked(mark, code(inner)),
        Inline::Link(target, inner) => Inline::Link(target, code(inner)),
        other => other,
    };
    run.into_iter().map(inside).collect()
}

fn new_line(out: &mut Vec<Inline>) {
    if !out.is_empty() && out.last() != Some(&Inline::Break) {
        out.push(Inline::Break);
    }
}

fn push_text(text: String, out: &mut Vec<Inline>) {
    match out.last_mut() {
        Some(Inline::Text(before)) => before.push_str(&text),
        _ => out.push(Inline::Text(text)),
    }
}

fn push_run(run: Vec<Inline>, out: &mut Vec<Inline>) {
    for inline in run {
        match inline {
            Inline::Text(text) => push_text(text, out),
            other => out.push(other),
        }
    }
}

fn push_blocks(blocks: Vec<Block>, headings: &mut Headings, out: &mut Vec<Inline>) {
    for block in blocks {
        // A list's mark stands before its words in the same line.
        if !matches!(out.last(), Some(Inline::Text(text)) if text.ends_with('\u{a0}')) {
            new_line(out);
        }
        match block {
            Block::Paragraph(run) => push_run(run, out),
            Block::Heading { id, text, .. } => {
                headings.flatten(&id);
                push_title(text, out);
            }
            Block::List { start, items } => {
                for (number, item) in (0..).zip(items) {
                    new_line(out);
                    let mark = match (item.task, start) {
                        (Some(true), _) => "☑\u{a0}".to_owned(),
                        (Some(false), _) => "☐\u{a0}".to_owned(),
                        (None, Some(first)) => format!("{}.\u{a0}", first.saturating_add(number)),
                        (None, None) => "•\u{a0}".to_owned(),
                    };
                    push_text(mark, out);
                    push_blocks(item.blocks, headings, out);
                }
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    new_line(out);
                    for (number, cell) in row.into_iter().filter(|cell| shows(cell)).enumerate() {
                        if number > 0 {
                            push_text(" · ".into(), out);
                        }
                        push_run(cell, out);
                    }
                }
            }
            Block::Titled { title, blocks, .. } => {
                push_title(title, out);
                push_blocks(blocks, headings, out);
            }
            Block::Callout(_, blocks) | Block::Quote(blocks) | Block::Footnote(_, blocks) => {
                push_blocks(blocks, headings, out);
            }
            Block::Code(code) => {
                for line in code.lines().filter(|line| !line.trim().is_empty()) {
                    new_line(out);
                    out.push(Inline::Code(line.to_owned()));
                }
            }
            Block::Rule => {}
        }
    }
}

fn push_title(text: Vec<Inline>, out: &mut Vec<Inline>) {
    match text.as_slice() {
        [] => {}
        [Inline::Strong(_)] => push_run(text, out),
        _ => out.push(Inline::Strong(text)),
    }
}
