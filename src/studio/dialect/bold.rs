//! Bold words that CommonMark does not read: `**so **`, `**。**` behind a letter. Editors write them, and every other
//! generator's readers see asterisks. Signs that mark nothing go.

use super::{
    lines::{Line, escaped, from, lines, part},
    pass::Pass,
};

/// A line with more of them is no sentence, and counting them in pairs is a guess.
const MAX_SIGNS: usize = 400;
/// Lines of a paragraph, before and behind, in which the other half of a sign is looked for.
const MAX_LINES: usize = 30;

/// Makes elements of the pairs that the parser would show.
pub(super) fn translate(pass: &mut Pass<'_>) {
    for line in lines(pass.text).filter(|line| line.text.contains("**")) {
        let signs = signs(pass, &line);
        // One alone may belong to another line.
        if signs.len() > MAX_SIGNS {
            continue;
        }
        if signs.len() % 2 == 1 {
            stray(pass, &line, &signs);
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
fn signs(pass: &mut Pass<'_>, line: &Line<'_>) -> Vec<usize> {
    let mut out = Vec::new();
    let rule = line.text.bytes().all(|byte| matches!(byte, b'*' | b' ' | b'\t'));
    let mut at = line.start;
    while let Some(start) = part(pass.text, at..line.end()).find('*').map(|found| at + found) {
        let run = from(pass.text, start).bytes().take_while(|byte| *byte == b'*').count();
        at = start + run;
        let before = part(pass.text, line.start..start);
        let behind = part(pass.text, at..line.end());
        let free = pass.regions().at(start).is_none() && !escaped(pass.text, start);
        // Bold words that a template would have made, and that are none by now.
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let hollow = before.ends_with(char::is_whitespace) && blank(behind.chars().next());
        if run == 4 && free && hollow && !rule {
            pass.remove(start..at);
            continue;
        }
        // `2**10`.
        if run == 2 && free && power(pass, start) {
            continue;
        }
        // Three and more mean several things at once, and only the parser knows which.
        if run > 2 {
            return Vec::new();
        }
        if run == 2 && free {
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
    let apart = blanks.0 > 0 && blanks.1 > 0 && !is_sentence(outside.0, head.trim_end());
    if signs || head.is_empty() || apart || inner.contains('|') {
        return;
    }
    pass.edits.replace(open..open + 2 + blanks.0, format!("{}<strong>", &" ".repeat(blanks.0.min(1))));
    pass.edits.replace(close - blanks.1..close + 2, format!("</strong>{}", &" ".repeat(blanks.1.min(1))));
}

/// Whether words with blanks on both sides were to be bold: `** words **`.
fn is_sentence(before: Option<char>, words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2
        && words.starts_with(char::is_alphabetic)
        && words.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ':' | '!' | '?' | ')'))
        && !words.contains(['=', '+', '/', '(', ';', '<', '>'])
        && !before.is_some_and(|c| c.is_alphanumeric())
}

/// Makes code of a power, `2**10`: stars between digits mark nothing.
fn power(pass: &mut Pass<'_>, at: usize) -> bool {
    let text = pass.text;
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let before = part(text, 0..at).bytes().rev().take(40).take_while(sign).count();
    let behind = from(text, at + 2).bytes().take(40).take_while(sign).count();
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    if !digit(at.checked_sub(1).and_then(|last| bytes.get(last))) || !digit(bytes.get(at + 2)) {
        return false;
    }
    pass.edits.insert(at - before, "`");
    pass.edits.insert(at + 2 + behind, "`");
    true
}

/// Takes out a sign that has no other half in its paragraph. A short line may be an example of the sign itself, and
/// beside a slash it is a pattern for files.
fn stray(pass: &mut Pass<'_>, line: &Line<'_>, signs: &[usize]) {
    let text = pass.text;
    let &[at] = signs else { return };
    let row = |line: &str| line.trim_start().starts_with('|');
    if !row(line.text) {
        let number = pass.starts().number(line.start);
        let line = |number: usize| part(text, pass.starts().line(text, number));
        let above = (0..number).rev().take(MAX_LINES).map(line);
        let below = (number + 1..=number + MAX_LINES).map(line);
        let other = |line: &str| line.contains("**") && !row(line);
        if above.take_while(|line| !line.trim().is_empty()).any(other)
            || below.take_while(|line| !line.trim().is_empty()).any(other)
        {
            return;
        }
    }
    let outside = [part(text, line.start..at).chars().next_back(), part(text, at + 2..line.end()).chars().next()];
    let pattern = outside.iter().flatten().any(|c| matches!(c, '/' | '.' | '\\' | '|' | '(' | '"' | '\''));
    let words = line.text.split_whitespace().count();
    if words > 5 && !pattern && outside[0].is_some() {
        pass.edits.remove(at..at + 2);
    }
}
