//! The articles that a link can lead to in one language, and a suggestion for a link that leads to none.
//!
//! Every name is looked up in tables that are made once: an import of thousands of articles has as many broken links.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

use super::{markdown::percent_encoded, names::join, source_text::composed};
use crate::knowledge::slugify;

/// The articles of a language by all names that a link may use for them.
#[derive(Debug, Default)]
pub(super) struct LinkTable {
    folder: PathBuf,
    /// By the file's name, by the name without its ending, and by the folder of an `index.md`.
    exact: HashMap<PathBuf, u32>,
    /// Names by their paths without case, diacritics, blanks and ending.
    loose: HashMap<String, PathBuf>,
    /// The same by the last part of the path, and by address.
    last: HashMap<String, PathBuf>,
    drafts: HashSet<PathBuf>,
    broken: HashSet<PathBuf>,
    /// An article in each folder.
    folders: HashMap<PathBuf, PathBuf>,
}

impl LinkTable {
    /// The table of the articles in a language's folder: their files, addresses and numbers.
    pub(super) fn new<'a>(
        folder: &Path,
        articles: impl Iterator<Item = (&'a Path, &'a str, u32)> + Clone,
        drafts: HashSet<PathBuf>,
        broken: HashSet<PathBuf>,
    ) -> Self {
        let named =
            |files: HashSet<PathBuf>| files.into_iter().flat_map(|file| [file.with_extension(""), file]).collect();
        let (drafts, broken) = (named(drafts), named(broken));
        let mut out = Self { folder: folder.to_owned(), drafts, broken, ..Self::default() };
        for (file, slug, number) in articles.clone() {
            out.exact.insert(file.to_owned(), number);
            out.loose.entry(loose(file)).or_insert_with(|| file.to_owned());
            out.last.entry(loose(Path::new(file.file_name().unwrap_or_default()))).or_insert_with(|| file.to_owned());
            for folder in file.ancestors().skip(1) {
                out.folders.entry(folder.to_owned()).or_insert_with(|| file.to_owned());
            }
            out.last.entry(slug.to_owned()).or_insert_with(|| file.to_owned());
        }
        for (file, _, number) in articles.clone() {
            out.exact.entry(file.with_extension("")).or_insert(number);
        }
        for (file, _, number) in articles.filter(|(file, ..)| file.file_stem().is_some_and(|stem| stem == "index")) {
            out.exact.entry(file.parent().unwrap_or(Path::new("")).to_owned()).or_insert(number);
        }
        out
    }

    /// The article that a path leads to from a folder.
    pub(super) fn article(&self, from: &Path, path: &str) -> Option<u32> {
        self.spellings(from, path).find_map(|path| self.exact.get(&path).copied())
    }

    /// Whether a path leads to an article that has errors of its own.
    pub(super) fn is_broken(&self, from: &Path, path: &str) -> bool {
        self.spellings(from, path).any(|path| self.broken.contains(&path))
    }

    /// What to write instead of a path that leads to no article; `None` where no name is near to it.
    pub(super) fn mend(&self, from: &Path, path: &str) -> Option<String> {
        let slashes = path.replace('\\', "/");
        let paths: Vec<PathBuf> = self.spellings(from, &slashes).collect();
        if paths.iter().any(|path| self.drafts.contains(path)) {
            return Some("it is a draft: take out `draft: true` there, or the link here".into());
        }
        let by_path = paths.iter().find_map(|path| self.loose.get(&loose(path)));
        // Other programs show these files for their folder.
        let is_index = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            ["index", "_index", "readme"].contains(&stem.as_str())
        };
        let folder = |path: &Path| {
            self.folders.get(path).or_else(|| self.folders.get(path.parent()?).filter(|_| is_index(path)))
        };
        if by_path.is_none()
            && let Some(inner) = paths.iter().find_map(|path| folder(path))
        {
            return Some(format!(
                "it is a folder: link to one of the articles in it, such as `{}`",
                relative(from, inner)
            ));
        }
        let name = |path: &PathBuf| self.last.get(&loose(Path::new(path.file_name()?))).filter(|_| !is_index(path));
        let near = by_path.or_else(|| paths.iter().find_map(name))?;
        Some(format!("did you mean `{}`?", relative(from, near)))
    }

    /// The paths in the content folder that an address may mean, the likeliest first.
    fn spellings(&self, from: &Path, address: &str) -> impl Iterator<Item = PathBuf> {
        let decoded = if address.starts_with("//") { Vec::new() } else { decoded_paths(address) };
        let mut out = Vec::new();
        for path in decoded {
            match path.strip_prefix('/') {
                Some(inner) => {
                    out.extend(join(&self.folder, inner));
                    out.extend(join(Path::new(""), inner));
                }
                None => out.extend(join(from, &path)),
            }
        }
        out.into_iter()
    }
}

