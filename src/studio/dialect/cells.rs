//! Blocks in the cells of a table, where editors write them behind `<br>`: marks of quotes, headings, code. No table of
//! Markdown has room for them, and readers would see their signs.

use super::{
    lines::{Line, from, lines, part},
    pass::Pass,
};

/// Takes the signs out of all rows.
pub(super) fn translate(pass: &mut Pass<'_>) {
    for line in lines(pass.text).filter(|line| line.text.trim_start().starts_with('|')) {
        let signs = ["<br", "| >", "|>", "| #", "```"].iter().any(|sign| line.text.contains(sign));
        if signs && pass.is_text(line.start) {
            row(pass, &line);
        }
    }
}

/// A row, part by part: a part is what stands between bars and breaks.
fn row(pass: &mut Pass<'_>, line: &Line<'_>) {
    let mut fence = false;
    for (start, end) in parts(line.text) {
        let whole = part(line.text, start..end);
        let blanks = whole.len() - whole.trim_start().len();
        let words = whole.trim();
        let at = line.start + start + blanks;
        if words.starts_with("```") && !from(words, 3).contains('`') {
            fence = !fence;
            pass.edits.remove(at..at + words.len());
            continue;
        }
        if fence && !words.is_empty() {
            let tick = if words.contains('`') { "``" } else { "`" };
            pass.edits.insert(at, tick);
            pass.edits.insert(at + words.len(), tick);
            continue;
        }
        if fence || !pass.is_text(at) {
            continue;
        }
        let behind = words.trim_start_matches(['>', ' ']);
        let marks = words.len() - behind.len();
        // A sign alone in its cell is what the table is about, and `> 5` is a comparison.
        let quote = part(line.text, 0..start).ends_with('>') || behind.starts_with("[!");
        if marks > 0 && quote && !behind.is_empty() && !behind.starts_with(|c: char| c.is_ascii_digit()) {
            pass.edits.remove(at..at + marks);
        }
        let level = behind.bytes().take_while(|byte| *byte == b'#').count();
        let title = from(behind, level).trim();
        if (1..=6).contains(&level) && from(behind, level).starts_with(' ') && !title.is_empty() {
            let bold = if title.contains("**") { "" } else { "**" };
            let first = at + marks;
            if marks > 0 && !quote {
                continue;
            }
            pass.edits.replace(first..first + behind.len() - from(behind, level).trim_start().len(), bold);
            pass.edits.insert(at + words.len(), bold);
        }
    }
}

/// The parts of a row, as bytes of its line.
fn parts(line: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = from(line, at).find(['|', '<']).map(|found| at + found) {
        let rest = from(line, found);
        let length = match rest.starts_with('|') {
            true => usize::from(!part(line, 0..found).ends_with('\\')),
            false => {
                ["<br>", "<br/>", "<br />"].iter().find(|sign| rest.starts_with(**sign)).map_or(0, |sign| sign.len())
            }
        };
        if length > 0 {
            out.push((start, found));
            start = found + length;
        }
        at = found + length.max(1);
    }
    out.push((start, line.len()));
    out
}
