//! Files that are shown inside others, and files that only say in which order the others stand.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use super::{files::Content, scope::GENERAL, texts::Texts};
use crate::studio::summary::Reason;

/// Navigation that is written in Markdown, with the names that generators look for.
const NAVIGATION: [&str; 10] = [
    "TOC.md", "toc.md", "SUMMARY.md", "_sidebar.md", "_Sidebar.md", "_navbar.md", "_coverpage.md", "_footer.md",
    "_Footer.md", "_Header.md",
];
/// Folders of texts for several pages, where other files show what is in them.
const SHARED: [&str; 9] =
    ["includes", "include", "partials", "snippets", "fragments", "shared", "reusables", "reuse", "macros"];

/// Whether a file is called as navigation is.
pub(super) fn may_be_navigation(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAVIGATION.iter().any(|known| name == *known))
}

/// Whether it is a list of links as well; what begins with `_` is no article in any case.
pub(super) fn is_navigation(path: &Path, text: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    may_be_navigation(path) && (name.starts_with('_') || is_list(text))
}

/// Whether most lines of a text are entries of a list, some of them links.
fn is_list(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entries = lines().filter(|line| line.starts_with(['*', '-', '+', '[']) || line.starts_with("1.")).count();
    text.contains("](") && entries * 2 > lines().count()
}

/// Folders that begin with `_` and hold the articles all the same: most files of a language lie in folders of this name,
/// and have settings as articles have.
pub(super) fn of_articles(files: &[Content], texts: &Texts<'_>) -> HashSet<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for file in files {
        if let Some(name) = file.folders().find(|folder| folder.starts_with('_')) {
            let count = counts.entry(name).or_default();
            count.0 += 1;
            count.1 += usize::from(texts.has_settings(file));
        }
    }
    let is_content = |(_, (all, settings)): &(&str, (usize, usize))| all * 2 > files.len() && settings * 2 > *all;
    counts.into_iter().filter(is_content).map(|(name, _)| name.to_owned()).collect()
}

/// The path of a file without such folders, and without the `doc` that comes next.
pub(super) fn without_folders(path: &Path, names: &HashSet<String>) -> PathBuf {
    let mut out = PathBuf::new();
    let mut parts = path.iter().peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        if is_last || !part.to_str().is_some_and(|part| names.contains(part)) {
            out.push(part);
            continue;
        }
        let is_general = |next: &&std::ffi::OsStr| next.to_str().is_some_and(|next| GENERAL.contains(&next));
        parts.next_if(is_general);
    }
    out
}

/// Why each of some files is no article; `None` for those that are. `names` are folders that hold articles.
pub(super) fn reasons(root: &Path, files: &[Content], names: &HashSet<String>) -> Vec<Option<Reason>> {
    let has_shared = files.iter().any(|file| shared(file).is_some());
    let shown = if has_shared { shown_inside_others(root, files) } else { HashSet::new() };
    files
        .iter()
        .map(|file| {
            let name = file.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            // `_index.md` is the page of its folder.
            if let Some(folder) = file.folders().find(|folder| folder.starts_with('_') && !names.contains(*folder)) {
                return Some(Reason::Partial(folder.to_owned()));
            }
            if name.starts_with('_') && !name.starts_with("_index.") {
                return Some(Reason::Partial(String::new()));
            }
            shared(file).filter(|_| shown.contains(name)).map(|folder| Reason::Partial(folder.to_owned()))
        })
        .collect()
}

fn shared(file: &Content) -> Option<&str> {
    file.folders().find(|folder| SHARED.contains(folder))
}

/// The names of the files that lines such as `{% include "a.md" %}`, `--8<-- "a.md"` or `import A from './a.mdx'` name.
fn shown_inside_others(root: &Path, files: &[Content]) -> HashSet<String> {
    let marks = ["include", "--8<--", "import", "snippet", "partial", "reusable", "![["];
    let mut out = HashSet::new();
    for file in files {
        let Ok(bytes) = fs::read(root.join(&file.source.disk)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for line in text.lines().filter(|line| marks.iter().any(|mark| line.contains(mark))) {
            let is_name = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
            let names = line.split(|c: char| !is_name(c)).map(str::trim).filter(|name| name.contains('.'));
            let names = names.flat_map(|name| name.split(' '));
            out.extend(names.filter(|name| file.path.file_name().is_some_and(|own| own != *name)).map(str::to_owned));
        }
    }
    out
}
