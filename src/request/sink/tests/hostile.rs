//! Answers and requests that nobody would write on purpose.

use alloc::{format, string::String, vec::Vec};

use super::*;
use crate::request::sink::{next, reply::object};

const PAGE: &str = "<!DOCTYPE html><html><body>Sign in to the Wi-Fi</body></html>";

/// Bodies that no help desk documents.
fn bodies() -> Vec<String> {
    let keys = [
        "reference", "request", "ticket", "id", "number", "source_id", "token", "enabled", "inlineMessage",
        "redirectUri", "ok", "next", "success", "message", "error", "errors", "details", "status",
    ];
    let values = ["null", "[]", "{}", "[[1]]", "1e300", "-0.5", "{\"id\":1e300}", "[{\"message\":7}]", "\"\""];
    let mut out: Vec<String> =
        keys.iter().flat_map(|key| values.iter().map(move |value| format!("{{\"{key}\":{value}}}"))).collect();
    out.push(format!("{}1{}", "[".repeat(200), "]".repeat(200)));
    out.push(format!("{}1{}", "{\"request\":".repeat(200), "}".repeat(200)));
    out.extend(["null", "true", "7", "\"ok\"", "[]", "{", "{\"id\":1e999}", "\u{0}\u{fffd}", "ok"].map(String::from));
    out
}

/// Nobody may be told "sent" because something answered: only what is documented says so.
#[test]
fn nothing_undocumented_is_success() {
    // Documented in this form, each by one of them.
    let known = |name: &str, body: &str| match name {
        // Any object without an error is the company's own endpoint's success.
        "webhook" | "simple" => {
            object(body).is_some_and(|answer| answer.get("error").is_none_or(serde_json::Value::is_null))
        }
        "hubspot" => body == "{\"inlineMessage\":\"\"}" || body == "{\"redirectUri\":\"\"}",
        "formspree" => body == "{\"next\":\"\"}",
        _ => false,
    };
    for name in ALL {
        for body in bodies() {
            for learned in [progress(&[]), progress(&["a"]), progress(&["a", "b"]), progress(&["", "x", "y"])] {
                for status in [200, 201, 299, 400, 401, 422, 500] {
                    let found = next(&*named(name), &reply(status, "", &body), &learned);
                    let sent = matches!(found, Next::Sent(_));
                    assert!(!sent || (status < 300 && known(name, &body)), "{name} {status} {body}: {found:?}");
                }
            }
        }
    }
}

/// The page of a hotel's network, or a start page that answers every address, took no letter. Netlify's own success is
/// such a page: it alone cannot tell, and `docs/developers/sinks.md` says so.
#[test]
fn pages_are_no_success() {
    for name in ALL {
        let found = next(&*named(name), &reply(200, "", PAGE), &last(name));
        let expected = match name {
            "webhook" | "simple" => Next::Later(None),
            "netlify" => sent(""),
            _ => Next::Unsure,
        };
        assert_eq!(found, expected, "{name}");
    }
    for body in ["{\"ok\":true}", "ok", "plain"] {
        assert_eq!(next(&*named("netlify"), &reply(200, "", body), &[]), Next::Unsure, "{body}");
    }
}

/// A help desk's words are shown to a person: a megabyte of them, or line breaks and zeros, would break the form.
#[test]
fn words_are_short_and_in_a_line() {
    let long = format!("{{\"error\":\"{}\",\"message\":\"{0}\"}}", "ą\\u0000\\n b\\t".repeat(50_000));
    for name in ["webhook", "zendesk", "zammad", "chatwoot", "hubspot", "formspree", "web3forms"] {
        let said = named(name).refusal(&long);
        assert!(said.starts_with("ą b ą b") && said.chars().count() <= 300, "{name}");
        assert!(!said.contains(['\n', '\t', '\0']), "{name}");
    }
    let long = format!("{{\"reference\":\"{}\"}}", "9".repeat(10_000));
    assert_eq!(next(&*named("webhook"), &reply(200, "", &long), &[]), sent(&"9".repeat(300)));
}

/// An empty request, or one in which every text is an attack on a format, becomes calls all the same.
#[test]
fn any_request_becomes_a_call() {
    let nasty = "\"}\r\n--boundary\u{0}\u{202e}&a=b%00../../?#<script>";
    let mut attack = Request {
        id: nasty.into(),
        subject: nasty.into(),
        message: nasty.into(),
        consent: Some(Consent { text: nasty.into(), at: nasty.into() }),
        ..request()
    };
    attack.contact = Contact { name: nasty.into(), email: nasty.into(), phone: nasty.into() };
    attack.fields.iter_mut().for_each(|field| (field.name, field.value) = (nasty.into(), nasty.into()));
    for name in ALL {
        for request in [&attack, &Request::default()] {
            for learned in [progress(&[]), progress(&[nasty]), progress(&[nasty, nasty, nasty])] {
                let call = named(name).call(request, "", &learned);
                assert!(!call.url.contains(['"', '<', ' ', '\n']), "{name}: {}", call.url);
                if matches!(call.body, Body::Json(_) | Body::Plain(_)) {
                    assert!(json(&call).is_object(), "{name}");
                }
            }
        }
    }
}
