//! Settings as a finding writes them: what it suggests must be read in its turn.

/// How settings are written between fences of a kind.
pub(in crate::studio) fn notation(fence: &str) -> &'static str {
    if fence == "+++" {
        "write each setting as `key = value`, with texts in quotes and lists in brackets: `order = [\"one\", \"two\"]`"
    } else {
        "write each setting as `key: value` without tabs, and put a value that holds a colon or begins with a sign in \
         quotes: `key: \"one: two\"`"
    }
}

/// A text in quotes.
pub(in crate::studio) fn quoted(fence: &str, text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if fence == "+++" {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        // In these quotes of YAML a backslash is one.
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A setting as it is written, of an example in YAML.
pub(in crate::studio) fn setting(fence: &str, key: &str, example: &str) -> String {
    if fence != "+++" {
        return format!("{key}: {example}");
    }
    let inner = |quote: char| example.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let is_date = |text: &str| text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let in_quotes = |text: &str| quoted(fence, text);
    let items = example.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let value = match (inner('"'), inner('\''), items) {
        (Some(text), ..) => in_quotes(text),
        (None, Some(text), _) => in_quotes(&text.replace("''", "'")),
        (None, None, Some(items)) => format!("[{}]", items.split(", ").map(in_quotes).collect::<Vec<_>>().join(", ")),
        _ if is_date(example) || example == "true" || example.parse::<i64>().is_ok() => example.to_owned(),
        _ => in_quotes(example),
    };
    format!("{key} = {value}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::entries::{one_line, read};

    /// A line that a writer copies from a finding must be read as the text that it was made of.
    #[test]
    fn suggestions_are_read() {
        for text in [
            "Where is my parcel?",
            "Zwrot: jak?",
            r#"Where is "it"?"#,
            "It's here",
            r#"It's "here""#,
            r"Q\&A",
            r"C:\new #1",
            "# hash",
            "- dash",
            "a  b",
            "'a'",
            "\"a\"",
        ] {
            for fence in ["---", "+++"] {
                let line = setting(fence, "title", &quoted("---", text));
                let read = read(fence, &line, &|_| false);
                assert!(read.troubles.is_empty(), "{line}");
                let values: Vec<_> = read.entries.into_iter().map(|entry| one_line(entry.value)).collect();
                assert_eq!(values, [Some(text.replace("  ", " "))], "{line}");
            }
        }
    }
}
