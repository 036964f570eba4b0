//! What a visitor types: questions, and the fields of the form.

use mail_parser::MessageParser;
use nightdesk::{
    language::LanguageWords,
    request::{
        Attachment, Consent, FieldValue, Letter, MAILTO_LIMIT, ReadArticle, Request, Search, TopicName, find, mailto,
        mask, read_known,
    },
    search::{Index, Query, excerpt, found},
    studio::{build_index, search_json, search_text},
    text::FormStrings,
};
use url::Url;

use crate::{
    payloads,
    places::{quoted, snippets},
    support::{TOML, folder, put, read},
};

const TO: &str = "pomoc@sklepmalina.example";

/// A question may have an answer or not, but must never end the widget; marks in an answer must cover whole characters.
#[test]
fn questions() {
    let payloads = payloads();
    let content = folder(&[("nightdesk.toml", TOML)]);
    for (number, payload) in payloads.iter().enumerate().step_by(10) {
        let body = snippets(payload, number).join("\n\n");
        let text = format!("---\ntitle: {}\n---\n\n{body}\n\n{payload}", quoted(payload));
        put(content.path(), &format!("en/a/m-{number}.md"), &text);
    }
    let library = read(content.path());
    let content = &library.languages[0];
    let bytes = build_index("en", content.articles.iter().map(|article| article.index_source())).unwrap();
    let titles = content.articles.iter().map(|article| article.card.title.as_str());
    let index = Index::decode(&bytes, titles).unwrap();
    let mut hits = 0;
    for payload in &payloads {
        let query = Query::new(payload, &LanguageWords::of("en"));
        let outcome = index.search(&query, 10, &mut nightdesk::search::NoTexts);
        hits += outcome.hits.len();
        for hit in &outcome.hits {
            let article = &content.articles[hit.article as usize];
            let card = &article.card;
            let found = found(hit, &card.title, &card.description, &article.blocks, &outcome.matcher);
            for excerpt in [found.excerpt, excerpt(&card.title, &outcome.matcher, 170)] {
                for mark in excerpt.marks {
                    assert!(excerpt.text.get(mark.clone()).is_some_and(|marked| !marked.is_empty()), "{mark:?}");
                }
            }
        }
        assert!(search_text(&query, &outcome, content).len() < 20_000);
        assert_eq!(search_json(&query, &outcome, content)["results"].as_array().unwrap().len(), outcome.hits.len());
    }
    println!("{} questions, {hits} results from {} articles", payloads.len(), content.articles.len());
    assert!(hits > payloads.len());
}

/// A request with the text in every field.
fn everywhere(text: &str) -> Request {
    let t = || text.to_owned();
    let mut request = Request { id: t(), created_at: t(), lang: t(), subject: t(), message: t(), ..Request::default() };
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

/// What a visitor writes must reach the company as it was written, and go to no other address.
#[test]
fn fields_of_the_form() {
    let payloads = payloads();
    for payload in &payloads {
        let request = everywhere(payload);
        let json = serde_json::to_string(&request).unwrap();
        assert!(serde_json::from_str::<Request>(&json).unwrap() == request, "{payload:?}");
        let known = format!("{{\"name\":{0},\"email\":{0},\"phone\":{0},\"fields\":{{\"a\":{0}}}}}", quoted(payload));
        // What the page passes is cut at a character boundary.
        assert!(payload.starts_with(&read_known(&known).contact.name), "{payload:?}");
        let _ = read_known(payload);
        for secret in find(payload) {
            assert!(mask(payload, &secret) != *payload, "{payload:?}");
        }

        let letter = Letter::new(&request, FormStrings::of("pl"));
        let link = mailto(TO, &letter, MAILTO_LIMIT);
        let url = Url::parse(&link.url).unwrap();
        assert_eq!((url.scheme(), url.path(), url.fragment()), ("mailto", TO, None));
        assert!(url.query_pairs().all(|(name, _)| name == "subject" || name == "body"), "{url}");
        let file = letter.eml(payload, TO, 1_795_601_105_000);
        let read = MessageParser::default().parse(file.as_bytes()).unwrap();
        assert_eq!(read.body_text(0).unwrap_or_default().replace("\r\n", "\n"), letter.text());
        let known = ["From", "To", "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type"];
        for header in read.headers() {
            assert!(known.contains(&header.name()) || header.name() == "Content-Transfer-Encoding", "{payload:?}");
        }
        assert_eq!(read.to().and_then(|to| to.first()).and_then(|to| to.address()), Some(TO));
        assert!(read.cc().is_none() && read.bcc().is_none());
    }
    println!("{} requests", payloads.len());
}
