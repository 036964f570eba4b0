//! Rows of tables that are not what they look like: with more cells than columns, which GitHub's rule drops, with a bar
//! in code, or outside of a table.

use std::ops::Range;

use super::remark::{Doubt, Remark};
use crate::studio::rows::{bars, is_rule};

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
    let bars = bars(line);
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

/// A bar in code, which ends its cell all the same: the backquotes on both sides find no other half.
pub(super) fn split_code(body: &str, row: &Range<usize>) -> Option<Remark> {
    let line = body.get(row.clone())?.trim_end();
    let mut open: Option<usize> = None;
    let mut from = 0;
    for to in bars(line).into_iter().chain([line.len()]) {
        let cell = line.get(from..to)?;
        // Two or three of them together are one quote.
        let odd = cell.split(|c| c != '`').filter(|quotes| !quotes.is_empty()).count() % 2 == 1;
        match open {
            Some(start) if odd => {
                let end = from + cell.rfind('`')? + 1;
                return Some(Remark { span: row.start + start..row.start + end, doubt: Doubt::SplitCode });
            }
            None if odd => open = Some(from + cell.find('`')?),
            _ => {}
        }
        from = to + 1;
    }
    None
}

/// Rows that stand in a paragraph, and are shown with their bars.
pub(super) fn no_table(body: &str, paragraph: &Range<usize>) -> Option<Remark> {
    let text = body.get(paragraph.clone())?;
    if !text.contains('|') {
        return None;
    }
    // Inside of a quote each line begins with its mark.
    let clean = |line: &str| -> String { line.trim().trim_start_matches(['>', ' ', '\t']).to_owned() };
    let lines: Vec<String> = text.lines().map(clean).collect();
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|') && line.ends_with('|');
    let rule = lines.iter().position(|line| is_rule(line));
    let at = rule.or_else(|| lines.iter().position(|line| is_row(line) && bars(line).len() > 1))?;
    let line = lines.get(at)?;
    let head = at.checked_sub(1).and_then(|at| lines.get(at));
    let reason = match (rule, head) {
        (None, _) => "there is no head with a line of hyphens directly above these rows".to_owned(),
        (Some(_), None) => "the line of hyphens has no head directly above it".to_owned(),
        (Some(_), Some(_)) if line.contains(|c: char| !matches!(c, '|' | '-' | ':' | ' ' | '\t')) => {
            "the line below the head takes `-`, `:` and `|`, and nothing else".to_owned()
        }
        (Some(_), Some(head)) => match (columns(head), columns(line)) {
            (head, below) if head != below => format!("the head has {head} columns, and the line below it {below}"),
            _ => "a line of text stands directly above it".to_owned(),
        },
    };
    let start = text.lines().take(at).map(|line| line.len() + 1).sum::<usize>() + paragraph.start;
    let end = start + text.lines().nth(at)?.trim_end().len();
    Some(Remark { span: start..end, doubt: Doubt::NoTable(reason) })
}

/// How many columns a line has.
fn columns(line: &str) -> usize {
    bars(line.trim().trim_end_matches('|')).len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code with a bar in it falls into two cells without a word, where the table has room for them.
    #[test]
    fn bars_in_code() {
        for (row, expected) in [
            ("| `ls | more` |", Some("`ls | more`")),
            ("| a | ``x | y`` |", Some("``x | y``")),
            ("| `a` | `b | c` | d", Some("`b | c`")),
            ("| `a | b | c` |", Some("`a | b | c`")),
            ("`a | b`", Some("`a | b`")),
            (r"| `ls \| more` |", None),
            ("| `a` | `b` |", None),
            ("| `a` `b | c |", None),
            ("| a | b |", None),
            ("| ` | b |", None),
            ("", None),
        ] {
            let found = split_code(row, &(0..row.len())).map(|remark| &row[remark.span]);
            assert_eq!(found, expected, "{row}");
        }
    }

    /// A table that GitHub does not take for one is reported, with what is wrong.
    #[test]
    fn tables_that_are_none() {
        for (body, line, reason) in [
            ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", "|---|---|", "the head has 3 columns, and the line below it 2"),
            ("| a | b |\n|---|---|---|\n| 1 | 2 |", "|---|---|---|", "the head has 2 columns, and the line below it 3"),
            ("a | b | c\n--|--\n1 | 2 | 3", "--|--", "the head has 3 columns, and the line below it 2"),
            ("|---|---|\n| 1 | 2 |", "|---|---|", "the line of hyphens has no head directly above it"),
            ("| a | b |\n\n|---|---|\n| 1 | 2 |", "| a | b |", "there is no head"),
            ("| a | b |\n|—|—|\n| 1 | 2 |", "|—|—|", "takes `-`, `:` and `|`"),
            ("| a | b |\n|---+---|\n| 1 | 2 |", "|---+---|", "takes `-`, `:` and `|`"),
            ("+---+---+\n| a | b |\n+---+---+", "+---+---+", "no head directly above it"),
            ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", "| 3 | 4 |", "there is no head"),
            ("> | a | b |\n> |---|\n> | 1 | 2 |", "> |---|", "the head has 2 columns, and the line below it 1"),
            ("- | a | b |\n  |---|", "  |---|", "the head has 2 columns, and the line below it 1"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "", ""),
            ("a | b\n--|--\n1 | 2", "", ""),
            ("wartość |x| i |y|", "", ""),
            ("|x|", "", ""),
            ("| albo | albo", "", ""),
            ("- a --- b | c", "", ""),
            ("a | b", "", ""),
        ] {
            let parsed = super::super::parse_markdown(body);
            let first = parsed.remarks.first();
            let found = first.map_or("", |remark| &body[remark.span.clone()]);
            assert_eq!(found, line, "{body}");
            if let Some(Remark { doubt: Doubt::NoTable(told), .. }) = first {
                assert!(told.contains(reason), "{body}: {told}");
            }
        }
    }

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
