//! SVG pictures as data: what the widget builds nodes from, and what the published file is written from.
//!
//! A page may forbid every picture that it has not named (`default-src 'none'`), so the widget never makes an `<img>`.
//! An SVG becomes a tree of the elements and attributes in `allowed`, written as JSON: `[name, [attribute, value, …],
//! child, …]`, a text is a string. Style rules become attributes (`sheet`), copies (`<use>`) are written out, and what
//! nobody refers to is left out. Gradients are called `g1`, `g2`, …, all else that is referred to `d1`, `d2`, …: the
//! browser's half (`js/picture.js`) holds what a name may be used for to that, and never trusts this half.
//!
//! The file is written from such a tree too (`file`), never copied: opened by its address, an SVG is a page of the
//! company's site. It may have more than the drawing does, filters and photographs, and be larger. What could run in it
//! stops the build (`active`); what else is not shown is told. Nothing here draws.

mod active;
mod allowed;
mod attributes;
mod file;
mod redraw;
mod sheet;
mod tree;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, ops::Range};

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;

pub(super) use redraw::redraw;
use tree::Reader;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// So many findings tell a writer what kind of picture it is.
const LOSSES: usize = 6;

/// What a tree is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The widget, which builds its nodes.
    Widget,
    /// The file of static pages.
    File,
}

struct Limits {
    bytes: usize,
    nodes: usize,
    depth: usize,
    /// Bytes with the copies written out.
    written: usize,
}

impl Scope {
    /// No picture of a help text needs more; a visitor's phone has to build it, or to read it.
    const fn limits(self) -> Limits {
        match self {
            Self::Widget => Limits { bytes: 200_000, nodes: 5_000, depth: 40, written: 400_000 },
            Self::File => Limits { bytes: 2_000_000, nodes: 50_000, depth: 100, written: 4_000_000 },
        }
    }
}

/// A picture written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// An SVG file.
    pub(super) file: Vec<u8>,
    /// What the widget builds; `None` where it shows the picture's words.
    pub(super) json: Option<Vec<u8>>,
    /// Width and height in CSS pixels.
    pub(super) size: Option<(u16, u16)>,
}

/// What becomes of something that is not shown as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harm {
    /// It could run: the build stops.
    Active,
    /// The picture cannot be published.
    Whole,
    /// The picture is shown without it.
    Part,
    /// The widget shows words in the picture's place.
    WidgetWhole,
    /// The widget shows the picture without it.
    WidgetPart,
}

/// Something that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// Where it stands in the file.
    pub(super) span: Range<usize>,
    pub(super) what: String,
    /// How to mend it.
    pub(super) help: &'static str,
    pub(super) harm: Harm,
}

impl Loss {
    const fn new(span: Range<usize>, what: String, help: &'static str) -> Self {
        Self { span, what, help, harm: Harm::Part }
    }
}

/// Reads an SVG file. Without a drawing the losses say why.
pub(super) fn read(text: &str) -> (Option<Drawing>, Vec<Loss>) {
    let whole = |loss: Box<Loss>| (None, vec![Loss { harm: Harm::Whole, ..*loss }]);
    let document = match parsed(text) {
        Ok(document) => document,
        Err(loss) => return whole(loss),
    };
    let active = active::find(&document);
    if !active.is_empty() {
        return (None, active);
    }
    let root = document.root_element();
    let (tree, mut losses) = match made(root, Scope::File) {
        Ok(made) => made,
        Err(loss) => return whole(loss),
    };
    let json = match fitting(text).and_then(|()| made(root, Scope::Widget)) {
        Ok((tree, more)) => {
            let known: Vec<String> = losses.iter().map(|loss| loss.what.clone()).collect();
            let own = more.into_iter().filter(|loss| !known.contains(&loss.what));
            losses.extend(own.map(|loss| Loss { harm: Harm::WidgetPart, ..loss }));
            serde_json::to_vec(&tree).ok()
        }
        Err(loss) => {
            losses.push(Loss { harm: Harm::WidgetWhole, ..*loss });
            None
        }
    };
    losses.sort_by_key(|loss| loss.span.start);
    let (more, help) = (losses.len().saturating_sub(LOSSES), "ship the picture as PNG or WebP");
    losses.truncate(LOSSES);
    if more > 0 {
        losses.push(Loss::new(0..1, format!("{more} things more"), help));
    }
    (Some(Drawing { file: file::written(&tree), json, size: size(root) }), losses)
}

fn fitting(text: &str) -> Result<(), Box<Loss>> {
    let most = Scope::Widget.limits().bytes;
    let what = format!("it has {} bytes; a drawing has at most {most}", text.len());
    let loss = || Box::new(Loss::new(0..1, what, "simplify its paths, or ship it as PNG or WebP"));
    if text.len() > most { Err(loss()) } else { Ok(()) }
}

fn parsed(text: &str) -> Result<Document<'_>, Box<Loss>> {
    let loss = |span, what: String, help| Box::new(Loss::new(span, what, help));
    let most = Scope::File.limits().bytes;
    if text.len() > most {
        let what = format!("it has {} bytes; an SVG has at most {most}", text.len());
        return Err(loss(0..1, what, "simplify its paths, or ship it as PNG or WebP"));
    }
    if let Some(at) = text.find("<!ENTITY") {
        let help = "save it as “plain SVG”, without definitions of entities";
        return Err(loss(at..at + 8, "it defines entities of its own".into(), help));
    }
    // Drawing programs still write a DOCTYPE; without entities nothing comes of it.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 200_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        let line: usize = text.split_inclusive('\n').take(at.row as usize - 1).map(str::len).sum();
        let start = line + at.col as usize - 1;
        loss(start..start + 1, format!("it is not XML: {error}"), "save it anew with the program that drew it")
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        let help = "the outermost element is `<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"…\">`";
        return Err(loss(root.range(), "it is not an SVG picture".into(), help));
    }
    Ok(document)
}

/// The tree of a picture, and what it is without.
fn made(root: Node<'_, '_>, scope: Scope) -> Result<(Value, Vec<Loss>), Box<Loss>> {
    let mut reader = Reader::new(root, scope);
    let tree = reader.picture(root)?;
    let losses: BTreeMap<String, Loss> = reader.losses;
    Ok((tree, losses.into_values().collect()))
}

/// Width and height of the view box, or what the picture says of itself.
fn size(root: Node<'_, '_>) -> Option<(u16, u16)> {
    let numbers = |text: &str| text.split([' ', ',', '\n', '\t']).filter_map(|n| n.parse().ok()).collect::<Vec<f32>>();
    let stated = |name| root.attribute(name).and_then(|text| text.trim().trim_end_matches("px").parse::<f32>().ok());
    let (width, height) = match root.attribute("viewBox").map(numbers).as_deref() {
        Some([_, _, width, height]) => (*width, *height),
        _ => (stated("width")?, stated("height")?),
    };
    (width >= 1.0 && height >= 1.0).then_some((width as u16, height as u16))
}
