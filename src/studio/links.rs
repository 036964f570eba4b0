//! The articles that a link can lead to in one language, and a suggestion for a link that leads to none.
//!
//! An address is tried as a path of a file, then as the address that a generator would have given to the page, then as
//! one that the article had before. Every name is looked up in tables that are made once: an import of thousands of
//! articles has as many broken links.

mod mend;
mod roots;
mod spelling;

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::names::join;
use roots::Prefixes;
use spelling::{INDEXES, address_key, endings, foreign_id, host, index_rank, loose, lower, unnumbered};

pub(super) use spelling::{bare, decoded_paths, endings as path_endings, fragment, page_ending, relative, stated_id};

/// An article by all that a link may call it.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// Its file, relative to the content folder.
    pub(super) file: &'a Path,
    /// Its path below the folder of its language, without an ending.
    pub(super) key: &'a str,
    pub(super) slug: &'a str,
    pub(super) title: &'a str,
    /// Addresses that it had elsewhere, and in Obsidian its other titles.
    pub(super) aliases: &'a [String],
    /// What another help center calls it, in its settings.
    pub(super) id: Option<&'a str>,
}

/// An article that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) number: u32,
    /// The file, where it is called otherwise than the link says.
    pub(super) called: Option<PathBuf>,
}

/// Folders of documents in a project, which are in no address of them.
const CONTENT: [&str; 3] = ["docs", "content", "pages"];

/// Of articles of one name so many are looked at.
const MOST_NAMESAKES: usize = 100;

/// What each name stands for; `None` for one of several.
type Unique = HashMap<String, Option<u32>>;

/// The articles of a language by all names that a link may use for them.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkTable {
    /// The language's code.
    pub(super) lang: String,
    pub(super) folder: PathBuf,
    /// By number.
    files: Vec<PathBuf>,
    /// Their slugs.
    addresses: Vec<String>,
    /// By number, as they are written.
    called: Vec<String>,
    exact: HashMap<PathBuf, u32>,
    /// By paths without ending and `index`, of files and of keys.
    bare: HashMap<PathBuf, u32>,
    /// By paths with the slug in the place of the file's name.
    pages: HashMap<PathBuf, u32>,
    /// The same in lower case.
    lower: Unique,
    /// The same without case, diacritics, blanks and the numbers of their order.
    loose: Unique,
    slugs: HashMap<String, u32>,
    /// By the keys of addresses they had.
    aliases: Unique,
    ids: Unique,
    /// By the last parts of their bare paths in lower case, the shortest path first.
    names: HashMap<String, Vec<u32>>,
    titles: Unique,
    prefixes: Prefixes,
    /// Names that were meant, by their loose paths.
    near: HashMap<String, PathBuf>,
    /// The same by the last part of the path, and by address.
    last: HashMap<String, PathBuf>,
    drafts: HashSet<PathBuf>,
    broken: HashSet<PathBuf>,
    /// An article in each folder.
    folders: HashMap<PathBuf, PathBuf>,
}

fn note(names: &mut Unique, name: String, number: u32) {
    let known = names.entry(name).or_insert(Some(number));
    *known = known.filter(|known| *known == number);
}

