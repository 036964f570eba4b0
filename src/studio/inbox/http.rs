//! Between the network and [`handle`]: a request as the server has it, with a body that has arrived or has not.

use std::time::{SystemTime, UNIX_EPOCH};

use hyper::http::request::Parts;

use super::{
    exchange::{Request, Response},
    guard, intake,
    router::handle,
    service::Inbox,
};

/// Answers a request over HTTP. Waits for the disk.
pub(in crate::studio) fn respond(inbox: &Inbox, head: &Parts, body: &[u8]) -> Response {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers: Vec<_> =
        head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect();
    let url = head.uri.path_and_query().map_or("/", |url| url.as_str());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() as i64;
    handle(inbox, &Request { method: head.method.as_str(), url, headers: &headers, body }, now)
}

/// The response where the body of a request did not arrive; the status says why.
pub(in crate::studio) fn refuse(head: &Parts, status: u16) -> Response {
    let response = intake::not_arrived(status);
    if head.uri.path() == "/inbox/requests" {
        response
    } else {
        guard::protect(Response::text(status, "The form did not arrive.\n"))
    }
}
