//! Puts the files of an import into a folder of their own: all of them, or none.
//!
//! They are written to a folder beside it first, which takes its name when all is there. A folder that holds anything is
//! left as it is.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::assets::Content;

/// Whether a folder can be written.
///
/// # Errors
/// Where something is there already.
pub(super) fn check(out: &Path) -> io::Result<()> {
    let refused = |text: String| Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(named(out, &error)),
        Ok(found) if !found.is_dir() => {
            refused(format!("`{}` is there already and no folder: choose another name with --out", out.display()))
        }
        Ok(_) => {
            let mut entries = fs::read_dir(out).map_err(|error| named(out, &error))?;
            match entries.next() {
                None => Ok(()),
                Some(_) => refused(format!(
                    "the folder `{}` is not empty, and an import overwrites nothing: choose another one with --out, such as `{}`",
                    out.display(),
                    beside(out, "-new").display()
                )),
            }
        }
    }
}

/// Writes files, by their paths with `/`, into a folder that is not there or empty; and the report beside it, whose path
/// is given back.
///
/// # Errors
/// Where one cannot be written; then there is no folder.
pub(super) fn write(out: &Path, files: &BTreeMap<String, Content>) -> io::Result<()> {
    check(out)?;
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
    let staging = tempfile::Builder::new()
        .prefix(".nightdesk-import-")
        .tempdir_in(parent)
        .map_err(|error| named(parent, &error))?;
    let inner = staging.path().join("content");
    fs::create_dir(&inner).map_err(|error| named(&inner, &error))?;
    for (name, content) in files {
        let path: PathBuf = inner.join(name.split('/').collect::<PathBuf>());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
        }
        content.write(&path).map_err(|error| named(Path::new(name), &error))?;
    }
    // An empty folder of this name makes room; one that got a file in the meantime stays, and ends the import.
    match fs::remove_dir(out) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(named(out, &error)),
        _ => {}
    }
    fs::rename(&inner, out).map_err(|error| named(out, &error))
}

/// Writes a report beside a folder, under a name that is free.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn write_report(out: &Path, text: &str) -> io::Result<PathBuf> {
    for number in 1..1_000 {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let path = beside(out, &format!("-import-report{number}.txt"));
        match fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| named(&path, &error))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(named(&path, &error)),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "there are a thousand reports beside the folder: delete the old ones",
    ))
}

/// A name beside a folder.
fn beside(out: &Path, ending: &str) -> PathBuf {
    let mut name = out.file_name().unwrap_or(std::ffi::OsStr::new("content")).to_owned();
    name.push(ending);
    out.with_file_name(name)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    io::Error::new(error.kind(), format!("`{}` cannot be written: {reason}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> BTreeMap<String, Content> {
        names.iter().map(|name| ((*name).to_owned(), Content::Bytes(b"x".to_vec()))).collect()
    }

    /// An import must never mix with what somebody has written, and must leave nothing when it fails.
    #[test]
    fn all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b/help");
        write(&out, &files(&["pl/x/y.md", "media/a.png"])).unwrap();
        assert!(out.join("pl/x/y.md").is_file() && out.join("media/a.png").is_file());
        let error = write(&out, &files(&["pl/z.md"])).unwrap_err().to_string();
        assert!(error.contains("is not empty") && error.contains("help-new"), "{error}");
        assert!(!out.join("pl/z.md").exists());
        let empty = folder.path().join("empty");
        fs::create_dir(&empty).unwrap();
        write(&empty, &files(&["a.md"])).unwrap();
        assert!(empty.join("a.md").is_file());
        let broken = folder.path().join("broken");
        let lost = Content::Copy(folder.path().join("not there"));
        assert!(write(&broken, &[("a.png".to_owned(), lost)].into()).is_err());
        assert!(!broken.exists());
        assert!(write(&out.join("pl/x/y.md"), &files(&["a"])).is_err());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
        let first = write_report(&out, "x").unwrap();
        let second = write_report(&out, "y").unwrap();
        assert!(first.ends_with("a/b/help-import-report.txt") && second.ends_with("a/b/help-import-report-2.txt"));
    }
}
