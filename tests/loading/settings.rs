//! `nightdesk.toml` and front matter: what was typed counts, mistakes are reported once, at their position.
//!
//! Invariant (content): a setting is read as it was typed, and one mistake gives one finding.

use crate::{article, english, has, load, reported, ships, support::folder, support::read};

/// What an article is called, and what it is found by, are the letters that were typed.
#[test]
fn settings_are_read_as_typed() {
    for typed in [
        "3.10",
        "0777",
        "0xC0FFEE",
        "12_000",
        "6E2",
        "2027-02-28",
        "off",
        "YES",
        "n",
        "08",
        "99999999999999999999999",
        "1.50",
        "+1",
    ] {
        let text = format!(
            "---\ntitle: {typed}\ndescription: {typed}\nquestions: [{typed}, b]\nkeywords:\n  - {typed}\n---\n\nText\n"
        );
        let library = english(&[("en/a.md", &text)]);
        assert_eq!(reported(&library), Vec::<String>::new(), "{typed}");
        let a = &library.languages[0].articles[0];
        assert_eq!((a.card.title.as_str(), a.card.description.as_str()), (typed, typed));
        assert_eq!(
            (a.questions.clone(), a.keywords.clone()),
            (vec![typed.to_owned(), "b".to_owned()], vec![typed.to_owned()])
        );
        let notice = format!("---\ntitle: {typed}\nuntil: 2027-01-01\n---\n\nText\n");
        let library = english(&[("en/a.md", &article("A", "Text")), ("en/notices/n.md", &notice)]);
        assert_eq!(library.languages[0].notices[0].title, typed);
    }
}

/// What YAML makes of a special character at the start of a value, or of a `#`, is not what was typed: no word may
/// vanish silently.
#[test]
fn words_after_special_characters_are_kept_or_reported() {
    let typed = "warning[front-matter]";
    let (cut, empty) = ("warning[cut-by-comment]", "warning[empty-entry]");
    for (setting, position, rule, part) in [
        ("title: !Now or never", "2:8", typed, "put the value in quotes: `\"!Now or never\"`"),
        ("title: &Co what now?", "2:8", typed, "`&Co` is no part of `title`"),
        ("title: ! Now", "2:8", typed, "`!` is no part of `title`"),
        ("title: !Now", "2:8", typed, "`!Now` is no part"),
        ("title: !Now \"a\"", "2:8", typed, "`'!Now \"a\"'`"),
        ("title: A\ndescription: !!Now or never", "3:14", typed, "`!!Now` is no part of `description`"),
        ("title: A\nkeywords:\n  - b\n  - !urgent return", "5:5", typed, "`!urgent` is no part of `keywords`"),
        ("title: A\nquestions: [b, &c d]", "3:16", typed, "`&c` is no part of `questions`"),
        ("title: A\nkeywords: !all [b]", "3:11", typed, "`!all` is no part of `keywords`"),
        ("title: A\nkeywords:\n  - #sale\n  - b", "4:5", cut, "no part of `keywords`"),
        ("title: A\nkeywords:\n  - b\n  - null", "5:5", empty, "an entry of `keywords` is empty"),
        ("title: A\nkeywords:\n  - b\n  - ~", "5:5", empty, "an entry of `keywords` is empty"),
        ("title: A\nkeywords:\n  - b\n  -", "5:4", empty, "an entry of `keywords` is empty"),
        ("title: A\nquestions: [b, \"\u{200b}\"]", "3:16", empty, "an entry of `questions` is empty"),
        ("title: A\nquestions:\n  - How: so?", "4:5", typed, "put the entry in quotes: `\"How: so?\"`"),
        ("title: A\nkeywords:\n  - b\n  - [c]", "5:5", typed, "an entry of `keywords` is no text"),
        ("title: \"A\\u0007B\"", "2:8", "warning[control-character]", "U+0007"),
        ("\u{200b}title: B\ntitle: A", "2:1", typed, "an invisible character, U+200B"),
        ("title: &a A\ndescription: *a", "", "", ""),
        ("title: !!str A", "", "", ""),
        ("title: A & B!", "", "", ""),
        ("title: A\nkeywords: # none", "", "", ""),
        ("title: A\nkeywords: []", "", "", ""),
    ] {
        for name in ["en/b.md", "en/c/_index.md"] {
            let text = format!("---\n{setting}\n---\n{}", if name == "en/b.md" { "\nText\n" } else { "" });
            let found = reported(&english(&[("en/c/a.md", &article("A", "Text")), (name, &text)]));
            assert_eq!(found.len(), usize::from(!rule.is_empty()), "{setting}: {found:#?}");
            assert!(
                rule.is_empty() || has(&found, &format!("{name}:{position}: {rule}"), part),
                "{setting}: {found:#?}"
            );
        }
    }
}

