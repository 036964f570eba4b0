//! The file as a whole.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{
    channel::ChannelConfig,
    hours::HoursConfig,
    number::NumberConfig,
    page::PageConfig,
    request::RequestConfig,
    site::{Company, SiteConfig},
};
use crate::{language::Lang, studio::markdown::web_address};

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
    /// Contact channels, in the order to show them.
    #[serde(default, rename = "channel")]
    pub channels: Vec<ChannelConfig>,
    /// Which articles and notices are shown on which pages of the company.
    #[serde(default, rename = "page")]
    pub pages: Vec<PageConfig>,
    /// Numbers that the company gives, and where they lead.
    #[serde(default, rename = "number")]
    pub numbers: Vec<NumberConfig>,
    /// Requests to a person. Called `[contact]` in earlier versions, which is still read.
    #[serde(alias = "contact")]
    pub request: Option<Spanned<RequestConfig>>,
    /// The file exists and cannot be read: its settings are unknown, and none is to be reported as missing.
    #[serde(skip)]
    pub unread: bool,
}

impl Config {
    /// The company's website: empty where there is none, `None` where the setting cannot be read or is no address.
    #[must_use]
    pub fn company_url(&self) -> Option<&str> {
        match &self.company.url {
            Some(url) => Some(url.get_ref().trim()).filter(|url| url.is_empty() || is_website(url)),
            None if self.unread => None,
            None => Some(""),
        }
    }

    /// Sets the language of texts that are missing in another one.
    pub(in crate::studio) fn set_first_language(&mut self, lang: Option<&Lang>) {
        let Some(lang) = lang else { return };
        for channel in &mut self.channels {
            channel.label.as_mut().set_first_language(lang);
            if let Some(note) = &mut channel.note {
                note.as_mut().set_first_language(lang);
            }
        }
        for exception in self.hours.values_mut().flat_map(|hours| &mut hours.exceptions) {
            exception.reason.set_first_language(lang);
        }
        if let Some(request) = &mut self.request {
            request.as_mut().set_first_language(lang);
        }
    }
}

/// Whether an address is that of a website.
pub(in crate::studio) fn is_website(url: &str) -> bool {
    web_address(url).is_some_and(|url| url.starts_with("https://") || url.starts_with("http://"))
}
