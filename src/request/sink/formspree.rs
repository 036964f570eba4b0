//! Formspree: a form by its identifier.
//!
//! Contract (help.formspree.io, "Submit forms with JavaScript"; formspree/formspree-js: `packages/formspree-core`):
//! `POST {url}/f/{form}` with `Accept: application/json`, which is what makes it answer other sites; JSON, or
//! `multipart/form-data` with files. Any names; `email` is the reply address of the e-mail, `_subject` its subject,
//! `_gotcha` the honeypot, empty. A field of ours must not become one of Formspree's special fields: those begin with
//! an underscore.
//! Success: 200 with `next`, in practice also `"ok":true`; no number. Errors: 4xx with
//! `{"error","errors":[{"code","field","message"}]}`; over the month's limit 429.
//! Limits: 50 submissions a month on the free plan; files on paid plans only. A repeated submission is a second e-mail:
//! `request_id` is in both.

use alloc::{string::String, vec};
use serde_json::Value;

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, map, pairs, whole},
    contract::Sink,
    reply::{each, joined, object, words},
};
use crate::request::Request;

/// Names that are taken.
const OWN: [&str; 7] = ["name", "email", "phone", "topic", "message", "request_id", "attachment"];

pub(super) struct Formspree {
    pub(super) url: String,
    pub(super) form: String,
    pub(super) max_bytes: u32,
}

impl Sink for Formspree {
    fn call(&self, request: &Request, text: &str, _progress: &[String]) -> Call {
        let contact = &request.contact;
        let mut fields = pairs(&[
            ("_subject", &request.subject),
            ("name", &contact.name),
            ("email", &contact.email),
            ("phone", &contact.phone),
            ("topic", &request.topic.label),
            ("message", &whole(request, text, &[])),
            ("request_id", &request.id),
        ]);
        let free = |name: &str| !name.is_empty() && !name.starts_with('_') && !OWN.contains(&name);
        let own = request.fields.iter().filter(|field| free(field.any_name()));
        fields.extend(own.map(|field| (field.any_name().into(), field.value.clone())));
        fields.push(("_gotcha".into(), String::new()));
        let body = if request.attachments.is_empty() {
            let fields = map(fields);
            Body::Json(Value::Object(fields).to_string())
        } else {
            Body::Multipart { fields, files: "attachment".into() }
        };
        let headers = vec![("Accept".into(), "application/json".into())];
        Call { url: address(&self.url, &["f", &self.form]), headers, body }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        let answer = object(body).unwrap_or_default();
        if answer.get("error").is_some_and(Value::is_string) {
            return Next::Refused(self.refusal(body));
        }
        let sent = answer.get("ok") == Some(&Value::Bool(true)) || answer.get("next").is_some_and(Value::is_string);
        if sent { Next::Sent(String::new()) } else { Next::Unsure }
    }

    fn refusal(&self, body: &str) -> String {
        let answer = object(body).unwrap_or_default();
        match joined(each(answer.get("errors"), "message")) {
            said if said.is_empty() => words(answer.get("error")),
            said => said,
        }
    }

    fn needs_email(&self) -> bool {
        false
    }

    fn max_bytes(&self) -> u32 {
        self.max_bytes
    }
}
