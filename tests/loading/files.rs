//! Every file of a content folder ends up somewhere, or has a finding.
//!
//! Invariant (content): every file of a content folder is published or has a finding.

use std::fs;

use crate::{
    article, english, has, load, reported,
    support::{TOML, folder, put, read},
};

/// The positions of findings and what they are about, without their fixes.
fn about(findings: &[String]) -> Vec<String> {
    findings.iter().map(|finding| finding.split(" (help: ").next().unwrap().to_owned()).collect()
}

/// A folder named like a language must not make the others vanish, and one with another name is no language.
#[test]
fn no_file_is_lost_beside_languages() {
    let text = article("A", "Text");
    let languages = |files: &[&str], toml: Option<&str>| {
        let mut all: Vec<(&str, &str)> = files.iter().map(|file| (*file, text.as_str())).collect();
        all.extend(toml.map(|toml| ("nightdesk.toml", toml)));
        let library = load(&all);
        let known: Vec<_> = library.languages.iter().map(|content| content.lang.to_string()).collect();
        let left = library.summary.left_out.values().flatten();
        let unread: Vec<_> = left.map(|file| file.display().to_string()).collect();
        let read: usize = library.languages.iter().map(|content| content.articles.len()).sum();
        assert_eq!(read + unread.len(), files.len(), "{files:?}");
        (known.join(" "), unread)
    };
    for (files, toml, known, unread) in [
        (&["no/a.md", "is/b.md", "orders/c.md", "top.md"][..], None, "en", &[][..]),
        (&["my/a.md", "account/b.md"], Some(""), "en", &[]),
        (&["tv/a.md", "pc/b.md", "qa/c.md"], None, "en", &[]),
        (&["de/a.md", "fr/b.md"], None, "de fr", &[]),
        (&["de/a.md", "fr/b.md", "faq.md"], Some("[site]\nlanguages = [\"de\"]\n"), "de", &["faq.md", "fr/b.md"]),
        (&["uk/a.md", "uk-old/b.md", "ukr/c.md"], None, "en", &[]),
        (&["en/deep/er/a.md", "en-gb/b.md"], Some("[site]\nlanguages = [\"en\"]\n"), "en", &["en-gb/b.md"]),
        (&["pt-br/a.md", "pt/b.md"], Some("[site]\nlanguages = [\"pt\", \"pt-br\"]\n"), "pt pt-br", &[]),
        (&["README.md", "cs/a.md"], None, "cs", &["README.md"]),
        (&["a.md", "b/c.md", "b/notices.md"], None, "en", &[]),
    ] {
        let (found, missing) = languages(files, toml);
        assert_eq!(
            (found.as_str(), missing.iter().map(String::as_str).collect::<Vec<_>>()),
            (known, unread.to_vec()),
            "{files:?}"
        );
    }
}

/// A writer who saves a file under another name or type must learn that it will not be read.
#[test]
fn odd_names_are_read_or_reported() {
    let text = article("Odd", "Text");
    for (name, expected) in [
        ("en/a.MD", Some("en/a.MD:1:1: note[file-ending]: 1 file is read as Markdown")),
        ("en/a.Markdown", Some("en/a.Markdown:1:1: note[file-ending]: 1 file is read as Markdown")),
        ("en/a.mdx", Some("en/a.mdx:1:1: note[file-ending]: 1 file is read as Markdown")),
        ("en/a.mkd", Some("en/a.mkd:1:1: note[file-ending]: 1 file is read as Markdown")),
        ("en/a.md.txt", Some("en/a.md.txt:1:1: warning[unread-file]: the file is not read")),
        ("en/a.Rmd", Some("en/a.Rmd:1:1: warning[unread-file]: the file is not read")),
        ("en/a.txt", Some("en/a.txt:1:1: note[unread-file]: 1 file is neither Markdown nor pictures")),
        ("en/a", Some("en/a:1:1: note[unread-file]: 1 file is neither Markdown nor pictures")),
        ("en/form.pdf", Some("en/form.pdf:1:1: note[unread-file]: 1 file is neither Markdown nor pictures")),
        ("media/shop.png", Some("media/shop.png:1:1: note[unused-picture]: 1 file is shown by no article")),
        ("Nightdesk.TOML", Some("Nightdesk.TOML:1:1: warning[unread-file]: the file is not read")),
        ("nightdesk.yaml", Some("nightdesk.yaml:1:1: warning[unread-file]: the file is not read")),
        ("en/nightdesk.toml", Some("en/nightdesk.toml:1:1: warning[unread-file]: the file is not read")),
        ("en/help/synonyms.toml", Some("en/help/synonyms.toml:1:1: warning[synonyms]: the synonyms are not read here")),
        ("en/a.md~", None),
        ("en/~$a.md", None),
        ("en/#a.md#", None),
        ("en/.a.md.swp", None),
        ("en/a.md.orig", None),
        (".hidden/a.md", None),
        ("Thumbs.db", None),
        ("en/notices/old.MD", Some("en/notices/old.MD:1:1: note[file-ending]: 1 file is read as Markdown")),
    ] {
        let notice = "---\ntitle: Odd\nuntil: 2027-01-01\n---\n\nText\n";
        let content = if name.contains("notices") { notice } else { &text };
        let library = english(&[("en/good.md", &article("Good", "Text")), (name, content)]);
        let found = reported(&library);
        match expected {
            Some(start) => assert!(found.len() == 1 && found[0].starts_with(start), "{name}: {found:?}"),
            None => assert_eq!(found, Vec::<String>::new(), "{name}"),
        }
        let is_read = expected.is_some_and(|finding| finding.contains("file-ending")) && !name.contains("notices");
        assert_eq!(library.languages[0].articles.len(), 1 + usize::from(is_read), "{name}");
    }
}

