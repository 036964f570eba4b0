//! The calls, written out from the vendors' documentation.

use alloc::{format, string::String, vec};
use serde_json::json;

use super::*;
use crate::request::sink::compose::{address, e164};

/// The message with the lines above it that a help desk has no field for.
fn below(head: &str) -> String {
    format!("{head}\n\n{TEXT}")
}

/// The company's own endpoint reads the record that the schema describes, and recognises it by its id.
#[test]
fn webhook() {
    let call = named("webhook").call(&request(), TEXT, &[]);
    assert_eq!(call.url, "/in?x=1");
    assert_eq!(call.headers, [("Idempotency-Key".into(), ID.into())]);
    assert!(matches!(call.body, Body::Json(_)));
    let expected = json!({
        "schema": "nightdesk.request/1", "id": ID, "created_at": "2026-11-25T10:00:00Z", "lang": "pl",
        "topic": { "id": "returns", "label": "Zwroty" },
        "subject": "Gdzie są pieniądze?",
        "message": "Zażółć \"gęślą\" jaźń\n50% & więcej?#1+1=2",
        "contact": { "name": "Łucja Nowak", "email": "lucja+sklep@example.com", "phone": "+48 600 100 200" },
        "fields": [
            { "id": "order", "name": "360001", "label": "Numer zamówienia", "value": "A/7 & 8" },
            { "id": "colour", "name": "colour", "label": "Numer zamówienia", "value": "żółty" },
        ],
        "context": { "page_url": "https://sklep.example/zwroty", "page_title": "Zwroty – Sklep" },
        "attachments": [],
    });
    assert_eq!(json(&call), expected);
    // Another header, or another type, and the browser asks the endpoint first.
    let simple = named("simple").call(&request(), TEXT, &[]);
    assert!(matches!(simple.body, Body::Plain(_)) && simple.headers.is_empty());
    assert_eq!(json(&simple), expected);
}

/// A ticket without the customer's number, address or order cannot be answered.
#[test]
fn zendesk() {
    let call = named("zendesk").call(&request(), TEXT, &[]);
    assert_eq!(call.url, "https://acme.zendesk.com/api/v2/requests.json");
    assert!(call.headers.is_empty(), "with an Authorization header there is no CORS");
    let expected = json!({ "request": {
        "requester": { "name": "Łucja Nowak", "email": "lucja+sklep@example.com" },
        "subject": "Gdzie są pieniądze?",
        "comment": { "body": below("Zwroty\n+48 600 100 200") },
        "custom_fields": [{ "id": 360001, "value": "A/7 & 8" }],
        "ticket_form_id": 42,
    } });
    assert_eq!(json(&call), expected);

    let config = SinkConfig::Zendesk { url: "https://acme.zendesk.com".into(), form: String::new() };
    let mut bare = Request { fields: Vec::new(), topic: TopicName::default(), ..with_consent() };
    (bare.contact.name, bare.contact.phone) = (String::new(), String::new());
    let expected = json!({ "request": {
        "requester": { "name": "lucja+sklep", "email": "lucja+sklep@example.com" },
        "subject": "Gdzie są pieniądze?",
        "comment": { "body": format!("{TEXT}\n\n[x] Zgadzam się. (2026-11-25T09:59:00Z)") },
    } });
    assert_eq!(json(&sink(&config).unwrap().call(&bare, TEXT, &[])), expected);
}

/// Zammad refuses a form whose token belongs to another fingerprint, or that is not multipart.
#[test]
fn zammad() {
    let zammad = named("zammad");
    let fingerprint = "nightdesk-request-fingerprint-0b5c7f6e-5a3c-4a53-9a3e-6f1f0c1d2e3f";
    for learned in [progress(&[]), progress(&["", "renewed"])] {
        let call = zammad.call(&request(), TEXT, &learned);
        assert_eq!(call.url, "https://desk.example/api/v1/form_config");
        assert_eq!(call.body, Body::Form(vec![("fingerprint".into(), fingerprint.into())]));
    }
    for (request, files) in [(request(), ""), (with_file(), "file[]")] {
        let call = zammad.call(&request, TEXT, &progress(&["tok+en=="]));
        assert_eq!((call.url.as_str(), call.headers.len()), ("https://desk.example/api/v1/form_submit", 0));
        let body = below("Zwroty\n+48 600 100 200");
        let expected = vec![
            ("name", "Łucja Nowak"),
            ("title", "Gdzie są pieniądze?"),
            ("body", &body),
            ("email", "lucja+sklep@example.com"),
            ("token", "tok+en=="),
            ("fingerprint", fingerprint),
        ];
        assert_eq!(form(&call), (expected, Some(files)));
    }
    let short = zammad.call(&Request { id: "1".into(), ..request() }, TEXT, &[]);
    assert!(form(&short).0[0].1.len() > 30, "Zammad demands more than 30 characters");
}

