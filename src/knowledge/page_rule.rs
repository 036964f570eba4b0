//! Which articles and notices belong to which pages of the company: page rules, and which of them match a page.
//!
//! A pattern is made canonical when a pack is built (lower case, a slash at the end of a path), so that the browser
//! has to compare only. It holds no regular expression: a writer's slip could make one that never ends.

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{Record, list};
use crate::language::lower;

/// At most this many articles are suggested on a page.
pub const MAX_PAGE_ARTICLES: usize = 4;

/// Only this many characters of an address are compared: no rule is meant for a longer one, and it costs no more time.
const MAX_ADDRESS_CHARS: usize = 2_000;

const ORIGIN: u32 = 1;
const SEARCH: u32 = 2;
const HASH: u32 = 4;

/// The address of a page in the parts that `location` has, percent-decoded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'a> {
    /// `https://shop.example`.
    pub origin: &'a str,
    /// `/cart`.
    pub path: &'a str,
    /// `?step=2`, or nothing.
    pub search: &'a str,
    /// `#payment`, or nothing.
    pub hash: &'a str,
}

/// Articles and notices that belong to some pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub struct PageRule {
    /// Which pages: those that one of the patterns matches.
    pub patterns: Vec<PagePattern>,
    /// Articles to suggest there, as indices, the first one first.
    pub articles: Vec<u32>,
    /// Notices that are shown on the first screen on these pages only, as indices.
    pub notices: Vec<u32>,
}

/// Some pages. `*` stands for any characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PagePattern {
    /// What is compared besides the path.
    parts: u32,
    glob: String,
}

impl From<PageRule> for Record {
    fn from(rule: PageRule) -> Self {
        let PageRule { patterns, articles, notices } = rule;
        let parts: Vec<u32> = patterns.iter().map(|pattern| pattern.parts).collect();
        let numbers = list(articles).chain(list(notices)).chain(parts);
        Self::new(patterns.into_iter().map(|pattern| pattern.glob), numbers)
    }
}

impl From<Record> for PageRule {
    fn from(record: Record) -> Self {
        let mut record = record.parts();
        let [articles, notices] = [(); 2].map(|()| record.list());
        let globs: Vec<String> = record.texts().collect();
        let patterns = globs.into_iter().map(|glob| PagePattern { parts: record.number(), glob }).collect();
        Self { patterns, articles, notices }
    }
}

impl PagePattern {
    /// From what a writer wrote, percent-decoded. It is compared with the path; where it holds `://` before that with
    /// the origin, too; where it holds `?` with the search, and where it holds `#` with the search and the hash.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (path, rest) = text.split_at(text.find(['?', '#']).unwrap_or(text.len()));
        let mut parts = 0;
        if path.contains("://") {
            parts |= ORIGIN;
        }
        if !rest.is_empty() {
            parts |= SEARCH;
        }
        if rest.contains('#') {
            parts |= HASH;
        }
        let slash = if path.ends_with(['/', '*']) { "" } else { "/" };
        let glob = [path, slash, rest].concat().chars().map(lower).collect();
        Self { parts, glob }
    }

    /// Whether the pattern matches a page.
    #[must_use]
    pub fn matches(&self, page: &Page<'_>) -> bool {
        let with = |part: u32, text| if self.parts & part == 0 { "" } else { text };
        let slash = if page.path.ends_with('/') { "" } else { "/" };
        let address =
            [with(ORIGIN, page.origin), page.path, slash, with(SEARCH, page.search), with(HASH, page.hash)].concat();
        glob_matches(&self.glob, &address)
    }
}

impl PageRule {
    /// Whether a page is one of its pages.
    #[must_use]
    pub fn matches(&self, page: &Page<'_>) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(page))
    }
}

/// The articles to suggest on a page: those of all rules that match it, in their order, each once, at most
/// [`MAX_PAGE_ARTICLES`].
#[must_use]
pub fn page_articles(rules: &[PageRule], page: &Page<'_>) -> Vec<u32> {
    let mut out = Vec::new();
    for rule in rules.iter().filter(|rule| rule.matches(page)) {
        for article in &rule.articles {
            if out.len() < MAX_PAGE_ARTICLES && !out.contains(article) {
                out.push(article.to_owned());
            }
        }
    }
    out
}

