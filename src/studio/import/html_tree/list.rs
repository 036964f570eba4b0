//! Lists, and terms with what they mean.

use super::{
    super::dom::{Dom, NodeId},
    reader::{Flow, MAX_CONTAINERS, Reader},
    wrap::{Wrap, wrap_block},
};
use crate::knowledge::{Block, Item};

impl Reader<'_> {
    /// A list; `None` where it stands too deep.
    pub(super) fn list(&mut self, id: NodeId) -> Option<Vec<Block>> {
        if self.containers >= MAX_CONTAINERS {
            return None;
        }
        let dom = self.dom;
        let start = (dom.name(id) == "ol")
            .then(|| dom.attribute(id, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1));
        let mut items: Vec<Item> = Vec::new();
        self.containers += 1;
        for child in dom.children(id) {
            match dom.name(child) {
                "li" => {
                    if !self.skips(child) {
                        let task = task(dom, child);
                        let blocks = self.inner_blocks(child);
                        items.push(Item { task, blocks });
                    }
                }
                // Whatever stands between two items belongs to the one before: a list in a list, most often.
                _ => {
                    let mut flow = Flow::default();
                    self.node(child, &mut flow);
                    flow.end_line();
                    match items.last_mut() {
                        _ if flow.blocks.is_empty() => {}
                        Some(item) => item.blocks.append(&mut flow.blocks),
                        None => items.push(Item { task: None, blocks: flow.blocks }),
                    }
                }
            }
        }
        self.containers -= 1;
        items.retain(|item| !item.blocks.is_empty());
        Some(if items.is_empty() { Vec::new() } else { vec![Block::List { start, items }] })
    }

    /// Terms and what they mean: an item for each term.
    pub(super) fn definitions(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        if self.containers >= MAX_CONTAINERS {
            return self.children(id, flow);
        }
        self.containers += 1;
        let mut items: Vec<Item> = Vec::new();
        // Pairs may stand in a `<div>` each.
        let parts = dom.inside(id).filter(|part| matches!(dom.name(*part), "dt" | "dd"));
        let own = |part: &NodeId| {
            std::iter::successors(dom.parent(*part), |up| dom.parent(*up)).find(|up| dom.name(*up) == "dl") == Some(id)
        };
        for part in parts.filter(own).collect::<Vec<_>>() {
            if self.skips(part) {
                continue;
            }
            let mut blocks = self.inner_blocks(part);
            if dom.name(part) == "dt" {
                blocks.iter_mut().for_each(|block| wrap_block(block, &Wrap::Strong));
                items.push(Item { task: None, blocks });
            } else {
                match items.last_mut() {
                    Some(item) => item.blocks.append(&mut blocks),
                    None => items.push(Item { task: None, blocks }),
                }
            }
        }
        self.containers -= 1;
        items.retain(|item| !item.blocks.is_empty());
        if !items.is_empty() {
            flow.push(Block::List { start: None, items });
        }
    }
}

/// Whether an item has a box before it, and whether it is ticked.
fn task(dom: &Dom, item: NodeId) -> Option<bool> {
    let inputs = dom
        .inside(item)
        .skip(1)
        .take_while(|id| dom.name(*id) != "li" && dom.text_of(*id).is_none_or(|text| text.trim().is_empty()));
    let mut boxes = inputs.filter(|id| dom.name(*id) == "input" && dom.attribute(*id, "type") == Some("checkbox"));
    boxes.next().map(|id| dom.attribute(id, "checked").is_some())
}
