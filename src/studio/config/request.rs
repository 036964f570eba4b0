//! `[request]`: how visitors write to a person.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::localized::Localized;
use crate::{language::Lang, request::FieldKind};

/// How visitors write to a person.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct RequestConfig {
    /// The sink of topics that name none; the first mail channel where there is none.
    ///
    /// Not `sink`: TOML would take that for the table of all sinks.
    pub default_sink: Option<Spanned<String>>,
    /// Zero bits that the visitor's browser has to find (proof of work).
    pub work: Option<Spanned<i64>>,
    /// What is said about personal data.
    pub privacy: PrivacyConfig,
    /// Where requests can go, by name.
    pub sink: BTreeMap<Spanned<String>, SinkTable>,
    /// What a request can be about, in the order to show it.
    pub topic: Vec<TopicConfig>,
}

impl RequestConfig {
    /// Every text in several languages.
    pub(in crate::studio) fn texts(&self) -> impl Iterator<Item = &Spanned<Localized>> {
        let fields = self.topic.iter().flat_map(|topic| &topic.fields);
        let fields = fields.flat_map(|FieldConfig { label, help, options, .. }| {
            let options = options.iter().flat_map(|options| options.get_ref());
            [label].into_iter().chain(help).chain(options)
        });
        let topics = self.topic.iter().map(|topic| &topic.label);
        self.privacy.text.iter().chain(&self.privacy.consent).chain(topics).chain(fields)
    }

    /// Sets the language of texts that are missing in another one.
    pub(in crate::studio) fn set_first_language(&mut self, lang: &Lang) {
        for text in self.privacy.text.iter_mut().chain(&mut self.privacy.consent) {
            text.as_mut().set_first_language(lang);
        }
        for topic in &mut self.topic {
            topic.label.as_mut().set_first_language(lang);
            for FieldConfig { label, help, options, .. } in &mut topic.fields {
                let options = options.iter_mut().flat_map(|options| options.as_mut());
                for text in [label].into_iter().chain(help).chain(options) {
                    text.as_mut().set_first_language(lang);
                }
            }
        }
    }
}

/// A sink: its kind decides which keys are read, so that `request::sinks` checks them.
pub(in crate::studio) type SinkTable = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// What is said about personal data.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct PrivacyConfig {
    /// Who keeps the data, why and for how long.
    pub text: Option<Spanned<Localized>>,
    /// The address of the full text.
    pub link: Option<Spanned<String>>,
    /// The label of the checkbox for consent; without one there is no checkbox.
    pub consent: Option<Spanned<Localized>>,
}

/// What a request can be about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TopicConfig {
    /// Names it in requests and events.
    pub id: Spanned<String>,
    /// As the visitor chooses it.
    pub label: Spanned<Localized>,
    /// Keys of categories whose readers most likely mean it.
    #[serde(default)]
    pub categories: Vec<Spanned<String>>,
    /// Name of its sink.
    pub sink: Option<Spanned<String>>,
    /// Name of the opening hours in which it is answered.
    pub hours: Option<Spanned<String>>,
    /// Within how much working time an answer is promised.
    pub reply: Option<Spanned<String>>,
    /// Fields besides the message.
    #[serde(default, rename = "field")]
    pub fields: Vec<FieldConfig>,
}

/// A field of the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FieldConfig {
    /// Names it in requests.
    pub id: Spanned<String>,
    /// What can be typed; by default one line of text.
    #[serde(default)]
    pub kind: FieldKind,
    /// The label of the field.
    pub label: Spanned<Localized>,
    /// Where to find it, how it looks.
    pub help: Option<Spanned<Localized>>,
    /// A regular expression that the whole value has to match, as in HTML.
    pub pattern: Option<Spanned<String>>,
    /// A valid value.
    pub example: Option<Spanned<String>>,
    /// Whether nothing can be sent without it.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen.
    pub options: Option<Spanned<Vec<Spanned<Localized>>>>,
    /// The help desk's name for it.
    pub name: Option<Spanned<String>>,
}
