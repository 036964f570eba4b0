//! A part of a file: below a heading, between two marks, some of its lines.

use super::{
    asked::Section,
    lines::{Line, from, lines, part},
};
use crate::knowledge::slugify;

/// The part of a file that is asked for, without the file's settings; nothing where there is no such part.
pub(super) fn section(text: &str, section: &Section, code: bool) -> Option<String> {
    let body = if code { text } else { without_settings(text) };
    match section {
        Section::All | Section::Note => Some(body.to_owned()),
        Section::Lines(first, last) => {
            let count = last.saturating_sub((*first).max(1)) + 1;
            let all: Vec<&str> = body.lines().skip(first.saturating_sub(1)).take(count).collect();
            (!all.is_empty()).then(|| all.join("\n"))
        }
        Section::Named(name) => between(body, name),
        Section::Between(start, end) => {
            let from_byte = if start.is_empty() { 0 } else { body.find(start.as_str())? + start.len() };
            let rest = from(body, from_byte);
            let end = if end.is_empty() { None } else { rest.find(end.as_str()) };
            Some(part(rest, 0..end.unwrap_or(rest.len())).to_owned())
        }
        Section::Heading(heading) => match heading.strip_prefix('^') {
            Some(id) => block(body, id),
            None => below(body, heading),
        },
    }
    .map(|text| if code { text } else { without_marks(&text) })
}

/// A text without the settings at its beginning.
fn without_settings(text: &str) -> &str {
    let mut all = lines(text);
    let Some(first) = all.next().filter(|line| matches!(line.text.trim_end(), "---" | "+++")) else { return text };
    let end = all.find(|line| line.text.trim_end() == first.text.trim_end());
    end.map_or(text, |line| from(text, line.end() + 1))
}

/// Without the lines that mark parts for those who include them.
fn without_marks(text: &str) -> String {
    let mark = |line: &&str| {
        line.contains("--8<-- [start")
            || line.contains("--8<-- [end")
            || line.contains("<!-- #region")
            || line.contains("<!-- #endregion")
            || line.contains("ANCHOR: ")
            || line.contains("ANCHOR_END: ")
    };
    text.split('\n').filter(|line| !mark(line)).collect::<Vec<_>>().join("\n")
}

/// What stands between two marks of a name.
fn between(text: &str, name: &str) -> Option<String> {
    let marks = [
        (format!("--8<-- [start:{name}]"), format!("--8<-- [end:{name}]")),
        (format!("ANCHOR: {name}"), format!("ANCHOR_END: {name}")),
        (format!("#region {name}"), format!("#endregion {name}")),
        (format!("#region {name}"), "#endregion".to_owned()),
    ];
    marks.iter().find_map(|(open, close)| {
        let start = text.find(open.as_str())?;
        let start = start + from(text, start).find('\n')? + 1;
        let end = start + from(text, start).find(close.as_str())?;
        let end = part(text, start..end).rfind('\n').map_or(start, |end| start + end);
        Some(part(text, start..end).to_owned())
    })
}

fn level(line: &Line<'_>) -> Option<usize> {
    let level = line.text.bytes().take_while(|byte| *byte == b'#').count();
    ((1..=6).contains(&level) && from(line.text, level).starts_with(' ')).then_some(level)
}

/// A heading and what stands below it, up to the next one of its level.
pub(super) fn below(text: &str, heading: &str) -> Option<String> {
    let last = heading.rsplit('#').next().unwrap_or(heading);
    let wanted = slugify(last);
    let mut all = lines(text);
    let start = all.find(|line| level(line).is_some_and(|level| slugify(from(line.text, level).trim()) == wanted))?;
    let top = level(&start)?;
    let end = all.find(|line| level(line).is_some_and(|level| level <= top)).map_or(text.len(), |line| line.start);
    Some(part(text, start.start..end).to_owned())
}

/// The paragraph that has an id at its end.
fn block(text: &str, id: &str) -> Option<String> {
    let mark = format!("^{id}");
    let line = lines(text).find(|line| line.text.trim_end().ends_with(&mark))?;
    let start = part(text, 0..line.start).rfind("\n\n").map_or(0, |at| at + 2);
    Some(part(text, start..line.end()).trim_end().trim_end_matches(&mark).trim_end().to_owned())
}
