//! Signs around words: `==mark==`, `%%comment%%`, `H~2~O`, `x^2^`, `^[footnote]`, `{++added++}` and its kin, and
//! `^block` at the end of a line.

use std::{collections::HashMap, fmt::Write as _};

use super::{
    lines::{closing_bracket, escaped, from, part},
    pass::Pass,
    spans::Searches,
};

/// Bytes between two signs of one pair.
const REACH: usize = 1_500;
/// Bytes of a comment of several paragraphs.
const MAX_COMMENT: usize = 20_000;

/// Where signs that close something stand: for each sign the last stretch that was searched, and what was found at its
/// end. No stretch is searched twice, however many signs open something in it.
#[derive(Default)]
struct Closings {
    known: HashMap<&'static str, (usize, Option<usize>)>,
    paragraphs: Searches,
}

impl Closings {
    /// Where a sign stands behind a byte in the same paragraph and outside of code.
    fn find(&mut self, pass: &Pass<'_>, start: usize, sign: &'static str) -> Option<usize> {
        self.find_fitting(pass, start, sign, |_| true)
    }

    /// Likewise a sign that fits, which is asked with the same question each time.
    fn find_fitting(
        &mut self,
        pass: &Pass<'_>,
        start: usize,
        sign: &'static str,
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let found = match self.known.get(sign) {
            Some((from, found)) if *from <= start && found.is_none_or(|found| start <= found) => *found,
            _ => {
                let found = from(pass.text, start)
                    .match_indices(sign)
                    .map(|(at, _)| start + at)
                    .find(|at| pass.regions().at(*at).is_none() && !escaped(pass.text, *at) && fits(*at));
                self.known.insert(sign, (start, found));
                found
            }
        };
        let end = found? + sign.len();
        let is_near =
            end - start <= REACH && self.paragraphs.find(pass.text, start, "\n\n").is_none_or(|gap| end <= gap);
        found.filter(|_| is_near)
    }
}

/// Whether a character is of a script that sets its words apart by blanks.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}

/// Translates all such signs.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut closings = Closings::default();
    let mut notes = String::new();
    let mut count = 0;
    let mut at = 0;
    while let Some(start) = from(text, at).find(['=', '%', '^', '~', '{']).map(|found| at + found) {
        at = start + 1;
        if pass.regions().at(start).is_some() || escaped(text, start) {
            continue;
        }
        let rest = from(text, start);
        let before = part(text, 0..start).chars().next_back();
        let found = match rest.as_bytes().first() {
            Some(b'=') if rest.starts_with("==") => highlight(pass, &mut closings, start, before),
            Some(b'%') if rest.starts_with("%%") => comment(pass, &mut closings, start, before),
            Some(b'{') => critic(pass, &mut closings, start),
            Some(b'~') => small(pass, start, before, "~", "sub"),
            Some(b'^') if rest.starts_with("^[") && !rest.starts_with("^[]") => {
                match closing_bracket(from(text, start + 1)) {
                    Some(close) if is_note(part(text, start + 2..start + 1 + close), before) => {
                        count += 1;
                        let end = start + 1 + close + 1;
                        let _ = write!(
                            notes,
                            "\n\n[^nd-note-{count}]: {}",
                            part(text, start + 2..end - 1).replace('\n', " ")
                        );
                        pass.edits.replace(start..end, format!("[^nd-note-{count}]"));
                        Some(end)
                    }
                    _ => None,
                }
            }
            Some(b'^') if rest.starts_with("^^") => underline(pass, &mut closings, start, before),
            Some(b'^') => block_id(pass, start, before).or_else(|| small(pass, start, before, "^", "sup")),
            _ => None,
        };
        // A run of signs that opens nothing is looked at once.
        at = found.unwrap_or_else(|| {
            let sign = rest.as_bytes().first();
            start + rest.bytes().take_while(|byte| Some(byte) == sign).count().max(1)
        });
    }
    if !notes.is_empty() {
        pass.edits.insert(text.len(), notes + "\n");
    }
}

/// Whether words in brackets are a footnote and no pattern such as `^[a-z]`.
fn is_note(inner: &str, before: Option<char>) -> bool {
    !inner.contains("\n\n")
        && (inner.contains(' ')
            || inner.len() > 3 && before.is_some_and(|c| !c.is_whitespace() && c != '(' && c != '/'))
}

