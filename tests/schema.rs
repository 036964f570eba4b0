//! The published description of a request against the request itself: whoever builds a receiver from
//! `docs/request.schema.json` and `docs/developers/requests.md` gets exactly the properties that they describe.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use jsonschema::Validator;
use nightdesk::request::{
    Attachment, Consent, Contact, Context, FieldValue, ReadArticle, Request, SCHEMA, Search, TopicName,
};
use serde_json::{Value, json};

const PUBLISHED: &str = include_str!("../docs/request.schema.json");
const GUIDE: &str = include_str!("../docs/developers/requests.md");

fn published() -> Value {
    serde_json::from_str(PUBLISHED).unwrap()
}

fn validator() -> Validator {
    jsonschema::options().should_validate_formats(true).build(&published()).unwrap()
}

/// Every property there is. Written out, so that a new one does not compile before it is here.
fn full() -> Request {
    Request {
        schema: SCHEMA.into(),
        id: "0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11".into(),
        created_at: "2026-11-25T10:03:12Z".into(),
        lang: "pl".into(),
        topic: TopicName { id: "returns".into(), label: "Zwrot".into() },
        subject: "Mokra paczka".into(),
        message: "Paczka jest mokra.\nCo dalej?".into(),
        contact: Contact { name: "Anna".into(), email: "anna@example.com".into(), phone: "600 100 200".into() },
        fields: vec![FieldValue { id: "order".into(), name: "36001".into(), label: "Numer".into(), value: "1".into() }],
        context: Context {
            page_url: "https://sklepmalina.example/koszyk".into(),
            page_title: "Koszyk".into(),
            searches: vec![Search { query: "mokra paczka".into(), results: 3 }],
            articles: vec![ReadArticle {
                slug: "uszkodzona-paczka".into(),
                title: "Paczka jest uszkodzona".into(),
                seconds: u32::MAX,
                helpful: Some(false),
            }],
            language: "pl".into(),
            local_time: "2026-11-25T11:03:12+01:00".into(),
            widget: "0.1.0".into(),
        },
        attachments: vec![Attachment {
            name: "karton.txt".into(),
            kind: "text/plain".into(),
            size: 5,
            data: "bW9rcm8=".into(),
        }],
        consent: Some(Consent { text: "Zgadzam się.".into(), at: "2026-11-25T10:02:00Z".into() }),
        work: Some(u64::MAX),
    }
}

/// The minimum that a form sends, with one empty entry in each list and an empty consent.
fn sparse() -> Request {
    Request {
        schema: SCHEMA.into(),
        id: "0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11".into(),
        created_at: "2026-11-25T10:03:12.345Z".into(),
        message: "Halo".into(),
        fields: vec![FieldValue::default()],
        context: Context {
            searches: vec![Search::default()],
            articles: vec![ReadArticle::default()],
            ..Context::default()
        },
        attachments: vec![Attachment::default()],
        consent: Some(Consent { at: "2026-11-25T10:02:00Z".into(), ..Consent::default() }),
        ..Request::default()
    }
}

