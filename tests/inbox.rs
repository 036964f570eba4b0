//! The inbox of the preview: each request exactly once, complete after a crash, and harmless to its reader.
//!
//! Invariant (content): the inbox stores a request once, however often and from however many threads it comes, and
//! keeps it when the process is killed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

#[path = "inbox/attacks.rs"]
mod attacks;
#[path = "inbox/owner.rs"]
mod owner;
#[path = "inbox/served.rs"]
mod served;
#[path = "attack/vectors.rs"]
mod vectors;

use std::{path::Path, thread};

use nightdesk::{
    request::{Attachment, ReadArticle, Request, SCHEMA, Search, solve},
    studio::inbox::{self, Inbox, MAX_BODY, Response, handle},
};
use serde_json::{Value, json};
use support::put;
use tempfile::TempDir;

/// 25 November 2026, 12:00 UTC.
const NOW: i64 = 1_795_608_000;
const JSON: (&str, &str) = ("Content-Type", "application/json");
const HOST: (&str, &str) = ("Host", "127.0.0.1:8080");
const OURS: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

/// An empty inbox in a folder of its own.
fn inbox() -> (TempDir, Inbox) {
    let folder = tempfile::tempdir().unwrap();
    let inbox = open(folder.path());
    (folder, inbox)
}

fn open(folder: &Path) -> Inbox {
    Inbox::open(&folder.join("kept/inbox.sqlite"), &folder.join("site"), "help").unwrap()
}

fn call(inbox: &Inbox, method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    handle(inbox, &inbox::Request { method, url, headers: &headers, body }, NOW)
}

fn send(inbox: &Inbox, request: &Request) -> Response {
    call(inbox, "POST", "/inbox/requests", &[JSON], &serde_json::to_vec(request).unwrap())
}

fn get(inbox: &Inbox, url: &str) -> (u16, String) {
    let answer = call(inbox, "GET", url, &[HOST], b"");
    (answer.status, String::from_utf8(answer.body).unwrap())
}

fn header<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

fn id(number: usize) -> String {
    format!("0b5c7f6e-0000-4000-8000-{number:012}")
}

fn request(number: usize) -> Request {
    let mut request = Request { schema: SCHEMA.into(), id: id(number), lang: "pl".into(), ..Request::default() };
    request.subject = format!("Paczka {number} nie dotarła");
    request.message = "Dzień dobry,\nczekam od poniedziałku.".into();
    request.contact.name = "Anna Żółć".into();
    request.contact.email = "anna@example.com".into();
    request.contact.phone = "+48 600 100 200".into();
    request.attachments =
        vec![Attachment { name: "zdjęcie.png".into(), kind: "image/png".into(), size: 3, data: "YWJj".into() }];
    request
}

/// A name, a method, headers, a body; the status and a part of the error message.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], Vec<u8>, u16, &'a str);

/// How many requests the list shows.
fn count(inbox: &Inbox) -> usize {
    get(inbox, "/inbox/").1.matches("</li>").count()
}

/// A browser that did not receive the answer sends again: two tickets for one case are answered twice, or not at all.
#[test]
fn exactly_once() {
    let (folder, inbox) = inbox();
    let first = send(&inbox, &request(1));
    let expected = br#"{"id":"0b5c7f6e-0000-4000-8000-000000000001","reference":"1"}"#;
    assert_eq!((first.status, first.body.as_slice()), (201, expected.as_slice()));
    assert_eq!(first.log.as_deref(), Some("Request 1: Paczka 1 nie dotarła"));
    let again = send(&inbox, &request(1));
    assert_eq!((again.status, again.body, again.log), (200, first.body, None));
    // The same record in other words: with more white space, and with what a later version adds.
    let mut loose: Value = serde_json::to_value(request(1)).unwrap();
    loose["later"] = json!(true);
    let loose = serde_json::to_vec_pretty(&loose).unwrap();
    assert_eq!(call(&inbox, "POST", "/inbox/requests", &[("content-type", "text/plain")], &loose).status, 200);
    let other = send(&inbox, &Request { message: "Something else".into(), ..request(1) });
    assert_eq!(other.status, 422);
    assert_eq!((count(&inbox), send(&inbox, &request(2)).status), (1, 201));
    drop(inbox);
    let inbox = open(folder.path());
    assert_eq!((count(&inbox), send(&inbox, &request(2)).status), (2, 200), "after a restart");
}

