//! Every file of a content folder: which are read, and a finding about each of the others.
//!
//! No file is ignored silently: it is an article, a notice, settings or a picture that is shown, or there is a finding
//! about it. Left out without a finding is only what is clearly no content (`docs/writers/content.md` lists it):
//! names that begin with a dot, what `.gitignore` and `.ignore` name, and the copies that editors leave behind.

use std::{
    collections::{BTreeMap, HashSet},
    fs, io, mem,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Diagnostic, Place, config, ignored, media, names::composed_path, source_text::inside, synonyms};

/// How Markdown files are called, in any case.
const MARKDOWN: [&str; 2] = ["md", "markdown"];
/// Extensions of Markdown, or of something near to it, that are not read.
const NEAR_MARKDOWN: [&str; 9] = ["mdx", "mdown", "mkd", "mkdn", "mdwn", "mdtxt", "mdtext", "rmd", "qmd"];
/// A finding about several files names this many and counts the others.
const NAMED: usize = 3;

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
    others: Vec<PathBuf>,
    /// Symbolic links to files of the folder, and what they lead to, by composed names.
    links: Vec<(PathBuf, PathBuf)>,
}

/// Lists a content folder. Symbolic links are followed to files of the same folder only.
///
/// # Errors
/// Where the folder itself cannot be read.
pub(super) fn walk(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> io::Result<Inventory> {
    fs::read_dir(root).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", root.display())))?;
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut links = Vec::new();
    for entry in entries(root, diagnostics) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unreadable_folder(root, &error));
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
            continue;
        };
        if let Some((message, help)) = irregular(root, &entry, &name) {
            // The settings are read next, and what is wrong with them is reported there.
            if name != Path::new(config::FILE) {
                diagnostics.push(odd_file(&name, message, &help));
            }
        } else if entry.file_type().is_some_and(|kind| !kind.is_dir()) {
            if entry.path_is_symlink() {
                links.extend(target(root, entry.path()).map(|target| (name.clone(), target)));
            }
            match found.entry(name.clone()) {
                std::collections::btree_map::Entry::Vacant(free) => drop(free.insert(disk.to_owned())),
                std::collections::btree_map::Entry::Occupied(_) => diagnostics.push(Diagnostic::error(
                    "duplicate-name",
                    Some(Place::new(&name, "", 0..0)),
                    "two files have this name: one has letters and their accents apart, the other one as one",
                    "delete the one that you do not want, or give it another name",
                )),
            }
        }
    }
    let (markdown, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(name, _)| has_extension(name, &MARKDOWN));
    Ok(Inventory {
        markdown: markdown.into_iter().map(|(name, disk)| SourceFile { disk, name }).collect(),
        others: others.into_iter().map(|(name, _)| name).collect(),
        links,
    })
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
                return true;
            }
            let name = entry.path().strip_prefix(&top).unwrap_or(entry.path());
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
    builder.ignore(false).git_ignore(false).build().collect()
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
    Diagnostic::error(
        "unreadable-file",
        path.map(|path| Place::new(path, "", 0..0)),
        format!("the folder cannot be read: {reason}"),
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

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    known.contains(&extension.as_str())
}

/// What the rest of loading made of the files.
pub(super) struct Used<'a> {
    /// Names of files that are part of the content, or that have a finding.
    pub(super) files: &'a HashSet<PathBuf>,
    /// Folders of languages.
    pub(super) folders: &'a [PathBuf],
    /// Whether the folders were found by their names, because no settings name them.
    pub(super) guessed: bool,
}

impl Inventory {
    /// The files that are no Markdown.
    pub(super) fn others(&self) -> &[PathBuf] {
        &self.others
    }

