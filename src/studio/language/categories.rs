//! Topics of a language: its folders with articles, and the folders above them, in the order in which they are shown.
//!
//! A folder's page (`_index.md`, `index.md`, `README.md`, or `returns.md` beside `returns/`) gives the topic its title,
//! description, place and icon; where it has text it is the topic's first article. A folder that holds one page and
//! nothing else is no topic: the page stands among those of the folder above.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::draft::Draft;
use crate::{
    knowledge::{Category, slugify},
    language::Lang,
    studio::{
        Diagnostic, Place, dialect,
        front_matter::FrontMatter,
        navigation::{Entry, Navigation},
        readable::{order_number, readable},
    },
    text::Strings,
};

/// The page of a folder.
#[derive(Clone, Debug)]
pub(super) struct FolderPage {
    /// Below the folder of the language.
    pub(super) inside: PathBuf,
    /// Relative to the content folder.
    pub(super) name: PathBuf,
    pub(super) front: FrontMatter,
    /// The first heading of its text.
    pub(super) heading: Option<String>,
}

/// What is known of a folder.
#[derive(Debug, Default)]
struct Folder {
    page: Option<FolderPage>,
    listed: Entry,
    /// The first place of its files in navigation.
    rank: Option<u32>,
}

/// A place among neighbours: what a folder lists, then what the site lists, then by weight.
type Order = (bool, Option<u32>, bool, Option<u32>, i64);

/// The topics, and the articles in their order with the number of the topic of each.
pub(super) struct Arranged {
    /// Without their articles.
    pub(super) categories: Vec<Category>,
    pub(super) drafts: Vec<(Draft, usize)>,
}

/// How pages of folders are called; `None` for other files.
fn page_rank(inside: &Path) -> Option<usize> {
    let stem = inside.file_stem()?.to_str()?;
    let readme = stem.eq_ignore_ascii_case("readme").then_some("readme");
    ["_index", "index", "readme"].iter().position(|known| *known == readme.unwrap_or(stem))
}

/// Whether a file is the page of its folder.
pub(super) fn is_page(inside: &Path) -> bool {
    page_rank(inside).is_some()
}

/// Whether the text of a page says more than its title.
pub(super) fn says_something(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.next_if(|line| line.starts_with("# "));
    let rest: String = lines.collect::<Vec<_>>().join("\n");
    let mut rest = rest.as_str();
    // Comments say nothing.
    while let Some(inner) = rest.trim_start().strip_prefix("<!--") {
        rest = inner.split_once("-->").map_or("", |(_, rest)| rest);
    }
    !rest.trim().is_empty()
}

