//! The effects of publishing on the file system: what is touched, what is refused, what is kept for how long.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod faults;

use std::{collections::BTreeMap, fs, io, path::Path};

use tempfile::TempDir;

use super::{Bundle, FileEntry, LOADER, RealDisk, publish, publish_to};
use crate::studio::hashes::{hashed_name, short_name};

/// 29 November 2026, 02:00 UTC.
const NOW: i64 = 1_795_917_600;
const HOUR: i64 = 3_600;

/// A bundle whose files refer to each other like those of real ones: the loader names the scripts, pages name the
/// loader, their style sheet, pictures and other pages. Article `gone` is in odd versions, `new` in even ones.
fn bundle(version: u32) -> Bundle {
    let mut files = BTreeMap::new();
    let mut named = Vec::new();
    for (name, extension) in [("app", "js"), ("page", "js"), ("pack-en", "bin")] {
        let bytes = format!("{name} of version {version}").into_bytes();
        let name = if extension == "js" { hashed_name } else { short_name }(name, extension, &bytes);
        if extension == "bin" {
            files.insert(format!("{name}.br"), b"the same".to_vec());
        }
        files.insert(name.clone(), bytes);
        named.push(name);
    }
    let picture = hashed_name("media/shared", "png", b"a picture");
    files.insert(picture.clone(), b"a picture".to_vec());
    files.insert("pages.css".into(), b"same in all versions".to_vec());
    files.insert("nightdesk.d.ts".into(), format!("types {version}").into_bytes());
    let other = if version % 2 == 1 { "en/gone/index.html" } else { "en/new/index.html" };
    let pages = ["index.html", "en/index.html", "en/a/index.html", other];
    for page in pages {
        let used = pages.into_iter().chain(["pages.css", LOADER, picture.as_str()]);
        let used: String = used.map(|file| format!("uses:{file}\n")).collect();
        files.insert(page.into(), format!("<!-- {version} -->\n{used}<!-- end -->").into_bytes());
    }
    let loader: String = named.iter().map(|file| format!("uses:{file}\n")).collect();
    files.insert(LOADER.into(), format!("{loader}// end").into_bytes());
    bundle_of(files)
}

fn bundle_of(files: BTreeMap<String, Vec<u8>>) -> Bundle {
    let listed = files.iter().filter(|(file, _)| !file.ends_with(".br"));
    let entries = listed.map(|(file, bytes)| FileEntry::of(file, bytes)).collect();
    Bundle { built: "2026-11-29T02:00:00Z".into(), languages: vec!["en".into()], files, entries, preview: false }
}

