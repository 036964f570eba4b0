//! Pictures of articles: found in the content folder, named by their content, measured so that the page does not jump.
//!
//! What is published is rebuilt, or left out: raster pictures in `raster`, SVG in `drawing`, for static pages as
//! a file and for the widget as a drawing beside it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{
    Diagnostic, Place, Severity,
    drawing::{self, Drawing, Harm, Omission},
    hashes::hashed_name,
    places::{Located, Places},
    raster::{self, Raster},
    shipped::Shipped,
    source_text,
};

/// Kinds of picture browsers show; everything else is not shipped.
pub(super) const EXTENSIONS: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// All pictures that articles use, by their path in the bundle.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// Path in the bundle to content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Of SVG pictures: the path in the bundle to what the widget draws in its place, as JSON.
    pub drawings: BTreeMap<String, Vec<u8>>,
    /// What is not shown of them, and what could run.
    pub(super) findings: Vec<Diagnostic>,
    /// Texts of pictures with findings.
    pub(super) sources: BTreeMap<PathBuf, String>,
    /// Where files are.
    pub(super) places: Places,
    /// Whether pictures of other servers keep their address.
    pub(super) keeps_remote: bool,
    /// How many times a picture is shown, and how many times one is not, for which the words stand.
    pub shown: usize,
    /// See `shown`.
    pub lost: usize,
    /// What was looked up before: several articles may show one picture.
    known: BTreeMap<PathBuf, Result<Picture, String>>,
    /// The same of other files that articles link to.
    pub(super) shipped: Shipped,
}

/// A picture as shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) size: Option<(u16, u16)>,
}

/// A picture as it is written into the bundle.
struct Published {
    bytes: Vec<u8>,
    extension: &'static str,
    /// Width and height in CSS pixels, where they are known.
    size: Option<(u16, u16)>,
    /// What the widget draws in the place of an SVG.
    json: Option<Vec<u8>>,
}

impl Media {
    /// Takes a picture in. The error says what to mend.
    pub(super) fn take(&mut self, located: &Located) -> Result<Picture, String> {
        if let Some(known) = self.known.get(&located.name) {
            return known.clone();
        }
        let picture = self.read(located);
        self.known.insert(located.name.clone(), picture.clone());
        picture
    }

    /// Takes a picture in whose bytes stand in the address itself, `data:image/png;base64,…`, in the file of a name.
    pub(super) fn take_data(&mut self, file: &Path, address: &str) -> Result<Picture, String> {
        let broken =
            || "the picture in the address cannot be read: put it into a file of the content folder".to_owned();
        let (kind, data) = address.split_once(',').ok_or_else(broken)?;
        let kind = kind.strip_prefix("data:image/").and_then(|kind| kind.strip_suffix(";base64")).ok_or_else(broken)?;
        let data: String = data.chars().filter(|c| !c.is_whitespace()).collect();
        let data = data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        let bytes = BASE64_STANDARD.decode(data).map_err(|_| broken())?;
        let extension = if kind == "svg+xml" { "svg" } else { kind };
        self.publish(&file.with_extension(""), extension, &bytes)
    }

    /// The names of the pictures and other files that articles asked for.
    pub(super) fn asked(&self) -> impl Iterator<Item = &PathBuf> {
        self.known.keys().chain(self.shipped.asked())
    }

    /// The files that pictures and documents of the bundle were made of, with their paths in it.
    pub(super) fn origins(&self) -> impl Iterator<Item = (&PathBuf, &str)> {
        let pictures =
            self.known.iter().filter_map(|(name, picture)| Some((name, picture.as_ref().ok()?.src.as_str())));
        pictures.chain(self.shipped.origins())
    }

    fn read(&mut self, located: &Located) -> Result<Picture, String> {
        let path = located.name.as_path();
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        if !EXTENSIONS.contains(&extension.as_str()) {
            return Err(format!("pictures are {}; `.{extension}` is not shown", EXTENSIONS.join(", ")));
        }
        let bytes = source_text::read_bytes(&located.place, u64::MAX).map_err(|error| {
            let wrong = source_text::unreadable(path, &error);
            format!("{}: {}", wrong.finding.message, wrong.finding.help)
        })?;
        self.publish(path, &extension, &bytes)
    }

