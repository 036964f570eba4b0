//! Bold words that CommonMark does not read: `**so **`, `**。**` behind a letter. Editors write them, and every other
//! generator's readers see asterisks.

use super::{
    lines::{Line, escaped, from, lines, part},
    pass::Pass,
};

/// A line with more of them is no sentence, and counting them in pairs is a guess.
const MAX_SIGNS: usize = 400;

/// Makes elements of the pairs that the parser would show.
pub(super) fn translate(pass: &mut Pass<'_>) {
    for line in lines(pass.text).filter(|line| line.text.contains("**")) {
        let signs = signs(pass, &line);
        // One alone may belong to another line.
        if signs.len() % 2 == 1 || signs.len() > MAX_SIGNS {
            continue;
        }
        for pair in signs.chunks_exact(2) {
            if let [open, close] = pair {
                mend(pass, *open, *close);
            }
        }
    }
}

/// The places of two asterisks in a line.
fn signs(pass: &Pass<'_>, line: &Line<'_>) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = line.start;
    while let Some(start) = part(pass.text, at..line.end()).find('*').map(|found| at + found) {
        let run = from(pass.text, start).bytes().take_while(|byte| *byte == b'*').count();
        at = start + run;
        // Three and more mean several things at once, and only the parser knows which.
        if run > 2 {
            return Vec::new();
        }
        if run == 2 && pass.regions().at(start).is_none() && !escaped(pass.text, start) {
            out.push(start);
        }
    }
    out
}

/// Whether asterisks begin bold words: by the character before and the one behind (CommonMark, "left-flanking").
fn opens(before: Option<char>, behind: Option<char>) -> bool {
    let mark = |c: char| !c.is_alphanumeric();
    behind.is_some_and(|c| !c.is_whitespace() && (!mark(c) || before.is_none_or(mark)))
}

fn mend(pass: &mut Pass<'_>, open: usize, close: usize) {
    let text = pass.text;
    let inner = part(text, open + 2..close);
    let outside = (part(text, 0..open).chars().next_back(), from(text, close + 2).chars().next());
    let inside = (inner.chars().next(), inner.chars().next_back());
    // What ends bold words is the mirror of what begins them.
    if opens(outside.0, inside.0) && opens(outside.1, inside.1) {
        return;
    }
    let (head, tail) = (inner.trim_start(), inner.trim_end());
    let blanks = (inner.len() - head.len(), inner.len() - tail.len());
    // `2 ** 3 and 4 ** 5` is arithmetic, and a bar ends the cell of a table.
    let signs = !inner.chars().any(|c| c.is_alphanumeric() || ".,:;!?。、！？".contains(c));
    if signs || head.is_empty() || blanks.0 > 0 && blanks.1 > 0 || inner.contains('|') {
        return;
    }
    pass.edits.replace(open..open + 2 + blanks.0, format!("{}<strong>", &" ".repeat(blanks.0.min(1))));
    pass.edits.replace(close - blanks.1..close + 2, format!("</strong>{}", &" ".repeat(blanks.1.min(1))));
}
