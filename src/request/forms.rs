//! What the company asks for: topics with their fields, where each goes, and what is said about personal data. One
//! value per language, shipped as `contact-<lang>-<hash>.bin` and loaded when somebody wants to write.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// All that the form of one language is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// The language's code.
    pub lang: String,
    /// The words of the form: [`FormStrings`](crate::text::FormStrings), joined.
    pub strings: String,
    /// The company as customers know it.
    pub company: String,
    /// What a request can be about; never empty.
    pub topics: Vec<Topic>,
    /// Where requests go; never empty.
    pub sinks: Vec<SinkConfig>,
    /// The contact channels that stay beside the form: those with a link, in the company's order.
    #[serde(rename = "ways")]
    pub methods: Vec<SendMethod>,
    /// What is said about personal data.
    pub privacy: Privacy,
    /// Makes the visitor's browser work before a request is accepted: the number of leading zero bits of
    /// SHA-256(id + counter). 0 for none. Only a webhook that checks it gains from it.
    pub work: u8,
}

/// A contact channel that stays beside the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendMethod {
    /// What the button says.
    pub label: String,
    /// The number or the address.
    pub value: String,
    /// The link that opens it.
    pub href: String,
}

/// What a request can be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Names it in requests and events.
    pub id: String,
    /// As the visitor chooses it.
    pub label: String,
    /// Keys of categories whose readers most likely mean it.
    pub categories: Vec<String>,
    /// Where it goes: index into [`Forms::sinks`].
    pub sink: u16,
    /// When it is answered: index into the pack's schedules.
    pub schedule: Option<u16>,
    /// Within how many minutes of working time an answer is promised; `None` where nothing is.
    pub reply: Option<u32>,
    /// What is asked besides the message.
    pub fields: Vec<Field>,
}

/// Something asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Names it in requests.
    pub id: String,
    /// What can be typed.
    pub kind: FieldKind,
    /// What is asked.
    pub label: String,
    /// Where to find it, how it looks.
    pub help: String,
    /// The form of a valid value, as in HTML's `pattern`: a regular expression that the whole value has to match.
    pub pattern: String,
    /// A valid value, for the message about an invalid one.
    pub example: String,
    /// Whether nothing can be sent without it.
    pub required: bool,
    /// What can be chosen, where the kind is [`FieldKind::Choice`].
    pub options: Vec<String>,
    /// The field's name in the help desk (Zendesk: the number of a custom field); empty where it has none there.
    pub name: String,
}

/// What can be typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// A line.
    #[default]
    Text,
    /// Several lines.
    Long,
    /// Digits.
    Number,
    /// A day.
    Date,
    /// One of some options.
    Choice,
}

/// What is said about personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    /// Who keeps the data, why and for how long, in two sentences.
    pub text: String,
    /// Where all of it stands; may be empty.
    pub link: String,
    /// What the visitor agrees to by a tick, where the company asks for one; empty for no box.
    pub consent: String,
}

/// Where requests go, and what that needs to know. Nothing in here is secret: it is in every visitor's browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "SinkRecord", into = "SinkRecord")]
pub enum SinkConfig {
    /// The visitor's own mail program.
    Mailto {
        /// The address.
        to: String,
    },
    /// An endpoint of the company's own, which takes the neutral record.
    Webhook {
        /// Its URL, absolute or from the root of the page's own site.
        url: String,
        /// Whether to send `text/plain` without headers of ours, which needs no preflight.
        simple: bool,
        /// The most bytes of attachments it takes; 0 for none.
        max_bytes: u32,
    },
    /// Zendesk: requests by anybody (`POST /api/v2/requests.json`).
    Zendesk {
        /// `https://company.zendesk.com`.
        url: String,
        /// The number of a ticket form; empty for the default one.
        form: String,
    },
    /// Zammad's form channel.
    Zammad {
        /// `https://desk.example.com`.
        url: String,
        /// The most bytes of attachments; 0 for none.
        max_bytes: u32,
    },
    /// Chatwoot: an API inbox, by its public identifier.
    Chatwoot {
        /// `https://app.chatwoot.com`.
        url: String,
        /// The identifier of the inbox.
        inbox: String,
    },
    /// A HubSpot form.
    Hubspot {
        /// `https://api.hsforms.com`, or the one of another region.
        url: String,
        /// The number of the account.
        portal: String,
        /// The identifier of the form.
        form: String,
    },
    /// A Formspree form.
    Formspree {
        /// `https://formspree.io`.
        url: String,
        /// The identifier of the form.
        form: String,
        /// The most bytes of attachments; 0 for none, since only paid plans take them.
        max_bytes: u32,
    },
    /// Web3Forms.
    Web3forms {
        /// `https://api.web3forms.com`.
        url: String,
        /// The public access key.
        access_key: String,
        /// The most bytes of the one attachment that paid plans take; 0 for none.
        max_bytes: u32,
    },
    /// A form of Netlify, on the page's own site.
    Netlify {
        /// The path to post to.
        url: String,
        /// The name of the form.
        form: String,
        /// The most bytes of the one attachment; 0 for none.
        max_bytes: u32,
    },
}

