//! Attribute lists: `{: .class #id key="v"}` of kramdown and Python-Markdown, `{.class}` and `{#id}` of Pandoc and
//! markdown-it, behind a block, a link, a picture or a word. An id stays, as an anchor; the rest is for a style sheet.

use std::ops::Range;

use super::{
    lines::{behind_marks, escaped, from, list_mark, part},
    pass::Pass,
    spans::Searches,
};

/// Bytes of one list.
const MAX_LIST: usize = 400;
/// Bytes of a comment between two of them.
const MAX_COMMENT: usize = 20_000;
/// A line with more blanks and marks before its words is no place for a list.
const MAX_MARKS: usize = 200;

/// What a list in braces says.
#[derive(Default)]
struct List<'a> {
    id: Option<&'a str>,
    /// Whether there is a class or an id in it.
    signs: bool,
    /// Whether the parser of headings understands it.
    plain: bool,
    /// Whether all of it is what elements of HTML have.
    of_elements: bool,
}

/// Attributes that say how an element looks or what it is called.
const OF_ELEMENTS: [&str; 12] =
    ["title", "style", "class", "id", "width", "height", "align", "target", "rel", "lang", "loading", "alt"];

/// Reads what stands in braces; nothing where it is words.
fn list(inner: &str) -> Option<List<'_>> {
    let mut out = List { plain: true, of_elements: true, ..List::default() };
    let mut rest = inner.trim();
    let mut first = true;
    while !rest.is_empty() {
        let end = token_end(rest)?;
        let token = part(rest, 0..end);
        let name = |text: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '/' | '%' | '+' | '#'))
        };
        if let Some(id) = token.strip_prefix('#').filter(|id| name(id)) {
            out.id = out.id.or(Some(id));
            out.signs = true;
        } else if token.strip_prefix('.').is_some_and(name) {
            out.signs = true;
        } else if let Some((key, value)) = token.split_once('=') {
            let key_fits =
                !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '@'));
            let spaced = value.is_empty() || key.ends_with(' ');
            if !key_fits || spaced || value.starts_with('=') {
                return None;
            }
            out.plain &= !first;
            out.of_elements &= OF_ELEMENTS.contains(&key) && value.starts_with(['"', '\'']);
        } else {
            return None;
        }
        first = false;
        rest = from(rest, end).trim_start();
    }
    (!first).then_some(out)
}

/// The end of a word, with all that stands between quotes in it.
fn token_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() => return Some(at),
            _ => {}
        }
    }
    quote.is_none().then_some(text.len())
}

/// Takes the lists out of a text.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut ends = Searches::default();
    let mut at = 0;
    while let Some(start) = from(text, at).find('{').map(|found| at + found) {
        at = start + 1;
        // Directly behind inline code there are lists, too.
        if pass.regions().at(start).is_some() || escaped(text, start) {
            continue;
        }
        let close = ends.find(text, start, "}").filter(|close| close - start < MAX_LIST);
        let Some(close) = close.filter(|close| ends.find(text, start, "\n").is_none_or(|end| *close < end)) else {
            continue;
        };
        let end = close + 1;
        let inner = part(text, start + 1..end - 1);
        if let Some(kramdown) = inner.strip_prefix(':') {
            at = kramdown_list(pass, start..end, kramdown, &mut ends).unwrap_or(at);
            continue;
        }
        let unnumbered =
            matches!(inner.trim(), "-" | "docsify-ignore" | "docsify-ignore-all" | "docsify-updated" | "pagebreak");
        let Some(found) = list(inner).or(unnumbered.then(List::default)) else { continue };
        if takes(pass, &(start..end), &found, unnumbered) {
            apply(pass, start..end, &found);
            at = end;
        }
    }
}

/// Whether a list stands where lists stand: behind a word that is marked up, at the end of a line, alone.
fn takes(pass: &Pass<'_>, span: &Range<usize>, list: &List<'_>, heading_only: bool) -> bool {
    let text = pass.text;
    let line = pass.starts().line(text, pass.starts().number(span.start));
    let before = part(text, line.start..span.start);
    let after = part(text, span.end..line.end);
    let marks =
        before.bytes().take(MAX_MARKS).take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*')).count();
    if marks == MAX_MARKS {
        return false;
    }
    let heading = behind_marks(before).0.starts_with('#');
    if heading_only {
        return heading || before.trim_end().is_empty() && after.trim_start().is_empty();
    }
    // Headings have a reader of their own.
    if heading
        && after.trim_start().is_empty()
        && list.plain
        && list.signs
        && before.trim_end().len() > 1
        && !before.trim_end().ends_with('}')
    {
        return false;
    }
    let behind_mark = before.ends_with([')', ']', '*', '_', '`', '>', '"', '}', ':', '~', '=', '^', '+']);
    let last = after.trim_start().is_empty() || after.trim_start().starts_with('{');
    let starts = before.trim_end().is_empty()
        || list_mark(before.trim_start()).is_some_and(|mark| before.trim_start().len() <= mark);
    behind_mark
        || list.of_elements && before.ends_with(char::is_alphanumeric)
        || list.signs && (last || starts || before.ends_with(char::is_alphanumeric))
        || (last && (starts || heading || before.ends_with(' ') && list.id.is_some()))
        || last && before.ends_with(' ') && list.signs
        || last && before.trim_end().ends_with(')')
}

