//! What settings come to, and what is told of those that cannot be read.

use std::path::Path;

use super::*;
use crate::{
    language::Lang,
    studio::{LeftOutReason, grouped::Grouped},
};

/// The settings of a text, and what is told of it.
fn read_all(text: &str) -> (FrontMatter, Vec<String>) {
    let (mut each, mut grouped) = (Vec::new(), Grouped::default());
    let lang = Lang::new("pl").unwrap();
    // The 29th of November 2026.
    let source = Source { file: Path::new("a.md"), text, lang: &lang, now: 29_931_840 };
    let (front, _) = read(source, &mut Findings { each: &mut each, grouped: &mut grouped });
    (front, each.into_iter().chain(grouped.into_findings()).map(|finding| finding.to_string()).collect())
}

/// The body of a text.
fn body_of(text: &str) -> &str {
    let lang = Lang::new("en").unwrap();
    let source = Source { file: Path::new("a.md"), text, lang: &lang, now: 0 };
    let (_, body) = read(source, &mut Findings { each: &mut Vec::new(), grouped: &mut Grouped::default() });
    &text[body..]
}

/// What was read of a text, as one line: only what is there.
fn shown(front: &FrontMatter) -> String {
    let mut out = Vec::new();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            out.push(format!("{name}={value}"));
        }
    };
    add("title", front.title.clone().unwrap_or_default().0);
    add("label", front.label.clone().unwrap_or_default());
    add("description", front.description.clone());
    add("questions", front.questions.join("|"));
    add("keywords", front.keywords.join("|"));
    add("slug", front.slug.as_ref().map(|(slug, _)| slug.to_string()).unwrap_or_default());
    add("aliases", front.aliases.join("|"));
    add("updated", front.updated.map(|day| day.to_string()).unwrap_or_default());
    add("weight", front.weight.map(|weight| weight.to_string()).unwrap_or_default());
    add("left", front.left_out.map(|reason| format!("{reason:?}")).unwrap_or_default());
    add("unsearched", if front.unsearched { "yes".into() } else { String::new() });
    add("icon", front.icon.clone());
    add("lang", front.lang.clone().unwrap_or_default());
    out.join(" ")
}

/// Both notations say the same.
#[test]
fn yaml_and_toml() {
    let yaml = "---\ntitle: Jak zwrócić paczkę?\nquestions:\n  - jak odesłać\nkeywords: [zwrot, etykieta]\nupdated: 2026-10-14\n---\nTekst";
    let toml = "+++\ntitle = \"Jak zwrócić paczkę?\"\nquestions = [\"jak odesłać\"]\nkeywords = [\"zwrot\", \"etykieta\"]\nupdated = 2026-10-14\n+++\nTekst";
    for text in [yaml, toml] {
        let (front, told) = read_all(text);
        assert_eq!(told, Vec::<String>::new());
        assert_eq!(
            shown(&front),
            "title=Jak zwrócić paczkę? questions=jak odesłać keywords=zwrot|etykieta updated=20740"
        );
    }
}

/// A mend in the other notation would be refused in its turn, and one in another language is not understood.
#[test]
fn mends_are_in_the_notation_of_the_file() {
    for (text, help) in [
        ("+++\nkeywords = [0801]\n+++\n", "write each setting as `key = value`"),
        ("+++\ntitle = \"A\"\nweight = \"x\"\n+++\n", "`weight = 10`"),
        ("+++\ntitle = { a = 1 }\n+++\n", "`title = \"Jak zwrócić paczkę?\"`"),
        ("+++\ntitle = \"A\"\nupdated = \"x\"\n+++\n", "`updated = 2026-11-21`"),
        ("+++\ntitle = \"A\"\nkeywords = { a = 1 }\n+++\n", "`keywords = [\"zwrot\", \"etykieta\"]`"),
        ("---\ntitle: A\nkeywords: {a: 1}\n---\n", "`keywords: [zwrot, etykieta]`"),
        ("---\ntitle: Q: \\& \"A\"\n---\n", "`title: 'Q: \\& \"A\"'`"),
    ] {
        let messages = read_all(text).1;
        assert!(messages.len() == 1 && messages[0].contains(help), "{text:?}: {messages:?}");
    }
}

