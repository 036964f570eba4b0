//! Links of the documents work: every link target, heading and file that they name exists, the two documents that are
//! read first stay short, and the README leads to the paths that a newcomer asks for.
//!
//! Dated pages (`CHANGELOG.md`, `docs/decisions/`) may name files as they were; their links count all the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &str) -> String {
    fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// All pages of the project; not the demo's content.
fn pages() -> Vec<String> {
    let walk = ignore::WalkBuilder::new(root()).hidden(false).require_git(false).build();
    let names = walk.filter_map(|entry| Some(entry.unwrap().path().strip_prefix(root()).ok()?.to_path_buf()));
    let pages: Vec<String> = names
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .filter(|path| !["content/", "tests/fixtures/", ".git/"].iter().any(|folder| path.starts_with(folder)))
        .collect();
    assert!(pages.len() > 50, "only {} pages found", pages.len());
    pages
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES)
}

/// The parts of a page that refer to something.
#[derive(Default)]
struct Page {
    links: Vec<String>,
    /// Words in code: names of files among them.
    code: Vec<String>,
    /// Headings with their levels, and the words in code below each.
    sections: Vec<(HeadingLevel, String, Vec<String>)>,
    /// The ids of headings as GitHub makes them, and those written out.
    ids: BTreeSet<String>,
}

impl Page {
    fn of(text: &str) -> Self {
        let mut page = Self::default();
        let mut heading: Option<(HeadingLevel, String)> = None;
        for event in parser(text) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(dest_url.into())
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    page.ids.extend(id.map(String::from));
                    heading = Some((level, String::new()));
                }
                Event::End(TagEnd::Heading(_)) => {
                    let (level, words) = heading.take().unwrap();
                    page.ids.insert(page.free(&slug(&words)));
                    page.sections.push((level, words, Vec::new()));
                }
                Event::Text(text) if heading.is_some() => heading.as_mut().unwrap().1.push_str(&text),
                Event::Code(code) => {
                    if let Some((_, words)) = &mut heading {
                        words.push_str(&code);
                    } else if let Some((.., below)) = page.sections.last_mut() {
                        below.push(code.to_string());
                    }
                    page.code.push(code.into());
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    for name in ["id=\"", "name=\""] {
                        page.ids.extend(
                            html.split(name).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
                        );
                    }
                    for name in ["href=\"", "src=\""] {
                        page.links.extend(
                            html.split(name).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
                        );
                    }
                }
                _ => {}
            }
        }
        page
    }

    /// A second heading of the same words has a number behind its id.
    fn free(&self, id: &str) -> String {
        let mut ids = std::iter::once(id.to_owned()).chain((1..).map(|number| format!("{id}-{number}")));
        ids.find(|id| !self.ids.contains(id)).unwrap()
    }

    /// Below a heading, to the next of its level.
    fn below(&self, heading: &str) -> Vec<&str> {
        let at = self.sections.iter().position(|(_, words, _)| words.starts_with(heading));
        let at = at.unwrap_or_else(|| panic!("no heading {heading:?}"));
        let level = self.sections[at].0;
        let end = self.sections.iter().skip(at + 1).position(|(other, ..)| *other <= level);
        let end = end.map_or(self.sections.len(), |end| at + 1 + end);
        self.sections[at..end].iter().flat_map(|(.., code)| code.iter().map(String::as_str)).collect()
    }
}

