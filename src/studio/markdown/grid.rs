//! A table of HTML becomes one of ours: one row of heads, and cells of text.

use std::collections::BTreeMap;

use super::{
    flatten::{flatten, shows},
    headings::Headings,
};
use crate::knowledge::{Align, Block, Inline, Row, plain_inlines};

/// More columns than this are not made by `colspan`.
const MAX_COLUMNS: usize = 60;
/// Cells that spans of one table may add.
const MAX_ADDED: usize = 2_000;
/// A cell that spans rows is repeated in each of them where it has at most so many characters.
const MAX_REPEATED: usize = 40;

/// The rows of a table so far.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<GridRow>,
    /// Whether rows are added to its head.
    pub(super) in_head: bool,
}

pub(super) struct GridRow {
    pub(super) cells: Vec<Cell>,
    pub(super) in_head: bool,
}

/// A cell and what its tag says.
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    /// Whether it is the head of a column or a row.
    pub(super) head: bool,
    /// How many it spans; at least 1.
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) align: Option<Align>,
}

impl Grid {
    /// The blocks that a table becomes: a table, or its content where it was made for the layout alone.
    pub(super) fn finish(self, headings: &mut Headings) -> Vec<Block> {
        let mut rows = self.rows;
        rows.retain(|row| !row.cells.is_empty());
        let single = rows.iter().all(|row| row.cells.len() == 1);
        if single && (rows.len() == 1 || !rows.iter().flat_map(|row| &row.cells).any(|cell| cell.head)) {
            return rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
        }
        let is_head = |row: &GridRow| row.in_head || row.cells.iter().all(|cell| cell.head);
        let heads = rows.iter().take_while(|row| is_head(row)).count();
        // A table of heads alone is none.
        let heads = if heads == rows.len() { usize::from(!rows.iter().any(|row| row.in_head)) } else { heads };
        let mut align = BTreeMap::new();
        let mut rows = spread(rows, heads, headings, &mut align);
        let mut head: Row = Vec::new();
        if heads == 0 && rows.len() > 1 && rows.first().is_some_and(|row| row.len() > 1 && row.iter().all(is_strong)) {
            head = rows.remove(0);
        }
        for row in rows.drain(..heads.min(rows.len())) {
            for (column, cell) in row.into_iter().enumerate() {
                match head.get_mut(column) {
                    // Two rows of heads: what stands below says more.
                    Some(above) if *above != cell && shows(&cell) => {
                        if shows(above) {
                            above.push(Inline::Break);
                        }
                        above.extend(cell);
                    }
                    Some(_) => {}
                    None => head.push(cell),
                }
            }
        }
        let head: Row = head.into_iter().map(bare).collect();
        rows.retain(|row| !row.is_empty());
        let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or_default();
        if columns == 0 {
            return Vec::new();
        }
        let align = (0..columns).map(|column| align.get(&column).copied().unwrap_or(Align::Start)).collect();
        let head = if head.iter().any(|cell| shows(cell)) { head } else { Vec::new() };
        vec![Block::Table { align, head, rows }]
    }
}

/// The rows with their cells below one another. Of a span the first cell has the text; in the head, and where it is
/// short down a column, all have it.
fn spread(rows: Vec<GridRow>, heads: usize, headings: &mut Headings, align: &mut BTreeMap<usize, Align>) -> Vec<Row> {
    let mut left = MAX_ADDED;
    // Of each column, what of the rows above goes on, and in how many rows.
    let mut above: BTreeMap<usize, (usize, Vec<Inline>)> = BTreeMap::new();
    let mut out = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        let mut cells: Row = Vec::new();
        let mut fill = |cells: &mut Row, left: &mut usize| {
            while let Some((rows, run)) = above.get_mut(&cells.len()).filter(|_| *left > 0) {
                *left -= 1;
                cells.push(run.clone());
                *rows -= 1;
                if *rows == 0 {
                    above.remove(&(cells.len() - 1));
                }
            }
        };
        let mut spans = Vec::new();
        for cell in row.cells {
            fill(&mut cells, &mut left);
            let column = cells.len();
            if let Some(own) = cell.align.filter(|_| number >= heads) {
                align.entry(column).or_insert(own);
            }
            let (strong, run) = (cell.head && number >= heads, flatten(cell.blocks, headings));
            let run = if strong && shows(&run) { vec![Inline::Strong(bare(run))] } else { run };
            let mut more = cell.columns.min(MAX_COLUMNS.saturating_sub(column)).max(1) - 1;
            more = more.min(left);
            left -= more;
            let beside = if number < heads { run.clone() } else { Vec::new() };
            if cell.rows > 1 {
                let repeated = plain_inlines(&run).chars().take(MAX_REPEATED + 1).count() <= MAX_REPEATED;
                let below = if repeated { run.clone() } else { Vec::new() };
                spans.push((column, (cell.rows - 1, below)));
                let beside = |number| (column + number, (cell.rows - 1, beside.clone()));
                spans.extend((1..=more).map(beside));
            }
            cells.push(run);
            cells.extend(std::iter::repeat_n(beside, more));
        }
        fill(&mut cells, &mut left);
        above.extend(spans);
        while cells.pop_if(|last| !shows(last)).is_some() {}
        out.push(cells);
    }
    let columns = out.iter().map(Vec::len).max().unwrap_or_default();
    for cells in out.iter_mut().filter(|cells| !cells.is_empty()) {
        let missing = (columns - cells.len()).min(left);
        left -= missing;
        cells.extend(std::iter::repeat_n(Vec::new(), missing));
    }
    out
}

fn is_strong(cell: &Vec<Inline>) -> bool {
    matches!(cell.as_slice(), [Inline::Strong(_)])
}

/// The head of a column is set apart by itself.
fn bare(mut cell: Vec<Inline>) -> Vec<Inline> {
    match cell.as_mut_slice() {
        [Inline::Strong(inner)] => std::mem::take(inner),
        _ => cell,
    }
}
