//! Tables that lack something: a head, a blank line before them, a column in the line of hyphens. Other generators and
//! editors show them as tables, and CommonMark as text with bars.

use std::ops::Range;

use super::{
    lines::{Line, escaped, from, lines, part, quote_prefix},
    pass::Pass,
};
use crate::studio::rows::{self, bars};

/// One row, without the marks of quotes and the blanks before it.
struct Row<'a> {
    /// Where its first bar stands.
    start: usize,
    prefix: &'a str,
    text: &'a str,
    columns: usize,
}

/// Gives each of them what it lacks.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let all: Vec<Line<'_>> = lines(pass.text).collect();
    // Whether a table without bars at its sides has begun above, in the same paragraph.
    let mut inside = false;
    let mut number = 0;
    while let Some(line) = all.get(number) {
        let rows: Vec<Row<'_>> = all.iter().skip(number).map_while(|line| row(pass, line)).collect();
        if rows.is_empty() {
            inside = !line.is_blank() && (inside || is_rule(from(line.text, quote_prefix(line.text))));
            number += 1;
            continue;
        }
        let above = number.checked_sub(1).and_then(|above| all.get(above));
        let blank = above.is_none_or(|above| above.text.trim_matches(['>', ' ', '\t']).is_empty());
        if !inside {
            table(pass, &rows, blank, above.is_some_and(|above| above.text.contains('|')));
        }
        number += rows.len();
        inside = true;
    }
}

/// A line that begins and ends with a bar.
fn row<'a>(pass: &Pass<'a>, line: &Line<'a>) -> Option<Row<'a>> {
    let marks = quote_prefix(line.text);
    let text = from(line.text, marks).trim_end();
    if !text.starts_with('|') || text.len() < 2 || !text.ends_with('|') || escaped(text, text.len() - 1) {
        return None;
    }
    let start = line.start + marks;
    pass.is_text(start).then(|| Row { start, prefix: part(line.text, 0..marks), text, columns: bars(text).len() })
}

/// Whether a line with bars stands between a head and its rows.
fn is_rule(text: &str) -> bool {
    text.contains('|') && rows::is_rule(text)
}

/// Whether it is not sure which bars of a row end a cell: `\\|` does in text, and does not in code.
fn is_unsure(row: &Row<'_>) -> bool {
    row.text.contains(r"\\|")
}

/// Rows in a block. `blank`: whether nothing stands directly above them.
fn table(pass: &mut Pass<'_>, rows: &[Row<'_>], blank: bool, bars_above: bool) {
    let rule = rows.iter().position(|row| is_rule(row.text));
    match rule {
        None => headless(pass, rows, blank),
        // Its head has no bars at its sides.
        Some(0) if bars_above && !blank => {}
        Some(0) => {
            let (Some(first), columns) = (rows.first(), widest(rows)) else { return };
            let head = empty_head(first, columns, blank);
            if fits(first, columns) {
                pass.edits.insert(first.start, head);
            } else {
                let ruled = format!("{head}{}", line_of_hyphens(first, columns));
                pass.edits.replace(first.start..first.start + first.text.len(), ruled);
            }
        }
        Some(at) => {
            let (before, rest) = rows.split_at(at - 1);
            let (Some(head), Some(rule)) = (rest.first(), rest.get(1)) else { return };
            headless(pass, before, blank);
            if !before.is_empty() || !blank {
                pass.edits.insert(head.start, format!("\n{}", head.prefix));
            }
            if fits(rule, head.columns) || is_unsure(head) {
                return;
            }
            let columns = widest(rest.get(2..).unwrap_or_default()).max(head.columns);
            let end = head.start + head.text.len();
            pass.edits.insert(end, "   |".repeat(columns - head.columns));
            let ruled = line_of_hyphens(rule, columns);
            pass.edits.replace(rule.start..rule.start + rule.text.len(), ruled);
        }
    }
}

/// Rows without a head get an empty one, which is not shown; rows without a word go.
fn headless(pass: &mut Pass<'_>, rows: &[Row<'_>], blank: bool) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let signs = |c: char| c == '|' || c.is_whitespace();
    if rows.iter().all(|row| row.text.chars().all(signs)) {
        return pass.edits.remove(first.start..last.start + last.text.len());
    }
    // `|x|` is a value, and `|a|b|` alone may be one, too.
    let apart = rows.len() > 1 || rows.iter().any(|row| row.text.contains(['\t', ' ']));
    let columns = widest(rows);
    if columns < 2 || !apart {
        return;
    }
    let (head, rule) = (empty_head(first, columns, blank), cells("---", columns));
    pass.edits.insert(first.start, format!("{head}{rule}\n{}", first.prefix));
}

/// A head without a word, to stand before a row: with a blank line above it where there is none, and the prefix of the
/// row behind it.
fn empty_head(row: &Row<'_>, columns: usize, blank: bool) -> String {
    let prefix = row.prefix;
    let lead = if blank { String::new() } else { format!("\n{prefix}") };
    format!("{lead}{}\n{prefix}", cells("   ", columns))
}

fn widest(rows: &[Row<'_>]) -> usize {
    rows.iter().map(|row| row.columns).max().unwrap_or_default()
}

fn cells(cell: &str, count: usize) -> String {
    format!("|{}", format!("{cell}|").repeat(count))
}

/// Whether the parser takes a line for that below a head of so many columns.
fn fits(rule: &Row<'_>, columns: usize) -> bool {
    rule.columns == columns && rule.text.chars().all(|c| "|-: \t".contains(c))
}

/// A line of hyphens with the alignment that another one has.
fn line_of_hyphens(rule: &Row<'_>, columns: usize) -> String {
    let inner: Range<usize> = 1..rule.text.len() - 1;
    let mut known = part(rule.text, inner).split(['|', '+']).map(str::trim);
    let mut out = String::from("|");
    for _ in 0..columns {
        let cell = known.next().unwrap_or_default();
        let (start, end) = (cell.starts_with(':'), cell.len() > 1 && cell.ends_with(':'));
        out.extend([if start { ":" } else { "" }, "---", if end { ":" } else { "" }, "|"]);
    }
    out
}
