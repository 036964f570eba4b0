//! The command as a person and a program call it: `hours` prints the panel's sentences, a reader may close the pipe,
//! and wrong use is reported.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "command/pipes.rs"]
mod pipes;
mod support;
#[path = "command/usage.rs"]
mod usage;

use serde_json::{Value, json};
use support::{nightdesk, root};

/// What the command prints for the demo, and whether it succeeds.
fn hours(arguments: &[&str]) -> (String, bool) {
    let content = root().join("content");
    let output = nightdesk(&[&["hours", "--content", content.to_str().unwrap()], arguments].concat());
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// A program that reads the hours must find the state, the moments and the promise where they always are.
#[test]
fn json_is_stable() {
    let arguments = ["--at", "2026-12-24T10:00:00+01:00", "--lang", "en", "--json"];
    let (text, fine) = hours(&arguments);
    let read: Value = serde_json::from_str(&text).unwrap();
    let channels = read["channels"].as_array().unwrap();
    assert!(fine && read["at"] == "2026-12-24T09:00:00Z" && channels.len() == 6, "{text}");
    let expected = json!({
        "id": "mail",
        "state": "closed",
        "until": null,
        "next_open": "2026-12-28T08:00:00+01:00",
        "reply_by": "2026-12-28T16:00:00+01:00",
        "text": "at any time; we will reply by 16:00 on Monday",
    });
    assert_eq!(channels[0], expected, "what works comes first");
    let (text, _) = hours(&["--at", "2026-11-25T15:20:00+01:00", "--channel", "phone", "--json"]);
    let phone = &serde_json::from_str::<Value>(&text).unwrap()["channels"][0];
    assert_eq!((&phone["state"], &phone["until"]), (&json!("closing"), &json!("2026-11-25T16:00:00+01:00")));
}

/// The shop's staff check at the terminal what their customers read, in any time zone and at any moment.
#[test]
fn sentences_are_those_of_the_panel() {
    for (arguments, sentence) in [
        (&["--at", "2026-11-29T18:40:00+01:00"][..], "Teraz nikogo nie ma – wracamy jutro o 8:00"),
        (
            &["--at", "2026-11-29T18:40:00+01:00", "--lang", "en", "--visitor", "Europe/London"],
            "Nobody is here now – back tomorrow at 8:00 (your time 7:00)",
        ),
        (
            &["--at", "2028-12-05T10:00:00+01:00", "--built", "2026-11-25T10:00:00+01:00"],
            "Godziny mogły się zmienić – sprawdź je telefonicznie",
        ),
    ] {
        let (text, fine) = hours(arguments);
        let first = text.lines().next().unwrap().replace('\u{a0}', " ");
        assert!(fine && first == sentence, "{first}");
    }
    let (_, fine) = hours(&["--channel", "fax"]);
    assert!(!fine, "a channel that is not there is an error");
}