/// A folder with a bundle of version 1 and two files of somebody else.
fn published() -> TempDir {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), "robots.txt", "foreign");
    write(out.path(), "en/a/notes.txt", "foreign");
    publish_to(&faults::quick(), out.path(), bundle(1), NOW - HOUR).unwrap();
    out
}

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// All files and links below a folder, by path, with what they hold.
fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_symlink() {
                all.insert(name, b"link".to_vec());
            } else if path.is_dir() {
                walk(root, &path, all);
            } else {
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

fn has(out: &TempDir, file: &str) -> bool {
    out.path().join(file).symlink_metadata().is_ok()
}

/// A file with another name in each version.
fn app(version: u32) -> String {
    hashed_name("app", "js", format!("app of version {version}").as_bytes())
}

/// Browsers and proxies cache files by their dates: equal files must keep theirs.
#[test]
#[cfg(unix)]
fn equal_files_are_not_touched() {
    use std::os::unix::fs::MetadataExt;
    let out = published();
    let identity = |file: &str| {
        let found = fs::metadata(out.path().join(file)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec())
    };
    let before: Vec<_> = listing(out.path()).into_keys().map(|file| (identity(&file), file)).collect();
    publish(out.path(), bundle(1), NOW).unwrap();
    let same = before.iter().filter(|(before, file)| *before == identity(file)).count();
    assert_eq!(same, before.len(), "a build without a change touches nothing at all");
    publish(out.path(), bundle(3), NOW).unwrap();
    for file in ["pages.css", "robots.txt", "en/a/notes.txt"] {
        assert!(before.contains(&(identity(file), file.to_owned())), "{file} was touched");
    }
    assert!(!before.contains(&(identity("en/a/index.html"), "en/a/index.html".to_owned())));
}

/// A page that is open loads the files of its own build; an article that is taken down must be gone.
#[test]
fn files_of_earlier_builds_are_kept_for_a_day() {
    for (case, clocks, first, second) in [
        ("after a minute", vec![NOW, NOW + 60], true, true),
        ("a day to the second after it was replaced", vec![NOW, NOW + 24 * HOUR], true, true),
        ("a second later", vec![NOW, NOW + 24 * HOUR + 1], false, true),
        ("a year later: what was replaced just now stays", vec![NOW, NOW + 8_760 * HOUR], false, true),
        ("after two builds", vec![NOW, NOW + HOUR, NOW + 2 * HOUR], true, true),
        ("both days are over", vec![NOW, NOW + HOUR, NOW + 26 * HOUR], false, false),
        ("the second's day is not", vec![NOW, NOW + 23 * HOUR, NOW + 25 * HOUR], false, true),
        ("the clock goes back a year", vec![NOW, NOW - 8_760 * HOUR], true, true),
        ("and is a day on", vec![NOW, NOW - 100 * HOUR, NOW - 99 * HOUR, NOW - 70 * HOUR], false, false),
        ("the clock goes back an hour", vec![NOW, NOW - HOUR, NOW + 22 * HOUR], true, true),
    ] {
        let out = published();
        for (number, clock) in clocks.iter().enumerate() {
            // Versions 2, 3 and then 3 again.
            publish(out.path(), bundle(2 + (number as u32).min(1)), *clock).unwrap();
        }
        assert_eq!((has(&out, &app(1)), has(&out, &app(2)), has(&out, &app(3))), (first, second, true), "{case}");
        assert!(!has(&out, "en/new"), "{case}: pages go at once, and their folders");
        let packs = listing(out.path()).into_keys().filter(|file| file.ends_with(".bin.br")).count();
        assert_eq!(packs, 1 + usize::from(first) + usize::from(second), "{case}: a Brotli stream goes with its file");
        assert!(has(&out, "robots.txt") && has(&out, "en/a/notes.txt"), "{case}");
    }
}

/// A file that is used again must stay, and an afternoon of previews must not leave a hundred packs.
#[test]
fn files_used_again_stay_and_previews_leave_nothing() {
    let out = published();
    publish(out.path(), bundle(2), NOW).unwrap();
    publish(out.path(), bundle(1), NOW).unwrap();
    publish(out.path(), bundle(1), NOW + 1_000 * HOUR).unwrap();
    assert!(has(&out, &app(1)) && !has(&out, &app(2)));
    for version in [2, 3, 4, 5] {
        publish(out.path(), Bundle { preview: true, ..bundle(version) }, NOW + 1_000 * HOUR).unwrap();
    }
    let left: Vec<u32> = (1..=5).filter(|version| has(&out, &app(*version))).collect();
    assert_eq!(left, [1, 5], "the published one, for a day, and the last preview");
    publish(out.path(), bundle(6), NOW + 1_000 * HOUR).unwrap();
    assert!(has(&out, &app(1)) && !has(&out, &app(5)) && has(&out, &app(6)));
}

/// Puts a file that is not ours into a folder.
type MakeForeign = fn(&Path);

const SHOP: &str = "<!doctype html><title>My shop</title><link rel=stylesheet href=/shop.css>";
const APP: &str = r#"{"name":"Shop","short_name":"Shop","icons":[],"start_url":"/","display":"standalone"}"#;

#[cfg(unix)]
fn link(target: impl AsRef<Path>, at: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, at).unwrap();
}

