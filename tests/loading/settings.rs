//! `nightdesk.toml` and front matter: what was typed counts, slips are told once and where they are.

use crate::{article, english, has, support::folder, support::read, told};

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
        assert_eq!(told(&library), Vec::<String>::new(), "{typed}");
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
    labels.chain(told(&library)).collect()
}

/// A way to a person has one name, in every language, and in no language that nobody reads.
#[test]
fn names_of_channels() {
    let phone = |id: &str, label: &str| {
        format!("[[channel]]\nid = \"{id}\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = {label}\n")
    };
    let whole = "{ pl = \"P\", en = \"E\", de = \"D\" }";
    for (lines, labels, start, part) in [
        (phone("a", whole), "P E D", "", ""),
        (phone("a", whole) + &phone("b", whole), "P E D", "", ""),
        (
            phone("a", whole) + &phone("a", whole),
            "P E D",
            "nightdesk.toml:10:6: error[channel]",
            "two channels have the id `a`",
        ),
        (phone("", whole), "P E D", "nightdesk.toml:5:6: error[channel]", "the channel has no id"),
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
            phone("a", whole) + "note = { pl = \"n\", en = \"n\" }\n",
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

/// A language that stands twice, or whose folder has other capitals, is told with its mend.
#[test]
fn names_of_languages() {
    for (list, start, part) in [
        ("\"en\", \"en\"", "nightdesk.toml:2:20: error[language]", "stands twice"),
        ("\"en\", \"EN\"", "nightdesk.toml:2:20: error[language]", "the folder is called `en`"),
        ("\"en\", \"uk\"", "nightdesk.toml:2:20: error[language]", "the folder is called `UK`"),
        ("\"en\", \"pt\"", "nightdesk.toml:2:20: error[language]", "put Markdown files into a folder `pt`"),
        ("\"en\", \"../en\"", "nightdesk.toml:2:20: error[language]", "no content in the language `../en`"),
        ("\"en\", \"\"", "nightdesk.toml:2:20: error[language]", "no content in the language ``"),
    ] {
        let text = article("A", "Text");
        let toml = format!("[site]\nlanguages = [{list}]\n");
        let found = told(&read(folder(&[("nightdesk.toml", &toml), ("en/a.md", &text), ("UK/a.md", &text)]).path()));
        assert!(has(&found, start, part), "{list}: {found:?}");
    }
}

/// One slip in the settings is one finding: nothing that depends on them is blamed.
#[test]
fn slips_have_no_followers() {
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
            "[company]\nurl = \"a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n[contact.privacy]\ntext = { pl = \"P\", en = \"E\" }\nlink = \"/privacy\"\n[[channel]]\nid = \"m\"\nkind = \"mail\"\nvalue = \"a@a.example\"\nlabel = { pl = \"P\", en = \"E\" }\n",
            "nightdesk.toml:2:7: error[company]",
        ),
        ("[company]\nurl = \"HTTPS://a.example\"\n[site]\nlanguages = [\"pl\", \"en\"]\n", ""),
        ("[company\nname = \"A\"\n", "nightdesk.toml:1:9: error[config]"),
    ] {
        let content =
            folder(&[("nightdesk.toml", toml), ("pl/a.md", &text), ("en/a.md", &text), ("help/b.md", &other)]);
        let mut found = told(&read(content.path()));
        // That this folder is not read is true, where the languages are known.
        found.retain(|finding| !finding.starts_with("help/b.md:1:1: warning[unread-file]"));
        assert_eq!(found.len(), usize::from(!start.is_empty()), "{toml}: {found:#?}");
        assert!(start.is_empty() || found[0].starts_with(start), "{toml}: {found:#?}");
    }
}
