//! Pictures and other files: those of the export are copied, those of other servers are listed.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{names::Names, roots::Root};

/// The folder they are written to.
pub(super) const FOLDER: &str = "media";
/// Bytes of a picture that stands in the text itself.
const MAX_DATA: usize = 20_000_000;

/// A file to write.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// The same as this one.
    Copy(PathBuf),
    /// These bytes.
    Bytes(Vec<u8>),
}

/// The files of an import.
#[derive(Debug, Default)]
pub(super) struct Assets {
    names: Names,
    /// By their path in the folder that is written.
    pub(super) files: BTreeMap<String, Content>,
    /// The paths of what was asked for: by path in the export, or by address.
    known: HashMap<String, Option<String>>,
    /// Pictures and files of other servers, with the first article that shows each.
    pub(super) remote: BTreeMap<String, String>,
}

impl Assets {
    /// A file of the export, by its path there; gives its path in the folder that is written.
    pub(super) fn take(&mut self, root: &Root, path: &str) -> Option<String> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let taken = root.file(path).map(|found| self.add(path, Content::Copy(found)));
        self.known.insert(path.to_owned(), taken.clone());
        taken
    }

    /// A picture that stands in the text itself: `data:image/png;base64,…`.
    pub(super) fn take_data(&mut self, address: &str, words: &str) -> Option<String> {
        let (head, data) = address.split_once(',')?;
        let kind = head.get("data:image/".len()..)?.split(';').next()?.to_ascii_lowercase();
        let ending = match kind.as_str() {
            "png" | "gif" | "webp" | "avif" => kind.as_str(),
            "jpeg" | "jpg" | "pjpeg" => "jpg",
            "svg+xml" => "svg",
            _ => return None,
        };
        if data.len() > MAX_DATA {
            return None;
        }
        let bytes = if head.to_ascii_lowercase().ends_with(";base64") {
            let clean: String = data.chars().filter(|c| !c.is_whitespace()).collect();
            let clean = percent_encoding::percent_decode_str(&clean).decode_utf8().ok()?.into_owned();
            BASE64_STANDARD.decode(clean).ok()?
        } else {
            percent_encoding::percent_decode_str(data).collect()
        };
        let key = format!("data:{}", crate::studio::hashes::hex(&bytes));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let name = if words.is_empty() { "picture" } else { words };
        let taken = self.add(&format!("{name}.{ending}"), Content::Bytes(bytes));
        self.known.insert(key, Some(taken.clone()));
        Some(taken)
    }

    /// A file under a name like its own, once for each key.
    pub(super) fn take_as(&mut self, key: &str, name: &str, content: Content) -> String {
        if let Some(Some(known)) = self.known.get(key) {
            return known.clone();
        }
        let taken = self.add(name, content);
        self.known.insert(key.to_owned(), Some(taken.clone()));
        taken
    }

    /// Notes a file of another server.
    pub(super) fn note_remote(&mut self, address: &str, article: &str) {
        self.remote.entry(address.to_owned()).or_insert_with(|| article.to_owned());
    }

    /// A file that was fetched to a path.
    #[cfg(feature = "fetch")]
    pub(super) fn add_fetched(&mut self, address: &str, name: &str, from: PathBuf) {
        let path = self.add(name, Content::Copy(from));
        self.known.insert(address.to_owned(), Some(path));
    }

    /// Where a file is that was fetched.
    pub(super) fn fetched(&self, address: &str) -> Option<&str> {
        self.known.get(address)?.as_deref()
    }

    /// A file under a name like its own.
    fn add(&mut self, name: &str, content: Content) -> String {
        let file = Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
        let ending: String =
            ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>().to_lowercase();
        let ending = if ending.is_empty() { "bin" } else { &ending };
        let path = format!("{FOLDER}/{}", self.names.file(stem, ending));
        self.files.insert(path.clone(), content);
        path
    }
}

impl Content {
    /// Writes it to a path where nothing is.
    pub(super) fn write(&self, path: &Path) -> std::io::Result<()> {
        match self {
            Self::Bytes(bytes) => fs::write(path, bytes),
            Self::Copy(from) => fs::copy(from, path).map(drop),
        }
    }
}
