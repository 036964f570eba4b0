//! The paths that are read and written. What is written is kept apart from what is watched: a bundle within the content
//! would start the next build, for ever, and an inbox within it a build for each request.
//!
//! Two paths are compared by the folder they lead to, not by their letters: links, `..` and, where the file system
//! ignores case, another spelling lead to the same folder.

use std::{
    collections::VecDeque,
    ffi::OsString,
    fs, io,
    path::{self, Component, Path, PathBuf},
};

use same_file::Handle;

use super::options::ServeOptions;
use crate::studio::inbox;

/// The folder of the site where none is given.
const SITE: &str = "dist/help";
/// The same, beside the content, where that one would be in it.
const SITE_BESIDE: &str = "preview";
/// As many links as one path may have; Linux has the same bound.
const LINKS: usize = 40;

/// What is read and written, without links on the way.
#[derive(Debug)]
pub(super) struct Paths {
    /// What is watched.
    pub(super) content: PathBuf,
    /// What is shown.
    pub(super) site: PathBuf,
    /// What is written: the site, or a folder in it.
    pub(super) bundle: PathBuf,
    /// The file with the requests.
    pub(super) inbox: PathBuf,
}

impl Paths {
    /// Finds the paths.
    ///
    /// # Errors
    /// Where there is no content folder, or one of the others is where it must not be.
    pub(super) fn find(options: &ServeOptions) -> io::Result<Self> {
        let content = fs::canonicalize(&options.content).map_err(|error| {
            let text = format!("the content in `{}` cannot be read: {error}", options.content.display());
            io::Error::new(error.kind(), text)
        })?;
        let site = match &options.site {
            Some(site) => destination(site)?,
            None => {
                let usual = destination(Path::new(SITE))?;
                if overlap(&content, &usual.join(&options.mount))? {
                    destination(&inbox::folder_beside(&content).join(SITE_BESIDE))?
                } else {
                    usual
                }
            }
        };
        let bundle = destination(&site.join(options.mount.trim_matches('/')))?;
        if overlap(&content, &bundle)? {
            let (bundle, content) = (bundle.display(), content.display());
            return Err(io::Error::other(format!(
                "the bundle would be written to `{bundle}`, and `{content}` is watched: each build would start the \
                 next; choose a folder outside of the content with --site, such as --site ../preview"
            )));
        }
        if !holds(&site, &bundle)? {
            let (bundle, site) = (bundle.display(), site.display());
            return Err(io::Error::other(format!(
                "the bundle would be written to `{bundle}`, and only `{site}` is shown: choose a folder within it with \
                 --mount, such as --mount help"
            )));
        }
        if bundle.strip_prefix(&site).is_ok_and(|inner| inner.starts_with("inbox")) {
            let text =
                "`/inbox/` is where the requests are shown: choose another folder with --mount, such as --mount help";
            return Err(io::Error::other(text));
        }
        let inbox = options.inbox.as_ref().map_or_else(|| inbox::file_beside(&content), Clone::clone);
        let file = destination(&inbox)?;
        for folder in [&content, &site] {
            if holds(folder, &file)? {
                let (file, folder) = (inbox.display(), folder.display());
                return Err(io::Error::other(format!(
                    "the inbox `{file}` would be in `{folder}`, which is shown or watched; choose a place outside \
                     with --inbox"
                )));
            }
        }
        Ok(Self { content, site, bundle, inbox: file })
    }
}

/// Whether one of two folders is the other or within it. `one` has no links.
fn overlap(one: &Path, other: &Path) -> io::Result<bool> {
    let other = destination(other)?;
    Ok(holds(one, &other)? || holds(&other, one)?)
}

