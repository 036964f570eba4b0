//! Options and environment variables, used correctly and wrongly.

use std::{fs, process::Command};

use super::support::{RETURN, TOML, folder, listing, nightdesk};

/// The command with a moment of its own; gives the exit code and both outputs.
fn at(moment: &std::ffi::OsStr, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
    command.env_remove("NIGHTDESK_APP").env("SOURCE_DATE_EPOCH", moment).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A person who sets the moment wants a reproducible build: the present time in its place would be noticed months
/// later.
#[test]
fn a_moment_that_is_none_is_an_error() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let from = content.path().to_str().unwrap();
    let out = folder(&[]);
    let to = out.path().join("help");
    let calls = [
        vec!["build", from, "--fast", "--out", to.to_str().unwrap()],
        vec!["check", from],
        vec!["hours", "--content", from],
    ];
    for moment in [
        "banana",
        "",
        " ",
        "-1",
        "+1",
        "1e9",
        "1.5",
        "0x10",
        "1795900000 ",
        "\n",
        "2026-11-29",
        "253402300800",
        "99999999999999999999999",
        "18446744073709551615",
        "１２",
    ] {
        for call in &calls {
            let (code, stdout, stderr) = at(moment.as_ref(), call);
            assert_eq!((code, stdout.as_str()), (Some(2), ""), "{moment:?}: {stderr}");
            assert!(stderr.contains("SOURCE_DATE_EPOCH") && stderr.contains(moment), "{moment:?}: {stderr}");
        }
    }
    assert!(!to.exists());
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let (code, _, stderr) = at(std::ffi::OsStr::from_bytes(b"12\xff"), &calls[1]);
        assert!(code == Some(2) && stderr.contains("SOURCE_DATE_EPOCH"), "{stderr}");
    }
    for (moment, built) in [
        ("0", "1970-01-01T00:00:00Z"),
        ("1795900059", "2026-11-28T21:07:00Z"),
        ("253402300799", "9999-12-31T23:59:00Z"),
    ] {
        let (code, _, stderr) = at(moment.as_ref(), &calls[0]);
        assert_eq!(code, Some(0), "{moment}: {stderr}");
        let manifest = fs::read_to_string(to.join("nightdesk.json")).unwrap();
        assert!(manifest.contains(&format!("\"built\": \"{built}\"")), "{moment}: {manifest}");
    }
}

/// Two builds of the same content at the same moment are equal to the byte, and the second one touches nothing.
#[test]
fn builds_can_be_repeated() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let (one, other) = (folder(&[]), folder(&[]));
    for out in [&one, &other] {
        let to = out.path().to_str().unwrap();
        let (code, _, stderr) = at("1795900000".as_ref(), &["build", content.path().to_str().unwrap(), "--out", to]);
        assert_eq!(code, Some(0), "{stderr}");
    }
    let all = |folder: &tempfile::TempDir| -> Vec<_> {
        let read = |file: String| (fs::read(folder.path().join(&file)).unwrap(), file);
        listing(folder.path()).into_iter().map(read).collect()
    };
    assert!(all(&one) == all(&other));
    let times = || -> Vec<_> {
        listing(one.path()).iter().map(|file| one.path().join(file).metadata().unwrap().modified().unwrap()).collect()
    };
    let before = times();
    let to = one.path().to_str().unwrap();
    at("1795900000".as_ref(), &["build", content.path().to_str().unwrap(), "--out", to]);
    assert_eq!(times(), before);
}

/// What `check` accepts, the other commands accept: a folder that does not say its language.
#[test]
fn every_command_takes_the_language() {
    for (lang, text) in [
        ("de", "# Paket\n\nDie Rücksendung."),
        ("en", "A return."),
        ("pl", "Zwrot paczki."),
        ("uk", "Повернення посилки."),
        ("fr", "Le retour du colis."),
        ("cs", "Vrácení zásilky."),
        ("it", "Il reso."),
        ("pt-br", "A devolução."),
        ("nl", "De retour."),
        ("sv", "En retur."),
    ] {
        let content = folder(&[("a.md", &format!("---\ntitle: Parcel 17\n---\n\n{text}\n"))]);
        let from = content.path().to_str().unwrap();
        let folder = folder(&[]);
        let to = folder.path().join("help");
        for call in [
            vec!["check", from],
            vec!["search", "parcel", "--content", from],
            vec!["hours", "--content", from],
            vec!["build", from, "--fast", "--out", to.to_str().unwrap()],
        ] {
            let output = nightdesk(&[&call[..], &["--lang", lang]].concat());
            assert_eq!(output.status.code(), Some(0), "{call:?} {lang}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    // A folder that states another language is not overruled.
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let from = content.path().to_str().unwrap();
    for call in [vec!["search", "return", "--content", from], vec!["hours", "--content", from]] {
        let output = nightdesk(&[&call[..], &["--lang", "de"]].concat());
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && stderr.contains("no language `de`"), "{stderr}");
    }
}

/// What a person reads at the terminal.
#[test]
fn words_at_the_terminal() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let from = content.path().to_str().unwrap();
    let output = nightdesk(&["search", "xyzzy", "--content", from]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "Nothing found.\n");
    // Without --out, into a folder that no other tool uses.
    let mut build = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
    let output = build.env_remove("NIGHTDESK_APP").current_dir(content.path()).args(["build", "."]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with("Wrote 1 article to dist/help in ") && printed.lines().count() == 2, "{printed}");
    assert!(content.path().join("dist/help/index.html").is_file());
    for (arguments, fix) in [
        (vec!["search", "return", "--limit", "0"], "write a number from 1 on"),
        (vec!["search", "  "], "ask something"),
        (vec!["eval", "x", "--limit", "0"], "write a number from 1 on"),
    ] {
        let output = nightdesk(&arguments);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && stderr.contains(fix), "{stderr}");
    }
}
