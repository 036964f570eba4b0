//! Front matter as a list of entries, in whichever of the two notations it is written.
//!
//! It knows no keys: what they mean, `front_matter` decides. A value without quotes is kept letter for letter: whether
//! `0800` is a number or a text depends on the key, and a number has lost its zeros by the time that is known.

mod entry;
mod slips;
mod value;

mod toml;
mod yaml;

use super::source_text::is_control;

pub(super) use entry::Entry;
use entry::Failure;
pub(super) use slips::told;
pub(super) use value::Value;
use value::is_blank;

/// Reads the block between two fences.
pub(super) fn read(fence: &str, source: &str) -> Result<Vec<Entry>, Failure> {
    let entries = if fence == "---" { yaml::read(source) } else { toml::read(source) }?;
    let mut seen = std::collections::HashSet::new();
    match entries.iter().find(|entry| !seen.insert(entry.key.as_str())) {
        Some(twice) => Err((twice.key_span.clone(), format!("the key `{}` stands twice: take one out", twice.key))),
        None => Ok(entries),
    }
}

/// A text without line breaks, as it was typed: `title: 1.10` is “1.10”.
pub(super) fn one_line(value: Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Plain(text) => {
            let text = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            Some(if is_blank(&text) { String::new() } else { text.replace(is_control, "") })
        }
        Value::Nothing => Some(String::new()),
        Value::List(_) | Value::Other => None,
    }
}

/// A list of texts; one text counts as a list of one, and an empty item as none.
pub(super) fn list(value: Value) -> Option<Vec<String>> {
    let items = match value {
        Value::List(items) => items.into_iter().map(one_line).collect::<Option<Vec<_>>>()?,
        single => vec![one_line(single)?],
    };
    Some(items.into_iter().filter(|item| !item.is_empty()).collect())
}

/// A setting as it is written, of an example in YAML.
pub(super) fn setting(fence: &str, key: &str, example: &str) -> String {
    if fence == "---" {
        return format!("{key}: {example}");
    }
    let is_date = |text: &str| text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let quoted = |text: &str| format!("\"{text}\"");
    let example = example.trim_matches('"');
    let value = match example.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) => format!("[{}]", items.split(", ").map(quoted).collect::<Vec<_>>().join(", ")),
        None if is_date(example) || example == "true" || example.parse::<i64>().is_ok() => example.to_owned(),
        None => quoted(example),
    };
    format!("{key} = {value}")
}

/// A whole number.
pub(super) fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Text(text) | Value::Plain(text) => text.parse().ok(),
        _ => None,
    }
}

/// True or false, in the words of all versions of YAML.
pub(super) fn truth(value: &Value) -> Option<bool> {
    let (Value::Text(text) | Value::Plain(text)) = value else { return None };
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a type would make of it, a title says what was typed, in both notations.
    #[test]
    fn scalars_stay_as_typed() {
        for typed in [
            "2.50",
            "0xBEEF",
            "7E10",
            "0042",
            "5_000",
            "0b11",
            "0o755",
            "1e3",
            "-0",
            "+7",
            "2027-01-31",
            "06:45",
            "190:20:30",
            "yes",
            "No",
            "ON",
            "off",
            "True",
            "y",
            ".5",
            "3.",
            ".inf",
            "-.inf",
            ".NaN",
            "nan",
            "1,5",
            "00123456789012345678901234567890",
            "3.14159265358979323846264338327950288",
            "12:30:45.000",
            "=",
            "404",
        ] {
            let entries =
                read("---", &format!("title: {typed}\nkeywords: [{typed}]\nquestions:\n  - {typed}\n")).unwrap();
            let values: Vec<_> = entries.into_iter().map(|entry| list(entry.value).unwrap().join("|")).collect();
            // A comma divides a list between brackets.
            let listed = typed.replace(',', "|");
            assert_eq!(values, [typed, &listed, typed], "{typed}");
        }
        for typed in ["2.50", "1e3", "0xBEEF", "5_000", "true", "2027-01-31", "06:45:00", "inf", "+7"] {
            let entries = read("+++", &format!("title = {typed}\nkeywords = [{typed}]\n")).unwrap();
            let values: Vec<_> = entries.into_iter().map(|entry| list(entry.value).unwrap().join("|")).collect();
            assert_eq!(values, [typed, typed], "{typed}");
        }
    }

    /// What is written for “nothing” is no text: programs that export articles write it for what they lack.
    #[test]
    fn nothing_is_no_text() {
        for nothing in ["", " ", "~", "null", "Null", "NULL", "\"\"", "''", " # none"] {
            let entries = read("---", &format!("title: {nothing}\n")).unwrap();
            assert_eq!(
                entries.into_iter().map(|entry| one_line(entry.value)).collect::<Vec<_>>(),
                [Some(String::new())]
            );
        }
        assert_eq!(list(Value::Nothing), Some(Vec::new()));
        for unseen in ["\u{200b}", "\u{feff} \u{2060}", "\u{a0}", "\u{1}"] {
            assert_eq!(one_line(Value::Text(unseen.into())), Some(String::new()), "{unseen:?}");
        }
    }

    /// Quotes, blocks and folded lines mean what YAML says.
    #[test]
    fn texts_of_all_kinds() {
        for (typed, text) in [
            ("\"a \\\"b\\\" \\u0041\"", "a \"b\" A"),
            ("'it''s'", "it's"),
            (">\n  two\n  lines", "two lines"),
            ("|\n  two\n  lines\n", "two lines"),
            ("two\n  lines", "two lines"),
            ("!!str 12", "12"),
            ("a#b", "a#b"),
            ("“curly”", "“curly”"),
        ] {
            let entries = read("---", &format!("title: {typed}\n")).unwrap();
            assert_eq!(entries.into_iter().map(|entry| one_line(entry.value)).collect::<Vec<_>>(), [Some(text.into())]);
        }
    }

    /// Settings that copy one another without end cost neither time nor memory.
    #[test]
    fn copies_are_bounded() {
        let copied = read("---", "a: &a [x, y]\nb: *a\n").unwrap();
        assert_eq!(
            copied.into_iter().map(|entry| list(entry.value).unwrap().join(" ")).collect::<Vec<_>>(),
            ["x y", "x y"]
        );
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..30 {
            let copies = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
        }
        let (span, message) = read("---", &bomb).unwrap_err();
        assert!(bomb[span].starts_with("*a") && message.contains("copied"), "{message}");
        assert!(read("---", &format!("a: {}x{}", "[".repeat(5_000), "]".repeat(5_000))).is_err());
    }
}