/// The writer must see the line, the reason and the way out.
#[test]
fn findings() {
    let table = [
        (
            "---\ntilte: x\n---\n",
            "a.md:2:1: warning[unknown-key]: the key `tilte` is not read (help: did you mean `title`?)",
        ),
        (
            "---\ntitle: x\ntitleNo: 7\n---\n",
            "a.md:3:1: note[unknown-key]: the key `titleNo` is not read (help: nothing is lost; the keys read are title, description, questions, keywords, slug, updated, weight, draft, icon)",
        ),
        (
            "---\ntitle: x\naction: y\n---\n",
            "a.md:3:1: note[unknown-key]: the key `action` is not read (help: nothing is lost; the keys read are title, description, questions, keywords, slug, updated, weight, draft, icon)",
        ),
        (
            "---\ntitle: x\nupdated: wczoraj\n---\n",
            "a.md:3:10: warning[front-matter]: `updated` must be a date (help: for example `updated: 2026-11-21`)",
        ),
        (
            "---\ntitle: [a]\n---\n",
            "a.md:2:8: warning[front-matter]: `title` must be a text; of the list its first is taken (help: for example `title: Jak zwrócić paczkę?`)",
        ),
        (
            "---\ntitle: x\n",
            "a.md:1:1: warning[front-matter]: the front matter is not closed (help: put a line of three hyphens, `---`, after the last setting)",
        ),
        (
            "---\ntitle: x\nzzz: y\n---\n",
            "a.md:3:1: note[unknown-key]: the key `zzz` is not read (help: nothing is lost; the keys read are title, description, questions, keywords, slug, updated, weight, draft, icon)",
        ),
    ];
    for (text, message) in table {
        assert_eq!(read_all(text).1, [message]);
    }
}

/// One bad line costs that line, and is told: the article keeps its title, and settings are never shown as text.
#[test]
fn settings_that_cannot_be_read_cost_their_line() {
    for (text, read, place) in [
        ("---\ntitle: A\nkeywords:\n\t- a\n---\n", "title=A keywords=a", "a.md:4:1: "),
        ("---\ntitle: A\ntitle: B\n---\n", "title=A", "a.md:3:1: "),
        ("---\ntitle: \"A\" - b\n---\n", "title=\"A\" - b", "a.md:2:"),
        ("---\ntitle: [a\n---\n", "title=a", "a.md:"),
        ("---\ntitle: @a\n---\n", "title=@a", "a.md:2:8: "),
        ("---\ntitle: *a\n---\n", "title=*a", "a.md:2:"),
        ("---\ntitle: {a} b\n---\n", "title={a} b", "a.md:2:"),
        ("---\ntitle: Zwrot: jak?\n---\n", "title=Zwrot: jak?", "a.md:2:"),
        ("---\n- title: A\n---\n", "", "a.md:2:1: "),
        ("---\njust words\ntitle: A\n---\n", "title=A", "a.md:2:1: "),
        ("+++\ntitle = A\n+++\n", "title=A", "a.md:2:"),
        ("+++\ntitle: A\n+++\n", "title=A", "a.md:2:"),
        ("+++\ntitle = \"A\"\ntitle = \"B\"\n+++\n", "title=A", "a.md:3:1: "),
        ("+++\ntitle = \"A\"\n\n", "title=A", "a.md:1:1: "),
        ("--- \ntitle: A\n", "title=A", "a.md:1:1: "),
        ("---\ntitle: \"A\nslug: b\n---\n", "title=A slug=b", "a.md:2:8: "),
        ("---\nkeywords:\n  - 'a\n  - b\n---\n", "keywords=a|b", "a.md:3:5: "),
        ("---\ntitle: A\n\tslug: b\n---\n", "title=A slug=b", "a.md:3:1: "),
        ("+++\nkeywords = [0801]\n+++\n", "keywords=0801", "a.md:2:"),
        ("\u{200b}---\ntitle: A\n---\n", "title=A", "a.md:1:1: "),
        ("---\u{200b}\ntitle: A\n---\n", "title=A", "a.md:1:4: "),
        ("---\ntitle: A\n---\u{2060}\nText\n", "title=A", "a.md:3:4: "),
        ("---\ntitle:\u{a0}A\n---\n", "title=A", "a.md:2:7: "),
        ("---\ntitle: A\nslug:\u{a0}a\n---\n", "title=A slug=a", "a.md:3:6: "),
        ("\u{200b}\n---\ntitle: A\n---\n", "title=A", "a.md:1:1: "),
        ("---\n\u{200b}title: A\n---\n", "title=A", "a.md:2:1: "),
        ("\n---\ntitle: A\n---\nText\n", "title=A", "a.md:2:1: "),
        (" \n\n+++\ntitle = \"A\"\n+++\n", "title=A", "a.md:3:1: "),
        ("<!-- a note -->\n---\ntitle: A\n---\n", "title=A", "a.md:2:1: "),
        ("---\ntitle: A\nupdated: [2026]\nweight: heavy\n---\n", "title=A", ""),
    ] {
        let (front, messages) = read_all(text);
        assert_eq!(shown(&front), read, "{text:?} {messages:?}");
        assert_eq!(messages.len(), if place.is_empty() { 2 } else { 1 }, "{text:?} {messages:?}");
        assert!(messages[0].starts_with(place) && messages[0].contains("warning["), "{text:?} {messages:?}");
    }
}

