//! The first line of a block that is set off by its indentation: `!!! note "T"`, `??? tip`, `=== "Tab"`.

use super::{
    lines::{from, part},
    names::class,
};

/// What the first line of a block says.
pub(super) struct Head<'a> {
    pub(super) kind: HeadKind,
    /// Between quotes.
    pub(super) title: Option<&'a str>,
    /// Words behind the name without quotes.
    pub(super) words: &'a str,
    pub(super) name: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadKind {
    Callout,
    Details,
    Tab,
}

/// Words behind the name that place a block on the page.
const PLACES: [&str; 5] = ["inline", "end", "annotate", "right", "left"];

/// Whether a line, without its indentation, begins an indented block.
pub(super) fn begins_block(line: &str) -> bool {
    line.starts_with(['!', '?', '=']) && head(line).is_some()
}

/// Reads such a line.
pub(super) fn head(line: &str) -> Option<Head<'_>> {
    let (kind, rest) = if let Some(rest) = line.strip_prefix("!!!") {
        (HeadKind::Callout, rest)
    } else if let Some(rest) = line.strip_prefix("???") {
        (HeadKind::Details, rest.strip_prefix('+').unwrap_or(rest))
    } else if let Some(rest) = line.strip_prefix("===") {
        let rest = rest.trim_start_matches(['!', '+']);
        let title = quoted(rest.trim())?;
        return Some(Head { kind: HeadKind::Tab, title: Some(title), words: "", name: "" });
    } else {
        return None;
    };
    let rest = rest.trim();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    let (name, rest) = (part(rest, 0..end), from(rest, end).trim());
    if let Some(title) = quoted(rest) {
        return Some(Head { kind, title: Some(title), words: "", name });
    }
    // Modifiers, then a title.
    let mut words = rest;
    while let Some(place) = PLACES.iter().find(|place| words.split([' ', '"']).next() == Some(**place)) {
        words = from(words, place.len()).trim_start();
    }
    let title = quoted(words);
    if title.is_some() {
        words = "";
    }
    // `!!! UWAGA !!!` is a shout, and so is `!!!`.
    let known = class(name).is_some() && !name.chars().all(char::is_uppercase);
    let plain = words.is_empty() && !name.is_empty();
    let sentence = known && !words.ends_with("!!!") && name.starts_with(char::is_lowercase);
    // Scripts without capitals: `!!! 注意`.
    let caseless = |c: char| c.is_alphabetic() && !c.is_uppercase();
    (plain && (known || name.starts_with(caseless)) || sentence || title.is_some()).then_some(Head {
        kind,
        title,
        words,
        name,
    })
}

/// What stands between the quotes of a text that has nothing else.
fn quoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('"')?;
    let inner = inner.strip_suffix('"').or_else(|| {
        inner.split_once('"').filter(|(_, rest)| rest.trim_start().starts_with('{')).map(|(inner, _)| inner)
    })?;
    Some(inner)
}
