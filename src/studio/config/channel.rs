//! `[[channel]]`.

use serde::Deserialize;
use toml::Spanned;

use super::localized::Localized;
use crate::channels::ChannelKind;

/// A contact channel.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChannelConfig {
    /// Its name in settings and events.
    pub id: Spanned<String>,
    /// What it is.
    pub kind: ChannelKind,
    /// Number, address or page.
    pub value: Spanned<String>,
    /// Where it leads, if the value does not say it.
    pub link: Option<Spanned<String>>,
    /// The article with more about it: `category/file`.
    pub article: Option<Spanned<String>>,
    /// The text of the button.
    pub label: Spanned<Localized>,
    /// A remark, such as how long people wait.
    pub note: Option<Spanned<Localized>>,
    /// Name of its opening hours; without one it can be used at any time.
    pub hours: Option<Spanned<String>>,
    /// Within how much working time an answer is promised: `4h`, `90min`.
    pub reply: Option<Spanned<String>>,
}
