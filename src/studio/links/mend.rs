//! What becomes of a path that leads to no article: the first one of a folder, or a suggestion.

use std::path::{Path, PathBuf};

use super::{
    LinkTable,
    spelling::{bare, decoded_paths, index_rank, loose, page_ending, relative},
};
use crate::studio::names::join;

impl LinkTable {
    /// The first article in the folder that a path means, where that has no page of its own. Of the root of a company's
    /// site, `shared`, the names of folders may be those of other pages.
    pub(in crate::studio) fn first_in_folder(&self, from: &Path, path: &str, shared: bool) -> Option<u32> {
        let is_empty = path.trim_matches(['.', '/']).is_empty() && !path.contains("..");
        if is_empty || path.starts_with('/') && shared && page_ending(Path::new(path)) != Some(true) {
            return None;
        }
        let folder = self.spellings(from, path).find_map(|path| {
            let folder = bare(&path);
            let is_inside = folder.starts_with(&self.folder) && folder != self.folder && !self.drafts.contains(&folder);
            self.folders.get(&folder).filter(|_| is_inside)
        });
        self.exact.get(folder?).copied()
    }

    /// What to write instead of a path that leads to no article; `None` where no name is near to it.
    pub(in crate::studio) fn mend(&self, from: &Path, path: &str) -> Option<String> {
        let slashes = path.replace('\\', "/");
        let paths: Vec<PathBuf> = self.spellings(from, &slashes).collect();
        let from = from.parent().unwrap_or(Path::new(""));
        if paths.iter().any(|path| self.drafts.contains(path) || self.drafts.contains(&bare(path))) {
            return Some("it is a draft: take out `draft: true` there, or the link here".into());
        }
        let by_path = paths.iter().find_map(|path| self.near.get(&loose(path)));
        // Other programs show these files for their folder.
        let is_index = |path: &Path| index_rank(path).is_some();
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
    pub(super) fn spellings(&self, from: &Path, address: &str) -> impl Iterator<Item = PathBuf> {
        let decoded = if address.starts_with("//") { Vec::new() } else { decoded_paths(address) };
        let from = from.parent().unwrap_or(Path::new(""));
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
