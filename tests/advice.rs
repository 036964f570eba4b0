//! What `nightdesk check` advises: articles without `questions` with what these are worth on the site, and the searches
//! of people who then wrote. It shows nothing about a person, and never fails a check.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::path::Path;

use nightdesk::{
    request::{ReadArticle, Request, SCHEMA, Search},
    studio::{
        AdviceOptions, Diagnostic, LoadOptions, Severity, advice,
        inbox::{self, Inbox, handle},
        load,
    },
};
use support::{NOW, folder, nightdesk, put, root};

const TOML: &str = "[site]\nlanguages = [\"en\"]\n";

fn advised(content: &Path, inbox: Option<&Path>, whole: bool) -> Vec<Diagnostic> {
    let library = load(content, &LoadOptions { lang: None, now: NOW }).unwrap();
    let inbox = inbox.map(Path::to_owned);
    advice(&library, &AdviceOptions { content: content.to_owned(), inbox, whole }).unwrap()
}

/// An article about a thing, with so many questions.
fn article(thing: &str, questions: &[&str]) -> String {
    let list: String = questions.iter().map(|question| format!("  - {question}\n")).collect();
    let list = if list.is_empty() { list } else { format!("questions:\n{list}") };
    format!("---\ntitle: About the {thing}\n{list}---\n\nThe {thing} is described here in a sentence.\n")
}

/// Questions of five articles: two of each use one word that their article lacks, the third has the article's own.
fn asked(folder: &Path) {
    for (thing, word) in [
        ("locker", "pigeonhole"),
        ("invoice", "paperwork"),
        ("voucher", "giftcode"),
        ("courier", "driver"),
        ("refund", "moneyback"),
    ] {
        let questions = [
            format!("where would my {word} be"),
            format!("trouble with a {word} again"),
            format!("is the {thing} on its way"),
        ];
        let questions: Vec<_> = questions.iter().map(String::as_str).collect();
        put(folder, &format!("en/{thing}.md"), &article(thing, &questions));
    }
}

/// A writer believes a figure that is measured on their own articles. Of three questions two are found by the other
/// one alone and the third by the title: with all others 15 of 15 are first, without any 5, and no other way round.
#[test]
fn what_questions_are_worth_is_measured() {
    let content = folder(&[("nightdesk.toml", TOML)]);
    asked(content.path());
    assert_eq!(advised(content.path(), None, false), [], "nothing is said where every article has questions");
    for number in 0..7 {
        put(content.path(), &format!("en/more/topic-{number}.md"), &article(&format!("topic{number}"), &[]));
    }
    let found = advised(content.path(), None, false);
    let [note] = found.as_slice() else { panic!("one entry, not one for each article: {found:?}") };
    assert_eq!((note.rule, note.severity), ("without-questions", Severity::Note));
    for part in [
        "7 of 12 articles have no `questions`: more/topic-0, ",
        "more/topic-4 and 2 more; measured here: of 15 questions that 5 articles have",
        " 33 % find their article first if that has no other question, 100 % if it has two others, 100 % if it has all",
    ] {
        assert!(note.message.contains(part), "{part}: {}", note.message);
    }
    let whole = advised(content.path(), None, true);
    assert!(whole[0].message.contains("more/topic-6; measured"), "{}", whole[0].message);
    let called = nightdesk(&["check", content.path().to_str().unwrap()]);
    assert!(called.status.success(), "advice is no error");
    assert!(String::from_utf8_lossy(&called.stderr).contains("without-questions"));
}

/// Where nothing can be measured no figure is shown, least of all that of another site.
#[test]
fn no_figure_without_a_measurement() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &article("parcel", &[]))]);
    let found = advised(content.path(), None, false);
    assert!(found[0].message.starts_with("the only article has no `questions`: a; "), "{}", found[0].message);
    put(content.path(), "en/b.md", &article("voucher", &["a code that is not taken", "my code fails"]));
    let found = advised(content.path(), None, false);
    assert!(
        found[0].message.contains("1 of 2 articles has no `questions`: a; what they are worth here is not measured")
    );
    assert!(!found[0].message.contains('%') && found[0].help.contains("--questions questions.tsv"), "{found:?}");
    put(content.path(), "en/c.md", "---\ntitle: [\n---\n\n[x](nowhere.md)\n");
    put(content.path(), "nightdesk.toml", "[site]\nlanguages = [\"en\"]\npopular = [\"none\"]\n");
    assert_eq!(advised(content.path(), None, false), [], "errors come first");
}

