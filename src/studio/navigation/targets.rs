//! The files of a language by the names that navigation calls them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

use crate::studio::{layout::LanguageFiles, names::join, source_text::composed};

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Where it stands in the language.
    pub(super) inside: PathBuf,
    /// Whether the name is its own; else it is that of the file which it translates, and titles are in that language.
    pub(super) own: bool,
}

/// All names of files and folders.
#[derive(Debug, Default)]
pub(super) struct Targets {
    files: HashMap<String, Target>,
    folders: HashMap<PathBuf, Target>,
    /// Folders that addresses without one are looked up in.
    bases: Vec<PathBuf>,
}

impl Targets {
    /// The names of a language's files. `base` is the folder of all content, whose names are those
    /// of the default language; `ids` are names that files give themselves.
    pub(super) fn new(
        language: &LanguageFiles,
        (base, is_default): (&Path, bool),
        ids: &HashMap<PathBuf, String>,
    ) -> Self {
        let bases = vec![language.folder.clone(), base.to_owned(), PathBuf::new()];
        let mut out = Self { bases, ..Self::default() };
        for file in &language.files {
            let inside = &file.inside;
            let own = Target { inside: inside.clone(), own: true };
            for name in [&file.source.name, &language.folder.join(inside)] {
                out.files.insert(key(name), own.clone());
                out.add_folders(name, inside, true);
                if let Some(id) = ids.get(&file.source.name) {
                    out.files.insert(key(&name.with_file_name(format!("{id}.md"))), own.clone());
                }
            }
            let name = base.join(inside);
            out.files.entry(key(&name)).or_insert_with(|| Target { inside: inside.clone(), own: is_default });
            out.add_folders(&name, inside, is_default);
        }
        out
    }

    /// Notes which folder of the language each folder above a file is.
    fn add_folders(&mut self, name: &Path, inside: &Path, own: bool) {
        for (folder, inner) in name.ancestors().zip(inside.ancestors()).skip(1) {
            if inner.as_os_str().is_empty() {
                break;
            }
            let place = Target { inside: inner.to_owned(), own };
            let known = self.folders.entry(folder.to_owned()).or_insert_with(|| place.clone());
            if own {
                *known = place;
            }
        }
    }

    /// The file that an address leads to from a folder.
    pub(super) fn file(&self, from: &Path, address: &str) -> Option<&Target> {
        if address.contains("://") || address.starts_with("mailto:") {
            return None;
        }
        let path = address.split(['#', '?']).next().unwrap_or_default();
        let path = composed(&percent_decode_str(path).decode_utf8_lossy());
        let below = path.trim_start_matches('/');
        let found = |folder: &Path, path: &str| self.files.get(&key(&join(folder, path)?));
        let own = if path.starts_with('/') { None } else { found(from, &path) };
        own.or_else(|| self.bases.iter().find_map(|base| found(base, below))).or_else(|| {
            // `/docs/a/` and `/pl/a/` are addresses on the site.
            let (_, rest) = below.split_once('/').filter(|(_, rest)| !rest.is_empty())?;
            self.bases.iter().find_map(|base| found(base, rest))
        })
    }

    /// The folder that an address leads to from a folder.
    pub(super) fn folder(&self, from: &Path, address: &str) -> Option<&Target> {
        let below = address.trim_matches('/');
        let found = |folder: &Path| self.folders.get(&join(folder, below)?);
        let own = if address.starts_with('/') { None } else { found(from) };
        own.or_else(|| self.bases.iter().find_map(|base| found(base)))
    }

    /// The folder of the language that a folder of the content is.
    pub(super) fn known_folder(&self, folder: &Path) -> Option<&Target> {
        self.folders.get(folder)
    }
}

/// A path in a form that is the same in all of its spellings: without endings, numbers in front, and the name of the
/// page of a folder.
fn key(path: &Path) -> String {
    let mut parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().to_lowercase()).collect();
    if let Some(last) = parts.pop() {
        let ends = [".md", ".mdx", ".markdown", ".html", ".htm"];
        let stem = ends.iter().find_map(|end| last.strip_suffix(end)).unwrap_or(&last).to_owned();
        if !["index", "_index", "readme"].contains(&stem.as_str()) {
            parts.push(stem);
        }
    }
    parts.iter().map(|part| without_number(part)).collect::<Vec<_>>().join("/")
}

