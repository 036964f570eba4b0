//! Between the network and [`handle`]: reads a call, writes its answer, says on the terminal what has arrived.

use std::{
    io::{self, Cursor, Read},
    time::{SystemTime, UNIX_EPOCH},
};

use tiny_http::{Header, Method, Request, Response, StatusCode};

use super::{Ask, Inbox, MAX_BODY, handle};

/// Answers a call over HTTP.
pub(in crate::studio) fn answer(mut request: Request, inbox: &Inbox) -> io::Result<()> {
    let mut body = Vec::new();
    if *request.method() == Method::Post {
        // One byte beyond the limit is enough to know.
        request.as_reader().take(MAX_BODY as u64 + 1).read_to_end(&mut body)?;
    }
    let text = |header: &Header| (header.field.to_string(), header.value.to_string());
    let headers: Vec<_> = request.headers().iter().map(text).collect();
    let (method, url) = (request.method().to_string(), request.url().to_owned());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() as i64;
    let answer = handle(inbox, &Ask { method: &method, url: &url, headers: &headers, body: &body }, now);
    if let Some(news) = &answer.news {
        println!("{news}");
    }
    let named = answer.headers.iter().map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()));
    let (headers, length) = (named.filter_map(Result::ok).collect(), answer.body.len());
    request.respond(Response::new(StatusCode(answer.status), headers, Cursor::new(answer.body), Some(length), None))
}
