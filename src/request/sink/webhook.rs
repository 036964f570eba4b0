//! An endpoint of the company's own.
//!
//! Contract (ours: `docs/request.schema.json`): `POST` of the neutral record as JSON, with `Idempotency-Key`, which is
//! also the record's `id`; or, `simple`, the same as `text/plain` without any header, which browsers send to another
//! site without a preflight. Files are inside, in base64.
//! Success: 2xx with an empty body or a JSON object, which may name a `reference`. An object with an `error` is a
//! refusal whatever its status. A page that answers 200 (a captive portal, an `index.html` for every address) is
//! none of these. Refusals: 4xx, with `error` or `message`. The endpoint knows the id: repeating is safe.

use alloc::{string::String, vec, vec::Vec};
use serde_json::Value;

use super::{
    answer::Next,
    call::{Body, Call},
    contract::Sink,
    reply::{joined, object, reference, words},
};
use crate::request::Request;

pub(super) struct Webhook {
    pub(super) url: String,
    pub(super) simple: bool,
    pub(super) max_bytes: u32,
}

impl Sink for Webhook {
    fn call(&self, request: &Request, _text: &str, _progress: &[String]) -> Call {
        // Strings, numbers and lists only: there is nothing in a request that JSON cannot say.
        let record = serde_json::to_string(request).unwrap_or_default();
        let (headers, body) = if self.simple {
            (Vec::new(), Body::Plain(record))
        } else {
            (vec![("Idempotency-Key".into(), request.id.clone())], Body::Json(record))
        };
        Call { url: self.url.clone(), headers, body }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        if body.trim().is_empty() {
            return Next::Sent(String::new());
        }
        match object(body) {
            None => Next::Unsure,
            Some(answer) => match answer.get("error") {
                None | Some(Value::Null | Value::Bool(false)) => Next::Sent(reference(answer.get("reference"))),
                Some(_) => Next::Refused(self.refusal(body)),
            },
        }
    }

    fn refusal(&self, body: &str) -> String {
        let answer = object(body).unwrap_or_default();
        let said = [answer.get("error"), answer.get("error").and_then(|error| error.get("message"))];
        let error = joined(said.map(words));
        if error.is_empty() { words(answer.get("message")) } else { error }
    }

    fn repeats(&self) -> bool {
        true
    }

    fn needs_email(&self) -> bool {
        false
    }

    fn max_bytes(&self) -> u32 {
        self.max_bytes
    }
}
