//! Where a file lies that an address names: a picture, or another file that an article links to.
//!
//! A path is looked up beside its file, at the address of its page, at the root of the content and of the language, and
//! in the static folders of the site; a name alone in all folders. Nothing outside of the content folder is found but in
//! static folders, and no symbolic link leads out of one.

mod statics;

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{
    Config, Diagnostic,
    links::{LinkTable, bare, decoded_paths, path_endings},
    names::{Missing, Names, join, walk},
};

pub(super) use statics::is_hidden;

/// A file is looked for in so many folders above.
const MOST_FOLDERS: usize = 8;
/// Of files of one name so many are looked at.
const MOST_NAMESAKES: usize = 100;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    /// From the content folder; in a static folder outside of it, the path begins with `..`.
    pub(super) name: PathBuf,
    /// On disk.
    pub(super) place: PathBuf,
    /// Whether it is called as the address says; else it is called so but for the case, or lies elsewhere.
    pub(super) as_typed: bool,
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Absent {
    /// The path leads out of the content folder.
    Above,
    /// A symbolic link does.
    Outside,
    /// It is a folder, a pipe or a device.
    NoFile,
    /// Nothing is at this path; perhaps the other one was meant.
    Nowhere(PathBuf, Option<PathBuf>),
}

/// What an address is looked up for.
#[derive(Clone, Copy)]
pub(super) struct From<'a> {
    /// The file with the address, relative to the content folder.
    pub(super) file: &'a Path,
    /// The articles of its language.
    pub(super) links: &'a LinkTable,
}

/// The folders that are searched, and the names in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    root: PathBuf,
    names: Names,
    /// Static folders, by their paths from the content folder.
    statics: Vec<PathBuf>,
    /// All files of the content by the last parts of their paths in lower case, the shortest path first.
    by_name: HashMap<String, Vec<PathBuf>>,
}

impl Places {
    /// The places of a content folder. `files` are those that are no articles.
    pub(super) fn new(
        root: &Path,
        config: &Config,
        source: &str,
        files: &[PathBuf],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut by_name: HashMap<String, Vec<PathBuf>> = HashMap::new();
        for file in files {
            for name in path_endings(&file.to_string_lossy().replace('\\', "/").to_lowercase()) {
                by_name.entry(name).or_default().push(file.clone());
            }
        }
        by_name.values_mut().for_each(|files| files.sort_by_key(|file| file.as_os_str().len()));
        let statics = statics::folders(root, config, source, diagnostics);
        Self { root: root.to_owned(), names: Names::default(), statics, by_name }
    }

    /// The file that a path means. What follows `?` or `#` in `path` may be part of a name.
    pub(super) fn find(&mut self, from: From<'_>, path: &str) -> Result<Located, Absent> {
        if path.starts_with("//") {
            return Err(Absent::Above);
        }
        let mut typed = decoded_paths(path);
        for at in 0..typed.len() {
            let bare = typed.get(at).and_then(|path| path.split(['?', '#']).next()).unwrap_or_default().to_owned();
            if !bare.is_empty() && !typed.contains(&bare) {
                typed.push(bare);
            }
        }
        let paths = self.paths(from, &typed);
        let Some((_, first)) = paths.first() else { return Err(Absent::Above) };
        let first = first.clone();
        let (mut case, mut near, mut odd) = (None, None, None);
        for (base, inner) in paths {
            match self.look_up(&base, &inner) {
                Ok(place) => return Ok(Located { name: base.join(inner), place, as_typed: true }),
                Err(Missing::Nowhere(meant)) => near = near.or(meant.map(|meant| base.join(meant))),
                Err(Missing::Case(meant)) => case = case.or(Some((base, meant))),
                Err(Missing::NoFile) => odd = odd.or(Some(Absent::NoFile)),
                Err(Missing::Outside) => odd = odd.or(Some(Absent::Outside)),
            }
        }
        if let Some((base, inner)) = case
            && let Ok(place) = self.look_up(&base, &inner)
        {
            return Ok(Located { name: base.join(inner), place, as_typed: false });
        }
        if let Some(found) = typed.iter().find_map(|path| self.elsewhere(from, path)) {
            return Ok(found);
        }
        let folder = &from.links.folder;
        let alone = typed.iter().find_map(|name| self.alone(name, folder));
        alone.ok_or_else(|| odd.unwrap_or(Absent::Nowhere(first, near)))
    }

