//! Answers a request: checks its host, and finds what its path means.

use std::{fs::File, io, path::PathBuf, sync::Arc};

use http_body_util::{Either, Full, channel::Channel};
use hyper::{
    Method, Request, Response, StatusCode, Version,
    body::{Bytes, Incoming},
    header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION},
    http::request::Parts,
};
use tokio::{
    io::AsyncReadExt,
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
};

use super::{
    body::{self, Room},
    connections::Connection,
    console,
    files::{self, Found},
    live::Live,
};
use crate::studio::{
    inbox::{self, Inbox, MAX_BODY},
    loopback::is_loopback,
};

/// The script that asks for changes; added to every page served.
const LIVE_SCRIPT: &str = include_str!("../../js/live.js");
/// Where it learns the names of the new files.
const MANIFEST: &str = "nightdesk.json";
/// The tag that loads it in a page.
const LIVE_TAG: &[u8] = b"<script src=\"/__nightdesk/live.js\" defer></script>\n";
/// How much of a file is read at once, in bytes.
const CHUNK: u64 = 64 << 10;

/// What answers are made of.
#[derive(Debug)]
pub(super) struct Preview {
    /// The folder that is shown.
    pub(super) site: PathBuf,
    /// The version of the bundle in it.
    pub(super) live: Arc<Live>,
    /// The inbox.
    pub(super) inbox: Arc<Inbox>,
    /// How many calls to the inbox are worked on.
    pub(super) calls: Semaphore,
    /// How much of what is sent is kept in memory.
    pub(super) bodies: Room,
}

/// Bytes that are there, or a file that is read as fast as the client takes it.
pub(super) type Body = Either<Full<Bytes>, Channel<Bytes, io::Error>>;

/// Answers a request.
pub(super) async fn answer(
    request: Request<Incoming>,
    preview: &Arc<Preview>,
    connection: &Arc<Connection>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    if let Err((status, sentence)) = check_host(&head) {
        return plain(status, sentence);
    }
    let path = head.uri.path();
    if inbox::owns(path) {
        return from_inbox(head, body, preview, connection).await;
    }
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return with(plain(StatusCode::METHOD_NOT_ALLOWED, "GET only\n"), ALLOW, "GET, HEAD");
    }
    match path {
        "/__nightdesk/live" => {
            let query = head.uri.query().unwrap_or_default();
            let seen = query.strip_prefix("since=").and_then(|seen| seen.parse().ok());
            connection.waits();
            let version = match seen {
                Some(seen) => preview.live.changed(seen).await,
                None => preview.live.version(),
            };
            plain(StatusCode::OK, version.to_string())
        }
        "/__nightdesk/live.js" => {
            let script = LIVE_SCRIPT.replace("__MANIFEST__", MANIFEST);
            let script = script.replace("__VERSION__", &preview.live.version().to_string());
            ready(StatusCode::OK, "text/javascript; charset=utf-8", script)
        }
        _ => from_site(head, preview, connection).await,
    }
}

/// Refuses a request whose host is not a name of this machine, in whatever part of the request it is (DNS rebinding).
fn check_host(head: &Parts) -> Result<(), (StatusCode, &'static str)> {
    let mut hosts = head.headers.get_all(HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().is_ok_and(is_loopback),
        // HTTP/1.0 has no `Host`. No browser sends it.
        (None, _) if head.version == Version::HTTP_10 => true,
        _ => return Err((StatusCode::BAD_REQUEST, "A request needs one Host.\n")),
    };
    let asked = head.uri.authority().is_none_or(|authority| is_loopback(authority.as_str()));
    let sentence = "Open the preview by the name of this machine: localhost or 127.0.0.1.\n";
    if named && asked { Ok(()) } else { Err((StatusCode::FORBIDDEN, sentence)) }
}

