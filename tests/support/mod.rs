//! What several tests share: small content folders, the present moment, the command, a preview.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub(crate) mod served;

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use nightdesk::{
    knowledge::{Block, Inline, Item},
    studio::{Library, LoadOptions, load},
    time::UtcMinute,
};
use tempfile::TempDir;

/// Saturday, 21 November 2026, 22:00 UTC: every test runs at this moment.
pub(crate) const NOW: UtcMinute = 29_921_640;

/// A stand-in for the built widget, where only the names of its files matter.
pub(crate) const APP: [(&str, &str); 8] = [
    ("app.js", "const files = __NIGHTDESK_FILES__;"),
    ("app.wasm", "app"),
    ("form.js", "form"),
    ("form.wasm", "form too"),
    ("loader.js", "const facts = __NIGHTDESK__;"),
    ("page.js", "page"),
    ("picture.js", "picture"),
    ("THIRD-PARTY-LICENSES.txt", "MIT"),
];

/// The settings of a small English site.
pub(crate) const TOML: &str = "[site]\nlanguages = [\"en\"]\n";

/// An article without findings.
pub(crate) const RETURN: &str = "---\ntitle: How do I return a parcel?\n---\n\nReport the return in your account.\n";

/// The project's own folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The demo's content.
pub(crate) fn demo() -> Library {
    read(&root().join("content"))
}

/// Reads a content folder.
pub(crate) fn read(folder: &Path) -> Library {
    load(folder, &LoadOptions { lang: None, now: NOW }).unwrap()
}

/// Writes files into a folder of their own, which lives as long as the value.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        put(folder.path(), name, text);
    }
    folder
}

/// Writes one file.
pub(crate) fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All files below a folder, relative to it, sorted.
pub(crate) fn listing(folder: &Path) -> Vec<String> {
    let walker = ignore::WalkBuilder::new(folder).standard_filters(false).build();
    let files = walker.map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file());
    let mut out: Vec<_> = files.map(|path| path.strip_prefix(folder).unwrap().display().to_string()).collect();
    out.sort();
    out
}

/// Runs the command.
pub(crate) fn nightdesk(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nightdesk")).env_remove("NIGHTDESK_APP").args(arguments).output().unwrap()
}

/// Reports what a test skipped, and why: on its output, and to `cargo xtask test`, which counts it in its last lines.
/// That command names a file in `NIGHTDESK_SKIPPED`, since the output of a test that passes is not shown.
pub(crate) fn skipped(test: &str, reason: &str) {
    println!("skipped: {test}: {reason}");
    let Some(file) = env::var_os("NIGHTDESK_SKIPPED").filter(|file| !file.is_empty()) else { return };
    let file = fs::OpenOptions::new().create(true).append(true).open(file);
    // One write: tests run side by side.
    file.and_then(|mut file| file.write_all(format!("{test}: {reason}\n").as_bytes())).unwrap();
}

/// A sample of real help pages, unpacked; `None`, reported as skipped, where the samples are not installed.
pub(crate) fn corpus(name: &str) -> Option<(TempDir, PathBuf)> {
    let archive = root().join(format!("../shared/data/corpora/{name}.tar.gz"));
    if !archive.exists() {
        skipped("corpora", &format!("there is no sample {name}.tar.gz"));
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(folder.path()).status().unwrap();
    assert!(done.success(), "tar cannot unpack {name}.tar.gz");
    let path = folder.path().join(name);
    Some((folder, path))
}

/// Every run of text in a tree, also inside lists, tables and callouts.
pub(crate) fn runs<'a>(blocks: &'a [Block], each: &mut dyn FnMut(&'a [Inline])) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => each(text),
            Block::List { items, .. } => items.iter().for_each(|Item { blocks, .. }| runs(blocks, each)),
            Block::Table { head, rows, .. } => std::iter::once(head).chain(rows).flatten().for_each(|cell| each(cell)),
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => runs(inner, each),
            Block::Titled { title, blocks, .. } => {
                each(title);
                runs(blocks, each);
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

/// Every inline element of a tree, at any depth.
pub(crate) fn inlines<'a>(blocks: &'a [Block], each: &mut dyn FnMut(&'a Inline)) {
    fn walk<'a>(run: &'a [Inline], each: &mut dyn FnMut(&'a Inline)) {
        for inline in run {
            each(inline);
            if let Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Marked(_, inner)
            | Inline::Link(_, inner) = inline
            {
                walk(inner, each);
            }
        }
    }
    runs(blocks, &mut |run| walk(run, each));
}
