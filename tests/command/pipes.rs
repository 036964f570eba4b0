//! Readers of the command's output that close the pipe, and readers that parse it as JSON.
//!
//! Invariant (content): a reader of the command's output may close the pipe, and `--json` prints JSON alone.

use std::{
    io::{pipe, read_to_string},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use super::support::{RETURN, TOML, folder};

/// Content, one with an error, and questions with known answers.
fn sites() -> TempDir {
    folder(&[
        ("good/nightdesk.toml", TOML),
        ("good/en/return.md", RETURN),
        ("bad/nightdesk.toml", TOML),
        ("bad/en/return.md", RETURN),
        ("bad/en/notices/endless.md", "---\ntitle: Closed\n---\n\nText\n"),
        (
            "set/corpus.jsonl",
            "{\"id\":\"a\",\"title\":\"Return a parcel\",\"body\":\"Report the return and the parcel.\"}\n",
        ),
        ("set/queries.jsonl", "{\"id\":\"q\",\"text\":\"return\"}\n"),
        ("set/qrels.tsv", "query-id\tcorpus-id\tscore\nq\ta\t1\n"),
        ("full/index.html", "<title>My shop</title>"),
    ])
}

/// Ways to call the command, from a folder with [`sites`].
const CALLS: [&str; 33] = [
    "build good --fast",
    "build good --fast --json",
    "build bad --json",
    "build none --json",
    "build good --out full --json",
    "build good --app none --json",
    "check good",
    "check good --json",
    "check bad",
    "check bad --json",
    "check none --json",
    "search return --content good",
    "search return --content good --json",
    "search xyzzy --content good --json",
    "search return --content good --lang pl --json",
    "search return --content bad --json",
    "search return --content none --json",
    "hours --content good",
    "hours --content good --json",
    "hours --content good --lang pl --json",
    "hours --content good --channel fax --json",
    "hours --content bad --json",
    "eval set --lang en",
    "eval set --lang en --json",
    "eval set --lang en --against none --json",
    "eval none --json",
    "--help",
    "--version",
    "help build",
    "search --help",
    "",
    "biuld --json",
    "search return --limit none --json",
];

fn command(folder: &TempDir, call: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
    command.current_dir(folder.path()).env_remove("NIGHTDESK_APP").env_remove("SOURCE_DATE_EPOCH");
    command.args(call.split_whitespace()).stdin(Stdio::null());
    command
}

/// The end of a pipe that is not read.
fn closed() -> Stdio {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    writer.into()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `nightdesk check --json | head -1` in somebody's script must not end in a backtrace, nor in another exit code.
#[test]
fn readers_may_go_away() {
    let folder = sites();
    for call in CALLS {
        let run = |stdout: Stdio, stderr: Stdio| -> Output {
            command(&folder, call).stdout(stdout).stderr(stderr).output().unwrap()
        };
        let code = run(Stdio::piped(), Stdio::piped()).status.code();
        assert!(matches!(code, Some(0..=2)), "{call}: {code:?}");
        let without_out = run(closed(), Stdio::piped());
        let stderr = text(&without_out.stderr);
        assert!(without_out.status.code() == code && !stderr.contains("panicked"), "{call}: {stderr}");
        assert_eq!(run(Stdio::piped(), closed()).status.code(), code, "{call}, standard error closed");
        assert_eq!(run(closed(), closed()).status.code(), code, "{call}, both closed");
    }
    // One that reads a part and closes the pipe.
    let (reader, writer) = pipe().unwrap();
    let mut child = command(&folder, "check bad --json").stdout(writer).spawn().unwrap();
    let mut byte = [0];
    std::io::Read::read_exact(&mut &reader, &mut byte).unwrap();
    drop(reader);
    assert_eq!((byte[0], child.wait().unwrap().code()), (b'[', Some(1)));
    // A reader that stays gets all of it.
    let (reader, writer) = pipe().unwrap();
    let mut child = command(&folder, "search return --content good --json").stdout(writer).spawn().unwrap();
    assert!(serde_json::from_str::<Value>(&read_to_string(reader).unwrap()).is_ok() && child.wait().unwrap().success());
}

/// A full disk is no closed pipe: the person who redirects the output must learn of it.
#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_an_error() {
    let folder = sites();
    for call in CALLS.into_iter().filter(|call| call.contains("good") || call.contains("set")) {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let good = command(&folder, call).output().unwrap();
        if !good.status.success() || good.stdout.is_empty() {
            continue;
        }
        let output = command(&folder, call).stdout(full).output().unwrap();
        let stderr = text(&output.stderr);
        assert!(output.status.code() == Some(1) && stderr.contains("No space left"), "{call}: {stderr}");
    }
}

/// A program reads JSON, or nothing where there was an error; it never has to extract it from other output.
#[test]
fn json_stands_alone() {
    let folder = sites();
    for call in CALLS.into_iter().filter(|call| call.contains("--json")) {
        let output = command(&folder, call).output().unwrap();
        let (out, stderr) = (text(&output.stdout), text(&output.stderr));
        if out.is_empty() {
            assert!(!output.status.success() && !stderr.is_empty(), "{call} says nothing");
        } else {
            assert!(serde_json::from_str::<Value>(&out).is_ok(), "{call}: {out}");
            assert!(output.status.success() || call == "check bad --json", "{call}: {stderr}");
        }
    }
}

/// A name that is not Unicode, or has control characters, is printed in JSON and in text.
#[test]
#[cfg(unix)]
fn odd_names_are_printed_in_json_too() {
    use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt};
    let folder = sites();
    for name in [&b"en/\xff\xfe.md"[..], b"en/x\x1b[31m\x07.pdf", b"en/\xb3/a.md"] {
        let path = folder.path().join("good").join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, RETURN).unwrap();
    }
    let output = command(&folder, "check good --json").output().unwrap();
    let found: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    let files: Vec<_> = found.as_array().unwrap().iter().filter_map(|finding| finding["file"].as_str()).collect();
    assert!(output.status.success() && files.contains(&"en/\u{fffd}\u{fffd}.md"), "{files:?}");
    assert!(files.contains(&"en/x\u{1b}[31m\u{7}.pdf") && files.iter().any(|file| file.starts_with("en/\u{fffd}")));
    let stderr = text(&command(&folder, "check good").output().unwrap().stderr);
    assert!(stderr.contains("en/x␛[31m␇.pdf") && !stderr.contains(|c: char| c.is_control() && c != '\n'), "{stderr:?}");
}

