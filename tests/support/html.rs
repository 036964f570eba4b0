//! HTML as a browser reads it, as plain values, so that tests need not compare strings.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use html5ever::{QualName, local_name, ns, parse_document, parse_fragment, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The elements and texts of a document, without comments and the doctype.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    Element { name: String, attributes: Vec<(String, String)>, inner: Vec<Node> },
}

impl Node {
    /// An element without attributes.
    pub(crate) fn element(name: &str, inner: Vec<Node>) -> Self {
        Self::Element { name: name.to_owned(), attributes: Vec::new(), inner }
    }

    /// The name of an element; empty for a text.
    pub(crate) fn name(&self) -> &str {
        if let Self::Element { name, .. } = self { name } else { "" }
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&str> {
        let Self::Element { attributes, .. } = self else { return None };
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// The children of an element.
    pub(crate) fn inner(&self) -> &[Node] {
        if let Self::Element { inner, .. } = self { inner } else { &[] }
    }

    /// All text, as `textContent` gives it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element { inner, .. } => inner.iter().map(Self::text).collect(),
        }
    }

    /// Calls for this node and for all inside it, with the number of elements around each.
    pub(crate) fn walk<'a>(&'a self, depth: usize, see: &mut dyn FnMut(&'a Node, usize)) {
        see(self, depth);
        self.inner().iter().for_each(|node| node.walk(depth + 1, see));
    }

    /// The first element that fits, in the order of the document.
    pub(crate) fn find<'a>(&'a self, fits: &dyn Fn(&Node) -> bool) -> Option<&'a Node> {
        if fits(self) { Some(self) } else { self.inner().iter().find_map(|node| node.find(fits)) }
    }
}

/// A whole page: its root element.
pub(crate) fn page(html: &str) -> Node {
    let dom = parse_document(RcDom::default(), Default::default()).one(html);
    let nodes = nodes(&dom.document);
    nodes.into_iter().find(|node| node.name() == "html").expect("a page has a root")
}

/// A part of a page, as it would be read inside a `div`.
pub(crate) fn fragment(html: &str) -> Vec<Node> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), Default::default(), context, Vec::new(), false).one(html);
    // The parser puts a root around it.
    nodes(&dom.document).first().map(|root| root.inner().to_vec()).unwrap_or_default()
}

fn nodes(parent: &Handle) -> Vec<Node> {
    let mut out = Vec::new();
    for child in parent.children.borrow().iter() {
        match &child.data {
            NodeData::Text { contents } => match out.last_mut() {
                Some(Node::Text(before)) => before.push_str(&contents.borrow()),
                _ => out.push(Node::Text(contents.borrow().to_string())),
            },
            NodeData::Element { name, attrs, template_contents, .. } => {
                let attribute =
                    |attribute: &html5ever::Attribute| (attribute.name.local.to_string(), attribute.value.to_string());
                let mut inner = nodes(child);
                inner.extend(template_contents.borrow().iter().flat_map(nodes));
                let attributes = attrs.borrow().iter().map(attribute).collect();
                out.push(Node::Element { name: name.local.to_string(), attributes, inner });
            }
            _ => {}
        }
    }
    out
}
