//! The reader of a text: what it knows by now, and how it goes from element to element.

use std::collections::HashSet;

use super::{
    super::{
        dom::{Dom, NodeId},
        losses::Loss,
    },
    names::{is_block, is_silent},
    page::Page,
    style, tidy,
    wrap::wrap_block,
};
use crate::knowledge::{Block, Inline};

/// Containers inside one another; deeper ones give their content. The reader of Markdown stops at 32, lines included.
pub(super) const MAX_CONTAINERS: usize = 10;
/// Elements inside one another; of deeper ones only the text is taken.
pub(super) const MAX_LEVEL: usize = 300;

/// What is read so far.
pub(super) struct Reader<'a> {
    pub(super) dom: &'a Dom,
    pub(super) page: &'a mut dyn Page,
    pub(super) title: Option<NodeId>,
    pub(super) furniture: &'a HashSet<NodeId>,
    /// Elements with blocks in them.
    pub(super) holds_blocks: HashSet<NodeId>,
    /// How much lower headings become, so that the title is the only one of its level.
    pub(super) shift: u8,
    pub(super) level: usize,
    pub(super) containers: usize,
    pub(super) headings: usize,
    pub(super) in_heading: bool,
    /// Names of places that no text has followed yet.
    pub(super) pending: Vec<String>,
    pub(super) places: Vec<(String, Option<usize>)>,
}

/// Blocks, and the line that is not ended.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) run: Vec<Inline>,
}

impl Flow {
    /// Ends the line. Two line breaks are what people type who do not know paragraphs.
    pub(super) fn end_line(&mut self) {
        let run = tidy::line(std::mem::take(&mut self.run));
        let mut paragraph = Vec::new();
        let mut breaks = 0;
        for inline in run {
            if inline == Inline::Break {
                breaks += 1;
                continue;
            }
            if breaks == 1 {
                paragraph.push(Inline::Break);
            } else if breaks > 1 {
                self.blocks.push(Block::Paragraph(std::mem::take(&mut paragraph)));
            }
            breaks = 0;
            paragraph.push(inline);
        }
        if !paragraph.is_empty() {
            self.blocks.push(Block::Paragraph(paragraph));
        }
    }

    pub(super) fn push(&mut self, block: Block) {
        self.end_line();
        self.blocks.push(block);
    }
}

impl Reader<'_> {
    /// The blocks in an element.
    pub(super) fn inner_blocks(&mut self, id: NodeId) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(id, &mut flow);
        flow.end_line();
        flow.blocks
    }

    /// The blocks in an element that is a container of its own; `None` where there are too many around it.
    pub(super) fn contained(&mut self, id: NodeId) -> Option<Vec<Block>> {
        if self.containers >= MAX_CONTAINERS {
            return None;
        }
        self.containers += 1;
        let blocks = self.inner_blocks(id);
        self.containers -= 1;
        Some(blocks)
    }

    pub(super) fn children(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            self.node(child, flow);
        }
    }

    pub(super) fn node(&mut self, id: NodeId, flow: &mut Flow) {
        let name = self.dom.name(id);
        if self.level > MAX_LEVEL {
            self.page.lost(Loss::Cut, "elements inside one another");
            let text = self.dom.text(id);
            return self.text(&text, &mut flow.run);
        }
        self.level += 1;
        if is_block(name) {
            flow.end_line();
            self.block(id, flow);
            flow.end_line();
        } else if self.holds_blocks.contains(&id) && !is_silent(name) {
            self.line_around_blocks(id, flow);
        } else {
            self.inline(id, &mut flow.run);
        }
        self.level -= 1;
    }

    /// An element for a part of a line that holds blocks: every line in it gets what it says.
    pub(super) fn line_around_blocks(&mut self, id: NodeId, flow: &mut Flow) {
        if self.skips(id) {
            return;
        }
        let wraps = self.wraps(id);
        flow.end_line();
        let mut inner = self.inner_blocks(id);
        for wrap in &wraps {
            inner.iter_mut().for_each(|block| wrap_block(block, wrap));
        }
        flow.blocks.append(&mut inner);
    }

    /// Notes the name of a place; whether the element is to be left out.
    pub(super) fn skips(&mut self, id: NodeId) -> bool {
        let dom = self.dom;
        if Some(id) == self.title {
            let names = [dom.attribute(id, "id"), dom.attribute(id, "name")];
            self.places.extend(names.into_iter().flatten().map(|name| (name.to_owned(), None)));
            return true;
        }
        let name = dom.name(id);
        if name == "script" {
            let runs = dom.attribute(id, "type").is_none_or(|kind| kind.contains("javascript") || kind == "module");
            if runs {
                self.page.lost(Loss::Script, dom.attribute(id, "src").unwrap_or("written in the page"));
            }
            return true;
        }
        if is_silent(name) || self.furniture.contains(&id) {
            return true;
        }
        if style::is_hidden(dom, id) {
            let words = tidy::plain(&dom.text(id));
            if !words.is_empty() {
                self.page.lost(Loss::Hidden, &words);
            }
            return true;
        }
        let named = dom.attribute(id, "name").filter(|_| name == "a");
        for place in [dom.attribute(id, "id"), named].into_iter().flatten().filter(|place| !place.is_empty()) {
            self.pending.push(place.to_owned());
        }
        false
    }

    /// Something is shown here: places before it are at the last heading, or at the one that this is part of.
    pub(super) fn shown(&mut self) {
        if self.in_heading {
            return;
        }
        let last = self.headings.checked_sub(1);
        self.places.extend(self.pending.drain(..).map(|name| (name, last)));
    }
}

/// The elements of a tree that hold a block.
pub(super) fn with_blocks(dom: &Dom, root: NodeId) -> HashSet<NodeId> {
    let mut out = HashSet::new();
    for id in dom.inside(root).filter(|id| is_block(dom.name(*id))) {
        let mut up = dom.parent(id);
        while let Some(outer) = up {
            if !out.insert(outer) || outer == root {
                break;
            }
            up = dom.parent(outer);
        }
    }
    out
}
