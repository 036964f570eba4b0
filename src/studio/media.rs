//! Pictures of articles: found in the content folder, named by their content, measured so that the page does not jump.

use std::{
    collections::BTreeMap,
    fs,
    path::{Component, Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Kinds of picture browsers show; everything else is not shipped.
const EXTENSIONS: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// All pictures that articles use, by their path in the bundle.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// Path in the bundle to content.
    pub files: BTreeMap<String, Vec<u8>>,
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
        let src = format!("media/{stem}-{}.{extension}", short_hash(&bytes));
        let size = if extension == "svg" { svg_size(&bytes) } else { raster_size(&bytes) };
        self.files.insert(src.clone(), bytes);
        Ok(Picture { src, size })
    }
}

/// The first ten hexadecimal digits of a file's SHA-256: enough for a name that never lies to a cache.
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

/// The width and height of an SVG's view box.
fn svg_size(bytes: &[u8]) -> Option<(u16, u16)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, rest) = text.split_once("viewBox=")?;
    let quote = rest.chars().next()?;
    let numbers: Vec<f32> =
        rest.get(1..)?.split(quote).next()?.split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
    match numbers.as_slice() {
        [_, _, width, height] if *width >= 1.0 && *height >= 1.0 => Some((*width as u16, *height as u16)),
        _ => None,
    }
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

    /// Without its size a picture makes the text jump while it loads.
    #[test]
    fn sizes() {
        assert_eq!(svg_size(b"<svg xmlns='x' viewBox='0 0 640 360'>"), Some((640, 360)));
        assert_eq!(svg_size(b"<svg viewBox=\"0,0,24,24\"/>"), Some((24, 24)));
        assert_eq!(svg_size(b"<svg/>"), None);
    }
}
