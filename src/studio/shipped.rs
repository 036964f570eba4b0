//! Files that articles link to, such as a price list or a manual: copied into the bundle as they are.
//!
//! They are handed out by the company's own site, so only kinds are shipped that a browser shows as nothing that runs
//! there: a closed list, and none that begins as a page does, whatever its name says.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    hashes::hashed_name,
    places::{Located, is_hidden},
    source_text,
};
use crate::knowledge::slugify;

/// Endings of files that are shipped.
const KINDS: &[&str] = &[
    "pdf", "epub", "txt", "csv", "tsv", "json", "ics", "vcf", "gpx", "rtf", "doc", "docx", "dot", "dotx", "xls",
    "xlsx", "ppt", "pptx", "odt", "ods", "odp", "pages", "numbers", "key", "zip", "gz", "tgz", "tar", "bz2", "xz",
    "7z", "rar", "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac", "mp4", "m4v", "webm", "mov", "ogv", "bin", "hex",
    "uf2", "ino", "img", "iso", "apk", "exe", "msi", "dmg", "deb", "rpm", "stl", "step", "stp", "dxf", "dwg", "psd",
    "eps", "ttf", "otf",
];
/// A larger file is better kept on a server made for it: the bundle is made in memory, and uploaded whole.
const MAX_BYTES: u64 = 25_000_000;
/// All together.
const MAX_ALL: u64 = 250_000_000;

/// Why a file is not shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What files are left out for this reason; findings with the same one are counted.
    pub(super) kind: String,
    pub(super) help: String,
}

/// The files that articles link to.
#[derive(Clone, Debug, Default)]
pub(super) struct Shipped {
    known: BTreeMap<PathBuf, Result<String, Refusal>>,
    bytes: u64,
}

impl Shipped {
    /// The path in the bundle of a file of the content, which is put into `files`.
    pub(super) fn take(&mut self, located: &Located, files: &mut BTreeMap<String, Vec<u8>>) -> Result<String, Refusal> {
        if let Some(known) = self.known.get(&located.name) {
            return known.clone();
        }
        let shipped = self.read(located).map(|(name, bytes)| {
            self.bytes += bytes.len() as u64;
            files.insert(name.clone(), bytes);
            name
        });
        self.known.insert(located.name.clone(), shipped.clone());
        shipped
    }

    /// The names of all files that were asked for.
    pub(super) fn asked(&self) -> impl Iterator<Item = &PathBuf> {
        self.known.keys()
    }

    /// The files that were taken, with their paths in the bundle.
    pub(super) fn origins(&self) -> impl Iterator<Item = (&PathBuf, &str)> {
        self.known.iter().filter_map(|(name, shipped)| Some((name, shipped.as_ref().ok()?.as_str())))
    }

    fn read(&self, Located { name, place, .. }: &Located) -> Result<(String, Vec<u8>), Refusal> {
        let refused = |kind: String, help: &str| Refusal { kind, help: help.to_owned() };
        let elsewhere = "put the file on your site, and link to its address";
        if is_hidden(name) {
            return Err(refused("hidden files".into(), "give it, and its folders, names without a dot before them"));
        }
        let ending = ending(name);
        if !KINDS.contains(&ending.as_str()) {
            let help = match ending.as_str() {
                "html" | "htm" | "xhtml" | "mhtml" | "shtml" | "xml" | "svg" | "js" | "mjs" | "swf" => {
                    "it could run on your site: put it on another one, and link to its address"
                }
                _ => elsewhere,
            };
            return Err(refused(format!("files `.{ending}`"), help));
        }
        let bytes = match source_text::read_bytes(place, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                let wrong = source_text::unreadable(name, &error).finding;
                return Err(refused(
                    wrong.message.replace("the file cannot be read: ", "files that cannot be read: "),
                    elsewhere,
                ));
            }
        };
        if self.bytes + bytes.len() as u64 > MAX_ALL {
            return Err(refused(format!("files beyond {} MB in all", MAX_ALL / 1_000_000), elsewhere));
        }
        if begins_as_page(&bytes) {
            let help = "a browser could run it on your site: put it on another one, and link to its address";
            return Err(refused(format!("files `.{ending}` that begin as a page does"), help));
        }
        let stem = slugify(&name.file_stem().unwrap_or_default().to_string_lossy());
        let stem = if stem.is_empty() { "file" } else { &stem };
        Ok((hashed_name(&format!("files/{stem}"), &ending, &bytes), bytes))
    }
}

fn ending(name: &Path) -> String {
    name.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Whether a browser that is not told what a file is would take it for a page. It looks past blanks, a mark of the byte
/// order and nothing else (MIME Sniffing Standard, 7.1).
fn begins_as_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A file of the content must not become a page or a program of the company's site, nor a secret be published.
    #[test]
    fn only_documents_are_shipped() {
        let folder = tempfile::tempdir().unwrap();
        let mut shipped = Shipped::default();
        let mut files = BTreeMap::new();
        for (name, content, refused) in [
            ("Cennik 2026.PDF", "%PDF-1.7", None),
            ("dane.json", "{}", None),
            ("a/b.csv", "a;b", None),
            (".attachments/a.zip", "PK", None),
            ("!!!.txt", "x", None),
            ("page.html", "x", Some("files `.html`")),
            ("page.svg", "x", Some("files `.svg`")),
            ("app.js", "x", Some("files `.js`")),
            ("key.pem", "x", Some("files `.pem`")),
            ("nightdesk.toml", "x", Some("files `.toml`")),
            ("none", "x", Some("files `.`")),
            ("hidden/.secret.json", "{}", Some("hidden files")),
            (".git/a.txt", "x", Some("hidden files")),
            ("page.txt", " \r\n<html><script>", Some("files `.txt` that begin as a page does")),
            ("mark.csv", "\u{feff}<script>", Some("files `.csv` that begin as a page does")),
        ] {
            let place = folder.path().join(name);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, content).unwrap();
            let located = Located { name: name.into(), place, as_typed: true };
            let found = shipped.take(&located, &mut files);
            assert_eq!(found.as_ref().err().map(|refusal| refusal.kind.as_str()), refused, "{name}");
            assert_eq!(shipped.take(&located, &mut files), found, "{name}");
        }
        let names: Vec<_> = files.keys().map(|name| name.split('-').next().unwrap()).collect();
        assert_eq!(names, ["files/a", "files/b", "files/cennik", "files/dane", "files/file"]);
        assert!(files.keys().all(|name| crate::knowledge::is_bundle_path(name)), "{files:?}");
    }

    /// A bundle that takes an hour to upload helps nobody.
    #[test]
    fn large_files_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("film.mp4");
        fs::File::create(&place).unwrap().set_len(MAX_BYTES + 1).unwrap();
        let located = Located { name: "film.mp4".into(), place, as_typed: true };
        let refusal = Shipped::default().take(&located, &mut BTreeMap::new()).unwrap_err();
        assert_eq!(refusal.kind, "files that cannot be read: it is larger than 25 MB");
        let full = Shipped { bytes: MAX_ALL, ..Shipped::default() };
        fs::write(folder.path().join("film.mp4"), "x").unwrap();
        assert_eq!(full.read(&located).unwrap_err().kind, "files beyond 250 MB in all");
    }
}
