//! The inbox over HTTP, as `nightdesk serve` opens it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStdout, Command, Stdio},
};

use super::{
    Inbox, count, request,
    support::{RETURN, TOML, folder},
};
use tempfile::TempDir;

/// A preview that ends with the value.
struct Served {
    child: Child,
    lines: BufReader<ChildStdout>,
    port: u16,
    folder: TempDir,
}

impl Served {
    fn start() -> Self {
        let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
        command.current_dir(folder.path()).env_remove("NIGHTDESK_APP").args(["serve", "help", "--site", "site"]);
        let mut child = command.args(["--port", &port.to_string()]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut served = Self { child, lines, port, folder };
        served.wait_for(&format!("Requests arrive at http://127.0.0.1:{port}/inbox/"));
        served
    }

    /// Reads what the program says up to a line.
    fn wait_for(&mut self, wanted: &str) {
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "it ended before it said `{wanted}`");
        }
    }

    fn call(&self, head: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        let port = self.port;
        let head = format!("{head}\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        // The answer to a body that is too large may come before its end.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    fn post(&self, body: &[u8]) -> String {
        self.call("POST /inbox/requests HTTP/1.1\r\nContent-Type: application/json", body)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What works as a function must work through the network too, and the writer must see that something came.
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

/// "Sent" must mean that it is on the disk: a visitor who was told so does not write again.
#[test]
fn told_is_kept() {
    for number in 1..=5 {
        let mut served = Served::start();
        let answer = served.post(&serde_json::to_vec(&request(number)).unwrap());
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        let kept = served.folder.path().join(".nightdesk/inbox.sqlite");
        assert_eq!(count(&Inbox::open(&kept, served.folder.path(), "").unwrap()), 1);
    }
}

/// An inbox within the site would be handed out to everybody; within the content every request would build it anew.
#[test]
fn a_place_outside() {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    for place in ["site/inbox.sqlite", "help/inbox.sqlite"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
        command.current_dir(folder.path()).args(["serve", "help", "--site", "site", "--port", "1", "--inbox", place]);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("choose a place outside with --inbox"), "{said}");
    }
}
