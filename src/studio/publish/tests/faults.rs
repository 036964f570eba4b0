//! Every step of publishing fails once, or is the last one before a kill: no file that is served is truncated or names
//! a missing file, and the result of the next run is that of an undisturbed one.

use std::{cell::Cell, collections::BTreeMap, fs, io, path::Path};

use super::{NOW, RealDisk, bundle, bundle_of, listing, publish_to, published, write};
use crate::studio::publish::{
    Disk, Kind, LOADER,
    manifest::{Manifest, named_by_content},
};

/// What happens at the step that is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It fails; all others succeed.
    Failing,
    /// It fails, and so do all steps after it.
    Dead,
    /// Half of what is written arrives, then nothing more.
    Torn,
}

/// The file system with a fault in it.
pub(super) struct Faulty {
    fault: Fault,
    /// The step at which it happens, from 0.
    at: usize,
    done: Cell<usize>,
}

/// Without a fault, and without waiting for the disk.
pub(super) fn quick() -> Faulty {
    Faulty { fault: Fault::Dead, at: usize::MAX, done: Cell::new(0) }
}

impl Faulty {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let number = self.done.replace(self.done.get() + 1);
        match self.fault {
            Fault::Failing if number == self.at => Err(io::ErrorKind::StorageFull.into()),
            Fault::Dead | Fault::Torn if number >= self.at => Err(io::Error::other("killed")),
            _ => step(),
        }
    }
}

