//! The forms in which a path, or the id of a heading, can stand in an address.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::{
    knowledge::slugify,
    studio::{
        markdown::percent_encoded,
        source_text::{composed, is_invisible},
    },
};

/// Endings of pages, in content and in addresses of it.
const PAGES: [&str; 5] = ["md", "markdown", "mdx", "html", "htm"];
/// Files that generators show for their folder, the one that wins first.
pub(super) const INDEXES: [&str; 3] = ["index", "readme", "_index"];

/// The paths that an address may mean: with `%20` and the like decoded, and as it was typed, which may be the name of a
/// file, too. Letters are composed.
///
/// `%2F` does not divide folders, and `%00` is in no name: a path with one of them is taken as it was typed.
pub(in crate::studio) fn decoded_paths(path: &str) -> Vec<String> {
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

/// The name of a heading as it was typed in an address: decoded, and the last of several, as Obsidian nests them.
/// `user-content-` is what GitHub puts before ids.
pub(in crate::studio) fn fragment(typed: &str) -> String {
    let decoded = percent_decode_str(typed).decode_utf8().unwrap_or(typed.into());
    let last = decoded.rsplit('#').next().unwrap_or_default();
    composed(last.strip_prefix("user-content-").unwrap_or(last))
}

/// The address of a file, relative to a folder: characters with a meaning in addresses are written as `%20` and the
/// like.
pub(in crate::studio) fn relative(from: &Path, to: &Path) -> String {
    let shared = from.iter().zip(to.iter()).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).map(|part| percent_encoded(&part.to_string_lossy(), "%?#<>\\\"\t\n\r"));
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Whether a path has the ending of a page: `Some(true)` for one that only files have, as `.md`.
pub(in crate::studio) fn page_ending(path: &Path) -> Option<bool> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    PAGES.contains(&ending.as_str()).then(|| ending.starts_with('m'))
}

/// A path without the ending of a page, and without `index` and the like behind its folder: all files and addresses of
/// one page have the same.
pub(in crate::studio) fn bare(path: &Path) -> PathBuf {
    let path = if page_ending(path).is_some() { path.with_extension("") } else { path.to_owned() };
    match index_rank(&path) {
        Some(_) => path.parent().unwrap_or(Path::new("")).to_owned(),
        None => path,
    }
}

/// The position of a file's name among those that stand for their folder.
pub(super) fn index_rank(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let name = name.split('.').next().unwrap_or_default();
    INDEXES.iter().position(|known| *known == name)
}

/// A bare path in lower case.
pub(super) fn lower(path: &Path) -> String {
    bare(path).iter().map(|part| part.to_string_lossy().to_lowercase()).collect::<Vec<_>>().join("/")
}

/// The last parts of a path, from the whole of it down to its name.
pub(in crate::studio) fn endings(path: &str) -> impl Iterator<Item = String> {
    let after = path.match_indices('/').filter_map(|(at, _)| path.get(at + 1..));
    std::iter::once(path).chain(after).map(str::to_owned)
}

/// A path in a form that is the same in all of its spellings: without case, diacritics, blanks, marks and ending.
pub(super) fn loose(path: &Path) -> String {
    let path = if page_ending(path).is_some() { path.with_extension("") } else { path.to_owned() };
    path.iter().map(|part| slugify(&part.to_string_lossy())).collect::<Vec<_>>().join("/")
}

/// A loose path without the numbers by which some generators order files, which are in no address: `01-start`.
pub(super) fn unnumbered(loose: &str) -> String {
    let part = |part: &str| {
        let number = part.split_once('-').filter(|(number, words)| {
            (1..4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) && !words.is_empty()
        });
        number.map_or(part, |(_, words)| words).to_owned()
    };
    loose.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// An address as a key: a path with a slash before it, or host and path, in lower case, without ending, query and the
/// slash behind it.
pub(super) fn address_key(address: &str) -> Option<String> {
    let address = address.trim().split(['?', '#']).next()?;
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => address,
    };
    let host = host(address).unwrap_or_default();
    let path = decoded_paths(path).into_iter().next()?;
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    let key = lower(&parts.collect::<PathBuf>());
    // The root of a site is the address of no article.
    (!key.is_empty() && !key.contains(is_invisible)).then(|| format!("{host}/{key}"))
}

