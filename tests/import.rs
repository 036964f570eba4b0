//! Help from elsewhere: each source is imported, checked, and built, and nothing of it is lost on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/sources.rs"]
mod sources;
mod support;
#[path = "import/usage.rs"]
mod usage;

use std::{collections::HashMap, path::Path};

use nightdesk::{
    knowledge::plain_blocks,
    studio::{
        Fetch, ImportOptions, ImportReport, ImportSource, Library, import, markdown_text, read_markdown,
        recognise_import,
    },
};
use sources::{SOURCES, Sample};

/// Writes a sample and imports it.
fn imported(sample: &Sample, out: &Path) -> ImportReport {
    let folder = support::folder(&[]);
    for (name, text) in sample.files {
        support::put(folder.path(), name, text);
    }
    for name in sample.pictures {
        std::fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        std::fs::copy(support::root().join("tests/fixtures/import/label.png"), folder.path().join(name)).unwrap();
    }
    let source = recognise_import(folder.path());
    assert_eq!(source, Some(sample.source), "{} is recognised", sample.source.name());
    options(sample.source, folder.path(), out).unwrap()
}

fn options(source: ImportSource, from: &Path, out: &Path) -> std::io::Result<ImportReport> {
    let (from, out) = (from.to_owned(), out.to_owned());
    import(&ImportOptions { source, from, out, lang: None, now: support::NOW, fetch: Fetch::No })
}

/// How often each word stands in a text, whatever its case.
fn words(text: &str) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *out.entry(word.to_lowercase()).or_default() += 1;
    }
    out
}

/// What a visitor can read, in all languages.
fn shown(library: &Library) -> String {
    let articles = library.languages.iter().flat_map(|content| &content.articles);
    articles.map(|article| format!("{} {} ", article.card.title, plain_blocks(&article.blocks))).collect()
}

/// A company that moves here must find all of its help, with links that lead on and nothing to mend before it opens.
/// Invariant (content): what is imported is read without an error or a dead link, and has at least 99 % of the words
/// that the source shows.
#[test]
fn every_source_arrives_whole() {
    let mut wrong = Vec::new();
    for sample in &SOURCES {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("help");
        let report = imported(sample, &out);
        let name = sample.source.name();
        let library = support::read(&out);
        let findings: Vec<String> = library.diagnostics.iter().map(ToString::to_string).collect();
        if findings != sample.findings {
            wrong.push(format!("{name}: {findings:#?}\n{}", report.whole_text()));
        }
        let keys: Vec<String> = library
            .languages
            .iter()
            .flat_map(|content| content.articles.iter().map(|article| format!("{}/{}", content.lang, article.card.key)))
            .collect();
        if keys != sample.articles {
            wrong.push(format!("{name} has {keys:?}"));
        }
        let (there, shown) = (words(sample.words), words(&shown(&library)));
        let lost: Vec<&String> =
            there.iter().filter(|(word, count)| shown.get(*word) < Some(*count)).map(|(word, _)| word).collect();
        if lost.len() * 100 > there.len() {
            wrong.push(format!("{name} has lost {lost:?}"));
        }
        let text = report.whole_text();
        for told in sample.told {
            if !text.contains(told) {
                wrong.push(format!("{name} does not tell {told:?}:\n{text}"));
            }
        }
        for (file, part) in sample.written {
            let text = std::fs::read_to_string(out.join(file)).unwrap_or_default();
            if !text.contains(part) {
                wrong.push(format!("{name}: {file} has no {part:?}:\n{text}"));
            }
        }
        assert_eq!(report.json()["articles"].as_object().unwrap().len(), library.languages.len(), "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A folder that is ours already must come out as it was: its titles, texts, links, pictures and settings.
#[test]
fn the_demo_is_imported_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("help");
    options(ImportSource::Markdown, &support::root().join("content"), &out).unwrap();
    let (before, after) = (support::demo(), support::read(&out));
    assert_eq!(after.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    for (before, after) in before.languages.iter().zip(&after.languages) {
        assert_eq!(before.lang, after.lang);
        assert_eq!(before.popular, after.popular);
        assert_eq!(before.notices.len(), after.notices.len());
        assert_eq!(before.synonyms.len(), after.synonyms.len());
        for (before, after) in before.categories.iter().zip(&after.categories) {
            assert_eq!(
                (&before.key, &before.title, &before.icon, &before.articles),
                (&after.key, &after.title, &after.icon, &after.articles)
            );
        }
        for (before, after) in before.articles.iter().zip(&after.articles) {
            assert_eq!(before.card, after.card);
            assert_eq!((&before.questions, &before.keywords), (&after.questions, &after.keywords));
            assert_eq!(plain_blocks(&before.blocks), plain_blocks(&after.blocks), "{}", before.card.key);
        }
    }
    assert_eq!(before.media.files.len(), after.media.files.len());
}

/// What an import writes must be read as what it was: the whole demo, line for line where nothing is written otherwise.
#[test]
fn the_demo_is_written_as_it_was() {
    let content = support::root().join("content");
    for file in ignore::WalkBuilder::new(&content)
        .build()
        .flatten()
        .filter(|file| file.path().extension().is_some_and(|e| e == "md"))
    {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        let written = markdown_text(&read_markdown(body, "?"), "?");
        assert!(written.exact, "{}:\n{}", file.path().display(), written.text);
    }
}
