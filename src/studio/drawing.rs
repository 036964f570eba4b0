//! SVG pictures as data: what the widget builds nodes from.
//!
//! A page may forbid every picture that it has not named (`default-src 'none'`), so the widget never makes an `<img>`.
//! An SVG becomes a tree of the elements and attributes in `allowed`, written as JSON: `[name, [attribute, value, …],
//! child, …]`, a text is a string. Style rules become attributes (`sheet`), copies (`<use>`) are written out, and what
//! nobody refers to is left out. Gradients are called `g1`, `g2`, …, all else that is referred to `d1`, `d2`, …: the
//! browser's half (`embed/picture.js`) holds what a name may be used for to that, and never trusts this half.
//!
//! What the widget will not show is told. Nothing here draws.

mod allowed;
mod attributes;
mod redraw;
mod sheet;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use roxmltree::{Document, Node, NodeId, ParsingOptions};
use serde_json::Value;

use allowed::{DEFINITIONS, GRADIENTS, QUIET, SHAPES};
pub(super) use redraw::redraw;
use sheet::Sheet;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// No picture of a help text needs more; a visitor's phone has to build it.
const BYTES: usize = 200_000;
const NODES: usize = 5_000;
const DEPTH: usize = 40;
/// With the copies written out.
const WRITTEN: usize = 400_000;
/// So many findings tell a writer what kind of picture it is.
const LOSSES: usize = 6;

/// A picture that the widget can build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    pub(super) json: Vec<u8>,
    /// Width and height in CSS pixels.
    pub(super) size: Option<(u16, u16)>,
}

/// Something that the widget will not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// Where it stands in the file.
    pub(super) span: Range<usize>,
    pub(super) what: String,
    /// How to mend it.
    pub(super) help: &'static str,
}

/// Reads an SVG file. Without a drawing the only loss says why.
pub(super) fn read(text: &str) -> (Option<Drawing>, Vec<Loss>) {
    match drawn(text) {
        Ok((drawing, losses)) => (Some(drawing), losses),
        Err(loss) => (None, vec![*loss]),
    }
}

