//! `nightdesk.json`: which files in a bundle's folder are ours to replace and to remove.
//!
//! It is read back by the next build, from a disk that others write to as well: a path in it is a claim, not a fact.
//! Bundles of the first version had a `manifest.json` instead, a name that web apps use for something else.

use std::{collections::BTreeMap, io, path::Path};

use serde::{Deserialize, Serialize};

use super::{Disk, Kind};
use crate::studio::{
    gunzip,
    hashes::{hashed_name, hex, short_name},
};

/// The manifest's name.
pub(super) const MANIFEST: &str = "nightdesk.json";
/// The name that the first version gave it.
pub(super) const LEGACY: &str = "manifest.json";

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path in the bundle.
    pub file: String,
    /// Bytes on disk, which are the bytes on the wire.
    pub size: usize,
    /// Bytes when inflated.
    pub raw: usize,
    /// SHA-256 of the inflated content in hexadecimal digits.
    pub sha256: String,
}

impl FileEntry {
    /// Describes a file by its content. A gzip member that is damaged counts as its raw bytes.
    pub(super) fn of(file: &str, bytes: &[u8]) -> Self {
        let inflated = gunzip(bytes).unwrap_or_else(|_| bytes.to_vec());
        Self { file: file.to_owned(), size: bytes.len(), raw: inflated.len(), sha256: hex(&inflated) }
    }

    /// Whether these bytes hold what the entry says, however well they are compressed.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        gunzip(bytes).is_ok_and(|inflated| hex(&inflated) == self.sha256)
    }
}

/// Whether a file's name has the hash of its content, so that only files of the same build refer to it.
pub(super) fn named_by_content(file: &str, bytes: &[u8]) -> bool {
    let inflated = gunzip(bytes).unwrap_or_else(|_| bytes.to_vec());
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let endings = [hashed_name("", extension, &inflated), short_name("", extension, &inflated)];
    endings.iter().any(|end| file.len() > end.len() && file.ends_with(end))
}

/// A file that no longer belongs to the bundle and is kept for pages that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(flatten)]
    pub(super) entry: FileEntry,
    /// When the first build without it was made, by the clock of the machine that built.
    pub(super) replaced: String,
}

/// What `nightdesk.json` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) version: String,
    /// The moment of the build, which `SOURCE_DATE_EPOCH` sets.
    pub(super) built: String,
    pub(super) languages: Vec<String>,
    /// Whether the preview wrote it: then its files are not kept when they are replaced.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) preview: bool,
    pub(super) files: Vec<FileEntry>,
    /// Files of earlier builds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) kept: Vec<Kept>,
    /// Files that a build is about to write: not empty after a build that was interrupted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) changing: Vec<String>,
    /// Files that it is about to remove.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) removing: Vec<String>,
}

impl Manifest {
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(io::Error::other)
    }
}

/// A path that a build of ours wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Its content; `None` after a build that was interrupted.
    pub(super) entry: Option<FileEntry>,
    /// When it was replaced, where it is kept.
    pub(super) replaced: Option<String>,
    /// Whether it is removed at once when a build does not have it: it belongs to a preview, or was to be removed
    /// already.
    pub(super) removable: bool,
}

/// What earlier builds left in a folder.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The manifest in the folder; empty where there is none.
    pub(super) manifest: Manifest,
    /// Its bytes.
    pub(super) bytes: Option<Vec<u8>>,
    /// All paths that are ours.
    pub(super) known: BTreeMap<String, Known>,
    /// Whether the manifest of the first version is there.
    pub(super) legacy: bool,
}

impl History {
    /// Reads what earlier builds left. An empty folder is a value; a manifest that cannot be read is an error.
    ///
    /// # Errors
    /// Where a manifest cannot be read, or is not ours.
    pub(super) fn read(disk: &dyn Disk, out: &Path) -> io::Result<Self> {
        let current = read_if_there(disk, &out.join(MANIFEST))?;
        let legacy = read_if_there(disk, &out.join(LEGACY))?;
        let mut history = Self::default();
        if let Some(bytes) = current {
            history.manifest = serde_json::from_slice(&bytes).map_err(|error| {
                io::Error::other(format!(
                    "`{}` was not written by Nightdesk, or is damaged ({error}): choose another folder, or remove this \
                     one if nothing but the help is in it; nothing was written",
                    out.join(MANIFEST).display()
                ))
            })?;
            history.bytes = Some(bytes);
        }
        let Manifest { preview, files, kept, changing, removing, .. } = &history.manifest;
        let (mut known, mut old_files) = (BTreeMap::new(), Vec::new());
        // Entries that are certain come last and replace the others.
        for file in changing {
            known.insert(file.clone(), Known::default());
        }
        for file in removing {
            known.insert(file.clone(), Known { removable: true, ..Known::default() });
        }
        for Kept { entry, replaced } in kept {
            let replaced = Some(replaced.clone());
            known.insert(entry.file.clone(), Known { entry: Some(entry.clone()), replaced, removable: false });
        }
        for entry in files {
            let known_file = Known { entry: Some(entry.clone()), replaced: None, removable: *preview };
            known.insert(entry.file.clone(), known_file);
        }
        if let Some(bytes) = legacy {
            match serde_json::from_slice::<Manifest>(&bytes) {
                Ok(manifest) => {
                    history.legacy = true;
                    for entry in manifest.files {
                        if !known.contains_key(&entry.file) {
                            let claim = Known { entry: Some(entry.clone()), replaced: None, removable: false };
                            known.insert(entry.file.clone(), claim);
                            old_files.push(entry);
                        }
                    }
                }
                // The manifest of a web app. Beside a bundle of ours it may stay: its owner put it there.
                Err(_) if history.bytes.is_some() => {}
                Err(_) => {
                    return Err(io::Error::other(format!(
                        "`{}` belongs to something else, so `{}` is not a folder for the help: choose one of its own, \
                         such as `{}`; nothing was written",
                        out.join(LEGACY).display(),
                        out.display(),
                        out.join("help").display()
                    )));
                }
            }
        }
        history.manifest.files.extend(old_files);
        // The paths are from a file on disk: only those inside of the folder are ours.
        known.retain(|file, _| is_inside(file));
        history.known = known;
        Ok(history)
    }

    /// What is known of a path of ours; Brotli streams are beside the files they belong to and are not listed.
    pub(super) fn knows(&self, file: &str) -> Option<&Known> {
        self.known.get(file).or_else(|| self.known.get(file.strip_suffix(".br")?))
    }
}

/// A file's content; `None` where nothing is there, an error where it is no file.
fn read_if_there(disk: &dyn Disk, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk.kind(path)? {
        None => Ok(None),
        Some(Kind::File(_)) => disk.read(path).map(Some),
        Some(_) => Err(io::Error::other(format!(
            "`{}` is not a file: choose another folder, or move it away; nothing was written",
            path.display()
        ))),
    }
}

/// Whether a path, joined to a folder, stays in it on every system.
pub(super) fn is_inside(file: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    file.split('/').all(part) && file != MANIFEST && file != LEGACY
}
