//! Settings of other generators as values: YAML, TOML, JSON, and JavaScript that is plain data.
//!
//! They are read for what they say of order, titles and languages, and for nothing else: what cannot be read gives no
//! value, and whoever asked decides whether that is told. Nothing is run.

mod javascript;
mod yaml;

pub(super) use javascript::{after_key, exported, text_of};
pub(super) use serde_json::Value;
pub(super) use yaml::yaml;

/// Reads JSON, with comments and trailing commas as editors allow them.
pub(super) fn json(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    javascript::literal(text, text.len() - text.trim_start().len())
}

/// Reads TOML.
pub(super) fn toml(text: &str) -> Option<Value> {
    serde_json::to_value(text.parse::<toml::Table>().ok()?).ok()
}

/// Reads a file by the ending of its name.
pub(super) fn by_ending(name: &str, text: &str) -> Option<Value> {
    match name.rsplit('.').next().unwrap_or_default() {
        "yml" | "yaml" | "pages" => yaml(text),
        "toml" => toml(text),
        "json" | "jsonc" => json(text),
        _ => exported(text),
    }
}

/// The text at a path of keys.
pub(super) fn text_at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}
