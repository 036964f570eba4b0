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
    /// A table.
    Other,
}

/// Whether a text has nothing that anybody sees.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_control(c) || is_invisible(c))
}
