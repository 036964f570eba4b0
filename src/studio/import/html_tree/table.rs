//! Tables. Markdown has one head, single cells, and lines in them; what only arranges a page is no table.

use super::{
    super::{
        dom::{Dom, NodeId},
        losses::Loss,
    },
    flatten::in_one_line,
    reader::{Flow, Reader},
    style, tidy,
    wrap::Wrap,
};
use crate::knowledge::{Align, Block, Inline, Row};

/// Columns that are kept; more are put into the last.
const MAX_COLUMNS: usize = 60;
/// Rows that a cell can span.
const MAX_SPAN: usize = 1_000;

/// A cell with its place.
struct Cell {
    blocks: Vec<Block>,
    is_head: bool,
    align: Option<String>,
    columns: usize,
    rows: usize,
}

impl Reader<'_> {
    pub(super) fn table(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        if let Some(caption) = dom.children(id).find(|child| dom.name(*child) == "caption") {
            self.node(caption, flow);
        }
        let (rows, heads) = rows(dom, id);
        let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| self.cells(row)).filter(|row| !row.is_empty()).collect();
        let width = rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<usize>()).max().unwrap_or_default();
        if is_layout(&rows, width) {
            if rows.len() > 1 || width > 1 {
                self.page.lost(Loss::Layout, &first_words(&rows));
            }
            let cells = rows.into_iter().flatten();
            return cells.for_each(|mut cell| flow.blocks.append(&mut cell.blocks));
        }
        if rows.iter().flatten().any(|cell| cell.rows > 1 || cell.columns > 1) {
            self.page.lost(Loss::Spans, &first_words(&rows));
        }
        flow.push(table(rows, heads));
    }

    fn cells(&mut self, row: NodeId) -> Vec<Cell> {
        let dom = self.dom;
        let span = |id, name: &str, most: usize| {
            let span = dom.attribute(id, name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
            // `0` is to the end of the rows.
            if span == 0 { most } else { span.min(most) }
        };
        let mut cells = Vec::new();
        let found: Vec<NodeId> = dom.children(row).filter(|cell| matches!(dom.name(*cell), "td" | "th")).collect();
        for cell in found {
            if self.skips(cell) {
                continue;
            }
            let columns = span(cell, "colspan", MAX_COLUMNS);
            let rows = span(cell, "rowspan", MAX_SPAN);
            let (is_head, align) = (dom.name(cell) == "th", style::alignment(dom, cell));
            cells.push(Cell { blocks: self.inner_blocks(cell), is_head, align, columns, rows });
        }
        cells
    }
}

/// The rows of a table, those of tables in it not counted, and how many of them are its head.
fn rows(dom: &Dom, table: NodeId) -> (Vec<NodeId>, usize) {
    let (mut head, mut body, mut foot) = (Vec::new(), Vec::new(), Vec::new());
    for part in dom.children(table) {
        let rows = dom.children(part).filter(|row| dom.name(*row) == "tr");
        match dom.name(part) {
            "thead" => head.extend(rows),
            "tfoot" => foot.extend(rows),
            "tbody" => body.extend(rows),
            "tr" => body.push(part),
            _ => {}
        }
    }
    let heads = head.len();
    head.append(&mut body);
    head.append(&mut foot);
    (head, heads)
}

/// Whether a table only arranges a page: one box, one column of large things, or large things side by side.
fn is_layout(rows: &[Vec<Cell>], width: usize) -> bool {
    let large = |block: &Block| match block {
        Block::Paragraph(_) => false,
        Block::List { items, .. } => items.iter().any(|item| item.blocks.len() > 2),
        _ => true,
    };
    let cells = || rows.iter().flatten();
    let any_large = cells().any(|cell| cell.blocks.iter().any(large));
    let any_head = cells().any(|cell| cell.is_head);
    match (rows.len(), width) {
        (0, _) | (_, 0) | (1, 1) => true,
        (_, 1) => any_large || !any_head && cells().any(|cell| cell.blocks.len() > 1),
        // One row without a head: pictures side by side, most often.
        (1, _) => !any_head,
        _ => any_large && !any_head,
    }
}

fn first_words(rows: &[Vec<Cell>]) -> String {
    let cells = rows.iter().flatten().take(4).map(|cell| crate::knowledge::plain_blocks(&cell.blocks));
    tidy::plain(&cells.collect::<Vec<_>>().join(" · "))
}

fn table(rows: Vec<Vec<Cell>>, heads: usize) -> Block {
    let mut grid: Vec<Row> = Vec::new();
    let mut aligns: Vec<Option<String>> = Vec::new();
    // Of each column the cell from above, and for how many rows it goes on.
    let mut above: Vec<(usize, Vec<Inline>)> = Vec::new();
    let head_row = rows.first().is_some_and(|row| row.iter().all(|cell| cell.is_head));
    for (number, cells) in rows.into_iter().enumerate() {
        let mut row: Row = Vec::new();
        let mut cells = cells.into_iter();
        loop {
            let column = row.len();
            match above.get_mut(column) {
                Some((left, run)) if *left > 0 && column < MAX_COLUMNS => {
                    *left -= 1;
                    row.push(run.clone());
                    continue;
                }
                _ => {}
            }
            let Some(cell) = cells.next() else { break };
            let mut run = in_one_line(cell.blocks);
            // The head of a row is as bold as that of a column.
            if cell.is_head && number >= heads.max(usize::from(head_row)) {
                run = tidy::line(vec![Wrap::Strong.wrapped(run)]);
            }
            if column >= MAX_COLUMNS {
                if let Some(last) = row.last_mut() {
                    last.push(Inline::Text(" ".to_owned()));
                    last.append(&mut run);
                }
                continue;
            }
            if aligns.len() <= column {
                aligns.resize(column + 1, None);
            }
            if let Some(align) = aligns.get_mut(column).filter(|align| align.is_none()) {
                *align = cell.align;
            }
            for at in column..(column + cell.columns).min(MAX_COLUMNS) {
                // What spans columns stands in the first of them.
                let own = if at == column { run.clone() } else { Vec::new() };
                if above.len() <= at {
                    above.resize(at + 1, (0, Vec::new()));
                }
                if let Some(slot) = above.get_mut(at) {
                    *slot = (cell.rows - 1, own.clone());
                }
                row.push(own);
            }
        }
        grid.push(row);
    }
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    let mut align: Vec<Align> = aligns.iter().map(|align| by_name(align.as_deref())).collect();
    align.resize(width, Align::Start);
    let mut grid = grid.into_iter();
    let bold = |row: &Row| row.iter().all(|cell| matches!(cell.as_slice(), [] | [Inline::Strong(_)]));
    let first = grid.as_slice().first();
    let has_head =
        heads > 0 || head_row || first.is_some_and(|row| bold(row) && row.iter().any(|cell| !cell.is_empty()));
    let head = if has_head { grid.next().unwrap_or_default() } else { Vec::new() };
    let unbold = |cell: Vec<Inline>| match <[Inline; 1]>::try_from(cell) {
        Ok([Inline::Strong(inner)]) => inner,
        Ok([other]) => vec![other],
        Err(cell) => cell,
    };
    let mut head: Row = head.into_iter().map(unbold).collect();
    head.resize(width, Vec::new());
    let rows = grid.map(|mut row| {
        row.resize(width, Vec::new());
        row
    });
    Block::Table { align, head, rows: rows.collect() }
}

fn by_name(align: Option<&str>) -> Align {
    match align {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::End,
        _ => Align::Start,
    }
}
