//! Correct settings of requests: what they become, and the defaults for missing ones. Last, garbage: it may be refused,
//! it may not crash.

use nightdesk::{
    request::{Field, FieldKind, Forms, Privacy, SendMethod, SinkConfig, Topic},
    text::FormStrings,
};

use super::{content, library, support::read};

const GOOD: &str = r#"
[request]
default_sink = "inbox"
work = 18
[request.privacy]
text = { en = "Why.", pl = "Po co." }
link = "/privacy"
consent = { en = "I agree.", pl = "Zgadzam się." }
[request.sink.desk]
kind = "zendesk"
subdomain = "malina"
form = 360000123456
[request.sink.inbox]
kind = "webhook"
url = "https://malina.example/in/"
max_mb = 5
[[request.topic]]
id = "returns"
label = { en = "Return", pl = "Zwrot" }
categories = ["returns", "delivery"]
sink = "desk"
hours = "late"
reply = "4h"
[[request.topic.field]]
id = "order"
label = { en = "Order", pl = "Zamówienie" }
help = { en = "In your e-mail.", pl = "W e-mailu." }
pattern = "MAL-[0-9]{6}"
example = "MAL-204518"
required = true
name = "360001234567"
[[request.topic.field]]
id = "wish"
kind = "choice"
label = { en = "Wish", pl = "Życzenie" }
options = [{ en = "Money", pl = "Pieniądze" }, { en = "Repair", pl = "Naprawa" }]
[[request.topic]]
id = "other"
label = { en = "Other", pl = "Inne" }
"#;

/// What is configured is what visitors get: every text, number and address where the form reads it.
#[test]
fn good_settings() {
    let library = library(GOOD);
    assert_eq!(library.diagnostics, []);
    let order = Field {
        id: "order".into(),
        label: "Zamówienie".into(),
        help: "W e-mailu.".into(),
        pattern: "MAL-[0-9]{6}".into(),
        example: "MAL-204518".into(),
        required: true,
        name: "360001234567".into(),
        ..Field::default()
    };
    let wish = Field {
        id: "wish".into(),
        kind: FieldKind::Choice,
        label: "Życzenie".into(),
        options: vec!["Pieniądze".into(), "Naprawa".into()],
        ..Field::default()
    };
    let polish = Forms {
        lang: "pl".into(),
        strings: FormStrings::of("pl").join(),
        company: "Malina".into(),
        topics: vec![
            Topic {
                id: "returns".into(),
                label: "Zwrot".into(),
                // There is no delivery in Polish.
                categories: vec!["returns".into()],
                sink: 1,
                schedule: Some(1),
                reply: Some(240),
                fields: vec![order, wish],
            },
            Topic { id: "other".into(), label: "Inne".into(), schedule: Some(0), reply: Some(480), ..Topic::default() },
        ],
        sinks: vec![
            SinkConfig::Webhook { url: "https://malina.example/in/".into(), simple: false, max_bytes: 5_000_000 },
            SinkConfig::Zendesk { url: "https://malina.zendesk.com".into(), form: "360000123456".into() },
        ],
        methods: vec![method("Napisz")],
        privacy: Privacy {
            text: "Po co.".into(),
            link: "https://malina.example/privacy".into(),
            consent: "Zgadzam się.".into(),
        },
        work: 18,
    };
    assert_eq!(library.languages[1].forms.as_ref(), Some(&polish));
    let english = library.languages[0].forms.as_ref().unwrap();
    assert_eq!((english.topics[0].categories.len(), english.topics[0].fields[0].label.as_str()), (2, "Order"));
}

fn method(label: &str) -> SendMethod {
    SendMethod { label: label.into(), value: "help@malina.example".into(), href: "mailto:help@malina.example".into() }
}

/// A company that configures nothing has a form all the same, and none without a receiver.
#[test]
fn defaults() {
    let library = library("");
    assert_eq!(library.diagnostics, []);
    let forms = library.languages[1].forms.as_ref().unwrap();
    assert_eq!(forms.sinks, [SinkConfig::Mailto { to: "help@malina.example".into() }]);
    let other = Topic {
        id: "other".into(),
        label: "Inna sprawa".into(),
        schedule: Some(0),
        reply: Some(480),
        ..Topic::default()
    };
    assert_eq!((forms.topics.as_slice(), forms.methods.as_slice()), (&[other][..], &[method("Napisz")][..]));
    assert_eq!((&forms.privacy, forms.work), (&Privacy::default(), 0));
    let nobody = read(content("[site]\nlanguages = [\"en\", \"pl\"]\n").path());
    assert_eq!(nobody.diagnostics, []);
    assert!(nobody.languages.iter().all(|content| content.forms.is_none()));
}

/// Whatever half-written line is in the file, the command answers.
#[test]
fn garbage_is_answered() {
    // Without hours, which take most of the time to read.
    let site = "[site]\nlanguages = [\"en\", \"pl\"]\n";
    let lines: Vec<&str> = GOOD.lines().filter(|line| !line.is_empty()).collect();
    for (position, line) in lines.iter().enumerate() {
        let half: String = line.chars().take(line.chars().count() / 2).collect();
        let value = line.split_once(" = ").map_or_else(String::new, |(key, _)| format!("{key} = [{{ x = -1 }}]"));
        for other in [String::new(), format!("{line}\n{line}"), half, value, line.replace('"', "\u{a0}\"\u{202e}ą\\\\")]
        {
            let mut spoilt = lines.clone();
            spoilt[position] = &other;
            read(content(&format!("{}\n{site}", spoilt.join("\n"))).path());
        }
    }
}
