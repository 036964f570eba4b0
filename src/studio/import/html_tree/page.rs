//! What goes into the reading of a text, and what comes out.

use std::collections::HashSet;

use super::super::{dom::NodeId, losses::Loss};
use crate::knowledge::{Block, Target};

/// What the page around a text knows.
pub(in crate::studio::import) trait Page {
    /// Where a link leads; `None` keeps its words.
    fn link(&mut self, address: &str) -> Option<Target>;
    /// The address of a picture as it is written; `None` where there is none to show.
    fn picture(&mut self, address: &str) -> Option<String>;
    /// Notes what is lost, with a few words of it.
    fn lost(&mut self, loss: Loss, what: &str);
}

/// The part of a page that is read.
#[derive(Debug)]
pub(in crate::studio::import) struct Part {
    pub(in crate::studio::import) root: NodeId,
    /// The heading in it that is the title.
    pub(in crate::studio::import) title: Option<NodeId>,
    /// Elements in it that are the page's and not the text's.
    pub(in crate::studio::import) furniture: HashSet<NodeId>,
}

/// A text, read.
#[derive(Debug, Default)]
pub(in crate::studio::import) struct Converted {
    /// Headings have their number for an id.
    pub(in crate::studio::import) blocks: Vec<Block>,
    /// Names that links use for places, each with the number of the heading it is at; `None` for the top.
    pub(in crate::studio::import) places: Vec<(String, Option<usize>)>,
}
