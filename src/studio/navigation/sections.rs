//! The sections of a table of contents that are folders: the title of a section is that of the folder whose files it
//! lists.
//!
//! `mkdocs.yml` and `SUMMARY.md` name sections and list files, and say nothing of folders. A section belongs to the
//! folder that most of its files are in, where most of the listed files of that folder are in the section.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// A section that is open while its entries are listed.
#[derive(Clone, Debug)]
struct Section {
    title: String,
    depth: usize,
    files: usize,
}

/// Counts which files stand in which sections.
#[derive(Debug, Default)]
pub(super) struct Sections {
    all: Vec<Section>,
    /// Files by folder.
    folders: HashMap<PathBuf, usize>,
    both: HashMap<(PathBuf, usize), usize>,
}

/// Folders and sections inside one another that are counted.
const MAX_DEPTH: usize = 12;

impl Sections {
    /// Begins a section; gives its number.
    pub(super) fn begin(&mut self, title: &str, depth: usize) -> usize {
        self.all.push(Section { title: title.to_owned(), depth, files: 0 });
        self.all.len() - 1
    }

    /// Counts a file that stands in these sections.
    pub(super) fn count(&mut self, inside: &Path, open: &[usize]) {
        let open = open.iter().rev().take(MAX_DEPTH);
        for number in open.clone() {
            if let Some(section) = self.all.get_mut(*number) {
                section.files += 1;
            }
        }
        for folder in inside.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()).take(MAX_DEPTH) {
            *self.folders.entry(folder.to_owned()).or_default() += 1;
            for number in open.clone() {
                *self.both.entry((folder.to_owned(), *number)).or_default() += 1;
            }
        }
    }

    /// The titles of the folders that are sections.
    pub(super) fn titles(self) -> HashMap<PathBuf, String> {
        let Self { all, folders, both } = self;
        // Of a chain of folders the innermost is the section, of a chain of sections as well.
        let depth = |path: &Path| path.iter().count();
        let mut of_section: HashMap<usize, (usize, PathBuf)> = HashMap::new();
        for ((folder, number), count) in both {
            let (Some(section), Some(in_folder)) = (all.get(number), folders.get(&folder)) else { continue };
            if count * 5 < section.files * 3 || count * 5 < in_folder * 3 {
                continue;
            }
            let entry = of_section.entry(number).or_insert_with(|| (count, folder.clone()));
            let rank = |count: usize, folder: &Path| (count, depth(folder), std::cmp::Reverse(folder.to_owned()));
            if rank(count, &folder) > rank(entry.0, &entry.1) {
                *entry = (count, folder);
            }
        }
        let mut out: HashMap<PathBuf, &Section> = HashMap::new();
        for (number, section) in all.iter().enumerate() {
            let Some((_, folder)) = of_section.remove(&number) else { continue };
            let known = out.entry(folder).or_insert(section);
            if section.depth > known.depth {
                *known = section;
            }
        }
        out.into_iter().map(|(folder, section)| (folder, section.title.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder is called as its section is, and not by its file name; a section of files from everywhere is none.
    #[test]
    fn sections_and_folders() {
        let mut sections = Sections::default();
        let hardware = sections.begin("Hardware", 0);
        let boards = sections.begin("Boards of ours", 1);
        for file in ["hw/boards/a.md", "hw/boards/b.md"] {
            sections.count(Path::new(file), &[hardware, boards]);
        }
        sections.count(Path::new("hw/wifi.md"), &[hardware]);
        let trouble = sections.begin("Troubleshooting", 0);
        for file in ["hw/rescue.md", "basics/faq.md", "geek/serial.md"] {
            sections.count(Path::new(file), &[trouble]);
        }
        let titles = sections.titles();
        assert_eq!(titles.get(Path::new("hw/boards")).map(String::as_str), Some("Boards of ours"));
        assert_eq!(titles.get(Path::new("hw")).map(String::as_str), Some("Hardware"));
        assert_eq!(titles.len(), 2, "{titles:?}");
    }
}
