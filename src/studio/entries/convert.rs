//! A value as what its key asks for.

use super::value::{Value, is_blank};
use crate::studio::source_text::is_control;

/// A text without line breaks, as it was typed: `title: 1.10` is “1.10”.
pub(in crate::studio) fn one_line(value: Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Plain(text) => {
            let text = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            Some(if is_blank(&text) { String::new() } else { text.replace(is_control, "") })
        }
        Value::Nothing => Some(String::new()),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// A list of texts; one text counts as a list of one, and an empty item as none. Of an item `How: so?`, which is read as
/// a key with its value, both are the text.
pub(in crate::studio) fn list(value: Value) -> Option<Vec<String>> {
    let item = |value: Value| match value {
        Value::Map(entries) => {
            let [(key, value)] = <[_; 1]>::try_from(entries).ok()?;
            Some(format!("{key}: {}", one_line(value)?).trim_end().to_owned())
        }
        value => one_line(value),
    };
    let items = match value {
        Value::List(items) => items.into_iter().filter_map(item).collect(),
        single => vec![one_line(single)?],
    };
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}

/// A number, in thousandths: exporting programs write `2.0`, `"5"` and `-1.5` for an order.
pub(in crate::studio) fn number(value: &Value) -> Option<i64> {
    let (Value::Text(text) | Value::Plain(text)) = value else { return None };
    let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    // The cast ends at the largest and the smallest number.
    Some((number * 1_000.0).round() as i64)
}

/// True or false, in the words of all versions of YAML, and as numbers.
pub(in crate::studio) fn truth(value: &Value) -> Option<bool> {
    let (Value::Text(text) | Value::Plain(text)) = value else { return None };
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" => Some(true),
        "false" | "no" | "off" | "n" | "0" => Some(false),
        _ => None,
    }
}