/// A contact, a conversation, a message: each call needs what the one before it learned.
#[test]
fn chatwoot() {
    let chatwoot = named("chatwoot");
    let base = "https://app.chatwoot.com/public/api/v1/inboxes/aB3/contacts";
    let steps = [
        (
            progress(&[]),
            String::from(base),
            json!({
                "source_id": ID, "name": "Łucja Nowak", "email": "lucja+sklep@example.com",
                "phone_number": "+48600100200",
            }),
        ),
        (
            progress(&["s-1"]),
            format!("{base}/s-1/conversations"),
            json!({ "custom_attributes": { "topic": "Zwroty", "360001": "A/7 & 8", "colour": "żółty" } }),
        ),
        (
            progress(&["s-1", "17"]),
            format!("{base}/s-1/conversations/17/messages"),
            json!({ "content": below("Zwroty\nGdzie są pieniądze?\n+48 600 100 200"), "echo_id": ID }),
        ),
    ];
    for (learned, url, expected) in steps {
        let call = chatwoot.call(&request(), TEXT, &learned);
        assert_eq!((call.url.as_str(), call.headers.len()), (url.as_str(), 0));
        assert_eq!(json(&call), expected);
    }
    // A number without its country would be refused, and the message with it.
    let mut national = request();
    (national.contact.phone, national.contact.name) = ("600 100 200".into(), String::new());
    let expected = json!({ "source_id": ID, "email": "lucja+sklep@example.com" });
    assert_eq!(json(&chatwoot.call(&national, TEXT, &[])), expected);
}

/// HubSpot refuses a submission with a field that its form does not have.
#[test]
fn hubspot() {
    let mut request = with_consent();
    request.fields[0].name = "0-5/order_number".into();
    let call = named("hubspot").call(&request, TEXT, &[]);
    assert_eq!(call.url, "https://api.hsforms.com/submissions/v3/integration/submit/7/f-1");
    assert!(call.headers.is_empty());
    let message = below("Zwroty\nGdzie są pieniądze?") + "\n\n[x] Zgadzam się. (2026-11-25T09:59:00Z)";
    let expected = json!({
        "fields": [
            { "objectTypeId": "0-1", "name": "email", "value": "lucja+sklep@example.com" },
            { "objectTypeId": "0-1", "name": "firstname", "value": "Łucja Nowak" },
            { "objectTypeId": "0-1", "name": "phone", "value": "+48 600 100 200" },
            { "objectTypeId": "0-1", "name": "message", "value": message },
            { "objectTypeId": "0-5", "name": "order_number", "value": "A/7 & 8" },
        ],
        "context": { "pageUri": "https://sklep.example/zwroty", "pageName": "Zwroty – Sklep" },
        "legalConsentOptions": { "consent": { "consentToProcess": true, "text": "Zgadzam się." } },
    });
    assert_eq!(json(&call), expected);
    // What the visitor took out is not sent in another place.
    let mut bare = Request { context: Context::default(), consent: None, ..request };
    bare.contact.phone = String::new();
    let call = json(&named("hubspot").call(&bare, TEXT, &[]));
    assert_eq!((call.get("context"), call.get("legalConsentOptions")), (None, None));
    assert!(!call.to_string().contains("phone"));
}

/// A letter without the customer's address has nobody to answer to, and a filled trap is thrown away unread.
#[test]
fn formspree() {
    let call = named("formspree").call(&request(), TEXT, &[]);
    assert_eq!(call.url, "https://formspree.io/f/xyz");
    assert_eq!(call.headers, [("Accept".into(), "application/json".into())]);
    let expected = json!({
        "_subject": "Gdzie są pieniądze?", "name": "Łucja Nowak", "email": "lucja+sklep@example.com",
        "phone": "+48 600 100 200", "topic": "Zwroty", "message": TEXT, "request_id": ID,
        "360001": "A/7 & 8", "colour": "żółty", "_gotcha": "",
    });
    assert_eq!(json(&call), expected);
    let call = named("formspree").call(&with_file(), TEXT, &[]);
    let (fields, files) = form(&call);
    assert_eq!((fields.len(), files), (10, Some("attachment")));
    assert!(fields.contains(&("message", TEXT)) && fields.contains(&("_gotcha", "")));
}

