//! The nodes of a tree of HTML.

use html5ever::{Attribute, QualName};

/// No more nodes than these are made. The longest of 6,000 real help articles has 9,000.
pub(super) const MAX_NODES: usize = 300_000;

/// A node, by its number in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::studio::import) struct NodeId(pub(super) u32);

/// A node with its neighbours.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) data: Data,
    pub(super) depth: u32,
    pub(super) parent: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) first: Option<NodeId>,
    pub(super) last: Option<NodeId>,
}

#[derive(Debug, Default)]
pub(super) enum Data {
    /// The document, a comment, or what is behind the limit.
    #[default]
    Nothing,
    Text(String),
    Element(Element),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    /// What a `<template>` holds.
    pub(super) template: Option<NodeId>,
}
