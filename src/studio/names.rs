//! Names of files, the same on every machine.
//!
//! File systems differ: macOS and Windows take `Photo.png` for `photo.png`, macOS decomposes letters, and a web server
//! does neither. So a name is looked up in the list of its folder, letter for letter, with letters composed; a name
//! that differs only in case is suggested. A path that leads out of the content folder is not found.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use super::source_text::{composed, inside};
use crate::language::fold;

/// The names in folders; each folder is listed once. Folders below several roots may be in one list.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    folders: HashMap<PathBuf, Folder>,
}

/// The entries of a folder.
#[derive(Clone, Debug, Default)]
struct Folder {
    /// By composed name.
    exact: HashMap<String, PathBuf>,
    /// Composed names by their folded form.
    folded: HashMap<String, String>,
    /// Of several names that differ only in case, the folded form.
    twins: HashSet<String>,
}

/// Why there is no such file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing has this name; perhaps this other one was meant.
    Nowhere(Option<PathBuf>),
    /// One file has this name but for its case.
    Case(PathBuf),
    /// It is a folder, a pipe or a device.
    NoFile,
    /// A symbolic link leads out of the content folder, or nowhere.
    Outside,
}

impl Names {
    /// Where a file is, by its name relative to the content folder, or to another root.
    pub(super) fn find(&mut self, root: &Path, name: &Path) -> Result<PathBuf, Missing> {
        let (mut path, mut spelled, mut exact, mut case) = (PathBuf::new(), PathBuf::new(), true, true);
        for part in name {
            let part = composed_name(part).ok_or(Missing::Nowhere(None))?;
            let folder = self.folder(root, &path);
            let meant = if folder.exact.contains_key(&part) {
                Some(&part)
            } else {
                exact = false;
                let folded = fold(&part);
                let meant = folder.folded.get(&folded);
                let same = |meant: &String| meant.to_lowercase() == part.to_lowercase();
                case &= meant.is_some_and(same) && !folder.twins.contains(&folded);
                meant
            };
            let meant = meant.ok_or(Missing::Nowhere(None))?;
            spelled.push(meant);
            path = folder.exact.get(meant).cloned().unwrap_or_default();
        }
        if !exact {
            return Err(if case { Missing::Case(spelled) } else { Missing::Nowhere(Some(spelled)) });
        }
        let path = root.join(path);
        if !inside(root, &path) {
            return Err(Missing::Outside);
        }
        if fs::metadata(&path).is_ok_and(|found| found.is_file()) { Ok(path) } else { Err(Missing::NoFile) }
    }

    fn folder(&mut self, root: &Path, path: &Path) -> &Folder {
        self.folders.entry(root.join(path)).or_insert_with(|| {
            let full_path = root.join(path);
            let entries = if inside(root, &full_path) { fs::read_dir(full_path).ok() } else { None };
            let mut folder = Folder::default();
            let mut names: Vec<_> = entries.into_iter().flatten().flatten().map(|entry| entry.file_name()).collect();
            names.sort();
            for name in names {
                let Some(spelled) = composed_name(&name) else { continue };
                let folded = fold(&spelled);
                let known = folder.folded.entry(folded.clone()).or_insert_with(|| spelled.clone());
                if *known != spelled {
                    folder.twins.insert(folded);
                }
                folder.exact.entry(spelled).or_insert_with(|| path.join(&name));
            }
            folder
        })
    }
}

/// A name with its letters composed; `None` where it is no Unicode.
pub(super) fn composed_name(name: &OsStr) -> Option<String> {
    name.to_str().map(composed)
}

/// A path with the letters of its names composed.
pub(super) fn composed_path(path: &Path) -> Option<PathBuf> {
    path.iter().map(composed_name).collect()
}

/// Joins a relative address to the folder of a file; `None` where it would leave the content folder.
pub(super) fn join(folder: &Path, address: &str) -> Option<PathBuf> {
    let (above, inside) = walk(folder, address);
    (above == 0).then_some(inside)
}

