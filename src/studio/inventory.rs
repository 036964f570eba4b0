//! Every file of a content folder, and a finding about each that is no ordinary one. What becomes of them,
//! `accounting` knows.
//!
//! Left out without a word is only what is clearly no content (`docs/writers/content.md` lists it): names that begin
//! with a dot, what `.gitignore` and `.ignore` name, and the copies that editors leave behind.

use std::{
    collections::BTreeMap,
    fs, io, mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Diagnostic, Place, config, ignored, names::composed_path, source_text::inside};

/// How Markdown files are called, in any case.
pub(super) const MARKDOWN: [&str; 8] = ["md", "mdx", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdtext"];
/// Folders of programs that others wrote: thousands of files, and none of them is content.
const PROGRAMS: [&str; 4] = ["node_modules", "bower_components", "__pycache__", "site-packages"];

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceFile {
    /// Where it is, relative to the content folder.
    pub(super) disk: PathBuf,
    /// The same with composed letters: the name that all other modules use.
    pub(super) name: PathBuf,
}

/// What a content folder holds.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// In a stable order.
    pub(super) markdown: Vec<SourceFile>,
    /// Everything else that is a file, by its composed name.
    pub(super) others: Vec<PathBuf>,
    /// Symbolic links to files of the folder, and what they lead to, by composed names.
    pub(super) links: Vec<(PathBuf, PathBuf)>,
    /// What is no ordinary file; there is a finding about each.
    pub(super) odd: Vec<PathBuf>,
    /// Folders that are not looked into.
    pub(super) programs: Vec<PathBuf>,
    /// Folders that cannot be listed; there is a finding about each.
    pub(super) unreadable: Vec<PathBuf>,
}

/// Lists a content folder. Symbolic links are followed to files of the same folder only.
///
/// # Errors
/// Where the folder itself cannot be read.
pub(super) fn walk(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Inventory> {
    fs::read_dir(root).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", root.display())))?;
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let (mut links, mut odd, mut programs, mut unreadable) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for entry in entries(root, diagnostics) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let finding = unreadable_folder(root, &error);
                unreadable.extend(finding.place.as_ref().map(|place| place.file.clone()));
                diagnostics.push(finding);
                continue;
            }
        };
        let Ok(disk) = entry.path().strip_prefix(root) else { continue };
        if disk.as_os_str().is_empty() || is_leftover(disk) {
            continue;
        }
        let Some(name) = composed_path(disk) else {
            let help = "give it a name of letters, digits and hyphens";
            diagnostics.push(odd_file(disk, "the file’s name is no Unicode, and it is not read", help));
            odd.push(disk.to_owned());
            continue;
        };
        if is_of_programs(disk) {
            programs.push(name);
        } else if let Some((message, help)) = irregular(root, &entry, &name) {
            // The settings are read next, and what is wrong with them is reported there.
            if name != Path::new(config::FILE) {
                diagnostics.push(odd_file(&name, message, &help));
                // A folder with an odd name is left only by its name: its files are read.
                if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                    odd.push(name);
                }
            }
        } else if entry.file_type().is_some_and(|kind| !kind.is_dir()) {
            if entry.path_is_symlink() {
                links.extend(target(root, entry.path()).map(|target| (name.clone(), target)));
            }
            let mut kept = disk.to_owned();
            if let Some(mut twin) = found.remove(&name) {
                diagnostics.push(Diagnostic::warning(
                    "duplicate-name",
                    Some(Place::new(&name, "", 0..0)),
                    "two files have this name, and the one whose letters have their accents apart is left out",
                    "delete the one that you do not want, or give it another name",
                ));
                if kept != name {
                    std::mem::swap(&mut kept, &mut twin);
                }
                odd.push(twin);
            }
            found.insert(name, kept);
        }
    }
    let (markdown, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| has_extension(name, &MARKDOWN));
    Ok(Inventory {
        markdown: markdown.into_iter().map(|(name, disk)| SourceFile { disk, name }).collect(),
        others: others.into_iter().map(|(name, _)| name).collect(),
        links,
        odd,
        programs,
        unreadable,
    })
}

/// Whether this is a folder of programs that others wrote.
fn is_of_programs(path: &Path) -> bool {
    path.file_name().is_some_and(|name| PROGRAMS.iter().any(|known| name == *known))
}

