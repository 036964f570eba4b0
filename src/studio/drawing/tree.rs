//! The tree of a picture: its elements and attributes, those that are allowed, in the order of the file.

use std::collections::{BTreeMap, HashMap};

use base64::{Engine, prelude::BASE64_STANDARD};
use roxmltree::{Node, NodeId};
use serde_json::Value;

use super::{
    allowed::{self, DEFINITIONS, GRADIENTS, QUIET, SHAPES},
    namespaces::{SVG, XLINK, XML},
    omission::Omission,
    scope::Scope,
    sheet::Sheet,
    size::size,
};
use crate::studio::raster;

/// Each filter is painted on a surface of its own, however small what it filters is.
const FILTERED: usize = 100;

/// Where an element stands.
#[derive(Clone, Default)]
pub(super) struct Around {
    pub(super) depth: usize,
    /// Inside of what is painted with: there only gradients are referred to, so that every picture is painted in
    /// bounded time.
    pub(super) paint: bool,
    /// A child of `<clipPath>`, where groups are not drawn.
    pub(super) clip: bool,
    /// What is being copied: a copy has no names, and must not contain itself.
    pub(super) copies: Vec<NodeId>,
}

pub(super) struct Reader<'a, 'd> {
    pub(super) scope: Scope,
    pub(super) sheet: Sheet<'a>,
    pub(super) ids: HashMap<&'a str, Node<'a, 'd>>,
    /// What can be referred to, by its new name.
    pub(super) names: HashMap<&'a str, String>,
    pub(super) omissions: BTreeMap<String, Omission>,
    nodes: usize,
    written: usize,
    filtered: usize,
}

impl<'a, 'd> Reader<'a, 'd> {
    pub(super) fn new(root: Node<'a, 'd>, scope: Scope) -> Self {
        let (mut ids, mut names) = (HashMap::new(), HashMap::new());
        let (mut sheet, mut omissions) = (Sheet::default(), BTreeMap::new());
        for node in root.descendants().filter(|node| node.tag_name().namespace() == Some(SVG)) {
            let tag = node.tag_name().name();
            if tag == "style" {
                for text in node.children().filter(Node::is_text) {
                    sheet.read(text.text().unwrap_or_default(), text.range(), &mut omissions);
                }
            }
            let Some(id) = node.attribute("id").filter(|id| !ids.contains_key(id)) else { continue };
            ids.insert(id, node);
            if defines(scope, tag) {
                let kind = if GRADIENTS.contains(&tag) { 'g' } else { 'd' };
                names.insert(id, format!("{kind}{}", names.len() + 1));
            }
        }
        for instruction in root.document().root().children().filter_map(|node| Some((node.range(), node.pi()?))) {
            let (span, what) = (instruction.0, format!("`<?{}?>`", instruction.1.target));
            if instruction.1.target == "xml-stylesheet" {
                omissions
                    .insert(what.clone(), Omission::new(span, what, "write the rules into a `<style>` of the picture"));
            }
        }
        Self { scope, sheet, ids, names, omissions, nodes: 0, written: 0, filtered: 0 }
    }

    /// Notes what will not be shown, each kind once.
    pub(super) fn omit(&mut self, node: Node<'a, 'd>, what: String, help: &'static str) {
        let start = node.range().start;
        let span = start..start + 1 + node.tag_name().name().len();
        self.omissions.entry(what.clone()).or_insert(Omission::new(span, what, help));
    }

    /// Counts what is written; the error ends it all.
    fn count(&mut self, node: Node<'a, 'd>, bytes: usize, depth: usize) -> Result<(), Box<Omission>> {
        self.nodes += 1;
        self.written += bytes;
        let help = "simplify it, or ship it as PNG or WebP";
        let most = self.scope.limits();
        let what = if depth > most.depth {
            format!("its elements are nested deeper than {}", most.depth)
        } else if self.nodes > most.nodes {
            format!("it has more than {} elements, copies counted", most.nodes)
        } else if self.written > most.written {
            format!("it has more than {} bytes, copies counted", most.written)
        } else {
            return Ok(());
        };
        let start = node.range().start;
        Err(Box::new(Omission::new(start..start + 1, what, help)))
    }

    /// Whether one more element may be filtered.
    pub(super) fn filtered(&mut self) -> bool {
        self.filtered += 1;
        self.filtered <= FILTERED
    }