/// How a sink is sent and stored: one flat record for all kinds, since an enum with a tag field would be 40 kB of the
/// form's download before compression.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SinkRecord {
    pub(super) kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) form: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) inbox: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) portal: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) access_key: String,
    pub(super) simple: bool,
    pub(super) max_bytes: u32,
}

impl From<SinkConfig> for SinkRecord {
    fn from(config: SinkConfig) -> Self {
        let kind = |kind: &str| Self { kind: kind.into(), ..Self::default() };
        match config {
            SinkConfig::Mailto { to } => Self { to, ..kind("mailto") },
            SinkConfig::Webhook { url, simple, max_bytes } => Self { url, simple, max_bytes, ..kind("webhook") },
            SinkConfig::Zendesk { url, form } => Self { url, form, ..kind("zendesk") },
            SinkConfig::Zammad { url, max_bytes } => Self { url, max_bytes, ..kind("zammad") },
            SinkConfig::Chatwoot { url, inbox } => Self { url, inbox, ..kind("chatwoot") },
            SinkConfig::Hubspot { url, portal, form } => Self { url, portal, form, ..kind("hubspot") },
            SinkConfig::Formspree { url, form, max_bytes } => Self { url, form, max_bytes, ..kind("formspree") },
            SinkConfig::Web3forms { url, access_key, max_bytes } => {
                Self { url, access_key, max_bytes, ..kind("web3forms") }
            }
            SinkConfig::Netlify { url, form, max_bytes } => Self { url, form, max_bytes, ..kind("netlify") },
        }
    }
}

impl From<SinkRecord> for SinkConfig {
    fn from(record: SinkRecord) -> Self {
        let SinkRecord { kind, url, to, form, inbox, portal, access_key, simple, max_bytes } = record;
        match kind.as_str() {
            "webhook" => Self::Webhook { url, simple, max_bytes },
            "zendesk" => Self::Zendesk { url, form },
            "zammad" => Self::Zammad { url, max_bytes },
            "chatwoot" => Self::Chatwoot { url, inbox },
            "hubspot" => Self::Hubspot { url, portal, form },
            "formspree" => Self::Formspree { url, form, max_bytes },
            "web3forms" => Self::Web3forms { url, access_key, max_bytes },
            "netlify" => Self::Netlify { url, form, max_bytes },
            // A kind that this version does not know is not sent by HTTP.
            _ => Self::Mailto { to },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request that waits in a browser must go where it was meant to go.
    #[test]
    fn sinks_are_stored() {
        let text = |text: &str| String::from(text);
        for config in [
            SinkConfig::Mailto { to: text("a@example.com") },
            SinkConfig::Webhook { url: text("/in"), simple: true, max_bytes: 5 },
            SinkConfig::Zendesk { url: text("https://z.example"), form: text("1") },
            SinkConfig::Zammad { url: text("https://z.example"), max_bytes: 5 },
            SinkConfig::Chatwoot { url: text("https://c.example"), inbox: text("i") },
            SinkConfig::Hubspot { url: text("https://h.example"), portal: text("p"), form: text("f") },
            SinkConfig::Formspree { url: text("https://f.example"), form: text("f"), max_bytes: 5 },
            SinkConfig::Web3forms { url: text("https://w.example"), access_key: text("k"), max_bytes: 5 },
            SinkConfig::Netlify { url: text("/"), form: text("f"), max_bytes: 5 },
        ] {
            let json = serde_json::to_string(&config).unwrap();
            assert_eq!(serde_json::from_str::<SinkConfig>(&json).unwrap(), config, "{json}");
        }
    }
}
