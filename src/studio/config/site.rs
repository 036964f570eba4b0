//! `[company]` and `[site]`.

use serde::Deserialize;
use toml::Spanned;

/// Whose help it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Company {
    /// As customers know it.
    #[serde(default)]
    pub name: String,
    /// Its website; links that begin with `/` lead there.
    pub url: Option<Spanned<String>>,
}

/// The content as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteConfig {
    /// Folders of the content, the default language first.
    #[serde(default)]
    pub languages: Vec<Spanned<String>>,
    /// The language of content that has no folders of languages.
    pub language: Option<Spanned<String>>,
    /// Folders whose files stand at the root of addresses, from the content folder.
    #[serde(default, rename = "static")]
    pub static_folders: Vec<Spanned<String>>,
    /// IANA name of the time zone of all opening hours.
    pub timezone: Option<Spanned<String>>,
    /// ISO 3166 code of the country whose holidays `PH` means.
    pub country: Option<Spanned<String>>,
    /// Its region, where that has holidays of its own.
    pub region: Option<Spanned<String>>,
    /// Articles shown before a question is typed: `category/file`.
    #[serde(default)]
    pub popular: Vec<Spanned<String>>,
    /// Whether words of the starter list find what the site calls otherwise; they do where this is left out.
    pub starter_synonyms: Option<bool>,
}