/// Whether a path is a folder or within it. It has no links, so that `ancestors` are the real ones.
fn holds(folder: &Path, path: &Path) -> io::Result<bool> {
    if !folder.is_dir() {
        // What does not exist yet can only be compared by its letters.
        let plain = |path: &Path| if SPELLED_AS_GIVEN { path.to_owned() } else { lower(path) };
        return Ok(plain(path).starts_with(plain(folder)));
    }
    let folder = Handle::from_path(folder)?;
    for above in path.ancestors().filter(|above| above.is_dir()) {
        // A folder that cannot be read cannot be compared: better an error here than a build that never ends.
        if Handle::from_path(above)? == folder {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether capital and small letters name different files on this system's usual disks.
const SPELLED_AS_GIVEN: bool = !cfg!(any(windows, target_vendor = "apple"));

fn lower(path: &Path) -> PathBuf {
    path.to_string_lossy().to_lowercase().into()
}

/// Where a path leads, although its end need not be there yet: as `canonicalize`, and a link to nothing leads to where
/// that would be.
fn destination(path: &Path) -> io::Result<PathBuf> {
    let parts = |path: &Path| path.components().map(|part| part.as_os_str().to_owned()).collect::<Vec<OsString>>();
    let mut rest: VecDeque<OsString> = parts(&path::absolute(path)?).into();
    let (mut out, mut links) = (PathBuf::new(), 0);
    while let Some(part) = rest.pop_front() {
        match Path::new(&part).components().next() {
            // Nothing of `out` is a link: the folder above is the one that its name says.
            Some(Component::ParentDir) => drop(out.pop()),
            Some(Component::CurDir) | None => {}
            Some(_) => out.push(&part),
        }
        let Ok(target) = fs::read_link(&out) else { continue };
        links += 1;
        if links > LINKS {
            return Err(io::Error::other(format!("`{}` goes round in circles", path.display())));
        }
        out.pop();
        for part in parts(&target).into_iter().rev() {
            rest.push_front(part);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(content: &Path, site: Option<&Path>, mount: &str) -> ServeOptions {
        ServeOptions {
            content: content.to_owned(),
            app: None,
            site: site.map(Path::to_owned),
            mount: mount.into(),
            port: 1,
            inbox: None,
            lang: None,
        }
    }

    /// Folders `help` with `pl` in it, `site`, and links to them.
    fn folders() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["help/pl/x", "site/a", "helpful"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        #[cfg(unix)]
        for (name, target) in [
            ("to-help", "help"),
            ("to-new", "help/not-there-yet"),
            ("to-link", "to-new/deeper"),
            ("site/in", "../help/pl"),
            ("help/out", "../site"),
            ("round", "round"),
        ] {
            std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
        }
        folder
    }

    /// A bundle within the watched folder, however its path is spelled, starts builds for ever.
    #[test]
    fn no_bundle_where_it_is_watched() {
        let folder = folders();
        let at = |name: &str| folder.path().join(name);
        let found = |site: &str, mount: &str| {
            let inbox = Some(folder.path().with_extension("sqlite"));
            Paths::find(&ServeOptions { inbox, ..options(&at("help"), Some(&at(site)), mount) })
        };
        let mut inside = vec![
            ("help", ""),
            ("help/", ""),
            ("help/dist", ""),
            ("help/new/../dist", ""),
            ("help/pl/x", "y"),
            ("site/../help/dist", ""),
            ("site/a/../../help", "z"),
            ("site", "../help"),
            (".", "help"),
            (".", "help/pl"),
            ("help/./pl/..", ""),
            ("new/../help/dist", ""),
            (".", ""),
        ];
        if cfg!(unix) {
            inside.extend([
                ("to-help", ""),
                ("to-help/dist", ""),
                ("to-new", ""),
                ("to-link", "deep"),
                ("site/in", ""),
                ("site", "in/pl"),
                ("to-help/../help/x", ""),
                ("to-help/pl/..", ""),
            ]);
        }
        for (site, mount) in inside {
            let refused = found(site, mount).unwrap_err().to_string();
            assert!(refused.contains("--site ../preview"), "{site} {mount}: {refused}");
        }
        for (mount, mend) in [
            ("../beside", "--mount help"),
            ("../../../escaped", "--mount help"),
            ("a/../../b", "--mount help"),
            ("inbox", "`/inbox/` is where"),
            ("/inbox/help/", "`/inbox/` is where"),
        ] {
            let refused = found("site", mount).unwrap_err().to_string();
            assert!(refused.contains(mend), "{mount}: {refused}");
        }
        for (site, mount) in
            [("site", ""), ("site", "help"), ("helpful", ""), ("new/help", ""), (".", "out"), ("site", "inboxes")]
        {
            found(site, mount).unwrap_or_else(|error| panic!("{site} {mount}: {error}"));
        }
        if cfg!(unix) {
            found("help/out", "").unwrap();
            assert!(found("round", "").is_err());
        }
    }

    /// An inbox within the site publishes what customers wrote; one within the watched folder builds at each request.
    #[test]
    fn no_inbox_where_it_is_seen() {
        let folder = folders();
        let at = |name: &str| folder.path().join(name);
        let with = |inbox: &str| {
            Paths::find(&ServeOptions { inbox: Some(at(inbox)), ..options(&at("help"), Some(&at("site")), "") })
        };
        let mut seen = vec![
            "help/i.db",
            "site/i.db",
            "site/new/i.db",
            "helpful/../help/i.db",
            "help/pl/../i.db",
            "new/../site/i.db",
            "site/a/./i.db",
            "site/../help/new/../i.db",
        ];
        if cfg!(unix) {
            seen.extend(["to-help/i.db", "to-new", "to-link/i.db", "site/in/i.db", "help/out/i.db"]);
        }
        for inbox in seen {
            let refused = with(inbox).unwrap_err().to_string();
            assert!(refused.contains("choose a place outside with --inbox"), "{inbox}: {refused}");
        }
        for inbox in ["i.db", "new/i.db", "helpful/i.db", "help/../i.db", "site.db"] {
            with(inbox).unwrap_or_else(|error| panic!("{inbox}: {error}"));
        }
    }

    /// `nightdesk serve .` is what a writer types first, and it must not write into what it reads.
    #[test]
    fn a_site_beside_the_content() {
        let folder = folders();
        let here = std::env::current_dir().unwrap();
        let beside = Paths::find(&options(&folder.path().join("help"), None, "")).unwrap();
        assert_eq!(beside.site, fs::canonicalize(here).unwrap().join(SITE));
        let paths = Paths::find(&options(Path::new("."), None, "")).unwrap();
        assert!(!paths.bundle.starts_with(&paths.content), "{paths:?}");
        assert!(paths.bundle.ends_with(".nightdesk/preview"), "{paths:?}");
    }
}
