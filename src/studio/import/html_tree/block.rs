//! Elements that stand on lines of their own.

use super::{super::dom::NodeId, flatten::in_one_line};
use super::{
    preformatted::preformatted,
    reader::{Flow, MAX_CONTAINERS, Reader},
    style, tidy,
    wrap::{Wrap, wrap_block},
};
use crate::knowledge::{Block, Callout, Fold, Inline, Mark};

impl Reader<'_> {
    pub(super) fn block(&mut self, id: NodeId, flow: &mut Flow) {
        if self.skips(id) {
            return;
        }
        let dom = self.dom;
        match dom.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, flow),
            "ul" | "ol" | "menu" | "dir" => match self.list(id) {
                Some(list) => flow.blocks.extend(list),
                None => self.children(id, flow),
            },
            "dl" => self.definitions(id, flow),
            "blockquote" if style::callout(dom, id).is_none() => match self.contained(id) {
                Some(inner) if inner.is_empty() => {}
                Some(inner) => flow.push(Block::Quote(inner)),
                None => self.children(id, flow),
            },
            "details" => self.details(id, flow),
            "pre" | "listing" | "xmp" | "plaintext" => {
                self.shown();
                let code = preformatted(dom, id);
                if !code.trim().is_empty() {
                    flow.push(Block::Code(code));
                }
            }
            "hr" => flow.push(Block::Rule),
            "table" => self.table(id, flow),
            "iframe" | "video" | "audio" | "object" | "embed" => self.embedded(id, flow),
            "figcaption" | "caption" => {
                let start = flow.blocks.len();
                self.children(id, flow);
                flow.end_line();
                let small = |block: &mut Block| wrap_block(block, &Wrap::Mark(Mark::Small));
                flow.blocks.iter_mut().skip(start).for_each(small);
            }
            _ => match style::callout(dom, id) {
                Some(kind) => match self.contained(id) {
                    Some(inner) if inner.is_empty() => {}
                    Some(inner) => flow.push(callout(kind, inner)),
                    None => self.children(id, flow),
                },
                None => self.children(id, flow),
            },
        }
    }

    pub(super) fn heading(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        let level = dom.name(id).as_bytes().get(1).map_or(2, |digit| digit.saturating_sub(b'0'));
        let pending = std::mem::take(&mut self.pending);
        let mut inner = Flow::default();
        let own = self.headings;
        let outer = std::mem::replace(&mut self.in_heading, true);
        self.children(id, &mut inner);
        inner.end_line();
        self.in_heading = outer;
        let mut text = Vec::new();
        let mut below = Vec::new();
        for block in inner.blocks {
            match block {
                Block::Paragraph(run) if below.is_empty() => {
                    if !text.is_empty() {
                        text.push(Inline::Text(" ".into()));
                    }
                    text.extend(run);
                }
                other => below.push(other),
            }
        }
        let text = tidy::heading(text);
        // The editor of a help desk leaves empty headings where somebody pressed Return.
        if text.is_empty() {
            self.pending.splice(0..0, pending);
        } else {
            let id = self.headings.to_string();
            self.headings += 1;
            let names = pending.into_iter().chain(std::mem::take(&mut self.pending));
            self.places.extend(names.map(|name| (name, Some(own))));
            flow.push(Block::Heading { level: (level + self.shift).clamp(2, 6), id, text });
        }
        flow.blocks.append(&mut below);
    }

    pub(super) fn details(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        let summary = dom.children(id).find(|child| dom.name(*child) == "summary");
        let mut title = Vec::new();
        if let Some(summary) = summary {
            for block in self.inner_blocks(summary) {
                title.extend(in_one_line(vec![block]));
                title.push(Inline::Text(" ".into()));
            }
        }
        let title = tidy::heading(title);
        if self.containers >= MAX_CONTAINERS || title.is_empty() {
            return self.children(id, flow);
        }
        self.containers += 1;
        let mut inner = Flow::default();
        for child in dom.children(id).filter(|child| Some(*child) != summary) {
            self.node(child, &mut inner);
        }
        inner.end_line();
        self.containers -= 1;
        let fold = if dom.attribute(id, "open").is_some() { Fold::Open } else { Fold::Closed };
        flow.push(Block::Titled { callout: None, fold, title, blocks: inner.blocks });
    }
}

/// A callout of a kind; one inside another is part of it.
fn callout(kind: Callout, blocks: Vec<Block>) -> Block {
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Callout(inner, blocks)]) => Block::Callout(inner, blocks),
        Ok(blocks) => Block::Callout(kind, blocks.into()),
        Err(blocks) => Block::Callout(kind, blocks),
    }
}
