//! Signs that the writer escaped in order to show them: `\*\*words\*\*`, `\<name\>`, `&lt;name&gt;`. They are code to a
//! reader, who would take the bare signs for a slip.

use super::{
    lines::{escaped, first_bytes, from, part},
    pass::Pass,
    spans::Kind,
};

/// Bytes between two signs of a pair, on one line.
const REACH: usize = 160;

/// What begins a pair and what ends it.
const PAIRS: [(&str, &[&str]); 4] =
    [("\\*\\*", &["\\*\\*"]), ("\\_\\_", &["\\_\\_"]), ("\\~\\~", &["\\~\\~"]), ("\\<", &["\\>", ">"])];

/// Makes code of them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut at = 0;
    while let Some(first) = from(text, at).find(['\\', '&', '<']).map(|found| at + found) {
        // Of several backslashes each two are one that is shown.
        let run = from(text, first).bytes().take_while(|byte| *byte == b'\\').count();
        at = first + run.max(1);
        let start = at - 1;
        if from(text, start).starts_with('<') && run == 0 {
            at = placeholder(pass, start).unwrap_or(at);
            continue;
        }
        if run > 0 && run % 2 == 0 || run == 0 && escaped(text, start) || pass.regions().at(start).is_some() {
            continue;
        }
        let rest = from(text, start);
        let pair: Option<(&str, &[&str])> = if rest.starts_with("&lt;") {
            Some(("&lt;", &["&gt;", ">"]))
        } else {
            PAIRS.iter().find(|(open, _)| rest.starts_with(open)).copied()
        };
        if let Some((open, closes)) = pair {
            at = shown(pass, start, open, closes).unwrap_or(at);
        }
    }
}

/// `<S3_REGION>`, `<N+1>`: words in angle brackets that are no tag to anybody. Where one ends, if it is code now.
fn placeholder(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start + 1);
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-' | b' ');
    let length = rest.bytes().take(60).take_while(sign).count();
    let words = part(rest, 0..length);
    let end = start + 1 + length + 1;
    let free = pass.regions().at(start).is_none_or(|region| region.kind == Kind::Tag && region.at.start == start);
    let fits = free
        && from(rest, length).starts_with('>')
        && words.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.split(' ').next().is_some_and(|name| name.contains(['_', '+']))
        && !words.ends_with(' ')
        && !escaped(text, start);
    // A backtick beside it that has no other half was to make it code.
    let stray = |pass: &Pass<'_>, at: usize| text.as_bytes().get(at) == Some(&b'`') && pass.regions().at(at).is_none();
    let first = start.checked_sub(1).filter(|at| stray(pass, *at) && !escaped(text, *at)).unwrap_or(start);
    let last = if stray(pass, end) { end + 1 } else { end };
    let beside = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)) == Some(&b'`');
    let joined = beside(first.checked_sub(1)) || beside(Some(last));
    (fits && !joined).then(|| {
        pass.edits.replace(first..last, format!("`<{words}>`"));
        last
    })
}

/// Where a pair that begins at a byte ends, if it was changed.
fn shown(pass: &mut Pass<'_>, start: usize, open: &str, closes: &[&str]) -> Option<usize> {
    let text = pass.text;
    let inner = from(text, start + open.len());
    let limit = inner.bytes().take(REACH).take_while(|byte| *byte != b'\n').count();
    let near = first_bytes(inner, limit);
    let (length, close) = closes.iter().filter_map(|close| Some((near.find(close)?, *close))).min()?;
    let words = part(near, 0..length);
    let end = start + open.len() + length + close.len();
    let angle = closes.contains(&">");
    let fits = match angle {
        // `a \< b` compares, and `\<br\>` speaks of HTML.
        true => {
            words.starts_with(char::is_alphabetic) && words.len() < 60 && !words.contains(['<', '=', '/', ';', '&'])
        }
        false => !words.trim().is_empty() && !words.starts_with(' ') && !words.ends_with(' '),
    };
    let joined = part(text, 0..start).ends_with(['`', '\\']) || from(text, end).starts_with('`');
    if !fits || joined || words.contains(['`', '|']) || words.contains("](") {
        return None;
    }
    let words = words.replace('\\', "");
    let shown = match open {
        _ if angle => format!("`<{words}>`"),
        _ => format!("`{0}{words}{0}`", open.replace('\\', "")),
    };
    pass.edits.replace(start..end, shown);
    Some(end)
}
