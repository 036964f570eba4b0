//! Rows of tables that have more cells than their table has columns: GitHub's rule drops them.

use std::ops::Range;

/// Cells that are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCells {
    /// The first of them and what follows, as bytes of the body.
    pub span: Range<usize>,
    /// How many hold a word.
    pub count: usize,
}

/// The cells of a row, without its line's end, that are beyond a number of columns.
pub(super) fn lost(body: &str, row: &Range<usize>, columns: usize) -> Option<LostCells> {
    let line = body.get(row.clone())?.trim_end();
    let indent = line.len() - line.trim_start().len();
    let start = indent + usize::from(line.trim_start().starts_with('|'));
    let mut bars = Vec::new();
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate().skip(start) {
        match byte {
            b'\\' => escaped = !escaped,
            b'|' if !escaped => bars.push(at),
            _ => escaped = false,
        }
        if byte == b'|' {
            escaped = false;
        }
    }
    let first = *bars.get(columns.checked_sub(1)?)? + 1;
    let beyond = bars.iter().skip(columns).copied().chain([line.len()]);
    let mut cell = first;
    let mut count = 0;
    for end in beyond {
        count += usize::from(line.get(cell..end).is_some_and(|cell| !cell.trim().is_empty()));
        cell = end + 1;
    }
    let blanks = line.get(first..)?.len() - line.get(first..)?.trim_start().len();
    (count > 0).then(|| LostCells { span: row.start + first + blanks..row.start + line.len(), count })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which words a table of two columns loses.
    #[test]
    fn cells_beyond_the_columns() {
        for (row, expected) in [
            ("| a | b |", None),
            ("a | b", None),
            ("| a |", None),
            ("| a | b | c |", Some(("c |", 1))),
            ("a | b | c", Some(("c", 1))),
            ("| a | b | |", None),
            ("| a | b | | d |", Some(("| d |", 1))),
            ("| a | b | c | d", Some(("c | d", 2))),
            ("| `x|y` | b |", Some(("b |", 1))),
            (r"| `x\|y` | b |", None),
            (r"| x\|y | b |", None),
            (r"| x\\|y | b |", Some(("b |", 1))),
            ("  | ż | ó | ł |  ", Some(("ł |", 1))),
            ("", None),
        ] {
            let found = lost(row, &(0..row.len()), 2);
            let found = found.map(|LostCells { span, count }| (&row[span], count));
            assert_eq!(found, expected, "{row}");
        }
    }
}