/// The same, with the way that leads above the content folder: by how many folders, and what comes then. `/` divides
/// names here and on every system, and nothing else does.
pub(super) fn walk(folder: &Path, address: &str) -> (usize, PathBuf) {
    let mut above = 0;
    let mut out: Vec<String> = if address.starts_with('/') {
        Vec::new()
    } else {
        folder.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." if out.pop().is_none() => above += 1,
            ".." => {}
            name => out.push(name.to_owned()),
        }
    }
    (above, out.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link must not lead to a file outside of the content folder.
    #[test]
    fn paths_stay_inside() {
        let folder = Path::new("pl/returns");
        for (address, expected) in [
            ("../../media/a.svg", Some("media/a.svg")),
            ("./b.md", Some("pl/returns/b.md")),
            ("../../../../etc/passwd", None),
            ("/media/a.svg", Some("media/a.svg")),
            ("/../a", None),
            ("a/../../../..//b", None),
            ("a//b/./c/", Some("pl/returns/a/b/c")),
            ("..a/...", Some("pl/returns/..a/...")),
        ] {
            assert_eq!(join(folder, address), expected.map(PathBuf::from), "{address}");
        }
    }

    /// What is found on the writer's machine must be found on the server's, and the other way round.
    #[test]
    fn names_are_found_letter_for_letter() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("Obrazy/no\u{301}we")).unwrap();
        let files = ["Obrazy/Logo.PNG", "Obrazy/no\u{301}we/z\u{307}aba.png", "Obrazy/%41.png", "plan ó.svg", "A.png"];
        for name in files.iter().chain(&["a.png"]) {
            fs::write(root.join(name), "x").unwrap();
        }
        // Where the file system itself takes the two for one.
        let twins = fs::read_dir(root).unwrap().count() == 4;
        let near = |name: &str| Err(Missing::Nowhere(Some(PathBuf::from(name))));
        let case = |name: &str| Err(Missing::Case(PathBuf::from(name)));
        let found = |name: &str| Ok(root.join(name));
        let mut names = Names::default();
        for (requested, expected) in [
            ("Obrazy/Logo.PNG", found("Obrazy/Logo.PNG")),
            ("Obrazy/logo.png", case("Obrazy/Logo.PNG")),
            ("obrazy/Logo.PNG", case("Obrazy/Logo.PNG")),
            ("A.PNG", if twins { near("A.png") } else { case("A.png") }),
            ("plan Ó.svg", case("plan ó.svg")),
            ("plan O.svg", near("plan ó.svg")),
            ("Obrazy/nówe/żaba.png", found("Obrazy/no\u{301}we/z\u{307}aba.png")),
            ("Obrazy/no\u{301}we/z\u{307}aba.png", found("Obrazy/no\u{301}we/z\u{307}aba.png")),
            ("Obrazy/nowe/zaba.png", near("Obrazy/nówe/żaba.png")),
            ("Obrazy/%41.png", found("Obrazy/%41.png")),
            ("Obrazy/A.png", Err(Missing::Nowhere(None))),
            ("plan o\u{301}.svg", found("plan ó.svg")),
            ("Obrazy", Err(Missing::NoFile)),
            ("Obrazy/Logo.PNG/x", Err(Missing::Nowhere(None))),
        ] {
            assert_eq!(names.find(root, Path::new(requested)), expected, "{requested}");
        }
    }

    /// A link in the folder of a pull request must not publish a file of the machine that builds it.
    #[cfg(unix)]
    #[test]
    fn links_stay_inside() {
        use std::os::unix::fs::symlink;
        let (inner, outer) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = inner.path();
        fs::write(outer.path().join("secret.png"), "x").unwrap();
        fs::write(root.join("own.png"), "x").unwrap();
        symlink(outer.path(), root.join("away")).unwrap();
        symlink(outer.path().join("secret.png"), root.join("secret.png")).unwrap();
        symlink("own.png", root.join("second.png")).unwrap();
        symlink("gone.png", root.join("dangling.png")).unwrap();
        let mut names = Names::default();
        for (requested, expected) in [
            ("second.png", Ok(root.join("second.png"))),
            ("secret.png", Err(Missing::Outside)),
            ("dangling.png", Err(Missing::Outside)),
            ("away/secret.png", Err(Missing::Nowhere(None))),
        ] {
            assert_eq!(names.find(root, Path::new(requested)), expected, "{requested}");
        }
    }
}