/// Many browsers at once, and each of them twice.
#[test]
fn exactly_once_in_a_crowd() {
    let (folder, inbox) = inbox();
    let inbox = &inbox;
    let sender = |first: usize| {
        move || -> Vec<u16> { (0..50).map(|number| send(inbox, &request((number * 7 + first) % 40)).status).collect() }
    };
    let statuses: Vec<u16> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|first| scope.spawn(sender(first))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let of = |status| statuses.iter().filter(|s| **s == status).count();
    assert_eq!((of(201), of(200)), (40, 360));
    let rows = rusqlite::Connection::open(folder.path().join("kept/inbox.sqlite")).unwrap();
    let counts = rows.query_row("SELECT count(*), count(DISTINCT id), max(number) FROM requests", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    });
    assert_eq!(counts.unwrap(), (40, 40, 40));
}

/// A developer of a custom form must learn what is wrong, from any site, and nothing of it may be stored.
#[test]
fn refusals() {
    let (_folder, inbox) = inbox();
    let good = request(1);
    let of = |change: &dyn Fn(&mut Request)| {
        let mut request = good.clone();
        change(&mut request);
        serde_json::to_vec(&request).unwrap()
    };
    let crowd = || vec![Search::default(); 201];
    let (deep, fine) = ([b"[".repeat(200_000), b"]".repeat(200_000)].concat(), of(&|_| {}));
    let nested = format!("{{\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes();
    let other = [JSON, ("Idempotency-Key", "\"another\"")];
    let table: Vec<Case<'_>> = vec![
        ("no type", "POST", &[], fine.clone(), 415, "application/json"),
        ("a form", "POST", &[("Content-Type", "application/x-www-form-urlencoded")], fine.clone(), 415, "text/plain"),
        ("no JSON", "POST", &[JSON], b"{\"schema\":".to_vec(), 400, "not a request"),
        ("not UTF-8", "POST", &[JSON], b"{\"message\":\"\xff\"}".to_vec(), 400, "not a request"),
        ("empty", "POST", &[JSON], Vec::new(), 400, "not a request"),
        ("deep", "POST", &[JSON], deep, 400, "not a request"),
        ("deep inside", "POST", &[JSON], nested, 400, "`schema`"),
        ("a null", "POST", &[JSON], b"{\"message\":null}".to_vec(), 400, "not a request"),
        ("too large", "POST", &[JSON], vec![b' '; MAX_BODY + 1], 413, "15 MB"),
        ("another schema", "POST", &[JSON], of(&|r| r.schema = "nightdesk.request/2".into()), 400, "`schema`"),
        ("no id", "POST", &[JSON], of(&|r| r.id = "../../etc".into()), 400, "UUID"),
        ("no message", "POST", &[JSON], of(&|r| r.message = " \n".into()), 400, "`message`"),
        ("another key", "POST", &other, fine.clone(), 400, "`Idempotency-Key`"),
        ("a crowd", "POST", &[JSON], of(&|r| r.context.searches = crowd()), 400, "`searches`"),
        ("a broken file", "POST", &[JSON], of(&|r| r.attachments[0].data = "a\"><b".into()), 400, "base64"),
        ("read", "GET", &[], Vec::new(), 405, "POST"),
        ("deleted", "DELETE", &[], Vec::new(), 405, "POST"),
    ];
    for (name, method, headers, body, status, word) in table {
        let answer = call(&inbox, method, "/inbox/requests", headers, &body);
        assert_eq!(answer.status, status, "{name}");
        let error = serde_json::from_slice::<Value>(&answer.body).unwrap()["error"].as_str().unwrap().to_owned();
        assert!(error.contains(word), "{name}: {error}");
        assert_eq!(header(&answer, "Access-Control-Allow-Origin"), Some("*"), "{name}");
    }
    assert_eq!(count(&inbox), 0);
    let key = ("Idempotency-Key", "\"0b5c7f6e-0000-4000-8000-000000000001\"");
    let sent =
        call(&inbox, "POST", "/inbox/requests", &[("Content-Type", "Application/JSON; charset=utf-8"), key], &fine);
    assert_eq!((sent.status, header(&sent, "Access-Control-Allow-Origin")), (201, Some("*")));
}

