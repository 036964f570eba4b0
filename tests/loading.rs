//! What was written is published or reported: every file, every character, every link.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "loading/account.rs"]
mod account;
#[path = "loading/encodings.rs"]
mod encodings;
#[path = "loading/files.rs"]
mod files;
#[path = "loading/layouts.rs"]
mod layouts;
#[path = "loading/linear.rs"]
mod linear;
#[path = "loading/links.rs"]
mod links;
#[path = "loading/names.rs"]
mod names;
#[path = "loading/order.rs"]
mod order;
#[path = "loading/settings.rs"]
mod settings;
mod support;
#[path = "loading/words.rs"]
mod words;

use std::{fs, path::Path};

use nightdesk::studio::{Library, Severity};
use support::{TOML, folder, put, read};

/// The findings of a folder, as lines.
fn reported(library: &Library) -> Vec<String> {
    library.diagnostics.iter().map(ToString::to_string).collect()
}

/// Reads a folder of these files.
fn load(files: &[(&str, &str)]) -> Library {
    read(folder(files).path())
}

/// An English site of these files.
fn english(files: &[(&str, &str)]) -> Library {
    let mut all = vec![("nightdesk.toml", TOML)];
    all.extend_from_slice(files);
    load(&all)
}

/// An article of a title and a text.
fn article(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n---\n\n{text}\n")
}

/// Writes bytes.
fn put_bytes(folder: &Path, name: &str, bytes: &[u8]) {
    put(folder, name, "");
    fs::write(folder.join(name), bytes).unwrap();
}

/// Whether one finding begins with a text, and holds another.
fn has(findings: &[String], start: &str, part: &str) -> bool {
    findings.iter().any(|finding| finding.starts_with(start) && finding.contains(part))
}

/// Whether a library may be shipped.
fn ships(library: &Library) -> bool {
    library.diagnostics.iter().all(|finding| finding.severity < Severity::Error)
}
