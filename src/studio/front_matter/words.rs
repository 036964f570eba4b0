//! Words from settings: what is shown of an article, and what it is found by.

use crate::studio::{
    entries::{Value, list, one_line, truth},
    plain_text::{has_marks, plain_text, shortened, without_references},
};

/// Descriptions that were made for another place are cut at about so many letters.
const DESCRIPTION: usize = 300;
/// More words than these say nothing about one article.
const TAGS: usize = 30;
/// A longer tag is a sentence.
const TAG: usize = 60;

/// A text in a value: of a list its first, of a map the one in a language.
pub(super) fn text(value: Value, lang: &str) -> Option<String> {
    let first = match value {
        Value::List(items) => items.into_iter().find(|item| !item.is_empty())?,
        Value::Map(_) => value.get(lang)?.clone(),
        single => single,
    };
    one_line(first).map(|text| without_references(&text)).filter(|text| !text.is_empty())
}

/// A description without marks. `is_own`: it was written for a list of answers, and is not cut.
pub(super) fn description(text: &str, is_own: bool) -> String {
    let plain = if has_marks(text) { plain_text(text) } else { text.to_owned() };
    if is_own { plain } else { shortened(&plain, DESCRIPTION) }
}

/// A text of another generator that is meant as one: not `excerpt: true`.
pub(super) fn foreign_text(value: Value, lang: &str) -> Option<String> {
    if truth(&value).is_some() { None } else { text(value, lang) }
}

/// Words that customers use; in one text commas part them.
pub(super) fn keywords(value: Value) -> Option<Vec<String>> {
    match value {
        Value::Text(_) | Value::Plain(_) => Some(
            one_line(value)?.split(", ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        ),
        value => list(value),
    }
}

/// Words under which an article is filed: `#a/b`, `a, b`, or maps with a label.
pub(super) fn tags(value: Value) -> Vec<String> {
    let label = |value: Value| {
        let named = ["label", "name", "title"].into_iter().find_map(|key| value.get(key).cloned());
        one_line(named.unwrap_or(value))
    };
    let texts: Vec<String> = match value {
        Value::List(items) => items.into_iter().filter_map(label).collect(),
        single => label(single).into_iter().collect(),
    };
    let tags = texts.iter().flat_map(|text| text.split([',', ';']));
    let tags = tags.map(|tag| tag.trim().trim_start_matches('#').replace('/', " ")).filter(|tag| !tag.is_empty());
    tags.filter(|tag| tag.chars().count() <= TAG).take(TAGS).collect()
}

/// A code of a language as typed; no longer text.
pub(super) fn lang(text: &str) -> Option<String> {
    let of_code = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    ((2..=35).contains(&text.len()) && text.chars().all(of_code)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An article is found by the tags of its blog, whichever way they were written down.
    #[test]
    fn tags_of_all_kinds() {
        let plain = |text: &str| Value::Plain(text.into());
        for (value, expected) in [
            (plain("returns"), "returns"),
            (plain("returns, refunds;label"), "returns|refunds|label"),
            (Value::List(vec![plain("#shop/returns"), plain("")]), "shop returns"),
            (Value::List(vec![Value::Map(vec![("label".into(), plain("Returns"))])]), "Returns"),
            (Value::List(vec![Value::Map(vec![("x".into(), plain("Returns"))])]), ""),
            (Value::Nothing, ""),
            (plain(&"long ".repeat(20)), ""),
        ] {
            assert_eq!(tags(value.clone()).join("|"), expected, "{value:?}");
        }
    }

    /// The first line under a result is words, and not more of them than a result has room for.
    #[test]
    fn descriptions_are_plain() {
        let long = "<p>One sentence here.</p> ".repeat(40);
        for (text, is_own, expected) in [
            ("Use 5 * 3 _here_", true, "Use 5 * 3 _here_".to_owned()),
            ("<p>Send <b>it</b> back.</p>", false, "Send it back.".to_owned()),
            ("See [here](a.md) &amp; there", true, "See here & there".to_owned()),
            (&long, false, "One sentence here. ".repeat(15).trim_end().to_owned()),
        ] {
            assert_eq!(description(text, is_own), expected);
        }
    }
}
