//! Where the settings of a file begin and end, and what hides that.

use std::{ops::Range, path::Path};

use super::keys::KNOWN;
use crate::studio::{Diagnostic, Place, entries, source_text::is_invisible};

/// A character that looks like none, or like a blank and is none, with its place.
pub(in crate::studio) type Hidden = (usize, char);

/// What is wrong where settings seem to begin and cannot be separated from the text.
pub(in crate::studio) fn unsplit(rule: &'static str, file: &Path, text: &str) -> Option<Diagnostic> {
    let error = |span, message: &str, help: String| {
        Some(Diagnostic::error(rule, Some(Place::new(file, text, span)), message, help))
    };
    if let Some(hidden) = in_fence(text) {
        let message = format!("{}, and hides where the settings begin or end", stands(hidden));
        return error(hidden.0..hidden.0 + 1, &message, DELETE.into());
    }
    if let Some(fence) = first_fence(text) {
        let help = if fence == "---" {
            "put a line of three hyphens, `---`, after the last setting".to_owned()
        } else {
            format!("put a line `{fence}` after the last setting")
        };
        let what = if rule == "notice" { "the settings of the notice are" } else { "the front matter is" };
        return error(0..3, &format!("{what} not closed"), help);
    }
    let settings = text.trim_start();
    let before = text.len() - settings.len();
    let (fence, block, _) = split(settings)?;
    let entries = entries::read(fence, settings.get(block).unwrap_or_default()).ok()?;
    let known = entries.iter().any(|entry| KNOWN.contains(&entry.key.as_str()));
    known.then(|| {
        error(
            before..before + 3,
            "the settings do not begin in the first line",
            "take out what stands above them, blank lines too".into(),
        )
    })?
}

/// The mend for what nobody sees.
pub(in crate::studio) const DELETE: &str =
    "delete it, and type a blank where one belongs: it came with a text from elsewhere";

/// What is said of a hidden character.
pub(in crate::studio) fn stands((_, hidden): Hidden) -> String {
    let name = match hidden {
        '\u{a0}' | '\u{202f}' => " (a blank that breaks no line)",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => " (a blank without width)",
        c if c.is_whitespace() => " (a blank of another width)",
        _ => "",
    };
    format!("an invisible character, U+{:04X}{name}, stands here", u32::from(hidden))
}

/// What makes a line of three hyphens none: in the first line, or in one that would end the settings.
fn in_fence(text: &str) -> Option<Hidden> {
    let skip = |c: char| c.is_whitespace() || is_invisible(c);
    let hidden = |from: usize, line: &str| {
        let found =
            line.char_indices().find(|(_, c)| is_invisible(*c) || (*c != ' ' && c.is_whitespace() && *c != '\n'));
        found.map(|(at, c)| (from + at, c))
    };
    let start = text.len() - text.trim_start_matches(skip).len();
    let line = text.get(start..)?.lines().next()?;
    let fence = line.trim_end_matches(skip);
    if !["---", "+++"].contains(&fence) {
        return None;
    }
    if first_fence(text).is_none() {
        let above = text.get(..start)?.char_indices().find(|(_, c)| is_invisible(*c));
        return above.or_else(|| hidden(start, line).filter(|(_, c)| is_invisible(*c)));
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.trim_matches(skip) == fence {
            return hidden(at, line);
        }
        at += line.len();
    }
    None
}

/// What looks like a blank and is none where settings cannot be read: at the beginning of a line, or before a value.
pub(in crate::studio) fn in_settings(block: &str) -> Option<Hidden> {
    let hidden = |c: &char| is_invisible(*c) || (c.is_whitespace() && !c.is_ascii());
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        let value = line.find([':', '=']).map(|sign| sign + 1);
        let item = line.trim_start().strip_prefix('-').map(|rest| line.len() - rest.len());
        let starts = [Some(0), item, value].into_iter().flatten();
        let found = starts.filter_map(|start| {
            let rest = line.get(start..)?;
            let blanks = rest.char_indices().take_while(|(_, c)| c.is_whitespace() || is_invisible(*c));
            blanks.filter(|(_, c)| hidden(c)).map(|(place, c)| (at + start + place, c)).next()
        });
        if let Some(found) = found.min_by_key(|(place, _)| *place) {
            return Some(found);
        }
        at += line.len();
    }
    None
}

/// The fence in the first line.
pub(super) fn first_fence(text: &str) -> Option<&'static str> {
    let line = text.lines().next()?.trim_end();
    ["---", "+++"].into_iter().find(|fence| line == *fence)
}

/// The fence, the range of the block between the fences, and where the body begins.
pub(in crate::studio) fn split(text: &str) -> Option<(&'static str, Range<usize>, usize)> {
    let fence = first_fence(text)?;
    let block_start = text.find('\n')? + 1;
    let mut at = block_start;
    for line in text.get(block_start..)?.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((fence, block_start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}