/// The name of an address's host, without `www.`.
pub(super) fn host(url: &str) -> Option<String> {
    let name = url.split_once("://")?.1.split(['/', '?', '#']).next()?.to_lowercase();
    Some(name.strip_prefix("www.").map(str::to_owned).unwrap_or(name))
}

/// The number or the hexadecimal digits by which another help center knows an article: at the beginning or the end of
/// a name, `360016121859-Find-your-receipt`, `Find your receipt 0123…cdef`.
pub(super) fn foreign_id(name: &str) -> Option<&str> {
    let name = name.trim();
    let digits = |text: &str| (5..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let hex = |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut ends = [name.split(['-', '_', ' ']).next(), name.rsplit(['-', '_', ' ']).next()].into_iter().flatten();
    ends.find(|end| digits(end) || hex(end))
}

/// The number by which another help center knows an article, as its settings state it: `id: 360016121859`.
pub(in crate::studio) fn stated_id(settings: &str) -> Option<&str> {
    settings.lines().find_map(|line| {
        let value = line.strip_prefix("id")?.trim_start().strip_prefix([':', '='])?;
        let value = value.trim().trim_matches(['"', '\'']);
        (value.len() >= 5 && value.bytes().all(|byte| byte.is_ascii_digit())).then_some(value)
    })
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

    /// A name of a heading means the same, however it was typed.
    #[test]
    fn fragments_are_decoded() {
        for (typed, expected) in [
            ("zwrot-pieni%C4%99dzy", "zwrot-pieniędzy"),
            ("zwrot-pienie\u{328}dzy", "zwrot-pieniędzy"),
            ("Opłaty#Zwrot pieniędzy", "Zwrot pieniędzy"),
            ("user-content-zwroty", "zwroty"),
            ("100%", "100%"),
            ("%ff", "%ff"),
            ("", ""),
        ] {
            assert_eq!(fragment(typed), expected, "{typed}");
        }
    }

    /// A page has one bare path, whatever program wrote the link to it.
    #[test]
    fn pages_by_their_bare_path() {
        for (path, expected) in [
            ("a/b.md", "a/b"),
            ("a/b.MDX", "a/b"),
            ("a/b.html", "a/b"),
            ("a/b", "a/b"),
            ("a/b/index.md", "a/b"),
            ("a/b/README.md", "a/b"),
            ("a/b/_index.pl.md", "a/b"),
            ("a/index.html", "a"),
            ("index.md", ""),
            ("a/v1.2", "a/v1.2"),
            ("a/indexes.md", "a/indexes"),
        ] {
            assert_eq!(bare(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    /// Old addresses are the same with and without what a browser or a server adds.
    #[test]
    fn addresses_as_keys() {
        for (address, key) in [
            ("/old/returns/", Some("/old/returns")),
            ("old/returns.html", Some("/old/returns")),
            ("https://www.Shop.example/Help/A?x=1#b", Some("shop.example/help/a")),
            ("https://shop.example/hc/en-us/articles/1-A%20B", Some("shop.example/hc/en-us/articles/1-a b")),
            ("https://shop.example/", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(address_key(address).as_deref(), key, "{address}");
        }
    }

    /// The numbers of other help centers are told from years and versions.
    #[test]
    fn numbers_of_other_help_centers() {
        for (name, id) in [
            ("360016121859-Find-your-receipt", Some("360016121859")),
            ("Find your receipt 0123456789abcdef0123456789abcdef", Some("0123456789abcdef0123456789abcdef")),
            ("receipt_43000512", Some("43000512")),
            ("43000512", Some("43000512")),
            ("release-2024", None),
            ("2024-report", None),
            ("abc", None),
            ("", None),
        ] {
            assert_eq!(foreign_id(name), id, "{name}");
        }
        for (settings, id) in [
            ("---\ntitle: A\nid: 360016121859\n---\n", Some("360016121859")),
            ("id = \"360016121859\"\n", Some("360016121859")),
            ("id: sidebar\nidea: 12345\n", None),
            ("id: 12\n", None),
        ] {
            assert_eq!(stated_id(settings), id, "{settings}");
        }
        for (path, expected) in [
            ("01-start/2-next", "start/next"),
            ("2024", "2024"),
            ("3d-print", "3d-print"),
            ("1-", "1-"),
            ("2024-a", "2024-a"),
            ("a-1", "a-1"),
        ] {
            assert_eq!(unnumbered(path), expected, "{path}");
        }
    }
}
