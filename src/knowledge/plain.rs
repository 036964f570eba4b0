//! The text of a document tree without its structure: what search reads and excerpts show.

use alloc::{string::String, vec::Vec};

use super::{Block, Inline, Mark};
use crate::language::is_word_char;

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
            for row in core::iter::once(head).chain(rows).filter(|row| !row.is_empty()) {
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
        Block::Titled { title, blocks, .. } => {
            push_run(title, out);
            blocks.iter().for_each(|inner| push_block(inner, out));
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
            Inline::Marked(mark, inner) => {
                let own = plain_inlines(inner);
                out.push_str(before_mark(*mark, out, &own));
                out.push_str(&own);
            }
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Break => gap(out),
            Inline::FootnoteRef(_) => {}
        }
    }
}

/// What keeps a mark's text from the word before it. `H₂O` and `m²` are searched as `H2O` and `m2`; but a power is no
/// longer number, a note behind a word no part of it, and two keys are two words.
fn before_mark(mark: Mark, before: &str, own: &str) -> &'static str {
    let word = || before.chars().rev().take_while(|&c| is_word_char(c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match mark {
        Mark::Sup if digit(word().next()) => match digit(own.trim_start_matches(['-', '−', '+']).chars().next()) {
            true => "^",
            false => "",
        },
        Mark::Sup if word().nth(2).is_some() => " ",
        Mark::Key if word().next().is_some() => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// A number above the line is no part of the number before it, and a note is no part of a word; units and formulas
    /// are found as they are typed.
    #[test]
    fn words_around_marks() {
        for (before, mark, own, after, plain) in [
            ("10", Mark::Sup, "2", " g", "10^2 g"),
            ("10", Mark::Sup, "−3", "", "10^−3"),
            ("H", Mark::Sub, "2", "O", "H2O"),
            ("30 m", Mark::Sup, "2", "", "30 m2"),
            ("cm", Mark::Sup, "3", "", "cm3"),
            ("the 1", Mark::Sup, "st", " day", "the 1st day"),
            ("warranty", Mark::Sup, "1", " holds", "warranty 1 holds"),
            ("Malina", Mark::Sup, "TM", "", "Malina TM"),
            ("warranty ", Mark::Sup, "1", "", "warranty 1"),
            ("5 %", Mark::Sup, "*", "", "5 %*"),
            ("press ", Mark::Key, "Ctrl", "+", "press Ctrl+"),
            ("Ctrl", Mark::Key, "C", "", "Ctrl C"),
            ("high", Mark::Highlight, "light", "ed", "highlighted"),
            ("a", Mark::Underline, "b", "", "ab"),
        ] {
            let text = |text: &str| Inline::Text(text.into());
            let run = [text(before), Inline::Marked(mark, vec![text(own)]), text(after)];
            assert_eq!(plain_inlines(&run), plain);
        }
    }
}
