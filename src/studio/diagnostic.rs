//! What is wrong with content, where, and how to mend it.

use std::{fmt, ops::Range, path::PathBuf};

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is lost, and something is better written otherwise.
    Note,
    /// The bundle is built; something is lost or doubtful.
    Warning,
    /// The bundle is not built.
    Error,
}

/// A position in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the content folder.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The bytes meant.
    pub span: Range<usize>,
}

impl Place {
    /// The place of a byte range of a file's text.
    #[must_use]
    pub fn new(file: impl Into<PathBuf>, text: &str, span: Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end.max(start));
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.into(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            span: start..end,
        }
    }
}

/// The last boundary of a character that is not after a byte.
fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where; `None` where it concerns the whole content.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// Further findings of this rule in the file, which are counted and not listed.
    pub more: usize,
}

impl Diagnostic {
    /// A finding that stops the build.
    #[must_use]
    pub fn error(
        rule: &'static str,
        place: Option<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { rule, severity: Severity::Error, place, message: message.into(), help: help.into(), more: 0 }
    }

    /// A finding that does not.
    #[must_use]
    pub fn warning(
        rule: &'static str,
        place: Option<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, place, message, help) }
    }

    /// A finding that only says what is better written otherwise.
    #[must_use]
    pub fn note(rule: &'static str, place: Option<Place>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(rule, place, message, help) }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { file, line, column, .. }) = &self.place {
            write!(f, "{}:{line}:{column}: ", file.display())?;
        }
        write!(f, "{}[{}]: {} (help: {})", self.severity, self.rule, self.message, self.help)
    }
}

/// The known name nearest to a mistyped one: at most two fifths of its letters wrong.
#[must_use]
pub fn nearest_name<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| (edits(&typed, name), name))
        .filter(|(distance, name)| *distance <= (name.len().max(typed.len()) * 2).div_ceil(5))
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein distance in bytes: names are ASCII.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let cost = (*cell + 1).min(left + 1).min(diagonal + usize::from(x != y));
            diagonal = std::mem::replace(cell, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer looks at the line that a finding names: it must be the right one.
    #[test]
    fn places() {
        let text = "---\ntytuł: x\n---\n";
        let place = Place::new("a.md", text, 4..10);
        assert_eq!((place.line, place.column), (2, 1));
        let place = Place::new("a.md", text, 12..13);
        assert_eq!((place.line, place.column), (2, 8));
        assert_eq!(Place::new("a.md", text, 999..1_000).line, 4);
    }

    /// The suggestion must be the key that was meant, or none.
    #[test]
    fn nearest() {
        let known = ["title", "description", "questions", "keywords"];
        for (typed, expected) in [
            ("tilte", Some("title")),
            ("Title", Some("title")),
            ("question", Some("questions")),
            ("keyword", Some("keywords")),
            ("layout", None),
        ] {
            assert_eq!(nearest_name(typed, known), expected, "{typed}");
        }
    }
}
