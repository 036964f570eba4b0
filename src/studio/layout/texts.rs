//! The beginnings of files, read once: enough to recognise a language and to see a few settings.

use std::{
    cell::RefCell,
    collections::HashMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::files::Content;
use crate::{
    language::Lang,
    studio::{
        codes,
        guess::{self, Guess},
        inventory::SourceFile,
    },
};

/// So much of each file is read.
const MAX_BYTES: u64 = 6_000;
/// A language is recognised from so many of its files, taken from all over the folder.
const MAX_SAMPLES: usize = 40;
/// Keys of front matter that say in which language a file is.
const KEYS: [&str; 5] = ["lang", "language", "locale", "ms.contentlocale", "ms.locale"];

/// Reads the beginnings of files.
pub(super) struct Texts<'a> {
    root: &'a Path,
    known: RefCell<HashMap<PathBuf, Rc<str>>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self { root, known: RefCell::default() }
    }

    /// The beginning of a file; empty where it cannot be read, which is reported when its language is.
    pub(super) fn beginning(&self, file: &Content) -> Rc<str> {
        let known = self.known.borrow().get(&file.source.name).cloned();
        known.unwrap_or_else(|| {
            let mut bytes = Vec::new();
            let path = self.root.join(&file.source.disk);
            let opened = fs::metadata(&path).is_ok_and(|found| found.is_file()).then(|| fs::File::open(path));
            // A file that cannot be read is reported when its language is read.
            let _ = opened.and_then(Result::ok).map(|file| file.take(MAX_BYTES).read_to_end(&mut bytes));
            let text: Rc<str> = String::from_utf8_lossy(&bytes).into();
            self.known.borrow_mut().insert(file.source.name.clone(), Rc::clone(&text));
            text
        })
    }

    /// What some files seem to be written in.
    pub(super) fn guess(&self, files: &[&Content]) -> Option<Guess> {
        let step = files.len().div_ceil(MAX_SAMPLES).max(1);
        let texts: Vec<Rc<str>> = files.iter().step_by(step).map(|file| self.beginning(file)).collect();
        guess::of_texts(texts.iter().map(AsRef::as_ref))
    }

    /// The language that the front matter of a file names.
    pub(super) fn declared(&self, file: &Content) -> Option<Lang> {
        let text = self.beginning(file);
        let value = settings(&text)?.find(|(key, _)| KEYS.contains(key))?.1.to_owned();
        codes::language(&value)
    }

    /// Whether a file has settings of its own.
    pub(super) fn has_settings(&self, file: &Content) -> bool {
        settings(&self.beginning(file)).is_some()
    }
}

/// What a file calls itself in navigation: `id` in its front matter.
pub(in crate::studio) fn declared_id(root: &Path, file: &SourceFile) -> Option<String> {
    let content = Content { source: file.clone(), path: PathBuf::new() };
    let text = Texts::new(root).beginning(&content);
    settings(&text)?.find(|(key, _)| *key == "id").map(|(_, value)| value.to_owned())
}

/// Whether a file has one of some settings.
pub(in crate::studio) fn declares(root: &Path, file: &SourceFile, keys: &[&str]) -> bool {
    let content = Content { source: file.clone(), path: PathBuf::new() };
    let text = Texts::new(root).beginning(&content);
    settings(&text).is_some_and(|mut found| found.any(|(key, _)| keys.contains(&key)))
}

/// The settings of a file that fill one line each: all that is asked for here. `front_matter` reads them properly,
/// and reports what is wrong with them.
fn settings(text: &str) -> Option<impl Iterator<Item = (&str, &str)>> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let fence = lines.next().map(str::trim_end).filter(|line| matches!(*line, "---" | "+++"))?;
    let block = lines.take_while(move |line| line.trim_end() != fence);
    Some(block.filter(|line| !line.starts_with([' ', '\t', '-', '#'])).filter_map(move |line| {
        let (key, value) = line.split_once(if fence == "---" { ':' } else { '=' })?;
        let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
        Some((key.trim(), value))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The language that a writer has named must be seen, however it is written.
    #[test]
    fn single_settings() {
        for (text, expected) in [
            ("---\ntitle: A\nlang: pl # note\n---\n", Some("pl")),
            ("+++\nlang = \"pt-BR\"\n+++\n", Some("pt-BR")),
            ("\u{feff}---\r\nlang: 'de'\r\n---\r\n", Some("de")),
            ("---\nparams:\n  lang: pl\n---\n", None),
            ("lang: pl\n", None),
            ("---\ntitle: A\n---\nlang: pl\n", None),
        ] {
            let found = settings(text).and_then(|mut all| all.find(|(key, _)| *key == "lang")).map(|(_, value)| value);
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
