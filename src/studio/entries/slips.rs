//! What a writer typed and the notation took for something else: the setting is read without it, and a finding says so.

use std::ops::Range;

use super::{
    notation::quoted,
    value::{Value, is_blank},
};
use crate::studio::{Diagnostic, Place, source_text::is_control};

/// Settings that are one text, and those that are a list of texts.
const TEXTS: [&str; 2] = ["title", "description"];
const LISTS: [&str; 3] = ["questions", "keywords", "topics"];
/// No more than these are told of one setting.
const TOLD: usize = 10;

/// Bytes of the settings that are not, or not only, what they seem.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::studio) struct Slip {
    pub(super) kind: SlipKind,
    pub(super) span: Range<usize>,
}

/// What became of the bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SlipKind {
    /// A comment right behind a text without quotes, or in its place: a `#` that was meant as one may have cut it.
    Comment,
    /// An item of a list without a word.
    Empty,
    /// An item of a list that is no text.
    NoText,
    /// A word before a value that begins with `!`: a type.
    Tag,
    /// A word before a value that begins with `&`: the name, by its number, of a value to be copied.
    Anchor(usize),
    /// A text in quotes with a control character written as an escape.
    Control(char),
}

impl Slip {
    /// What is wrong with a value as an item of a list.
    pub(super) fn item(value: &Value, span: Range<usize>) -> Option<Self> {
        let kind = match value {
            Value::Nothing => SlipKind::Empty,
            Value::Text(text) | Value::Plain(text) => is_blank(text).then_some(SlipKind::Empty)?,
            Value::List(_) | Value::Map(_) => SlipKind::NoText,
        };
        Some(Self { kind, span })
    }

    /// A control character in a text.
    pub(super) fn control(text: &str, span: Range<usize>) -> Option<Self> {
        text.chars().find(|c| is_control(*c)).map(|c| Self { kind: SlipKind::Control(c), span })
    }
}

/// The findings about a setting that is read, at most one of each kind. `rule` is that of settings which are read as
/// they were typed, `source` the settings as written, `place` is where some bytes of theirs are.
pub(in crate::studio) fn told(
    rule: &'static str,
    (key, fence): (&str, &str),
    slips: &[Slip],
    source: &str,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Vec<Diagnostic> {
    let typed = |slip: &Slip| source.get(slip.span.clone()).unwrap_or_default();
    let in_quotes = |what: &str, text: &str| {
        let line = text.lines().next().unwrap_or_default();
        format!("put the {what} in quotes: `{}`", quoted(fence, line))
    };
    let mut out: Vec<Diagnostic> = Vec::new();
    for slip in slips {
        let word = typed(slip).split([' ', '\n', ',', ']']).next().unwrap_or_default();
        let (rule, message, help) = match slip.kind {
            SlipKind::Comment if cuts(key, typed(slip)) => (
                "cut-by-comment",
                format!("from the `#` on this is a comment, and no part of `{key}`"),
                if TEXTS.contains(&key) {
                    format!("where it belongs to the text, put that in quotes: `{key}: \"… # …\"`")
                } else {
                    "where it belongs to the text, put that in quotes: `\"… #…\"`".into()
                },
            ),
            SlipKind::Empty if LISTS.contains(&key) => (
                "empty-entry",
                format!("an entry of `{key}` is empty"),
                "write it, in quotes where it is a word such as `null`, or take it out".into(),
            ),
            SlipKind::NoText if LISTS.contains(&key) => (
                rule,
                format!("an entry of `{key}` is no text: a colon or a bracket makes it something else"),
                in_quotes("entry", typed(slip)),
            ),
            SlipKind::Tag => (
                rule,
                format!("`{word}` is no part of `{key}` in YAML: with `!` before a value begins its type"),
                in_quotes("value", typed(slip)),
            ),
            SlipKind::Anchor(_) => (
                rule,
                format!("`{word}` is no part of `{key}` in YAML: with `&` before a value begins the name of a copy"),
                in_quotes("value", typed(slip)),
            ),
            SlipKind::Control(c) => (
                "control-character",
                format!("the control character U+{:04X} is written here: it is left out", u32::from(c)),
                "take it out".into(),
            ),
            _ => continue,
        };
        if out.len() < TOLD && !out.iter().any(|known| known.message == message) {
            out.push(Diagnostic::warning(rule, Some(place(slip.span.clone())), message, help));
        }
    }
    out
}

/// Whether a comment behind a value may have been meant as a part of it: `Order #12`. Behind a list's word, `# ` begins
/// what a writer notes.
fn cuts(key: &str, comment: &str) -> bool {
    let close = comment.strip_prefix('#').is_some_and(|rest| !rest.starts_with(char::is_whitespace));
    TEXTS.contains(&key) || (LISTS.contains(&key) && close)
}
