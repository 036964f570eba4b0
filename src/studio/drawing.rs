//! SVG pictures as data: what the widget builds nodes from, and what the published file is written from.
//!
//! A page's policy may forbid all pictures (`default-src 'none'`), so the widget never makes an `<img>`. An SVG becomes
//! a tree of the elements and attributes in `allowed`, written as JSON: `[name, [attribute, value, …], child, …]`, a
//! text is a string. Style rules become attributes (`sheet`), copies (`<use>`) are written out, and what nobody refers
//! to is left out. Gradients are called `g1`, `g2`, …, all else that is referred to `d1`, `d2`, …: the code in the
//! browser (`js/picture.js`) allows each name only where its letter permits it, and never trusts this code.
//!
//! The file is written from such a tree too (`file`), never copied: opened by its address, an SVG is a page of the
//! company's site. It may have more than the drawing does, filters and photographs, and be larger. What could run in it
//! takes the picture out (`active`); what else is not shown is reported (`omission`). Nothing here draws.

mod namespaces;
mod omission;
mod scope;
mod size;

mod active;
mod allowed;
mod attributes;
mod file;
mod redraw;
mod sheet;
mod tree;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;

use namespaces::SVG;
pub(super) use omission::{Harm, Omission};
pub(super) use redraw::redraw;
use scope::Scope;
use size::size;
use tree::Reader;

/// The most omissions of a picture that are reported one by one.
const MOST_OMISSIONS: usize = 6;

/// A rebuilt picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// An SVG file.
    pub(super) file: Vec<u8>,
    /// What the widget builds; `None` where it shows the picture's words.
    pub(super) json: Option<Vec<u8>>,
    /// Width and height in CSS pixels.
    pub(super) size: Option<(u16, u16)>,
}

/// Reads an SVG file. Without a drawing the omissions say why.
pub(super) fn read(text: &str) -> (Option<Drawing>, Vec<Omission>) {
    let whole = |omission: Box<Omission>| (None, vec![Omission { harm: Harm::Whole, ..*omission }]);
    let document = match parsed(text) {
        Ok(document) => document,
        Err(omission) => return whole(omission),
    };
    let active = active::find(&document);
    if !active.is_empty() {
        return (None, active);
    }
    let root = document.root_element();
    let (tree, mut omissions) = match build(root, Scope::File) {
        Ok(built) => built,
        Err(omission) => return whole(omission),
    };
    let json = match fitting(text).and_then(|()| build(root, Scope::Widget)) {
        Ok((tree, more)) => {
            let known: Vec<String> = omissions.iter().map(|omission| omission.what.clone()).collect();
            let own = more.into_iter().filter(|omission| !known.contains(&omission.what));
            omissions.extend(own.map(|omission| Omission { harm: Harm::WidgetPart, ..omission }));
            serde_json::to_vec(&tree).ok()
        }
        Err(omission) => {
            omissions.push(Omission { harm: Harm::WidgetWhole, ..*omission });
            None
        }
    };
    omissions.sort_by_key(|omission| omission.span.start);
    let (more, help) = (omissions.len().saturating_sub(MOST_OMISSIONS), "ship the picture as PNG or WebP");
    omissions.truncate(MOST_OMISSIONS);
    if more > 0 {
        omissions.push(Omission::new(0..1, format!("{more} things more"), help));
    }
    (Some(Drawing { file: file::written(&tree), json, size: size(root) }), omissions)
}

fn fitting(text: &str) -> Result<(), Box<Omission>> {
    let most = Scope::Widget.limits().bytes;
    let what = format!("it has {} bytes; a drawing has at most {most}", text.len());
    let omission = || Box::new(Omission::new(0..1, what, "simplify its paths, or ship it as PNG or WebP"));
    if text.len() > most { Err(omission()) } else { Ok(()) }
}

fn parsed(text: &str) -> Result<Document<'_>, Box<Omission>> {
    let omission = |span, what: String, help| Box::new(Omission::new(span, what, help));
    let most = Scope::File.limits().bytes;
    if text.len() > most {
        let what = format!("it has {} bytes; an SVG has at most {most}", text.len());
        return Err(omission(0..1, what, "simplify its paths, or ship it as PNG or WebP"));
    }
    if let Some(at) = text.find("<!ENTITY") {
        let help = "save it as “plain SVG”, without definitions of entities";
        return Err(omission(at..at + 8, "it defines entities of its own".into(), help));
    }
    // Drawing programs still write a DOCTYPE; without entities it has no effect.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 200_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        let line: usize = text.split_inclusive('\n').take(at.row as usize - 1).map(str::len).sum();
        let start = line + at.col as usize - 1;
        omission(start..start + 1, format!("it is not XML: {error}"), "save it anew with the program that drew it")
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
        let help = "the outermost element is `<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"…\">`";
        return Err(omission(root.range(), "it is not an SVG picture".into(), help));
    }
    Ok(document)
}

/// The tree of a picture, and what was omitted.
fn build(root: Node<'_, '_>, scope: Scope) -> Result<(Value, Vec<Omission>), Box<Omission>> {
    let mut reader = Reader::new(root, scope);
    let tree = reader.picture(root)?;
    let omissions: BTreeMap<String, Omission> = reader.omissions;
    Ok((tree, omissions.into_values().collect()))
}
