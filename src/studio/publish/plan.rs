//! Compares the files of a bundle with those in its folder. Writes nothing.
//!
//! A file that is equal already is left as it is. One that we did not write is never replaced: the build is refused.
//! One that we wrote and somebody has changed since is written anew, and reported; except a page that is no longer
//! ours, which counts as a foreign file. Files named by their content are kept for a day after the last build that has
//! them: pages that are open still load them. Pages are removed at once: an article that is taken down must be gone.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

use chrono::{DateTime, SecondsFormat, Utc};

use super::{
    Disk, Kind,
    manifest::{FileEntry, History, Kept, Known, named_by_content},
};

/// Seconds for which a file is kept that is no longer part of the bundle.
const KEPT: i64 = 24 * 60 * 60;

/// So many foreign files are named in an error; the others are counted.
const NAMED: usize = 5;

/// What has to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files to write that do not exist yet.
    pub(super) fresh: Vec<String>,
    /// Files to write over those of the build before.
    pub(super) replaced: Vec<String>,
    /// Files to remove.
    pub(super) removed: Vec<String>,
    /// Files of earlier builds that stay.
    pub(super) kept: Vec<Kept>,
    /// Files of ours that somebody has changed, and that are written anew.
    pub(super) rewritten: Vec<String>,
    /// Pages that are no longer part of the bundle and that somebody replaced by their own: they stay and are no longer
    /// ours.
    pub(super) left: Vec<String>,
}

/// Compares.
///
/// # Errors
/// Where something cannot be read, or is in the way and not ours.
pub(super) fn compare(
    disk: &dyn Disk,
    out: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    history: &History,
    clock: i64,
) -> io::Result<Plan> {
    let mut plan = Plan::default();
    let mut foreign = BTreeSet::new();
    for (file, bytes) in files {
        if let Some(obstacle) = obstacle(disk, out, file)? {
            foreign.insert(obstacle);
            continue;
        }
        let path = out.join(file);
        match disk.kind(&path)? {
            None => plan.fresh.push(file.clone()),
            Some(Kind::File(_)) => {
                let found = disk.read(&path)?;
                let known = history.knows(file);
                match known {
                    _ if found == *bytes => {}
                    Some(known) if is_ours(file, &found, known) => {
                        let entry = known.entry.as_ref().filter(|entry| entry.file == *file);
                        if entry.is_some_and(|entry| !entry.is(&found)) {
                            plan.rewritten.push(file.clone());
                        }
                        plan.replaced.push(file.clone());
                    }
                    _ => {
                        foreign.insert(file.clone());
                    }
                }
            }
            Some(_) => {
                foreign.insert(file.clone());
            }
        }
    }
    if !foreign.is_empty() {
        return Err(refusal(out, &foreign));
    }
    let lower: BTreeSet<String> = files.keys().map(|file| file.to_lowercase()).collect();
    for (file, known) in &history.known {
        // On file systems without case another spelling is the same file.
        if !lower.contains(&file.to_lowercase()) {
            plan_removal(disk, out, file, known, clock, &mut plan)?;
        }
    }
    Ok(plan)
}

/// Plans what to do with a file that is no longer part of the bundle.
fn plan_removal(disk: &dyn Disk, out: &Path, file: &str, known: &Known, clock: i64, plan: &mut Plan) -> io::Result<()> {
    let path = out.join(file);
    let is_file = |path: &Path| Ok::<_, io::Error>(matches!(disk.kind(path)?, Some(Kind::File(_))));
    if obstacle(disk, out, file)?.is_some() {
        return Ok(());
    }
    if !is_file(&path)? {
        // Removed already, by a run that was killed before it could remove the folder, which may be empty now.
        let folder = path.parent().filter(|folder| *folder != out);
        let folder = folder.map_or(Ok(None), |folder| disk.kind(folder))?;
        if folder.is_some() && disk.kind(&path)?.is_none() {
            plan.removed.push(file.to_owned());
        }
        return Ok(());
    }
    let found = disk.read(&path)?;
    if !is_ours(file, &found, known) {
        plan.left.push(file.to_owned());
        return Ok(());
    }
    let replaced = known.replaced.as_deref().map_or(clock, |at| replaced_at(at, clock));
    let expired = known.removable || clock - replaced > KEPT;
    if named_by_content(file, &found) && !expired {
        let entry = FileEntry::of(file, &found);
        plan.kept.push(Kept { entry, replaced: rfc3339(replaced) });
        return Ok(());
    }
    plan.removed.push(file.to_owned());
    let brotli = format!("{file}.br");
    if is_file(&out.join(&brotli))? {
        plan.removed.push(brotli);
    }
    Ok(())
}

/// When a file was replaced, in seconds since 1970. A moment in the future was written by a wrong clock: counted from
/// now, the file is removed in a day, not in years.
fn replaced_at(written: &str, clock: i64) -> i64 {
    DateTime::parse_from_rfc3339(written).map_or(clock, |at| at.timestamp().min(clock))
}

fn rfc3339(seconds: i64) -> String {
    DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Whether the file at a path of ours is still ours: as we wrote it, or, if changed, a page that names our style sheet.
/// The names of the other files are no names that a foreign file has by chance.
fn is_ours(file: &str, found: &[u8], known: &Known) -> bool {
    let as_written = known.entry.as_ref().is_some_and(|entry| entry.is(found));
    as_written || !file.ends_with(".html") || String::from_utf8_lossy(found).contains("pages.css")
}

/// The first part of a file's path that should be a folder and is none: a file, or a link, which may lead anywhere.
pub(super) fn obstacle(disk: &dyn Disk, out: &Path, file: &str) -> io::Result<Option<String>> {
    for (end, _) in file.match_indices('/') {
        let folder = file.get(..end).unwrap_or_default();
        match disk.kind(&out.join(folder))? {
            Some(Kind::Folder) => {}
            None => return Ok(None),
            Some(_) => return Ok(Some(folder.to_owned())),
        }
    }
    Ok(None)
}

fn refusal(out: &Path, foreign: &BTreeSet<String>) -> io::Error {
    let named: Vec<&str> = foreign.iter().map(String::as_str).take(NAMED).collect();
    let more = match foreign.len() - named.len() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let text = format!(
        "in `{}` these are not Nightdesk's, and the help would overwrite them: {}{more}. Choose a folder of its own, such \
         as `{}`, or move them away; nothing was written",
        out.display(),
        named.join(", "),
        out.join("help").display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, text)
}
