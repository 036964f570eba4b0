//! What became of every file of a content folder: used, or listed in the summary with a reason, and never both.
//!
//! A finding names the first files of each group. Only what was probably meant to be read is a warning: a repository
//! holds hundreds of files that are no help, and that is no mistake.

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use super::{
    Diagnostic, Library, Place, config,
    inventory::{Inventory, has_extension},
    media,
    summary::{Reason, Summary},
    synonyms,
};

/// A finding about several files names this many and counts the others.
const NAMED: usize = 3;
/// Extensions of Markdown that is a program, and is not read.
const PROGRAM_MARKDOWN: [&str; 2] = ["rmd", "qmd"];

/// What the rest of loading made of the files.
pub(super) struct Used<'a> {
    /// Names of files that are part of the content, or that have a finding of their own.
    pub(super) files: &'a HashSet<PathBuf>,
    /// Folders of languages.
    pub(super) folders: &'a [PathBuf],
}

/// Lists all files that nothing used, and adds findings about them.
pub(super) fn finish(inventory: &Inventory, used: &Used<'_>, library: &mut Library) {
    let Library { summary, diagnostics, .. } = library;
    // Settings that cannot be read have a finding of their own.
    let unreadable: HashSet<PathBuf> = diagnostics
        .iter()
        .filter(|finding| finding.rule == "unreadable-file")
        .filter_map(|finding| Some(finding.place.as_ref()?.file.clone()))
        .collect();
    diagnostics.retain(|finding| {
        finding.rule != "odd-file" || !finding.place.as_ref().is_some_and(|place| unreadable.contains(&place.file))
    });
    let used_links = inventory.links.iter().filter(|(link, _)| used.files.contains(link));
    let linked: HashSet<&Path> = used_links.map(|(_, target)| target.as_path()).collect();
    let is_used = |name: &Path| used.files.contains(name) || linked.contains(name);
    for file in inventory.odd.iter().filter(|file| !used.files.contains(*file)) {
        summary.leave(Reason::Odd, file);
    }
    for folder in &inventory.unreadable {
        summary.leave(Reason::Unreadable, folder);
    }
    for file in inventory.markdown.iter().filter(|file| !is_used(&file.name)) {
        summary.leave(Reason::NoLanguage, &file.name);
    }
    let (mut near, mut told) = (Vec::new(), HashSet::new());
    for name in inventory.others.iter().filter(|name| !is_used(name)) {
        let picture = has_extension(name, &media::EXTENSIONS);
        if is_near_markdown(name) {
            near.push(name.as_path());
            told.insert(name.as_path());
        } else if let Some(finding) = misplaced(name, used.folders) {
            diagnostics.push(finding);
            told.insert(name);
        }
        summary.leave(if picture { Reason::UnusedPicture } else { Reason::Other }, name);
    }
    for folder in &inventory.programs {
        summary.leave(Reason::Other, folder);
    }
    let renamed = inventory.markdown.iter().map(|file| file.name.as_path()).filter(|name| is_used(name));
    let renamed: Vec<&Path> = renamed.filter(|name| name.extension().is_some_and(|end| end != "md")).collect();
    diagnostics.extend(called_otherwise(&near));
    diagnostics.extend(group(
        "file-ending",
        &renamed,
        "read as Markdown under another ending than `.md`",
        "nothing has to be done; links that leave the ending out lead to them as well",
    ));
    diagnostics.extend(beside(summary, used.folders));
    diagnostics.extend(groups(summary, &told));
}

/// A finding about Markdown that is in no language: it was probably meant to be read.
fn beside(summary: &Summary, folders: &[PathBuf]) -> Option<Diagnostic> {
    let files: Vec<&Path> = summary.left_out.get(&Reason::NoLanguage)?.iter().map(PathBuf::as_path).collect();
    let finding = group("unread-file", &files, "not read, and in the folder of no language", &into_language(folders))?;
    Some(Diagnostic { severity: super::Severity::Warning, ..finding })
}