/// The first heading of a text.
pub(super) fn heading(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let words = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Sorts articles into topics.
pub(super) fn arrange(
    drafts: Vec<Draft>,
    pages: Vec<FolderPage>,
    navigation: &Navigation,
    (lang, numbered): (&Lang, &HashSet<PathBuf>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Arranged {
    let mut folders = with_pages(pages, diagnostics);
    let contents = Contents::of(&drafts);
    let placed: Vec<(Draft, String, bool)> = drafts
        .into_iter()
        .map(|draft| {
            let (category, is_page) = contents.category(&draft.inside, &folders);
            (draft, category, is_page)
        })
        .collect();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for (draft, category, is_page) in &placed {
        let mut key = category.as_str();
        while keys.insert(key.to_owned()) && !key.is_empty() {
            key = key.rsplit_once('/').map_or("", |(parent, _)| parent);
            if key.is_empty() {
                break;
            }
        }
        if *is_page && let Some(folder) = folders.get_mut(category.as_str()).filter(|folder| folder.page.is_none()) {
            folder.page = Some(page_of(draft));
        } else if *is_page && !folders.contains_key(category.as_str()) {
            folders.insert(category.clone(), Folder { page: Some(page_of(draft)), ..Folder::default() });
        }
    }
    report_empty(&folders, &keys, &contents, diagnostics);
    for key in &keys {
        let folder = folders.entry(key.clone()).or_default();
        folder.listed = if key.is_empty() { Entry::default() } else { navigation.folder(Path::new(key)) };
    }
    rank_folders(&placed, navigation, &mut folders);

    let sorted = depth_first(keys, &folders, numbered);
    let numbers: HashMap<String, usize> =
        sorted.iter().enumerate().map(|(number, key)| (key.clone(), number)).collect();
    let mut drafts: Vec<(Draft, usize, bool)> = placed
        .into_iter()
        .map(|(draft, category, is_page)| {
            let number = numbers.get(&category).copied().unwrap_or_default();
            (draft, number, is_page)
        })
        .collect();
    let weight = |draft: &Draft| draft.front.weight.or_else(|| number_of(&draft.inside, numbered));
    let unset = unset_weights(drafts.iter().map(|(draft, number, _)| (*number, weight(draft))));
    drafts.sort_by_cached_key(|(draft, number, is_page)| {
        let listed = navigation.file(&draft.inside);
        let weight = weight(draft).or_else(|| unset.get(number).copied());
        let order = order(&listed, listed.rank, weight);
        (*number, !is_page, order, slugify(&draft.title))
    });
    let categories = sorted
        .into_iter()
        .map(|key| {
            let folder = folders.remove(&key).unwrap_or_default();
            let is_numbered = Path::new(&key).parent().is_some_and(|parent| numbered.contains(parent));
            category(key, folder, lang, is_numbered)
        })
        .collect();
    Arranged { categories, drafts: drafts.into_iter().map(|(draft, number, _)| (draft, number)).collect() }
}

/// The page that a draft is for the folder of its name.
fn page_of(draft: &Draft) -> FolderPage {
    FolderPage {
        inside: draft.inside.clone(),
        name: draft.file.clone(),
        front: draft.front.clone(),
        heading: Some(draft.title.clone()),
    }
}

/// The pages of folders by their folders; where there are several, the first name counts.
fn with_pages(mut pages: Vec<FolderPage>, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Folder> {
    let mut out: BTreeMap<String, Folder> = BTreeMap::new();
    pages.sort_by_key(|page| page_rank(&page.inside));
    for page in pages {
        let folder = out.entry(key(page.inside.parent().unwrap_or(Path::new("")))).or_default();
        match &folder.page {
            None => folder.page = Some(page),
            Some(known) if page_rank(&known.inside) == page_rank(&page.inside) => {
                let message = "the settings are not read: the category has others already";
                let place = Some(Place::new(&page.name, "", 0..0));
                let help = "delete one of the two files";
                diagnostics.push(Diagnostic::warning("category-settings", place, message, help));
            }
            Some(_) => {}
        }
    }
    out
}

/// How many articles each folder holds.
struct Contents {
    /// In the folder itself and below it.
    all: HashMap<PathBuf, usize>,
    /// Folders below it that hold some.
    subfolders: HashMap<PathBuf, usize>,
}

impl Contents {
    fn of(drafts: &[Draft]) -> Self {
        let mut out = Self { all: HashMap::new(), subfolders: HashMap::new() };
        for draft in drafts {
            let mut folders = draft.inside.ancestors().skip(1).peekable();
            while let Some(folder) = folders.next() {
                let count = out.all.entry(folder.to_owned()).or_default();
                *count += 1;
                if *count == 1
                    && let Some(parent) = folders.peek()
                {
                    *out.subfolders.entry((*parent).to_owned()).or_default() += 1;
                }
            }
        }
        out
    }

    fn count(&self, folder: &Path) -> usize {
        self.all.get(folder).copied().unwrap_or_default()
    }

    /// The topic of a file, and whether it is the page of it.
    fn category(&self, inside: &Path, folders: &BTreeMap<String, Folder>) -> (String, bool) {
        let dir = inside.parent().unwrap_or(Path::new(""));
        let below = inside.with_extension("");
        // `returns.md` beside `returns/`.
        let has_page = folders.get(&key(&below)).is_some_and(|folder| folder.page.is_some());
        if self.count(&below) > 0 && !is_page(inside) && !has_page {
            return (key(&below), true);
        }
        let alone = self.count(dir) == 1 && !self.subfolders.contains_key(dir);
        match dir.parent().filter(|_| alone) {
            // A page and its pictures.
            Some(parent) if is_page(inside) => (key(parent), false),
            Some(parent) if !parent.as_os_str().is_empty() && named_alike(dir, &below) => (key(parent), false),
            _ => {
                let page = folders.get(&key(dir)).and_then(|folder| folder.page.as_ref());
                (key(dir), page.is_some_and(|page| page.inside == inside) && !dir.as_os_str().is_empty())
            }
        }
    }
}

/// Whether a folder is only there for one file: `wifi/router-wifi.md`.
fn named_alike(dir: &Path, file: &Path) -> bool {
    let name = |path: &Path| slugify(&path.file_name().unwrap_or_default().to_string_lossy());
    let (dir, file) = (name(dir), name(file));
    let has = |whole: &str, part: &str| format!("-{whole}-").contains(&format!("-{part}-"));
    !dir.is_empty() && !file.is_empty() && (has(&file, &dir) || has(&dir, &file))
}

/// The key of a folder.
fn key(folder: &Path) -> String {
    folder.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Findings about settings of folders that hold no articles.
fn report_empty(
    folders: &BTreeMap<String, Folder>,
    keys: &BTreeSet<String>,
    contents: &Contents,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let unseen = folders.iter().filter(|(key, _)| {
        !key.is_empty() && !keys.contains(key.as_str()) && contents.count(Path::new(key.as_str())) == 0
    });
    let pages: Vec<&FolderPage> = unseen.filter_map(|(_, folder)| folder.page.as_ref()).collect();
    let Some(first) = pages.first() else { return };
    let (message, help) =
        ("there is no article in this folder, and the category is not shown", "add one, or delete the file");
    let place = Some(Place::new(&first.name, "", 0..0));
    let finding = Diagnostic::warning("empty-category", place, message, help);
    diagnostics.push(Diagnostic { more: pages.len() - 1, ..finding });
}

/// A folder stands where the first of its files stands, if nothing says where itself does.
fn rank_folders(placed: &[(Draft, String, bool)], navigation: &Navigation, folders: &mut BTreeMap<String, Folder>) {
    for (draft, category, _) in placed {
        let Some(rank) = navigation.file(&draft.inside).rank else { continue };
        let mut key = category.as_str();
        loop {
            let folder = folders.entry(key.to_owned()).or_default();
            folder.rank = Some(folder.rank.map_or(rank, |known| known.min(rank)));
            match key.rsplit_once('/') {
                Some((parent, _)) => key = parent,
                None => break,
            }
        }
    }
}

fn order(listed: &Entry, rank: Option<u32>, weight: Option<i64>) -> Order {
    (listed.local.is_none(), listed.local, rank.is_none(), rank, weight.unwrap_or_default())
}

/// The number in front of a name as a weight, where its neighbours have one as well.
fn number_of(path: &Path, numbered: &HashSet<PathBuf>) -> Option<i64> {
    let name = path.file_name().filter(|_| path.parent().is_some_and(|parent| numbered.contains(parent)))?;
    order_number(&name.to_string_lossy()).map(|(number, _)| i64::from(number) * 1_000)
}

/// What counts as the weight of those without one, by groups of neighbours. Where one article is moved, the others stay;
/// where most are put in order, as `sidebar_position` does it, the others follow.
fn unset_weights<T: Eq + std::hash::Hash + Copy>(all: impl Iterator<Item = (T, Option<i64>)>) -> HashMap<T, i64> {
    let mut counts: HashMap<T, (usize, usize)> = HashMap::new();
    for (group, weight) in all {
        let count = counts.entry(group).or_default();
        count.0 += 1;
        count.1 += usize::from(weight.is_some());
    }
    counts.into_iter().map(|(group, (all, set))| (group, if set * 2 > all { i64::MAX } else { 0 })).collect()
}

/// The keys of all topics, each parent before what is below it.
fn depth_first(keys: BTreeSet<String>, folders: &BTreeMap<String, Folder>, numbered: &HashSet<PathBuf>) -> Vec<String> {
    let weight = |key: &str| {
        let folder = folders.get(key)?;
        let set = folder.page.as_ref().and_then(|page| page.front.weight).or(folder.listed.weight);
        set.or_else(|| number_of(Path::new(key), numbered))
    };
    let mut children: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for key in &keys {
        let parent = key.rsplit_once('/').map(|(parent, _)| parent);
        children.entry(parent).or_default().push(key);
    }
    for siblings in children.values_mut() {
        let unset = unset_weights(siblings.iter().map(|key| ((), weight(key)))).remove(&());
        siblings.sort_by_cached_key(|key| {
            let folder = folders.get(*key);
            let none = Entry::default();
            let listed = folder.map_or(&none, |folder| &folder.listed);
            let rank = listed.rank.or(folder.and_then(|folder| folder.rank));
            // The start page of the whole help.
            let is_start = key.is_empty() && rank.is_none() && folder.is_some_and(|folder| folder.page.is_some());
            (!is_start, order(listed, rank, weight(key).or(unset)), (*key).to_owned())
        });
    }
    let (mut out, mut open) = (Vec::new(), children.get(&None).cloned().unwrap_or_default());
    open.reverse();
    while let Some(key) = open.pop() {
        out.push(key.to_owned());
        open.extend(children.get(&Some(key)).into_iter().flatten().rev().filter(|_| !key.is_empty()));
    }
    out
}

/// A topic, without its articles.
fn category(key: String, folder: Folder, lang: &Lang, is_numbered: bool) -> Category {
    let Folder { page, listed, .. } = folder;
    let (front, heading) = page.map(|page| (page.front, page.heading)).unwrap_or_default();
    let heading = heading.filter(|_| !key.is_empty());
    let title = front.title.map(|(title, _)| title).or(listed.title).or(heading);
    let title = title.map(|title| dialect::line(&title).trim().to_owned()).filter(|title| !title.is_empty());
    let description = if front.description.is_empty() { listed.description } else { Some(front.description) };
    Category {
        title: title.unwrap_or_else(|| title_of_name(&key, lang, is_numbered)),
        description: dialect::line(&description.unwrap_or_default()).into_owned(),
        icon: front.icon,
        articles: Vec::new(),
        key,
    }
}

/// A folder's name as a title.
fn title_of_name(key: &str, lang: &Lang, is_numbered: bool) -> String {
    let name = key.rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8().unwrap_or(name.into());
    let title = readable(&name, is_numbered);
    match (title.is_empty(), name.is_empty()) {
        (false, _) => title,
        (true, false) => name.into_owned(),
        (true, true) => Strings::of(lang.as_str()).help.to_owned(),
    }
}
