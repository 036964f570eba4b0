//! Tables of an export: each is a database, whose rows are pages in the folder of its name.

use std::{
    collections::{HashMap, HashSet},
    io,
};

use super::super::{
    context::{Context, DATABASE},
    losses::Loss,
};
use crate::{
    knowledge::{Align, Block, Inline, Item, Target},
    studio::source_text,
};

/// Rows and columns of a table that are shown.
const MAX_ROWS: usize = 2_000;
const MAX_COLUMNS: usize = 20;

/// The databases of an export.
#[derive(Debug, Default)]
pub(super) struct Databases {
    /// By the path of the table without its ending, which is that of the folder.
    tables: HashMap<String, Table>,
    columns: HashSet<String>,
    /// The place of a page among the rows, by its title.
    order: HashMap<String, i64>,
}

#[derive(Debug, Default)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Databases {
    /// Reads all tables. One that is none is reported.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub(super) fn read(context: &mut Context) -> io::Result<Self> {
        let mut out = Self::default();
        let files: Vec<String> = context.root.with_endings(&["csv"]).map(str::to_owned).collect();
        for file in files {
            let bytes = context.root.read(&file)?;
            let Ok(text) = source_text::decode(std::path::Path::new(&file), &bytes) else {
                context.report.lost(Loss::Unread, &file, "no text");
                continue;
            };
            let mut rows = rows(&text).into_iter();
            let Some(head) = rows.next() else { continue };
            let rows: Vec<Vec<String>> = rows.take(MAX_ROWS).collect();
            out.columns.extend(head.iter().cloned());
            for (number, row) in (1_i64..).zip(&rows) {
                out.order.entry(row.first().cloned().unwrap_or_default()).or_insert(number * 10);
            }
            // A database is exported twice: as it is shown, and whole.
            let path = file.strip_suffix(".csv").unwrap_or(&file);
            if let Some(shown) = path.strip_suffix("_all") {
                out.tables.entry(shown.to_owned()).or_insert(Table { head, rows });
            } else {
                out.tables.insert(path.to_owned(), Table { head, rows });
            }
        }
        Ok(out)
    }

    /// Whether a table has a column of that name.
    pub(super) fn has_column(&self, name: &str) -> bool {
        self.columns.contains(name)
    }

    /// The place of a page in its table; 0 for one in none.
    pub(super) fn order(&self, title: &str) -> i64 {
        self.order.get(title).copied().unwrap_or_default()
    }

    /// Blocks with what stands for each table: links to its pages, or the table itself where the pages have no text.
    pub(super) fn shown(
        &self,
        blocks: Vec<Block>,
        pages: &HashMap<(&str, &str), (u32, &str)>,
        hidden: &HashMap<&str, bool>,
    ) -> Vec<Block> {
        let mut out = Vec::new();
        for block in blocks {
            let table = match &block {
                Block::Paragraph(run) => match run.as_slice() {
                    [Inline::Link(Target::Url(address), words)] => {
                        self.table(address).map(|table| (table, words.clone()))
                    }
                    _ => None,
                },
                _ => None,
            };
            let Some(((folder, table), words)) = table else {
                out.push(block);
                continue;
            };
            let rows: Vec<(u32, &str, bool)> = table
                .rows
                .iter()
                .filter_map(|row| {
                    let title = row.first()?.as_str();
                    let (number, file) = pages.get(&(folder, title))?;
                    Some((*number, title, hidden.get(file).copied().unwrap_or(true)))
                })
                .collect();
            out.push(Block::Paragraph(vec![Inline::Strong(words)]));
            let filled = rows.iter().filter(|(.., hidden)| !hidden).count();
            out.push(if filled * 3 > rows.len() { links(&rows) } else { table.block() });
        }
        out
    }

    fn table(&self, address: &str) -> Option<(&str, &Table)> {
        let path = address.strip_prefix(DATABASE)?;
        let path = path.strip_suffix(".csv")?;
        let path = path.strip_suffix("_all").unwrap_or(path);
        self.tables.get_key_value(path).map(|(path, table)| (path.as_str(), table))
    }
}

fn links(rows: &[(u32, &str, bool)]) -> Block {
    let item = |(number, title, _): &(u32, &str, bool)| Item {
        task: None,
        blocks: vec![Block::Paragraph(vec![Inline::Link(
            Target::Article(*number, None),
            vec![Inline::Text((*title).to_owned())],
        )])],
    };
    Block::List { start: None, items: rows.iter().filter(|(.., hidden)| !hidden).map(item).collect() }
}

impl Table {
    fn block(&self) -> Block {
        let width = self.head.len().min(MAX_COLUMNS);
        let row = |row: &Vec<String>| {
            let cell = |number| vec![Inline::Text(row.get(number).cloned().unwrap_or_default())];
            (0..width).map(cell).collect::<Vec<_>>()
        };
        Block::Table {
            align: vec![Align::Start; width],
            head: row(&self.head),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// The rows of a table.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows = reader.records().map_while(Result::ok);
    rows.map(|row| row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect()).collect()
}
