//! What clients send: its size is measured, not believed.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use nightdesk::{
    request::{Request, SCHEMA},
    studio::inbox::MAX_BODY,
};

use super::support::served::Served;

fn request(number: usize) -> Vec<u8> {
    let mut request = Request { schema: SCHEMA.into(), lang: "en".into(), ..Request::default() };
    request.id = format!("6a1d3c52-1111-4000-8000-{number:012}");
    request.message = format!("Where is parcel {number}?");
    serde_json::to_vec(&request).unwrap()
}

fn post(length: impl std::fmt::Display) -> String {
    format!(
        "POST /inbox/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Connection: close\r\nContent-Length: {length}\r\n\r\n"
    )
}

/// The most memory that the process had, in bytes; known on Linux only.
fn peak(served: &Served) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", served.child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024)
}

/// One header sent by any program on the machine must not end the preview.
#[test]
fn no_size_is_believed() {
    let served = Served::start();
    let before = peak(&served);
    for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        for path in ["/", "/en/", "/inbox/", "/inbox/requests", "/nothing", "/__nightdesk/live.js"] {
            for length in ["15000001", "99999999999", "99999999999999", "9223372036854775807"] {
                let start = Instant::now();
                let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
                let mut stream = served.say(head);
                let mut answer = [0; 12];
                stream.read_exact(&mut answer).unwrap();
                assert!(start.elapsed() < Duration::from_secs(5), "{method} {path} {length}: {:?}", start.elapsed());
                let wanted = b"HTTP/1.1 413";
                assert!(method != "POST" || !path.starts_with("/inbox") || &answer == wanted, "{path} {length}");
            }
        }
    }
    for length in ["-1", "+5", "0x10", "1e9", "5, 6", "99999999999999999999999", " ", "18446744073709551615"] {
        let answer = served.answer(post(length));
        assert!(["400", "413", "431"].contains(&&answer[9..12]), "{length}: {answer}");
    }
    let two = post("5").replace("Connection", "Content-Length: 6\r\nConnection");
    assert!(served.answer(two).starts_with("HTTP/1.1 400"));
    for size in ["fffffffffffffff", "7fffffff", "ffffffffffffffffff"] {
        let head = post("0").replace("Content-Length: 0", "Transfer-Encoding: chunked");
        drop(served.say(format!("{head}{size}\r\nx")));
    }
    assert!(served.get("/en/").starts_with("HTTP/1.1 200"));
    if let Some((before, after)) = before.zip(peak(&served)) {
        assert!(after < before + (64 << 20), "{before} bytes before, {after} after");
    }
}