/// A command that writes a hundred files into a folder must not take a shop's start page with it.
#[test]
#[cfg(unix)]
fn foreign_files_are_refused() {
    let cases: [(&str, MakeForeign); 18] = [
        ("index.html", |out| write(out, "index.html", SHOP)),
        ("index.html", |out| fs::create_dir(out.join("index.html")).unwrap()),
        ("index.html", |out| link("/etc/hostname", &out.join("index.html"))),
        ("index.html", |out| link("nowhere", &out.join("index.html"))),
        ("pages.css", |out| write(out, "pages.css", "body {}")),
        ("pages.css", |out| write(out, "pages.css", "")),
        ("nightdesk.js", |out| write(out, "nightdesk.js", "// a wrapper of mine")),
        ("nightdesk.d.ts", |out| write(out, "nightdesk.d.ts", "export {}")),
        ("en/a/index.html", |out| write(out, "en/a/index.html", SHOP)),
        ("en", |out| write(out, "en", "a file")),
        ("en", |out| link(std::env::temp_dir(), &out.join("en"))),
        ("en/a", |out| link("/nowhere/at/all", &out.join("en/a"))),
        ("media", |out| write(out, "media", "a file")),
        ("nightdesk.json", |out| write(out, "nightdesk.json", APP)),
        ("nightdesk.json", |out| write(out, "nightdesk.json", "")),
        ("nightdesk.json", |out| fs::create_dir(out.join("nightdesk.json")).unwrap()),
        ("manifest.json", |out| write(out, "manifest.json", APP)),
        (".nightdesk-staging", |out| write(out, ".nightdesk-staging", "a file")),
    ];
    for (number, (named, make)) in cases.into_iter().enumerate() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), "robots.txt", "foreign");
        make(out.path());
        let before = listing(out.path());
        let message = publish(out.path(), bundle(1), NOW).unwrap_err().to_string();
        assert!(message.contains(named), "{number}: {message}");
        for part in ["nothing was written", "move"] {
            assert!(message.contains(part) || named.ends_with(".json"), "{number}: {part} is not in {message}");
        }
        assert_eq!(listing(out.path()), before, "{number}: {named}");
        let path = out.path().join(named);
        if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        publish(out.path(), bundle(1), NOW).unwrap_or_else(|error| panic!("{number}: out of the way, but {error}"));
        assert!(has(&out, "robots.txt"));
    }
    // Twelve of them: some are named, the others counted.
    let out = tempfile::tempdir().unwrap();
    bundle(1).files.keys().for_each(|file| write(out.path(), file, "foreign"));
    let message = publish(out.path(), bundle(1), NOW).unwrap_err().to_string();
    assert!(message.contains(&format!("and {} more", bundle(1).files.len() - 5)), "{message}");
}

/// Files of ours that were replaced, changed or damaged: each case has one defined result, and each is reported.
#[test]
fn changed_files_of_ours() {
    let page = |out: &TempDir, file: &str| String::from_utf8(listing(out.path())[file].clone()).unwrap();
    // Damaged, converted, edited: written anew, and reported.
    for (file, text) in [
        ("en/a/index.html", "<!-- 1 -->\r\nuses:pages.css\r\n"),
        ("en/a/index.html", "<link href=\"../../pages.css\"><script>count()</script>"),
        ("index.html", "only the half of it, with pages.css"),
        ("nightdesk.js", ""),
        ("pages.css", "body { color: red }"),
        ("nightdesk.d.ts", "mine"),
    ] {
        let out = published();
        write(out.path(), file, text);
        let published = publish(out.path(), bundle(2), NOW).unwrap();
        assert_eq!((published.rewritten, published.left.len()), (vec![file.to_owned()], 0));
        assert_eq!(page(&out, file).as_bytes(), bundle(2).files[file]);
    }
    // A page of somebody else in the place of ours: refused, whatever our manifest says.
    let out = published();
    write(out.path(), "index.html", SHOP);
    let before = listing(out.path());
    let message = publish(out.path(), bundle(2), NOW).unwrap_err().to_string();
    assert!(message.contains("index.html") && listing(out.path()) == before, "{message}");
    // The same where we would remove: it stays, and is reported once.
    let out = published();
    write(out.path(), "en/gone/index.html", SHOP);
    assert_eq!(publish(out.path(), bundle(2), NOW).unwrap().left, ["en/gone/index.html"]);
    assert_eq!((page(&out, "en/gone/index.html").as_str(), has(&out, "en/new/index.html")), (SHOP, true));
    assert!(publish(out.path(), bundle(2), NOW).unwrap().left.is_empty());
    // Removed by hand: written again.
    let out = published();
    fs::remove_file(out.path().join("en/a/index.html")).unwrap();
    publish(out.path(), bundle(1), NOW).unwrap();
    assert!(has(&out, "en/a/index.html"));
    // Equal already, without a manifest.
    let out = tempfile::tempdir().unwrap();
    for (file, bytes) in bundle(1).files {
        write(out.path(), &file, std::str::from_utf8(&bytes).unwrap());
    }
    publish(out.path(), bundle(1), NOW).unwrap();
}

/// Bundles of the first version are on customers' servers: they are replaced, and their old files removed.
#[test]
fn a_bundle_of_the_first_version_is_replaced() {
    let old = || {
        let out = published();
        let text = fs::read_to_string(out.path().join("nightdesk.json")).unwrap();
        fs::rename(out.path().join("nightdesk.json"), out.path().join("manifest.json")).unwrap();
        (out, text)
    };
    let (out, _) = old();
    publish(out.path(), bundle(2), NOW).unwrap();
    assert!(!has(&out, "manifest.json") && has(&out, "nightdesk.json") && !has(&out, "en/gone"));
    assert!(has(&out, &app(1)) && has(&out, &app(2)), "kept for a day, as any other");
    publish(out.path(), bundle(2), NOW + 25 * HOUR).unwrap();
    assert!(!has(&out, &app(1)) && has(&out, "robots.txt"));
    // Beside a bundle of ours, the manifest of a web app may stay.
    write(out.path(), "manifest.json", APP);
    publish(out.path(), bundle(3), NOW).unwrap();
    assert_eq!(listing(out.path())["manifest.json"], APP.as_bytes());
    // An older program once more in the same folder.
    let (out, text) = old();
    publish(out.path(), bundle(2), NOW).unwrap();
    write(out.path(), "manifest.json", &text);
    publish(out.path(), bundle(3), NOW).unwrap();
    assert!(!has(&out, "manifest.json") && !has(&out, "en/new"));
}

