//! The files of an export. Nothing outside of its folder is read, links included.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use crate::studio::source_text::{self, composed, inside};

/// Bytes of an export's file that are read: help desks give at most 100 articles a page.
const MAX_BYTES: u64 = 1_000_000_000;

/// The folder of an export, or the file that is all of it.
#[derive(Debug)]
pub(super) struct Root {
    folder: PathBuf,
    /// Paths with `/`, sorted.
    files: Vec<String>,
    /// Files by their name in small letters.
    by_name: HashMap<String, Vec<String>>,
    /// Whether it is one file, and not its folder.
    single: bool,
}

impl Root {
    /// Lists a folder, or takes a single file.
    ///
    /// # Errors
    /// Where it is not there, cannot be read, or has to be unpacked first.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let found = fs::metadata(path).map_err(|error| named(path, &error))?;
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if found.is_file() {
            if ["zip", "gz", "tgz", "tar", "7z", "rar"].contains(&ending.as_str()) {
                let text = format!("`{}` is packed: unpack it, and import the folder that comes out", path.display());
                return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
            }
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // What lies beside it is looked at where the file names it: the folder may be that of all downloads.
            return Ok(Self { folder: folder.to_owned(), files: vec![name], by_name: HashMap::new(), single: true });
        }
        if !found.is_dir() {
            let text = format!("`{}` is no file and no folder", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        Self::listed(path)
    }

    fn listed(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        // Exports are no repositories: nothing in them is ignored but what is hidden.
        for entry in WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(false).build() {
            let entry = entry.map_err(|error| io::Error::other(error.to_string()))?;
            let path = entry.path();
            if !entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink())
                || !inside(folder, path)
                || !path.is_file()
            {
                continue;
            }
            let Ok(name) = path.strip_prefix(folder) else { continue };
            let parts: Option<Vec<&str>> = name.iter().map(|part| part.to_str()).collect();
            files.extend(parts.map(|parts| parts.join("/")));
        }
        files.sort();
        let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
        for file in &files {
            let name = file.rsplit('/').next().unwrap_or(file);
            by_name.entry(composed(name).to_lowercase()).or_default().push(file.clone());
        }
        Ok(Self { folder: folder.to_owned(), files, by_name, single: false })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it is one file.
    pub(super) fn is_file(&self) -> bool {
        self.single
    }

    /// The files with one of some endings.
    pub(super) fn with_endings<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let ending = |file: &str| file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
        self.files.iter().map(String::as_str).filter(move |file| endings.contains(&ending(file).as_str()))
    }

    /// A file by its path, however its letters are composed and whatever their case.
    pub(super) fn file(&self, path: &str) -> Option<PathBuf> {
        if self.single {
            let found = self.folder.join(path);
            let plain = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            return (plain && found.is_file() && inside(&self.folder, &found)).then_some(found);
        }
        let wanted = composed(path);
        let name = wanted.rsplit('/').next().unwrap_or(&wanted).to_lowercase();
        let named = self.by_name.get(&name)?;
        let same = |file: &&String| composed(file) == wanted;
        let alike = |file: &&String| composed(file).to_lowercase() == wanted.to_lowercase();
        let found = named.iter().find(same).or_else(|| named.iter().find(alike))?;
        Some(self.folder.join(found))
    }

    /// The path of a file whose path ends like that of an address: by its name, and by the number in its folder where
    /// there are several of it.
    pub(super) fn like(&self, address_path: &str) -> Option<&str> {
        let decoded = composed(&percent_encoding::percent_decode_str(address_path).decode_utf8_lossy()).to_lowercase();
        let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
        let name = parts.last()?;
        let named = self.by_name.get(*name).map(Vec::as_slice).unwrap_or_default();
        let alike = |file: &String| {
            let file = composed(file).to_lowercase();
            file.split('/').rev().zip(parts.iter().rev()).take_while(|(one, other)| one == *other).count()
        };
        named.iter().map(|file| (alike(file), file)).max_by_key(|(count, _)| *count).map(|(_, file)| file.as_str())
    }

    /// The bytes of a file.
    pub(super) fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        let path = self.folder.join(file);
        source_text::read_bytes(&path, MAX_BYTES).map_err(|error| named(&path, &error))
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
    };
    io::Error::new(error.kind(), format!("`{}` cannot be read: {reason}", path.display()))
}
