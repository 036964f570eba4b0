//! The developers' commands as other programs read them: what was asked for is on standard output, nothing else, and a
//! reader may close the pipe.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    io::pipe,
    process::{Command, Stdio},
};

fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// `cargo xtask help | head -1` must not end in a backtrace.
#[test]
fn readers_may_go_away() {
    for (arguments, code) in [
        (&[][..], 2),
        (&["help"], 0),
        (&["--help"], 0),
        (&["-h"], 0),
        (&["siez"], 1),
        (&["size", "--jsno"], 1),
        (&["invariants"], 0),
        (&["invariants", "--jsno"], 1),
        (&["build", "now"], 1),
        (&["test", "--only", "nothing"], 1),
        (&["serve", "--port", "x"], 1),
        (&["bench"], 1),
        (&["hook"], 1),
    ] {
        let closed = || {
            let (reader, writer) = pipe().unwrap();
            drop(reader);
            Stdio::from(writer)
        };
        let output = xtask(arguments).env_remove("TRUNK_STAGING_DIR").stdout(closed()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && !stderr.contains("panicked"), "{arguments:?}: {stderr}");
        let output =
            xtask(arguments).env_remove("TRUNK_STAGING_DIR").stdout(closed()).stderr(closed()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}, both closed");
    }
}

/// The output of Trunk, cargo and npm on the first run was once mixed into the JSON of `size --json`.
#[test]
#[cfg(unix)]
fn other_programs_do_not_mix_in() {
    use std::os::unix::fs::PermissionsExt;
    // In place of cargo: a program that prints.
    let folder = support::folder(&[("cargo", "#!/bin/sh\necho 'a word of cargo'\n")]);
    let cargo = folder.path().join("cargo");
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = xtask(&["test", "--only", "fmt"]).env("CARGO", &cargo).output().unwrap();
    let [out, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(output.status.success() && out.contains("fmt ") && out.contains("passed"), "{out}{stderr}");
    assert!(!out.contains("a word of cargo") && stderr.contains("a word of cargo"), "{out}{stderr}");
}