/// Whether a notice, by its index, is shown on the first screen on a page: no rule names it, or one that matches the
/// page does. Otherwise it is shown with its own articles and categories only, and nowhere if it has none.
#[must_use]
pub fn notice_is_here(rules: &[PageRule], page: &Page<'_>, notice: u32) -> bool {
    let mut named = false;
    for rule in rules.iter().filter(|rule| rule.notices.contains(&notice)) {
        if rule.matches(page) {
            return true;
        }
        named = true;
    }
    !named
}

/// Whether a text, in lower case, matches a pattern. Only the last `*` is ever tried again, since what follows it can
/// always be found later rather than what follows an earlier one: at most pattern times text steps, on no stack.
fn glob_matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars().take(MAX_ADDRESS_CHARS));
    let mut star = None;
    loop {
        let wanted = pattern.next();
        if wanted == Some('*') {
            star = Some((pattern.clone(), text.clone()));
            continue;
        }
        let found = text.next().map(lower);
        if wanted == found {
            if found.is_none() {
                return true;
            }
            continue;
        }
        // What is left of the text only gets shorter.
        let Some((after, from)) = star.as_mut().filter(|_| found.is_some()) else { return false };
        from.next();
        (pattern, text) = (after.clone(), from.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use std::time::{Duration, Instant};

    /// An address as the browser takes it apart.
    fn page(url: &str) -> Page<'_> {
        let path = url.find("://").map_or(0, |at| at + 3 + url[at + 3..].find('/').unwrap_or(url.len() - at - 3));
        let hash = url.find('#').unwrap_or(url.len());
        let search = url[..hash].find('?').unwrap_or(hash);
        Page { origin: &url[..path], path: &url[path..search], search: &url[search..hash], hash: &url[hash..] }
    }

    /// A pattern that misses its page suggests nothing; one that matches others suggests useless articles there.
    #[test]
    fn which_pages_match() {
        let shop = "https://sklepmalina.example";
        for (pattern, matching, not_matching) in [
            (
                "/koszyk",
                "/koszyk /koszyk/ /Koszyk /koszyk?krok=2 /koszyk#dostawa",
                "/koszyk2 /koszyk/dostawa /pl/koszyk /",
            ),
            ("/koszyk/", "/koszyk /koszyk/ /KOSZYK", "/koszyk/dostawa /koszyki"),
            ("/koszyk*", "/koszyk /koszyk/ /koszyk-2 /koszyk/dostawa/kurier", "/moj-koszyk /kosz"),
            ("/zamowienie/*", "/zamowienie /zamowienie/ /zamowienie/1/zwrot", "/zamowienie-2 /zamowienia"),
            ("/*/koszyk", "/pl/koszyk /a/b/koszyk/", "/koszyk /pl/koszyk/2"),
            ("*/koszyk", "/koszyk /pl/koszyk/", "/koszyki /pl/mojkoszyk"),
            ("/p/*/opinie*", "/p/1/opinie /p/mąka-500g/opinie/2", "/p/opinie /p/1/opini"),
            ("*aab", "/aaab /caab", "/aabb /ab"),
            ("/a*b*c", "/abc /axbxc /abbcc /abcbc", "/acb /ab /abcd"),
            ("/", "/ /?utm=1 /#góra", "/a //"),
            ("*", "/ /a /a/b?c#d", ""),
            ("**", "/ /a", ""),
            ("/Żółty-SER", "/żółty-ser /ŻÓŁTY-ser", "/zolty-ser"),
            ("/szukaj?q=*", "/szukaj?q=ser /szukaj/?q= /szukaj?q=a#b", "/szukaj /szukaj?p=1&q=a"),
            ("/szukaj/?q=*", "/szukaj?q=ser /szukaj/?q=ser", "/szukaj"),
            ("*?*krok=2", "/koszyk?krok=2 /a/b?x=1&krok=2", "/krok=2 /koszyk?krok=22"),
            ("/#/koszyk*", "/#/koszyk /#/koszyk/2", "/koszyk /a#/koszyk /?a=1#/koszyk"),
            ("*#/koszyk*", "/#/koszyk /app?x=1#/koszyk/2", "/koszyk"),
            ("/konto?tab=1#faktury", "/konto/?tab=1#faktury", "/konto#faktury /konto?tab=1"),
            ("/a?b", "/a?b", "/axb /a/b"),
            ("/[a-c].+", "/[a-c].+", "/a /b.x"),
            ("/%", "/%", "/a"),
        ] {
            let made = PagePattern::new(pattern);
            for (addresses, expected) in [(matching, true), (not_matching, false)] {
                for address in addresses.split(' ').filter(|address| !address.is_empty()) {
                    let url = [shop, address].concat();
                    assert_eq!(made.matches(&page(&url)), expected, "{pattern} on {address}");
                }
            }
        }
    }

    /// One help serves several shops: a rule of one must not apply in the others.
    #[test]
    fn which_sites_match() {
        for (pattern, address, expected) in [
            ("https://a.example/koszyk*", "https://a.example/koszyk/2?x#y", true),
            ("https://a.example/koszyk*", "https://b.example/koszyk", false),
            ("https://a.example/koszyk*", "http://a.example/koszyk", false),
            ("HTTPS://A.example", "https://a.example/", true),
            ("https://a.example", "https://a.example/koszyk", false),
            ("https://*.example/koszyk", "https://a.example/koszyk", true),
            ("*://a.example/*", "http://a.example/koszyk", true),
            ("*://a.example/*", "http://a.example:8080/koszyk", false),
            ("https://a.example/s?q=*", "https://a.example/s/?q=x#y", true),
            ("https://a.example/s?q=*", "https://b.example/s?q=x", false),
            // An address inside the query is not the page's address.
            ("/r?to=https://*", "https://a.example/r?to=https://b.example", true),
        ] {
            assert_eq!(PagePattern::new(pattern).matches(&page(address)), expected, "{pattern} on {address}");
        }
    }

    /// A rule comes out of a pack as it went in, and one from a damaged pack is some rule, no panic.
    #[test]
    fn rules_survive_a_pack() {
        let patterns = ["/koszyk*", "https://a.example/b?c=*", "/#/d"].map(PagePattern::new).into();
        let rule = PageRule { patterns, articles: vec![3, 1], notices: vec![0] };
        assert_eq!(PageRule::from(Record::from(rule.clone())), rule);
        let short = Record::new([String::from("/a/")], [9, 1]);
        assert_eq!(
            PageRule::from(short),
            PageRule { patterns: vec![PagePattern::new("/a")], articles: vec![1], notices: vec![] }
        );
    }

    /// Four articles at most, the first rule first, and a notice of one page stays off the others.
    #[test]
    fn articles_and_notices_of_a_page() {
        let rule = |pattern: &str, articles: &[u32], notices: &[u32]| PageRule {
            patterns: vec![PagePattern::new(pattern)],
            articles: articles.into(),
            notices: notices.into(),
        };
        let rules = [
            rule("/koszyk*", &[5, 2], &[0]),
            rule("/koszyk/dostawa", &[2, 7, 8, 9], &[1]),
            rule("*", &[1], &[]),
            rule("/zwroty", &[], &[0]),
        ];
        for (path, articles, notices) in [
            ("/koszyk", &[5, 2, 1][..], [true, false, true]),
            ("/koszyk/dostawa", &[5, 2, 7, 8], [true, true, true]),
            ("/zwroty", &[1], [true, false, true]),
            ("/", &[1], [false, false, true]),
        ] {
            let page = Page { path, ..Page::default() };
            assert_eq!(page_articles(&rules, &page), articles, "{path}");
            assert_eq!([0, 1, 2].map(|notice| notice_is_here(&rules, &page, notice)), notices, "{path}");
        }
        assert!(page_articles(&[], &Page::default()).is_empty() && notice_is_here(&[], &Page::default(), 0));
    }

    /// Five hundred patterns on an address made to be slow must not delay the page noticeably.
    /// Invariant (core): a page rule is compared in a bounded number of steps, whatever address a page has.
    #[test]
    fn hostile_addresses_cost_nothing() {
        let path = ["/", &"a".repeat(1_000_000)].concat();
        let page = Page { path: &path, ..Page::default() };
        let stars = "a*".repeat(249);
        let start = Instant::now();
        for pattern in [["/*", &stars, "b"].concat(), ["/*", &"a".repeat(490), "b"].concat(), "*a".repeat(249) + "b"] {
            let pattern = PagePattern::new(&pattern);
            for _ in 0..5 {
                assert!(!pattern.matches(&page));
            }
        }
        // Without optimisation 5 of them are half a second; the million letters would be 250 times as much.
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
