//! From its start to its end: what is saved is noticed, builds do not trigger each other for ever, and it ends when it
//! is asked to.
//!
//! Invariant (content): no build of the preview starts the next one, what is saved during a build is seen, and the
//! preview ends when it is asked to.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::support::{
    RETURN, TOML, folder, put,
    served::{Ends, Served, command, ended, free_port, signal},
};

/// Waits until the page says something; how long that took.
fn until(served: &Served, path: &str, text: &str) -> Duration {
    let start = Instant::now();
    while !served.get(path).contains(text) {
        assert!(start.elapsed() < Duration::from_secs(30), "`{text}` never came to {path}");
        thread::sleep(Duration::from_millis(20));
    }
    start.elapsed()
}

/// A preview whose builds are counted: the process, the lines `Built`, and whether it is ready.
fn counted(folder: &Path, arguments: &[&str]) -> (Ends, u16, Arc<AtomicUsize>, Arc<AtomicBool>) {
    let port = free_port();
    let mut child = command(folder, arguments, port).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (builds, ready) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let (counter, flag) = (Arc::clone(&builds), Arc::clone(&ready));
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if line.starts_with("Built") {
                counter.fetch_add(1, Ordering::SeqCst);
            }
            if line.starts_with("Requests arrive") {
                flag.store(true, Ordering::SeqCst);
            }
        }
    });
    (Ends(child), port, builds, ready)
}

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Large content takes seconds at first; what a writer saves meanwhile must not be lost.
#[test]
fn edits_during_the_first_build_are_seen() {
    let folder = folder(&[("help/nightdesk.toml", TOML)]);
    for number in 0..800 {
        put(folder.path(), &format!("help/en/a{number}.md"), &format!("---\ntitle: Old {number}\n---\n\nText.\n"));
    }
    let (_child, port, _builds, ready) = counted(folder.path(), &["help", "--site", "site"]);
    // Saved again and again until it is ready, so that the last one falls into the first build.
    let mut saved = 0;
    while !ready.load(Ordering::SeqCst) {
        saved += 1;
        put(folder.path(), "help/en/a0.md", &format!("---\ntitle: New {saved}.\n---\n\nText.\n"));
        thread::sleep(Duration::from_millis(100));
    }
    let page = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut answer = String::new();
        std::io::Write::write_all(&mut stream, b"GET /en/a0/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        std::io::Read::read_to_string(&mut stream, &mut answer).unwrap();
        answer
    };
    wait_until("the last title", || page().contains(&format!("New {saved}.")));
}

/// A program that writes into the content all the time must not keep an article from being shown.
#[test]
fn a_restless_file_holds_nothing_up() {
    let served = Served::start();
    let rests = Arc::new(AtomicBool::new(false));
    let (stop, notes) = (Arc::clone(&rests), served.folder.path().join("help/notes.log"));
    let writer = thread::spawn(move || {
        let mut number = 0_u32;
        while !stop.load(Ordering::SeqCst) {
            number += 1;
            fs::write(&notes, number.to_string()).unwrap();
            thread::sleep(Duration::from_millis(2));
        }
    });
    put(served.folder.path(), "help/en/return.md", &RETURN.replace("your account", "the shop"));
    let taken = until(&served, "/en/return/", "the shop");
    rests.store(true, Ordering::SeqCst);
    writer.join().unwrap();
    assert!(taken < Duration::from_secs(10), "{taken:?}");
}