fn drawn(text: &str) -> Result<(Drawing, Vec<Loss>), Box<Loss>> {
    let loss = |span, what: String, help| Box::new(Loss { span, what, help });
    if text.len() > BYTES {
        let what = format!("it has {} bytes; a drawing has at most {BYTES}", text.len());
        return Err(loss(0..1, what, "simplify its paths, or ship it as PNG or WebP"));
    }
    if let Some(at) = text.find("<!ENTITY") {
        let help = "save it as “plain SVG”, without definitions of entities";
        return Err(loss(at..at + 8, "it defines entities of its own".into(), help));
    }
    // Drawing programs still write a DOCTYPE; without entities nothing comes of it.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: 50_000, ..ParsingOptions::default() };
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
    let mut reader = Reader::new(root);
    let value = reader.picture(root)?;
    let json = serde_json::to_vec(&value).map_err(|error| loss(root.range(), error.to_string(), "report this"))?;
    let mut losses: Vec<Loss> = reader.losses.into_values().collect();
    losses.sort_by_key(|loss| loss.span.start);
    losses.truncate(LOSSES);
    Ok((Drawing { json, size: size(root) }, losses))
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

/// Where an element stands.
#[derive(Clone, Default)]
struct Around {
    depth: usize,
    /// Inside of what is painted with: there only gradients are referred to, so that no picture takes ages to paint.
    paint: bool,
    /// A child of `<clipPath>`, where groups are not drawn.
    clip: bool,
    /// What is being copied: a copy has no names, and holds itself nowhere.
    copies: Vec<NodeId>,
}

struct Reader<'a, 'd> {
    sheet: Sheet<'a>,
    ids: HashMap<&'a str, Node<'a, 'd>>,
    /// What can be referred to, by its new name.
    names: HashMap<&'a str, String>,
    losses: BTreeMap<String, Loss>,
    nodes: usize,
    written: usize,
}

impl<'a, 'd> Reader<'a, 'd> {
    fn new(root: Node<'a, 'd>) -> Self {
        let (mut ids, mut names) = (HashMap::new(), HashMap::new());
        let (mut sheet, mut losses) = (Sheet::default(), BTreeMap::new());
        for node in root.descendants().filter(|node| node.tag_name().namespace() == Some(SVG)) {
            let tag = node.tag_name().name();
            if tag == "style" {
                for text in node.children().filter(Node::is_text) {
                    sheet.read(text.text().unwrap_or_default(), text.range(), &mut losses);
                }
            }
            let Some(id) = node.attribute("id").filter(|id| !ids.contains_key(id)) else { continue };
            ids.insert(id, node);
            if DEFINITIONS.contains(&tag) {
                let kind = if GRADIENTS.contains(&tag) { 'g' } else { 'd' };
                names.insert(id, format!("{kind}{}", names.len() + 1));
            }
        }
        Self { sheet, ids, names, losses, nodes: 0, written: 0 }
    }

    /// Notes what the widget will not show, each kind once.
    fn lose(&mut self, node: Node<'a, 'd>, what: String, help: &'static str) {
        let start = node.range().start;
        let span = start..start + 1 + node.tag_name().name().len();
        self.losses.entry(what.clone()).or_insert(Loss { span, what, help });
    }

    /// Counts what is written; the error ends it all.
    fn count(&mut self, node: Node<'a, 'd>, bytes: usize, depth: usize) -> Result<(), Box<Loss>> {
        self.nodes += 1;
        self.written += bytes;
        let help = "simplify it, or ship it as PNG or WebP";
        let what = if depth > DEPTH {
            format!("its elements are nested deeper than {DEPTH}")
        } else if self.nodes > NODES {
            format!("it has more than {NODES} elements, copies counted")
        } else if self.written > WRITTEN {
            format!("it has more than {WRITTEN} bytes, copies counted")
        } else {
            return Ok(());
        };
        let start = node.range().start;
        Err(Box::new(Loss { span: start..start + 1, what, help }))
    }

    /// The outermost element: as large as the text leaves room for it.
    fn picture(&mut self, root: Node<'a, 'd>) -> Result<Value, Box<Loss>> {
        let around = Around::default();
        let mut attributes = self.attributes(root, "svg", &around);
        attributes.retain(|(name, _)| !["x", "y", "width", "height"].contains(&name.as_str()));
        match size(root) {
            Some((width, height)) => {
                if !attributes.iter().any(|(name, _)| name == "viewBox") {
                    attributes.push(("viewBox".into(), format!("0 0 {width} {height}")));
                }
                attributes.push(("width".into(), width.to_string()));
                attributes.push(("height".into(), height.to_string()));
            }
            None => self.lose(root, "a size".into(), "give the outermost element a `viewBox=\"0 0 640 360\"`"),
        }
        self.made("svg", attributes, root, &around)
    }

    /// An element with its children.
    fn made(
        &mut self,
        tag: &str,
        attributes: Vec<(String, String)>,
        node: Node<'a, 'd>,
        around: &Around,
    ) -> Result<Value, Box<Loss>> {
        let bytes = attributes.iter().map(|(name, value)| name.len() + value.len() + 6).sum::<usize>() + tag.len();
        self.count(node, bytes, around.depth)?;
        let attributes = attributes.into_iter().flat_map(|(name, value)| [Value::from(name), Value::from(value)]);
        let mut out = vec![Value::from(tag), Value::Array(attributes.collect())];
        let clip = tag == "clipPath";
        let paint = around.paint || clip || ["mask", "pattern", "marker"].contains(&tag);
        let inside = Around { depth: around.depth + 1, paint, clip, copies: around.copies.clone() };
        for child in node.children() {
            if child.is_text() && ["text", "tspan"].contains(&tag) {
                let text = self.text(child);
                self.count(child, text.len(), inside.depth)?;
                out.push(text.into());
            } else if child.is_element() {
                self.element(child, &inside, &mut out)?;
            }
        }
        Ok(Value::Array(out))
    }

    /// A text as browsers show it: runs of white space are one space.
    fn text(&mut self, node: Node<'a, 'd>) -> String {
        let text = node.text().unwrap_or_default();
        let single = text.replace(['\n', '\t', '\r'], " ");
        let mut out = String::with_capacity(single.len());
        single.chars().for_each(|c| {
            if c != ' ' || !out.ends_with(' ') {
                out.push(c);
            }
        });
        let space = node.ancestors().find_map(|node| node.attribute((XML, "space")));
        if space == Some("preserve") && out.trim() != text.trim() {
            self.lose(node.parent().unwrap_or(node), "`xml:space`".into(), "place each part with `<tspan x=\"…\">`");
        }
        out
    }

    fn element(&mut self, node: Node<'a, 'd>, around: &Around, out: &mut Vec<Value>) -> Result<(), Box<Loss>> {
        // What drawing programs note for themselves is in namespaces of their own.
        if node.tag_name().namespace() != Some(SVG) {
            return Ok(());
        }
        let tag = node.tag_name().name();
        match tag {
            "use" => self.copy(node, around, out)?,
            "defs" | "symbol" => {
                let found = self.definitions(node, around)?;
                if !found.is_empty() {
                    out.push(Value::Array([vec!["defs".into(), Value::Array(Vec::new())], found].concat()));
                }
            }
            // A picture has no links; what they hold is drawn.
            "a" => {
                let attributes = self.attributes(node, "g", around);
                out.push(self.made("g", attributes, node, around)?);
            }
            _ if DEFINITIONS.contains(&tag) => {
                // A copy has the original's.
                if around.copies.is_empty() {
                    let attributes = self.attributes(node, tag, around);
                    out.push(self.made(tag, attributes, node, around)?);
                }
            }
            _ if SHAPES.contains(&tag) || ["g", "svg", "tspan", "stop"].contains(&tag) => {
                let attributes = self.attributes(node, tag, around);
                out.push(self.made(tag, attributes, node, around)?);
            }
            _ if QUIET.contains(&tag) => {}
            "script" | "foreignObject" => {
                self.lose(node, format!("`<{tag}>`"), "pictures hold no programs and no pages: take it out")
            }
            "image" => {
                self.lose(node, "`<image>`".into(), "photographs belong into a PNG, JPEG or WebP picture of their own")
            }
            _ => self.lose(node, format!("`<{tag}>`"), allowed::HELP),
        }
        Ok(())
    }

    /// What can be referred to inside an element that is itself not drawn.
    fn definitions(&mut self, node: Node<'a, 'd>, around: &Around) -> Result<Vec<Value>, Box<Loss>> {
        let mut out = Vec::new();
        let inside = Around { depth: around.depth + 1, ..around.clone() };
        self.count(node, 0, inside.depth)?;
        for child in node.children().filter(Node::is_element) {
            if DEFINITIONS.contains(&child.tag_name().name()) {
                self.element(child, &inside, &mut out)?;
            } else {
                out.extend(self.definitions(child, &inside)?);
            }
        }
        Ok(out)
    }

    /// `<use>` written out, as SVG describes it.
    fn copy(&mut self, node: Node<'a, 'd>, around: &Around, out: &mut Vec<Value>) -> Result<(), Box<Loss>> {
        let href = node.attribute("href").or(node.attribute((XLINK, "href"))).unwrap_or_default();
        let Some(id) = href.strip_prefix('#') else {
            self.lose(node, format!("`<use href=\"{}\">`", allowed::short(href)), allowed::HELP_REFERENCE);
            return Ok(());
        };
        let Some(&target) = self
            .ids
            .get(id)
            .filter(|target| !around.copies.contains(&target.id()) && node.ancestors().all(|above| above != **target))
        else {
            return Ok(());
        };
        let tag = target.tag_name().name();
        let mut outer = self.attributes(node, "g", around);
        let place =
            [node.attribute("x"), node.attribute("y")].map(|at| at.unwrap_or("0").trim().trim_end_matches("px"));
        if place.iter().any(|at| at.parse::<f32>().is_err()) {
            self.lose(node, "`<use>` at a place in per cent".into(), "give its `x` and `y` as numbers");
        } else if place.iter().any(|at| at.parse() != Ok(0.0_f32)) {
            allowed::transform(&mut outer, &format!("translate({} {})", place[0], place[1]));
        }
        let mut inside = around.clone();
        inside.copies.push(target.id());
        if around.clip {
            // Only shapes cut; so the shape itself gets what the copy says.
            if SHAPES.contains(&tag) {
                let mut own = self.attributes(target, tag, &inside);
                let moved = own.iter().position(|(name, _)| name == "transform").map(|at| own.remove(at).1);
                allowed::transform(&mut outer, &moved.unwrap_or_default());
                outer.retain(|(name, _)| !own.iter().any(|(other, _)| other == name));
                out.push(self.made(tag, [outer, own].concat(), target, &inside)?);
            }
            return Ok(());
        }
        inside.depth += 1;
        let mut parts = Vec::new();
        if ["symbol", "svg"].contains(&tag) {
            let mut own = self.attributes(target, "svg", &inside);
            for name in ["width", "height"] {
                let stated = node.attribute(name).and_then(|value| self.value(node, name, value, &inside));
                let had = own.iter().position(|(other, _)| other == name).map(|at| own.remove(at).1);
                own.push((name.into(), stated.or(had).unwrap_or_else(|| "100%".into())));
            }
            parts.push(self.made("svg", own, target, &inside)?);
        } else if SHAPES.contains(&tag) || ["g", "use", "a"].contains(&tag) {
            self.element(target, &inside, &mut parts)?;
        }
        self.count(node, 40, around.depth)?;
        let outer = outer.into_iter().flat_map(|(name, value)| [Value::from(name), Value::from(value)]);
        out.push(Value::Array([vec!["g".into(), Value::Array(outer.collect())], parts].concat()));
        Ok(())
    }
}