/// What stands between two rules is text, and so is a text that begins with a rule.
#[test]
fn text_is_no_settings() {
    for (text, body) in [
        ("Text\n\n---\n\nText", "Text\n\n---\n\nText"),
        ("----\n\nText", "----\n\nText"),
        ("***\nText", "***\nText"),
        ("\n\nText\n---\n", "\n\nText\n---\n"),
        ("", ""),
        ("---\n\nText\n\n---\n\nMore", "---\n\nText\n\n---\n\nMore"),
        ("---\njust words\n---\nMore", "---\njust words\n---\nMore"),
        ("---\nText\n", "---\nText\n"),
        ("---\n# Heading\n---\nText\n", "---\n# Heading\n---\nText\n"),
        ("---\n---\nText", "Text"),
        ("---\ntitle: A\n---\nText", "Text"),
        ("---\ntitle: A\n...\nText\n\n---\n", "Text\n\n---\n"),
        ("---\ntitle: A\n\nText here.\n\n---\n\nMore", "\nText here.\n\n---\n\nMore"),
        ("---\ntitle: A\n\nbad line\nslug: b\n---\nText", "Text"),
        ("---\ntitle: A\ndraft: false\nText\n", "Text\n"),
        ("{\n  \"title\": \"A\"\n}\nText", "Text"),
        ("{\nno settings\n}\nText", "{\nno settings\n}\nText"),
        ("Title: A\nDate: 2026-10-14\n\nText", "\nText"),
        ("Note: this is text.\n\nText", "Note: this is text.\n\nText"),
        ("Title: A\nNote: b\n\nText", "Title: A\nNote: b\n\nText"),
    ] {
        assert_eq!(body_of(text), body, "{text:?}");
    }
}

/// What other programs write for the same thing says the same thing here.
#[test]
fn keys_of_other_generators() {
    for (setting, read) in [
        ("Title: A", "title=A"),
        ("sidebar_label: A", "label=A"),
        ("linkTitle: A", "label=A"),
        ("menu:\n  docs:\n    name: A\n    weight: 20", "label=A weight=20000"),
        ("menu: main", ""),
        ("sidebar:\n  order: 3", "weight=3000"),
        ("summary: <p>Send <b>it</b> back.</p>", "description=Send it back."),
        ("summary: A\ndescription: B", "description=B"),
        ("excerpt: true", ""),
        ("metadata:\n  description: A\n  keywords: [b]", "description=A keywords=b"),
        ("tags: [a, b]\nlabels: c, d", "keywords=a|b|c|d"),
        ("taxonomies:\n  tags: [a]", "keywords=a"),
        ("keywords: a, b", "keywords=a|b"),
        ("permalink: /a/b/", "slug=b aliases=/a/b"),
        ("permalink: /:title/", ""),
        ("url: https://other.example/a", ""),
        ("slug: /", "aliases=/"),
        ("slug: a/b\npermalink: /c", "slug=b aliases=/a/b"),
        ("redirect_from:\n  - /old/\n  - older", "aliases=/old|/older"),
        ("aliases: [/old/a/, oddać towar]", "questions=oddać towar aliases=/old/a"),
        ("routes:\n  aliases: [/old]", "aliases=/old"),
        ("lastmod: 2026-10-14T10:00:00Z\ndate: 2020-01-01", "updated=20740"),
        ("date: 2026-10-14", "updated=20740"),
        ("date:\n  created: 2020-01-01\n  updated: 2026-10-14", "updated=20740"),
        ("last_update:\n  date: 2026-10-14\n  author: a", "updated=20740"),
        ("lastUpdated: true", ""),
        ("ms.date: 10/14/2026", "updated=20740"),
        ("date: 2099-01-01", ""),
        ("updated: 0001-01-01", ""),
        ("sidebar_position: 2.5", "weight=2500"),
        ("nav_order: \"3\"", "weight=3000"),
        ("order: -1", "weight=-1000"),
        ("weight: 2.0", "weight=2000"),
        ("order: 5\nweight: 1", "weight=1000"),
        ("nav_order: b", ""),
        ("draft: \"false\"", ""),
        ("draft: true", "left=Draft"),
        ("published: false", "left=Hidden"),
        ("publish: no", "left=Hidden"),
        ("hidden: true", "left=Hidden"),
        ("unlisted: true", "left=Unlisted"),
        ("status: draft", "left=Draft"),
        ("publishDate: 2099-01-01", "left=NotYet"),
        ("expiryDate: 2020-01-01", "left=Over"),
        ("redirect_to: /a", "left=LeadsOn"),
        ("search:\n  exclude: true", "unsearched=yes"),
        ("search: false", "unsearched=yes"),
        ("search_exclude: true", "unsearched=yes"),
        ("nav_exclude: true", ""),
        ("lang: pt-BR", "lang=pt-BR"),
        ("ms.contentlocale: pl-PL", "lang=pl-PL"),
        ("lang: a whole sentence", ""),
        (
            "layout: page\ntoc: true\nhide_title: true\nms.author: x\nbookToc: false\ncssclasses:\n  - a: b\n  - !x y",
            "",
        ),
        ("updated: \"\"\ndescription: null\nslug: ~\nquestions: []\nkeywords: {}\nweight:\ndraft: ''", ""),
    ] {
        let (front, told) = read_all(&format!("---\n{setting}\n---\n"));
        assert_eq!((shown(&front).as_str(), told), (read, Vec::new()), "{setting}");
    }
}