/// A folder of pictures is one line, not a hundred.
#[test]
fn many_files_are_one_finding() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &article("A", "Text"))]);
    for number in 0..100 {
        put(content.path(), &format!("media/p-{number:03}.png"), "x");
        put(content.path(), &format!("forms/f-{number:03}.pdf"), "x");
    }
    assert_eq!(
        about(&reported(&read(content.path()))),
        [
            "media/p-000.png:1:1: note[unused-picture]: 100 files are shown by no article, and not shipped: `media/p-000.png`, `media/p-001.png`, `media/p-002.png` and 97 more",
            "forms/f-000.pdf:1:1: note[unread-file]: 100 files are neither Markdown nor pictures, and not shipped: `forms/f-000.pdf`, `forms/f-001.pdf`, `forms/f-002.pdf` and 97 more",
        ]
    );
}

/// A pipe must not block the build, and a link not publish what is elsewhere on the machine.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_reported_and_left_out() {
    use std::{
        os::unix::{fs::symlink, net::UnixListener},
        process::Command,
    };
    let outside =
        folder(&[("secret.md", &article("Secret", "Text")), ("more/b.md", &article("B", "Text")), ("p.svg", "<svg/>")]);
    let content = folder(&[
        ("nightdesk.toml", TOML),
        ("en/a.md", &article("A", "![p](p.svg) ![q](own.svg) ![pipe](pipe.svg)")),
        ("en/dir.md/c.md", &article("C", "Text")),
        ("en/own.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>"),
    ]);
    let path = |name: &str| content.path().join(name);
    symlink(outside.path().join("secret.md"), path("en/secret.md")).unwrap();
    symlink(outside.path().join("more"), path("en/more")).unwrap();
    symlink(outside.path().join("p.svg"), path("en/p.svg")).unwrap();
    symlink("gone.md", path("en/gone-too.md")).unwrap();
    symlink("../en", path("en/round")).unwrap();
    symlink("itself.md", path("en/itself.md")).unwrap();
    symlink("a.md", path("en/again.md")).unwrap();
    for name in ["en/pipe.md", "en/pipe.svg"] {
        assert!(Command::new("mkfifo").arg(path(name)).status().unwrap().success());
    }
    let _socket = UnixListener::bind(path("en/socket.md")).unwrap();
    let library = read(content.path());
    let found = about(&reported(&library));
    for (start, part) in [
        ("en/secret.md:1:1: warning[odd-file]", "out of the content folder"),
        ("en/more:1:1: warning[odd-file]", "out of the content folder"),
        ("en/p.svg:1:1: warning[odd-file]", "out of the content folder"),
        ("en/gone-too.md:1:1: warning[odd-file]", "leads nowhere"),
        ("en/itself.md:1:1: warning[odd-file]", "leads nowhere"),
        ("en/round:1:1: warning[odd-file]", "folder is not followed"),
        ("en/dir.md:1:1: warning[odd-file]", "this is a folder"),
        ("en/pipe.md:1:1: warning[odd-file]", "a pipe"),
        ("en/pipe.svg:1:1: warning[odd-file]", "a pipe"),
        ("en/socket.md:1:1: warning[odd-file]", "a socket"),
        ("en/a.md:5:1: warning[missing-picture]", "`p.svg`"),
        ("en/a.md:5:27: warning[missing-picture]", "`pipe.svg`"),
    ] {
        assert!(has(&found, start, part), "{start} {part}: {found:#?}");
    }
    assert_eq!(found.len(), 14, "{found:#?}");
    let keys: Vec<_> = library.languages[0].articles.iter().map(|article| article.card.key.clone()).collect();
    assert_eq!(keys, ["a", "again", "dir.md/c"], "a link to a file of the folder is that file");
    assert!(!reported(&library).iter().any(|finding| finding.contains("Secret") || finding.contains("os error")));
    for name in ["nightdesk.toml", "en/synonyms.toml"] {
        let _ = fs::remove_file(path(name));
        assert!(Command::new("mkfifo").arg(path(name)).status().unwrap().success());
        let found = reported(&read(content.path()));
        assert!(has(&found, &format!("{name}:1:1: error[unreadable-file]"), "cannot be read"), "{found:#?}");
    }
}