/// Findings about the other groups, which cost the visitor nothing.
fn groups(summary: &Summary, told: &HashSet<&Path>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut articles: BTreeSet<&Path> = BTreeSet::new();
    for (reason, files) in &summary.left_out {
        let files = || files.iter().map(PathBuf::as_path).filter(|file| !told.contains(file));
        let (rule, what, help) = match reason {
            Reason::UnusedPicture => (
                "unused-picture",
                "shown by no article, and not shipped",
                "show them with `![what is to be seen](path)`, or delete them",
            ),
            Reason::Other => (
                "unread-file",
                "neither Markdown nor pictures, and not shipped",
                "nothing has to be done; a file `.ignore` takes them out of this count",
            ),
            Reason::Partial(_) | Reason::Elsewhere(_) | Reason::OlderVersion | Reason::Repository => {
                articles.extend(files());
                continue;
            }
            Reason::Settings(_) | Reason::Unreadable | Reason::NoLanguage | Reason::Odd => continue,
        };
        out.extend(group(rule, &files().collect::<Vec<_>>(), what, help));
    }
    let articles: Vec<&Path> = articles.into_iter().collect();
    out.extend(group(
        "left-out",
        &articles,
        "Markdown and no article: parts of other pages, or beside the folder of the articles",
        "nothing has to be done; an article among them is read from the folder of the others, under a name without `_`",
    ));
    out
}

/// One finding about several files.
fn group(rule: &'static str, files: &[&Path], what: &str, help: &str) -> Option<Diagnostic> {
    let first = files.first()?;
    let are = if files.len() == 1 { "1 file is".into() } else { format!("{} files are", files.len()) };
    let message = format!("{are} {what}: {}", named(files));
    Some(Diagnostic::note(rule, Some(Place::new(*first, "", 0..0)), message, help))
}

/// The first names of a list, and how many more there are.
fn named(files: &[&Path]) -> String {
    let names: Vec<_> = files.iter().take(NAMED).map(|name| format!("`{}`", name.display())).collect();
    let more = files.len().checked_sub(NAMED + 1).map(|more| format!(" and {} more", more + 1));
    format!("{}{}", names.join(", "), more.unwrap_or_default())
}

/// A finding about files that are nearly called as articles are.
fn called_otherwise(files: &[&Path]) -> Option<Diagnostic> {
    let first = files.first()?;
    let stem = first.file_name().and_then(|name| name.to_str()?.split('.').next()).unwrap_or("name");
    let help =
        format!("articles are Markdown: rename it to `{}`", first.with_file_name(format!("{stem}.md")).display());
    let message = match files.len() {
        1 => "the file is not read: it is called as no article is".to_owned(),
        count => format!("{count} files are not read, since they are called as no article is: {}", named(files)),
    };
    Some(Diagnostic::warning("unread-file", Some(Place::new(*first, "", 0..0)), message, help))
}

fn is_near_markdown(name: &Path) -> bool {
    let lower = name.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    has_extension(name, &PROGRAM_MARKDOWN) || [".md.txt", ".markdown.txt"].iter().any(|end| lower.ends_with(end))
}

/// A finding about settings under a name or at a place where they are not looked for.
fn misplaced(name: &Path, folders: &[PathBuf]) -> Option<Diagnostic> {
    let place = Some(Place::new(name, "", 0..0));
    let folder = folders.first().map_or(Path::new(""), PathBuf::as_path);
    if name.file_name().is_some_and(|name| name == synonyms::FILE) {
        let expected = folder.join(synonyms::FILE);
        let help = format!("move the file into the folder of its language: `{}`", expected.display());
        return Some(Diagnostic::warning("synonyms", place, "the synonyms are not read here", help));
    }
    let meant = [config::FILE, synonyms::FILE].into_iter().find(|known| looks_like(name, known))?;
    let folder = if meant == config::FILE { Path::new("") } else { folder };
    let help = format!("if these are your settings, their place is `{}`", folder.join(meant).display());
    let message = "the file is not read: no settings have this name and place";
    Some(Diagnostic::warning("unread-file", place, message, help))
}

/// How a file gets into a language.
fn into_language(folders: &[PathBuf]) -> String {
    let named: Vec<_> = folders.iter().filter(|folder| !folder.as_os_str().is_empty()).collect();
    if named.is_empty() {
        return format!("add its language to `languages` in {}", config::FILE);
    }
    let named: Vec<_> = named.iter().map(|folder| format!("`{}`", folder.display())).collect();
    format!(
        "move it into the folder of a language ({}), or add its own to `languages` in {}; where these are no languages, \
         write `language = \"en\"` below `[site]`",
        named.join(", "),
        config::FILE
    )
}

/// Whether a file has nearly the name of a settings file: in another case, or with another ending.
fn looks_like(name: &Path, known: &str) -> bool {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem(name) == stem(Path::new(known)) && has_extension(name, &["toml", "yaml", "yml", "json"])
}
