//! The inbox over HTTP, as `nightdesk serve` opens it.

use std::process::Command;

use super::{
    Inbox, count, request,
    support::{RETURN, TOML, folder, served::Served},
};

/// What works as a function must work over HTTP too, and the writer must see that a request has arrived.
#[test]
fn over_http() {
    let mut served = Served::start();
    let body = serde_json::to_vec(&request(1)).unwrap();
    let answer = served.post(&body);
    assert!(
        answer.starts_with("HTTP/1.1 201") && answer.contains("\r\nAccess-Control-Allow-Origin: *\r\n"),
        "{answer}"
    );
    served.wait_for("Request 1: Paczka 1 nie dotarła");
    assert!(served.post(&body).starts_with("HTTP/1.1 200"));
    let large = served.post(&vec![b' '; super::MAX_BODY + 100_000]);
    assert!(large.starts_with("HTTP/1.1 413") && large.contains("\r\nAccess-Control-Allow-Origin: *\r\n"), "{large}");
    assert!(served.call("OPTIONS /inbox/requests HTTP/1.1", b"").starts_with("HTTP/1.1 204"));
    assert!(served.call("GET /inbox HTTP/1.1", b"").contains("\r\nLocation: /inbox/\r\n"));
    let list = served.call("GET /inbox/ HTTP/1.1", b"");
    assert!(list.contains("Anna Żółć") && list.contains("\r\nContent-Security-Policy: default-src 'none';"), "{list}");
    assert!(!list.contains("<script"), "the preview's own script is not allowed there");
    assert!(served.call("GET / HTTP/1.1", b"").starts_with("HTTP/1.1 200"), "the help is still served");
    assert_eq!(std::fs::read_to_string(served.folder.path().join(".nightdesk/.gitignore")).unwrap(), "*\n");
}

/// "Sent" must mean that it is on the disk: a visitor who reads it does not write again.
#[test]
fn acknowledged_is_stored() {
    for number in 1..=5 {
        let mut served = Served::start();
        let answer = served.post(&serde_json::to_vec(&request(number)).unwrap());
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let stored = served.folder.path().join(".nightdesk/inbox.sqlite");
        assert_eq!(count(&Inbox::open(&stored, served.folder.path(), "").unwrap()), 1);
    }
}

/// An inbox within the site would be handed out to everybody; within the content every request would build it anew.
#[test]
fn a_folder_outside_the_site() {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    for path in ["site/inbox.sqlite", "help/inbox.sqlite"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
        command.current_dir(folder.path()).args(["serve", "help", "--site", "site", "--port", "1", "--inbox", path]);
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("choose a place outside with --inbox"), "{stderr}");
    }
}
