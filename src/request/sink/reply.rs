//! Reading the JSON of a help desk's reply without trusting it: it may be any bytes at all, and what cannot be read is
//! `None` or empty. No help desk is known here.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use serde_json::{Map, Value};

/// The most characters of a help desk's words or number that are shown.
const SHOWN: usize = 300;

/// An answer that is a JSON object. Nesting beyond 128 levels is refused by the parser.
pub(super) fn object(body: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(body).ok()
}

/// A number or a name by which a help desk calls a request; empty where it is neither a text nor a whole number.
pub(super) fn reference(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) if !number.is_f64() => number.to_string(),
        Some(Value::String(text)) => shown(text),
        _ => String::new(),
    }
}

/// What a help desk says, where it is a text.
pub(super) fn words(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).map(shown).unwrap_or_default()
}

/// The texts under a key of each object of a list.
pub(super) fn each(list: Option<&Value>, key: &str) -> Vec<String> {
    let entries = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|entry| words(entry.get(key))).collect()
}

/// Several texts as one; empty ones are left out.
pub(super) fn joined(texts: impl IntoIterator<Item = String>) -> String {
    let said: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    shown(&said.join("; "))
}

/// A text as it may be shown: in one line, and no longer than anybody reads.
fn shown(text: &str) -> String {
    let line: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    let said: Vec<&str> = line.into_iter().filter(|word| !word.is_empty()).collect();
    said.join(" ").chars().take(SHOWN).collect()
}