/// The key names the mailbox: without it nothing arrives.
#[test]
fn web3forms() {
    let call = named("web3forms").call(&request(), TEXT, &[]);
    assert_eq!(call.url, "https://api.web3forms.com/submit");
    assert_eq!(call.headers, [("Accept".into(), "application/json".into())]);
    let expected = json!({
        "access_key": "k-1", "subject": "Gdzie są pieniądze?", "from_name": "Łucja Nowak", "name": "Łucja Nowak",
        "email": "lucja+sklep@example.com", "phone": "+48 600 100 200", "topic": "Zwroty", "message": TEXT,
        "request_id": ID, "360001": "A/7 & 8", "colour": "żółty", "botcheck": false,
    });
    assert_eq!(json(&call), expected);
    let call = named("web3forms").call(&with_file(), TEXT, &[]);
    let (fields, files) = form(&call);
    assert_eq!((fields.len(), files), (12, Some("attachment")));
    assert!(fields.contains(&("access_key", "k-1")) && fields.contains(&("botcheck", "")));
}

/// Netlify keeps only the fields that the form in the deployed HTML has.
#[test]
fn netlify() {
    let call = named("netlify").call(&request(), TEXT, &[]);
    assert_eq!((call.url.as_str(), call.headers.len()), ("/", 0));
    let expected = vec![
        ("form-name", "contact"),
        ("subject", "Gdzie są pieniądze?"),
        ("name", "Łucja Nowak"),
        ("email", "lucja+sklep@example.com"),
        ("phone", "+48 600 100 200"),
        ("topic", "Zwroty"),
        ("message", TEXT),
        ("360001", "A/7 & 8"),
        ("bot-field", ""),
    ];
    assert_eq!(form(&call), (expected.clone(), None));
    let call = named("netlify").call(&with_file(), TEXT, &[]);
    assert_eq!(form(&call), (expected, Some("file")));
}

/// A field that is called like an order to the service must not send the customer's letter to somebody else.
#[test]
fn names_of_fields_are_no_orders() {
    for name in ["_cc", "_next", "ccemail", "redirect", "access_key", "email", "message", "form-name", "botcheck"] {
        let mut request = request();
        request.fields[0].name = name.into();
        for sink in ["formspree", "web3forms", "netlify"] {
            for request in [&request, &Request { attachments: with_file().attachments, ..request.clone() }] {
                let call = named(sink).call(request, TEXT, &[]);
                // Only what Formspree does not know may pass there, and so on.
                let orders: &[&str] = match sink {
                    "formspree" => &["_cc", "_next", "email", "message"],
                    "web3forms" => &["ccemail", "redirect", "access_key", "email", "message", "botcheck"],
                    _ => &["email", "message", "form-name"],
                };
                let ordered = format!("{:?}", call.body).matches("A/7 & 8").count();
                assert_eq!(ordered, if orders.contains(&name) { 1 } else { 2 }, "{sink}: {name}");
            }
        }
    }
}

/// What the text says already is not said twice, and what it does not say is not lost.
#[test]
fn texts_are_whole() {
    let body = |request: &Request, text: &str| {
        let call = json(&named("chatwoot").call(request, text, &progress(&["s", "1"])));
        String::from(call["content"].as_str().unwrap())
    };
    let said = "Temat: Zwroty\nTytuł: Gdzie są pieniądze?\nTelefon: +48 600 100 200\n\n";
    assert_eq!(body(&request(), &format!("{said}{MESSAGE}")), format!("{said}{MESSAGE}"));
    // So is the consent, which the letter has in one line.
    let said = format!("{said}[x] Zgadzam się na wszystko. (2026-11-25T09:59:00Z)\n{MESSAGE}");
    let mut agreed = with_consent();
    agreed.consent.as_mut().unwrap().text = "Zgadzam się\nna wszystko.".into();
    assert_eq!(body(&agreed, &said), said);
    // By chance in the message is not said.
    let chance = Request { message: "To są Zwroty".into(), ..request() };
    assert!(body(&chance, "To są Zwroty").starts_with("Zwroty\nGdzie są pieniądze?\n+48"));
    let cut = Request { subject: "Zażółć \"gęślą\"…".into(), topic: TopicName::default(), ..request() };
    assert_eq!(body(&cut, MESSAGE), format!("+48 600 100 200\n\n{MESSAGE}"));
}

/// Addresses and numbers that were typed in other ways than the documentation's still arrive.
#[test]
fn addresses_and_numbers() {
    assert_eq!(
        address("https://a.example/desk/ ", &["f", "x/../y?z#ą"]),
        "https://a.example/desk/f/x%2F..%2Fy%3Fz%23%C4%85"
    );
    for (typed, number) in [
        ("+48 600-100-200", Some("+48600100200")),
        ("0048 (22) 012 34 56", Some("+48220123456")),
        ("+48\u{a0}600\u{a0}100\u{a0}200", Some("+48600100200")),
        ("600 100 200", None),
        ("+0 600 100 200", None),
        ("+48+600100200", None),
        ("+1234567890123456", None),
        ("", None),
    ] {
        assert_eq!(e164(typed).as_deref(), number, "{typed}");
    }
}