/// A manifest is a file that anybody may have written: it must not make us remove files elsewhere.
#[test]
fn paths_of_a_manifest_stay_inside() {
    let around = tempfile::tempdir().unwrap();
    let (out, victim) = (around.path().join("site/help"), around.path().join("victim.txt"));
    fs::create_dir_all(&out).unwrap();
    write(around.path(), "victim.txt", "precious");
    write(around.path(), "elsewhere/index.html", "uses pages.css, too");
    publish(&out, bundle(1), NOW).unwrap();
    let absolute = victim.to_str().unwrap();
    let claims = [
        "../../victim.txt",
        "..",
        "",
        ".",
        "/",
        absolute,
        "en/../../../victim.txt",
        "./../../victim.txt",
        "en//a",
        "..\\..\\victim.txt",
        "C:\\victim.txt",
        "file:victim.txt",
        "link/index.html",
        "nightdesk.json",
        "a\0b",
        "media",
    ];
    #[cfg(unix)]
    link(around.path().join("elsewhere"), &out.join("link"));
    let entry = |file: &&str| serde_json::json!({ "file": file, "size": 8, "raw": 8, "sha256": "0" });
    let text = fs::read_to_string(out.join("nightdesk.json")).unwrap();
    for key in ["files", "kept", "changing", "removing"] {
        let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        manifest[key] = match key {
            "changing" | "removing" => serde_json::json!(claims),
            _ => claims
                .iter()
                .map(entry)
                .map(|mut entry| {
                    entry["replaced"] = "2001-01-01T00:00:00Z".into();
                    entry
                })
                .collect(),
        };
        let more = bundle(1).entries;
        if key != "files" {
            manifest["files"] = serde_json::to_value(more).unwrap();
        } else {
            manifest["files"]
                .as_array_mut()
                .unwrap()
                .extend(more.iter().map(|entry| serde_json::to_value(entry).unwrap()));
        }
        fs::write(out.join("nightdesk.json"), manifest.to_string()).unwrap();
        publish(&out, bundle(2), NOW).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious", "{key}");
        assert!(around.path().join("elsewhere/index.html").is_file() && has_loader(&out), "{key}");
        publish(&out, bundle(1), NOW).unwrap();
    }
}

fn has_loader(out: &Path) -> bool {
    out.join(LOADER).is_file() && out.join("nightdesk.json").is_file()
}

/// Two builds at once would mix their files; a lock that outlives its process would block all later builds.
#[test]
fn one_build_at_a_time() {
    let out = published();
    let before = listing(out.path());
    let held = super::disk::lock(out.path(), std::time::Duration::ZERO).unwrap();
    let refused = super::disk::lock(out.path(), std::time::Duration::from_millis(50)).err().unwrap();
    assert!(refused.kind() == io::ErrorKind::WouldBlock && refused.to_string().contains("another build"), "{refused}");
    // A build that waits goes on as soon as the other one ends.
    let waiting = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| publish(out.path(), bundle(2), NOW).map(|_| ()));
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert_eq!(listing(out.path()), before, "it has not begun");
        drop(held);
        waiting.join().unwrap()
    });
    waiting.unwrap();
    assert!(has(&out, &app(2)));
    // Ten at once: the last one to write is there, complete.
    std::thread::scope(|scope| {
        for version in 1..=10 {
            let out = out.path();
            scope.spawn(move || publish(out, bundle(version), NOW).unwrap());
        }
    });
    faults::check_served(out.path(), &listing(out.path()));
    publish(out.path(), bundle(4), NOW).unwrap();
    assert_eq!(publish_to(&RealDisk, out.path(), bundle(4), NOW).unwrap().files, bundle(4).entries_sorted());
}

impl Bundle {
    fn entries_sorted(mut self) -> Vec<FileEntry> {
        self.entries.sort_by(|a, b| a.file.cmp(&b.file));
        self.entries
    }
}
