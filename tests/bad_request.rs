//! Wrong settings of requests: what is reported, at which position and with which fix, as the snapshots show it with
//! the position marked. `secrets` tests that no secret gets any further, `good` what correct settings become.
//!
//! Invariant (content): nothing that looks like a secret key reaches a bundle, and a help desk that needs one is
//! refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

#[path = "bad_request/good.rs"]
mod good;
#[path = "bad_request/secrets.rs"]
mod secrets;

use std::{fmt::Write, path::Path};

use nightdesk::studio::{Diagnostic, Library};
use serde_json::Value;
use support::{RETURN, folder, nightdesk, read};

/// The rest of the settings, where a case does not have its own.
const SITE: &str = r#"
[site]
languages = ["en", "pl"]
timezone = "Europe/Warsaw"
[company]
name = "Malina"
url = "https://malina.example/"
[hours.desk]
rule = "Mo-Fr 08:00-16:00"
[hours.late]
rule = "Mo-Fr 16:00-22:00"
[[channel]]
id = "mail"
kind = "mail"
value = "help@malina.example"
hours = "desk"
reply = "8h"
label = { en = "Write", pl = "Napisz" }
[[channel]]
id = "counter"
kind = "store"
value = "Hala 4"
hours = "late"
label = { en = "Come by", pl = "Przyjdź" }
"#;
/// A topic whose further lines a case adds.
const TOPIC: &str = "[[request.topic]]\nid = \"returns\"\nlabel = { en = \"Return\", pl = \"Zwrot\" }\n";
/// A field whose further lines a case adds.
const FIELD: &str = "[[request.topic.field]]\nid = \"order\"\nlabel = { en = \"Order\", pl = \"Zamówienie\" }\n";
const PRIVACY: &str = "[request.privacy]\ntext = { en = \"Why.\", pl = \"Po co.\" }\n";

/// A folder with these settings, two languages and a category.
fn content(settings: &str) -> tempfile::TempDir {
    let settings = if settings.contains("[site]") { settings.to_owned() } else { format!("{settings}{SITE}") };
    folder(&[
        ("nightdesk.toml", settings.as_str()),
        ("en/returns/return.md", RETURN),
        ("pl/returns/return.md", RETURN),
        ("en/delivery/delivery.md", "---\ntitle: When does it come?\n---\nTomorrow.\n"),
    ])
}

fn library(settings: &str) -> Library {
    read(content(settings).path())
}

/// The settings with a marker below each line that a finding points at, and the findings.
fn marked(name: &str, text: &str, findings: &[Diagnostic]) -> String {
    let mut out = format!("──── {name}\n");
    for (number, line) in text.lines().enumerate() {
        writeln!(out, "{line}").unwrap();
        for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
            if place.line == number + 1 {
                let width = text[place.span.clone()].lines().next().unwrap_or_default().chars().count().max(1);
                writeln!(out, "{}{}", " ".repeat(place.column - 1), "^".repeat(width)).unwrap();
            }
        }
    }
    findings.iter().for_each(|finding| writeln!(out, "{finding}").unwrap());
    out
}

/// Each case has findings, and they are those of the snapshot.
fn check(snapshot: &str, cases: &[(&str, String)]) {
    let mut out = String::new();
    for (name, text) in cases {
        let found = library(text).diagnostics;
        assert!(!found.is_empty(), "nothing is wrong with: {name}");
        let placed = |finding: &Diagnostic| {
            finding
                .place
                .as_ref()
                .is_some_and(|place| place.file == Path::new("nightdesk.toml") && place.span.end <= text.len())
        };
        assert!(found.iter().all(|finding| placed(finding) && !finding.help.is_empty()), "{name}: {found:?}");
        writeln!(out, "{}", marked(name, text, &found)).unwrap();
    }
    insta::assert_snapshot!(snapshot, out);
}

/// Settings with one sink, which all topics go to.
fn sink(lines: &str) -> String {
    format!("[request]\ndefault_sink = \"desk\"\n{PRIVACY}[request.sink.desk]\n{lines}\n")
}

/// Settings with one topic.
fn topic(lines: &str) -> String {
    format!("{TOPIC}{lines}\n")
}

/// Settings with one field.
fn field(lines: &str) -> String {
    topic(&format!("{FIELD}{lines}"))
}

