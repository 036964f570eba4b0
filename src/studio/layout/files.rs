//! The files of a language, and on the way there the content and what seems to be of one language.

use std::path::PathBuf;

use crate::{
    language::Lang,
    studio::{inventory::SourceFile, summary::Found},
};

/// A file of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::studio) struct LanguageFile {
    /// Where it is.
    pub(in crate::studio) source: SourceFile,
    /// Where it stands in the language: the same for its translations.
    pub(in crate::studio) inside: PathBuf,
}

/// A language and its files.
#[derive(Clone, Debug)]
pub(in crate::studio) struct LanguageFiles {
    /// Its code.
    pub(in crate::studio) lang: Lang,
    /// What says so.
    pub(in crate::studio) found: Found,
    /// The folder in which its files lie, or most of them; of `index.pl.md` the one of all languages.
    pub(in crate::studio) folder: PathBuf,
    /// Its articles, notices and pages of folders, in a stable order.
    pub(in crate::studio) files: Vec<LanguageFile>,
}

/// A file of the content.
#[derive(Clone, Debug)]
pub(super) struct Content {
    /// Where it is.
    pub(super) source: SourceFile,
    /// Its path below the folder of the content.
    pub(super) path: PathBuf,
}

impl Content {
    /// The folders that the file lies in, from the top.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.path.parent().into_iter().flat_map(|folder| folder.iter().filter_map(|part| part.to_str()))
    }
}

/// Some files of one language.
#[derive(Debug)]
pub(super) struct Detected {
    /// `None` where only the text or the settings can say it.
    pub(super) lang: Option<Lang>,
    /// What says so.
    pub(super) found: Found,
    /// Their folder, below that of the content.
    pub(super) folder: PathBuf,
    /// Their paths are those in the language.
    pub(super) files: Vec<Content>,
}
