//! Puts a bundle into a folder that a web server may be reading at this moment.
//!
//! | module | what it does |
//! |---|---|
//! | `disk` | the steps, as a trait; the lock |
//! | `manifest` | `nightdesk.json`: which files are ours |
//! | `plan` | compares, and refuses to touch files that are not ours |
//!
//! The order of the steps makes it safe to be killed at any moment:
//!
//! 1. Compare. A file that is equal stays untouched; a file in the way that is not ours ends the build before anything
//!    is written.
//! 2. Write everything that differs into a staging folder, and flush it. If the disk is full, what was written is
//!    removed, and the old bundle was never touched. A temporary file beside each target would do as well, but leave
//!    files all over the folder after a kill; one folder with a known name is cleared by the next run.
//! 3. Write down which files are about to change (`changing`, `removing`), so that the next run knows that they are
//!    ours.
//! 4. Rename, each in one step: first files named by their content, then new pages, then pages that were there, whose
//!    links lead to files that exist by now; last the loader, which names the rest. No file is half written at any
//!    moment. A kill within these milliseconds leaves pages of two builds, each complete; the next run finishes the
//!    work.
//! 5. Remove the files that are no longer kept, then write the manifest of what is there now.

mod disk;
mod manifest;
mod plan;

#[cfg(test)]
mod tests;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use disk::{Disk, Kind, RealDisk};
pub use manifest::FileEntry;
use manifest::{History, LEGACY, MANIFEST, Manifest};
use plan::Plan;

/// Where files are until they are complete.
const STAGING: &str = ".nightdesk-staging";
/// The file that every page of the customer's site loads.
pub(super) const LOADER: &str = "nightdesk.js";
/// How long a build waits for another one that writes to the same folder.
const LOCK_TIMEOUT: Duration = Duration::from_secs(20);

/// The bundle to publish.
pub(super) struct Bundle {
    /// The moment of the build, as written into the manifest.
    pub(super) built: String,
    /// Codes of the languages.
    pub(super) languages: Vec<String>,
    /// All files but the manifest, by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// All files but Brotli streams.
    pub(super) entries: Vec<FileEntry>,
    /// Whether it is a preview: then nothing is flushed, and the next build keeps nothing of it.
    pub(super) preview: bool,
}

/// The result.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// The bundle's files, sorted.
    pub(super) files: Vec<FileEntry>,
    /// See [`super::Built::rewritten`].
    pub(super) rewritten: Vec<String>,
    /// See [`super::Built::left`].
    pub(super) left: Vec<String>,
}

/// Puts the bundle into the folder, which is made where there is none. `clock`: the real time in seconds since 1970, by
/// which files of earlier builds grow old; not the moment of the build, which may be any.
///
/// # Errors
/// Where a file that is not ours would be overwritten, another build writes to the folder, or something cannot be read
/// or written.
pub(super) fn publish(out: &Path, bundle: Bundle, clock: i64) -> io::Result<Published> {
    let new_folders = make_folder(out)?;
    let published = disk::lock(out, LOCK_TIMEOUT).and_then(|_lock| publish_to(&RealDisk, out, bundle, clock));
    if published.is_err() {
        // Folders that were made for this build are removed again.
        new_folders.iter().rev().all(|folder| fs::remove_dir(folder).is_ok());
    }
    published
}

/// Makes a folder and its parents; gives those that were missing.
fn make_folder(out: &Path) -> io::Result<Vec<PathBuf>> {
    let missing = out.ancestors().filter(|folder| !folder.as_os_str().is_empty()).take_while(|folder| !folder.exists());
    let mut missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    missing.reverse();
    fs::create_dir_all(out).map_err(|error| {
        let mend = if out.is_file() { "; choose a folder" } else { "" };
        io::Error::new(error.kind(), format!("`{}` cannot be written to: {error}{mend}", out.display()))
    })?;
    Ok(missing)
}