impl LinkTable {
    /// The table of the articles of a language, most of which are in a folder, numbered as they come. `site` is the name
    /// of the content folder, which addresses of the site may begin with.
    pub(super) fn new<'a>(
        (lang, folder): (&str, &Path),
        articles: impl Iterator<Item = Named<'a>> + Clone,
        site: &str,
        drafts: HashSet<PathBuf>,
        broken: HashSet<PathBuf>,
    ) -> Self {
        let named = |files: HashSet<PathBuf>| files.into_iter().flat_map(|file| [bare(&file), file]).collect();
        let (drafts, broken) = (named(drafts), named(broken));
        let prefixes = Prefixes::new(folder, &[lang, site]);
        let lang = lang.to_owned();
        let mut out = Self { lang, folder: folder.to_owned(), drafts, broken, prefixes, ..Self::default() };
        for (number, article) in (0..).zip(articles.clone()) {
            out.add(number, article);
        }
        out.add_bare(articles);
        let files = &out.files;
        let length = |number: &u32| files.get(*number as usize).map_or(0, |file| file.as_os_str().len());
        out.names.values_mut().for_each(|numbers| numbers.sort_by_key(length));
        out
    }

    /// The title of an article.
    pub(super) fn title(&self, number: u32) -> Option<&str> {
        self.called.get(number as usize).map(String::as_str)
    }

    fn add(&mut self, number: u32, article: Named<'_>) {
        let Named { file, key, slug, title, aliases, id } = article;
        self.files.push(file.to_owned());
        self.addresses.push(slug.to_owned());
        self.called.push(title.trim().to_owned());
        self.exact.insert(file.to_owned(), number);
        self.near.entry(loose(file)).or_insert_with(|| file.to_owned());
        self.last.entry(loose(Path::new(file.file_name().unwrap_or_default()))).or_insert_with(|| file.to_owned());
        self.last.entry(slug.to_owned()).or_insert_with(|| file.to_owned());
        self.slugs.entry(slug.to_owned()).or_insert(number);
        for folder in file.ancestors().skip(1) {
            self.folders.entry(folder.to_owned()).or_insert_with(|| file.to_owned());
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = key.rsplit('/').next().unwrap_or_default();
        let mut names: Vec<String> = endings(&lower(file)).chain([&*stem, name].map(str::to_lowercase)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            self.names.entry(name).or_default().push(number);
        }
        note(&mut self.titles, title.trim().to_lowercase(), number);
        for alias in aliases {
            note(&mut self.titles, alias.trim().to_lowercase(), number);
            if let Some(key) = address_key(alias) {
                note(&mut self.aliases, key, number);
            }
        }
        for id in [id, foreign_id(&stem), foreign_id(slug)].into_iter().flatten() {
            note(&mut self.ids, id.to_lowercase(), number);
        }
    }

    /// Adds the bare paths: of ordinary files first, then of those that stand for their folder, then of keys and slugs.
    fn add_bare<'a>(&mut self, articles: impl Iterator<Item = Named<'a>> + Clone) {
        let numbered = || (0..).zip(articles.clone());
        for rank in std::iter::once(None).chain((0..INDEXES.len()).map(Some)) {
            for (number, article) in numbered().filter(|(_, article)| index_rank(article.file) == rank) {
                self.bare.entry(bare(article.file)).or_insert(number);
            }
        }
        for (number, Named { file, key, slug, .. }) in numbered() {
            let folder = bare(file).parent().map(Path::to_owned).unwrap_or_default();
            // A file called as its folder stands for it.
            if folder.file_name().is_some_and(|name| bare(file).file_name() == Some(name)) {
                self.bare.entry(folder.clone()).or_insert(number);
            }
            self.bare.entry(self.folder.join(key)).or_insert(number);
            self.pages.entry(folder.join(slug)).or_insert(number);
        }
        for (path, number) in &self.bare {
            note(&mut self.lower, lower(path), *number);
        }
        for (path, number) in self.bare.iter().chain(&self.pages) {
            let loose = loose(path);
            let without = unnumbered(&loose);
            if without != loose {
                note(&mut self.loose, without, *number);
            }
            note(&mut self.loose, loose, *number);
        }
    }

    /// The article that a path leads to from a file. Of the root of a company's site, `shared`, the names of articles
    /// may be those of other pages.
    pub(super) fn article(&self, from: &Path, path: &str, shared: bool) -> Option<Found> {
        let by_name = || {
            let decoded = decoded_paths(path);
            let slug = decoded.iter().find_map(|path| self.by_slug(path));
            let slug = slug.map(|number| Found { number, called: None });
            slug.or_else(|| decoded.iter().find_map(|path| self.alone(path)))
        };
        // Docusaurus and Hugo look for files from the root of the content, too.
        let rooted = || {
            let is_file = page_ending(Path::new(path)) == Some(true) || path.contains('/');
            if is_file && !path.starts_with(['/', '.']) { self.rooted(path, true) } else { None }
        };
        self.at_path(from, path, shared).or_else(rooted).or_else(by_name)
    }

    /// The article at a path, from a file.
    pub(super) fn at_path(&self, from: &Path, path: &str, shared: bool) -> Option<Found> {
        if let Some(inner) = path.strip_prefix('/') {
            return if inner.starts_with('/') { None } else { self.rooted(inner, shared) };
        }
        if path.is_empty() {
            return None;
        }
        let decoded = decoded_paths(path);
        let folder = from.parent().unwrap_or(Path::new(""));
        let page = bare(from);
        let inside = |base: &Path| decoded.iter().filter_map(|path| join(base, path)).collect::<Vec<_>>();
        let (by_file, by_page) = (inside(folder), inside(&page));
        let all = || by_file.iter().chain(&by_page);
        let exact = |number| Found { number, called: None };
        all()
            .find_map(|path| self.exactly(path).map(exact))
            .or_else(|| all().find_map(|path| self.alias(path).map(exact)))
            .or_else(|| all().find_map(|path| self.nearly(path)))
    }

    /// The article at the path of an address, which begins at the root of its site.
    fn rooted(&self, inner: &str, shared: bool) -> Option<Found> {
        let mut tails = Vec::new();
        for path in decoded_paths(inner) {
            // Nothing is above the root.
            let path = join(Path::new(""), &path)?;
            tails.push((path.clone(), shared));
            tails.extend(self.prefixes.tails(&path).map(|tail| (tail, false)));
        }
        let exact = |number| Found { number, called: None };
        let inside = |tail: &PathBuf| {
            let content = CONTENT.iter().map(|name| self.folder.join(name).join(tail));
            [self.folder.join(tail), tail.clone()].into_iter().chain(content).collect::<Vec<_>>()
        };
        tails
            .iter()
            .find_map(|(tail, _)| inside(tail).iter().find_map(|path| self.exactly(path)).map(exact))
            .or_else(|| tails.iter().find_map(|(tail, _)| self.alias(tail).map(exact)))
            .or_else(|| tails.iter().find_map(|(tail, _)| inside(tail).iter().find_map(|path| self.nearly(path))))
            .or_else(|| {
                let mut own = tails.iter().filter(|(_, shared)| !shared);
                own.find_map(|(tail, _)| self.by_slug(tail.to_str()?).map(exact))
            })
    }

    fn exactly(&self, path: &Path) -> Option<u32> {
        let page = || self.pages.get(&bare(path)).filter(|_| page_ending(path) != Some(true));
        self.exact.get(path).or_else(|| self.bare.get(&bare(path))).or_else(page).copied()
    }

    /// The article of a path whose case differs. In addresses of pages, which generators make of names, blanks and
    /// diacritics may differ as well.
    fn nearly(&self, path: &Path) -> Option<Found> {
        if let Some(Some(number)) = self.lower.get(&lower(path)) {
            let file = self.files.get(*number as usize).filter(|_| page_ending(path) == Some(true));
            return Some(Found { number: *number, called: file.cloned() });
        }
        if page_ending(path) == Some(true) {
            return None;
        }
        let number = self.loose.get(&loose(&bare(path))).copied()??;
        Some(Found { number, called: None })
    }

    /// The slug of an article.
    pub(super) fn slug(&self, number: u32) -> Option<&str> {
        self.addresses.get(number as usize).map(String::as_str)
    }

    /// The article that had an address, by a path in the content folder.
    fn alias(&self, path: &Path) -> Option<u32> {
        if self.aliases.is_empty() {
            return None;
        }
        let inner = path.strip_prefix(&self.folder).unwrap_or(path);
        [path, inner].into_iter().find_map(|path| self.aliases.get(&address_key(path.to_str()?)?).copied()?)
    }

    /// The article whose slug is the whole path.
    fn by_slug(&self, path: &str) -> Option<u32> {
        if page_ending(Path::new(path)) == Some(true) {
            return None;
        }
        let path = bare(Path::new(path.trim_start_matches("./").trim_end_matches('/')));
        self.slugs.get(path.to_str()?).copied()
    }

    /// The only article of a file's name that stands alone, as programs write it that look for it in all folders.
    fn alone(&self, path: &str) -> Option<Found> {
        if path.contains('/') || page_ending(Path::new(path)) != Some(true) {
            return None;
        }
        let [number] = self.names.get(&bare(Path::new(path)).to_str()?.to_lowercase())?.as_slice() else { return None };
        let file = self.files.get(*number as usize)?;
        (file.file_name()?.to_str() == Some(path)).then(|| Found { number: *number, called: Some(file.clone()) })
    }

    /// The article at a whole address: one that it had elsewhere, one with its number in another help center, or a
    /// page of the company's own site.
    pub(super) fn at_url(&self, url: &str, company: &str) -> Option<u32> {
        let (_, rest) = url.split_once("://")?;
        let own = host(url) == host(company);
        // Most addresses are of other sites, and most articles had no address before.
        if (own || !self.aliases.is_empty())
            && let Some(Some(number)) = self.aliases.get(&address_key(url)?)
        {
            return Some(*number);
        }
        let path = rest.split(['?', '#']).next()?;
        let (_, path) = path.split_once('/')?;
        if own && let Some(found) = self.rooted(path, true) {
            return Some(found.number);
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let last = parts.last()?;
        let article = |part: &&str| ["articles", "article", "solutions"].contains(part);
        let id = foreign_id(last).filter(|id| id.len() == 32 || parts.iter().rev().skip(1).any(article))?;
        self.ids.get(&id.to_lowercase()).copied()?
    }

    /// The article that a name in double brackets means from a file: a path from the root, from the file, the name
    /// alone or with some of the folders before it, a title.
    pub(super) fn wiki(&self, from: &Path, name: &str) -> Option<u32> {
        let name = name.trim().trim_matches('/');
        if name.is_empty() {
            return None;
        }
        let folder = from.parent().unwrap_or(Path::new(""));
        let paths = [self.folder.as_path(), Path::new(""), folder];
        if let Some(number) = paths.iter().find_map(|base| self.exactly(&join(base, name)?)) {
            return Some(number);
        }
        let named = |name: &str| {
            let numbers = self.names.get(name)?;
            let below = |number: &&u32| self.files.get(**number as usize).is_some_and(|file| file.starts_with(folder));
            // Of several the nearest below the file's own folder, else the nearest to the root.
            numbers.iter().take(MOST_NAMESAKES).find(below).or(numbers.first()).copied()
        };
        named(&lower(Path::new(name.trim_start_matches("./"))))
            .or_else(|| named(&name.to_lowercase()))
            .or_else(|| self.slugs.get(name).copied())
            .or_else(|| self.titles.get(&name.to_lowercase()).copied()?)
    }

    /// A path from the root without what addresses of the site begin with.
    pub(super) fn tails(&self, path: &Path) -> impl Iterator<Item = PathBuf> {
        self.prefixes.tails(path)
    }

    /// Whether a path leads to an article that has errors of its own.
    pub(super) fn is_broken(&self, from: &Path, path: &str) -> bool {
        self.spellings(from, path).any(|path| self.broken.contains(&path) || self.broken.contains(&bare(&path)))
    }
}
