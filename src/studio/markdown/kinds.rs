//! The parser's words for kinds and levels, in those of the document tree.

use pulldown_cmark::{Alignment, BlockQuoteKind, HeadingLevel};

use crate::knowledge::{Align, Callout, Inline};

/// The text of a block of code.
pub(super) fn run_text(run: &[Inline]) -> String {
    run.iter().map(|inline| if let Inline::Text(text) = inline { text.as_str() } else { "" }).collect()
}

/// The title is level 1; a heading inside an article is at least level 2.
pub(super) fn heading_level(level: HeadingLevel) -> u8 {
    (level as u8).clamp(2, 6)
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