/// A writer who fixes a hundred links must not learn afterwards of thirty more.
#[test]
fn all_findings_are_counted() {
    let folder = sites();
    let links = (0..130).map(|number| format!("[a](gone-{number}.md)\n")).collect::<String>();
    let article = format!("{RETURN}\n{links}\n![a](gone.png) ![b](gone-too.png)\n");
    std::fs::write(folder.path().join("good/en/return.md"), article).unwrap();
    let stderr = text(&command(&folder, "check good").output().unwrap().stderr);
    assert!(stderr.contains("note[broken-link]: 130 findings of this kind in all"), "{stderr}");
    assert!(stderr.ends_with("0 errors, 132 warnings\n"), "{stderr}");
    for (rule, line) in [
        ("broken-anchor", "[a](#gone)"),
        ("missing-picture", "![a](gone.png)"),
        ("unsafe-link", "[a](ftp://a.example)"),
        ("raw-html", "a <svg></svg>"),
        ("no-link", "[a](b c)"),
        ("no-footnote", "a[^1]"),
        ("table-cells", "| a | b |\n|---|---|\n| 1 | 2 | 3 |"),
        ("no-table", "a | b\n--|--|--\n1 | 2"),
        ("double-id", "## A {#a}"),
    ] {
        let lines = format!("{line}\n\n").repeat(130);
        std::fs::write(folder.path().join("good/en/return.md"), format!("{RETURN}\n\n{lines}")).unwrap();
        let stderr = text(&command(&folder, "check good").output().unwrap().stderr);
        let count = 130 - usize::from(rule == "double-id");
        assert!(stderr.contains(&format!("note[{rule}]: {count} findings of this kind in all")), "{rule}: {stderr}");
        assert!(stderr.ends_with(&format!("0 errors, {count} warnings\n")), "{rule}: {stderr}");
    }
}
