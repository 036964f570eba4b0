//! The steps that publishing takes on the file system, as a trait, so that a test can let every single one fail.
//!
//! No step follows a symbolic link at the end of a path, and none decides anything: `plan` and `publish/mod.rs` do.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// Files flushed at the same time: the file system combines them. 2,000 pages take 12 s one by one on a busy disk, and
/// 0.3 s this way.
const FLUSHERS: usize = 16;

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file of this many bytes.
    File(u64),
    Folder,
    /// A symbolic link, whatever it leads to.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// The steps of which publishing is made.
pub(super) trait Disk {
    /// What is at a path; `None` where nothing is.
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Names in a folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Writes a new file.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Returns when the content of these files would survive a power cut.
    fn flush_files(&self, paths: &[&Path]) -> io::Result<()>;
    /// Puts a file in the place of another, or of none, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Returns when the names in a folder would survive a power cut.
    fn flush_folder(&self, path: &Path) -> io::Result<()>;
}

/// The file system itself. Its errors name the path.
pub(super) struct RealDisk;

fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => Ok(Some(Kind::Link)),
            Ok(found) if found.is_dir() => Ok(Some(Kind::Folder)),
            Ok(found) if found.is_file() => Ok(Some(Kind::File(found.len()))),
            Ok(_) => Ok(Some(Kind::Other)),
            // Below a file there is nothing either; `plan::obstacle` finds that file.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => named(path, Err(error)),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        named(path, fs::read(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = named(folder, fs::read_dir(folder))?;
        entries.map(|entry| named(folder, entry).map(|entry| entry.path())).collect()
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        named(path, fs::create_dir(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let created = OpenOptions::new().write(true).create_new(true).open(path);
        named(path, created.and_then(|mut file| file.write_all(bytes)))
    }

    fn flush_files(&self, paths: &[&Path]) -> io::Result<()> {
        let flush =
            |path: &&Path| named(path, OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all()));
        thread::scope(|scope| {
            let part = paths.len().div_ceil(FLUSHERS).max(1);
            let started: Vec<_> =
                paths.chunks(part).map(|part| scope.spawn(move || part.iter().try_for_each(flush))).collect();
            let panicked = || Err(io::Error::other("a thread that flushed files was lost"));
            started.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| panicked()))
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        named(to, fs::rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        named(path, fs::remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        named(path, fs::remove_dir(path))
    }

    fn flush_folder(&self, path: &Path) -> io::Result<()> {
        // Folders can be opened, and flushed, on Unix only.
        if cfg!(unix) { named(path, File::open(path).and_then(|folder| folder.sync_all())) } else { Ok(()) }
    }
}

/// One build at a time writes to a folder; the lock is released when the process ends, also when it is killed.
pub(super) struct Lock {
    _file: File,
}

/// Waits for another build that writes to the folder, at most for `timeout`.
///
/// # Errors
/// Where the other one has not ended by then.
pub(super) fn lock(out: &Path, timeout: Duration) -> io::Result<Option<Lock>> {
    let file = named(out, open_lock(out))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) if start.elapsed() < timeout => thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => {
                let text = format!(
                    "another build is writing to `{}`: let it end, or choose another folder; nothing was written",
                    out.display()
                );
                return Err(io::Error::new(io::ErrorKind::WouldBlock, text));
            }
            // Some network file systems have no locks. A build must be possible there, too.
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// The folder itself, so that no file of ours is left in it.
#[cfg(unix)]
fn open_lock(out: &Path) -> io::Result<File> {
    File::open(out)
}

/// On other systems a folder cannot be opened: a file in it, which stays.
#[cfg(not(unix))]
fn open_lock(out: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(out.join(".nightdesk-lock"))
}