    /// The outermost element: as large as the text leaves room for it.
    pub(super) fn picture(&mut self, root: Node<'a, 'd>) -> Result<Value, Box<Omission>> {
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
            None => self.omit(root, "a size".into(), "give the outermost element a `viewBox=\"0 0 640 360\"`"),
        }
        self.build("svg", attributes, root, &around)
    }

    /// An element with its children.
    fn build(
        &mut self,
        tag: &str,
        attributes: Vec<(String, String)>,
        node: Node<'a, 'd>,
        around: &Around,
    ) -> Result<Value, Box<Omission>> {
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
            self.omit(node.parent().unwrap_or(node), "`xml:space`".into(), "place each part with `<tspan x=\"…\">`");
        }
        out
    }

    fn element(&mut self, node: Node<'a, 'd>, around: &Around, out: &mut Vec<Value>) -> Result<(), Box<Omission>> {
        // Drawing programs keep their own data in namespaces of their own.
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
                out.push(self.build("g", attributes, node, around)?);
            }
            _ if defines(self.scope, tag) => {
                // A copy has the original's.
                if around.copies.is_empty() {
                    let attributes = self.attributes(node, tag, around);
                    out.push(self.build(tag, attributes, node, around)?);
                }
            }
            _ if SHAPES.contains(&tag)
                || ["g", "svg", "tspan", "stop"].contains(&tag)
                || self.scope == Scope::File && allowed::FILTERS.contains(&tag) =>
            {
                let attributes = self.attributes(node, tag, around);
                out.push(self.build(tag, attributes, node, around)?);
            }
            _ if QUIET.contains(&tag) => {}
            // It has stopped the build.
            "script" => {}
            "foreignObject" => self.omit(node, format!("`<{tag}>`"), "pictures hold no pages: take it out"),
            "image" => match self.embedded(node, around) {
                Some(image) => {
                    self.count(node, image.to_string().len(), around.depth)?;
                    out.push(image);
                }
                None => {
                    let help = "photographs belong into a PNG, JPEG or WebP picture of their own";
                    self.omit(node, "`<image>`".into(), help);
                }
            },
            _ => self.omit(node, format!("`<{tag}>`"), allowed::HELP),
        }
        Ok(())
    }

    /// A photograph inside of the file, rebuilt like one in a file of its own.
    fn embedded(&mut self, node: Node<'a, 'd>, around: &Around) -> Option<Value> {
        if self.scope != Scope::File {
            return None;
        }
        let href = node.attribute("href").or(node.attribute((XLINK, "href")))?;
        let (kind, packed) = href.trim().strip_prefix("data:image/")?.split_once(";base64,")?;
        let packed: Vec<u8> = packed.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let raster = raster::rebuild(&BASE64_STANDARD.decode(packed).ok()?).ok()?;
        let named = kind.eq_ignore_ascii_case("jpg") || raster.kind.is_named(&kind.to_ascii_lowercase());
        let kind = if raster.kind == raster::Kind::Jpeg { "jpeg" } else { raster.kind.extension() };
        let mut attributes = self.attributes(node, "image", around);
        attributes.push(("href".into(), format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(raster.bytes))));
        let attributes = attributes.into_iter().flat_map(|(name, value)| [Value::from(name), Value::from(value)]);
        named.then(|| Value::Array(vec!["image".into(), Value::Array(attributes.collect())]))
    }

    /// What can be referred to inside an element that is itself not drawn.
    fn definitions(&mut self, node: Node<'a, 'd>, around: &Around) -> Result<Vec<Value>, Box<Omission>> {
        let mut out = Vec::new();
        let inside = Around { depth: around.depth + 1, ..around.clone() };
        self.count(node, 0, inside.depth)?;
        for child in node.children().filter(Node::is_element) {
            if defines(self.scope, child.tag_name().name()) {
                self.element(child, &inside, &mut out)?;
            } else {
                out.extend(self.definitions(child, &inside)?);
            }
        }
        Ok(out)
    }

    /// `<use>` written out, as SVG describes it.
    fn copy(&mut self, node: Node<'a, 'd>, around: &Around, out: &mut Vec<Value>) -> Result<(), Box<Omission>> {
        let href = node.attribute("href").or(node.attribute((XLINK, "href"))).unwrap_or_default();
        let Some(id) = href.strip_prefix('#') else {
            self.omit(node, format!("`<use href=\"{}\">`", allowed::short(href)), allowed::HELP_REFERENCE);
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
            self.omit(node, "`<use>` at a place in per cent".into(), "give its `x` and `y` as numbers");
        } else if place.iter().any(|at| at.parse() != Ok(0.0_f32)) {
            allowed::transform(&mut outer, &format!("translate({} {})", place[0], place[1]));
        }
        let mut inside = around.clone();
        inside.copies.push(target.id());
        if around.clip {
            // Only shapes clip; so the shape itself gets the attributes of the copy.
            if SHAPES.contains(&tag) {
                let mut own = self.attributes(target, tag, &inside);
                let moved = own.iter().position(|(name, _)| name == "transform").map(|at| own.remove(at).1);
                allowed::transform(&mut outer, &moved.unwrap_or_default());
                outer.retain(|(name, _)| !own.iter().any(|(other, _)| other == name));
                out.push(self.build(tag, [outer, own].concat(), target, &inside)?);
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
            parts.push(self.build("svg", own, target, &inside)?);
        } else if SHAPES.contains(&tag) || ["g", "use", "a", "image"].contains(&tag) {
            self.element(target, &inside, &mut parts)?;
        }
        self.count(node, 40, around.depth)?;
        let outer = outer.into_iter().flat_map(|(name, value)| [Value::from(name), Value::from(value)]);
        out.push(Value::Array([vec!["g".into(), Value::Array(outer.collect())], parts].concat()));
        Ok(())
    }
}

/// Whether an element is not drawn where it stands but referred to.
fn defines(scope: Scope, tag: &str) -> bool {
    DEFINITIONS.contains(&tag) || scope == Scope::File && tag == "filter"
}
