//! What reading a text gives: its tree, and what of the text is not in it. Both are bounded.

use std::ops::Range;

use super::{dropped::Dropped, remark::Remark, tables::LostCells};
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
    /// What of HTML is not in the tree, or as a link only.
    pub dropped_html: Vec<Dropped>,
    /// Rules of HTML inside of a line, which cut its paragraph in two.
    pub rules: Vec<Range<usize>>,
    /// Words in angle brackets that name no element of HTML, and are shown.
    pub words: Vec<Range<usize>>,
    /// Rows with more cells than their table has columns.
    pub lost_cells: Vec<LostCells>,
    /// What was meant otherwise, most likely.
    pub remarks: Vec<Remark>,
    /// The id of a first heading that says the title again and is left out.
    pub title_id: Option<String>,
    /// The ids of other elements than headings, as they are written, each with the id of the heading that a link to it
    /// leads to: the next one where nothing stands between, else the one above; `None` is the beginning.
    pub extra_ids: Vec<(String, Option<String>)>,
    /// The first thing that stands inside too many others, and is shown flat.
    pub flattened: Option<Range<usize>>,
    /// Where reading ended, in a text that is too long.
    pub cut: Option<usize>,
}

impl Parsed {
    /// Moves all places to where they are in another text: the one that was written, before it was translated.
    pub(in crate::studio) fn move_spans(&mut self, place: impl Fn(&Range<usize>) -> Range<usize>) {
        let cells = self.lost_cells.iter_mut().map(|lost| &mut lost.span);
        let remarks = self.remarks.iter_mut().map(|remark| &mut remark.span);
        let html = self.dropped_html.iter_mut().map(|dropped| &mut dropped.span).chain(&mut self.words);
        for span in html.chain(cells).chain(remarks).chain(&mut self.flattened) {
            *span = place(span);
        }
        self.cut = self.cut.map(|at| place(&(at..at)).start);
    }
}
