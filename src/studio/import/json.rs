//! JSON of an export: one value, a list, pages one behind the other, or a value on each line. A field that is missing or
//! of another kind is none: one article's defect is not that of the others.

use std::io;

use serde_json::Value;

use super::{losses::Loss, report::Report, roots::Root};
use crate::time::{Date, Day, day_of_date};

/// All values of all JSON files of an export, each with its file. What cannot be read is reported.
///
/// # Errors
/// Where nothing at all can be read.
pub(super) fn values(root: &Root, report: &mut Report) -> io::Result<Vec<(String, Value)>> {
    let mut out = Vec::new();
    let mut first_error = None;
    let files: Vec<String> = root.with_endings(&["json", "jsonl", "ndjson"]).map(str::to_owned).collect();
    for file in &files {
        let bytes = root.read(file)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
            match value {
                Ok(value) => out.push((file.clone(), value)),
                Err(error) => {
                    report.lost(Loss::Unread, file, &error.to_string());
                    first_error = first_error.or(Some(format!("`{file}` is no JSON: {error}")));
                    break;
                }
            }
        }
    }
    if out.is_empty() {
        let folder = root.folder().display();
        let reason = first_error.unwrap_or_else(|| format!("there is no JSON file in `{folder}`"));
        return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    }
    Ok(out)
}

/// A text; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A number or text that names something.
pub(super) fn id(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

/// A list; empty where there is none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn truth(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or_default()
}

pub(super) fn number(value: &Value, key: &str) -> i64 {
    match value.get(key) {
        Some(Value::Number(number)) => number.as_i64().unwrap_or_default(),
        Some(Value::String(text)) => text.trim().parse().unwrap_or_default(),
        _ => 0,
    }
}

/// Whether a field is there and says something.
pub(super) fn is_set(value: &Value, key: &str) -> bool {
    value.get(key).is_some_and(|value| match value {
        Value::Null => false,
        Value::Array(list) => !list.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    })
}

/// The day of a moment: `2026-03-01T10:00:00Z`, or seconds since 1970.
pub(super) fn day(value: &Value, key: &str) -> Option<Day> {
    match value.get(key)? {
        Value::Number(seconds) => Day::try_from(seconds.as_i64()?.div_euclid(86_400)).ok().filter(|day| *day > 0),
        Value::String(text) => date(text),
        _ => None,
    }
}

/// The day that a text begins with: `2026-03-01`.
pub(super) fn date(text: &str) -> Option<Day> {
    let mut parts = text.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    day_of_date(Date { year, month, day })
}