fn publish_to(disk: &dyn Disk, out: &Path, mut bundle: Bundle, clock: i64) -> io::Result<Published> {
    let history = History::read(disk, out)?;
    let plan = plan::compare(disk, out, &bundle.files, &history, clock)?;
    clear(disk, out)?;
    bundle.entries.sort_by(|a, b| a.file.cmp(&b.file));
    let done = Manifest {
        version: env!("CARGO_PKG_VERSION").into(),
        built: bundle.built,
        languages: bundle.languages,
        preview: bundle.preview,
        files: bundle.entries,
        kept: plan.kept.clone(),
        changing: Vec::new(),
        removing: Vec::new(),
    };
    let mut removed = plan.removed.clone();
    if history.legacy {
        removed.push(LEGACY.to_owned());
    }
    let unchanged = plan.fresh.is_empty() && plan.replaced.is_empty() && removed.is_empty();
    let final_manifest = done.bytes()?;
    if !unchanged || history.bytes.as_ref() != Some(&final_manifest) {
        let interim = if unchanged { None } else { Some(interim_manifest(&history, &plan).bytes()?) };
        let served = plan.replaced.iter().filter(|file| file.ends_with(".html") || *file == LOADER);
        let served = served.map(|file| out.join(file)).collect();
        let mut staged = Staged { disk, out, durable: !bundle.preview, folders: Vec::new(), moves: Vec::new(), served };
        let order = in_order(&plan);
        if let Err(error) = staged.write(&order, &bundle.files, interim.as_deref(), &final_manifest) {
            staged.discard();
            let text = format!("{error}; the bundle in `{}` is as it was", out.display());
            return Err(io::Error::new(error.kind(), text));
        }
        staged.commit(&removed).map_err(|error| {
            let text = format!("{error}; the bundle in `{}` is of two builds: build again", out.display());
            io::Error::new(error.kind(), text)
        })?;
    }
    Ok(Published { files: done.files, rewritten: plan.rewritten, left: plan.left })
}

/// The manifest while files change: it lists no file that may have changed already.
fn interim_manifest(history: &History, plan: &Plan) -> Manifest {
    let mut manifest = history.manifest.clone();
    let mut changing: BTreeSet<String> = manifest.changing.drain(..).collect();
    changing.extend(plan.fresh.iter().chain(&plan.replaced).cloned());
    let mut removing: BTreeSet<String> = manifest.removing.drain(..).collect();
    removing.extend(plan.removed.iter().cloned());
    let is_unchanged = |file: &String| !changing.contains(file) && !removing.contains(file);
    manifest.files.retain(|entry| is_unchanged(&entry.file));
    manifest.kept.retain(|kept| is_unchanged(&kept.entry.file));
    manifest.changing = changing.into_iter().collect();
    manifest.removing = removing.into_iter().collect();
    if manifest.version.is_empty() {
        manifest.version = env!("CARGO_PKG_VERSION").into();
    }
    manifest
}

/// The files to write in the order in which they are renamed: each file after those that it names.
fn in_order(plan: &Plan) -> Vec<&str> {
    let mut order: Vec<&String> = plan.fresh.iter().chain(&plan.replaced).collect();
    let fresh: BTreeSet<&String> = plan.fresh.iter().collect();
    order.sort_by_key(|file| {
        let rank = match file.as_str() {
            LOADER => 4,
            page if page.ends_with(".html") && !fresh.contains(file) => 3,
            page if page.ends_with(".html") => 2,
            "pages.css" => 1,
            _ => 0,
        };
        // Lists of articles after the articles.
        (rank, Reverse(file.matches('/').count()))
    });
    order.into_iter().map(String::as_str).collect()
}

/// Removes what a killed run left: staged files, and empty folders made for them.
fn clear(disk: &dyn Disk, out: &Path) -> io::Result<()> {
    let staging = out.join(STAGING);
    match disk.kind(&staging)? {
        None => return Ok(()),
        Some(Kind::Folder) => {}
        Some(_) => {
            let text = format!("`{}` is in the way: move it away; nothing was written", staging.display());
            return Err(io::Error::other(text));
        }
    }
    let staged = disk.list(&staging)?;
    // Its first file lists what the run was about to change; the folders were made after that.
    let first = staging.join("0");
    if staged.contains(&first) {
        let interim: Manifest = serde_json::from_slice(&disk.read(&first)?).unwrap_or_default();
        for file in interim.changing.iter().filter(|file| manifest::is_inside(file)) {
            if plan::obstacle(disk, out, file)?.is_none() {
                let path = out.join(file);
                path.ancestors().skip(1).take_while(|folder| *folder != out).all(|f| disk.remove_folder(f).is_ok());
            }
        }
    }
    for path in staged.iter().rev() {
        disk.remove_file(path)?;
    }
    disk.remove_folder(&staging)
}

