//! Web3Forms: an e-mail to the address behind a public key.
//!
//! Contract (docs.web3forms.com, "API reference"): `POST {url}/submit` from the browser, JSON or, with a file,
//! `multipart/form-data`. `access_key` is required and public. `email` is the reply address; `subject`, `from_name`,
//! `botcheck` (the honeypot) have a meaning, as have `replyto`, `ccemail`, `redirect`, `webhook` and the names of
//! captchas, which no field of ours may take; any other name is passed on as it is.
//! Success: 200, `{"success":true,"message"}`; no number. Errors: `{"success":false,"message"}`, whatever the status.
//! Limits: by plan; one `attachment`, on paid plans only. A repeated submission is a second e-mail: `request_id` is in
//! both.

use alloc::{string::String, vec};
use serde_json::Value;

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, map, pairs, whole},
    contract::Sink,
    reply::{object, words},
};
use crate::request::Request;

/// Names with a meaning of their own to Web3Forms, and ours.
const RESERVED: [&str; 15] = [
    "access_key", "subject", "from_name", "name", "email", "phone", "topic", "message", "replyto", "ccemail",
    "redirect", "webhook", "botcheck", "attachment", "request_id",
];

pub(super) struct Web3forms {
    pub(super) url: String,
    pub(super) access_key: String,
    pub(super) max_bytes: u32,
}

impl Sink for Web3forms {
    fn call(&self, request: &Request, text: &str, _progress: &[String]) -> Call {
        let contact = &request.contact;
        let mut fields = pairs(&[
            ("access_key", &self.access_key),
            ("subject", &request.subject),
            ("from_name", &contact.name),
            ("name", &contact.name),
            ("email", &contact.email),
            ("phone", &contact.phone),
            ("topic", &request.topic.label),
            ("message", &whole(request, text, &[])),
            ("request_id", &request.id),
        ]);
        let free = |name: &str| !name.is_empty() && !RESERVED.contains(&name) && !name.ends_with("captcha-response");
        let own = request.fields.iter().filter(|field| free(field.any_name()));
        fields.extend(own.map(|field| (field.any_name().into(), field.value.clone())));
        let body = if request.attachments.is_empty() {
            let mut record = map(fields);
            record.insert("botcheck".into(), false.into());
            Body::Json(Value::Object(record).to_string())
        } else {
            // A form has no `false`, and the word would be as good as a tick.
            fields.push(("botcheck".into(), String::new()));
            Body::Multipart { fields, files: "attachment".into() }
        };
        let headers = vec![("Accept".into(), "application/json".into())];
        Call { url: address(&self.url, &["submit"]), headers, body }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        match object(body).unwrap_or_default().get("success") {
            Some(Value::Bool(true)) => Next::Sent(String::new()),
            Some(Value::Bool(false)) => Next::Refused(self.refusal(body)),
            _ => Next::Unsure,
        }
    }

    fn refusal(&self, body: &str) -> String {
        words(object(body).unwrap_or_default().get("message"))
    }

    fn needs_email(&self) -> bool {
        false
    }

    fn max_bytes(&self) -> u32 {
        self.max_bytes
    }

    fn max_files(&self) -> usize {
        1
    }
}