/// What may have said that an article is a draft keeps it from being published, however it was mistyped.
#[test]
fn drafts_stay_drafts() {
    for settings in [
        "title: A: b\ndraft: true",
        "title: A\ndraft: true: x",
        "title: A\ndraft:true",
        "title: A\ndraft true",
        "title: A\n\u{200b}draft: true",
        "title: A\n\tdraft: true",
        "title: A\nDraft: True",
        "title: A\ndraft: maybe",
        "title: A\ndraft: [",
        "title: A\ndraft = true",
        "title: A\ndraft: \"true",
        "title: A\ndraft: !yes true",
        "title: A\ndraft: false\ndraft: true",
        "title: A\n- draft: true",
        "title: A\n* draft: true",
        "title: A\ndraft:\n  - {",
        "title: [\ndraft: true",
    ] {
        let (front, told) = read_all(&format!("---\n{settings}\n---\n"));
        assert_eq!(front.left_out, Some(LeftOutReason::Draft), "{settings}: {told:?}");
    }
    for settings in
        ["title: A: b", "title: draft\nkeywords: [x", "title: A\nbad line", "a: {b: {\n draft: true\ntitle: A"]
    {
        let (front, told) = read_all(&format!("---\n{settings}\n---\n"));
        assert_eq!(front.left_out, None, "{settings}: {told:?}");
    }
}

/// A slug that no address can have gets one, and a note.
#[test]
fn slugs_are_made() {
    for (typed, slug) in [("Jak_Zwrocic", "jak-zwrocic"), ("c++", "c"), ("\"Two words\"", "two-words")] {
        let (front, told) = read_all(&format!("---\nslug: {typed}\n---\n"));
        assert_eq!(shown(&front), format!("slug={slug}"));
        assert!(told.len() == 1 && told[0].contains("a.md:2:7: note[slug]"), "{told:?}");
    }
}

/// A title that a `#` cuts is reported; a comment behind a setting is not.
#[test]
fn comments_that_cut() {
    for (setting, told) in [
        ("title: Order #12", true),
        ("title: 5 % off # today", true),
        ("description: See # 4", true),
        ("keywords: [a, b] # sorted", false),
        ("keywords:\n  - C #sharp", true),
        ("questions:\n  - where is it # asked in May", false),
        ("weight: 3 # below the others", false),
        ("updated: 2026-10-14 # by Ann", false),
        ("title: \"Order #12\" # the first", false),
        ("title: C#", false),
        ("title: C#4 and F#", false),
        ("title: a\n# a note", false),
    ] {
        let text = format!("---\n{setting}\n---\n");
        let messages = read_all(&text).1;
        assert_eq!(messages.iter().any(|message| message.contains("cut-by-comment")), told, "{setting} {messages:?}");
    }
}

/// However many mistakes a file has, they are told in time that grows with it, and not all of them.
#[test]
fn many_mistakes_are_counted() {
    for (line, expected) in [("bad line {}\n", 10), ("z{}: x\n", 21), ("title: \"x {}\n", 10)] {
        let lines: String = (0..2_000).map(|number| line.replace("{}", &number.to_string())).collect();
        let (_, told) = read_all(&format!("---\nslug: a\n{lines}---\n"));
        assert!(told.len() <= expected + 10, "{line}: {}", told.len());
    }
}