fn check(record: &Value) -> Result<(), String> {
    let problems: Vec<_> =
        validator().iter_errors(record).map(|error| format!("{}: {error}", error.instance_path())).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// A receiver that checks requests by the description must not reject a customer's request.
#[test]
fn what_is_sent_is_valid() {
    assert!(jsonschema::meta::is_valid(&published()));
    assert_eq!(published()["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(published()["$id"], "urn:nightdesk:request:1");
    let bare = Request { fields: vec![], context: Context::default(), attachments: vec![], consent: None, ..sparse() };
    for request in [full(), sparse(), bare] {
        check(&serde_json::to_value(&request).unwrap()).unwrap();
    }
}

/// A receiver that trusts the description must not store what is not a request.
#[test]
fn what_is_wrong_is_refused() {
    let set = |pointer: &str, value: Value| {
        let mut record = serde_json::to_value(full()).unwrap();
        *record.pointer_mut(pointer).unwrap() = value;
        record
    };
    for (pointer, value) in [
        ("", json!([])),
        ("/schema", json!("nightdesk.request/2")),
        ("/id", json!("1")),
        ("/id", json!("0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11\nx")),
        ("/created_at", json!("2026-11-25T11:03:12+01:00")),
        ("/created_at", json!("yesterdayZ")),
        ("/topic", json!("returns")),
        ("/topic", json!({ "id": "returns" })),
        ("/message", json!("")),
        ("/message", json!(null)),
        ("/contact", json!({})),
        ("/fields/0", json!("MAL-204518")),
        ("/context", json!(null)),
        ("/context/local_time", json!("11:03")),
        ("/context/searches/0/results", json!(-1)),
        ("/context/articles/0/helpful", json!("no")),
        ("/attachments/0/size", json!(4_294_967_296_u64)),
        ("/attachments/0/data", json!("data:text/plain;base64,bW9rcm8=")),
        ("/consent", json!(true)),
        ("/work", json!("59810")),
    ] {
        assert!(check(&set(pointer, value.clone())).is_err(), "{pointer} {value}");
    }
    for name in published()["required"].as_array().unwrap() {
        let mut record = serde_json::to_value(full()).unwrap();
        record.as_object_mut().unwrap().remove(name.as_str().unwrap()).unwrap();
        assert!(check(&record).is_err(), "without {name}");
    }
    // What a later widget adds must not break a receiver of today.
    check(&set("/topic", json!({ "id": "returns", "label": "Zwrot", "colour": "red" }))).unwrap();
}

/// The paths of all properties of a record: `context.searches[].query`.
fn written(value: &Value, path: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(properties) => {
            for (name, value) in properties {
                let path = format!("{path}.{name}");
                written(value, &path, out);
                out.insert(path);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| written(entry, &format!("{path}[]"), out)),
        _ => {}
    }
}

/// The same of the description: of all properties, and of those that are always there.
fn described(schema: &Value, path: &str, all: &mut BTreeSet<String>, always: &mut BTreeSet<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        let about = property["description"].as_str().unwrap_or_default();
        assert!(about.ends_with('.'), "{path} is not described");
        if schema["required"].as_array().is_some_and(|required| required.iter().any(|known| known == name)) {
            always.insert(path.clone());
        }
        described(property, &path, all, always);
        described(&property["items"], &format!("{path}[]"), all, always);
        all.insert(path);
    }
}

/// An undescribed property is not read by receivers; a described one that is never sent is waited for.
/// Invariant (core): the published schema and the request record name the same fields.
#[test]
fn all_is_described_and_all_that_is_described_comes() {
    let paths = |request: &Request| {
        let mut out = BTreeSet::new();
        written(&serde_json::to_value(request).unwrap(), "", &mut out);
        out
    };
    let (mut all, mut always) = (BTreeSet::new(), BTreeSet::new());
    described(&published(), "", &mut all, &mut always);
    assert_eq!(paths(&full()), all);
    // Here because the sparse request has one entry in each list.
    let entries = [".consent", ".context.articles", ".context.searches"].map(String::from).into();
    assert_eq!(&paths(&sparse()) - &entries, always);
}

/// The example is what receivers are first tried with: it must be one that could have been sent.
#[test]
fn the_example_is_true() {
    let examples: Vec<_> = GUIDE.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [example] = examples[..] else { panic!("{} examples", examples.len()) };
    let record: Value = serde_json::from_str(example).unwrap();
    check(&record).unwrap();
    let request: Request = serde_json::from_str(example).unwrap();
    assert_eq!(serde_json::to_value(&request).unwrap(), record);
    assert!(nightdesk::request::holds(&request.id, 18, request.work.unwrap()), "the example's work does not hold");
    assert!(GUIDE.contains("(../request.schema.json)") && GUIDE.lines().count() < 150);
}
