//! Accepts a request: what a receiver of the neutral record has to do, and no more.
//!
//! The id is the idempotency key (draft-ietf-httpapi-idempotency-key-header): the first request with it is answered by
//! 201, the same one again by 200 with the same number, another one under the same id by 422. The draft's 409, for
//! one that is still being stored, never happens here: the second waits for the first. Every answer may be read by any
//! site, also a refusal: a browser that may not read it would take it for a lost connection and try for a day.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    exchange::{Request, Response},
    html::{cut, line},
    service::Inbox,
    store::{Entry, Kept, State},
};
use crate::request::{Request as Record, SCHEMA, holds};

/// The most bytes of a request: 10 MB of files in base64, and room for all else.
pub const MAX_BODY: usize = 15_000_000;

/// The most entries of each list in a record. The widget sends some tens.
const MAX_ENTRIES: usize = 200;

/// The longest texts in the list, in characters.
const MAX_LINE: usize = 200;

/// Why a request is not accepted: a status and a sentence.
type Refusal = (u16, String);

/// Answers a request to `/inbox/requests`.
pub(super) fn respond(inbox: &Inbox, request: &Request<'_>, now: i64) -> Response {
    let response = match request.method {
        "OPTIONS" => Response::text(204, "")
            .with("Access-Control-Allow-Methods", "POST")
            .with("Access-Control-Allow-Headers", "content-type, idempotency-key")
            .with("Access-Control-Max-Age", "600"),
        "POST" => accept(inbox, request, now).unwrap_or_else(|(status, sentence)| refuse(status, &sentence)),
        _ => refuse(405, "Requests are sent by POST.").with("Allow", "POST, OPTIONS"),
    };
    readable(response)
}

/// The response where a body did not arrive.
pub(super) fn not_arrived(status: u16) -> Response {
    readable(match status {
        413 => refuse(413, &too_large()),
        408 => refuse(408, "The body did not come to its end in time."),
        503 => refuse(503, "Too many large requests arrive at once."),
        status => refuse(status, "The body broke off."),
    })
}

/// A response that any site may read.
fn readable(response: Response) -> Response {
    response.with("Access-Control-Allow-Origin", "*").with("Access-Control-Expose-Headers", "Retry-After")
}

fn too_large() -> String {
    format!("The request is larger than {} MB.", MAX_BODY / 1_000_000)
}

fn accept(inbox: &Inbox, request: &Request<'_>, now: i64) -> Result<Response, Refusal> {
    let record = read(request)?;
    check(&record, request.header("Idempotency-Key"), inbox.work()).map_err(|sentence| (400, sentence))?;
    let entry = Entry {
        number: 0,
        id: record.id.clone(),
        received: now,
        state: State::New,
        subject: cut(&line(subject(&record)), MAX_LINE),
        sender: cut(&line(sender(&record)), MAX_LINE),
        topic: cut(&line(&record.topic.label), MAX_LINE),
        files: record.attachments.len() as i64,
    };
    let body = std::str::from_utf8(request.body).map_err(|_| (400, "The body is not UTF-8.".to_owned()))?;
    // With 503 the widget sends it again by itself: nothing was stored.
    let failed = |error: rusqlite::Error| (503, format!("The request cannot be stored: {error}."));
    let kept = inbox.store.keep(&entry, &fingerprint(&record), body).map_err(failed)?;
    let stored = |status: u16, number: i64| {
        let body = json!({ "id": record.id, "reference": number.to_string() });
        Response::new(status, "application/json", body.to_string())
    };
    match kept {
        Kept::Now(number) => {
            Ok(Response { log: Some(format!("Request {number}: {}", entry.subject)), ..stored(201, number) })
        }
        Kept::Before(number) => Ok(stored(200, number)),
        Kept::Other => Err((422, "Another request was sent with this id: give this one an id of its own.".to_owned())),
    }
}

fn refuse(status: u16, sentence: &str) -> Response {
    let response = Response::new(status, "application/json", json!({ "error": sentence }).to_string());
    if status == 503 { response.with("Retry-After", "5") } else { response }
}

/// The record in a body. `text/plain` holds the same JSON: it saves a browser the preflight.
fn read(request: &Request<'_>) -> Result<Record, Refusal> {
    let kind = request.header("Content-Type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !["application/json", "text/plain"].iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Err((415, "The body must be application/json, or text/plain that holds JSON.".to_owned()));
    }
    if request.body.len() > MAX_BODY {
        return Err((413, too_large()));
    }
    // No depth exhausts the stack: unknown fields are skipped without recursion.
    serde_json::from_slice(request.body).map_err(|error| (400, format!("The body is not a request: {error}.")))
}

/// What a record has to satisfy beyond its JSON form.
fn check(record: &Record, key: Option<&str>, work: u8) -> Result<(), String> {
    let lists = [
        ("fields", record.fields.len()),
        ("searches", record.context.searches.len()),
        ("articles", record.context.articles.len()),
        ("attachments", record.attachments.len()),
    ];
    if record.schema != SCHEMA {
        return Err(format!("`schema` must be `{SCHEMA}`."));
    }
    if !is_uuid(&record.id) {
        return Err("`id` must be a UUID.".to_owned());
    }
    // The draft writes the key in quotes, most senders do not.
    if key.is_some_and(|key| key.trim_matches('"') != record.id) {
        return Err("`Idempotency-Key` must be the `id` of the request.".to_owned());
    }
    if record.message.trim().is_empty() {
        return Err("`message` must not be empty.".to_owned());
    }
    if let Some((name, _)) = lists.iter().find(|(_, entries)| *entries > MAX_ENTRIES) {
        return Err(format!("`{name}` must not have more than {MAX_ENTRIES} entries."));
    }
    if record.attachments.iter().any(|file| BASE64_STANDARD.decode(&file.data).is_err()) {
        return Err("`data` of an attachment must be base64.".to_owned());
    }
    if !record.work.map_or(work == 0, |counter| holds(&record.id, work, counter)) {
        return Err(format!("`work` must be a counter that makes {work} zero bits."));
    }
    Ok(())
}

/// Whether a text has the form of RFC 9562, section 4.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Distinguishes contents. It is made of the record, not of the bytes: a sender may serialise it again for every
/// attempt.
fn fingerprint(record: &Record) -> Vec<u8> {
    Sha256::digest(serde_json::to_vec(record).unwrap_or_default()).to_vec()
}

/// The subject; where it is empty, the first words.
pub(super) fn subject(record: &Record) -> &str {
    let subject = record.subject.trim();
    if subject.is_empty() { record.message.trim().lines().next().unwrap_or_default() } else { subject }
}

/// Who asks: the first of name, address and number that was given.
pub(super) fn sender(record: &Record) -> &str {
    let contact = &record.contact;
    let given = [&contact.name, &contact.email, &contact.phone].map(|text| text.trim());
    given.into_iter().find(|text| !text.is_empty()).unwrap_or("Somebody")
}
