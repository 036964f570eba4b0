//! What `cargo xtask serve` leaves behind when it is ended: nothing, however and whenever it is ended.
//!
//! Cargo, Trunk and the compiler are scripts here that start what the real ones would: more processes. The server is
//! the real one.
//!
//! Invariant (shipping): no process that `cargo xtask` has started continues after it was ended, in whatever way.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use support::{
    RETURN, TOML, folder, root,
    served::{Ends, ended, free_port, signal},
};
use tempfile::TempDir;

/// A program of a folder.
fn script(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// The version of a package in Cargo.lock.
fn locked(package: &str) -> String {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Programs that write their process id to a file and wait; where the build does not hang, the real server after it.
fn stand_ins(build_hangs: bool, port: u16) -> TempDir {
    let made = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN)]);
    let at = made.path();
    let bindgen = locked("wasm-bindgen");
    script(at, "rustc", "dirname \"$0\"");
    script(at, "wasm-bindgen", &format!("echo wasm-bindgen {bindgen}"));
    script(at, "wasm-bindgen-test-runner", "exit 0");
    // A compiler below it, and one that ignores signals.
    let build = "sh -c 'echo $$ >> pids; sleep 300 & echo $! >> pids; wait' &\n\
                 sh -c 'trap \"\" TERM INT HUP; echo $$ >> pids; while :; do sleep 1; done' &\necho $$ >> pids; wait";
    let build = if build_hangs { build } else { "exit 0" };
    let tools = "cd \"$(dirname \"$0\")\"\ncase \"$1\" in --version) echo trunk 0.21.14; exit;; esac";
    script(at, "trunk", &format!("{tools}\n{build}"));
    let nightdesk = env!("CARGO_BIN_EXE_nightdesk");
    let serve = format!("echo $$ >> pids; exec {nightdesk} serve help --site site --port {port}");
    script(at, "cargo", &format!("cd \"$(dirname \"$0\")\"\ncase \"$1\" in run) {serve};; esac"));
    made
}

fn pids(folder: &Path) -> Vec<u32> {
    let text = fs::read_to_string(folder.join("pids")).unwrap_or_default();
    text.lines().filter_map(|line| line.trim().parse().ok()).collect()
}

/// Whether a process runs; a zombie does not.
fn runs(process: u32) -> bool {
    let state = Command::new("ps").args(["-o", "stat=", "-p", &process.to_string()]).output().unwrap();
    let state = String::from_utf8(state.stdout).unwrap();
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Whether this process, and so its children, was started with a signal ignored, as shells start background jobs.
fn is_deaf(name: &str) -> bool {
    let number = ["HUP", "INT", "QUIT"].iter().position(|other| *other == name);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    number.is_some_and(|number| mask.unwrap_or_default() >> number & 1 == 1)
}

/// Ends the command in one way and looks for what is left.
fn check(build_hangs: bool, name: &str) {
    if is_deaf(name) {
        return support::skipped("leftovers", &format!("these tests were started deaf to {name}"));
    }
    let port = free_port();
    let stand_ins = stand_ins(build_hangs, port);
    let at = stand_ins.path();
    let path = std::env::join_paths(
        [at.to_path_buf()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.env("PATH", path.unwrap()).env("CARGO", at.join("cargo")).env("NIGHTDESK_CACHE", at.join("cache"));
    command
        .args(["serve", "--port", &port.to_string()])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::null());
    // As a shell starts it: not in the test's own group.
    let mut command = Ends(command.process_group(0).spawn().unwrap());
    if build_hangs {
        wait_until("the build", || pids(at).len() == 4);
    } else {
        wait_until("the server", || TcpStream::connect(("127.0.0.1", port)).is_ok() && !pids(at).is_empty());
    }
    let started = pids(at);
    assert!(started.iter().all(|process| runs(*process)), "{name}: all run");
    signal(name, command.0.id());
    let status = ended(&mut command.0, Duration::from_secs(20));
    assert!(status.is_some_and(|status| !status.success()), "{name}: {status:?}");
    // The command cannot handle it: its children find out by themselves.
    if ["KILL", "QUIT"].contains(&name) {
        wait_until("the end of the others", || !started.iter().any(|process| runs(*process)));
    }
    let left: Vec<_> = started.iter().filter(|process| runs(**process)).collect();
    // Nothing goes on after the test either.
    left.iter().for_each(|process| signal("KILL", **process));
    assert!(
        left.is_empty(),
        "{name}, while it {}: {left:?} of {started:?} go on",
        if build_hangs { "builds" } else { "serves" }
    );
    wait_until("its port is free again", || TcpListener::bind(("127.0.0.1", port)).is_ok());
}

/// A developer who ends the demo wants its port back, not a server that can no longer be found.
#[test]
fn the_server_ends_with_the_command() {
    ["TERM", "INT", "HUP", "QUIT", "KILL"].iter().for_each(|name| check(false, name));
}

/// A developer who stops a build wants the machine back.
#[test]
fn the_build_ends_with_the_command() {
    ["TERM", "INT", "HUP", "KILL"].iter().for_each(|name| check(true, name));
}

/// A command's own exit is reported as it is.
#[test]
fn its_exit_is_reported() {
    for (arguments, expected) in [(&["help"][..], 0), (&["size", "--nonsense"], 1), (&["nonsense"], 1), (&[], 2)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(expected), "{arguments:?}");
    }
}