/// A title is what was typed, also where YAML would have read something else.
#[test]
fn titles_with_special_characters_are_kept() {
    for title in
        ["!Now or never", "&Co what now?", "! Now", "!Now \"a\"", "*new* offer", "@home: how?", "[SALE] half", "{a} b"]
    {
        let text = format!("---\ntitle: {title}\nquestions:\n  - How: so?\n  - !yes\n---\n\nText\n");
        let library = english(&[("en/a.md", &text)]);
        let a = &library.languages[0].articles[0];
        assert_eq!(
            (a.card.title.as_str(), a.questions.join("|").as_str()),
            (title, "How: so?|!yes"),
            "{:?}",
            reported(&library)
        );
        assert!(ships(&library));
    }
}

/// A notice whose title is cut tells every visitor half of it, and one whose topics are lost is shown to every visitor.
#[test]
fn words_of_notices_are_kept_or_reported() {
    for (setting, position, part) in [
        ("title: Outage #2 goes on", "2:15: warning[cut-by-comment]", "no part of `title`"),
        ("title: !Outage goes on", "2:8: warning[notice]", "`!Outage` is no part of `title`"),
        ("title: A\ntopics:\n  - #c", "4:5: warning[cut-by-comment]", "no part of `topics`"),
        ("title: A\ntopics:", "3:1: warning[empty-entry]", "everybody sees the notice"),
        ("title: A\ntopics: []", "3:9: warning[empty-entry]", "everybody sees the notice"),
        ("title: A\ntopics: [null]", "3:10: warning[empty-entry]", "an entry of `topics` is empty"),
        ("title: A\ntopics:\n  - c: d", "4:5: warning[notice]", "`\"c: d\"`"),
        ("title: \"A", "2:8: warning[notice]", "the quote is not closed"),
        ("title:\u{a0}A", "2:7: warning[notice]", "U+00A0"),
        ("title: A\ntopics: [c, gone]", "3:13: warning[notice]", "`gone`"),
        ("title: A\nseverity: loud", "3:11: warning[notice]", "info, warning or critical"),
        ("title: A\nfrom: \"\"", "", ""),
        ("title:", "1:1: warning[notice]", "“N” is taken"),
        ("title: A\nfrom: soon", "3:7: error[notice]", "`from` must be a day"),
        ("title: A\nfrom: 2026-01-01: 9", "3:", "`from`"),
        ("title: A\n* until 2027", "3:1: error[notice]", "this is not read"),
        ("title: A\nuntil: 2027-02-01", "4:1: error[notice]", "stands twice"),
        ("title: A\ndraft: true", "1:1: note[notice]", "a draft"),
        ("title: A\ntopics: [c]", "", ""),
    ] {
        let notice = format!("---\n{setting}\nuntil: 2027-01-01\n---\n\nText\n");
        let found = reported(&english(&[("en/c/a.md", &article("A", "Text")), ("en/notices/n.md", &notice)]));
        assert_eq!(found.len(), usize::from(!part.is_empty()), "{setting}: {found:#?}");
        assert!(part.is_empty() || has(&found, &format!("en/notices/n.md:{position}"), part), "{setting}: {found:#?}");
    }
}