/// The id that GitHub gives a heading.
fn slug(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    lower
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// A path from the root of the project, without `.` and `..`.
fn joined(page: &str, link: &str) -> PathBuf {
    let folder = Path::new(page).parent().unwrap();
    let mut out = PathBuf::new();
    for part in folder.join(link).components() {
        match part {
            Component::ParentDir => assert!(out.pop(), "{page}: {link} leads out of the project"),
            Component::Normal(name) => out.push(name),
            _ => {}
        }
    }
    out
}

/// Whether words in code name a file or a folder of the project, written out from its root.
fn is_path(code: &str) -> bool {
    let roots = ["src/", "tests/", "docs/", "style/", "examples/", "fuzz/", ".ci/", ".github/"];
    roots.iter().any(|root| code.starts_with(root))
        && code.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
        && !code.starts_with("docs/requests")
}

/// Whether words in code are the name of a file with code in it, without its folder.
fn is_file_name(code: &str) -> bool {
    let name = code.rsplit('/').next().unwrap_or_default();
    code == name
        && [".rs", ".js", ".css", ".mjs"].iter().any(|end| name.strip_suffix(end).is_some_and(|stem| !stem.is_empty()))
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c))
        && name.matches('.').count() == 1
}

/// File names without a folder that name no file below the folders spoken of: those written out last from the root of the
/// project, in one paragraph, and the folder of a file that was written out before in the same one.
fn short_names(text: &str) -> Vec<String> {
    let below = |folder: &PathBuf, name: &str| {
        let walk = ignore::WalkBuilder::new(folder).require_git(false).build();
        walk.filter_map(Result::ok).any(|entry| entry.file_name().to_string_lossy() == name)
    };
    let (mut folders, mut fresh, mut beside) = (vec![root().to_path_buf()], true, None::<PathBuf>);
    let mut wrong = Vec::new();
    for event in parser(text) {
        match event {
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::Heading(_)) => {
                (fresh, beside) = (true, None);
            }
            Event::Code(code) if is_file_name(&code) => {
                let known = folders.iter().chain(&beside).any(|folder| below(folder, &code));
                wrong.extend((!known).then(|| code.to_string()));
            }
            Event::Code(code) if is_path(&code) && root().join(&*code).is_file() => {
                beside = root().join(&*code).parent().map(Path::to_path_buf);
            }
            Event::Code(code) if root().join(code.trim_end_matches('/')).is_dir() => {
                if std::mem::take(&mut fresh) {
                    folders.clear();
                }
                folders.push(root().join(code.trim_end_matches('/')));
            }
            _ => {}
        }
    }
    wrong
}

