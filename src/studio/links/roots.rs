//! What stands before the path of a page in addresses of a site, and in no folder of its content: `/docs/`, `/pl/`,
//! `/hc/en-us/`, `/v2/`.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// Parts that sites put before the pages of their help.
const KNOWN: &[&str] = &[
    "article", "articles", "base", "current", "doc", "docs", "documentation", "faq", "guide", "guides", "handbook",
    "hc", "help", "kb", "knowledge-base", "knowledgebase", "latest", "learn", "main", "manual", "master", "next",
    "pages", "portal", "site", "solutions", "stable", "support", "user-guide", "wiki",
];
/// No address has more of them.
const MOST: usize = 3;

/// What addresses of a language's pages may begin with.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes {
    own: HashSet<String>,
}

impl Prefixes {
    /// `own` are the code of the language and names of folders above it.
    pub(super) fn new(folder: &Path, own: &[&str]) -> Self {
        let parts = folder.iter().map(|part| part.to_string_lossy().into_owned());
        let own = parts.chain(own.iter().map(|name| (*name).to_owned()));
        Self { own: own.map(|name| name.trim_start_matches('_').to_lowercase()).collect() }
    }

    /// A path without its first part, as long as that may be one of these.
    pub(super) fn tails(&self, path: &Path) -> impl Iterator<Item = PathBuf> {
        let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let count = parts.iter().take(MOST).take_while(|part| self.is_one(part)).count();
        (1..=count).filter_map(move |count| {
            parts.get(count..).filter(|rest| !rest.is_empty())?.iter().collect::<PathBuf>().into()
        })
    }

    fn is_one(&self, part: &str) -> bool {
        let part = part.trim_start_matches('_').to_lowercase();
        let region = part.split_once(['-', '_']).filter(|(_, region)| region.len() == 2 || region.len() == 4);
        let own = |part: &str| self.own.contains(part);
        KNOWN.contains(&part.as_str()) || own(&part) || region.is_some_and(|(lang, _)| own(lang)) || is_version(&part)
    }
}

/// `v2`, `1.0`, `2.x`.
fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('v').unwrap_or(part);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 'x')
        && (part.starts_with('v') || number.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A prefix is taken away where it is one, and a folder of the content never in the middle of a path.
    #[test]
    fn prefixes_of_addresses() {
        let prefixes = Prefixes::new(Path::new("i18n/pl"), &["pl", "_articles"]);
        for (path, tails) in [
            ("docs/a", &["a"][..]),
            ("docs/v2.1/a", &["v2.1/a", "a"]),
            ("hc/pl-pl/a/b", &["pl-pl/a/b", "a/b"]),
            ("articles/a", &["a"]),
            ("pl/docs/next/help/a", &["docs/next/help/a", "next/help/a", "help/a"]),
            ("de/a", &[]),
            ("a/docs/b", &[]),
            ("2024/a", &[]),
            ("docs", &[]),
            ("", &[]),
        ] {
            let found: Vec<_> = prefixes.tails(Path::new(path)).collect();
            assert_eq!(found, tails.iter().map(PathBuf::from).collect::<Vec<_>>(), "{path}");
        }
    }
}
