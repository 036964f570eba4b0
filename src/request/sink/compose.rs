//! What several sinks write into their calls: addresses, names, subjects, texts with nothing lost. No help desk is
//! known here.

use alloc::{format, string::String, vec::Vec};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::request::{Request, dialed};

/// What has to be percent-encoded in a segment of a path (RFC 3986, section 2.3).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// An address below a site's, each segment of the path encoded so that it stays one segment.
pub(super) fn address(url: &str, path: &[&str]) -> String {
    let mut out = String::from(url.trim().trim_end_matches('/'));
    for part in path {
        out.push('/');
        out.extend(utf8_percent_encode(part, SEGMENT));
    }
    out
}

/// The first text that is not blank.
pub(super) fn first<'a>(texts: &[&'a str]) -> &'a str {
    texts.iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The sender's name, for help desks that demand one: without it the part of their address before the `@`.
pub(super) fn name(request: &Request) -> &str {
    let email = request.contact.email.as_str();
    first(&[&request.contact.name, email.split('@').next().unwrap_or_default(), email])
}

/// The subject, for help desks that demand one.
pub(super) fn subject(request: &Request) -> &str {
    first(&[&request.subject, &request.topic.label, &request.id])
}

/// The text with all that would be lost otherwise: above it, a line each, those of `parts` that it does not say beside
/// the message; below it the consent, word for word, with its moment.
pub(super) fn whole(request: &Request, text: &str, parts: &[&str]) -> String {
    let beside = text.replacen(&request.message, "", 1);
    let head: Vec<&str> = parts
        .iter()
        .filter(|part| !part.is_empty() && !beside.contains(**part) && !begins(&request.message, part))
        .copied()
        .collect();
    let mut out = head.join("\n");
    if !out.is_empty() && !text.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(text);
    if let Some(consent) = &request.consent {
        // In one line, as in the e-mail.
        let said = consent.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !beside.contains(&said) {
            out.push_str(&format!("\n\n[x] {said} ({})", consent.at));
        }
    }
    out
}

/// Whether a message begins with a line that was made its subject, whole or cut.
fn begins(message: &str, subject: &str) -> bool {
    let line = message.trim_start().lines().next().unwrap_or_default().trim_end();
    line == subject || subject.strip_suffix('…').is_some_and(|cut| !cut.is_empty() && line.starts_with(cut))
}

/// The answers to fields that were given a name of their own in the help desk. Where the name is the id, the
/// configuration does not say that the help desk knows it.
pub(super) fn named(request: &Request) -> impl Iterator<Item = (&str, &str)> {
    let own = request.fields.iter().filter(|field| !field.name.is_empty() && field.name != field.id);
    own.map(|field| (field.name.as_str(), field.value.as_str()))
}

/// Names and values, without those that are empty.
pub(super) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let said = pairs.iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (String::from(*name), String::from(*value))).collect()
}

/// A telephone number as `+48600100200` (E.164), without an extension; `None` where its country is not known.
pub(super) fn e164(phone: &str) -> Option<String> {
    let number = dialed(phone)?;
    let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00"))?;
    (digits.len() >= 8 && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

/// Names and values as a JSON object. One by one: built from an iterator the library sorts first, which was 20 kB of
/// the form before compression.
pub(super) fn map(pairs: Vec<(String, String)>) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in pairs {
        out.insert(name, value.into());
    }
    out
}
