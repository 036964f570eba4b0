//! An article read and not yet parsed: its title, its key, and its address as asked for.

use std::{
    borrow::Cow,
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{
    knowledge::{Slug, slugify},
    language::Lang,
    studio::{
        Diagnostic, Place, dialect,
        entries::{quoted, setting},
        front_matter::{Fenced, Findings, FrontMatter, find},
        plain_text::without_templates,
        readable::{readable, without_id},
        title::title_of,
    },
    text::Strings,
};

/// A file of a language, read and split into settings and text.
pub(super) struct ReadFile<'a> {
    /// Relative to the content folder.
    pub(super) name: &'a Path,
    /// Relative to the folder of the language.
    pub(super) inside: &'a Path,
    pub(super) text: String,
    pub(super) front: FrontMatter,
    /// Where the body begins in `text`, in bytes.
    pub(super) body: usize,
}

/// An article whose links are not resolved yet.
pub(super) struct Draft {
    pub(super) file: PathBuf,
    /// Relative to the folder of the language.
    pub(super) inside: PathBuf,
    pub(super) key: String,
    pub(super) text: String,
    pub(super) body: usize,
    pub(super) front: FrontMatter,
    pub(super) title: String,
    pub(super) slug: Slug,
    /// The heading that is the title, in `text`.
    heading: Option<Range<usize>>,
}

impl Draft {
    /// The article of a file. `is_numbered`: names in its folder begin with order numbers.
    pub(super) fn new(file: ReadFile<'_>, is_numbered: bool, lang: &Lang, findings: &mut Findings<'_>) -> Self {
        let ReadFile { name: file, inside, text, mut front, body } = file;
        // What a template would have filled in is no title.
        front.title = front.title.filter(|(title, _)| !without_templates(title).trim().is_empty());
        let words = text.get(body..).unwrap_or_default();
        let found = if front.title.is_some() { None } else { title_of(words) };
        let heading = found.as_ref().map(|(_, span)| body + span.start..body + span.end);
        let kind = if found.is_some() { "heading" } else { "name" };
        let title = match (&front.title, found) {
            (Some((title, _)), _) => title.clone(),
            (None, Some((title, _))) => title,
            (None, None) => front.label.clone().unwrap_or_else(|| title_of_name(inside, is_numbered, lang)),
        };
        if front.title.is_none() {
            let from = if kind == "heading" { "its first heading" } else { "its name" };
            findings.grouped.add("missing-title", kind, || {
                let span = heading.clone().map_or(0..3, |span| first_line(&text, span));
                let message = format!("the article has no title in its settings: it is called by {from}, “{title}”");
                Diagnostic::note(
                    "missing-title",
                    Some(Place::new(file, &text, span)),
                    message,
                    title_help(&text, &title),
                )
            });
        }
        let slug = front.slug.as_ref().map(|(slug, _)| slug.clone());
        let slug = slug.unwrap_or_else(|| slug_of_name(inside, &dialect::line(&title)));
        let key = key(inside);
        Self { file: file.to_owned(), inside: inside.to_owned(), key, text, body, front, title, slug, heading }
    }

    /// The text of the article, as long as it is in the file. A heading that is the title and stands below other things
    /// is blank; above everything the parser takes it out, since its id is an anchor.
    pub(super) fn words(&self) -> Cow<'_, str> {
        let words = self.text.get(self.body..).unwrap_or_default();
        let Some(heading) = self.heading.clone() else { return Cow::Borrowed(words) };
        let heading = heading.start.saturating_sub(self.body)..heading.end.saturating_sub(self.body);
        match (words.get(..heading.start), words.get(heading.clone()), words.get(heading.end..)) {
            (Some(before), Some(title), Some(behind)) if !before.trim().is_empty() => {
                let blank: String = title.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
                Cow::Owned([before, &blank, behind].concat())
            }
            _ => Cow::Borrowed(words),
        }
    }

    /// Whether its settings name the address.
    pub(super) fn has_own_slug(&self) -> bool {
        self.front.slug.is_some()
    }

    /// The words in the file that say what it is called or where it is.
    pub(super) fn span(&self) -> Range<usize> {
        let slug = self.front.slug.as_ref().map(|(_, span)| span.clone());
        let title = self.front.title.as_ref().map(|(_, span)| span.clone());
        let heading = self.heading.clone().map(|span| first_line(&self.text, span));
        slug.or(title).or(heading).unwrap_or(0..3)
    }
}

/// The first line of some bytes.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let line = text.get(span.clone()).and_then(|words| words.lines().next()).unwrap_or_default();
    span.start..span.start + line.len().max(1)
}

/// How a title is added to the settings of a text.
fn title_help(text: &str, title: &str) -> String {
    match find(text) {
        Some(Fenced { fence, .. }) => {
            format!("to choose another one, add a line `{}`", setting(fence, "title", &quoted("---", title)))
        }
        None => format!(
            "to choose another one, put three lines at the top of the file: `---`, `title: {}`, `---`",
            quoted("---", title)
        ),
    }
}

/// The title of a file by its name, or by its folder's.
fn title_of_name(inside: &Path, is_numbered: bool, lang: &Lang) -> String {
    let path = article_path(inside);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_root =
        is_index(inside) && path.parent().is_none_or(|parent| parent.as_os_str().is_empty()) && path == stem(inside);
    let title = if is_root { String::new() } else { readable(&name, is_numbered) };
    match title.is_empty() {
        true if is_root || name.is_empty() => Strings::of(lang.as_str()).help.to_owned(),
        true => name.into_owned(),
        false => title,
    }
}

/// The address of a file without one of its own: made of its name, or of its title where the name has no letter.
fn slug_of_name(inside: &Path, title: &str) -> Slug {
    let path = article_path(inside);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_root = is_index(inside) && path == stem(inside);
    let of_name = if is_root { None } else { slug_of(without_id(&name)) };
    of_name.or_else(|| slug_of(title)).unwrap_or_else(Slug::start)
}

/// A slug of some words; `None` where they have no letter or digit that a slug may have.
pub(super) fn slug_of(words: &str) -> Option<Slug> {
    let made = slugify(words);
    Slug::new(&made).ok().or_else(|| {
        let allowed: String =
            made.chars().map(|c| if Slug::new(c.encode_utf8(&mut [0; 4])).is_ok() { c } else { '-' }).collect();
        let parts: Vec<_> = allowed.split('-').filter(|part| !part.is_empty()).collect();
        Slug::new(&parts.join("-")).ok()
    })
}

fn stem(inside: &Path) -> PathBuf {
    inside.with_extension("")
}

/// Whether a file stands for its folder.
pub(super) fn is_index(inside: &Path) -> bool {
    let stem = stem(inside).file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    ["index", "_index", "readme"].contains(&stem.as_str())
}

/// A file's path without its ending; of an `index.md`, `_index.md` or `README.md` its folder's.
fn article_path(inside: &Path) -> PathBuf {
    let stem = stem(inside);
    match stem.parent().filter(|parent| is_index(inside) && parent.file_name().is_some()) {
        Some(folder) => folder.to_owned(),
        None => stem,
    }
}

/// What settings call an article: its file below the language's folder, without its ending. The one for the language's
/// folder itself is `index`.
pub(super) fn key(inside: &Path) -> String {
    let path = article_path(inside);
    if is_index(inside) && path == stem(inside) {
        return "index".to_owned();
    }
    joined(&path)
}

/// The key of a file where another one has that of its folder.
pub(super) fn full_key(inside: &Path) -> String {
    joined(&stem(inside))
}

fn joined(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