/// A sink that cannot be reached loses every request until the silence is noticed.
#[test]
fn sinks() {
    let cases = [
        ("a kind with a slip", sink("kind = \"mailtoo\"\nto = \"help@malina.example\"")),
        ("a kind of nowhere", sink("kind = \"fax\"")),
        ("no kind", sink("to = \"help@malina.example\"")),
        ("a kind that is no text", sink("kind = 1")),
        ("no address", sink("kind = \"mailto\"")),
        ("an address without a host", sink("kind = \"mailto\"\nto = \"help\"")),
        ("an address with a subject", sink("kind = \"mailto\"\nto = \"help@malina.example?subject=x\"")),
        ("a key with a slip", sink("kind = \"mailto\"\nto = \"help@malina.example\"\nlabell = 1\nt0 = \"\"")),
        ("files by mail", sink("kind = \"mailto\"\nto = \"help@malina.example\"\nmax_mb = 5")),
        ("no URL", sink("kind = \"webhook\"")),
        ("a URL without a scheme", sink("kind = \"webhook\"\nurl = \"malina.example/in\"")),
        ("a URL in the clear", sink("kind = \"webhook\"\nurl = \"http://malina.example/in\"")),
        ("a URL of a script", sink("kind = \"webhook\"\nurl = \"javascript:alert(1)\"")),
        ("a URL of another host's path", sink("kind = \"webhook\"\nurl = \"//malina.example/in\"")),
        ("a URL with a space", sink("kind = \"webhook\"\nurl = \"https://malina.example/in box\"")),
        ("a URL with a name", sink("kind = \"webhook\"\nurl = \"https://anna@malina.example/in\"")),
        ("a URL with a fragment", sink("kind = \"webhook\"\nurl = \"/in#top\"")),
        ("a URL without a host", sink("kind = \"webhook\"\nurl = \"https:///in\"")),
        ("`simple` in quotes", sink("kind = \"webhook\"\nurl = \"/in\"\nsimple = \"yes\"")),
        ("too many megabytes", sink("kind = \"webhook\"\nurl = \"/in\"\nmax_mb = 51")),
        ("megabytes in words", sink("kind = \"webhook\"\nurl = \"/in\"\nmax_mb = \"5 MB\"")),
        ("Zendesk of nowhere", sink("kind = \"zendesk\"")),
        ("Zendesk's host for its subdomain", sink("kind = \"zendesk\"\nsubdomain = \"malina.zendesk.com\"")),
        ("Zendesk's endpoint", sink("kind = \"zendesk\"\nurl = \"https://malina.zendesk.com/api/v2/requests.json\"")),
        ("a form of Zendesk by name", sink("kind = \"zendesk\"\nsubdomain = \"malina\"\nform = \"Returns\"")),
        ("files for Zendesk", sink("kind = \"zendesk\"\nsubdomain = \"malina\"\nmax_mb = 5")),
        ("a path for Zammad", sink("kind = \"zammad\"\nurl = \"/desk\"")),
        ("Chatwoot without an inbox", sink("kind = \"chatwoot\"")),
        ("HubSpot's form by name", sink("kind = \"hubspot\"\nportal = 62515\nform = \"contact\"")),
        ("Formspree's form by address", sink("kind = \"formspree\"\nform = \"https://formspree.io/f/xayzkqpd\"")),
        ("Web3Forms without a whole key", sink("kind = \"web3forms\"\naccess_key = \"0f8fad5b\"")),
        ("Netlify without a form", sink("kind = \"netlify\"")),
        ("a default with a slip", sink("kind = \"webhook\"\nurl = \"/in\"").replace("\"desk\"", "\"dekc\"")),
        ("a default of no name", sink("kind = \"webhook\"\nurl = \"/in\"").replace("\"desk\"", "\"elsewhere\"")),
        ("a default in place of the table", "[request]\nsink = \"desk\"\n".to_owned()),
        (
            "a default beside the table",
            "[request]\nsink = \"desk\"\n[request.sink.desk]\nkind = \"mailto\"\n".to_owned(),
        ),
        ("a sink that nobody uses", format!("{PRIVACY}[request.sink.desk]\nkind = \"webhook\"\nurl = \"/in\"\n")),
    ];
    check("sinks", &cases);
}

