//! What an element says about the text in it, for elements that hold lines or blocks.

use super::tidy;
use crate::knowledge::{Block, Inline, Mark, Target};

/// What an element says about the text in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wrap {
    Strong,
    Emphasis,
    Strike,
    Mark(Mark),
    Link(Target),
}

impl Wrap {
    pub(super) fn wrapped(&self, run: Vec<Inline>) -> Inline {
        match self {
            Self::Strong => Inline::Strong(run),
            Self::Emphasis => Inline::Emphasis(run),
            Self::Strike => Inline::Strike(run),
            Self::Mark(mark) => Inline::Marked(*mark, run),
            Self::Link(target) => Inline::Link(target.clone(), run),
        }
    }
}

/// Puts what an element says around every line of a block in it.
pub(super) fn wrap_block(block: &mut Block, wrap: &Wrap) {
    match block {
        Block::Paragraph(run) | Block::Heading { text: run, .. } => {
            let linked = |inline: &Inline| matches!(inline, Inline::Link(..));
            // A link in a link is none.
            if !(matches!(wrap, Wrap::Link(_)) && run.iter().any(linked)) {
                *run = tidy::line(vec![wrap.wrapped(std::mem::take(run))]);
            }
        }
        Block::List { items, .. } => {
            items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|block| wrap_block(block, wrap));
        }
        Block::Callout(_, inner)
        | Block::Quote(inner)
        | Block::Footnote(_, inner)
        | Block::Titled { blocks: inner, .. } => {
            inner.iter_mut().for_each(|block| wrap_block(block, wrap));
        }
        Block::Table { .. } | Block::Code(_) | Block::Rule => {}
    }
}