    /// The file of a name in double brackets: by its path, else by its name in all folders, the nearest to the root
    /// first.
    pub(super) fn wiki(&mut self, from: From<'_>, name: &str) -> Option<Located> {
        if let Ok(found) = self.find(from, name).or_else(|_| self.find(from, &format!("/{}", name.trim_matches('/')))) {
            return Some(Located { as_typed: true, ..found });
        }
        let files = self.by_name.get(&name.trim_matches('/').to_lowercase())?;
        let own = files.iter().take(MOST_NAMESAKES).find(|file| file.starts_with(&from.links.folder));
        let file = own.or(files.first())?.clone();
        let place = self.look_up(Path::new(""), &file).ok()?;
        Some(Located { name: file, place, as_typed: true })
    }

    /// The file of a relative path that is written as if the text stood elsewhere: where the translation of a page takes
    /// the pictures of the page, which lies above the folder of the language, or where pages of all folders become
    /// neighbours, from one of the folders above.
    fn elsewhere(&mut self, from: From<'_>, path: &str) -> Option<Located> {
        if path.starts_with('/') {
            return None;
        }
        let own = &from.links.folder;
        let folder = from.file.parent()?;
        let original = own.parent().and_then(|above| Some(above.join(folder.strip_prefix(own).ok()?)));
        let above = folder.ancestors().skip(1).take(MOST_FOLDERS).map(Path::to_owned);
        let above = above.filter(|_| path.contains('/') && !path.starts_with(".."));
        let paths = original.into_iter().chain(above).filter_map(|folder| join(&folder, path));
        paths.into_iter().find_map(|name| {
            let place = self.look_up(Path::new(""), &name).ok()?;
            Some(Located { name, place, as_typed: false })
        })
    }

    /// The only file of a name, or of a name and the folders before it, in the folder of a language, else in all
    /// folders: a translation may show what lies beside the text that it was made of.
    fn alone(&mut self, path: &str, folder: &Path) -> Option<Located> {
        let name = path.trim_start_matches(['.', '/']);
        if path.len() > name.len() && !name.contains('/') {
            return None;
        }
        let files = self.by_name.get(&name.to_lowercase()).filter(|files| files.len() < MOST_NAMESAKES)?;
        let mut own = files.iter().filter(|file| file.starts_with(folder));
        let file = match (own.next(), own.next(), files.as_slice()) {
            (Some(file), None, _) | (None, None, [file]) => file.clone(),
            _ => return None,
        };
        let place = self.look_up(Path::new(""), &file).ok()?;
        let as_typed = !path.contains('/') && file.file_name().is_some_and(|called| called.to_str() == Some(name));
        Some(Located { name: file, place, as_typed })
    }

    /// Where a path may lie, the likeliest first: a folder from which the rest of the path must not lead out, and this
    /// rest.
    fn paths(&self, from: From<'_>, typed: &[String]) -> Vec<(PathBuf, PathBuf)> {
        let mut out = Vec::new();
        let content = PathBuf::new();
        for path in typed.iter().filter(|path| path.starts_with('/')) {
            let (0, path) = walk(Path::new(""), path) else { continue };
            for path in std::iter::once(path.clone()).chain(from.links.tails(&path)) {
                out.push((content.clone(), path.clone()));
                out.push((content.clone(), from.links.folder.join(&path)));
                for folder in &self.statics {
                    out.push((folder.clone(), path.clone()));
                    // `/assets/a.png` in `../assets`.
                    let below = folder.file_name().and_then(|name| path.strip_prefix(name).ok());
                    out.extend(below.map(|below| (folder.clone(), below.to_owned())));
                }
            }
        }
        let relative = || typed.iter().filter(|path| !path.starts_with('/'));
        let bases = [from.file.parent().unwrap_or(Path::new("")).to_owned(), bare(from.file)];
        for base in bases {
            for path in relative() {
                match walk(&base, path) {
                    (0, path) => out.push((content.clone(), path)),
                    (above, path) => {
                        let path = (0..above).map(|_| PathBuf::from("..")).chain([path]).collect::<PathBuf>();
                        let below =
                            |folder: &PathBuf| Some((folder.clone(), path.strip_prefix(folder).ok()?.to_owned()));
                        out.extend(self.statics.iter().filter(|folder| folder.starts_with("..")).find_map(below));
                    }
                }
            }
        }
        if out.is_empty() {
            return out;
        }
        for path in relative() {
            if let (0, path) = walk(Path::new(""), path) {
                out.extend(self.statics.iter().map(|folder| (folder.clone(), path.clone())));
            }
        }
        out
    }

    fn look_up(&mut self, base: &Path, inner: &Path) -> Result<PathBuf, Missing> {
        // Inside of the content folder links may lead anywhere in it.
        if base.starts_with("..") {
            self.names.find(&self.root.join(base), inner)
        } else {
            self.names.find(&self.root, &base.join(inner))
        }
    }
}
