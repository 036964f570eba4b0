//! A value as YAML and TOML share it. What it has to be, its key decides.

use crate::studio::source_text::{is_control, is_invisible};

/// A value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::studio) enum Value {
    /// In quotes, or a block of lines.
    Text(String),
    /// Without quotes, as it was typed.
    Plain(String),
    /// Nothing, `~` or `null`.
    Nothing,
    List(Vec<Value>),
    /// Keys with their values, in the order in which they stand.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What a key of a map holds; `None` where this is no map.
    pub(in crate::studio) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// Whether it says nothing: programs that export articles write a key for what they lack, too.
    pub(in crate::studio) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) | Self::Plain(text) => is_blank(text),
            Self::List(items) => items.iter().all(Self::is_empty),
            Self::Map(entries) => entries.is_empty(),
        }
    }
}

/// Whether a text has nothing that anybody sees.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_control(c) || is_invisible(c))
}
