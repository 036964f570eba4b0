//! Chatwoot: an API inbox, through the public API.
//!
//! Contract (developers.chatwoot.com, "Client APIs"; chatwoot/chatwoot: `app/controllers/public/api/v1/inboxes/…`,
//! `config/initializers/cors.rb`): three calls below `{url}/public/api/v1/inboxes/{inbox}/contacts`.
//! 1. `POST …` with `source_id`, `name`, `email`, `phone_number` (E.164) answers `{"source_id",…}`. We give the
//!    `source_id` ourselves: the contact of a repeated call is the same.
//! 2. `POST …/{source_id}/conversations` with `custom_attributes` answers `{"id",…}`.
//! 3. `POST …/{source_id}/conversations/{id}/messages` with `content`, `echo_id` answers the message, with its `id`.
//!
//! No authentication, unless the inbox demands HMAC ("Enforce user identity validation"): that needs a secret, and the
//! first call then fails with 500. Errors: 401, 404, 422 with `{"error"}` or `{"message","attributes"}`.
//! `echo_id` is only given back: a repeated message is a second one. So what was learned is kept, and a retry goes on
//! where it ended; before the third call nothing was sent that could arrive twice.
//! Limits: 3,000 requests a minute and address by default. Files: the source takes `attachments[]`, the documentation
//! does not say so; none are sent.

use alloc::{string::String, vec, vec::Vec};
use serde_json::{Map, Value, json};

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{address, e164, map, pairs, whole},
    contract::Sink,
    reply::{joined, object, reference, words},
};
use crate::request::Request;

pub(super) struct Chatwoot {
    pub(super) url: String,
    pub(super) inbox: String,
}

impl Sink for Chatwoot {
    fn call(&self, request: &Request, text: &str, progress: &[String]) -> Call {
        let mut path = vec!["public", "api", "v1", "inboxes", self.inbox.as_str(), "contacts"];
        let body = match progress {
            [] => contact(request),
            [source] => {
                path.extend([source.as_str(), "conversations"]);
                json!({ "custom_attributes": attributes(request) })
            }
            [source, conversation, ..] => {
                path.extend([source.as_str(), "conversations", conversation.as_str(), "messages"]);
                let parts = [&request.topic.label, &request.subject, &request.contact.phone].map(String::as_str);
                json!({ "content": whole(request, text, &parts), "echo_id": request.id })
            }
        };
        Call { url: address(&self.url, &path), headers: Vec::new(), body: Body::Json(body.to_string()) }
    }

    fn accepted(&self, body: &str, progress: &[String]) -> Next {
        let answer = object(body).unwrap_or_default();
        let key = if progress.is_empty() { "source_id" } else { "id" };
        match (reference(answer.get(key)), progress) {
            (found, _) if found.is_empty() => Next::Unsure,
            (_, [_, conversation, ..]) => Next::Sent(conversation.clone()),
            (found, _) => Next::Go(progress.iter().cloned().chain([found]).collect()),
        }
    }

    fn refusal(&self, body: &str) -> String {
        let answer = object(body).unwrap_or_default();
        joined(["error", "message"].map(|key| words(answer.get(key))))
    }

    fn harmless(&self, progress: &[String]) -> bool {
        progress.len() < 2
    }

    fn needs_email(&self) -> bool {
        false
    }
}

/// The contact. Chatwoot makes up a name where there is none.
fn contact(request: &Request) -> Value {
    let contact = &request.contact;
    let phone = e164(&contact.phone).unwrap_or_default();
    let said = pairs(&[
        ("source_id", &request.id),
        ("name", &contact.name),
        ("email", &contact.email),
        ("phone_number", &phone),
    ]);
    Value::Object(map(said))
}

/// Topic and fields, for views and rules. The message says them, too: an attribute is seen only where it is defined.
fn attributes(request: &Request) -> Map<String, Value> {
    let fields = request.fields.iter().map(|field| (field.any_name(), field.value.as_str()));
    map(pairs(&fields.chain([("topic", request.topic.label.as_str())]).collect::<Vec<_>>()))
}
