//! One setting as it was read, and what is returned where none could be.

use std::ops::Range;

use super::{slips::Slip, value::Value};

/// A key with its value and the bytes of both in the block of settings.
#[derive(Debug)]
pub(in crate::studio) struct Entry {
    pub(in crate::studio) key: String,
    pub(in crate::studio) key_span: Range<usize>,
    pub(in crate::studio) value: Value,
    pub(in crate::studio) span: Range<usize>,
    /// Where less was read than what was written.
    pub(in crate::studio) slips: Vec<Slip>,
    /// Whether the key stands further up already.
    pub(in crate::studio) is_again: bool,
}

impl Entry {
    /// The entry of a part that begins at a byte.
    pub(super) fn moved(self, by: usize) -> Self {
        let moved = |span: Range<usize>| by + span.start..by + span.end;
        let slips = self.slips.into_iter().map(|slip| Slip { span: moved(slip.span), ..slip }).collect();
        Self { key_span: moved(self.key_span), span: moved(self.span), slips, ..self }
    }
}

/// The bytes that could not be read, and why.
pub(super) type Failure = (Range<usize>, String);