async fn from_inbox(
    head: Parts,
    body: Incoming,
    preview: &Arc<Preview>,
    connection: &Arc<Connection>,
) -> Response<Body> {
    let arrived = if head.method == Method::POST {
        connection.waits();
        let arrived = body::read(body, MAX_BODY, &preview.bodies).await;
        connection.works();
        arrived
    } else {
        Ok(body::Arrived::default())
    };
    let answer = match arrived {
        Ok(arrived) => {
            // Nothing closes the semaphore.
            let _turn = preview.calls.acquire().await;
            let (inbox, bytes) = (Arc::clone(&preview.inbox), arrived.bytes);
            let answered = spawn_blocking(move || inbox::respond(&inbox, &head, &bytes)).await;
            drop(arrived.room);
            match answered {
                Ok(answer) => answer,
                Err(error) => return failed(&error),
            }
        }
        Err(status) => inbox::refuse(&head, status.as_u16()),
    };
    let inbox::Response { status, headers, body, log } = answer;
    if let Some(line) = log {
        console::print(line);
    }
    let mut response = Response::new(Either::Left(Full::new(Bytes::from(body))));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

async fn from_site(head: Parts, preview: &Arc<Preview>, connection: &Arc<Connection>) -> Response<Body> {
    let (site, path) = (preview.site.clone(), head.uri.path().to_owned());
    let found = spawn_blocking(move || files::find(&site, &path)).await;
    match found {
        Ok(Found::File(file, size, kind)) => {
            let tail = if kind.starts_with("text/html") { LIVE_TAG } else { b"" };
            let body = if head.method == Method::HEAD {
                Either::Left(Full::default())
            } else {
                Either::Right(stream(file, size, tail, Arc::clone(connection)))
            };
            let mut response = typed(Response::new(body), kind);
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(size + tail.len() as u64));
            response
        }
        Ok(Found::Folder(mut address)) => {
            if let Some(query) = head.uri.query() {
                address = format!("{address}?{query}");
            }
            with(plain(StatusCode::MOVED_PERMANENTLY, ""), LOCATION, &address)
        }
        Ok(Found::Missing) => plain(StatusCode::NOT_FOUND, "not found\n"),
        Ok(Found::Unreadable(error)) => plain(StatusCode::FORBIDDEN, format!("the file cannot be read: {error}\n")),
        Ok(Found::Malformed) => plain(StatusCode::BAD_REQUEST, "bad path\n"),
        Err(error) => failed(&error),
    }
}

/// A file's first `size` bytes, then `tail`. A file that has become shorter meanwhile aborts the response: its client
/// must not take a part for the whole.
fn stream(file: File, size: u64, tail: &'static [u8], connection: Arc<Connection>) -> Channel<Bytes, io::Error> {
    let (mut sender, body) = Channel::new(1);
    tokio::spawn(async move {
        let mut file = tokio::fs::File::from_std(file);
        let mut left = size;
        while left > 0 {
            let mut chunk = Vec::new();
            let read = (&mut file).take(CHUNK.min(left)).read_to_end(&mut chunk).await;
            let read =
                read.and_then(|read| if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(read) });
            match read {
                Ok(read) => left -= read as u64,
                Err(error) => return sender.abort(error),
            }
            if sender.send_data(Bytes::from(chunk)).await.is_err() {
                return;
            }
            connection.waits();
        }
        if !tail.is_empty() {
            let _ = sender.send_data(Bytes::from_static(tail)).await;
        }
    });
    body
}

/// The response where this program panicked, for this request alone.
fn failed(error: &JoinError) -> Response<Body> {
    plain(StatusCode::INTERNAL_SERVER_ERROR, format!("nightdesk failed: {error}\n"))
}

fn plain(status: StatusCode, text: impl Into<String>) -> Response<Body> {
    ready(status, "text/plain; charset=utf-8", text.into())
}

fn ready(status: StatusCode, kind: &'static str, text: String) -> Response<Body> {
    let mut response = typed(Response::new(Either::Left(Full::new(Bytes::from(text)))), kind);
    *response.status_mut() = status;
    response
}

fn typed(mut response: Response<Body>, kind: &'static str) -> Response<Body> {
    for (name, value) in [
        (CONTENT_TYPE, kind),
        (hyper::header::CACHE_CONTROL, "no-store"),
        (hyper::header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Adds a header. One that cannot be sent is left out; it has been put together from what a client sent.
fn with(mut response: Response<Body>, name: HeaderName, value: &str) -> Response<Body> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
