//! Raster pictures, rebuilt: what is published is the picture and nothing else.
//!
//! A file from a phone says where it was taken, one from an attacker is a picture for one program and a page or a
//! script for another. So each file is read strictly as what its first bytes say, and rebuilt from the parts that a
//! browser paints: pixels, palette, colour profile, animation, orientation. Comments, previews, locations, unknown
//! parts and whatever follows the end are left out. The pixels of PNG, JPEG, WebP and AVIF are copied, not decoded, so
//! that no quality is lost; a GIF's are decoded and written again, which loses none either.
//!
//! The readers are our own, except for GIF and EXIF: `img-parts` keeps all that follows the first scan of a JPEG, and
//! `png` and `image` would decode and compress again. Nothing here reads a file, and SVG is read in `drawing`.

mod bytes;
mod parts;

mod avif;
mod gif;
mod jpeg;
mod orientation;
mod png;
mod profile;
mod webp;

use parts::{Fault, check_size};

/// From so many pixels on a phone needs more than 64 MB for one picture.
pub(super) const LARGE_PIXELS: u64 = 1 << 24;
/// From so many bytes on a picture takes ten seconds on a slow mobile network.
pub(super) const LARGE_BYTES: usize = 2_000_000;

/// The kinds of raster picture that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Avif,
}

impl Kind {
    /// What the first bytes say.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ if avif::is(bytes) => Some(Self::Avif),
            _ => None,
        }
    }

    /// The ending of a file's name, and with `image/` before it the media type, except for `jpg`.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    /// Whether a file's name may end so.
    pub(super) fn is_named(self, extension: &str) -> bool {
        extension == self.extension() || self == Self::Jpeg && extension == "jpeg"
    }

    /// Its name in messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
        }
    }
}

/// A rebuilt picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raster {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    /// Width and height in pixels, as it is shown: after the rotation that its EXIF data asks for.
    pub(super) size: (u32, u32),
    /// Whether it has more than one frame.
    pub(super) animated: bool,
}

/// Rebuilds a picture. The error says why it cannot be rebuilt.
pub(super) fn rebuild(bytes: &[u8]) -> Result<Raster, Fault> {
    let kind = Kind::of(bytes).ok_or_else(|| format!("it is {}", guess(bytes)))?;
    let parts = match kind {
        Kind::Png => png::rebuild(bytes),
        Kind::Jpeg => jpeg::rebuild(bytes),
        Kind::Gif => gif::rebuild(bytes),
        Kind::Webp => webp::rebuild(bytes),
        Kind::Avif => avif::rebuild(bytes),
    }
    .map_err(|fault| format!("it is a damaged {}: {fault}", kind.name()))?;
    let (width, height) = parts.size;
    check_size(width, height)?;
    let size = if parts.turned { (height, width) } else { (width, height) };
    Ok(Raster { kind, bytes: parts.bytes, size, animated: parts.animated })
}

/// What a file is that is no picture, for a message.
fn guess(bytes: &[u8]) -> &'static str {
    let start = bytes.get(..1_000.min(bytes.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if bytes.is_empty() {
        "empty"
    } else if text.contains("<svg") {
        "an SVG picture"
    } else if text.starts_with('<') {
        "a web page, or other text with markup"
    } else if text.starts_with("version https://git-lfs") {
        "the note that Git LFS leaves in place of a file"
    } else if text.starts_with("%pdf") {
        "a PDF"
    } else {
        "no picture that browsers show"
    }
}
