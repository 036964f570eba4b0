//! The neutral record: one request, whatever help desk takes it. Its JSON form is published as
//! `docs/request.schema.json`; a field that is added keeps the version, one that changes its meaning raises it.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The name and version of the record.
pub const SCHEMA: &str = "nightdesk.request/1";

/// A request to a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// [`SCHEMA`].
    pub schema: String,
    /// A random UUID. The same request sent twice has the same: it is the idempotency key.
    pub id: String,
    /// When the visitor pressed "send", in RFC 3339, UTC.
    pub created_at: String,
    /// The language of the form.
    pub lang: String,
    /// What it is about.
    pub topic: TopicName,
    /// In a line.
    pub subject: String,
    /// The visitor's own words.
    pub message: String,
    /// Who asks, and how to answer.
    pub contact: Contact,
    /// What the topic asks for besides; answered ones only.
    pub fields: Vec<FieldValue>,
    /// What the visitor has tried. Every entry was shown and could be taken out.
    pub context: Context,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// The consent, where the company asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// A counter that makes SHA-256(id + counter) begin with the zero bits asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<u64>,
}

/// A topic by id and label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopicName {
    /// Names it in configuration.
    pub id: String,
    /// As the visitor chose it.
    pub label: String,
}

/// Who sends the request. Each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their telephone number, as it was typed: a word or an extension may stand beside it ([`dialed`](super::dialed)).
    pub phone: String,
}

/// An answer to a field of the topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldValue {
    /// Names it in configuration.
    pub id: String,
    /// The field's name in the help desk, where it has one there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What was asked.
    pub label: String,
    /// What was answered.
    pub value: String,
}

impl FieldValue {
    /// The field's name in a help desk that takes any.
    #[must_use]
    pub fn any_name(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// What the visitor has tried, and where. Whatever they took out is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// The page, without its query and fragment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_url: String,
    /// The page's title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub page_title: String,
    /// Searches made, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<Search>,
    /// Articles read, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<ReadArticle>,
    /// The language of the help.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The visitor's time, with its distance from UTC, in RFC 3339.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub local_time: String,
    /// The version of the widget.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub widget: String,
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// How many articles were found.
    pub results: u32,
}

/// An article that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadArticle {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// How long it was open, in seconds.
    pub seconds: u32,
    /// Whether the visitor said that it helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helpful: Option<bool>,
}

/// A file that goes with the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// The file's name.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its size in bytes.
    pub size: u32,
    /// Its content in base64, where the sink takes it inside the record; else empty, and the file is sent beside it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub data: String,
}

/// The consent that was given by a tick.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// The text beside the box, word for word.
    pub text: String,
    /// When it was ticked, in RFC 3339, UTC.
    pub at: String,
}
