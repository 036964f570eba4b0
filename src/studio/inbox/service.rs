//! The inbox itself: the store of its requests, and what is needed to accept and to show them. `router` decides
//! how a request is answered.

use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU8, Ordering},
};

use super::store::Store;
use crate::{knowledge::Slug, language::Lang};

/// Requests, and what is needed to accept and to show them.
#[derive(Debug)]
pub struct Inbox {
    pub(super) store: Store,
    work: AtomicU8,
    site: PathBuf,
    mount: String,
}

impl Inbox {
    /// Opens the file with the requests, or makes it. Articles are linked where the site has them, below `mount`.
    ///
    /// # Errors
    /// Where the file cannot be opened or made.
    pub fn open(file: &Path, site: &Path, mount: &str) -> io::Result<Self> {
        let store = Store::open(file).map_err(|error| {
            let file = file.display();
            io::Error::other(format!("the inbox `{file}` cannot be opened ({error}); choose another with --inbox"))
        })?;
        let mount = mount.trim_matches('/').to_owned();
        Ok(Self { store, work: AtomicU8::new(0), site: site.to_owned(), mount })
    }

    /// Requires a proof of work of so many bits from now on; see [`Forms::work`](crate::request::Forms::work).
    pub fn require_work(&self, bits: u8) {
        self.work.store(bits, Ordering::Relaxed);
    }

    pub(super) fn work(&self) -> u8 {
        self.work.load(Ordering::Relaxed)
    }

    /// The address of an article's page; `None` where the site has none.
    pub(super) fn article(&self, lang: &str, slug: &str) -> Option<String> {
        let (lang, slug) = (Lang::new(lang)?, Slug::new(slug).ok()?);
        let path = [self.mount.as_str(), lang.as_str(), slug.as_str()];
        let path: Vec<&str> = path.into_iter().filter(|part| !part.is_empty()).collect();
        let page = path.iter().collect::<PathBuf>().join("index.html");
        self.site.join(page).is_file().then(|| format!("/{}/", path.join("/")))
    }
}