/// A name without the number that puts it in its place: `01-intro`, `2. Setup`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let inner = rest.trim_start_matches(['-', '_', '.', ' ', ')']);
    let is_number = rest.len() < name.len() && inner.len() < rest.len() && name.len() - rest.len() <= 3;
    // `2024-05-01` and `3-2-1` are no targets.
    if is_number && inner.starts_with(|c: char| c.is_alphabetic()) { inner } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        language::Lang,
        studio::{inventory::SourceFile, layout::LanguageFile, summary::Found},
    };

    fn language(folder: &str, files: &[(&str, &str)]) -> LanguageFiles {
        let file = |(name, inside): &(&str, &str)| LanguageFile {
            source: SourceFile { disk: name.into(), name: name.into() },
            inside: inside.into(),
        };
        let files = files.iter().map(file).collect();
        LanguageFiles { lang: Lang::new("pl").unwrap(), found: Found::Folder, folder: folder.into(), files }
    }

    /// An entry that is not found costs its article its place in the order.
    #[test]
    fn addresses() {
        let files = [
            ("docs/01-start.md", "01-start.md"),
            ("docs/02-guide/README.md", "02-guide/README.md"),
            ("docs/02-guide/a b.mdx", "02-guide/a b.mdx"),
        ];
        let language = language("docs", &files);
        let ids = HashMap::from([(PathBuf::from("docs/02-guide/a b.mdx"), "own".to_owned())]);
        let targets = Targets::new(&language, (Path::new("docs"), true), &ids);
        for (from, address, expected) in [
            ("docs", "01-start.md", Some("01-start.md")),
            ("docs", "start", Some("01-start.md")),
            ("", "/start/", Some("01-start.md")),
            ("", "/docs/start", Some("01-start.md")),
            ("", "/other/", None),
            ("docs", "guide/", Some("02-guide/README.md")),
            ("docs", "02-guide/README.md", Some("02-guide/README.md")),
            ("docs/02-guide", "a%20b.md", Some("02-guide/a b.mdx")),
            ("docs", "guide/own", Some("02-guide/a b.mdx")),
            ("docs", "guide/a b.html#x", Some("02-guide/a b.mdx")),
            ("docs", "https://x.example/start", None),
            ("docs", "../../start", None),
            ("docs", "other", None),
        ] {
            let found = targets.file(Path::new(from), address).map(|place| place.inside.as_path());
            assert_eq!(found, expected.map(Path::new), "{from} {address}");
        }
        assert_eq!(
            targets.folder(Path::new("docs"), "02-guide").map(|place| place.inside.as_path()),
            Some(Path::new("02-guide"))
        );
    }

    /// A translation stands where the original stands, and has its own title.
    #[test]
    fn translations_have_the_place_of_the_original() {
        let language = language("i18n/pl/current", &[("i18n/pl/current/a/b.md", "a/b.md")]);
        let targets = Targets::new(&language, (Path::new("docs"), false), &HashMap::new());
        assert_eq!(targets.file(Path::new("docs"), "a/b"), Some(&Target { inside: "a/b.md".into(), own: false }));
        assert_eq!(
            targets.file(Path::new("i18n/pl/current"), "a/b"),
            Some(&Target { inside: "a/b.md".into(), own: true })
        );
        assert!(targets.known_folder(Path::new("docs/a")).is_some_and(|place| !place.own));
    }

    /// Numbers that put files in order are no part of a title, and other numbers are.
    #[test]
    fn numbers_in_front() {
        for (name, expected) in [
            ("01-intro", "intro"),
            ("2. Setup", "Setup"),
            ("10_a", "a"),
            ("3) b", "b"),
            ("2024-05-01", "2024-05-01"),
            ("2024-report", "2024-report"),
            ("3d-print", "3d-print"),
            ("404", "404"),
            ("intro", "intro"),
            ("5-2-1", "5-2-1"),
            ("", ""),
        ] {
            assert_eq!(without_number(name), expected, "{name}");
        }
    }
}