/// A suggested fix that is refused in turn is worse than none.
#[test]
fn suggested_fixes_are_read() {
    for (line, help) in [
        ("popular = [404]", "put it in quotes: `\"404\"`"),
        ("popular = [\"c/a\", 404]", "put it in quotes: `\"404\"`"),
        ("popular = [\n  404,\n]", "put it in quotes: `\"404\"`"),
        ("languages = \"pl\"", "`languages = [\"pl\"]`"),
        ("popular = 404", "`popular = [\"404\"]`"),
        ("popular = [0801]", "put texts in quotes and lists in brackets"),
        ("timezone =\u{a0}\"UTC\"", "nightdesk.toml:2:11: error[config]: an invisible character, U+00A0"),
        ("\u{200b}timezone = \"UTC\"", "nightdesk.toml:2:1: error[config]: an invisible character, U+200B"),
        ("timezone = 1", "put it in quotes: `timezone = \"…\"`"),
    ] {
        let found =
            reported(&load(&[("nightdesk.toml", &format!("[site]\n{line}\n")), ("en/c/a.md", &article("A", "T"))]));
        assert!(found.len() == 1 && found[0].contains(help), "{line}: {found:#?}");
    }
}

/// The channels of a site in Polish, English and German.
fn channels(lines: &str) -> Vec<String> {
    let toml = format!("[site]\nlanguages = [\"pl\", \"en\", \"de\"]\n\n{lines}");
    let text = article("A", "Text");
    let content = folder(&[("nightdesk.toml", &toml), ("pl/a.md", &text), ("en/a.md", &text), ("de/a.md", &text)]);
    let library = read(content.path());
    let labels = library.languages.iter().map(|content| {
        let labels: Vec<_> = content.channels.iter().map(|channel| channel.label.as_str()).collect();
        format!("{}: {}", content.lang, labels.join(", "))
    });
    labels.chain(reported(&library)).collect()
}

/// A contact channel has one name, in every language of the site and in no other.
#[test]
fn names_of_channels() {
    let phone = |id: &str, label: &str| {
        format!("[[channel]]\nid = \"{id}\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = {label}\n")
    };
    let complete = "{ pl = \"P\", en = \"E\", de = \"D\" }";
    for (lines, labels, start, part) in [
        (phone("a", complete), "P E D", "", ""),
        (phone("a", complete) + &phone("b", complete), "P E D", "", ""),
        (
            phone("a", complete) + &phone("a", complete),
            "P E D",
            "nightdesk.toml:10:6: error[channel]",
            "two channels have the id `a`",
        ),
        (phone("", complete), "P E D", "nightdesk.toml:5:6: error[channel]", "the channel has no id"),
        (
            phone("a", "{ pl = \"P\", de = \"D\" }"),
            "P P D",
            "nightdesk.toml:8:9: warning[channel]",
            "is missing in en; its readers get the one in pl",
        ),
        (
            phone("a", "{ pl = \"P\", en = \"\", de = \" \" }"),
            "P P P",
            "nightdesk.toml:8:9: warning[channel]",
            "is missing in en, de",
        ),
        (phone("a", "{ en = \"E\", de = \"D\" }"), "D E D", "nightdesk.toml:8:9: warning[channel]", "is missing in pl"),
        (
            phone("a", "{ pl = \"\", en = \"\" }"),
            "  ",
            "nightdesk.toml:8:9: error[channel]",
            "the label of the channel `a` is empty",
        ),
        (phone("a", "{}"), "  ", "nightdesk.toml:8:9: error[channel]", "the label of the channel `a` is empty"),
        (
            phone("a", "{ pl = \"P\", en = \"E\", de = \"D\", ed = \"X\" }"),
            "P E D",
            "nightdesk.toml:8:41: warning[channel]",
            "no language `ed`",
        ),
        (
            phone("a", "{ pl = \"P\", en = \"E\", \"de\" = \"D\", fr = \"F\" }"),
            "P E D",
            "nightdesk.toml:8:43: warning[channel]",
            "the languages of the site are pl, en, de",
        ),
        (
            phone("a", complete) + "note = { pl = \"n\", en = \"n\" }\n",
            "P E D",
            "nightdesk.toml:9:8: warning[channel]",
            "the note of the channel `a` is missing in de",
        ),
    ] {
        let found = channels(&lines);
        let shown: Vec<_> = found[..3]
            .iter()
            .map(|line| line.split(": ").nth(1).unwrap_or_default().split(", ").next().unwrap())
            .collect();
        assert_eq!(shown.join(" "), labels, "{lines}: {found:?}");
        let findings = &found[3..];
        assert_eq!(findings.len(), usize::from(!start.is_empty()), "{lines}: {findings:?}");
        assert!(start.is_empty() || has(findings, start, part), "{lines}: {findings:?}");
    }
}

