//! Which language each file of the content is in, where nothing but the files themselves says it.
//!
//! Names of folders count where all of them are codes of languages, or where one repeats the files of the others; names
//! of files (`index.pl.md`) where the same name is there in another language; front matter where most files have it. A
//! text that is plainly in another language than its folder's name says (`it/` and `hr/` of a company) makes a topic of
//! it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    by_folder, by_name,
    files::{Content, Detected},
    texts::Texts,
};
use crate::{language::Lang, studio::summary::Found};

/// Divides content into languages, those of the default language without a name first; also the files that are in none.
pub(super) fn detect(content: Vec<Content>, texts: &Texts<'_>) -> (Vec<Detected>, Vec<Content>) {
    let content = match by_folder::of_all(content, texts) {
        Ok(found) => return found,
        Err(content) => content,
    };
    let content = match by_folder::of_translations(content, texts) {
        Ok(found) => return (found, Vec::new()),
        Err(content) => content,
    };
    let content = match by_name::by_name(content, texts) {
        Ok(found) => return (found, Vec::new()),
        Err(content) => content,
    };
    (by_front_matter(content, texts), Vec::new())
}

/// Divides content by the folders that a generator's settings name for languages; also what is in none of them.
pub(super) fn by_settings(
    content: Vec<Content>,
    base: &Path,
    folders: &[(Lang, PathBuf)],
) -> (Vec<Detected>, Vec<Content>) {
    let mut out: Vec<Detected> = Vec::new();
    let mut beside = Vec::new();
    for file in content {
        let Some((lang, folder)) = folders.iter().find(|(_, folder)| file.source.name.starts_with(folder)) else {
            beside.push(file);
            continue;
        };
        let path = file.source.name.strip_prefix(folder).unwrap_or(&file.path).to_owned();
        let file = Content { path, ..file };
        match out.iter_mut().find(|found| found.lang.as_ref() == Some(lang)) {
            Some(found) => found.files.push(file),
            None => {
                let folder = folder.strip_prefix(base).unwrap_or(folder).to_owned();
                out.push(Detected { lang: Some(lang.clone()), found: Found::Folder, folder, files: vec![file] });
            }
        }
    }
    (out, beside)
}

/// Languages by the front matter: all files are in one, or most of them say which.
fn by_front_matter(content: Vec<Content>, texts: &Texts<'_>) -> Vec<Detected> {
    let declared: Vec<Option<Lang>> = content.iter().map(|file| texts.declared(file)).collect();
    let named = declared.iter().flatten().count();
    let single = |lang, found, files| vec![Detected { lang, found, folder: PathBuf::new(), files }];
    if named * 2 < content.len() || named == 0 {
        return single(None, Found::Text, content);
    }
    let mut out: Vec<Detected> = Vec::new();
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for lang in declared.iter().flatten() {
        *counts.entry(lang).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(lang, _)| lang.clone());
    for (file, lang) in content.into_iter().zip(declared) {
        // A file that does not say it is in the language of most.
        let Some(lang) = lang.or_else(|| most.clone()) else { continue };
        match out.iter_mut().find(|found| found.lang.as_ref() == Some(&lang)) {
            Some(found) => found.files.push(file),
            None => {
                let folder = PathBuf::new();
                out.push(Detected { lang: Some(lang), found: Found::FrontMatter, folder, files: vec![file] });
            }
        }
    }
    out
}
