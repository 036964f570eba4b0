//! What goes to each help desk and what its answers mean, against what its vendor documents.
//!
//! Invariant (core): each help desk gets what its vendor documents, and only what the vendor documents as success
//! counts as success. See also `tests/e2e/sinks.test.mjs`.

mod answers;
mod calls;
mod hostile;
mod policy;

use alloc::{boxed::Box, string::String, vec, vec::Vec};
use serde_json::Value;

use super::{Answer, Body, Call, Next, Sink, sink};
use crate::request::{Attachment, Consent, Contact, Context, FieldValue, Request, SinkConfig, TopicName};

const ID: &str = "0b5c7f6e-5a3c-4a53-9a3e-6f1f0c1d2e3f";
const MESSAGE: &str = "Zażółć \"gęślą\" jaźń\n50% & więcej?#1+1=2";
/// The request in words, as the letter makes them.
const TEXT: &str = "Zażółć \"gęślą\" jaźń\n50% & więcej?#1+1=2\n\nNumer zamówienia: A/7 & 8\n\nSzukane: „zwrot” – 3";

/// A request with everything in it but files and consent.
fn request() -> Request {
    let field = |id: &str, name: &str, value: &str| FieldValue {
        id: id.into(),
        name: name.into(),
        label: "Numer zamówienia".into(),
        value: value.into(),
    };
    Request {
        schema: "nightdesk.request/1".into(),
        id: ID.into(),
        created_at: "2026-11-25T10:00:00Z".into(),
        lang: "pl".into(),
        topic: TopicName { id: "returns".into(), label: "Zwroty".into() },
        subject: "Gdzie są pieniądze?".into(),
        message: MESSAGE.into(),
        contact: Contact {
            name: "Łucja Nowak".into(),
            email: "lucja+sklep@example.com".into(),
            phone: "+48 600 100 200".into(),
        },
        fields: vec![field("order", "360001", "A/7 & 8"), field("colour", "colour", "żółty")],
        context: Context {
            page_url: "https://sklep.example/zwroty".into(),
            page_title: "Zwroty – Sklep".into(),
            ..Context::default()
        },
        ..Request::default()
    }
}

fn with_file() -> Request {
    let file = Attachment { name: "zdjęcie.jpg".into(), kind: "image/jpeg".into(), size: 3, data: String::new() };
    Request { attachments: vec![file], ..request() }
}

fn with_consent() -> Request {
    Request { consent: Some(Consent { text: "Zgadzam się.".into(), at: "2026-11-25T09:59:00Z".into() }), ..request() }
}

/// Every sink, by name.
fn named(name: &str) -> Box<dyn Sink> {
    let text = |text: &str| String::from(text);
    let max_bytes = 5_000_000;
    let config = match name {
        "webhook" => SinkConfig::Webhook { url: text("/in?x=1"), simple: false, max_bytes },
        "simple" => SinkConfig::Webhook { url: text("https://in.example/"), simple: true, max_bytes },
        "zendesk" => SinkConfig::Zendesk { url: text("https://acme.zendesk.com/"), form: text("42") },
        "zammad" => SinkConfig::Zammad { url: text("https://desk.example"), max_bytes },
        "chatwoot" => SinkConfig::Chatwoot { url: text("https://app.chatwoot.com"), inbox: text("aB3") },
        "hubspot" => SinkConfig::Hubspot { url: text("https://api.hsforms.com"), portal: text("7"), form: text("f-1") },
        "formspree" => SinkConfig::Formspree { url: text("https://formspree.io"), form: text("xyz"), max_bytes },
        "web3forms" => {
            SinkConfig::Web3forms { url: text("https://api.web3forms.com"), access_key: text("k-1"), max_bytes }
        }
        "netlify" => SinkConfig::Netlify { url: text("/"), form: text("contact"), max_bytes },
        other => panic!("no sink {other}"),
    };
    sink(&config).unwrap()
}

const ALL: [&str; 9] =
    ["webhook", "simple", "zendesk", "zammad", "chatwoot", "hubspot", "formspree", "web3forms", "netlify"];

fn progress(learned: &[&str]) -> Vec<String> {
    learned.iter().map(|text| String::from(*text)).collect()
}

/// How far a sink has to be for its last call, the one that carries the message.
fn last(name: &str) -> Vec<String> {
    match name {
        "zammad" => progress(&["token"]),
        "chatwoot" => progress(&["source", "17"]),
        _ => Vec::new(),
    }
}

fn reply(status: u16, retry_after: &str, body: &str) -> Answer {
    Answer::Reply { status, retry_after: retry_after.into(), body: body.into() }
}

/// What JSON a call carries.
fn json(call: &Call) -> Value {
    match &call.body {
        Body::Json(text) | Body::Plain(text) => serde_json::from_str(text).unwrap(),
        other => panic!("no JSON: {other:?}"),
    }
}

/// What a form carries, and the name of its files; `None` where it is not multipart.
fn form(call: &Call) -> (Vec<(&str, &str)>, Option<&str>) {
    let (fields, files) = match &call.body {
        Body::Form(fields) => (fields, None),
        Body::Multipart { fields, files } => (fields, Some(files.as_str())),
        other => panic!("no form: {other:?}"),
    };
    (fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(), files)
}

fn sent(reference: &str) -> Next {
    Next::Sent(reference.into())
}

fn refused(words: &str) -> Next {
    Next::Refused(words.into())
}
