//! Pictures of articles: found in the content folder, named by their content, measured so that the page does not jump.
//!
//! Static pages show them as they are; for the widget an SVG is written down as a drawing, beside the original.

use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Diagnostic, Place, drawing};

/// Kinds of picture browsers show; everything else is not shipped.
const EXTENSIONS: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// All pictures that articles use, by their path in the bundle.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// Path in the bundle to content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Of SVG pictures: the path in the bundle to what the widget draws in its place, as JSON.
    pub drawings: BTreeMap<String, Vec<u8>>,
    /// What the widget will not show of them.
    pub(super) findings: Vec<Diagnostic>,
    /// Texts of pictures with findings.
    pub(super) sources: BTreeMap<PathBuf, String>,
    /// What was looked up before: several articles may show one picture.
    known: BTreeMap<PathBuf, Result<Picture, String>>,
}

/// A picture as shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) size: Option<(u16, u16)>,
}

impl Media {
    /// Takes a picture in; `path` is relative to the content folder. The error says what to mend.
    pub(super) fn take(&mut self, root: &Path, path: &Path) -> Result<Picture, String> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let picture = self.read(root, path);
        self.known.insert(path.to_owned(), picture.clone());
        picture
    }

    fn read(&mut self, root: &Path, path: &Path) -> Result<Picture, String> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if !EXTENSIONS.contains(&extension.as_str()) {
            return Err(format!("pictures are {}; `.{extension}` is not shown", EXTENSIONS.join(", ")));
        }
        let bytes = fs::read(root.join(path))
            .map_err(|_| format!("put the picture at `{}` in the content folder", path.display()))?;
        let stem = crate::knowledge::slugify(&path.file_stem().unwrap_or_default().to_string_lossy());
        let src = hashed_name(&format!("media/{stem}"), &extension, &bytes);
        let size = if extension == "svg" { self.draw(path, &src, &bytes) } else { raster_size(&bytes) };
        if let Some(kind) = moving(&extension, &bytes) {
            let message = format!("the {kind} moves, and the widget shows its first picture only");
            let help = "let the first picture say it all, or number the steps in the text";
            self.findings.push(Diagnostic::warning("picture", Some(Place::new(path, "", 0..0)), message, help));
        }
        self.files.insert(src.clone(), bytes);
        Ok(Picture { src, size })
    }

    /// Keeps the drawing of an SVG; gives its size.
    fn draw(&mut self, path: &Path, src: &str, bytes: &[u8]) -> Option<(u16, u16)> {
        let text = String::from_utf8_lossy(bytes);
        let (drawn, losses) = drawing::read(&text);
        for loss in losses {
            let message = match drawn {
                Some(_) => format!("the widget shows this picture without {}", loss.what),
                None => format!("the widget shows this picture's alternative text in its place: {}", loss.what),
            };
            let place = Place::new(path, &text, loss.span);
            self.findings.push(Diagnostic::warning("picture", Some(place), message, loss.help));
            self.sources.entry(path.to_owned()).or_insert_with(|| text.clone().into_owned());
        }
        let drawn = drawn?;
        self.drawings.insert(src.to_owned(), drawn.json);
        drawn.size
    }
}

/// The name of a file of the bundle: with the SHA-256 of its content, whole, as base64url without padding (43
/// characters). What is loaded by such a name is checked against it.
pub(super) fn hashed_name(name: &str, extension: &str, content: &[u8]) -> String {
    format!("{name}-{}.{extension}", name_hash(content))
}

/// The name of a data file: with the first 22 characters of it, 132 bits, enough against any accident and any forger.
/// The loader names some of these, and each of its bytes is paid for on every page.
pub(super) fn short_name(name: &str, extension: &str, content: &[u8]) -> String {
    let hash = name_hash(content);
    format!("{name}-{}.{extension}", hash.get(..22).unwrap_or(&hash))
}

fn name_hash(content: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(content))
}

/// The first ten hexadecimal digits of a SHA-256: enough to tell one text from another.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    hex(bytes).chars().take(10).collect()
}

/// A file's SHA-256 in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Joins a relative address to the folder of a file without leaving the content folder.
pub(super) fn join(folder: &Path, address: &str) -> Option<PathBuf> {
    let mut out: Vec<_> = folder.components().collect();
    for component in Path::new(address).components() {
        match component {
            Component::Normal(_) => out.push(component),
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop()?;
            }
            Component::RootDir | Component::Prefix(_) => out.clear(),
        }
    }
    Some(out.iter().collect())
}

fn raster_size(bytes: &[u8]) -> Option<(u16, u16)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u16::try_from(size.width).ok()?, u16::try_from(size.height).ok()?))
}

/// What a picture that moves is called, by the mark that each format has for it.
fn moving(extension: &str, bytes: &[u8]) -> Option<&'static str> {
    let (mark, name): (&[u8], _) = match extension {
        "gif" => (b"NETSCAPE2.0", "GIF"),
        "webp" => (b"ANMF", "WebP"),
        "png" => (b"acTL", "PNG"),
        _ => return None,
    };
    bytes.windows(mark.len()).any(|window| window == mark).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link must not reach out of the folder a writer handed over.
    #[test]
    fn paths_stay_inside() {
        let folder = Path::new("pl/returns");
        assert_eq!(join(folder, "../../media/a.svg"), Some("media/a.svg".into()));
        assert_eq!(join(folder, "./b.md"), Some("pl/returns/b.md".into()));
        assert_eq!(join(folder, "../../../../etc/passwd"), None);
        assert_eq!(join(folder, "/media/a.svg"), Some("media/a.svg".into()));
    }

    /// Whoever checks a file against its name must come to the same name: this is the SHA-256 of "abc".
    #[test]
    fn names_are_hashes() {
        let expected = "media/a-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0.svg";
        assert_eq!(hashed_name("media/a", "svg", b"abc"), expected);
    }

    /// A writer must know that customers see one picture of ten.
    #[test]
    fn what_moves_is_told() {
        for (extension, bytes, expected) in [
            ("gif", &b"GIF89a..\x21\xff\x0bNETSCAPE2.0.."[..], Some("GIF")),
            ("gif", b"GIF89a..", None),
            ("png", b"\x89PNG....acTL..IDAT", Some("PNG")),
            ("jpg", b"acTL", None),
        ] {
            assert_eq!(moving(extension, bytes), expected, "{extension}");
        }
    }
}