/// What a list of ignored files hides must not be published because the list cannot be read.
#[cfg(unix)]
#[test]
fn lists_of_ignored_files_are_read_or_reported() {
    use std::{os::unix::fs::symlink, path::Path, process::Command};
    type Make<'a> = &'a dyn Fn(&Path);
    let pipe: Make<'_> = &|path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let outside = folder(&[("list", "secret.md\n")]);
    let bytes = |bytes: &'static [u8]| move |path: &Path| fs::write(path, bytes).unwrap();
    let utf16 = bytes(b"\xff\xfes\0e\0c\0r\0e\0t\0.\0m\0d\0\n\0");
    let old = bytes(b"secret.md\n\xb3.md\n");
    let zero = bytes(b"a.txt\ns\0e\0c\0r\0e\0t\0.\0m\0d");
    let mac = bytes(b"a.txt\rsecret.md\r");
    let open = bytes(b"a.txt\nsecret{.md\n");
    let good = bytes(b"\xef\xbb\xbfsecret.md\r\n");
    let cases: [(Make<'_>, &str); 11] = [
        (pipe, "1:1: error[unreadable-file]: the file cannot be read: it is no file but a pipe"),
        (&|path| fs::create_dir(path).unwrap(), "1:1: error[unreadable-file]: the file cannot be read: it is a folder"),
        (
            &|path| symlink("/dev/zero", path).unwrap(),
            "1:1: error[unreadable-file]: the file cannot be read: it is a symbolic link that leads out",
        ),
        (
            &|path| symlink(outside.path().join("list"), path).unwrap(),
            "1:1: error[unreadable-file]: the file cannot be read: it is a symbolic link that leads out",
        ),
        (
            &|path| symlink("gone", path).unwrap(),
            "1:1: error[unreadable-file]: the file cannot be read: it is not there",
        ),
        (&utf16, "1:1: error[encoding]: the file is UTF-16"),
        (&old, "2:1: error[encoding]: the byte B3"),
        (&zero, "2:2: error[encoding]: a zero stands here"),
        (&mac, "1:1: error[line-ends]: lines end with a carriage return alone, and are taken for one"),
        (&open, "2:1: error[unreadable-file]: this line is no pattern"),
        (&good, ""),
    ];
    for (number, (make, expected)) in cases.into_iter().enumerate() {
        for name in [".gitignore", ".ignore", "en/.gitignore", "en/c/.ignore"] {
            let text = article("A", "Text");
            let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &text), ("en/c/b.md", &text)]);
            put(content.path(), "en/c/secret.md", "Not yet\n");
            make(&content.path().join(name));
            let library = read(content.path());
            let found = reported(&library);
            if expected.is_empty() {
                assert_eq!(found, Vec::<String>::new(), "{name}");
                assert_eq!(library.languages[0].articles.len(), 2);
            } else {
                assert!(
                    has(&found, &format!("{name}:{expected}"), "would be published"),
                    "{number} {name}: {found:#?}"
                );
            }
        }
        // The lists of the parent folders count as well.
        let outer = folder(&[("site/nightdesk.toml", TOML), ("site/en/a.md", &article("A", "Text"))]);
        put(outer.path(), "site/en/secret.md", "Not yet\n");
        let is_link_or_good = [2, 3].contains(&number) || expected.is_empty();
        if !is_link_or_good {
            make(&outer.path().join(".gitignore"));
            let found = reported(&read(&outer.path().join("site")));
            assert!(has(&found, &format!("../.gitignore:{expected}"), "would be published"), "{number}: {found:#?}");
        }
    }
}

