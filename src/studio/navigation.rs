//! Order and titles from files that only say these: `SUMMARY.md`, `mkdocs.yml`, `sidebars.js`, `_category_.json` and
//! their like.
//!
//! They give places and titles to files and folders. Which topics there are, the folders say: a table of contents that
//! lists files from everywhere does not move them. What a file says of itself counts more than what is said of it here,
//! and what is not listed stands behind what is.

mod folder_files;
mod lists;
mod menus;
mod nodes;
mod sections;
mod sources;
mod targets;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::layout::LanguageFiles;
use nodes::Node;
use sections::Sections;
pub(super) use sources::Sources;
use targets::{Target, Targets};

/// Lists inside lists that are followed.
const MAX_DEPTH: usize = 30;

/// What navigation says of a file or a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called, in the language.
    pub(super) title: Option<String>,
    /// What it is about.
    pub(super) description: Option<String>,
    /// Its place among all that the site lists.
    pub(super) rank: Option<u32>,
    /// Its place among what the folder around it lists.
    pub(super) local: Option<u32>,
    /// Its place by a number, as `weight` in front matter.
    pub(super) weight: Option<i64>,
}

/// What navigation says of one language; by paths inside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Navigation {
    files: HashMap<PathBuf, Entry>,
    folders: HashMap<PathBuf, Entry>,
}

impl Navigation {
    /// What is said of a file.
    pub(super) fn file(&self, inside: &Path) -> Entry {
        self.files.get(inside).cloned().unwrap_or_default()
    }

    /// What is said of a folder.
    pub(super) fn folder(&self, inside: &Path) -> Entry {
        self.folders.get(inside).cloned().unwrap_or_default()
    }

    /// What the sources say of a language. `base` is the folder of all content; the titles of what is in no language
    /// are in the default one.
    pub(super) fn new(sources: &Sources, language: &LanguageFiles, base: &Path, is_default: bool) -> Self {
        let ids = sources.ids(language);
        let mut reader = Reader {
            targets: Targets::new(language, (base, is_default), &ids),
            foreign: false,
            out: Self::default(),
            sections: Sections::default(),
            next: 0,
        };
        for (dir, nodes, foreign) in sources.trees(&language.lang) {
            reader.foreign = foreign;
            reader.tree(dir, nodes, &mut Vec::new());
        }
        for (folder, title) in std::mem::take(&mut reader.sections).titles() {
            reader.out.folders.entry(folder).or_default().title.get_or_insert(title);
        }
        for file in &language.files {
            for path in file.inside.ancestors().filter(|path| !path.as_os_str().is_empty()) {
                let Some(title) = sources.title_of(language, path) else { continue };
                let is_file = path == file.inside;
                let known = if is_file { &mut reader.out.files } else { &mut reader.out.folders };
                known.entry(path.to_owned()).or_default().title = Some(title);
            }
        }
        reader.foreign = false;
        for file in sources.folder_files() {
            reader.folder_file(file, sources.labels(&language.lang));
        }
        reader.out
    }
}

/// A language while its navigation is read.
struct Reader {
    targets: Targets,
    /// Whether the titles are in another language.
    foreign: bool,
    out: Navigation,
    sections: Sections,
    next: u32,
}

impl Reader {
    /// Gives the files of a tree their places, in the order in which they stand.
    fn tree(&mut self, dir: &Path, nodes: &[Node], open: &mut Vec<usize>) {
        if open.len() > MAX_DEPTH {
            return;
        }
        for node in nodes {
            let depth = open.len();
            let place = node.target.as_ref().and_then(|target| self.targets.file(dir, target)).cloned();
            let place = place.map(|place| self.of_language(place));
            if let Some(place) = &place {
                let rank = self.next();
                let entry = self.out.files.entry(place.inside.clone()).or_default();
                // What is listed again elsewhere stands where it stood first.
                let is_new = entry.rank.is_none();
                entry.rank.get_or_insert(rank);
                if place.own && entry.title.is_none() {
                    entry.title.clone_from(&node.title);
                }
                if place.own && is_new {
                    self.sections.count(&place.inside, open);
                }
                // The page of a folder, with the folder's other files below it.
                let folder = page_of(&place.inside).filter(|_| !node.children.is_empty() && place.own);
                if let (Some(folder), Some(title)) = (folder, &node.title) {
                    self.out.folders.entry(folder).or_default().title.get_or_insert_with(|| title.clone());
                }
            }
            let folder = node.folder.as_ref().or(node.target.as_ref().filter(|_| place.is_none()));
            let folder = folder.and_then(|folder| self.targets.folder(dir, folder)).cloned();
            if let Some(place) = folder.map(|place| self.of_language(place)) {
                let rank = self.next();
                let entry = self.out.folders.entry(place.inside).or_default();
                entry.rank.get_or_insert(rank);
                if place.own && entry.title.is_none() {
                    entry.title.clone_from(&node.title);
                }
            }
            if let Some(title) = node.title.as_ref().filter(|_| !node.children.is_empty()) {
                open.push(self.sections.begin(title, depth));
            }
            self.tree(dir, &node.children, open);
            open.truncate(depth);
        }
    }

    /// A place whose title is in the language only where the tree is.
    fn of_language(&self, place: Target) -> Target {
        Target { own: place.own && !self.foreign, ..place }
    }

    fn next(&mut self) -> u32 {
        self.next = self.next.saturating_add(1);
        self.next
    }

    /// Takes what a file says of its folder. `labels` are titles in this language of those in another.
    fn folder_file(&mut self, file: &folder_files::FolderFile, labels: &HashMap<String, String>) {
        let Some(place) = self.targets.known_folder(&file.dir).cloned() else {
            self.entries(file, None);
            return;
        };
        let entry = self.out.folders.entry(place.inside.clone()).or_default();
        let label = file.title.as_ref().and_then(|title| labels.get(title));
        let title = if place.own { file.title.as_ref() } else { label };
        if let Some(title) = title.or(file.title.as_ref().filter(|_| entry.title.is_none() && place.own)) {
            entry.title = Some(title.clone());
        }
        if place.own && file.description.is_some() {
            entry.description.clone_from(&file.description);
        }
        entry.weight = entry.weight.or(file.weight);
        self.entries(file, Some(place.own));
    }

    /// The order of what is in a folder. `own`: whether the titles are in this language.
    fn entries(&mut self, file: &folder_files::FolderFile, own: Option<bool>) {
        for (rank, node) in (1..).zip(&file.entries) {
            let Some(target) = &node.target else {
                self.tree(&file.dir, &node.children, &mut Vec::new());
                continue;
            };
            let entry = if let Some(place) = self.targets.folder(&file.dir, target).cloned() {
                self.out.folders.entry(place.inside).or_default()
            } else if let Some(place) = self.targets.file(&file.dir, target).cloned() {
                self.out.files.entry(place.inside).or_default()
            } else {
                continue;
            };
            entry.local = Some(rank);
            if own.unwrap_or(true) && node.title.is_some() {
                entry.title.clone_from(&node.title);
            }
        }
    }
}

/// The folder whose page a file is: `a/README.md`, or `a.md` beside `a/`.
fn page_of(inside: &Path) -> Option<PathBuf> {
    let stem = inside.file_stem()?.to_str()?.to_lowercase();
    let folder = if matches!(stem.as_str(), "index" | "_index" | "readme") {
        inside.parent()?.to_owned()
    } else {
        inside.with_extension("")
    };
    (!folder.as_os_str().is_empty()).then_some(folder)
}
