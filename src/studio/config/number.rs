//! `[[number]]`.

use serde::Deserialize;
use toml::Spanned;

/// Numbers of one kind that the company gives, and where a question with one of them leads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct NumberConfig {
    /// How they are written: `#` is a digit, `@` a letter.
    pub pattern: Spanned<String>,
    /// The article: `category/file`.
    pub article: Option<Spanned<String>>,
    /// The category.
    pub topic: Option<Spanned<String>>,
}
