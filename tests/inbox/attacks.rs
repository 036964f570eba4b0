//! Texts that attack a page, wherever a visitor's text is shown.

use nightdesk::request::{Attachment, Consent, FieldValue, ReadArticle, Request, Search, TopicName};

use super::{
    HOST, call, get, id, inbox, request, send,
    support::{root, skipped},
    vectors,
};

/// The attacks: the project's own, and the collection's where it is installed.
fn attacks() -> Vec<String> {
    let mut out = vectors::project_texts();
    match vectors::collection(&root().join("../shared/data/attack/corpus.jsonl")) {
        Some(more) => out.extend(more),
        None => skipped("inbox", "the collection of public attacks is not installed; the project's own ran"),
    }
    out.retain(|attack| attack.chars().any(|c| c.is_ascii_graphic()));
    out
}

/// A request that says the same everywhere.
fn everywhere(number: usize, text: &str) -> Request {
    let t = || text.to_owned();
    let mut request = Request { lang: t(), subject: t(), message: t(), attachments: Vec::new(), ..request(number) };
    request.topic = TopicName { id: t(), label: t() };
    (request.contact.name, request.contact.email, request.contact.phone) = (t(), t(), t());
    request.fields = vec![FieldValue { id: t(), name: t(), label: t(), value: t() }];
    let context = &mut request.context;
    (context.page_url, context.page_title, context.local_time, context.widget) = (t(), t(), t(), t());
    context.language = t();
    context.searches = vec![Search { query: t(), results: 1 }];
    context.articles = vec![ReadArticle { slug: t(), title: t(), seconds: 1, helpful: None }];
    request.attachments = vec![Attachment { name: t(), kind: t(), size: 1, data: "YWJj".into() }];
    request.consent = Some(Consent { text: t(), at: t() });
    request
}

/// The names of a page's tags in their order, and its attributes, as a browser would read them.
fn markup(page: &str) -> (Vec<&str>, Vec<(&str, &str)>) {
    let (mut tags, mut attributes) = (Vec::new(), Vec::new());
    let mut rest = page.strip_prefix("<!doctype html>").unwrap();
    while let Some((_, tag)) = rest.split_once('<') {
        let name = tag.find([' ', '>']).unwrap();
        // A visitor's text is an `a` where it is a link and a `bdi` where it is none.
        tags.push(match &tag[..name] {
            "bdi" => "a",
            "/bdi" => "/a",
            other => other,
        });
        rest = &tag[name..];
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (name, value) = attribute.split_once("=\"").unwrap();
            let (value, after) = value.split_once('"').unwrap();
            attributes.push((name, value));
            rest = after;
        }
        rest = rest.strip_prefix('>').unwrap_or_else(|| panic!("a tag goes on with {rest:.40}"));
    }
    (tags, attributes)
}

/// Whether an attribute is inert: no script, and no target but those that a text may have.
fn harmless((name, value): &(&str, &str)) -> bool {
    let starts = |start: &&str| value.get(..start.len()).is_some_and(|given| given.eq_ignore_ascii_case(start));
    match *name {
        "href" if value.starts_with("//") => false,
        "href" => ["/", "mailto:", "tel:", "http://", "https://", "data:,"].iter().any(starts),
        "src" => value.starts_with("data:image/"),
        "lang" => value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
        "action" => value.starts_with("/inbox/"),
        other => ["charset", "class", "content", "datetime", "dir", "method", "name", "rel", "scope"].contains(&other),
    }
}

/// Reading a customer's message must not run the customer's program, nor lead the reader anywhere unawares.
#[test]
fn attacks_stay_text() {
    let (_folder, inbox) = inbox();
    let page = |number: usize, text: &str| {
        let sent = send(&inbox, &everywhere(number, text));
        assert!(!sent.log.unwrap().contains(|c: char| c.is_control()), "{text}");
        let saved = call(&inbox, "GET", &format!("/inbox/{}/files/1", id(number)), &[HOST], b"");
        assert!(saved.headers.iter().all(|(_, value)| !value.contains(|c: char| c.is_control())), "{text}");
        get(&inbox, &format!("/inbox/{}", id(number))).1
    };
    // One that can be answered by mail has a button for it.
    let plain = [page(1, "plain"), page(2, "plain@example.com")];
    let shapes = [markup(&plain[0]).0, markup(&plain[1]).0];
    let attacks = attacks();
    for (number, attack) in (3..).zip(&attacks) {
        let page = page(number, attack);
        let (tags, attributes) = markup(&page);
        assert!(shapes.contains(&tags), "{attack}: {page}");
        assert_eq!(attributes.iter().find(|attribute| !harmless(attribute)), None, "{attack}");
        if number % 50 == 0 || number == attacks.len() + 2 {
            let list = get(&inbox, &format!("/inbox/?before={}", number + 1)).1;
            let (tags, attributes) = markup(&list);
            let known = ["a", "h1", "header", "li", "link", "main", "meta", "ol", "p", "span", "time", "title"];
            let known = |tag: &&str| ["html", "head", "body"].contains(tag) || known.contains(tag);
            assert_eq!(tags.iter().map(|tag| tag.trim_start_matches('/')).find(|tag| !known(tag)), None, "{list}");
            assert_eq!(attributes.iter().find(|attribute| !harmless(attribute)), None, "{list}");
        }
    }
}