/// A writer who tries a help desk that needs a key must learn why it is refused, before every visitor's machine has the
/// key.
#[test]
fn refused() {
    let kinds = ["freshdesk", "helpscout", "Help Scout", "freescout", "zammad-api", "jira", "servicenow", "intercom"];
    let mut cases: Vec<(&str, String)> =
        kinds.iter().map(|kind| (*kind, sink(&format!("kind = \"{kind}\"\ndomain = \"malina\"")))).collect();
    for (name, kind, url) in [
        ("Zammad's tickets", "zammad", "https://desk.malina.example/api/v1/tickets"),
        ("Zammad's tickets as a webhook", "webhook", "https://desk.malina.example/api/v1/tickets"),
        ("Zendesk's tickets as a webhook", "webhook", "https://malina.zendesk.com/api/v2/tickets.json"),
        ("Freshdesk as a webhook", "webhook", "https://malina.freshdesk.com/api/v2/tickets"),
        ("Help Scout as a webhook", "webhook", "https://api.helpscout.net/v2/conversations"),
        ("FreeScout as a webhook", "webhook", "https://desk.malina.example/api/conversations"),
        ("Jira as a webhook", "webhook", "https://malina.atlassian.net/rest/api/3/issue"),
        ("ServiceNow as a webhook", "webhook", "https://malina.service-now.com/api/now/table/incident"),
    ] {
        cases.push((name, sink(&format!("kind = \"{kind}\"\nurl = \"{url}\""))));
    }
    check("refused", &cases);
}

/// A topic that cannot be read, or whose promise cannot be kept, costs the trust that the form is there to save.
#[test]
fn topics() {
    let cases = [
        ("a sink with a slip", format!("{}{}", sink("kind = \"webhook\"\nurl = \"/in\""), topic("sink = \"deks\""))),
        ("a sink of no name", topic("sink = \"desk\"")),
        ("a category with a slip", topic("categories = [\"returns\", \"retruns\"]")),
        ("a category of no name", topic("categories = [\"invoices and more\"]")),
        ("hours with a slip", topic("hours = \"deks\"")),
        ("hours of no name", topic("hours = \"chat\"")),
        ("a reply in a word", topic("reply = \"soon\"")),
        ("a reply without hours", topic("reply = \"4h\"") + &SITE.replace("hours = \"desk\"\nreply = \"8h\"\n", "")),
        ("two with one id", format!("{TOPIC}{TOPIC}")),
        ("an id with a space", topic("").replace("\"returns\"", "\"Zwroty i reklamacje\"")),
        ("a label in one language", topic("").replace(", pl = \"Zwrot\"", "")),
        ("an empty label", topic("").replace("en = \"Return\", pl = \"Zwrot\"", "")),
        ("a label without languages", topic("").replace("{ en = \"Return\", pl = \"Zwrot\" }", "\"Return\"")),
        ("no id", topic("").replace("id = \"returns\"\n", "")),
        ("no label", "[[request.topic]]\nid = \"returns\"\n".to_owned()),
        ("a key with a slip", topic("category = [\"returns\"]")),
        ("nowhere to go", format!("{TOPIC}\n[site]\nlanguages = [\"en\", \"pl\"]\n")),
        ("work that nobody checks", "[request]\nwork = 18\n".to_owned()),
        (
            "work without end",
            sink("kind = \"webhook\"\nurl = \"/in\"").replace("[request]\n", "[request]\nwork = 40\n"),
        ),
        ("work in quotes", "[request]\nwork = \"18\"\n".to_owned()),
        ("nothing on privacy", sink("kind = \"webhook\"\nurl = \"/in\"").replace(PRIVACY, "")),
        ("privacy in one language", format!("{}\n", PRIVACY.replace(", pl = \"Po co.\"", ""))),
        ("privacy in a slip", format!("{PRIVACY}link = \"privacy.html\"\n")),
        ("an empty consent", format!("{PRIVACY}consent = {{ en = \"\" }}\n")),
    ];
    check("topics", &cases);
}