/// A check of three thousand articles must not wait for an index: what takes one is done where it is asked for.
#[test]
fn large_sites_are_measured_when_asked() {
    let content = folder(&[("nightdesk.toml", TOML)]);
    asked(content.path());
    for number in 0..500 {
        put(content.path(), &format!("en/more/topic-{number}.md"), &article(&format!("topic{number}"), &[]));
    }
    let brief = advised(content.path(), None, false);
    let text = &brief[0].message;
    assert!(
        text.starts_with("500 of 505 articles") && text.contains("--rule without-questions") && !text.contains('%')
    );
    let whole = advised(content.path(), None, true);
    assert!(whole[0].message.contains("of 15 questions that 5 articles have"), "{}", whole[0].message);
    assert!(whole[0].message.ends_with("(among 200 articles)"));
}

/// The demo has questions everywhere: its check stays silent.
#[test]
fn the_demo_needs_no_advice() {
    assert_eq!(advised(&root().join("content"), None, true), []);
}

/// Somebody who searched, read an article and then wrote.
fn visit(number: usize, searches: &[&str], read: &[&str]) -> Request {
    let id = format!("0b5c7f6e-0000-4000-8000-{number:012}");
    let mut request = Request { schema: SCHEMA.into(), id, lang: "en".into(), ..Request::default() };
    request.subject = "A question".into();
    request.message = "Where is it?".into();
    request.contact.name = "Anna Nowak".into();
    request.contact.email = "anna@example.com".into();
    request.context.searches = searches.iter().map(|query| Search { query: (*query).into(), results: 1 }).collect();
    let article = |slug: &&str| ReadArticle { slug: (*slug).into(), ..ReadArticle::default() };
    request.context.articles = read.iter().map(article).collect();
    request
}

/// A writer gets the words of people who found nothing, beside the article that they read; what may be about a person
/// stays in the inbox, and what is answered well is not proposed.
#[test]
fn searches_in_vain_become_lines() {
    let content = folder(&[("nightdesk.toml", TOML)]);
    asked(content.path());
    let kept = folder(&[]);
    let file = kept.path().join("inbox.sqlite");
    let store = Inbox::open(&file, kept.path(), "").unwrap();
    let visits = [
        visit(1, &["pigeonhole jammed shut", "refund"], &["locker"]),
        visit(2, &["pigeonhole  jammed shut", "sailing weather"], &[]),
        visit(
            3,
            &["nowak parcel courier lost", "courier 123456789", "my mail anna@example.com", "password: Kitten12"],
            &[],
        ),
        visit(4, &["about the invoice"], &["invoice"]),
    ];
    for visit in &visits {
        let headers = [("Content-Type".into(), "application/json".into())];
        let body = serde_json::to_vec(visit).unwrap();
        let sent = inbox::Request { method: "POST", url: "/inbox/requests", headers: &headers, body: &body };
        assert_eq!(handle(&store, &sent, 1_795_608_000).status, 201);
    }
    let before = std::fs::read(&file).unwrap();
    let found = advised(content.path(), Some(&file), true);
    let [note] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((note.rule, note.severity), ("searched-in-vain", Severity::Note));
    assert!(note.message.ends_with("4 searches more left out, since they may hold personal data"), "{}", note.message);
    for part in
        ["en/locker\nquestions:\n  - pigeonhole jammed shut  # 2", "no article is near these:\n  sailing weather  # 1"]
    {
        assert!(note.help.contains(part), "{part}: {}", note.help);
    }
    for hidden in ["nowak", "1234", "anna", "Kitten", "invoice"] {
        assert!(!note.help.contains(hidden) && !note.message.contains(hidden), "{hidden}: {note:?}");
    }
    let brief = advised(content.path(), Some(&file), false);
    assert!(brief[0].help.contains("--rule searched-in-vain"), "{brief:?}");
    assert!(std::fs::read(&file).unwrap() == before, "a check only reads the inbox");
    let called = nightdesk(&[
        "check",
        content.path().to_str().unwrap(),
        "--inbox",
        file.to_str().unwrap(),
        "--rule",
        "searched-in-vain",
    ]);
    let text = String::from_utf8_lossy(&called.stderr).into_owned();
    assert!(called.status.success() && text.contains("- pigeonhole jammed shut  # 2"), "{text}");
}

/// An inbox that is not there is none; one that was named and is not there, or is another file, is told.
#[test]
fn inboxes_that_are_none() {
    let content = folder(&[("nightdesk.toml", TOML)]);
    asked(content.path());
    put(content.path(), "notes.txt", "no database");
    for name in ["missing.sqlite", "notes.txt"] {
        let file = content.path().join(name);
        let called = nightdesk(&["check", content.path().to_str().unwrap(), "--inbox", file.to_str().unwrap()]);
        let text = String::from_utf8_lossy(&called.stderr).into_owned();
        assert!(called.status.code() == Some(1) && text.contains(name), "{text}");
    }
    assert!(!content.path().join("missing.sqlite").exists());
}
