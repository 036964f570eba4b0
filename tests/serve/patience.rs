//! Clients that stop in the middle: they may occupy a connection, never the server.
//!
//! Invariant (content): a client of the preview that stops in the middle, or announces a size, blocks no other client
//! and costs no memory. See also `tests/serve/bodies.rs`.

use std::{
    io::Read,
    net::TcpStream,
    time::{Duration, Instant},
};

use super::support::{RETURN, TOML, folder, served::Served};

/// Larger than the buffers of two sockets.
const BIG: usize = 24 << 20;

/// The page, and how long it took.
fn page(served: &Served) -> Duration {
    let start = Instant::now();
    let answer = served.get("/en/");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    start.elapsed()
}

fn with_big_file() -> Served {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    std::fs::create_dir(folder.path().join("site")).unwrap();
    let big: Vec<u8> = (0..BIG).map(|at| (at / 7) as u8).collect();
    std::fs::write(folder.path().join("site/big.bin"), big).unwrap();
    Served::start_in(folder, &["help", "--site", "site"])
}

/// A writer with many tabs, a proxy that hangs or a script with a fault must not freeze the preview.
#[test]
fn waiting_clients_block_no_others() {
    let served = with_big_file();
    let poll = "GET /__nightdesk/live?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let post = "POST /inbox/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let announced = format!("{post}Content-Length: 5000\r\n\r\n{{\"schema\":");
    let chunked = format!("{post}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"sch");
    let head = format!("{post}Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
    let other = "PUT /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx";
    let table: [(&str, usize, &str); 12] = [
        ("open polls", 200, poll),
        ("unfinished bodies", 100, &announced),
        ("unfinished chunks", 100, &chunked),
        ("bodies that wait to be asked for", 100, &head),
        ("bodies that nobody wants", 100, other),
        ("half a method", 100, "GE"),
        ("half a header", 100, "GET / HTTP/1.1\r\nHost: local"),
        ("a head without its end", 100, "GET / HTTP/1.1\r\nHost: localhost\r\n"),
        ("readers that stop", 50, "GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ("idle connections", 100, "GET /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ("silent connections", 100, ""),
        ("more than there may be", 700, poll),
    ];
    for (name, count, bytes) in table {
        let open: Vec<TcpStream> = (0..count).map(|_| served.say(bytes)).collect();
        let times: Vec<Duration> = (0..3).map(|_| page(&served)).collect();
        assert!(times.iter().max().unwrap() < &Duration::from_secs(2), "{name}: {times:?}");
        println!("{count} {name}: {:?}", times.iter().max().unwrap());
        drop(open);
    }
}

/// All of them at once.
#[test]
fn all_kinds_at_once() {
    let served = with_big_file();
    let post = "POST /inbox/requests HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{";
    let mut open: Vec<TcpStream> = Vec::new();
    for (count, bytes) in [
        (200, "GET /__nightdesk/live?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        (100, post),
        (100, "GET / HTTP/1.1\r\nHost:"),
        (50, "GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ] {
        open.extend((0..count).map(|_| served.say(bytes)));
    }
    let taken = page(&served);
    assert!(taken < Duration::from_secs(2), "{taken:?}");
}

/// A writer who clicks through the help leaves a pending request behind on every page.
#[test]
fn pages_that_are_gone_are_forgotten() {
    let served = Served::start();
    for _ in 0..2_000 {
        drop(served.say("GET /__nightdesk/live?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }
    let taken = page(&served);
    assert!(taken < Duration::from_secs(2), "{taken:?}");
}

/// A client that reads slowly must still get the whole file, and no other.
#[test]
fn a_slow_reader_gets_all() {
    let served = with_big_file();
    let mut slow = served.say("GET /big.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    for _ in 0..8 {
        let mut part = vec![0; 100_000];
        slow.read_exact(&mut part).unwrap();
        answer.append(&mut part);
        std::thread::sleep(Duration::from_millis(100));
    }
    slow.read_to_end(&mut answer).unwrap();
    let body = answer.windows(4).position(|part| part == b"\r\n\r\n").unwrap() + 4;
    assert_eq!(answer.len() - body, BIG);
    assert!(answer[body..].iter().enumerate().all(|(at, byte)| *byte == (at / 7) as u8));
}

/// A client that sends half a request gets an error, and its connection is free again.
#[test]
fn half_a_request_is_answered() {
    let served = Served::start();
    let post = "POST /inbox/requests HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{";
    // All sent at the same time, so that the test waits once.
    let open = ["GET / HTTP/1.1\r\nHost: local", post].map(|bytes| served.say(bytes));
    for mut stream in open {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("in time."), "{answer}");
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let length = format!("content-length: {}", body.len());
        assert!(head.to_lowercase().contains(&length), "{answer}");
    }
}

/// A saved article must be seen at once, by every page that is open.
#[test]
fn open_pages_are_notified() {
    let served = Served::start();
    let version = served.get("/__nightdesk/live").rsplit_once("\r\n\r\n").unwrap().1.to_owned();
    let poll =
        format!("GET /__nightdesk/live?since={version} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let waiting: Vec<TcpStream> = (0..50).map(|_| served.say(&poll)).collect();
    let article = served.folder.path().join("help/en/return.md");
    std::fs::write(article, RETURN.replace("your account", "your basket")).unwrap();
    let start = Instant::now();
    for mut stream in waiting {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_ne!(answer.rsplit_once("\r\n\r\n").unwrap().1, version);
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert!(served.get("/en/return/").contains("your basket"));
}
