//! Wiki links: `[[page#heading|text]]` becomes `[text](<nd-wiki:page#heading>)`, and `![[picture.png|300]]` a picture.
//! Where they lead is found when the files of the folder are known.

use std::collections::HashSet;

use super::{
    foreign::ForeignKind,
    lines::{escaped, first_bytes, from, part},
    pass::Pass,
};

/// Bytes between the brackets.
const MAX_LINK: usize = 500;

/// Endings of pictures; other embedded files become links.
const PICTURES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "apng"];

/// Words in double brackets that ask for a list of contents.
const CONTENTS: [&str; 3] = ["toc", "_toc_", "tableofcontents"];

/// What stands between double brackets, if that is a link.
pub(super) fn link_at(text: &str, open: usize) -> Option<(&str, usize)> {
    let rest = from(text, open + 2);
    let close =
        rest.bytes().take(MAX_LINK).take_while(|byte| *byte != b'\n').position(|byte| matches!(byte, b']' | b'['))?;
    let inner = part(rest, 0..close);
    let end = open + 2 + close + 2;
    let is_link = from(rest, close).starts_with("]]")
        && !inner.trim().is_empty()
        && (!inner.starts_with([' ', '\t', '!', '$', '"']) || is_spaced(inner))
        // `[[1]](address)` is a link with brackets in its words.
        && !from(text, end).starts_with('(');
    is_link.then_some((inner, end))
}

/// Whether words with a blank on both sides name a page, and are no condition of a shell: `[[ -f a ]]`.
fn is_spaced(inner: &str) -> bool {
    let words = inner.trim();
    let name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '#' | '|' | ',');
    inner.starts_with(' ') && inner.ends_with(' ') && words.starts_with(char::is_alphabetic) && words.chars().all(name)
}

/// A tag of a template engine that was given square brackets, `[[% include "a" %]]`, or a value, `[[ page.title ]]`: what
/// it is, and its length.
fn template(rest: &str) -> Option<(ForeignKind, usize)> {
    let length = rest.bytes().take(MAX_LINK).take_while(|byte| *byte != b'\n').count();
    let near = first_bytes(rest, length);
    let inner = part(near, 2..near.find("]]")?);
    if inner.starts_with('%') && inner.ends_with('%') && inner.len() > 1 {
        return Some((ForeignKind::TemplateTag, inner.len() + 4));
    }
    let name = inner.strip_prefix(' ')?.strip_suffix(' ')?;
    let path = name.contains('.') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte));
    path.then_some((ForeignKind::TemplateValue, inner.len() + 4))
}

/// The page and the words of a link; a bar in a table has a backslash.
pub(super) fn split(inner: &str) -> (&str, Option<&str>) {
    match inner.split_once('|') {
        Some((page, words)) => (page.strip_suffix('\\').unwrap_or(page).trim(), Some(words.trim())),
        None => (inner.trim(), None),
    }
}

/// Translates all links and embedded files.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut end = 0;
    let defined = definitions(text);
    for open in text.match_indices("[").map(|(at, _)| at) {
        let rest = from(text, open);
        if open < end || !rest.starts_with("[[") && !rest.starts_with("[\\[") || pass.regions().at(open).is_some() {
            continue;
        }
        if escaped(text, open) {
            // Brackets that are to be seen are code to a reader.
            if let Some((shown, close)) = shown_brackets(text, open) {
                pass.edits.replace(open - 1..close, format!("`{shown}`"));
                end = close;
            } else {
                end = open + 2;
            }
            continue;
        }
        if !rest.starts_with("[[") {
            continue;
        }
        if let Some((kind, close)) = template(rest) {
            pass.lost(kind, open..open + close);
            pass.remove(open..open + close);
            end = open + close;
            continue;
        }
        let Some((inner, close)) = link_at(text, open) else { continue };
        end = close;
        // Three brackets, and a label that leads somewhere, are CommonMark's.
        let three = part(text, 0..open).ends_with('[') || from(text, close).starts_with(']');
        if three || defined.contains(inner) {
            continue;
        }
        let embedded = part(text, 0..open).ends_with('!') && !part(text, 0..open).ends_with("\\!");
        let (page, words) = split(inner);
        if CONTENTS.contains(&page.to_lowercase().as_str()) {
            pass.edits.remove(open..close);
            continue;
        }
        let start = open - usize::from(embedded);
        let written = if embedded && is_picture(page) { picture(page, words) } else { link(page, words) };
        pass.edits.replace(start..close, written);
    }
}

/// The labels that lines such as `[label]: address` define.
fn definitions(text: &str) -> HashSet<&str> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix('['));
    let labels = lines.filter_map(|line| Some(line.split_once("]:")?.0));
    labels.map(|label| label.trim_start_matches('[').trim_end_matches(']')).collect()
}

/// `\[[words]]` and `\[\[words\]\]`: the words with their brackets, and where they end.
fn shown_brackets(text: &str, open: usize) -> Option<(String, usize)> {
    let rest = from(text, open);
    let length = rest.bytes().take(MAX_LINK).take_while(|byte| !matches!(byte, b'\n' | b'`')).count();
    let near = part(rest, 0..length);
    let (close, sign) = ["]]", "\\]\\]", "]\\]"].iter().filter_map(|sign| Some((near.find(sign)?, sign))).min()?;
    let inner = part(near, 0..close).trim_start_matches(['[', '\\']);
    (!inner.is_empty() && !inner.contains(['[', ']'])).then(|| (format!("[[{inner}]]"), open + close + sign.len()))
}

fn is_picture(page: &str) -> bool {
    let name = page.split(['#', '?']).next().unwrap_or(page);
    name.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether words of a picture are its size, or its side: `300`, `300x200`, `left`.
pub(super) fn is_size(words: &str) -> bool {
    let number = |text: &str| {
        !text.is_empty() && text.trim_end_matches("px").trim_end_matches('%').bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = words.trim();
    number(words)
        || words.split_once('x').is_some_and(|(width, height)| number(width) && number(height))
        || matches!(words, "left" | "right" | "center" | "inline")
}

fn picture(page: &str, words: Option<&str>) -> String {
    let words = words
        .into_iter()
        .flat_map(|words| words.split('|'))
        .filter(|words| !is_size(words))
        .collect::<Vec<_>>()
        .join(" ");
    format!("![{}]({})", words.trim(), address(page))
}

fn link(page: &str, words: Option<&str>) -> String {
    let shown = match words.filter(|words| !words.is_empty()) {
        Some(words) => words.replace("\\|", "|"),
        None => shown(page),
    };
    format!("[{shown}]({})", address(page))
}

/// The words for a page without words of its own: its name, and the heading that is meant.
fn shown(page: &str) -> String {
    let mut parts = page.split('#').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let headings = parts.filter(|heading| !heading.is_empty() && !heading.starts_with('^'));
    let words: Vec<&str> = std::iter::once(name).filter(|name| !name.is_empty()).chain(headings).collect();
    let words = words.join(" > ");
    // Signs of Markdown in a name are part of it.
    words.replace('\\', "\\\\").replace('*', "\\*").replace('_', "\\_").replace('`', "\\`").replace('<', "\\<")
}

/// An address that is resolved as wikis do.
pub(super) fn address(page: &str) -> String {
    let page = page.replace('%', "%25").replace('<', "%3C").replace('>', "%3E").replace('\n', "%0A").replace('\\', "/");
    format!("<nd-wiki:{page}>")
}
