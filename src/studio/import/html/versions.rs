//! Which pages say the same in other languages: by their paths, or by what they say themselves (`hreflang`).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    super::{languages, links::inside},
    page::Page,
};
use crate::language::Lang;

/// Pages by what they say.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// Of each page the first one that says the same.
    groups: Vec<u32>,
    /// The place of each page: its folder, its name, and whether it is the folder's own.
    places: Vec<(String, String, bool)>,
}

impl Versions {
    /// Looks at all pages, whose languages are known.
    pub(super) fn new(pages: &[Page], langs: &[Lang]) -> Self {
        let paths: Vec<String> =
            pages.iter().zip(langs).map(|(page, lang)| without_language(&page.file, lang)).collect();
        let shared = shared_folder(&paths);
        let paths: Vec<&str> = paths.iter().map(|path| path.get(shared..).unwrap_or(path)).collect();
        let mut out = Self { groups: (0..).take(pages.len()).collect(), places: places(&paths) };
        // One path is one article, in as many languages as have it.
        let mut first: HashMap<&str, u32> = HashMap::new();
        let mut spoken: HashMap<u32, HashSet<&Lang>> = HashMap::new();
        for ((path, lang), number) in paths.iter().zip(langs).zip(0_u32..) {
            let leader = *first.entry(path).or_insert(number);
            if spoken.entry(leader).or_default().insert(lang) {
                out.set(number, leader);
            }
        }
        let files: HashMap<&str, u32> = pages.iter().map(|page| page.file.as_str()).zip(0..).collect();
        let addresses: HashMap<&str, u32> =
            pages.iter().zip(0..).filter_map(|(page, number)| Some((page.address.as_deref()?, number))).collect();
        for (page, number) in pages.iter().zip(0_u32..) {
            for (_, address) in &page.alternates {
                let folder = page.file.rsplit_once('/').map_or("", |(folder, _)| folder);
                let by_file = inside(folder, address).and_then(|path| files.get(path.as_str()).copied());
                if let Some(other) = addresses.get(address.as_str()).copied().or(by_file) {
                    out.join(number, other, langs);
                }
            }
        }
        out
    }

    /// The page that stands for all that say the same.
    pub(super) fn group(&self, page: u32) -> u32 {
        self.groups.get(page as usize).copied().unwrap_or(page)
    }

    /// The folder, the name, and whether it is the page of its folder.
    pub(super) fn place(&self, group: u32) -> (&str, &str, bool) {
        self.places.get(group as usize).map_or(("", "", false), |(folder, name, is_index)| (folder, name, *is_index))
    }

    fn set(&mut self, page: u32, group: u32) {
        if let Some(own) = self.groups.get_mut(page as usize) {
            *own = group;
        }
    }

    /// Puts the pages of two groups together, where no language is in both.
    fn join(&mut self, one: u32, other: u32, langs: &[Lang]) {
        let (one, other) = (self.group(one), self.group(other));
        if one == other {
            return;
        }
        let members =
            |group: u32| self.groups.iter().zip(langs).filter(move |(own, _)| **own == group).map(|(_, lang)| lang);
        let mut seen: BTreeMap<&Lang, usize> = BTreeMap::new();
        members(one).chain(members(other)).for_each(|lang| *seen.entry(lang).or_default() += 1);
        if seen.values().all(|count| *count == 1) {
            let (first, second) = (one.min(other), one.max(other));
            self.groups.iter_mut().filter(|own| **own == second).for_each(|own| *own = first);
        }
    }
}

/// A path without the folder, or the ending before the last, of its language: `pl/a.html`, `a.pl.html`.
fn without_language(file: &str, lang: &Lang) -> String {
    let is_lang = |name: &str| {
        let clean = languages::clean(name);
        clean == lang.as_str() || clean.split('-').next() == lang.as_str().split('-').next() && clean.len() <= 5
    };
    let file = match file.split_once('/') {
        Some((folder, rest)) if is_lang(folder) => rest,
        _ => file,
    };
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    match stem.rsplit_once('.') {
        Some((name, own)) if is_lang(own) => format!("{name}.{ending}"),
        _ => file.to_owned(),
    }
}

/// How long the folder is that all paths begin with.
fn shared_folder(paths: &[String]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let ends = first.match_indices('/').map(|(at, _)| at + 1);
    ends.take_while(|end| first.get(..*end).is_some_and(|start| paths.iter().all(|path| path.starts_with(start))))
        .last()
        .unwrap_or(0)
}

/// Where pages stand: `a/index.html` is the page of the topic `a`, or an article `a` where nothing else is in there.
fn places(paths: &[&str]) -> Vec<(String, String, bool)> {
    let mut inner: HashMap<&str, HashSet<&str>> = HashMap::new();
    for path in paths {
        let mut path = *path;
        while let Some((folder, _)) = path.rsplit_once('/') {
            inner.entry(folder).or_default().insert(path);
            path = folder;
        }
    }
    let place = |path: &&str| {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        if !stem.eq_ignore_ascii_case("index") {
            return (folder.to_owned(), stem.to_owned(), false);
        }
        let alone = !folder.is_empty() && inner.get(folder).is_some_and(|inner| inner.len() == 1);
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        if alone { (above.to_owned(), name.to_owned(), false) } else { (folder.to_owned(), name.to_owned(), true) }
    };
    paths.iter().map(place).collect()
}
