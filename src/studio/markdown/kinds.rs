//! The parser's words for kinds and levels, in those of the document tree.

use pulldown_cmark::{Alignment, BlockQuoteKind, HeadingLevel};

use crate::knowledge::{Align, Block, Callout, Inline};

/// The text of a block of code.
pub(super) fn run_text(run: &[Inline]) -> String {
    run.iter().map(|inline| if let Inline::Text(text) = inline { text.as_str() } else { "" }).collect()
}

/// The title is level 1; a heading inside an article is at least level 2.
pub(super) fn heading_level(level: HeadingLevel) -> u8 {
    (level as u8).clamp(2, 6)
}

/// Footnotes stand at the end, in the order of their numbers; two of one name are one, since an id leads to one place.
pub(super) fn notes_last(blocks: Vec<Block>) -> Vec<Block> {
    let (mut notes, mut out): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| matches!(block, Block::Footnote(..)));
    notes.sort_by_key(|note| if let Block::Footnote(number, _) = note { *number } else { 0 });
    notes.dedup_by(|second, first| match (second, first) {
        (Block::Footnote(second, more), Block::Footnote(first, blocks)) if first == second => {
            blocks.append(more);
            true
        }
        _ => false,
    });
    out.append(&mut notes);
    out
}

pub(super) fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}

pub(super) fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}
