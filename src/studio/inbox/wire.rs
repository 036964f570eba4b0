//! Between the network and [`handle`]: a call as the server has it, with a body that has arrived or has not.

use std::time::{SystemTime, UNIX_EPOCH};

use hyper::http::request::Parts;

use super::{Answer, Ask, Inbox, guard, handle, intake};

/// Answers a call over HTTP. Waits for the disk.
pub(in crate::studio) fn answer(inbox: &Inbox, head: &Parts, body: &[u8]) -> Answer {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers: Vec<_> =
        head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect();
    let url = head.uri.path_and_query().map_or("/", |url| url.as_str());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() as i64;
    handle(inbox, &Ask { method: head.method.as_str(), url, headers: &headers, body }, now)
}

/// Says that the body of a call did not arrive, by the status that says why.
pub(in crate::studio) fn refuse(head: &Parts, status: u16) -> Answer {
    let answer = intake::not_arrived(status);
    if head.uri.path() == "/inbox/requests" {
        answer
    } else {
        guard::cover(Answer::text(status, "The form did not arrive.\n"))
    }
}
