//! `[hours.NAME]` and its exceptions.

use serde::Deserialize;
use toml::Spanned;

use super::localized::Localized;

/// What the TOML reader expects below a name of opening hours.
pub(super) const HOURS: &str = "a table of hours";

/// Opening hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table of hours")]
#[non_exhaustive]
pub struct HoursConfig {
    /// In the notation of OpenStreetMap.
    pub rule: Spanned<String>,
    /// Instead of the site's.
    pub timezone: Option<Spanned<String>>,
    /// Instead of the site's.
    pub country: Option<Spanned<String>>,
    /// Instead of the site's.
    pub region: Option<Spanned<String>>,
    /// Opening times on Sundays on which shops in Poland may open.
    pub trading_sundays: Option<Spanned<String>>,
    /// Days with hours of their own.
    #[serde(default, rename = "exception")]
    pub exceptions: Vec<ExceptionConfig>,
}

/// Days with hours of their own, which replace all others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExceptionConfig {
    /// The day, or the first of several.
    pub date: Spanned<toml::Value>,
    /// The last one.
    pub until: Option<Spanned<toml::Value>>,
    /// Opening times; closed without them.
    pub open: Option<Spanned<String>>,
    /// Why, as visitors read it.
    #[serde(default)]
    pub reason: Localized,
}