/// The paths that an address may mean: with `%20` and the like decoded, and as it was typed, which may be the name of a
/// file, too. Letters are composed.
///
/// `%2F` does not divide folders, and `%00` is in no name: a path with one of them is taken as it was typed.
pub(super) fn decoded_paths(path: &str) -> Vec<String> {
    let typed = composed(path);
    let part = |part: &str| {
        let decoded = percent_decode_str(part).decode_utf8().ok()?;
        let name = !decoded.contains(['/', '\0']) && (decoded == part || !matches!(decoded.as_ref(), "." | ".."));
        name.then(|| composed(&decoded))
    };
    let decoded: Option<Vec<String>> = typed.split('/').map(part).collect();
    let decoded = decoded.map(|parts| parts.join("/")).filter(|decoded| *decoded != typed);
    decoded.into_iter().chain([typed]).collect()
}

/// An anchor in the form of a heading's id: decoded if that is possible, and folded as ids are.
pub(super) fn anchor(fragment: &str) -> String {
    let decoded = percent_decode_str(fragment).decode_utf8().unwrap_or(fragment.into());
    slugify(&composed(&decoded))
}

/// A path in a form that is the same in all of its spellings.
fn loose(path: &Path) -> String {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let known = ["md", "markdown", "mdx", "html", "htm"].contains(&extension.as_str());
    let path = if known { path.with_extension("") } else { path.to_owned() };
    path.iter().map(|part| slugify(&part.to_string_lossy())).collect::<Vec<_>>().join("/")
}

