//! What `html5ever` builds the tree with.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, QualName,
    interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
    tendril::StrTendril,
};

use super::{
    node::{Data, Element, MAX_NODES, Node, NodeId},
    source::MAX_ATTRIBUTES,
};

/// A node, for the reader.
pub(super) type Handle = NodeId;

/// The tree while it is built.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the next element stands, as far as that can be known.
    depth: Cell<u32>,
    cut: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Self {
        Self { nodes: RefCell::new(vec![Node::default()]), depth: Cell::new(0), cut: Cell::new(false) }
    }
}

/// The name of an element, which outlives any change of the tree.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Sink {
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// An element ends.
    pub(super) fn rise(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Whether no more elements are to be made.
    pub(super) fn is_full(&self) -> bool {
        let full = self.nodes.borrow().len() >= MAX_NODES;
        self.cut.set(self.cut.get() || full);
        full
    }

    pub(super) fn note_cut(&self) {
        self.cut.set(true);
    }

    /// The nodes, and whether something was left out.
    pub(super) fn into_nodes(self) -> (Vec<Node>, bool) {
        (self.nodes.into_inner(), self.cut.get())
    }

    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node { data, ..Node::default() });
        id
    }

    fn change<T>(&self, id: NodeId, change: impl FnOnce(&mut Node) -> T) -> Option<T> {
        self.nodes.borrow_mut().get_mut(id.0 as usize).map(change)
    }

    fn look<T>(&self, id: NodeId, look: impl FnOnce(&Node) -> Option<T>) -> Option<T> {
        self.nodes.borrow().get(id.0 as usize).and_then(look)
    }

    fn detach(&self, id: NodeId) {
        let Some((parent, previous, next)) =
            self.change(id, |node| (node.parent.take(), node.previous.take(), node.next.take()))
        else {
            return;
        };
        if let Some(previous) = previous {
            self.change(previous, |node| node.next = next);
        }
        if let Some(next) = next {
            self.change(next, |node| node.previous = previous);
        }
        if let Some(parent) = parent {
            self.change(parent, |node| {
                node.first = if node.first == Some(id) { next } else { node.first };
                node.last = if node.last == Some(id) { previous } else { node.last };
            });
        }
    }

    /// Puts a node into a parent, before one of its children or behind all.
    fn attach(&self, parent: NodeId, before: Option<NodeId>, id: NodeId) {
        self.detach(id);
        let previous = match before {
            Some(before) => self.look(before, |node| node.previous),
            None => self.look(parent, |node| node.last),
        };
        let depth = self.look(parent, |node| Some(node.depth)).unwrap_or_default() + 1;
        self.change(id, |node| {
            (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, before, depth);
        });
        match previous {
            Some(previous) => self.change(previous, |node| node.next = Some(id)),
            None => self.change(parent, |node| node.first = Some(id)),
        };
        match before {
            Some(before) => self.change(before, |node| node.previous = Some(id)),
            None => self.change(parent, |node| node.last = Some(id)),
        };
    }

    fn insert(&self, parent: NodeId, before: Option<NodeId>, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let beside = match before {
                    Some(before) => self.look(before, |node| node.previous),
                    None => self.look(parent, |node| node.last),
                };
                let depth = self.look(parent, |node| Some(node.depth)).unwrap_or_default();
                self.depth.set(depth);
                let joined = beside.and_then(|beside| {
                    self.change(beside, |node| match &mut node.data {
                        Data::Text(before) => {
                            before.push_str(&text);
                            true
                        }
                        _ => false,
                    })
                });
                if joined == Some(true) {
                    return;
                }
                let id = self.add(Data::Text(text.to_string()));
                return self.attach(parent, before, id);
            }
        };
        self.attach(parent, before, id);
        self.depth.set(self.look(id, |node| Some(node.depth)).unwrap_or_default());
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name {
        let name = self.look(*target, |node| match &node.data {
            Data::Element(element) => Some(Name(element.name.ns.clone(), element.name.local.clone())),
            _ => None,
        });
        name.unwrap_or_else(|| Name(Namespace::default(), LocalName::default()))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let template = flags.template.then(|| self.add(Data::Nothing));
        self.add(Data::Element(Element { name, attributes, template }))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Data::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Data::Nothing)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.look(*element, |node| node.parent).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let inner = self.look(*target, |node| match &node.data {
            Data::Element(element) => element.template,
            _ => None,
        });
        inner.unwrap_or(*target)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some(parent) = self.look(*sibling, |node| node.parent) {
            self.insert(parent, Some(*sibling), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.change(*target, |node| {
            if let Data::Element(element) = &mut node.data {
                for attribute in attributes.into_iter().take(MAX_ATTRIBUTES.saturating_sub(element.attributes.len())) {
                    if element.attributes.iter().all(|known| known.name != attribute.name) {
                        element.attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        while let Some(child) = self.look(*node, |node| node.first) {
            self.attach(*new_parent, None, child);
        }
    }
}
