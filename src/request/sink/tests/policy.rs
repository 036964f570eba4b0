//! What any answer means, whichever help desk gave it: no request is sent twice unasked, and none is lost.

use super::*;
use crate::request::sink::next;

/// What an answer means to one who knows the request's id, and to one who does not.
fn check(answer: &Answer, repeating: &Next, other: &Next) {
    for name in ALL {
        let sink = named(name);
        let expected = if sink.repeats() { repeating } else { other };
        assert_eq!(next(&*sink, answer, &last(name)), *expected, "{name}: {answer:?}");
    }
}

/// Who cannot be understood may have taken the letter: only a receiver that knows its id gets it again unasked.
#[test]
fn answers_that_tell_nothing() {
    let again = Next::Later(None);
    for answer in [
        Answer::Lost,
        reply(200, "", "not what anybody documents"),
        reply(201, "", "\"text\""),
        reply(204, "", "[1]"),
        reply(301, "", ""),
        reply(500, "", "<h1>Oops</h1>"),
        reply(502, "", ""),
        reply(504, "30", "{}"),
        reply(0, "", ""),
        reply(999, "", ""),
    ] {
        check(&answer, &again, &Next::Unsure);
    }
    // Nothing has left the device.
    check(&Answer::Offline, &again, &again);
}

/// A help desk that is busy has not taken the letter; it is tried when it says.
#[test]
fn answers_that_put_off() {
    for status in [408, 425, 429, 503] {
        for (header, seconds) in [
            ("", None),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("99999999999999", None),
            ("Wed, 25 Nov 2026 12:00:00 GMT", None),
        ] {
            let later = Next::Later(seconds);
            check(&reply(status, header, "{\"reference\":1}"), &later, &later);
        }
    }
}

/// A refusal ends it: the same letter would be refused again.
#[test]
fn answers_that_refuse() {
    for status in [400, 403, 404, 409, 410, 413, 422, 499] {
        check(&reply(status, "", ""), &refused(""), &refused(""));
    }
    for name in ALL.into_iter().filter(|name| *name != "zammad") {
        assert_eq!(next(&*named(name), &reply(401, "", ""), &last(name)), refused(""), "{name}");
    }
}

/// Bodies that success must have, with any status from 200 to 299; empty ones only where nothing is promised.
#[test]
fn empty_bodies() {
    for status in [200, 201, 202, 204] {
        check(&reply(status, "", ""), &sent(""), &Next::Unsure);
    }
}

/// Asking for a token, or opening a conversation, says nothing yet: it may be repeated, and nobody is asked.
#[test]
fn steps_that_say_nothing_are_repeated() {
    for (name, learned, expected) in [
        ("zammad", progress(&[]), Next::Later(None)),
        ("zammad", progress(&["", "renewed"]), Next::Later(None)),
        ("zammad", progress(&["token"]), Next::Unsure),
        ("chatwoot", progress(&[]), Next::Later(None)),
        ("chatwoot", progress(&["s"]), Next::Later(None)),
        ("chatwoot", progress(&["s", "17"]), Next::Unsure),
        ("formspree", progress(&[]), Next::Unsure),
    ] {
        for answer in [Answer::Lost, reply(500, "", ""), reply(200, "", "{}")] {
            assert_eq!(next(&*named(name), &answer, &learned), expected, "{name} {learned:?} {answer:?}");
        }
    }
}