/// Everything in a folder but what its lists of ignored files name. A list that cannot be read is reported, and then no
/// list counts: reading what the others hide is better than guessing what this one hides.
fn entries(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Result<ignore::DirEntry, ignore::Error>> {
    let mut builder = ignore::WalkBuilder::new(root);
    // What one machine ignores for all of its folders must not decide what is published.
    builder.require_git(false).git_global(false).git_exclude(false);
    let mut unreadable = ignored::above(root);
    if unreadable.is_empty() {
        let (shared, top) = (Arc::new(Mutex::new(Vec::new())), root.to_owned());
        let findings = Arc::clone(&shared);
        // Called before the walk opens the lists of a folder.
        let is_readable = move |entry: &ignore::DirEntry| {
            if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                return !is_within_programs(&top, entry);
            }
            let name = entry.path().strip_prefix(&top).unwrap_or(entry.path());
            if is_of_programs(name) || is_within_programs(&top, entry) {
                return is_of_programs(name) && !is_within_programs(&top, entry);
            }
            let found = ignored::in_folder(entry.path(), name);
            let readable = found.is_empty();
            findings.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
            readable
        };
        let all = builder.clone().filter_entry(is_readable).build().collect();
        unreadable = mem::take(&mut *shared.lock().unwrap_or_else(PoisonError::into_inner));
        if unreadable.is_empty() {
            return all;
        }
    }
    diagnostics.append(&mut unreadable);
    let top = root.to_owned();
    builder
        .ignore(false)
        .git_ignore(false)
        .filter_entry(move |entry| !is_within_programs(&top, entry))
        .build()
        .collect()
}

/// Whether something lies in a folder of programs: the folder is listed, and nothing in it.
fn is_within_programs(root: &Path, entry: &ignore::DirEntry) -> bool {
    entry.path().strip_prefix(root).ok().and_then(Path::parent).is_some_and(is_of_programs)
}

/// What a symbolic link to a file of the folder leads to, by its composed name.
fn target(root: &Path, link: &Path) -> Option<PathBuf> {
    let (root, path) = (fs::canonicalize(root).ok()?, fs::canonicalize(link).ok()?);
    composed_path(path.strip_prefix(root).ok()?)
}

/// What is wrong with an entry that is no regular file or folder, and how to mend it.
fn irregular(root: &Path, entry: &ignore::DirEntry, name: &Path) -> Option<(&'static str, String)> {
    let kind = entry.file_type()?;
    if kind.is_symlink() {
        let path = entry.path();
        let copy = "put a copy of what it leads to in its place, or delete it".to_owned();
        let Ok(target) = fs::metadata(path) else {
            return Some(("the symbolic link leads nowhere", "delete it, or mend what it leads to".into()));
        };
        if !inside(root, path) {
            return Some(("the symbolic link leads out of the content folder and is not followed", copy));
        }
        return (!target.is_file()).then_some(("a symbolic link to a folder is not followed", copy));
    }
    if kind.is_dir() {
        let rename = || format!("if it is one, rename it to `{}`", name.with_extension("").display());
        return has_extension(name, &MARKDOWN).then(|| ("this is a folder, and is called as a file", rename()));
    }
    (!kind.is_file()).then(|| ("this is no file but a pipe, a socket or a device", "delete it".into()))
}

fn odd_file(name: &Path, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning("odd-file", Some(Place::new(name, "", 0..0)), message, help)
}

fn unreadable_folder(root: &Path, error: &ignore::Error) -> Diagnostic {
    fn path_of(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
            _ => None,
        }
    }
    let path = path_of(error).map(|path| path.strip_prefix(root).unwrap_or(path));
    let reason = error.io_error().map_or("it cannot be listed", |error| match error.kind() {
        io::ErrorKind::PermissionDenied => "it belongs to somebody else",
        _ => "it cannot be listed",
    });
    Diagnostic::warning(
        "unreadable-file",
        path.map(|path| Place::new(path, "", 0..0)),
        format!("the folder cannot be read, and is left out: {reason}"),
        "let everybody read it, or move it out of the content folder",
    )
}

/// Copies and locks that editors leave behind, and what systems put beside files.
fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ends = ["~", ".bak", ".swp", ".swo", ".tmp", ".temp", ".orig", ".rej", ".part", ".crdownload"];
    name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#') && name.len() > 1)
        || ends.iter().any(|end| name.ends_with(end))
        || ["thumbs.db", "desktop.ini", "icon\r", "4913"].contains(&name.as_str())
}

pub(super) fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    known.contains(&extension.as_str())
}
