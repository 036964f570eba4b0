//! Hostile and odd texts: the project's own (`vectors.jsonl`, one JSON object a line: `kind` and `payload`), and a
//! larger collection of public ones, where it is installed beside the project. Every test must work with the project's
//! own texts alone.

use std::{fs, path::Path};

use serde_json::Value;

/// The project's own texts, in the order of their file.
pub(crate) fn project_texts() -> Vec<String> {
    parse(include_str!("vectors.jsonl"))
}

/// The texts of a file of the same form; `None` where there is none.
pub(crate) fn collection(file: &Path) -> Option<Vec<String>> {
    fs::read_to_string(file).ok().map(|text| parse(&text))
}

/// A line that is not read would be an attack that is not tried.
fn parse(text: &str) -> Vec<String> {
    let payload = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        value["payload"].as_str().unwrap_or_else(|| panic!("{line}: no payload")).to_owned()
    };
    text.lines().map(payload).collect()
}
