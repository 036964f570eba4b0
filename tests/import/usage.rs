//! The command: what it prints, what it refuses, and with which code it ends.

use std::fs;

use crate::support::{self, nightdesk};

const PAGE: &str = "<html lang=pl><title>Zwrot</title><body><h1>Zwrot</h1><p>Masz 30 dni.</p>";

/// Nothing that somebody has written may be lost, and a slip must say how to mend it.
#[test]
fn refusals() {
    let folder =
        support::folder(&[("pages/zwrot.html", PAGE), ("mine/a.md", "# Mine"), ("a.zip", "x"), ("empty/x.txt", "x")]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (arguments, code, told) in [
        (vec!["import", "html", &path("pages"), "--out", &path("mine")], 1, "is not empty"),
        (vec!["import", "html", &path("pages"), "--out", &path("mine/a.md")], 1, "no folder"),
        (vec!["import", "html", &path("a.zip"), "--out", &path("new")], 1, "unpack it"),
        (vec!["import", "html", &path("nowhere"), "--out", &path("new")], 1, "it is not there"),
        (vec!["import", "html", &path("empty"), "--out", &path("new")], 1, "there is no page"),
        (vec!["import", "zendesk", &path("pages"), "--out", &path("new")], 1, "no JSON file"),
        (vec!["import", "markdown", &path("pages"), "--out", &path("new")], 1, "no Markdown file"),
        (vec!["import", "markdown", &path("mine/a.md"), "--out", &path("new")], 1, "are folders"),
        (vec!["import", "zendsk", &path("pages"), "--out", &path("new")], 2, "did you mean `zendesk`"),
        (vec!["import", &path("empty"), "--out", &path("new")], 2, "is not clear"),
        (vec!["import", "html", "--out", &path("new")], 2, "name the file or folder"),
        (vec!["import", "html", &path("pages")], 2, "--out"),
    ] {
        let output = nightdesk(&arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.contains(told), "{arguments:?}: {error}");
        assert!(!folder.path().join("new").exists(), "{arguments:?} has left a folder");
    }
    assert_eq!(fs::read_to_string(folder.path().join("mine/a.md")).unwrap(), "# Mine");
}

/// A person reads what came of it, another program gets all of it as JSON, and the next command works on the folder.
#[test]
fn reports() {
    let folder = support::folder(&[("pages/zwrot.html", PAGE)]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let output = nightdesk(&["import", &path("pages"), "--out", &path("help")]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && text.contains("Wrote 1 article to") && text.contains("Everything was kept"),
        "{text}"
    );
    assert!(folder.path().join("help-import-report.txt").is_file());
    let output = nightdesk(&["import", "html", &path("pages"), "--out", &path("second"), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["source"], &json["articles"]["pl"][""]), (&"html".into(), &1.into()));
    let output = nightdesk(&["check", &path("help")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
