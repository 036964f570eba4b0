//! Files that are shown inside others, and files that only say in which order the others stand.

use std::{collections::HashSet, fs, path::Path};

use super::files::Content;
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

/// Why each of some files is no article; `None` for those that are.
pub(super) fn reasons(root: &Path, files: &[Content]) -> Vec<Option<Reason>> {
    let has_shared = files.iter().any(|file| shared(file).is_some());
    let shown = if has_shared { shown_inside_others(root, files) } else { HashSet::new() };
    files
        .iter()
        .map(|file| {
            let name = file.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            // `_index.md` is the page of its folder.
            if let Some(folder) = file.folders().find(|folder| folder.starts_with('_')) {
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
    let marks = ["include", "--8<--", "import", "snippet", "partial", "reusable", "!["];
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