    /// Writes a picture anew. `path` is its name in findings.
    fn publish(&mut self, path: &Path, extension: &str, bytes: &[u8]) -> Result<Picture, String> {
        let published = match extension {
            "svg" => {
                let drawing = self.draw(path, bytes)?;
                Published { bytes: drawing.file, extension: "svg", size: drawing.size, json: drawing.json }
            }
            _ => {
                let raster = self.repaint(path, extension, bytes)?;
                let side = |side| u16::try_from(side).ok();
                let size = side(raster.size.0).zip(side(raster.size.1));
                Published { bytes: raster.bytes, extension: raster.kind.extension(), size, json: None }
            }
        };
        let stem = crate::knowledge::slugify(&path.file_stem().unwrap_or_default().to_string_lossy());
        let src = hashed_name(&format!("media/{stem}"), published.extension, &published.bytes);
        if let Some(json) = published.json {
            self.drawings.insert(src.clone(), json);
        }
        self.files.insert(src.clone(), published.bytes);
        Ok(Picture { src, size: published.size })
    }

    /// An SVG, rebuilt; what is left out is reported.
    fn draw(&mut self, path: &Path, bytes: &[u8]) -> Result<Drawing, String> {
        let text = source_text::decode(path, bytes).map_err(|wrong| {
            self.sources.insert(path.to_owned(), wrong.shown);
            self.findings.push(Diagnostic { severity: Severity::Warning, ..wrong.finding });
            format!("`{}` is no text: what is wrong with it is told there", path.display())
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (drawing, omissions) = drawing::read(text);
        let first = omissions.first().map(|omission| omission.what.clone()).unwrap_or_default();
        for Omission { span, what, help, harm } in omissions {
            let message = match harm {
                Harm::Active => format!(
                    "the picture is left out: {what} could run on your site, when somebody opens the picture by its \
                     address"
                ),
                Harm::Whole => format!("the picture is left out: {what}"),
                Harm::Part => format!("the picture is shown without {what}"),
                Harm::WidgetWhole => format!("the widget shows this picture's alternative text in its place: {what}"),
                Harm::WidgetPart => format!("the widget shows this picture without {what}"),
            };
            let place = Some(Place::new(path, text, span));
            self.findings.push(Diagnostic::warning("picture", place, message, help));
            self.sources.entry(path.to_owned()).or_insert_with(|| text.to_owned());
        }
        drawing.ok_or_else(|| format!("mend `{}`: {first}", path.display()))
    }

    /// A raster picture, rebuilt; a finding reports one that is large or animated, or whose name is of another kind.
    fn repaint(&mut self, path: &Path, extension: &str, bytes: &[u8]) -> Result<Raster, String> {
        let help =
            || format!("save it anew as PNG, JPEG, GIF, WebP or AVIF, or put the right file at `{}`", path.display());
        let raster = raster::rebuild(bytes).map_err(|fault| format!("{fault}; {}", help()))?;
        let mut warn = |message: String, help: String| {
            self.findings.push(Diagnostic::warning("picture", Some(Place::new(path, "", 0..0)), message, help));
        };
        let (kind, name) = (raster.kind, raster.kind.name());
        if !kind.is_named(extension) {
            let help = format!("name it `.{}`, here and in the articles", kind.extension());
            warn(format!("the picture is a {name}, and is published as one"), help);
        }
        if raster.animated {
            let help = "let the first picture say it all, or number the steps in the text";
            warn(format!("the {name} moves, and the widget shows its first picture only"), help.into());
        }
        let (width, height) = raster.size;
        if raster.bytes.len() > raster::LARGE_BYTES {
            let help = format!(
                "a picture has at most {} kB: make it smaller, or save it as WebP",
                raster::LARGE_BYTES / 1_000
            );
            warn(format!("the picture has {} kB, and makes visitors wait", raster.bytes.len() / 1_000), help);
        }
        if u64::from(width) * u64::from(height) > raster::LARGE_PIXELS {
            let help = "a picture has at most 16 megapixels: make it as large as it is shown, such as 1600 pixels wide";
            warn(format!("the picture has {width} × {height} pixels, more than some phones can show"), help.into());
        }
        Ok(raster)
    }
}
