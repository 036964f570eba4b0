//! HTML as a document tree: what a help desk's editor, a word processor or a page has made of a text.
//!
//! | module | what it does |
//! |---|---|
//! | `style` | what classes and styles say: callouts, bold spans, hidden text |
//! | `run` | elements inside a line |
//! | `tidy` | blanks as a browser shows them, and signs put together |
//! | `table` | tables, and those that are none |
//! | `embedded` | films and pages inside the text |
//!
//! Text is never left out without being told: what is unknown gives its content.

mod embedded;
mod run;
mod style;
mod table;
mod tidy;

use std::collections::HashSet;

use super::{
    dom::{Dom, NodeId},
    losses::Loss,
};
use crate::knowledge::{Block, Callout, Fold, Inline, Item, Mark, Target};

/// Containers inside one another; deeper ones give their content. The reader of Markdown stops at 32, lines included.
const MAX_CONTAINERS: usize = 10;
/// Elements inside one another; of deeper ones only the text is taken.
const MAX_LEVEL: usize = 300;

/// What the page around a text knows.
pub(super) trait Page {
    /// Where a link leads; `None` keeps its words.
    fn link(&mut self, address: &str) -> Option<Target>;
    /// The address of a picture as it is written; `None` where there is none to show.
    fn picture(&mut self, address: &str) -> Option<String>;
    /// Notes what is lost, with a few words of it.
    fn lost(&mut self, loss: Loss, what: &str);
}

/// A text, read.
#[derive(Debug, Default)]
pub(super) struct Converted {
    /// Headings have their number for an id.
    pub(super) blocks: Vec<Block>,
    /// Names that links use for places, each with the number of the heading it is at; `None` for the top.
    pub(super) places: Vec<(String, Option<usize>)>,
}

/// The part of a page that is read.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) root: NodeId,
    /// The heading in it that is the title.
    pub(super) title: Option<NodeId>,
    /// Elements in it that are the page's and not the text's.
    pub(super) furniture: HashSet<NodeId>,
}

/// Reads a part of a page.
pub(super) fn convert(dom: &Dom, part: &Part, page: &mut dyn Page) -> Converted {
    let Part { root, title, furniture } = part;
    let (root, title) = (*root, *title);
    let shift = u8::from(dom.inside(root).any(|id| dom.name(id) == "h1" && Some(id) != title));
    let mut reader = Reader {
        dom,
        page,
        title,
        furniture,
        holds_blocks: with_blocks(dom, root),
        shift,
        level: 0,
        containers: 0,
        headings: 0,
        in_heading: false,
        pending: Vec::new(),
        places: Vec::new(),
    };
    let blocks = reader.inner_blocks(root);
    let last = reader.headings.checked_sub(1);
    let Reader { mut places, pending, .. } = reader;
    places.extend(pending.into_iter().map(|name| (name, last)));
    Converted { blocks, places }
}

/// What is read so far.
struct Reader<'a> {
    dom: &'a Dom,
    page: &'a mut dyn Page,
    title: Option<NodeId>,
    furniture: &'a HashSet<NodeId>,
    /// Elements with blocks in them.
    holds_blocks: HashSet<NodeId>,
    /// How much lower headings become, so that the title is the only one of its level.
    shift: u8,
    level: usize,
    containers: usize,
    headings: usize,
    in_heading: bool,
    /// Names of places that no text has followed yet.
    pending: Vec<String>,
    places: Vec<(String, Option<usize>)>,
}

/// Blocks, and the line that is not ended.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    run: Vec<Inline>,
}

impl Flow {
    /// Ends the line. Two line breaks are what people type who do not know paragraphs.
    fn end_line(&mut self) {
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

    fn push(&mut self, block: Block) {
        self.end_line();
        self.blocks.push(block);
    }
}

/// Elements that stand on lines of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "iframe"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "object"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
            | "audio"
            | "embed"
            | "caption"
            | "listing"
            | "xmp"
            | "plaintext"
    )
}

/// Elements without anything to read.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "style"
            | "template"
            | "link"
            | "meta"
            | "title"
            | "base"
            | "noscript"
            | "map"
            | "area"
            | "param"
            | "source"
            | "track"
            | "datalist"
            | "col"
            | "colgroup"
            | "rp"
            | "noembed"
            | "noframes"
    )
}

/// The elements of a tree that hold a block.
fn with_blocks(dom: &Dom, root: NodeId) -> HashSet<NodeId> {
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

impl Reader<'_> {
    /// The blocks in an element.
    fn inner_blocks(&mut self, id: NodeId) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(id, &mut flow);
        flow.end_line();
        flow.blocks
    }

    /// The blocks in an element that is a container of its own; `None` where there are too many around it.
    fn contained(&mut self, id: NodeId) -> Option<Vec<Block>> {
        if self.containers >= MAX_CONTAINERS {
            return None;
        }
        self.containers += 1;
        let blocks = self.inner_blocks(id);
        self.containers -= 1;
        Some(blocks)
    }

    fn children(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            self.node(child, flow);
        }
    }

    fn node(&mut self, id: NodeId, flow: &mut Flow) {
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
    fn line_around_blocks(&mut self, id: NodeId, flow: &mut Flow) {
        if self.skips(id) {
            return;
        }
        let wraps = self.wraps(id);
        flow.end_line();
        let mut inner = self.inner_blocks(id);
        for wrap in &wraps {
            inner.iter_mut().for_each(|block| run::wrap_block(block, wrap));
        }
        flow.blocks.append(&mut inner);
    }

    /// Notes the name of a place; whether the element is to be left out.
    fn skips(&mut self, id: NodeId) -> bool {
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
    fn shown(&mut self) {
        if self.in_heading {
            return;
        }
        let last = self.headings.checked_sub(1);
        self.places.extend(self.pending.drain(..).map(|name| (name, last)));
    }

    fn block(&mut self, id: NodeId, flow: &mut Flow) {
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
                let code = run::preformatted(dom, id);
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
                let small = |block: &mut Block| run::wrap_block(block, &run::Wrap::Mark(Mark::Small));
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

    fn heading(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        let level = dom.name(id).bytes().nth(1).map_or(2, |digit| digit.saturating_sub(b'0'));
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

    /// A list; `None` where it stands too deep.
    fn list(&mut self, id: NodeId) -> Option<Vec<Block>> {
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
                        let task = run::task(dom, child);
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
    fn definitions(&mut self, id: NodeId, flow: &mut Flow) {
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
                blocks.iter_mut().for_each(|block| run::wrap_block(block, &run::Wrap::Strong));
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

    fn details(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        let summary = dom.children(id).find(|child| dom.name(*child) == "summary");
        let mut title = Vec::new();
        if let Some(summary) = summary {
            for block in self.inner_blocks(summary) {
                title.extend(table::in_one_line(vec![block]));
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

#[cfg(test)]
mod tests;
