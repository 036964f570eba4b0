//! An article read and not yet parsed: its title, its address and its category.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::{
    knowledge::{Slug, slugify},
    studio::{
        Diagnostic, Place,
        entries::setting,
        front_matter::{self, FrontMatter},
    },
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
    /// What navigation calls it.
    pub(super) listed: Option<String>,
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
}

impl Draft {
    /// The article of a file; its text, with a finding, where it is no article. `broken`: there is a finding about its
    /// settings already.
    pub(super) fn new(file: ReadFile<'_>, broken: bool, diagnostics: &mut Vec<Diagnostic>) -> Result<Self, String> {
        let ReadFile { name: file, inside, text, front, body, listed } = file;
        let Some(title) = front.title.as_ref().map(|(title, _)| title.clone()).or(listed) else {
            if !broken {
                diagnostics.push(no_title(file, &text, body));
            }
            return Err(text);
        };
        let of_file =
            || Slug::new(&slugify(&article_path(inside).file_name().unwrap_or_default().to_string_lossy())).ok();
        let slug = front
            .slug
            .as_ref()
            .map(|(slug, _)| slug.clone())
            .or_else(of_file)
            .or_else(|| Slug::new(&slugify(&title)).ok());
        let Some(slug) = slug else {
            diagnostics.push(Diagnostic::error(
                "slug",
                Some(Place::new(file, &text, 0..3)),
                "neither the file's name nor the title makes an address",
                format!("add a line `{}` to the front matter", setting_line(&text, "slug", "jak-zwrocic-paczke")),
            ));
            return Err(text);
        };
        let (file, inside) = (file.to_owned(), inside.to_owned());
        Ok(Self { file, key: key(&inside), inside, text, body, front, title, slug })
    }
}

/// A line for the settings of a text, in the notation of these settings.
fn setting_line(text: &str, key: &str, value: &str) -> String {
    let fence = front_matter::split(text).map_or("---", |(fence, ..)| fence);
    setting(fence, key, value)
}

fn no_title(file: &Path, text: &str, body: usize) -> Diagnostic {
    let mut headings = text.lines().filter_map(|line| line.strip_prefix("# ")).map(str::trim);
    let heading = headings.find(|heading| !heading.is_empty());
    let example = heading.unwrap_or("Jak zwrócić paczkę?").replace('"', "'");
    let help = if body > 0 {
        format!("add a line `{}` to the front matter", setting_line(text, "title", &format!("\"{example}\"")))
    } else {
        format!("put three lines at the top of the file: `---`, `title: \"{example}\"`, `---`")
    };
    Diagnostic::error("missing-title", Some(Place::new(file, text, 0..3)), "the article has no title", help)
}

/// A file's path without its ending; of an `index.md` its folder's.
fn article_path(inside: &Path) -> PathBuf {
    let stem = inside.with_extension("");
    match stem.parent().filter(|parent| stem.ends_with("index") && parent.file_name().is_some()) {
        Some(folder) => folder.to_owned(),
        None => stem,
    }
}

/// What settings call an article: its file below the language's folder, without its ending.
pub(super) fn key(inside: &Path) -> String {
    article_path(inside).iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Reports articles that have the address of another one.
pub(super) fn report_duplicate_slugs(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&Slug, &Draft> = HashMap::new();
    for draft in drafts {
        if let Some(other) = first.insert(&draft.slug, draft) {
            let span = draft.front.slug.as_ref().map(|(_, span)| span.clone());
            let span = span.or(draft.front.title.as_ref().map(|(_, span)| span.clone()));
            diagnostics.push(Diagnostic::error(
                "duplicate-slug",
                Some(Place::new(&draft.file, &draft.text, span.unwrap_or(0..3))),
                format!("the address `{}` is taken by `{}`", draft.slug, other.file.display()),
                format!(
                    "give this article one of its own, for example `{}`",
                    setting_line(&draft.text, "slug", &format!("{}-2", draft.slug))
                ),
            ));
        }
    }
}
