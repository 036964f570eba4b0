//! Netlify: a form of the page's own site.
//!
//! Contract (docs.netlify.com, "Forms setup"; netlify/context-and-tools: `skills/netlify-forms`): `POST` to a path of
//! the site, `application/x-www-form-urlencoded` or, with a file, `multipart/form-data`; `form-name` names the form,
//! `subject` the e-mail's subject, `bot-field` is the honeypot, empty. The form has to stand in the HTML that was
//! deployed, with every field that is sent: Netlify looks for forms once, when the site is published.
//! Success: 200 with a page of HTML. A site that answers every address with its start page looks the same: this sink
//! cannot distinguish them, and `docs/developers/sinks.md` says how to try it out. Errors: 404 where there is no such
//! form; a page, which has no words for a visitor.
//! Limits: 8 MB and 30 seconds a request, one file a field. A repeated form is a second one.

use alloc::{string::String, vec::Vec};

use super::{
    answer::Next,
    call::{Body, Call},
    compose::{named, pairs, whole},
    contract::Sink,
};
use crate::request::Request;

/// The names that the form in `docs/developers/sinks.md` has.
const OWN: [&str; 9] = ["form-name", "bot-field", "subject", "name", "email", "phone", "topic", "message", "file"];

pub(super) struct Netlify {
    pub(super) url: String,
    pub(super) form: String,
    pub(super) max_bytes: u32,
}

impl Sink for Netlify {
    fn call(&self, request: &Request, text: &str, _progress: &[String]) -> Call {
        let contact = &request.contact;
        let mut fields = pairs(&[
            ("form-name", &self.form),
            ("subject", &request.subject),
            ("name", &contact.name),
            ("email", &contact.email),
            ("phone", &contact.phone),
            ("topic", &request.topic.label),
            ("message", &whole(request, text, &[])),
        ]);
        let own = named(request).filter(|(name, _)| !OWN.contains(name));
        fields.extend(own.map(|(name, value)| (name.into(), value.into())));
        fields.push(("bot-field".into(), String::new()));
        let body = if request.attachments.is_empty() {
            Body::Form(fields)
        } else {
            Body::Multipart { fields, files: "file".into() }
        };
        Call { url: self.url.clone(), headers: Vec::new(), body }
    }

    fn accepted(&self, body: &str, _progress: &[String]) -> Next {
        if body.trim_start().starts_with('<') { Next::Sent(String::new()) } else { Next::Unsure }
    }

    fn refusal(&self, _body: &str) -> String {
        String::new()
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