/// A browser sends a preflight before it posts to another port; without the right answer nothing ever arrives.
#[test]
fn the_question_beforehand() {
    let (_folder, inbox) = inbox();
    let answer = call(&inbox, "OPTIONS", "/inbox/requests", &[("Origin", "http://localhost:3000")], b"");
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    for (name, value) in [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Methods", "POST"),
        ("Access-Control-Allow-Headers", "content-type, idempotency-key"),
        ("Access-Control-Max-Age", "600"),
    ] {
        assert_eq!(header(&answer, name), Some(value));
    }
}

/// A proof of work that is required and not checked stops no robot; checked wrongly it stops every visitor.
#[test]
fn work_is_checked() {
    let (_folder, inbox) = inbox();
    inbox.require_work(12);
    let done = solve(&id(1), 12, 0, 1_000_000);
    let idle = (0..).find(|n| solve(&id(1), 12, *n, 1).is_none());
    for (work, status) in [(None, 400), (idle, 400), (done, 201)] {
        assert_eq!(send(&inbox, &Request { work, ..request(1) }).status, status, "{work:?}");
    }
}

/// An agent needs all that was sent, in the words it was sent in, and must be able to answer with one click.
#[test]
fn a_request_is_read() {
    let (folder, inbox) = inbox();
    put(folder.path(), "site/help/pl/zwrot/index.html", "");
    let mut request = request(1);
    request.topic.label = "Dostawa".into();
    request.context.searches = vec![Search { query: "gdzie jest".into(), results: 0 }];
    let read = |slug: &str| ReadArticle { slug: slug.into(), title: slug.into(), seconds: 125, helpful: Some(false) };
    request.context.articles = vec![read("zwrot"), read("nieznany")];
    request.context.page_url = "https://example.com/koszyk".into();
    request.context.local_time = "2026-11-25T13:00:00+01:00".into();
    assert_eq!(get(&inbox, "/inbox/").1.matches("Nobody has written yet").count(), 1);
    send(&inbox, &request);
    assert!(get(&inbox, "/inbox/").1.contains("<li class=\"new\">"));
    let (status, page) = get(&inbox, &format!("/inbox/{}", id(1)));
    assert_eq!(status, 200);
    for part in [
        "<h1 dir=\"auto\">Paczka 1 nie dotarła</h1>",
        "mailto:anna@example.com?subject=Re%3A%20Paczka%201",
        "href=\"tel:+48600100200\"",
        "lang=\"pl\">Dzień dobry,\nczekam od poniedziałku.</div>",
        "<q dir=\"auto\">gdzie jest</q> <small>nothing found",
        "<a href=\"/help/pl/zwrot/\" dir=\"auto\">zwrot</a> <small>2 min 5 s, it did not help",
        "<bdi>nieznany</bdi>",
        "href=\"https://example.com/koszyk\"",
        "Wednesday, 13:00 (UTC+01:00)",
        "Dostawa",
        "/files/1\" dir=\"auto\">zdjęcie.png</a> <small>3 B",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!get(&inbox, "/inbox/").1.contains("class=\"new\""), "it was read");
    let record = get(&inbox, &format!("/inbox/{}/record.json", id(1))).1;
    assert_eq!(serde_json::from_str::<Request>(&record).unwrap(), request);
}

