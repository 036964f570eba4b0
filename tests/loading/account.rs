//! Nothing vanishes: every file is an article, belongs to one, or is in the summary.

use std::{collections::BTreeSet, path::PathBuf};

use nightdesk::studio::{LeftOutReason, Reason};

use crate::{
    article, has, load, reported,
    support::{folder, listing, put, read},
};

/// The summary of a folder of these files.
fn summary(files: &[(&str, &str)]) -> String {
    load(files).summary.to_string()
}

/// The first line says whether the folder was understood.
#[test]
fn the_first_line() {
    let text = article("A", "Text");
    let draft = "---\ntitle: D\ndraft: true\n---\n\nText\n";
    assert_eq!(
        summary(&[
            ("pl/a/b.md", &text),
            ("pl/a/_parts/c.md", &text),
            ("pl/_d.md", &text),
            ("pl/e.md", draft),
            ("en/a/b.md", &text),
            ("README.md", &text),
            ("x.png", ""),
            ("x.pdf", ""),
        ]),
        "pl: 1 article in 1 topic · en: 1 · left out: 1 draft, 1 partial, 1 in _parts, 1 about the repository, 1 picture nobody uses, 1 other file"
    );
    assert_eq!(
        summary(&[
            ("mkdocs.yml", ""),
            ("docs/a.md", &text),
            ("blog/b.md", &text),
            ("versioned_docs/version-2/a.md", &text)
        ]),
        "en (recognised from the text): 1 article · left out: 1 in blog, 1 about older versions"
    );
}

/// A repository with everything in it: no file is in two places, and none in none.
/// Invariant (content): every file below the content folder is an article, belongs to one, or is listed as left out with
/// its reason, and never both.
#[test]
fn every_file_is_accounted_for() {
    let text = article("A", "Text");
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    let content = folder(&[]);
    let mut used = vec!["nightdesk.toml", "docs/synonyms.toml", "docs/notices/n.md", "docs/used.svg"];
    used.extend(["docs/topic/_index.md", "docs/topic/_category_.json", "docs/SUMMARY.md", "mkdocs.yml"]);
    used.extend(["docs/topic/page.md", "docs/start.mdx", "docs/other/more.MD", "docs/topic/deep/x.markdown"]);
    let left = [
        "docs/_partial.md",
        "docs/_parts/a.md",
        "docs/includes/shown.md",
        "docs/draft.md",
        "docs/unused.png",
        "docs/form.pdf",
        "docs/a.md.txt",
        "docs/report.Rmd",
        "docs/notes.txt",
        "README.md",
        "CHANGELOG.md",
        "blog/a.md",
        "versioned_docs/version-1.0/a.md",
        "package.json",
        "src/a.js",
        "docs/bad.md",
        "i18n/pl/code.json",
    ];
    for name in used.iter().chain(&left) {
        let body = match *name {
            "nightdesk.toml" | "docs/synonyms.toml" | "mkdocs.yml" => "",
            "docs/notices/n.md" => "---\ntitle: N\nuntil: 2027-01-01\n---\n\nText\n",
            "docs/topic/_category_.json" => "{\"label\": \"Topic\"}",
            "docs/topic/_index.md" => "---\ntitle: Topic\n---\n",
            "docs/SUMMARY.md" => "* [P](topic/page.md)\n",
            "docs/draft.md" => "---\ntitle: D\ndraft: true\n---\n\nText\n",
            "docs/used.svg" => picture,
            "docs/topic/page.md" => "---\ntitle: Page\n---\n\n![p](../used.svg)\n\n{% include \"shown.md\" %}\n",
            "docs/start.mdx" => "---\ntitle: S\n---\n\nText\n",
            "docs/other/more.MD" => "---\ntitle: M\n---\n\nText\n",
            "docs/topic/deep/x.markdown" => "---\ntitle: X\n---\n\nText\n",
            _ => &text,
        };
        put(content.path(), name, body);
    }
    crate::put_bytes(content.path(), "docs/bad.md", b"\x00\x01");
    let library = read(content.path());
    let mut listed = BTreeSet::new();
    for file in library.summary.left_out.values().flatten() {
        assert!(listed.insert(file.clone()), "{} is left out for two reasons", file.display());
    }
    let expected: BTreeSet<PathBuf> = left.iter().map(PathBuf::from).collect();
    assert_eq!(listed, expected);
    let all: BTreeSet<PathBuf> = listing(content.path()).iter().map(PathBuf::from).collect();
    assert_eq!(all, used.iter().chain(&left).map(PathBuf::from).collect());
    assert_eq!(library.languages[0].articles.len(), 4);
    let reason = |name: &str| {
        let found = library.summary.left_out.iter().find(|(_, files)| files.contains(&PathBuf::from(name)));
        found.map(|(reason, _)| reason.clone()).unwrap()
    };
    for (name, expected) in [
        ("docs/_partial.md", Reason::Partial(String::new())),
        ("docs/_parts/a.md", Reason::Partial("_parts".into())),
        ("docs/includes/shown.md", Reason::Partial("includes".into())),
        ("blog/a.md", Reason::Elsewhere("blog".into())),
        ("versioned_docs/version-1.0/a.md", Reason::OlderVersion),
        ("docs/draft.md", Reason::Settings(LeftOutReason::Draft)),
        ("README.md", Reason::Repository),
        ("docs/bad.md", Reason::Unreadable),
        ("docs/unused.png", Reason::UnusedPicture),
        ("package.json", Reason::Other),
    ] {
        assert_eq!(reason(name), expected, "{name}");
    }
    let found = reported(&library);
    assert!(
        has(&found, "README.md:1:1: note[left-out]", "6 files are Markdown and no article")
            || has(&found, "CHANGELOG.md:1:1: note[left-out]", "7 files"),
        "{found:#?}"
    );
}

/// Folders of programs have thousands of files, and are not looked into.
#[test]
fn folders_of_programs() {
    let text = article("A", "Text");
    let content = folder(&[("a.md", &text), ("node_modules/x/README.md", &text), ("node_modules/y.md", &text)]);
    put(content.path(), "b/node_modules/z/deep/a.md", &text);
    let library = read(content.path());
    assert_eq!(library.languages[0].articles.len(), 1);
    let other = &library.summary.left_out[&Reason::Other];
    assert_eq!(other.iter().map(|f| f.display().to_string()).collect::<Vec<_>>(), ["b/node_modules", "node_modules"]);
}

/// A folder `includes` whose files nobody includes holds articles, as any other does.
#[test]
fn shared_texts_are_articles_where_nobody_shares_them() {
    let text = article("A", "Text");
    let other = article("B", "How snippets work");
    assert_eq!(summary(&[("en/snippets/a.md", &text), ("en/b.md", &other)]), "en: 2 articles in 1 topic");
    let includes = article("B", "--8<-- \"snippets/a.md\"");
    assert_eq!(
        summary(&[("en/snippets/a.md", &text), ("en/b.md", &includes)]),
        "en: 1 article · left out: 1 in snippets"
    );
}