/// Settings outside the folder are not read, which is reported once; those beside them are read.
#[cfg(unix)]
#[test]
fn settings_are_not_read_through_links_that_lead_out() {
    use std::{os::unix::fs::symlink, process::Command};
    let outside = folder(&[("nd.toml", "[company]\nname = \"Elsewhere\"\n"), ("s.toml", "groups = [[\"a\"]]\n")]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    let site = || {
        let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &article("A", "Text"))]);
        put(content.path(), "en/synonyms.toml", "");
        content
    };
    for name in ["nightdesk.toml", "en/synonyms.toml"] {
        for (kind, reason, help) in [
            ("link", "leads out of the content folder", "put a copy"),
            ("dead", "it is not there, or a symbolic link that leads nowhere", "mend what it leads to"),
            ("folder", "it is a folder", "another name"),
            ("pipe", "a pipe", "delete it, or put a file in its place"),
        ] {
            let content = site();
            let path = content.path().join(name);
            fs::remove_file(&path).unwrap();
            match kind {
                "link" => {
                    let goal = if name.starts_with("en") { "s.toml" } else { "nd.toml" };
                    symlink(outside.path().join(goal), &path).unwrap();
                }
                "dead" => symlink("gone", &path).unwrap(),
                "folder" => fs::create_dir(&path).unwrap(),
                _ => assert!(Command::new("mkfifo").arg(&path).status().unwrap().success()),
            }
            let library = read(content.path());
            let found = reported(&library);
            assert!(found.len() == 1, "{name} {kind}: {found:#?}");
            let start = format!("{name}:1:1: error[unreadable-file]: the file cannot be read: ");
            assert!(has(&found, &start, reason) && has(&found, &start, help), "{name} {kind}: {found:#?}");
            assert_eq!(library.company, "");
        }
    }
    let content = folder(&[
        ("cfg/nd.toml", "[company]\nname = \"Here\"\n[site]\nlanguages = [\"en\"]\n"),
        ("cfg/words.toml", "groups = [[\"parcel\", \"package\"]]\n"),
        ("cfg/p.svg", svg),
        ("en/a.md", &article("A", "![p](q.svg)")),
    ]);
    symlink("cfg/nd.toml", content.path().join("nightdesk.toml")).unwrap();
    symlink("../cfg/words.toml", content.path().join("en/synonyms.toml")).unwrap();
    symlink("../cfg/p.svg", content.path().join("en/q.svg")).unwrap();
    let library = read(content.path());
    assert_eq!(reported(&library), Vec::<String>::new());
    assert_eq!((library.company.as_str(), library.languages[0].synonyms.len()), ("Here", 2));
}

/// A Mac and a phone spell one name in two ways: the same folder must give the same site everywhere.
/// Invariant (content): names, addresses and ids are the same whichever Unicode form a machine writes file names in.
#[test]
fn names_are_the_same_on_every_machine() {
    let (mac, linux) = ("z\u{307}o\u{301}l\u{301}w", "żóĺw");
    let toml = format!(
        "[site]\nlanguages = [\"en\"]\npopular = [\"{mac}/{linux}\"]\n[[page]]\nurl = \"/x\"\ncategories = [\"{linux}\"]\n"
    );
    let site = |name: &str, other: &str| {
        let text = article(
            &format!("T {other}"),
            &format!(
                "## U\u{308}ber {other}\n\n[a]({other}.md#über-{name}) ![p]({other}.svg) [b](#u%CC%88ber-{linux})"
            ),
        );
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
        let notice = format!(
            "---\ntitle: N\nuntil: 2027-01-01\ntopics: [{other}, {other}/{name}]\n---\n\n[a](/{other}/{other}.md)\n"
        );
        load(&[
            ("nightdesk.toml", &toml),
            (&format!("en/{name}/{name}.md"), &text),
            (&format!("en/{name}/{name}.svg"), svg),
            (&format!("en/notices/{name}.md"), &notice),
        ])
    };
    let sites = [site(mac, linux), site(linux, mac), site(mac, mac), site(linux, linux)];
    for site in &sites {
        assert_eq!(reported(site), Vec::<String>::new());
        let content = &site.languages[0];
        assert_eq!(format!("{:?}", content.articles), format!("{:?}", sites[0].languages[0].articles));
        assert_eq!(content.articles[0].card.slug.as_str(), "zolw");
        assert_eq!(
            format!("{:?}{:?}", content.categories, content.pages),
            format!("{:?}{:?}", sites[0].languages[0].categories, sites[0].languages[0].pages)
        );
        assert_eq!(content.notices[0].articles, [0]);
    }
}

/// Two spellings of one name in one folder are two files on Linux and one on a Mac.
#[test]
fn names_that_collide_are_reported() {
    let text = article("A", "Text");
    let library = english(&[("en/o\u{301}.md", &text), ("en/ó.md", &text)]);
    assert!(
        has(&reported(&library), "en/ó.md:1:1: warning[duplicate-name]", "two files have this name"),
        "{:?}",
        reported(&library)
    );
    assert_eq!(library.languages[0].articles.len(), 1);
    assert!(library.summary.to_string().ends_with("left out: 1 odd file"), "{}", library.summary);
    let library = english(&[("en/Faq.md", &text), ("en/faq.md", &text)]);
    assert!(has(&reported(&library), "en/faq.md:2:8: note[duplicate-slug]", "`en/Faq.md`"), "{:?}", reported(&library));
}
