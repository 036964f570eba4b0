//! A preview that runs, as `nightdesk serve` starts it, and plain connections to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{RETURN, TOML, folder};

/// A preview that ends when the value is dropped.
pub(crate) struct Served {
    pub(crate) child: Child,
    lines: BufReader<ChildStdout>,
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// `nightdesk serve` in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str], port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
    command.current_dir(folder).env_remove("NIGHTDESK_APP").arg("serve").args(arguments);
    command.args(["--port", &port.to_string()]);
    command
}

/// Ends a process that a test started, however the test ended.
pub(crate) struct Ends(pub(crate) Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Sends a signal to a process.
pub(crate) fn signal(name: &str, process: u32) {
    let sent = Command::new("kill").args([format!("-{name}"), process.to_string()]).status().unwrap();
    assert!(sent.success(), "no signal {name} to {process}");
}

/// How a process ended; `None` where it did not end in time.
pub(crate) fn ended(child: &mut Child, within: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < within {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(10));
    }
    None
}

impl Served {
    /// One article, in `help`, shown in `site`.
    pub(crate) fn start() -> Self {
        let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
        Self::start_in(folder, &["help", "--site", "site"])
    }

    /// A preview with these arguments, in a folder.
    pub(crate) fn start_in(folder: TempDir, arguments: &[&str]) -> Self {
        let port = free_port();
        let mut child = command(folder.path(), arguments, port).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut served = Self { child, lines, port, folder };
        served.wait_for(&format!("Requests arrive at http://127.0.0.1:{port}/inbox/"));
        served
    }

    /// Reads the program's output up to a line.
    pub(crate) fn wait_for(&mut self, wanted: &str) {
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            assert!(self.lines.read_line(&mut line).unwrap() > 0, "it ended before it said `{wanted}`");
        }
    }

    /// A connection on which these bytes were sent. Reading from it ends in an error after a minute.
    pub(crate) fn say(&self, bytes: impl AsRef<[u8]>) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // The answer to a body that is too large may come before the body's end.
        let _ = stream.write_all(bytes.as_ref());
        stream
    }

    /// All that is answered to these bytes until the connection is closed.
    pub(crate) fn ask(&self, bytes: impl AsRef<[u8]>) -> Vec<u8> {
        let mut answer = Vec::new();
        self.say(bytes).read_to_end(&mut answer).unwrap();
        answer
    }

    /// The same as text.
    pub(crate) fn answer(&self, bytes: impl AsRef<[u8]>) -> String {
        String::from_utf8(self.ask(bytes)).unwrap()
    }

    /// The answer to a method and a path.
    pub(crate) fn get(&self, path: &str) -> String {
        self.answer(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    /// The answer to a head that lacks its general headers, and a body.
    pub(crate) fn call(&self, head: &str, body: &[u8]) -> String {
        let (length, port) = (body.len(), self.port);
        let head = format!("{head}\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
        self.answer([head.as_bytes(), body].concat())
    }

    /// The answer to a request to a person.
    pub(crate) fn post(&self, body: &[u8]) -> String {
        self.call("POST /inbox/requests HTTP/1.1\r\nContent-Type: application/json", body)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