/// `nightdesk serve .` is what is typed first: each edit is one build, not the first of thousands.
#[test]
fn no_build_starts_the_next() {
    for (content, arguments) in [
        ("help", &["help"][..]),
        ("help", &["help", "--site", "dist"]),
        ("help", &["./help/../help", "--site", "site", "--mount", "help"]),
        (".", &["."]),
        (".", &["../shop"]),
        (".", &[".", "--mount", "help"]),
    ] {
        let outer = folder(&[]);
        let shop = outer.path().join("shop");
        put(&shop.join(content), "nightdesk.toml", TOML);
        put(&shop.join(content), "en/return.md", RETURN);
        let (_child, _port, builds, ready) = counted(&shop, arguments);
        wait_until("ready", || ready.load(Ordering::SeqCst));
        thread::sleep(Duration::from_millis(300));
        let before = builds.load(Ordering::SeqCst);
        put(&shop.join(content), "en/return.md", &RETURN.replace("account", "basket"));
        wait_until("a build", || builds.load(Ordering::SeqCst) > before);
        thread::sleep(Duration::from_secs(2));
        let after = builds.load(Ordering::SeqCst);
        // An editor's save may be reported as two events.
        assert!((1..=2).contains(&(after - before)), "{arguments:?}: {} builds", after - before);
    }
    let refused = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    for arguments in [&[".", "--site", "dist"][..], &[".", "--site", "."], &[".", "--site", "..", "--mount", "en/.."]] {
        let (before, port) = (super::support::listing(refused.path()), free_port());
        let output = command(refused.path(), arguments, port).output();
        let stderr = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(stderr.contains("--site ../preview") || arguments.contains(&".."), "{arguments:?}: {stderr}");
        assert_eq!(super::support::listing(refused.path()), before, "nothing was written");
    }
}

/// A preview that is asked to end does so at once, whichever clients wait for it, and frees its port.
#[cfg(unix)]
#[test]
fn it_ends_when_asked() {
    for name in ["TERM", "INT"] {
        let mut served = Served::start();
        let waiting: Vec<TcpStream> = (0..20)
            .flat_map(|_| {
                [
                    served.say("GET /__nightdesk/live?since=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                    served.say("POST /inbox/requests HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"),
                    served.say("GET / HTTP"),
                ]
            })
            .collect();
        assert!(served.get("/en/").starts_with("HTTP/1.1 200"));
        signal(name, served.child.id());
        let status = ended(&mut served.child, Duration::from_secs(5)).unwrap_or_else(|| panic!("{name}: it goes on"));
        assert!(status.success(), "{name}: {status}");
        TcpListener::bind(("127.0.0.1", served.port)).unwrap();
        drop(waiting);
        // What was written is complete: no journal is left beside the inbox.
        let files = super::support::listing(&served.folder.path().join(".nightdesk"));
        assert!(files.iter().all(|file| !file.ends_with("-journal")), "{files:?}");
    }
}

/// Also while it builds for the first time, and when its output is no longer read.
#[cfg(unix)]
#[test]
fn it_ends_while_it_builds() {
    let folder = folder(&[("help/nightdesk.toml", TOML)]);
    for number in 0..3_000 {
        put(folder.path(), &format!("help/en/a{number}.md"), &format!("---\ntitle: Title {number}\n---\n\nText.\n"));
    }
    let port = free_port();
    let mut child =
        Ends(command(folder.path(), &["help", "--site", "site"], port).stdout(Stdio::null()).spawn().unwrap());
    wait_until("listening", || TcpStream::connect(("127.0.0.1", port)).is_ok());
    signal("TERM", child.0.id());
    assert!(ended(&mut child.0, Duration::from_secs(10)).is_some_and(|status| status.success()));
}

/// `nightdesk serve | head -1` goes on serving.
#[cfg(unix)]
#[test]
fn output_need_not_be_read() {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    let port = free_port();
    let mut child =
        Ends(command(folder.path(), &["help", "--site", "site"], port).stdout(Stdio::piped()).spawn().unwrap());
    drop(child.0.stdout.take());
    wait_until("listening", || TcpStream::connect(("127.0.0.1", port)).is_ok());
    put(folder.path(), "help/en/return.md", &RETURN.replace("account", "basket"));
    thread::sleep(Duration::from_millis(500));
    assert!(child.0.try_wait().unwrap().is_none(), "it ended");
}

/// A port that is in use is reported before anything is built.
#[test]
fn a_port_in_use_is_reported() {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut serve: Command = command(folder.path(), &["help", "--site", "site"], taken.local_addr().unwrap().port());
    let output = serve.output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("choose another port with --port"));
    assert!(!folder.path().join("site").exists(), "nothing was built");
}