/// Takes a list out. Its id becomes an anchor, and brackets that only held it go.
fn apply(pass: &mut Pass<'_>, span: Range<usize>, list: &List<'_>) {
    let text = pass.text;
    let line = pass.starts().line(text, pass.starts().number(span.start));
    let before = part(text, line.start..span.start);
    if before.ends_with(']')
        && let Some(open) = opening_bracket(text, span.start - 1, line.start)
    {
        let inner = part(text, open + 1..span.start - 1);
        let link = part(text, 0..open).ends_with([']', '!']) || inner.starts_with('^') || inner.contains("](");
        if !link {
            pass.edits.remove(open..open + 1);
            pass.edits.remove(span.start - 1..span.start);
        }
    }
    match list.id {
        Some(id) if before.trim_start().starts_with('#') => pass.edits.replace(span, format!("{{#{id}}}")),
        Some(id) => pass.edits.replace(span, anchor(id)),
        None => pass.remove(span),
    }
}

/// A place that links lead to.
fn anchor(id: &str) -> String {
    format!("<span id=\"{}\"></span>", id.replace(['"', '<', '>', '&'], ""))
}

/// The bracket that is closed at a byte, not before another one.
pub(super) fn opening_bracket(text: &str, close: usize, least: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let least = least.max(close.saturating_sub(600));
    for at in (least..=close).rev() {
        match text.as_bytes().get(at)? {
            b']' => depth += 1,
            b'[' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// `{: …}`, `{::comment}`, `{:/}` of kramdown; gives where what goes ends.
fn kramdown_list(pass: &mut Pass<'_>, span: Range<usize>, inner: &str, ends: &mut Searches) -> Option<usize> {
    let text = pass.text;
    if let Some(extension) = inner.strip_prefix(':') {
        let name = extension.split([' ', '/']).next().unwrap_or_default();
        if name == "comment" {
            let end = ["{:/comment}", "{:/}"].iter().filter_map(|end| {
                let behind = ends.find(text, span.end, end)? + end.len();
                (behind - span.end <= MAX_COMMENT).then_some(behind)
            });
            let end = end.min().unwrap_or(span.end);
            pass.edits.remove(span.start..end);
            return Some(end);
        }
        let known = name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !name.is_empty();
        known.then(|| pass.remove(span.clone()))?;
        return Some(span.end);
    }
    let inner = inner.trim();
    // The size of a picture in Logseq: `{:height 418, :width 699}`.
    let size = |word: &str| matches!(word, "height" | "width") || word.bytes().all(|byte| byte.is_ascii_digit());
    if inner.starts_with('/') || inner.split([' ', ',', ':']).all(size) {
        pass.remove(span.clone());
        return Some(span.end);
    }
    // `{:name: .class}` defines a list.
    let defined = inner
        .split_once(':')
        .filter(|(name, _)| !name.is_empty() && name.chars().all(char::is_alphanumeric))
        .map_or(inner, |(_, rest)| rest.trim());
    let word = |text: &str| {
        !text.is_empty()
            && text.split_whitespace().all(|word| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')))
    };
    let found = list(defined).or_else(|| {
        // References to such definitions, and `toc`.
        let rest: Vec<&str> = defined.split_whitespace().filter(|token| !word(token)).collect();
        (rest.is_empty() || list(&rest.join(" ")).is_some()).then(List::default)
    })?;
    if found.id.is_none() && defined.split_whitespace().any(|token| token == "toc") {
        placeholder(pass, span.start);
    }
    let line = pass.starts().line(text, pass.starts().number(span.start));
    let heading = |line: Range<usize>| part(text, line).trim_start().starts_with('#');
    let number = pass.starts().number(span.start);
    let alone = part(text, line.start..span.start).trim_end().is_empty()
        && part(text, span.end..line.end).trim_start().is_empty();
    match (found.id, alone) {
        // Below a heading it is the heading's.
        (Some(id), true) if number.checked_sub(1).is_some_and(|above| heading(pass.starts().line(text, above))) => {
            let above = pass.starts().line(text, number - 1);
            pass.edits.insert(above.end, format!(" {{#{id}}}"));
            pass.edits.remove(span.clone());
        }
        _ => apply(pass, span.clone(), &found),
    }
    Some(span.end)
}

/// The list of contents that stands above `{:toc}`: an item with a word or two, which is never shown.
fn placeholder(pass: &mut Pass<'_>, at: usize) {
    let Some(above) = pass.starts().number(at).checked_sub(1) else { return };
    let line = pass.starts().line(pass.text, above);
    let words = part(pass.text, line.clone()).trim_start();
    if list_mark(words).is_some() && words.len() < 60 {
        pass.edits.remove(line);
    }
}