/// The address of a file, relative to a folder: characters with a meaning in addresses are written as `%20` and the
/// like.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let shared = from.iter().zip(to.iter()).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| percent_encoded(&part.to_string_lossy(), "%?#<>\\\"\t\n\r"));
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address means what a browser reads in it, and never a file outside of the content folder.
    #[test]
    fn paths_are_decoded_as_addresses_are() {
        for (typed, expected) in [
            ("a.md", &["a.md"][..]),
            ("jak%20zwr%C3%B3ci%C4%87.md", &["jak zwrócić.md", "jak%20zwr%C3%B3ci%C4%87.md"]),
            ("zwro\u{301}t.md", &["zwrót.md"]),
            ("zwro%CC%81t.md", &["zwrót.md", "zwro%CC%81t.md"]),
            ("100%.md", &["100%.md"]),
            ("50%2541.md", &["50%41.md", "50%2541.md"]),
            ("5%zz%2.md", &["5%zz%2.md"]),
            ("%ff.md", &["%ff.md"]),
            ("..%2f..%2fsecret.md", &["..%2f..%2fsecret.md"]),
            ("%2e%2e/a.md", &["%2e%2e/a.md"]),
            ("../%2E%2E/a.md", &["../%2E%2E/a.md"]),
            ("a%00.md", &["a%00.md"]),
            ("%5c..%5ca.md", &["\\..\\a.md", "%5c..%5ca.md"]),
            ("a%3Fb%23c.md", &["a?b#c.md", "a%3Fb%23c.md"]),
            ("%D0%B4%D0%BE%D1%81%D1%82.md", &["дост.md", "%D0%B4%D0%BE%D1%81%D1%82.md"]),
        ] {
            assert_eq!(decoded_paths(typed), expected, "{typed}");
        }
    }

    fn table() -> LinkTable {
        let articles = [
            ("pl/zwroty/Zwrot paczki.md", "zwrot-paczki", 0),
            ("pl/zwroty/termin.MD", "termin", 1),
            ("pl/zakupy/index.md", "zakupy", 2),
            ("pl/zakupy/źródło.markdown", "zrodlo", 3),
            ("pl/100% zniżki.md", "kody", 4),
        ];
        let articles = articles.iter().map(|(file, slug, number)| (Path::new(*file), *slug, *number));
        LinkTable::new(Path::new("pl"), articles, HashSet::from(["pl/zwroty/szkic.md".into()]), HashSet::new())
    }

    /// A link leads to its article in all spellings that other programs write.
    #[test]
    fn links_lead_to_articles() {
        let table = table();
        for (typed, expected) in [
            ("Zwrot paczki.md", Some(0)),
            ("Zwrot%20paczki.md", Some(0)),
            ("./Zwrot%20paczki", Some(0)),
            ("termin.MD", Some(1)),
            ("termin", Some(1)),
            ("../zakupy", Some(2)),
            ("../zakupy/", Some(2)),
            ("/zakupy/index", Some(2)),
            ("/pl/zakupy/index.md", Some(2)),
            ("../zakupy/z\u{301}ro\u{301}dło.markdown", Some(3)),
            ("../zakupy/%C5%BAr%C3%B3d%C5%82o", Some(3)),
            ("../100%25%20zni%C5%BCki.md", Some(4)),
            ("../100% zniżki.md", Some(4)),
            ("zwrot paczki.md", None),
            ("termin.md", None),
            ("..%2fzakupy%2findex.md", None),
            ("//zakupy/index.md", None),
            ("../../../pl/zakupy/index.md", None),
        ] {
            assert_eq!(table.article(Path::new("pl/zwroty"), typed), expected, "{typed}");
        }
    }

    /// For a mistyped path the finding suggests the one that was meant.
    #[test]
    fn suggestions_name_the_file_that_was_meant() {
        let table = table();
        for (typed, expected) in [
            ("zwrot-paczki.md", Some("did you mean `Zwrot%20paczki.md`?")),
            ("termin.md", Some("did you mean `termin.MD`?")),
            ("TERMIN.html", Some("did you mean `termin.MD`?")),
            ("zrodlo.md", Some("did you mean `../zakupy/źródło.markdown`?")),
            ("..\\zakupy\\źródło.markdown", Some("did you mean `../zakupy/źródło.markdown`?")),
            ("../pomoc/kody", Some("did you mean `../100%25%20zniżki.md`?")),
            ("szkic.md", Some("it is a draft: take out `draft: true` there, or the link here")),
            ("szkic", Some("it is a draft: take out `draft: true` there, or the link here")),
            ("../zwroty/", Some("it is a folder: link to one of the articles in it, such as `Zwrot%20paczki.md`")),
            ("../zakupy/_index.md", Some("did you mean `../zakupy/index.md`?")),
            (
                "../zwroty/README.md",
                Some("it is a folder: link to one of the articles in it, such as `Zwrot%20paczki.md`"),
            ),
            ("../nigdzie/index.md", None),
            ("nigdzie.md", None),
        ] {
            assert_eq!(table.mend(Path::new("pl/zwroty"), typed).as_deref(), expected, "{typed}");
        }
    }

    /// An anchor has the same form in an address and in a heading, whatever keyboard it was typed on.
    #[test]
    fn anchors_are_decoded() {
        for (typed, expected) in [
            ("zwrot-pieniędzy", "zwrot-pieniedzy"),
            ("zwrot-pieni%C4%99dzy", "zwrot-pieniedzy"),
            ("zwrot-pienie\u{328}dzy", "zwrot-pieniedzy"),
            ("Zwrot%20pieni%c4%99dzy", "zwrot-pieniedzy"),
            ("100%", "100"),
            ("%ff", "ff"),
            ("оплата-й", "оплата-и"),
            ("%D0%B8%CC%86", "и"),
            ("", ""),
            ("???", ""),
        ] {
            assert_eq!(anchor(typed), expected, "{typed}");
        }
    }
}