/// A field that refuses a valid answer ends the request of every visitor who fills it in correctly.
#[test]
fn fields() {
    let options = "options = [{ en = \"A\", pl = \"A\" }, { en = \"B\", pl = \"B\" }]";
    let cases = [
        ("a pattern that is not closed", field("pattern = \"MAL-[0-9{6}\"\nexample = \"MAL-204518\"")),
        ("a hyphen as HTML forbids it", field("pattern = \"[A-Z-]+\"\nexample = \"MAL-1\"")),
        ("a bracket too many", field("pattern = \"MAL)(\"\nexample = \"MAL\"")),
        ("a backslash in double quotes", field("pattern = \"\\d{6}\"\nexample = \"204518\"")),
        ("an example of another form", field("pattern = \"MAL-[0-9]{6}\"\nexample = \"MAL-20451\"")),
        ("an example with more around it", field("pattern = '\\d{6}'\nexample = \"nr 204518\"")),
        ("a pattern without an example", field("pattern = \"MAL-[0-9]{6}\"")),
        ("a number with letters", field("kind = \"number\"\npattern = \"MAL-[0-9]{6}\"\nexample = \"MAL-204518\"")),
        ("a choice without options", field("kind = \"choice\"")),
        ("a choice of one", field("kind = \"choice\"\noptions = [{ en = \"A\", pl = \"A\" }]")),
        ("options of a text", field(options)),
        ("options without languages", field("kind = \"choice\"\noptions = [\"A\", \"B\"]")),
        ("an option in one language", field(&format!("kind = \"choice\"\n{}", options.replace(", pl = \"B\"", "")))),
        ("a choice with a pattern", field(&format!("kind = \"choice\"\n{options}\npattern = \"A\""))),
        ("a kind with a slip", field("kind = \"txt\"")),
        ("two with one id", field("") + FIELD),
        ("an id of the form itself", field("").replace("\"order\"", "\"email\"")),
        ("an id in capitals", field("").replace("\"order\"", "\"Order_No\"")),
        ("no id", field("").replace("id = \"order\"\n", "")),
        ("no label", topic("[[request.topic.field]]\nid = \"order\"")),
        ("a help in one language", field("help = { en = \"In your e-mail.\" }")),
        ("`required` in quotes", field("required = \"yes\"")),
        (
            "a name that Zendesk does not know",
            format!("{}{}", sink("kind = \"zendesk\"\nsubdomain = \"malina\""), field("name = \"order_no\"")),
        ),
    ];
    check("fields", &cases);
}

/// An editor goes by these keys, and by the exit code whether to go on.
#[test]
fn findings_as_json() {
    let content = content(&topic("sink = \"desk\""));
    let output = nightdesk(&["check", content.path().to_str().unwrap(), "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<_> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["rule", "severity", "file", "line", "column", "message", "help"]);
    assert_eq!(
        (output.status.code(), found[0]["severity"].as_str(), found[0]["line"].as_u64()),
        (Some(1), Some("error"), Some(4))
    );
    let good = nightdesk(&["check", support::root().join("content").to_str().unwrap(), "--json"]);
    assert_eq!((good.status.code(), String::from_utf8_lossy(&good.stdout).trim()), (Some(0), "[]"));
}

/// Settings of an earlier version go on working, with a note about the new name; their secrets are still refused.
#[test]
fn the_old_name_is_read() {
    let old = |settings: &str| settings.replace("[request", "[contact").replace("[[request", "[[contact");
    for (name, settings, expected) in [
        ("the new name", format!("{TOPIC}{PRIVACY}"), &[][..]),
        ("the old name", old(&format!("{TOPIC}{PRIVACY}")), &["note[config]"][..]),
        (
            "a slip below the old name",
            old(&TOPIC.replace("id = \"returns\"", "id = \"A B\"")),
            &["error[contact]", "note[config]"],
        ),
        ("a secret below the old name", old(&format!("{TOPIC}token = \"geheim\"\n")), &["error[secret]"]),
        ("both names", format!("{TOPIC}{}", old(PRIVACY)), &["error[config]"]),
    ] {
        let library = read(content(&settings).path());
        let reported: Vec<String> = library
            .diagnostics
            .iter()
            .map(|finding| format!("{}[{}]", finding.severity, finding.rule))
            .filter(|kind| !kind.starts_with("warning"))
            .collect();
        assert!(expected.iter().all(|kind| reported.iter().any(|one| one == kind)), "{name}: {reported:?}");
        assert_eq!(reported.is_empty(), expected.is_empty(), "{name}: {reported:?}");
        assert!(!library.sources.values().any(|text| text.contains("geheim")), "{name}");
        let forms = library.languages.iter().all(|content| content.forms.is_some());
        assert!(
            name != "both names" || library.diagnostics[0].message.contains("two names"),
            "{:?}",
            library.diagnostics
        );
        assert_eq!(forms, name == "the new name" || name == "the old name", "{name}");
    }
}