/// A language that is listed twice or is not there is reported with its fix; capitals make no difference.
#[test]
fn names_of_languages() {
    for (list, start, part) in [
        ("\"en\", \"en\"", "nightdesk.toml:2:20: error[language]", "stands twice"),
        ("\"en\", \"EN\"", "nightdesk.toml:2:20: error[language]", "stands twice"),
        ("\"en\", \"uk\"", "", ""),
        ("\"EN\", \"Uk\"", "", ""),
        ("\"en\", \"ukr\"", "nightdesk.toml:2:20: error[language]", "there is a folder `UK`"),
        ("\"en\", \"pt\"", "nightdesk.toml:2:20: error[language]", "put Markdown files into a folder `pt`"),
        ("\"en\", \"../en\"", "nightdesk.toml:2:20: error[language]", "no content in the language `../en`"),
        ("\"en\", \"\"", "nightdesk.toml:2:20: error[language]", "no content in the language ``"),
    ] {
        let text = article("A", "Text");
        let toml = format!("[site]\nlanguages = [{list}]\n");
        let found =
            reported(&read(folder(&[("nightdesk.toml", &toml), ("en/a.md", &text), ("UK/a.md", &text)]).path()));
        let errors = found.iter().filter(|finding| finding.contains(" error[")).count();
        assert!(has(&found, start, part) || (start.is_empty() && found.is_empty()), "{list}: {found:?}");
        assert_eq!(errors, usize::from(!start.is_empty()), "{list}: {found:?}");
    }
}

/// One mistake in the settings is one finding: nothing that depends on them is reported.
#[test]
fn mistakes_have_no_follow_ups() {
    let text = article("A", "[orders](/orders) [privacy](/privacy?x#y)");
    let other = article("B", "Text");
    for (toml, start) in [
        (
            "[company]\nurl = \"https://a.example\"\ncolour = \"red\"\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:3:1: error[config]",
        ),
        (
            "[company]\nurl = “https://a.example”\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:2:7: error[config]",
        ),
        ("[company]\nurl = \"https://a.example\"\n[site]\nlanguages = \"pl\"\n", "nightdesk.toml:4:13: error[config]"),
        ("[company]\nurl = 5\n[site]\nlanguages = [\"pl\", \"en\"]\n", "nightdesk.toml:2:7: error[config]"),
        (
            "[company]\nurl = \"a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        (
            "[company]\nurl = \"www.a.example/shop\"\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        (
            "[company]\nurl = \"ftp://a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        (
            "[company]\nurl = \"mailto:a@a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        (
            "[company]\nurl = \"a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n[request.privacy]\ntext = { pl = \"P\", en = \"E\" }\nlink = \"/privacy\"\n[[channel]]\nid = \"m\"\nkind = \"mail\"\nvalue = \"a@a.example\"\nlabel = { pl = \"P\", en = \"E\" }\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        ("[company]\nurl = \"HTTPS://a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n", ""),
        ("[company\nname = \"A\"\n", "nightdesk.toml:1:9: error[config]"),
    ] {
        let content =
            folder(&[("nightdesk.toml", toml), ("pl/a.md", &text), ("en/a.md", &text), ("help/b.md", &other)]);
        let mut found = reported(&read(content.path()));
        // This folder is really not read, where the languages are known.
        found.retain(|finding| !finding.starts_with("help/b.md:1:1: warning[unread-file]"));
        assert_eq!(found.len(), usize::from(!start.is_empty()), "{toml}: {found:#?}");
        assert!(start.is_empty() || found[0].starts_with(start), "{toml}: {found:#?}");
    }
}
