//! Zammad: the form channel.
//!
//! Contract (zammad/zammad: `app/controllers/form_controller.rb`, `public/assets/form/form.js`; admin documentation,
//! "Channels / Form"): first `POST {url}/api/v1/form_config` with `fingerprint`, which answers
//! `{"enabled","endpoint","token"}`; then `POST {url}/api/v1/form_submit` as `multipart/form-data` with `name`,
//! `title`, `body`, `email` (all required), `token`, `fingerprint` and any number of `file[]`. The token is valid for
//! 24 hours and for that fingerprint alone, which has more than 30 characters. Ours is made of the request's id:
//! nothing of the browser is in it. `endpoint` is not used, as Zammad's own script does not use it: an answer must not
//! decide where personal data goes.
//! Success: 200, `{"ticket":{"id","number"}}`. Errors: **200**, `{"errors":{"email":"invalid"}}` (the address is looked
//! up, MX); 403 `{"error":"Not authorized"}` where the channel is off, 401 for a token that is not valid.
//! Its script takes a form that is sent within ten seconds for a robot's. A repeated form is a second ticket.

use alloc::{format, string::String, vec, vec::Vec};
use serde_json::Value;

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, name, pairs, subject, whole},
    contract::Sink,
    reply::{joined, object, reference, words},
};
use crate::request::Request;

/// What progress says once a token was refused: a new one is requested once, not for ever.
const RENEWED: &str = "renewed";

pub(super) struct Zammad {
    pub(super) url: String,
    pub(super) max_bytes: u32,
}

impl Sink for Zammad {
    fn call(&self, request: &Request, text: &str, progress: &[String]) -> Call {
        // Long enough whatever the id, and the same in both calls.
        let fingerprint = format!("nightdesk-request-fingerprint-{}", request.id);
        let (path, body) = match token(progress) {
            None => ("form_config", Body::Form(vec![("fingerprint".into(), fingerprint)])),
            Some(token) => {
                let fields = pairs(&[
                    ("name", name(request)),
                    ("title", subject(request)),
                    ("body", &whole(request, text, &[&request.topic.label, &request.contact.phone])),
                    ("email", &request.contact.email),
                    ("token", token),
                    ("fingerprint", &fingerprint),
                ]);
                let files = if request.attachments.is_empty() { "" } else { "file[]" };
                ("form_submit", Body::Multipart { fields, files: files.into() })
            }
        };
        Call { url: address(&self.url, &["api", "v1", path]), headers: Vec::new(), body }
    }

    fn accepted(&self, body: &str, progress: &[String]) -> Next {
        let Some(answer) = object(body) else { return Next::Unsure };
        if token(progress).is_none() {
            return match (answer.get("enabled"), answer.get("token").and_then(Value::as_str)) {
                (Some(Value::Bool(false)), _) => Next::Refused(String::new()),
                (Some(Value::Bool(true)), Some(token)) if !token.is_empty() => {
                    let mut learned = vec![String::from(token)];
                    learned.extend(progress.iter().skip(1).cloned());
                    Next::Go(learned)
                }
                _ => Next::Unsure,
            };
        }
        if let Some(errors) = answer.get("errors").and_then(Value::as_object).filter(|errors| !errors.is_empty()) {
            let said = errors.iter().map(|(field, error)| format!("{field}: {}", words(Some(error))));
            return if errors.contains_key("token") {
                again(progress, joined(said))
            } else {
                Next::Refused(joined(said))
            };
        }
        let ticket = answer.get("ticket");
        let [number, id] = ["number", "id"].map(|key| reference(ticket.and_then(|ticket| ticket.get(key))));
        match (number.is_empty(), id.is_empty()) {
            (false, _) => Next::Sent(number),
            (true, false) => Next::Sent(id),
            (true, true) => Next::Unsure,
        }
    }

    fn refusal(&self, body: &str) -> String {
        words(object(body).unwrap_or_default().get("error"))
    }

    fn refused(&self, status: u16, body: &str, progress: &[String]) -> Next {
        let said = self.refusal(body);
        // Checked before anything is made of the form: there is no ticket yet.
        if status == 401 && token(progress).is_some() { again(progress, said) } else { Next::Refused(said) }
    }

    fn harmless(&self, progress: &[String]) -> bool {
        token(progress).is_none()
    }

    fn max_bytes(&self) -> u32 {
        self.max_bytes
    }

    fn min_elapsed(&self) -> u64 {
        10_000
    }
}

/// The token that was learned; `None` before, and once it was refused.
fn token(progress: &[String]) -> Option<&str> {
    progress.first().map(String::as_str).filter(|token| !token.is_empty())
}

/// After a token that is not valid: another one, once.
fn again(progress: &[String], said: String) -> Next {
    match progress {
        [_] => Next::Go(vec![String::new(), RENEWED.into()]),
        _ => Next::Refused(said),
    }
}
