//! Front matter as a list of entries, in whichever of the two notations it is written.
//!
//! It knows no keys: what they mean is `front_matter`'s business.

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A key with its value and the bytes of both in the file.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) value: Value,
    pub(super) span: Range<usize>,
}

/// A value as YAML and TOML share it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Bool(bool),
    List(Vec<Value>),
    Other,
}

/// The bytes that could not be read, and why.
type Failure = (Range<usize>, String);

/// Reads the block between two fences.
pub(super) fn read(fence: &str, source: &str) -> Result<Vec<Entry>, Failure> {
    if fence == "---" { yaml(source) } else { toml(source) }
}

/// A text without line breaks; numbers count as text (`title: 404`).
pub(super) fn one_line(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => {
            Some(text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::List(_) | Value::Other => None,
    }
}

/// A list of texts; one text counts as a list of one.
pub(super) fn list(value: Value) -> Option<Vec<String>> {
    match value {
        Value::List(items) => items.into_iter().map(one_line).collect(),
        Value::Text(text) if text.is_empty() => Some(Vec::new()),
        single => one_line(single).map(|text| vec![text]),
    }
}

/// Reads YAML.
fn yaml(source: &str) -> Result<Vec<Entry>, Failure> {
    if source.trim().is_empty() {
        return Ok(Vec::new());
    }
    let place = |(line, column)| byte_of(source, line, column);
    let entry = |(key, key_at, value, value_at): YamlEntry| {
        let (key_at, value_at) = (place(key_at), place(value_at));
        Entry { key_span: key_at..key_at + key.len(), key, value, span: value_at..value_at + 1 }
    };
    serde_saphyr::from_str::<YamlEntries>(source).map(|entries| entries.0.into_iter().map(entry).collect()).map_err(
        |error| {
            let at = error.location().map_or(0, |location| byte_of(source, location.line(), location.column()));
            let message = error.without_snippet().to_string();
            // The parser names the place itself; ours counts from the top of the file.
            let message = message.lines().next().unwrap_or_default();
            let message = message.split(" at line ").next().unwrap_or(message).trim_end_matches(['.', ':', ',', ' ']);
            (at..at + 1, message.to_owned())
        },
    )
}

/// The byte of a line and column counted from 1 in characters.
fn byte_of(source: &str, line: u64, column: u64) -> usize {
    let (line, column) = (line as usize, column as usize);
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let inside =
        source.get(start..).unwrap_or_default().char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    start + inside
}

/// A key and a value, each with its line and column.
type YamlEntry = (String, (u64, u64), Value, (u64, u64));

struct YamlEntries(Vec<YamlEntry>);

impl<'de> Deserialize<'de> for YamlEntries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = YamlEntries;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("settings of the form `key: value`")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlEntries, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<serde_saphyr::Spanned<String>>()? {
                    let value = map.next_value::<serde_saphyr::Spanned<Value>>()?;
                    let place = |location: serde_saphyr::Location| (location.line(), location.column());
                    let (key_at, value_at) = (place(key.referenced), place(value.referenced));
                    entries.push((key.value, key_at, value.value, value_at));
                }
                Ok(YamlEntries(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.trim().to_owned()))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Number(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
                Ok(i64::try_from(value).map_or(Value::Other, Value::Number))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
                Ok(Value::Text(value.to_string()))
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Text(String::new()))
            }
            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Text(String::new()))
            }
            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
                Value::deserialize(inner)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                while map.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?.is_some() {}
                Ok(Value::Other)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Reads TOML.
fn toml(source: &str) -> Result<Vec<Entry>, Failure> {
    type Table = std::collections::BTreeMap<toml::Spanned<String>, toml::Spanned<toml::Value>>;
    let table: Table =
        toml::from_str(source).map_err(|error| (error.span().unwrap_or(0..1), error.message().replace('\n', ", ")))?;
    let entry = |(key, value): (toml::Spanned<String>, toml::Spanned<toml::Value>)| Entry {
        key_span: key.span(),
        span: value.span(),
        value: of_toml(value.into_inner()),
        key: key.into_inner(),
    };
    Ok(table.into_iter().map(entry).collect())
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text.trim().to_owned()),
        toml::Value::Integer(number) => Value::Number(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        toml::Value::Array(items) => Value::List(items.into_iter().map(of_toml).collect()),
        toml::Value::Float(_) | toml::Value::Table(_) => Value::Other,
    }
}