/// A broken link costs a reader the page that they needed.
#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    for name in pages() {
        let page = Page::of(&read(&name));
        for link in &page.links {
            if link.contains(':') || link.starts_with('/') {
                continue;
            }
            let (path, id) = link.split_once('#').map_or((link.as_str(), None), |(path, id)| (path, Some(id)));
            let target = if path.is_empty() { PathBuf::from(&name) } else { joined(&name, path) };
            if !root().join(&target).exists() {
                wrong.push(format!("{name}: {link}: no such file"));
            } else if let Some(id) = id
                && !Page::of(&fs::read_to_string(root().join(&target)).unwrap()).ids.contains(id)
            {
                wrong.push(format!("{name}: {link}: no such heading"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document that names a file by its old name leaves the reader searching.
#[test]
fn files_that_are_named_are_there() {
    let (mut wrong, mut named) = (Vec::new(), 0);
    for name in pages() {
        if name == "CHANGELOG.md" || name.starts_with("docs/decisions/") {
            continue;
        }
        let page = Page::of(&read(&name));
        if name.starts_with("docs/contributors/") {
            wrong.extend(short_names(&read(&name)).into_iter().map(|code| format!("{name}: {code}: no such file")));
        }
        for code in page.code.iter().filter(|code| is_path(code)) {
            named += 1;
            // What the tests make, and what only a build has.
            if !root().join(code.trim_end_matches('/')).exists() && !code.starts_with("tests/e2e/node_modules") {
                wrong.push(format!("{name}: {code}"));
            }
        }
    }
    assert!(named > 100, "only {named} files are named");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whoever opens the project reads these first, and reads on only what is short.
#[test]
fn first_pages_are_short() {
    for (page, most) in [("README.md", 6_000), ("ARCHITECTURE.md", 10_000)] {
        let bytes = read(page).len();
        assert!(bytes <= most, "{page} has {bytes} bytes, more than {most}");
    }
}

/// A tour through more files than one remembers is no help.
#[test]
fn walks_are_short_and_true() {
    let page = Page::of(&read("ARCHITECTURE.md"));
    for walk in ["An article", "A keystroke", "A request"] {
        let files: BTreeSet<&str> = page.below(walk).into_iter().filter(|code| is_path(code)).collect();
        assert!((3..=8).contains(&files.len()), "{walk}: {} files: {files:?}", files.len());
        assert!(files.iter().all(|file| root().join(file).is_file()), "{walk}: {files:?}");
    }
}

/// A newcomer finds, from the README alone, the file to change: the README names the first file of each path and the
/// page that has the path to its end, and the files hold what is to be changed.
#[test]
fn four_changes_are_found_from_the_readme() {
    const PATHS: &str = "docs/contributors/where-to-change.md";
    let (readme, paths) = (Page::of(&read("README.md")), Page::of(&read(PATHS)));
    assert!(readme.links.iter().any(|link| link == PATHS), "the README does not lead to {PATHS}");
    for (task, files) in [
        (
            "A new sink",
            &[
                ("src/request/sink/mod.rs", "fn sink"),
                ("src/request/forms.rs", "enum SinkConfig"),
                ("src/studio/request/sinks.rs", "Kind {"),
            ][..],
        ),
        (
            "A new callout",
            &[
                ("src/knowledge/block.rs", "enum Callout"),
                ("src/studio/markdown/kinds.rs", "Callout::"),
                ("src/text/mod.rs", "callouts"),
                ("style/article.css", ".callout"),
            ],
        ),
        (
            "A new language of the interface",
            &[
                ("src/text/mod.rs", "mod uk"),
                ("src/text/form/mod.rs", "uk"),
                ("src/text/plural.rs", "uk"),
                ("src/studio/hours/holidays.rs", "HOLIDAYS"),
            ],
        ),
        ("A wrong holiday", &[("src/studio/hours/holidays.rs", "HOLIDAYS"), ("src/studio/hours/lint.rs", "DOUBTFUL")]),
    ] {
        let (first, _) = files[0];
        assert!(readme.links.iter().any(|link| link == first), "{task}: the README does not lead to {first}");
        let named = paths.below(task);
        for (file, holds) in files {
            assert!(named.contains(file), "{task}: {PATHS} does not name {file}");
            assert!(read(file).contains(holds), "{task}: {file} does not hold {holds:?}");
        }
    }
}

/// A check that takes every id for an existing one, or no text for a path, finds nothing.
#[test]
fn pages_are_read_as_github_shows_them() {
    let page = Page::of(
        "# `Two` words, *one* more?\n## Two words one more\n[a](b.md#c) <a id=\"d\" href=\"e\">\n### Last {#f}\n`src/lib.rs`\n",
    );
    let ids: Vec<_> = page.ids.iter().map(String::as_str).collect();
    assert_eq!(ids, ["d", "f", "last", "two-words-one-more", "two-words-one-more-1"]);
    assert_eq!(
        (page.links.as_slice(), page.below("Last")),
        (&["b.md#c".to_owned(), "e".to_owned()][..], vec!["src/lib.rs"])
    );
    for (code, path) in [
        ("src/lib.rs", true),
        ("tests/e2e/", true),
        ("src", false),
        ("content/nightdesk.toml", false),
        ("src/<lang>.rs", false),
        ("search/codec", false),
    ] {
        assert_eq!(is_path(code), path, "{code}");
    }
    let tour = "**`src/studio`**: `bundle.rs`, `ranks.rs`\n\n| `serve/` | `paths.rs`, `rank.rs` |\n|---|---|\n";
    assert_eq!(short_names(tour), ["ranks.rs", "rank.rs"]);
}