/// A file that opened in the browser instead of being saved could read the whole inbox.
#[test]
fn files_are_saved() {
    let (_folder, inbox) = inbox();
    send(&inbox, &request(1));
    let answer = call(&inbox, "GET", &format!("/inbox/{}/files/1", id(1)), &[HOST], b"");
    assert_eq!((answer.status, answer.body.as_slice()), (200, b"abc".as_slice()));
    let saved = "attachment; filename=\"zdj_cie.png\"; filename*=UTF-8''zdj%C4%99cie.png";
    for (name, value) in [
        ("Content-Disposition", saved),
        ("Content-Type", "application/octet-stream"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        assert_eq!(header(&answer, name), Some(value));
    }
    for missing in ["0", "2", "-1", "x", "99999999999999999999"] {
        assert_eq!(get(&inbox, &format!("/inbox/{}/files/{missing}", id(1))).0, 404, "{missing}");
    }
}

/// Any page in the same browser can reach this port: it must not read, frame, mark or delete.
#[test]
fn other_sites_stay_out() {
    let (_folder, inbox) = inbox();
    send(&inbox, &request(1));
    for url in ["/inbox", "/inbox/", &format!("/inbox/{}", id(1)), "/inbox/inbox.css", "/inbox/nothing"] {
        let answer = call(&inbox, "GET", url, &[HOST, ("Origin", "http://localhost:3000")], b"");
        assert_eq!(header(&answer, "Access-Control-Allow-Origin"), None, "{url}");
        let policy = header(&answer, "Content-Security-Policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{url}");
        assert_eq!(call(&inbox, "GET", url, &[("Host", "evil.example")], b"").status, 403, "{url}");
    }
    let press = |action: &str, headers: &[(&str, &str)]| {
        call(&inbox, "POST", &format!("/inbox/{}/{action}", id(1)), headers, b"").status
    };
    for action in ["done", "open", "delete"] {
        for headers in [vec![HOST], vec![HOST, ("Sec-Fetch-Site", "cross-site")], vec![HOST, ("Origin", "null")]] {
            assert_eq!(press(action, &headers), 403, "{action} {headers:?}");
        }
        assert_eq!(call(&inbox, "GET", &format!("/inbox/{}/{action}", id(1)), &[HOST, OURS], b"").status, 404);
    }
    assert_eq!((press("done", &[HOST, OURS]), count(&inbox)), (303, 1));
    assert!(get(&inbox, "/inbox/").1.contains("<li class=\"done\">"));
    assert_eq!(press("open", &[HOST, ("Origin", "http://127.0.0.1:8080")]), 303);
    assert!(!get(&inbox, "/inbox/").1.contains("<li class=\"done\">"));
}

/// What is deleted must be gone from the disk too, and not come back when the browser repeats the request.
#[test]
fn deleted_for_good() {
    let (folder, inbox) = inbox();
    let secret = Request { message: "Mój numer to 44051401359".into(), ..request(1) };
    send(&inbox, &secret);
    let delete = || call(&inbox, "POST", &format!("/inbox/{}/delete", id(1)), &[HOST, OURS], b"").status;
    assert_eq!((delete(), count(&inbox), delete()), (303, 0, 404));
    assert_eq!(get(&inbox, &format!("/inbox/{}", id(1))).0, 404);
    assert_eq!((send(&inbox, &secret).status, count(&inbox)), (200, 0));
    for file in support::listing(&folder.path().join("kept")) {
        let bytes = std::fs::read(folder.path().join("kept").join(&file)).unwrap();
        assert!(!bytes.windows(11).any(|part| part == b"44051401359"), "{file} still has it");
    }
}
