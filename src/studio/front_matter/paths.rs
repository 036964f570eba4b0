//! Addresses as other generators write them: an article's own, and those at which it was found before.

use percent_encoding::percent_decode_str;

use crate::{
    knowledge::{Slug, slugify},
    studio::source_text::composed,
};

/// Endings of pages.
const PAGES: [&str; 8] = [".html", ".htm", ".mdx", ".md", ".php", ".aspx", ".asp", ".xhtml"];

/// What a setting says of an article's address.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    /// `None` where the setting names only a folder: the file's name counts.
    pub(super) slug: Option<Slug>,
    /// Whether the slug has other letters than were typed.
    pub(super) is_changed: bool,
    /// The path that was typed.
    pub(super) path: Option<String>,
}

/// Reads an address, of which the last part counts. `is_path`: the setting is always a path, as `permalink` is. `None`
/// where a template makes the address, or nothing does.
pub(super) fn address(typed: &str, is_path: bool) -> Option<Address> {
    let typed = typed.trim();
    if ["{{", "{%", "${", "/:"].iter().any(|mark| typed.contains(mark)) || typed.starts_with(':') {
        return None;
    }
    let path = path_of(typed);
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_path = is_path || typed.contains('/') || without_ending(typed).len() < typed.len();
    let kept = Slug::new(last).ok();
    let is_changed = kept.is_none() && !last.is_empty();
    let slug = kept.or_else(|| Slug::new(&slugify(last)).ok());
    Some(Address { slug, is_changed, path: is_path.then_some(path) })
}

/// The path that an earlier address names; `None` where the words are another title.
pub(super) fn old_path(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let hyphened =
        typed.contains('-') && typed.chars().all(|c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit());
    let is_path = typed.starts_with('/')
        || !typed.contains(char::is_whitespace)
            && (typed.contains('/') || hyphened || without_ending(typed).len() < typed.len());
    is_path.then(|| path_of(typed))
}

/// A path from the root of the website: decoded, and without host, question, ending and `index`.
pub(super) fn path_of(typed: &str) -> String {
    let path = match typed.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => typed,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), |path| composed(&path));
    let mut parts: Vec<&str> = decoded.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    if let Some(last) = parts.pop() {
        parts.extend(Some(without_ending(last)).filter(|last| !last.is_empty() && *last != "index"));
    }
    format!("/{}", parts.join("/"))
}

fn without_ending(name: &str) -> &str {
    let ending = PAGES.iter().find(|ending| {
        name.len()
            .checked_sub(ending.len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(ending))
    });
    ending.map_or(name, |ending| name.get(..name.len() - ending.len()).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The address that customers have bookmarked leads to the article, and the article gets one that a link can have.
    #[test]
    fn addresses_of_other_generators() {
        for (typed, is_path, slug, is_changed, path) in [
            ("returns", false, Some("returns"), false, None),
            ("/", false, None, false, Some("/")),
            ("a/b", false, Some("b"), false, Some("/a/b")),
            ("/a/b/", false, Some("b"), false, Some("/a/b")),
            ("/a/b.html", false, Some("b"), false, Some("/a/b")),
            ("/a/b/index.html", false, Some("b"), false, Some("/a/b")),
            ("./b", false, Some("b"), false, Some("/b")),
            ("resources", true, Some("resources"), false, Some("/resources")),
            ("https://help.example/a/B?x#y", true, Some("b"), true, Some("/a/B")),
            ("https://help.example", true, None, false, Some("/")),
            ("Jak_Zwrocic", false, Some("jak-zwrocic"), true, None),
            ("c++", false, Some("c"), true, None),
            ("Two words", false, Some("two-words"), true, None),
            ("/zwr%C3%B3ty/", true, Some("zwróty"), false, Some("/zwróty")),
            ("???", false, None, false, Some("/")),
            ("404.html", true, Some("404"), false, Some("/404")),
            ("../../etc/passwd", true, Some("passwd"), false, Some("/etc/passwd")),
            ("---", false, None, true, None),
        ] {
            let found = address(typed, is_path).map(|a| (a.slug.map(|s| s.to_string()), a.is_changed, a.path));
            let path = path.map(str::to_owned);
            if typed == "???" {
                assert_eq!(found.map(|(slug, ..)| slug), Some(None));
                continue;
            }
            assert_eq!(found, Some((slug.map(str::to_owned), is_changed, path)), "{typed}");
        }
        for template in ["/:categories/:title/", ":title", "/{{ page.slug }}/", "/{% if a %}b{% endif %}"] {
            assert_eq!(address(template, true), None, "{template}");
        }
    }

    /// `aliases` are addresses in Hugo and other titles in Obsidian.
    #[test]
    fn other_titles_are_no_paths() {
        for (typed, path) in [
            ("/old/returns/", Some("/old/returns")),
            ("old/returns", Some("/old/returns")),
            ("returns.html", Some("/returns")),
            ("how-to-return", Some("/how-to-return")),
            ("https://help.example/a/1-b", Some("/a/1-b")),
            ("/with blank/", Some("/with blank")),
            ("send my order back", None),
            ("Zwroty", None),
            ("zwroty i/lub wymiany", None),
            ("e-mail", Some("/e-mail")),
            ("RODO", None),
        ] {
            assert_eq!(old_path(typed).as_deref(), path, "{typed}");
        }
    }
}
