//! `nightdesk.toml`: the company, its languages, hours and ways to a person.

use std::{collections::BTreeMap, ops::Range, path::Path};

use serde::Deserialize;
use toml::Spanned;

use super::{Diagnostic, Place, nearest_name};
use crate::{contact::ChannelKind, knowledge::Lang};

/// The name of the file, at the top of the content folder.
pub(super) const FILE: &str = "nightdesk.toml";

/// What the file says. Every table has defaults: a folder of Markdown without the file builds, too.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// Whose help it is.
    #[serde(default)]
    pub company: Company,
    /// The content as a whole.
    #[serde(default)]
    pub site: SiteConfig,
    /// Opening hours by name.
    #[serde(default)]
    pub hours: BTreeMap<String, HoursConfig>,
    /// Ways to a person, in the order to show them.
    #[serde(default, rename = "channel")]
    pub channels: Vec<ChannelConfig>,
}

/// Whose help it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Company {
    /// As customers know it.
    #[serde(default)]
    pub name: String,
    /// Its website; links that begin with `/` lead there.
    #[serde(default)]
    pub url: String,
}

/// The content as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteConfig {
    /// Folders of the content, the default language first.
    #[serde(default)]
    pub languages: Vec<Spanned<String>>,
    /// IANA name of the time zone of all opening hours.
    pub timezone: Option<Spanned<String>>,
    /// ISO 3166 code of the country whose holidays `PH` means.
    pub country: Option<Spanned<String>>,
    /// Articles shown before anything is asked: `category/file`.
    #[serde(default)]
    pub popular: Vec<Spanned<String>>,
}

/// Opening hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HoursConfig {
    /// In the notation of OpenStreetMap.
    pub rule: Spanned<String>,
}

/// A way to a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChannelConfig {
    /// Names it in configuration and events.
    pub id: String,
    /// What it is.
    pub kind: ChannelKind,
    /// Number, address or page.
    pub value: Spanned<String>,
    /// What the button says.
    pub label: Localized,
    /// What to expect of it.
    #[serde(default)]
    pub note: Localized,
    /// Name of its opening hours; without one it can be used at any time.
    pub hours: Option<Spanned<String>>,
}

/// A text per language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Localized(BTreeMap<String, String>);

impl Localized {
    /// The text in a language, else in the first that has one.
    #[must_use]
    pub fn of(&self, lang: &Lang) -> &str {
        self.0.get(lang.as_str()).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }
}

/// Reads the file's text; what cannot be read is a diagnostic and the defaults.
pub(super) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Config {
    match toml::from_str(text) {
        Ok(config) => config,
        Err(error) => {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let help = suggestion(&message)
                .unwrap_or_else(|| "see the commented example in the demo's content/nightdesk.toml".into());
            diagnostics.push(Diagnostic::error("config", at(text, error.span().unwrap_or_default()), message, help));
            Config::default()
        }
    }
}

/// A place in the file.
pub(super) fn at(text: &str, span: Range<usize>) -> Option<Place> {
    Some(Place::new(Path::new(FILE), text, span))
}

/// From "unknown field `x`, expected one of `a`, `b`" the nearest of the expected names.
fn suggestion(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let typed = quoted.next().filter(|_| message.starts_with("unknown"))?;
    let known: Vec<&str> = quoted.collect();
    Some(match nearest_name(typed, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the keys read here are {}", known.join(", ")),
    })
}
