//! Lists and tables: their parts often have no end tags, and stand in places where they cannot.

use std::ops::Range;

use super::{
    super::{
        builder::Builder,
        frame::{By, Frame, Kind},
        grid::Cell,
    },
    attributes::Attributes,
};
use crate::knowledge::Align;

/// Cells do not span more columns or rows than this.
const MAX_SPAN: usize = 1_000;

impl Builder<'_> {
    pub(super) fn start_list(
        &mut self,
        name: &'static str,
        numbered: bool,
        attributes: &Attributes,
        span: Range<usize>,
    ) {
        if self.boundary() {
            let start = attributes.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
            self.open_box(Kind::List(numbered.then_some(start)), name, span);
        }
    }

    /// An item ends the one before it; without a list around it, it begins one.
    pub(super) fn start_item(&mut self, span: Range<usize>) {
        if !self.boundary() {
            return;
        }
        self.close_in_list(&["li"]);
        if !self.is_in_list() {
            self.open_frame(Kind::List(None), Some("ul"), span.clone());
        }
        self.open_frame(Kind::Item, Some("li"), span);
    }

    /// A term or a definition; without a list around it, a paragraph.
    pub(super) fn start_term(&mut self, kind: Kind, name: &'static str, span: Range<usize>) {
        if !self.boundary() {
            return;
        }
        self.close_in_list(&["dt", "dd"]);
        if self.is_in_list() {
            self.open_frame(kind, Some(name), span);
        }
    }

    fn is_in_list(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.element.is_some() && matches!(frame.kind, Kind::List(_)))
    }

    /// Closes what is open of these names in the innermost list.
    fn close_in_list(&mut self, names: &[&str]) {
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if frame.element.is_some_and(|name| names.contains(&name)) {
                return self.close_through(at, By::Tag);
            }
            let list = matches!(frame.kind, Kind::List(_) | Kind::GridCell(_));
            if list || frame.is_container() {
                return;
            }
        }
    }

    /// Closes all that is open in the innermost table; whether there is one.
    pub(super) fn close_to_grid(&mut self) -> bool {
        let grid = self.frames.iter().rposition(|frame| matches!(frame.kind, Kind::Grid(_)));
        if let Some(grid) = grid.filter(|_| self.boundary()) {
            self.close_through(grid + 1, By::Tag);
            return true;
        }
        self.boundary();
        false
    }

    pub(super) fn start_rows(&mut self, head: bool) {
        if self.close_to_grid()
            && let Kind::Grid(grid) = &mut self.top_mut().kind
        {
            grid.in_head = head;
        }
    }

    pub(super) fn start_row(&mut self, span: Range<usize>) {
        if self.close_to_grid() {
            self.open_frame(Kind::GridRow(Vec::new()), Some("tr"), span);
        }
    }

    pub(super) fn start_cell(&mut self, name: &'static str, head: bool, attributes: &Attributes, span: Range<usize>) {
        if !self.boundary() {
            return;
        }
        let part = |frame: &Frame| matches!(frame.kind, Kind::GridRow(_) | Kind::Grid(_));
        let Some(at) = self.frames.iter().rposition(part) else { return };
        self.close_through(at + 1, By::Tag);
        if matches!(self.top_mut().kind, Kind::Grid(_)) {
            self.open_frame(Kind::GridRow(Vec::new()), Some("tr"), span.clone());
        }
        let spans = |name: &str| {
            let value = attributes.get(name).and_then(|value| value.parse::<usize>().ok());
            value.unwrap_or(1).clamp(1, MAX_SPAN)
        };
        let align = attributes.get("align").or_else(|| attributes.get("style")?.split_once("text-align:").map(|s| s.1));
        let align = align.map(|align| align.trim_start().to_ascii_lowercase());
        let align = align.and_then(|align| match align {
            right if right.starts_with("right") || right.starts_with("end") => Some(Align::End),
            center if center.starts_with("center") => Some(Align::Center),
            left if left.starts_with("left") || left.starts_with("start") => Some(Align::Start),
            _ => None,
        });
        let cell = Cell { blocks: Vec::new(), head, columns: spans("colspan"), rows: spans("rowspan"), align };
        self.open_frame(Kind::GridCell(cell), Some(name), span);
    }
}