/// A request that is too large is refused with a message that the sender can read, however it was sent.
#[test]
fn too_large_is_reported() {
    let served = Served::start();
    let refused = |answer: String, name: &str| {
        assert!(answer.starts_with("HTTP/1.1 413"), "{name}: {answer}");
        assert!(answer.contains("15 MB") && answer.to_lowercase().contains("access-control-allow-origin: *"), "{name}");
    };
    for size in [MAX_BODY + 1, 16_000_000, 40_000_000, 100_000_000] {
        refused(served.answer([post(size).into_bytes(), vec![b' '; size]].concat()), &size.to_string());
    }
    for size in [MAX_BODY + 1, 60_000_000] {
        let head = post("0").replace("Content-Length: 0", "Transfer-Encoding: chunked");
        let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
        let bytes = [head.into_bytes(), chunk.repeat(size.div_ceil(0x10000)), b"0\r\n\r\n".to_vec()].concat();
        refused(served.answer(bytes), "chunked");
    }
    // A client that sends `Expect` gets the answer before it sends the body.
    let head = post("16000000").replace("Connection", "Expect: 100-continue\r\nConnection");
    refused(served.answer(head), "asked");
    let body = request(1);
    let head = post(body.len()).replace("Connection", "Expect: 100-continue\r\nConnection");
    let mut stream = served.say(head);
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

/// Many large requests at once must not exhaust the machine's memory: the sender gets a message to try again.
#[test]
fn many_large_ones_wait() {
    let served = Served::start();
    let (before, size) = (peak(&served), 14_000_000);
    let mut part = post(size).into_bytes();
    part.resize(part.len() + size - 1, b' ');
    let mut open: Vec<TcpStream> = (0..40).map(|_| served.say(&part)).collect();
    assert!(served.get("/en/").starts_with("HTTP/1.1 200"));
    let mut refused = 0;
    for stream in &mut open {
        let _ = stream.write_all(b" ");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let again = answer.starts_with("HTTP/1.1 503") && answer.contains("Retry-After");
        // On a busy machine the first may have timed out when the last arrives.
        let come = ["400", "408"].contains(&&answer[9..12]);
        assert!(again || come, "{answer}");
        refused += usize::from(again);
    }
    assert!((1..=30).contains(&refused), "{refused} were told to try again");
    if let Some((before, after)) = before.zip(peak(&served)) {
        assert!(after < before + (400 << 20), "{before} bytes before, {after} after");
    }
}

/// A body that nests deeper than any stack is refused like any other nonsense.
#[test]
fn nonsense_is_refused() {
    let served = Served::start();
    for (name, body) in [
        ("brackets", vec![b'['; 4_000_000]),
        ("braces", br#"{"a":"#.repeat(1_000_000)),
        ("both", br#"[{"":"#.repeat(1_000_000)),
        ("within a text", [b"\"".as_slice(), &vec![b'\\'; 2_000_001]].concat()),
        ("nulls", vec![0; 1_000_000]),
        ("nothing", Vec::new()),
    ] {
        let answer = served.answer([post(body.len()).into_bytes(), body].concat());
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("not a request"), "{name}: {answer}");
    }
    // Closes early: there is no client to answer, and nothing is stored.
    for _ in 0..20 {
        let body = request(2);
        drop(served.say([post(body.len()).as_bytes(), &body[..body.len() - 1]].concat()));
    }
    assert!(served.get("/inbox/").contains("Nobody has written yet"));
    let heads: [(&[u8], &str); 6] = [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400"),
        (b"GET / HTTP/1.1\nHost localhost\n\n", "400"),
        (b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
        (b"GET / HTTP/9.9\r\n\r\n", "400"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ""),
        (b"\r\n\r\n\r\nEHLO localhost\r\n", "400"),
    ];
    for (bytes, status) in heads {
        let answer = served.answer(bytes);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) || status.is_empty(), "{bytes:?}: {answer}");
    }
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    assert!(served.answer(long).starts_with("HTTP/1.1 431"));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(5_000));
    assert!(served.answer(many).starts_with("HTTP/1.1 431"));
    assert!(served.get("/en/").starts_with("HTTP/1.1 200"));
}

/// A newsletter goes out, and everybody writes at once: each request is stored once, even if it was sent twice.
#[test]
fn a_thousand_at_once() {
    let served = Served::start();
    let bodies: Vec<Vec<u8>> = (0..1_000).map(|number| request(number % 900)).collect();
    let (answers, start) = (send_all(&served, &bodies), Instant::now());
    let of = |status: &str| answers.iter().filter(|answer| answer.starts_with(status)).count();
    assert_eq!(
        (of("HTTP/1.1 201"), of("HTTP/1.1 200")),
        (900, 100),
        "{:?}",
        answers.iter().find(|it| !it.contains("20"))
    );
    let numbers: BTreeSet<&str> = answers.iter().filter_map(|answer| answer.split("\"reference\":").nth(1)).collect();
    assert_eq!(numbers.len(), 900);
    let rows = rusqlite::Connection::open(served.folder.path().join(".nightdesk/inbox.sqlite")).unwrap();
    let count = rows.query_row("SELECT count(*), count(DISTINCT id) FROM requests", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    });
    assert_eq!(count.unwrap(), (900, 900));
    println!("read after {:?}", start.elapsed());
}

/// Opens all connections, sends all bodies, then reads all answers. In steps of 200: a process may have few files.
fn send_all(served: &Served, bodies: &[Vec<u8>]) -> Vec<String> {
    let mut answers = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = bodies
            .chunks(200)
            .map(|bodies| {
                scope.spawn(move || {
                    let say = |body: &Vec<u8>| served.say([post(body.len()).as_bytes(), body].concat());
                    let open: Vec<TcpStream> = bodies.iter().map(say).collect();
                    let read = |mut stream: TcpStream| {
                        let mut answer = String::new();
                        stream.read_to_string(&mut answer).unwrap();
                        answer
                    };
                    open.into_iter().map(read).collect::<Vec<_>>()
                })
            })
            .collect();
        answers = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    });
    answers
}
