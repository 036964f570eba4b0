//! `.gitignore` and `.ignore`: whether the files that they hide stay hidden.
//!
//! The walk of `inventory` reads them by itself, and silently ignores what it cannot read. So each is checked before:
//! one that is no file would keep the build waiting, and one in another encoding would publish what it was to hide.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ignore::gitignore::GitignoreBuilder;

use super::{Diagnostic, Place, Severity, source_text};

const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// What is wrong with the lists in a content folder and above it: those of its parents count, too.
pub(super) fn above(root: &Path) -> Vec<Diagnostic> {
    let Ok(real) = fs::canonicalize(root) else { return Vec::new() };
    let mut out = Vec::new();
    let mut name = PathBuf::new();
    for folder in real.ancestors() {
        out.extend(in_folder(folder, &name));
        name.push("..");
    }
    out
}

/// What is wrong with the lists in one folder. `name` is what findings call it.
pub(super) fn in_folder(folder: &Path, name: &Path) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for list in NAMES {
        let (path, name) = (folder.join(list), name.join(list));
        if fs::symlink_metadata(&path).is_err() {
            continue;
        }
        let mut oddities = Vec::new();
        match source_text::read(&path, &name, &mut oddities) {
            Ok(text) => out.extend(oddities.into_iter().map(strict).chain(unread_line(&name, &text))),
            Err(unreadable) => out.push(unreadable.finding),
        }
    }
    out.into_iter().map(with_effect).collect()
}

/// The first line that is no pattern: it would hide nothing.
fn unread_line(name: &Path, text: &str) -> Option<Diagnostic> {
    let mut builder = GitignoreBuilder::new("");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if builder.add_line(None, line.trim_end_matches('\n')).is_err() {
            let place = Place::new(name, text, at..at + line.trim_end().len());
            let help = "put a `\\` before each `{`, `}` or `[` that stands for itself";
            return Some(Diagnostic::error("unreadable-file", Some(place), "this line is no pattern of files", help));
        }
        at += line.len();
    }
    None
}

/// What is corrected or left out when a text is read is an error in a list: other programs read the list as it is.
fn strict(finding: Diagnostic) -> Diagnostic {
    let message = if finding.rule == "line-ends" {
        "lines end with a carriage return alone, and are taken for one"
    } else {
        "a control character stands here, and this line is not the name that it seems to be"
    };
    Diagnostic { severity: Severity::Error, message: message.to_owned(), ..finding }
}

/// Adds what it means for the site.
fn with_effect(finding: Diagnostic) -> Diagnostic {
    Diagnostic { message: format!("{}; what the list hides would be published", finding.message), ..finding }
}
