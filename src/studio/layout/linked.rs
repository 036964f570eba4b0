//! Files about a repository that articles link to: who links to `contributing.md` wants customers to read it.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::files::Content;
use crate::studio::{links::bare, names::join};

/// Of some files those that others link to, by their paths without endings.
pub(super) fn linked<'a>(root: &Path, wanted: &[&'a Path], files: &[Content]) -> HashSet<&'a Path> {
    let mut out = HashSet::new();
    if wanted.is_empty() {
        return out;
    }
    for file in files {
        let Ok(bytes) = fs::read(root.join(&file.source.disk)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let folder = file.source.name.parent().unwrap_or(Path::new(""));
        let paths: HashSet<PathBuf> = addresses(&text).filter_map(|address| join(folder, address)).collect();
        out.extend(wanted.iter().filter(|path| paths.contains(**path) || paths.contains(&bare(path))));
    }
    out
}

/// The paths that a text links to, as far as a search for `](` finds them.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| {
        let address = match rest.strip_prefix('<') {
            Some(rest) => rest.split(['>', '#', '?', '\n']).next()?,
            None => rest.split([')', '#', '?', ' ', '\n']).next()?,
        };
        let is_path = !address.is_empty() && !address.contains(':') && !address.starts_with("//");
        is_path.then_some(address.trim_end_matches('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link is found however it is written, and a word in brackets is none.
    #[test]
    fn paths_of_links() {
        let text =
            "[a](contributing.md) [b](<../help us.md>) [c](x/#y \"t\") [d](https://e.example) [e] (f) ![](p.png)";
        assert_eq!(addresses(text).collect::<Vec<_>>(), ["contributing.md", "../help us.md", "x", "p.png"]);
    }
}
