//! The attributes of one element: its own, those of the style rules, those of its `style`, in this order of rising
//! precedence.

use roxmltree::Node;

use super::{
    allowed::{self, BOTH, FILE_PROPERTIES, FILTERS, GRADIENTS, PLACES, PROPERTIES, SILENT, STEPS},
    namespaces::{SVG, XLINK},
    scope::Scope,
    sheet,
    tree::{Around, Reader},
};

/// Values that say what holds anyway: unknown properties with such a value change nothing.
const DEFAULTS: &[&str] =
    &["none", "normal", "auto", "initial", "inherit", "start", "0", "0px", "medium", "baseline", "srgb"];

impl<'a, 'd> Reader<'a, 'd> {
    /// Names and values as the widget will set them.
    pub(super) fn attributes(&mut self, node: Node<'a, 'd>, tag: &str, around: &Around) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
        for attribute in node.attributes() {
            let name = match attribute.namespace() {
                None => attribute.name(),
                Some(XLINK) if attribute.name() == "href" => "href",
                Some(_) => continue,
            };
            let value = attribute.value();
            match name {
                "id" => {
                    if let Some(new) =
                        self.names.get(value).filter(|_| around.copies.is_empty() && self.ids.get(value) == Some(&node))
                    {
                        out.push(("id".into(), new.clone()));
                    }
                }
                "href" => self.base(node, value, &mut out),
                _ if PLACES.contains(&name) || self.has_property(name) || self.is_step(tag, name) => {
                    // Places of `<use>` and `<symbol>` become a transformation.
                    if tag != "g" || self.has_property(name) || name == "transform" {
                        out.extend(self.value(node, name, value, around).map(|value| (name.to_owned(), value)));
                    }
                }
                _ => self.unknown(node, name, value),
            }
        }
        let mut styles = self.sheet.of(node);
        styles.extend(sheet::declarations(node.attribute("style").unwrap_or_default()));
        for (name, value) in styles {
            // A shorthand for three properties.
            let names: &[&str] = if name == "marker" { &["marker-start", "marker-mid", "marker-end"] } else { &[name] };
            for name in names {
                let value =
                    if *name == "transform" { value.replace("px", "").replace("deg", "") } else { value.to_owned() };
                if self.has_property(name) || BOTH.contains(name) {
                    if let Some(value) = self.value(node, name, &value, around) {
                        out.retain(|(other, _)| other != name);
                        out.push(((*name).to_owned(), value));
                    }
                } else {
                    self.unknown(node, name, &value);
                }
            }
        }
        out
    }

    fn has_property(&self, name: &str) -> bool {
        PROPERTIES.contains(&name) || self.scope == Scope::File && FILE_PROPERTIES.contains(&name)
    }

    fn is_step(&self, tag: &str, name: &str) -> bool {
        self.scope == Scope::File && FILTERS.contains(&tag) && STEPS.contains(&name)
    }

    /// Where a gradient takes its colours from.
    fn base(&mut self, node: Node<'a, 'd>, value: &str, out: &mut Vec<(String, String)>) {
        let tag = node.tag_name().name();
        if ["use", "a", "image"].contains(&tag) {
            return;
        }
        let named = value.trim().strip_prefix('#').and_then(|id| self.names.get(id));
        match named.filter(|name| GRADIENTS.contains(&tag) && name.starts_with('g')) {
            Some(name) => out.push(("href".into(), format!("#{name}"))),
            None => {
                self.omit(node, format!("`href=\"{}\"` of `<{tag}>`", allowed::short(value)), allowed::HELP_REFERENCE)
            }
        }
    }

    fn unknown(&mut self, node: Node<'a, 'd>, name: &str, value: &str) {
        let default = DEFAULTS.contains(&value.trim().to_ascii_lowercase().as_str());
        let silent = SILENT.contains(&name) || ["data-", "aria-", "-"].iter().any(|start| name.starts_with(start));
        if !silent && !default {
            self.omit(node, format!("`{name}`"), allowed::HELP);
        }
    }

    /// A value as the widget will set it; `None` where it may not, or where the attribute says nothing.
    pub(super) fn value(&mut self, node: Node<'a, 'd>, name: &str, value: &str, around: &Around) -> Option<String> {
        let value = value.trim();
        let refers = value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url("));
        let omitted = |reader: &mut Self, help| {
            reader.omit(node, format!("`{name}=\"{}\"`", allowed::short(value)), help);
            None
        };
        if !refers {
            let units = name == "transform" && value.contains('%');
            return if allowed::plain(value) && !units { Some(value.to_owned()) } else { omitted(self, allowed::HELP) };
        }
        let inside = value.get(4..).and_then(|rest| rest.split_once(')'));
        let Some((address, fallback)) = inside else { return omitted(self, allowed::HELP_REFERENCE) };
        let address = address.trim().trim_matches(['"', '\'']);
        let Some(id) = address.strip_prefix('#') else { return omitted(self, allowed::HELP_REFERENCE) };
        if name == "filter" && !self.filtered() {
            return omitted(self, "group what has the same filter: `<g filter=\"…\">`");
        }
        match self.names.get(id) {
            Some(new) if !around.paint || new.starts_with('g') => Some(format!("url(#{new})")),
            Some(_) => omitted(self, "inside of masks, patterns and clip paths refer to gradients only"),
            // Browsers paint nothing with what is not there, or the second choice, and ignore a missing mask.
            None if !["fill", "stroke"].contains(&name) => None,
            None if self.ids.get(id).is_some_and(|other| other.tag_name().namespace() != Some(SVG)) => None,
            None => Some(if fallback.trim().is_empty() { "none" } else { fallback.trim() }.to_owned())
                .filter(|v| allowed::plain(v)),
        }
    }
}
