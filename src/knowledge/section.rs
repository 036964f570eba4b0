//! Sections: the unit of answering. One rule for the index builder and for the reader in the browser, so that
//! a section's number means the same on both sides.

use alloc::string::String;
use core::ops::Range;

use super::{Block, plain_inlines};

/// A heading with the blocks under it, or the lead before the first heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's id and words; `None` for the lead.
    pub heading: Option<(String, String)>,
    /// The blocks under the heading, without the heading itself.
    pub blocks: Range<usize>,
}

/// Cuts an article into sections. There is always at least one: the lead, which may be empty.
#[must_use]
pub fn sections(blocks: &[Block]) -> alloc::vec::Vec<Section> {
    let mut out = alloc::vec![Section { heading: None, blocks: 0..0 }];
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading { id, text, .. } = block {
            out.push(Section { heading: Some((id.clone(), plain_inlines(text))), blocks: at + 1..at + 1 });
        } else if let Some(last) = out.last_mut() {
            last.blocks.end = at + 1;
        }
    }
    out
}