    /// Adds findings about all files that nothing used.
    pub(super) fn report_unused(&self, used: &Used<'_>, diagnostics: &mut Vec<Diagnostic>) {
        // Settings that cannot be read have a finding of their own.
        let unreadable: HashSet<PathBuf> = diagnostics
            .iter()
            .filter(|finding| finding.rule == "unreadable-file")
            .filter_map(|finding| Some(finding.place.as_ref()?.file.clone()))
            .collect();
        diagnostics.retain(|finding| {
            finding.rule != "odd-file" || !finding.place.as_ref().is_some_and(|place| unreadable.contains(&place.file))
        });
        let used_links = self.links.iter().filter(|(link, _)| used.files.contains(link));
        let linked: HashSet<&Path> = used_links.map(|(_, target)| target.as_path()).collect();
        for file in
            self.markdown.iter().filter(|file| !used.files.contains(&file.name) && !linked.contains(&*file.name))
        {
            diagnostics.push(unread(&file.name, "it is in the folder of no language", &into_language(used)));
        }
        let renamed = self.markdown.iter().map(|file| file.name.as_path());
        let renamed =
            renamed.filter(|name| used.files.contains(*name) && name.extension().is_some_and(|end| end != "md"));
        let (mut pictures, mut rest) = (Vec::new(), Vec::new());
        for name in self.others.iter().filter(|name| !used.files.contains(*name) && !linked.contains(&***name)) {
            let lower = name.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            if has_extension(name, &NEAR_MARKDOWN)
                || MARKDOWN.iter().any(|kind| lower.ends_with(&format!(".{kind}.txt")))
            {
                let stem = lower.find('.').and_then(|_| name.file_name()?.to_str()?.split('.').next());
                let renamed = name.with_file_name(format!("{}.md", stem.unwrap_or("name")));
                let help = format!("articles are Markdown: rename it to `{}`", renamed.display());
                diagnostics.push(unread(name, "it is called as no article is", &help));
            } else if name.file_name().is_some_and(|name| name == synonyms::FILE) {
                let expected = used.folders.first().map_or(Path::new(""), PathBuf::as_path).join(synonyms::FILE);
                let help = format!("move the file into the folder of its language: `{}`", expected.display());
                let place = Some(Place::new(name, "", 0..0));
                diagnostics.push(Diagnostic::warning("synonyms", place, "the synonyms are not read here", help));
            } else if let Some(meant) = [config::FILE, synonyms::FILE].iter().find(|known| looks_like(name, known)) {
                let folder = if *meant == config::FILE {
                    Path::new("")
                } else {
                    used.folders.first().map_or(Path::new(""), |f| f)
                };
                let help = format!("if these are your settings, their place is `{}`", folder.join(meant).display());
                diagnostics.push(unread(name, "no settings have this name and place", &help));
            } else if has_extension(name, &media::EXTENSIONS) {
                pictures.push(name.as_path());
            } else {
                rest.push(name.as_path());
            }
        }
        for (files, rule, what, help) in [
            (
                renamed.collect(),
                "file-ending",
                "read as Markdown under another ending than `.md`",
                "rename to `.md`: other programs, and links that leave the ending out, know that one",
            ),
            (
                pictures,
                "unused-picture",
                "shown by no article, and not shipped",
                "show them with `![what is to be seen](path)`, or delete them",
            ),
            (
                rest,
                "unread-file",
                "neither Markdown nor pictures, and not shipped",
                "move them out of the content folder, or list them in a file `.ignore`",
            ),
        ] {
            let Some(first) = files.first() else { continue };
            let names: Vec<_> = files.iter().take(NAMED).map(|name| format!("`{}`", name.display())).collect();
            let more = files.len().checked_sub(NAMED + 1).map(|more| format!(" and {} more", more + 1));
            let are = if files.len() == 1 { "1 file is".into() } else { format!("{} files are", files.len()) };
            let message = format!("{are} {what}: {}{}", names.join(", "), more.unwrap_or_default());
            diagnostics.push(Diagnostic::warning(rule, Some(Place::new(*first, "", 0..0)), message, help));
        }
    }
}

fn unread(name: &Path, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(
        "unread-file",
        Some(Place::new(name, "", 0..0)),
        format!("the file is not read: {reason}"),
        help,
    )
}

/// How a file gets into a language.
fn into_language(used: &Used<'_>) -> String {
    let folders: Vec<_> = used.folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
    let folders = folders.join(", ");
    if used.guessed {
        format!(
            "folders called as languages are taken for them, here {folders}: move the file into one; where they are none, \
             put everything into one folder such as `en` and write `languages = [\"en\"]` below `[site]` in {}",
            config::FILE
        )
    } else {
        format!("move it into the folder of a language ({folders}), or add its own to `languages` in {}", config::FILE)
    }
}

/// Whether a file has nearly the name of a settings file: in another case, or with another ending.
fn looks_like(name: &Path, known: &str) -> bool {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem(name) == stem(Path::new(known)) && has_extension(name, &["toml", "yaml", "yml", "json"])
}