/// `==words==`, and nothing of `a == b` or `x==1`.
fn highlight(pass: &mut Pass<'_>, closings: &mut Closings, start: usize, before: Option<char>) -> Option<usize> {
    let text = pass.text;
    let first = from(text, start + 2).chars().next()?;
    if first.is_whitespace() || first == '=' || before.is_some_and(is_letter) {
        return None;
    }
    let close = closings.find_fitting(pass, start + 2, "==", |close| {
        let after = from(text, close + 2).chars().next();
        !part(text, 0..close).ends_with(char::is_whitespace) && !after.is_some_and(|c| is_letter(c) || c == '=')
    })?;
    pass.edits.replace(start..start + 2, "<mark>");
    pass.edits.replace(close..close + 2, "</mark>");
    // Words inside may have marks of their own.
    Some(start + 2)
}

/// `%%comment%%`, in a line or over several, and nothing of `100%%`.
fn comment(pass: &mut Pass<'_>, closings: &mut Closings, start: usize, before: Option<char>) -> Option<usize> {
    let text = pass.text;
    if before.is_some_and(|c| c.is_alphanumeric() || c == '%') || from(text, start + 2).starts_with('%') {
        return None;
    }
    let block = part(text, pass.starts().line(text, pass.starts().number(start)).start..start).trim_end().is_empty();
    let close = if block {
        closings.paragraphs.find(text, start + 2, "%%").filter(|close| close - start <= MAX_COMMENT)?
    } else {
        closings.find(pass, start + 2, "%%")?
    };
    let end = close + 2;
    pass.remove(start..end);
    Some(end)
}

/// `{++added++}`, `{--deleted--}`, `{==marked==}`, `{>>said<<}`, `{~~old~>new~~}`.
fn critic(pass: &mut Pass<'_>, closings: &mut Closings, start: usize) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start);
    let (open, close) = [("{++", "++}"), ("{--", "--}"), ("{==", "==}"), ("{>>", "<<}"), ("{~~", "~~}")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let end = closings.find(pass, start + 3, close)?;
    let inner = part(text, start + 3..end);
    match open {
        "{++" => {
            pass.edits.remove(start..start + 3);
            pass.edits.remove(end..end + 3);
            return Some(start + 3);
        }
        "{==" => {
            pass.edits.replace(start..start + 3, "<mark>");
            pass.edits.replace(end..end + 3, "</mark>");
            return Some(start + 3);
        }
        "{~~" => {
            let new = inner.split_once("~>")?.1;
            pass.edits.replace(start..end + 3, new);
        }
        _ => pass.remove(start..end + 3),
    }
    Some(end + 3)
}

/// `H~2~O` and `m^2^`: a few letters or digits directly behind a word.
fn small(pass: &mut Pass<'_>, start: usize, before: Option<char>, sign: &str, element: &str) -> Option<usize> {
    let text = pass.text;
    let inner = from(text, start + 1);
    let length = inner
        .bytes()
        .take(6)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b',' | b'.'))
        .count();
    let closed = from(inner, length).starts_with(sign) && !from(inner, length + 1).starts_with(sign);
    let end = start + 1 + length + 1;
    let joined = before.is_some_and(|c| c.is_alphanumeric() || c == ')');
    // One `~` is struck out on GitHub: only digits and signs are below a line.
    let fits = sign == "^" || part(inner, 0..length).bytes().all(|byte| !byte.is_ascii_lowercase());
    if length == 0 || !closed || !joined || !fits {
        return None;
    }
    pass.edits.replace(start..end, format!("<{element}>{}</{element}>", part(inner, 0..length)));
    Some(end)
}

/// `^^words^^`: underlined in some programs, marked in others.
fn underline(pass: &mut Pass<'_>, closings: &mut Closings, start: usize, before: Option<char>) -> Option<usize> {
    let first = from(pass.text, start + 2).chars().next()?;
    if first.is_whitespace() || first == '^' || before.is_some_and(is_letter) {
        return None;
    }
    let close = closings.find(pass, start + 2, "^^")?;
    pass.edits.remove(start..start + 2);
    pass.edits.remove(close..close + 2);
    Some(start + 2)
}

/// ` ^block-id` at the end of a line, by which Obsidian finds a paragraph.
fn block_id(pass: &mut Pass<'_>, start: usize, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | ']')) {
        return None;
    }
    let rest = from(pass.text, start + 1);
    let length = rest.bytes().take(60).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let id = part(rest, 0..length);
    let ends = from(rest, length).chars().find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n');
    if length < 3 || !ends || !id.bytes().any(|byte| byte.is_ascii_alphabetic()) && length < 6 {
        return None;
    }
    pass.remove(start..start + 1 + length);
    Some(start + 1 + length)
}