/// Files in the staging folder, to be renamed.
struct Staged<'a> {
    disk: &'a dyn Disk,
    out: &'a Path,
    durable: bool,
    /// Folders made for them.
    folders: Vec<PathBuf>,
    /// From where to where.
    moves: Vec<(PathBuf, PathBuf)>,
    /// Targets that lead visitors to all others: pages that were there, and the loader.
    served: BTreeSet<PathBuf>,
}

impl Staged<'_> {
    /// Writes all files, both manifests included: the steps after this one need no more space on the disk.
    fn write(
        &mut self,
        order: &[&str],
        files: &BTreeMap<String, Vec<u8>>,
        interim: Option<&[u8]>,
        final_manifest: &[u8],
    ) -> io::Result<()> {
        self.make(self.out.join(STAGING))?;
        if let Some(interim) = interim {
            self.stage(MANIFEST, interim)?;
        }
        let mut checked = BTreeSet::new();
        for file in order {
            let folders = file.match_indices('/').filter_map(|(end, _)| file.get(..end));
            for folder in folders.filter(|folder| checked.insert(*folder)).collect::<Vec<_>>() {
                let folder = self.out.join(folder);
                if self.disk.kind(&folder)?.is_none() {
                    self.make(folder)?;
                }
            }
            self.stage(file, files.get(*file).map_or(&[][..], Vec::as_slice))?;
        }
        self.stage(MANIFEST, final_manifest)?;
        let staged_files: Vec<&Path> = self.moves.iter().map(|(staged, _)| staged.as_path()).collect();
        if self.durable { self.disk.flush_files(&staged_files) } else { Ok(()) }
    }

    fn make(&mut self, folder: PathBuf) -> io::Result<()> {
        // Noted first: the folder may exist though its creation reports an error.
        self.folders.push(folder.clone());
        self.disk.create_folder(&folder)
    }

    fn stage(&mut self, file: &str, bytes: &[u8]) -> io::Result<()> {
        let staged = self.out.join(STAGING).join(self.moves.len().to_string());
        self.moves.push((staged.clone(), self.out.join(file)));
        self.disk.write(&staged, bytes)
    }

    /// Removes what was written as far as possible; the next run removes the rest.
    fn discard(&self) {
        for (staged, _) in &self.moves {
            let _ = self.disk.remove_file(staged);
        }
        for folder in self.folders.iter().rev() {
            let _ = self.disk.remove_folder(folder);
        }
    }

    /// Renames the files, removes those that are no longer kept, and writes the manifest.
    fn commit(&self, removed: &[String]) -> io::Result<()> {
        let Some(((staged, manifest), moves)) = self.moves.split_last() else { return Ok(()) };
        let served = moves.iter().position(|(_, to)| self.served.contains(to)).unwrap_or(moves.len());
        for (number, (from, to)) in moves.iter().enumerate() {
            // Once, before the first file that leads visitors to the new names.
            if number == served {
                self.flush()?;
            }
            self.disk.rename(from, to)?;
        }
        let mut emptied = BTreeSet::new();
        for file in removed {
            let path = self.out.join(file);
            match self.disk.remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            emptied.extend(path.ancestors().skip(1).take_while(|folder| *folder != self.out).map(Path::to_path_buf));
        }
        // The innermost first; a folder that is not empty stays.
        for folder in emptied.iter().rev() {
            let _ = self.disk.remove_folder(folder);
        }
        self.flush()?;
        self.disk.rename(staged, manifest)?;
        self.disk.remove_folder(&self.out.join(STAGING))?;
        self.flush()
    }

    fn flush(&self) -> io::Result<()> {
        if self.durable { self.disk.flush_folder(self.out) } else { Ok(()) }
    }
}
