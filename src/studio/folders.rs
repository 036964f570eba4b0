//! Which files a content folder holds, and in which languages.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Config, Diagnostic, LoadOptions, config::at, guess};
use crate::{knowledge::Lang, text::Strings};

/// All Markdown files, relative to the folder, in a stable order; hidden and ignored ones left out.
pub(super) fn markdown_files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(root).require_git(false).build() {
        let entry = entry.map_err(io::Error::other)?;
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "md")
            && let Ok(relative) = path.strip_prefix(root)
        {
            files.push(relative.to_owned());
        }
    }
    files.sort();
    Ok(files)
}

/// The languages and their folders: as configured, else folders named like languages, else the folder itself.
pub(super) fn languages(
    root: &Path,
    config: &Config,
    source: &str,
    files: &[PathBuf],
    options: &LoadOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Lang, PathBuf)> {
    let mut out = Vec::new();
    for name in &config.site.languages {
        let folder = PathBuf::from(name.get_ref());
        match Lang::new(name.get_ref()) {
            Some(lang) if files.iter().any(|file| file.starts_with(&folder)) => out.push((lang, folder)),
            _ => diagnostics.push(Diagnostic::error(
                "language",
                at(source, name.span()),
                format!("there is no content in the language `{}`", name.get_ref()),
                format!(
                    "put Markdown files into a folder `{}` beside nightdesk.toml, or take the language out of the list",
                    name.get_ref()
                ),
            )),
        }
    }
    if config.site.languages.is_empty() {
        let folders: BTreeSet<&Path> =
            files.iter().filter_map(|file| file.parent()?.iter().next().map(Path::new)).collect();
        let short = |folder: &Path| folder.to_str().filter(|name| name.len() == 2).and_then(Lang::new);
        out.extend(folders.into_iter().filter_map(|folder| Some((short(folder)?, folder.to_owned()))));
    }
    if out.is_empty() && config.site.languages.is_empty() {
        let sample: String =
            files.iter().take(40).filter_map(|file| fs::read_to_string(root.join(file)).ok()).collect();
        let lang = options.lang.clone().or_else(|| guess::language_of(&sample));
        out.extend(lang.map(|lang| (lang, PathBuf::new())));
    }
    out
}

/// A folder's name as a title.
pub(super) fn category_title(key: &str, lang: &Lang) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => Strings::of(lang.as_str()).help.to_owned(),
    }
}
