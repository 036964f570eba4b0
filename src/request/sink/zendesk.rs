//! Zendesk: a request by anybody.
//!
//! Contract (developer.zendesk.com: Requests, "Creating anonymous requests", "Cross-origin, browser-side API
//! requests"): `POST {url}/api/v2/requests.json` with JSON. No `Authorization`: with one there is no CORS. The
//! requester's name and address are required. Custom fields go by number; `ticket_form_id` counts only on plans with
//! several forms.
//! Success: 201, `{"request":{"id":33,…}}`. Errors: 422,
//! `{"error":"RecordInvalid","description":…,"details":{"base":[{"description":…}]}}`; others have `error` as a text or
//! as `{"title","message"}`. 403 and 429 come without CORS headers: the browser hides them, and nobody knows.
//! Limits: five requests an hour for trial accounts, on one page for anonymous ones in general. Uploads are documented
//! for signed-in users only: no attachments. Zendesk does not recognise a repeated request.

use alloc::{string::String, vec::Vec};
use serde_json::{Value, json};

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, name, subject, whole},
    contract::Sink,
    reply::{each, joined, object, reference, words},
};
use crate::request::Request;

pub(super) struct Zendesk {
    pub(super) url: String,
    pub(super) form: String,
}

impl Sink for Zendesk {
    fn call(&self, request: &Request, text: &str, _progress: &[String]) -> Call {
        let mut out = json!({
            "requester": { "name": name(request), "email": request.contact.email },
            "subject": subject(request),
            "comment": { "body": whole(request, text, &[&request.topic.label, &request.contact.phone]) },
        });
        let custom: Vec<Value> = request
            .fields
            .iter()
            .filter_map(|field| {
                let id: u64 = field.name.trim().parse().ok()?;
                Some(json!({ "id": id, "value": field.value }))
            })
            .collect();
        if let Some(map) = out.as_object_mut() {
            if !custom.is_empty() {
                map.insert("custom_fields".into(), custom.into());
            }
            if let Ok(form) = self.form.trim().parse::<u64>() {
                map.insert("ticket_form_id".into(), form.into());
            }
        }
        Call {
            url: address(&self.url, &["api", "v2", "requests.json"]),
            headers: Vec::new(),
            body: Body::Json(json!({ "request": out }).to_string()),
        }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        let answer = object(body).unwrap_or_default();
        match reference(answer.get("request").and_then(|request| request.get("id"))) {
            id if id.is_empty() => Next::Unsure,
            id => Next::Sent(id),
        }
    }

    fn refusal(&self, body: &str) -> String {
        let answer = object(body).unwrap_or_default();
        let details = answer.get("details").and_then(Value::as_object);
        let details = joined(details.into_iter().flatten().flat_map(|(_, list)| each(Some(list), "description")));
        let error = answer.get("error");
        let choices = [
            details,
            words(answer.get("description")),
            words(error.and_then(|error| error.get("message"))),
            words(error),
        ];
        choices.into_iter().find(|said| !said.is_empty()).unwrap_or_default()
    }
}
