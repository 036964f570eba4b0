//! Compares what is to lie in a folder with what lies there. Writes nothing.
//!
//! A file that is equal already is left as it is. One that we did not write is never replaced: the build is refused.
//! One that we wrote and somebody has changed since is written anew, and told; except a page that is no page of ours any
//! more, which counts as a stranger's. Files named by their content are kept for a day once a build does without them:
//! pages that are open still ask for them. Pages go at once, since whoever takes an article down wants it gone.

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

/// Seconds for which a file is kept that a build does without.
const KEPT: i64 = 24 * 60 * 60;

/// Strangers' files named in an error; the others are counted.
const NAMED: usize = 5;

/// What has to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files to write whose names nobody asks for yet, or only whoever knows their content.
    pub(super) fresh: Vec<String>,
    /// Files to write over those of the build before.
    pub(super) replaced: Vec<String>,
    /// Files to remove.
    pub(super) removed: Vec<String>,
    /// Files of earlier builds that stay.
    pub(super) kept: Vec<Kept>,
    /// Files of ours that somebody has changed, and that are written anew.
    pub(super) rewritten: Vec<String>,
    /// Files that the build does without and that somebody made their own: they stay and are no longer ours.
    pub(super) left: Vec<String>,
}

/// Compares.
///
/// # Errors
/// Where something cannot be read, or stands in the way and is not ours.
pub(super) fn compare(
    disk: &dyn Disk,
    out: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    history: &History,
    clock: i64,
) -> io::Result<Plan> {
    let mut plan = Plan::default();
    let mut strange = BTreeSet::new();
    for (file, bytes) in files {
        if let Some(barrier) = barrier(disk, out, file)? {
            strange.insert(barrier);
            continue;
        }
        let path = out.join(file);
        match disk.kind(&path)? {
            None => plan.fresh.push(file.clone()),
            Some(Kind::File(_)) => {
                let there = disk.read(&path)?;
                let known = history.knows(file);
                match known {
                    _ if there == *bytes => {}
                    Some(known) if is_ours(file, &there, known) => {
                        let entry = known.entry.as_ref().filter(|entry| entry.file == *file);
                        if entry.is_some_and(|entry| !entry.is(&there)) {
                            plan.rewritten.push(file.clone());
                        }
                        plan.replaced.push(file.clone());
                    }
                    _ => {
                        strange.insert(file.clone());
                    }
                }
            }
            Some(_) => {
                strange.insert(file.clone());
            }
        }
    }
    if !strange.is_empty() {
        return Err(refusal(out, &strange));
    }
    let lower: BTreeSet<String> = files.keys().map(|file| file.to_lowercase()).collect();
    for (file, known) in &history.known {
        // Where capitals make no difference, another spelling is the same file.
        if !lower.contains(&file.to_lowercase()) {
            retire(disk, out, file, known, clock, &mut plan)?;
        }
    }
    Ok(plan)
}

/// What becomes of a file that the build does without.
fn retire(disk: &dyn Disk, out: &Path, file: &str, known: &Known, clock: i64, plan: &mut Plan) -> io::Result<()> {
    let path = out.join(file);
    let is_file = |path: &Path| Ok::<_, io::Error>(matches!(disk.kind(path)?, Some(Kind::File(_))));
    if barrier(disk, out, file)?.is_some() {
        return Ok(());
    }
    if !is_file(&path)? {
        // Gone already, by a run that was killed before it could remove the folder, which may be empty now.
        let folder = path.parent().filter(|folder| *folder != out);
        let folder = folder.map_or(Ok(None), |folder| disk.kind(folder))?;
        if folder.is_some() && disk.kind(&path)?.is_none() {
            plan.removed.push(file.to_owned());
        }
        return Ok(());
    }
    let there = disk.read(&path)?;
    if !is_ours(file, &there, known) {
        plan.left.push(file.to_owned());
        return Ok(());
    }
    let replaced = known.replaced.as_deref().map_or(clock, |at| moment(at, clock));
    let expired = known.due || clock - replaced > KEPT;
    if named_by_content(file, &there) && !expired {
        let entry = FileEntry::of(file, &there);
        plan.kept.push(Kept { entry, replaced: written(replaced) });
        return Ok(());
    }
    plan.removed.push(file.to_owned());
    let brotli = format!("{file}.br");
    if is_file(&out.join(&brotli))? {
        plan.removed.push(brotli);
    }
    Ok(())
}

/// When a file was replaced, in seconds since 1970. A moment that is yet to come was written by a wrong clock: counted
/// from now, the file goes in a day, not in years.
fn moment(written: &str, clock: i64) -> i64 {
    DateTime::parse_from_rfc3339(written).map_or(clock, |at| at.timestamp().min(clock))
}

fn written(seconds: i64) -> String {
    DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Whether what stands at a path of ours is still ours: as we wrote it, or, changed, a page that names our style sheet.
/// Of the other files no stranger has the name by chance.
fn is_ours(file: &str, there: &[u8], known: &Known) -> bool {
    let as_written = known.entry.as_ref().is_some_and(|entry| entry.is(there));
    as_written || !file.ends_with(".html") || String::from_utf8_lossy(there).contains("pages.css")
}

/// The first folder on the way to a file that is none: a file, or a link, which may lead anywhere.
pub(super) fn barrier(disk: &dyn Disk, out: &Path, file: &str) -> io::Result<Option<String>> {
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

fn refusal(out: &Path, strange: &BTreeSet<String>) -> io::Error {
    let named: Vec<&str> = strange.iter().map(String::as_str).take(NAMED).collect();
    let more = match strange.len() - named.len() {
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
