//! Documented answers of each help desk, and what follows from them.

use super::*;
use crate::request::sink::next;

/// `sink`, how far it is, status, body, what follows.
fn check(table: &[(&str, &[&str], u16, &str, Next)]) {
    for (name, learned, status, body, expected) in table {
        let found = next(&*named(name), &reply(*status, "", body), &progress(learned));
        assert_eq!(found, *expected, "{name} {learned:?} {status} {body}");
    }
}

/// A customer who is told a number must be able to ask for it, and who is told "sent" must have been heard.
#[test]
fn successes() {
    check(&[
        ("webhook", &[], 200, r#"{"reference":"Z-17"}"#, sent("Z-17")),
        ("webhook", &[], 201, r#"{"reference":4711}"#, sent("4711")),
        ("webhook", &[], 202, r#"{"ok":true,"error":null}"#, sent("")),
        ("webhook", &[], 204, "", sent("")),
        ("simple", &[], 200, " \n", sent("")),
        ("zendesk", &[], 201, r#"{"request":{"id":33,"status":"new","description":"…"}}"#, sent("33")),
        ("zammad", &["t"], 200, r#"{"ticket":{"id":12,"number":"66012"}}"#, sent("66012")),
        ("zammad", &["t"], 200, r#"{"ticket":{"id":12,"number":null}}"#, sent("12")),
        ("chatwoot", &["s", "17"], 200, r#"{"id":5,"content":"…","message_type":0,"conversation_id":17}"#, sent("17")),
        ("hubspot", &[], 200, r#"{"inlineMessage":"<p>Thanks!</p>"}"#, sent("")),
        ("hubspot", &[], 200, r#"{"redirectUri":"https://acme.example/thanks"}"#, sent("")),
        ("formspree", &[], 200, r#"{"next":"/thanks?language=en","ok":true}"#, sent("")),
        ("web3forms", &[], 200, r#"{"success":true,"message":"Email sent successfully!"}"#, sent("")),
        ("netlify", &[], 200, "\n<!DOCTYPE html><title>Thank you!</title>", sent("")),
    ]);
}

/// Steps before the last lead to the next one, and only with what it needs.
#[test]
fn steps() {
    let go = |learned: &[&str]| Next::Go(progress(learned));
    let config = r#"{"enabled":true,"endpoint":"https://elsewhere.example/api/v1/form_submit","token":"dG9r"}"#;
    check(&[
        ("zammad", &[], 200, config, go(&["dG9r"])),
        ("zammad", &["", "renewed"], 200, config, go(&["dG9r", "renewed"])),
        ("zammad", &[], 200, r#"{"enabled":false,"endpoint":"","token":"dG9r"}"#, refused("")),
        ("chatwoot", &[], 200, r#"{"source_id":"s-1","pubsub_token":"p","id":9,"name":"Ł"}"#, go(&["s-1"])),
        ("chatwoot", &["s-1"], 200, r#"{"id":17,"inbox_id":3,"messages":[],"contact":{"id":9}}"#, go(&["s-1", "17"])),
    ]);
    // Wherever the answer points, the letter stays where the company sent it.
    let call = named("zammad").call(&request(), TEXT, &progress(&["dG9r"]));
    assert_eq!(call.url, "https://desk.example/api/v1/form_submit");
}

/// A token that has run out is asked for anew, once: neither a lost letter nor an endless loop.
#[test]
fn tokens_run_out() {
    let renew = || Next::Go(progress(&["", "renewed"]));
    let expired = r#"{"error":"Authorization failed","error_human":"Authorization failed"}"#;
    check(&[
        ("zammad", &["old"], 401, expired, renew()),
        ("zammad", &["old"], 200, r#"{"errors":{"token":"invalid"}}"#, renew()),
        ("zammad", &["new", "renewed"], 401, expired, refused("Authorization failed")),
        ("zammad", &["new", "renewed"], 200, r#"{"errors":{"token":"invalid"}}"#, refused("token: invalid")),
        ("zammad", &[], 401, expired, refused("Authorization failed")),
    ]);
}

/// A refusal shows the help desk's own words: they say what to mend.
#[test]
fn refusals() {
    let invalid = r#"{"error":"RecordInvalid","description":"Record validation errors","details":{"base":[
        {"description":"Subject: cannot be blank","error":"BlankValue"},{"description":"Type: cannot be blank"}]}}"#;
    let hubspot = r#"{"status":"error","message":"The request is not valid","correlationId":"c","errors":[
        {"message":"Error in 'fields.email'. Invalid email address 'a'","errorType":"INVALID_EMAIL"}]}"#;
    let formspree = r#"{"error":"Validation errors","errors":[
        {"code":"TYPE_EMAIL","field":"email","message":"should be an email"}]}"#;
    check(&[
        ("webhook", &[], 422, r#"{"error":"Nieznany temat"}"#, refused("Nieznany temat")),
        ("webhook", &[], 400, r#"{"message":"No such topic"}"#, refused("No such topic")),
        ("webhook", &[], 400, r#"{"error":{"message":"Too long"}}"#, refused("Too long")),
        ("webhook", &[], 200, r#"{"error":"Closed"}"#, refused("Closed")),
        ("webhook", &[], 404, "<h1>404</h1>", refused("")),
        ("zendesk", &[], 422, invalid, refused("Subject: cannot be blank; Type: cannot be blank")),
        ("zendesk", &[], 400, r#"{"error":"InvalidValue","description":"Bad body"}"#, refused("Bad body")),
        ("zendesk", &[], 403, r#"{"error":{"title":"Forbidden","message":"No access"}}"#, refused("No access")),
        ("zendesk", &[], 401, r#"{"error":"Couldn't authenticate you"}"#, refused("Couldn't authenticate you")),
        ("zammad", &[], 403, r#"{"error":"Not authorized","error_human":"Not authorized"}"#, refused("Not authorized")),
        ("zammad", &["t"], 200, r#"{"errors":{"email":"invalid"}}"#, refused("email: invalid")),
        (
            "zammad",
            &["t"],
            200,
            r#"{"errors":{"email":"required","title":"required"}}"#,
            refused("email: required; title: required"),
        ),
        ("chatwoot", &[], 404, r#"{"error":"Resource could not be found"}"#, refused("Resource could not be found")),
        (
            "chatwoot",
            &["s", "1"],
            422,
            r#"{"message":"Content is too long","attributes":["content"]}"#,
            refused("Content is too long"),
        ),
        ("hubspot", &[], 400, hubspot, refused("Error in 'fields.email'. Invalid email address 'a'")),
        ("hubspot", &[], 200, hubspot, refused("Error in 'fields.email'. Invalid email address 'a'")),
        ("hubspot", &[], 404, r#"{"status":"error","message":"No form found"}"#, refused("No form found")),
        ("formspree", &[], 422, formspree, refused("should be an email")),
        ("formspree", &[], 200, r#"{"error":"Form not found"}"#, refused("Form not found")),
        ("web3forms", &[], 200, r#"{"success":false,"message":"Invalid Access Key"}"#, refused("Invalid Access Key")),
        ("web3forms", &[], 400, r#"{"success":false,"message":"Spam"}"#, refused("Spam")),
        ("netlify", &[], 404, "<h1>Page not found</h1>", refused("")),
    ]);
}

/// What a help desk needs of a visitor is asked for before they press "send", not refused afterwards.
#[test]
fn needs() {
    // Name, e-mail needed, most bytes, most files, shortest time.
    for (name, email, bytes, files, elapsed) in [
        ("webhook", false, 5_000_000, 10, 3_000),
        ("zendesk", true, 0, 10, 3_000),
        ("zammad", true, 5_000_000, 10, 10_000),
        ("chatwoot", false, 0, 10, 3_000),
        ("hubspot", true, 0, 10, 3_000),
        ("formspree", false, 5_000_000, 10, 3_000),
        ("web3forms", false, 5_000_000, 1, 3_000),
        ("netlify", false, 5_000_000, 1, 3_000),
    ] {
        let sink = named(name);
        let found = (sink.needs_email(), sink.max_bytes(), sink.max_files(), sink.min_elapsed());
        assert_eq!(found, (email, bytes, files, elapsed), "{name}");
        assert_eq!(sink.repeats(), name == "webhook", "{name}");
    }
}
