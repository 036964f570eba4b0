//! HubSpot: a form, submitted without its own page.
//!
//! Contract (developers.hubspot.com, "Forms v3 legacy: submit data to a form", the endpoint without authentication,
//! which is the one with CORS): `POST {url}/submissions/v3/integration/submit/{portal}/{form}` with JSON: `fields` of
//! `objectTypeId`, `name`, `value`; `context` with `pageUri`, `pageName`; `legalConsentOptions`. Without
//! authentication every field has to be in the form's definition.
//! The documentation speaks of properties of contacts (`0-1`), companies and custom objects. So all that a person wrote
//! goes to the contact's own properties `email`, `firstname`, `phone`, `message`, which every account has; those of
//! tickets (`0-5`) are written to only where a field is named so: `0-5/order_number`. The whole name is in `firstname`:
//! who cuts names at a space cuts many of them wrongly.
//! Success: 200, `{"inlineMessage"}` or `{"redirectUri"}`; no number. Errors: 400, 403, 404 with
//! `{"status":"error","message","errors":[{"message","errorType"}]}`.
//! Limits: 50 requests in ten seconds. No attachments. A repeated submission is a second one.

use alloc::{string::String, vec::Vec};
use serde_json::{Map, Value, json};

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, map, named, pairs, whole},
    contract::Sink,
    reply::{each, joined, object, words},
};
use crate::request::Request;

/// HubSpot's number for contacts.
const CONTACT: &str = "0-1";

pub(super) struct Hubspot {
    pub(super) url: String,
    pub(super) portal: String,
    pub(super) form: String,
}

impl Sink for Hubspot {
    fn call(&self, request: &Request, text: &str, _progress: &[String]) -> Call {
        let (contact, context) = (&request.contact, &request.context);
        let message = whole(request, text, &[&request.topic.label, &request.subject]);
        let own = [
            ("email", contact.email.as_str()),
            ("firstname", &contact.name),
            ("phone", &contact.phone),
            ("message", &message),
        ];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty());
        let fields: Vec<Value> = own.chain(named(request)).map(|(name, value)| field(name, value)).collect();
        let mut out = Map::new();
        out.insert("fields".into(), fields.into());
        let page = pairs(&[("pageUri", &context.page_url), ("pageName", &context.page_title)]);
        if !page.is_empty() {
            let page = map(page);
            out.insert("context".into(), page.into());
        }
        if let Some(consent) = &request.consent {
            let consent = json!({ "consent": { "consentToProcess": true, "text": consent.text } });
            out.insert("legalConsentOptions".into(), consent);
        }
        Call {
            url: address(&self.url, &["submissions", "v3", "integration", "submit", &self.portal, &self.form]),
            headers: Vec::new(),
            body: Body::Json(Value::Object(out).to_string()),
        }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        let answer = object(body).unwrap_or_default();
        if answer.get("status").and_then(Value::as_str) == Some("error") {
            return Next::Refused(self.refusal(body));
        }
        let said = ["inlineMessage", "redirectUri"].map(|key| answer.get(key).is_some_and(Value::is_string));
        if said.contains(&true) { Next::Sent(String::new()) } else { Next::Unsure }
    }

    fn refusal(&self, body: &str) -> String {
        let answer = object(body).unwrap_or_default();
        match joined(each(answer.get("errors"), "message")) {
            said if said.is_empty() => words(answer.get("message")),
            said => said,
        }
    }
}

/// A field: a contact's, or, as HubSpot's own editor writes it, `0-5/name` for that of another object.
fn field(name: &str, value: &str) -> Value {
    let (object, name) = match name.split_once('/') {
        Some((object, rest)) if !object.is_empty() && !rest.is_empty() => (object, rest),
        _ => (CONTACT, name),
    };
    json!({ "objectTypeId": object, "name": name, "value": value })
}
