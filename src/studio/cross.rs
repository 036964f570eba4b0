//! Links from one language to articles of the others. They are settled when all languages are read.
//!
//! A link may name a file of another language, as a remark "in English" does, or one that has no translation: then it
//! leads to the article's page in the other language, which the bundle has, too.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{
    Diagnostic, Place,
    anchors::{Anchors, change_targets},
    links::LinkTable,
    tally::Tally,
};
use crate::knowledge::{Block, Target};

/// The links of all languages, and what is told of them.
#[derive(Clone, Debug, Default)]
pub struct SiteLinks {
    /// Whether the site has several languages.
    pub(super) several: bool,
    pub(super) tally: Tally,
    languages: Vec<LanguageLinks>,
    open: Vec<OpenLink>,
}

#[derive(Clone, Debug)]
struct LanguageLinks {
    table: LinkTable,
    anchors: Vec<Anchors>,
}

/// A link that leads to no article of its language.
#[derive(Clone, Debug)]
pub(super) struct OpenLink {
    pub(super) file: PathBuf,
    /// Its language.
    pub(super) lang: String,
    /// The folder of its language.
    pub(super) folder: PathBuf,
    pub(super) path: String,
    /// Whether the path is a name in double brackets.
    pub(super) wiki: bool,
    pub(super) fragment: String,
    /// Where it leads if no language has the article.
    pub(super) instead: Option<Target>,
    /// What is told then; nothing where the reason is told elsewhere.
    pub(super) loss: Option<Loss>,
    /// Where it stands; `None` where the file has too many of them to tell each.
    pub(super) place: Option<Place>,
}

/// What is told of a link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) message: String,
    pub(super) help: String,
    /// Told once for the whole site.
    pub(super) grouped: bool,
}

impl SiteLinks {
    /// Notes a link to be settled. The result stands for its target.
    pub(super) fn open(&mut self, link: OpenLink, text: &str) -> Target {
        if link.place.is_some() {
            self.tally.sources.entry(link.file.clone()).or_insert_with(|| text.to_owned());
        }
        self.open.push(link);
        // No path of a bundle begins so.
        Target::File(format!("?{}", self.open.len() - 1))
    }

    /// Adds the articles of a language and the ids in them.
    pub(super) fn add(&mut self, table: LinkTable, anchors: Vec<Anchors>) {
        self.languages.push(LanguageLinks { table, anchors });
    }

    /// Gives all open links in some texts their targets, and tells of those that lead nowhere.
    pub(super) fn settle<'a>(
        &mut self,
        texts: impl Iterator<Item = &'a mut Vec<Block>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.open.is_empty() {
            return;
        }
        let mut last: HashMap<PathBuf, usize> = HashMap::new();
        let open = std::mem::take(&mut self.open);
        let targets: Vec<Option<Target>> =
            open.into_iter().map(|link| self.target(link, &mut last, diagnostics)).collect();
        let mut resolve = |target: Target| match &target {
            Target::File(path) => match path.strip_prefix('?').and_then(|number| number.parse::<usize>().ok()) {
                Some(number) => targets.get(number).cloned().flatten(),
                None => Some(target),
            },
            _ => Some(target),
        };
        texts.for_each(|blocks| change_targets(blocks, &mut resolve));
    }

    fn target(
        &mut self,
        link: OpenLink,
        last: &mut HashMap<PathBuf, usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        // A page of the company's site may be called as an article: the path has to name the language.
        let is_meant = |other: &&LanguageLinks| link.instead.is_none() || other.is_named(&link.path);
        let others = || self.languages.iter().filter(|other| other.table.lang != link.lang).filter(is_meant);
        // Meant as it is written: the file of another language.
        let named = others().find_map(|other| Some((other, other.find(&link.file, &link)?)));
        let moved = || {
            let inner = link.file.strip_prefix(&link.folder).ok()?;
            others().find_map(|other| Some((other, other.find(&other.table.folder.join(inner), &link)?)))
        };
        let untranslated = named.is_none();
        if let Some((other, number)) = named.or_else(moved) {
            let page = other.page(number, &link.fragment);
            if untranslated && let Some(place) = link.place {
                let kind = format!("{} {}", link.lang, other.table.lang);
                self.tally.add(("untranslated-link", &kind), (&link.file, ""), || {
                    let message =
                        format!("the link to `{}` leads to the page in the language `{}`", link.path, other.table.lang);
                    let help = "translate the article, or say in the text that it is in the other language";
                    Diagnostic::note("untranslated-link", Some(place), message, help)
                });
            }
            return page;
        }
        let Some(Loss { message, help, grouped }) = link.loss.filter(|_| link.instead.is_none()) else {
            return link.instead;
        };
        let finding = |place| Diagnostic::warning("broken-link", Some(place), message, help);
        match link.place {
            Some(place) if grouped => {
                self.tally.add(("broken-link", "root"), (&link.file, ""), || finding(place));
            }
            Some(place) => {
                last.insert(link.file, diagnostics.len());
                diagnostics.push(finding(place));
            }
            None => {
                let before = last.get(&link.file).and_then(|at| diagnostics.get_mut(*at));
                before.into_iter().for_each(|finding| finding.more += 1);
            }
        }
        None
    }
}

impl LanguageLinks {
    /// Whether a path from the root begins with the code of the language, or with its folder.
    fn is_named(&self, path: &str) -> bool {
        let path = Path::new(path.trim_start_matches('/'));
        let first = path.iter().next().map(|part| part.to_string_lossy().to_lowercase());
        let folder = &self.table.folder;
        first.as_deref() == Some(&self.table.lang) || folder.file_name().is_some() && path.starts_with(folder)
    }

    /// The article that a link from a file means in this language.
    fn find(&self, from: &Path, link: &OpenLink) -> Option<u32> {
        if link.wiki {
            return self.table.wiki(from, &link.path);
        }
        self.table.at_path(from, &link.path, true).map(|found| found.number)
    }

    /// The page of an article, at a heading where there is one.
    fn page(&self, number: u32, fragment: &str) -> Option<Target> {
        let slug = self.table.slug(number)?;
        let id = self.anchors.get(number as usize).and_then(|anchors| anchors.id(fragment));
        let id = id.map(|id| format!("#{id}")).unwrap_or_default();
        Some(Target::File(format!("{}/{slug}/{id}", self.table.lang)))
    }
}
