//! What reading a text gives: its tree, and what of the text is not in it. Both are bounded.

use std::ops::Range;

use super::{remark::Remark, tables::LostCells};
use crate::knowledge::Block;

/// Deeper nesting is flattened: no help article needs it, and readers of the tree may recurse safely.
pub(super) const MAX_DEPTH: usize = 32;
/// Bytes of a text; the rest is not read. Six times the longest of 6,000 real help articles.
pub(super) const MAX_BYTES: usize = 400_000;

/// An article's text as a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The tree.
    pub blocks: Vec<Block>,
    /// Raw HTML that was dropped, as byte ranges of the body.
    pub dropped_html: Vec<Range<usize>>,
    /// Rows with more cells than their table has columns.
    pub lost_cells: Vec<LostCells>,
    /// What was meant otherwise, most likely.
    pub remarks: Vec<Remark>,
    /// The id of a first heading that says the title again and is left out.
    pub title_id: Option<String>,
    /// Ids that stand elsewhere than in a heading, as in `<a id="x">`, with the id of the heading they belong to: the one
    /// at or above them; `None` at the top of the text.
    pub extra_ids: Vec<(String, Option<String>)>,
    /// The first thing that stands inside too many others, and is shown flat.
    pub flattened: Option<Range<usize>>,
    /// Where reading ended, in a text that is too long.
    pub cut: Option<usize>,
}