impl Disk for Faulty {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.step(|| RealDisk.kind(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(|| RealDisk.read(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
        self.step(|| RealDisk.list(folder))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.create_folder(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // A full disk and a kill both leave a part of the file.
        if self.done.get() == self.at && self.fault != Fault::Dead {
            RealDisk.write(path, &bytes[..bytes.len() / 2])?;
        }
        self.step(|| RealDisk.write(path, bytes))
    }

    fn flush_files(&self, _: &[&Path]) -> io::Result<()> {
        self.step(|| Ok(()))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| RealDisk.rename(from, to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove_folder(path))
    }

    fn flush_folder(&self, _: &Path) -> io::Result<()> {
        self.step(|| Ok(()))
    }
}

/// All files that are served are complete, and every file exists that is named by the loader, by a page that was there
/// `before`, or by a file named so. Gives the number of versions that the pages are of.
pub(super) fn check_served(out: &Path, before: &BTreeMap<String, Vec<u8>>) -> usize {
    let files = listing(out);
    let mut known: Vec<&str> = files.keys().filter(|file| before.contains_key(*file)).map(String::as_str).collect();
    known.extend(files.contains_key(LOADER).then_some(LOADER));
    let mut next = 0;
    while let Some(file) = known.get(next).copied() {
        next += 1;
        let text = String::from_utf8_lossy(files.get(file).unwrap_or_else(|| panic!("{file} is named and not there")));
        for used in text.lines().filter_map(|line| line.strip_prefix("uses:")) {
            let target = files.get_key_value(used).unwrap_or_else(|| panic!("{file} names {used}"));
            if !known.contains(&target.0.as_str()) {
                known.push(target.0);
            }
            let named = [".js", ".bin", ".png"].iter().any(|end| used.ends_with(end)) && used != LOADER;
            assert!(!named || named_by_content(used, target.1), "{used} is not what it says");
        }
    }
    let mut versions = std::collections::BTreeSet::new();
    for (file, bytes) in files.iter().filter(|(file, _)| !file.starts_with(".nightdesk-staging/")) {
        let text = String::from_utf8_lossy(bytes);
        if file.ends_with(".html") {
            assert!(text.starts_with("<!-- ") && text.ends_with("<!-- end -->"), "{file} is cut: {text}");
            versions.insert(text.lines().next().unwrap().to_owned());
        }
        if file == LOADER {
            assert!(text.ends_with("// end"), "the loader is cut: {text}");
        }
    }
    if let Some(bytes) = files.get("nightdesk.json") {
        let manifest: Manifest = serde_json::from_slice(bytes).expect("the manifest is whole");
        for entry in manifest.files.iter().chain(manifest.kept.iter().map(|kept| &kept.entry)) {
            let target = files.get(&entry.file).unwrap_or_else(|| panic!("the manifest names {}", entry.file));
            assert!(target.len() == entry.size && entry.is(target), "{} is not what the manifest says", entry.file);
        }
    }
    versions.len()
}

/// A name, a folder as a run finds it, and the version to publish.
type Start = (&'static str, fn() -> tempfile::TempDir, u32);

const STARTS: [Start; 5] = [
    ("a new folder", || tempfile::tempdir().unwrap(), 1),
    ("another version", published, 2),
    ("more of the same", published, 3),
    ("a manifest of the first version", first_version, 2),
    ("files that are too old", aged, 3),
];

fn first_version() -> tempfile::TempDir {
    let out = published();
    fs::rename(out.path().join("nightdesk.json"), out.path().join("manifest.json")).unwrap();
    out
}

fn aged() -> tempfile::TempDir {
    let out = published();
    publish_to(&quick(), out.path(), bundle(2), NOW - 2_000_000).unwrap();
    out
}

/// Half a bundle, or a folder in which no build works any more, would stay unnoticed.
#[test]
fn every_step_may_fail() {
    let mut report = String::new();
    for fault in [Fault::Failing, Fault::Dead, Fault::Torn] {
        let (mut runs, mut refused, mut mixed, mut halfway) = (0, 0, 0, 0);
        for (start, make, version) in STARTS {
            let clean = make();
            publish_to(&quick(), clean.path(), bundle(version), NOW).unwrap();
            let clean = listing(clean.path());
            for at in 0.. {
                let out = make();
                let before = listing(out.path());
                let disk = Faulty { fault, at, done: Cell::new(0) };
                let result = publish_to(&disk, out.path(), bundle(version), NOW);
                if disk.done.get() <= at {
                    break;
                }
                let case = format!("{start}, {fault:?} at step {at}: {:?}", result.as_ref().err());
                runs += 1;
                let now = listing(out.path());
                mixed += usize::from(check_served(out.path(), &before) > 1);
                if let Err(error) = &result {
                    let message = error.to_string();
                    let changed = now != before;
                    if fault == Fault::Failing && !message.contains("is of two builds") {
                        refused += 1;
                        assert!(!changed, "{case}: the folder is not as it was");
                    }
                    halfway += usize::from(changed);
                }
                for (file, text) in before.iter().filter(|(file, _)| file.ends_with(".txt")) {
                    assert_eq!(now.get(file), Some(text), "{case}: {file}");
                }
                publish_to(&quick(), out.path(), bundle(version), NOW)
                    .unwrap_or_else(|error| panic!("{case}; then: {error}"));
                let after = listing(out.path());
                check_served(out.path(), &after);
                let differing: Vec<_> = after
                    .iter()
                    .filter(|(file, bytes)| clean.get(*file) != Some(bytes))
                    .map(|(file, _)| file)
                    .collect();
                assert!(differing.is_empty() && after.len() == clean.len(), "{case}: {differing:?}");
            }
        }
        report += &format!(
            "{fault:?}: {runs} runs, {refused} left all as it was, {halfway} ended halfway, {mixed} with pages of two versions; \
             0 cut, 0 names without a file, {runs} mended by the next run\n"
        );
        assert!(runs > 300, "{runs}");
    }
    println!("{report}");
}

/// A killed run of one version, then another version: no file of the first may be in the way, or stay for ever.
#[test]
fn another_build_follows_a_kill() {
    let mut runs = 0;
    for at in 0.. {
        let out = published();
        let disk = Faulty { fault: Fault::Dead, at, done: Cell::new(0) };
        let before = listing(out.path());
        let killed = publish_to(&disk, out.path(), bundle(2), NOW).is_err();
        if disk.done.get() <= at {
            break;
        }
        // Killed again, somewhere else.
        let disk = Faulty { fault: Fault::Torn, at: (at * 7) % 90, done: Cell::new(0) };
        let _ = publish_to(&disk, out.path(), bundle(5), NOW);
        check_served(out.path(), &before);
        publish_to(&quick(), out.path(), bundle(3), NOW).unwrap_or_else(|error| panic!("step {at}: {error}"));
        check_served(out.path(), &listing(out.path()));
        let late = NOW + 1_000_000;
        publish_to(&quick(), out.path(), bundle(3), late).unwrap();
        let mut expected: Vec<String> = bundle(3).files.into_keys().collect();
        expected.extend(["robots.txt", "en/a/notes.txt", "nightdesk.json"].map(str::to_owned));
        expected.sort();
        assert_eq!(listing(out.path()).into_keys().collect::<Vec<_>>(), expected, "step {at}, killed: {killed}");
        assert!(!out.path().join("en/new").exists(), "step {at}: an empty folder is left");
        runs += 1;
    }
    println!("{runs} pairs of kills");
    assert!(runs > 70, "{runs}");
}

/// The number of steps must not grow with the square of the number of pages.
#[test]
fn publishing_is_linear() {
    let site = |pages: usize| -> BTreeMap<String, Vec<u8>> {
        (0..pages).map(|page| (format!("en/a{page}/index.html"), b"pages.css".to_vec())).collect()
    };
    let steps = |pages: usize| {
        let out = tempfile::tempdir().unwrap();
        let disk = quick();
        publish_to(&disk, out.path(), bundle_of(site(pages)), NOW).unwrap();
        write(out.path(), "other.txt", "foreign");
        publish_to(&disk, out.path(), bundle_of(BTreeMap::new()), NOW).unwrap();
        assert_eq!(listing(out.path()).len(), 2);
        disk.done.get()
    };
    let (few, many) = (steps(200), steps(400));
    assert!(many <= 2 * few, "{few} steps for 200 pages, {many} for 400");
}
