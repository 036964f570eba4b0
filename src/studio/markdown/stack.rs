//! What is open while a text is read: where text and blocks go, what ends with what, and what each becomes. Markdown's
//! elements end where the parser says; those of HTML may lack an end, or have it in the wrong place, and are mended as
//! browsers do. The depth is bounded.

use std::{mem, ops::Range};

use super::{
    builder::Builder,
    flatten::{code, flatten, is_blank, shows, trimmed},
    frame::{By, Frame, Kind},
    grid::{Grid, GridRow},
    kinds::run_text,
    parsed::MAX_DEPTH,
    remark::{Doubt, Remark},
    tables, words,
};
use crate::knowledge::{Block, Fold, Inline, Item, Mark, plain_inlines};

impl Builder<'_> {
    /// Opens an element, and gives the number of its frame; `None` where it is too deep, or not inside what it has to
    /// stand in: then its content stands where it would have stood.
    pub(super) fn open_frame(
        &mut self,
        kind: Kind,
        element: Option<&'static str>,
        span: Range<usize>,
    ) -> Option<usize> {
        if !self.fits(&kind) {
            self.flush_loose();
            self.flattened.get_or_insert(span);
            return None;
        }
        self.count += 1;
        let (number, home) = (self.count, self.flow() + 1);
        self.frames.push(Frame { kind, element, number, home, span, ..Frame::default() });
        Some(number)
    }

    fn fits(&self, kind: &Kind) -> bool {
        let around = self.frames.last().map(|frame| &frame.kind);
        let room = |inside: usize| self.frames.len() + inside <= MAX_DEPTH;
        match kind {
            Kind::Item | Kind::Term | Kind::Definition => matches!(around, Some(Kind::List(_))),
            Kind::Row => matches!(around, Some(Kind::Table(_))),
            Kind::Cell => matches!(around, Some(Kind::Row)),
            Kind::GridRow(_) => matches!(around, Some(Kind::Grid(_))),
            Kind::GridCell(_) => matches!(around, Some(Kind::GridRow(_))),
            Kind::List(_) => room(2),
            Kind::Table(_) | Kind::Grid(_) => room(3),
            _ => room(0),
        }
    }

    /// Where the innermost element is in which text and blocks may stand.
    pub(super) fn flow(&self) -> usize {
        self.frames.iter().rposition(|frame| frame.kind.is_flow()).unwrap_or_default()
    }

    /// Ends paragraphs and marked text, before something that stands on lines of its own.
    pub(super) fn end_runs(&mut self) {
        let run = |frame: &Frame| frame.kind.is_inline() || matches!(frame.kind, Kind::Paragraph);
        let at = self.frames.iter().rposition(|frame| !run(frame)).map_or(1, |last| last + 1);
        self.close_through(at, By::Block);
    }

    /// Closes an element and all inside it. Text that HTML has marked, and of which the end is still to come, is marked
    /// again in what follows.
    pub(super) fn close_through(&mut self, at: usize, by: By) {
        let mut again = Vec::new();
        while self.frames.len() > at.max(1) {
            let ends_itself = by == By::Tag && self.frames.len() == at + 1;
            if let Some(frame) = self.frames.last().filter(|_| !ends_itself) {
                // Behind a paragraph only what holds nothing yet goes on: a writer forgets an end, too.
                again.extend(self.marked_again(frame).filter(|_| by != By::Markdown || !shows(&frame.run)));
            }
            self.close_top();
        }
        again.reverse();
        self.html.again.extend(again);
        self.html.again.truncate(8);
    }

    /// Closes the innermost element.
    pub(super) fn close_top(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let top = self.frames.len() - 1;
        if self.top_mut().kind.holds_blocks() || !self.top_mut().blocks.is_empty() {
            self.flush_run(top);
        }
        let Some(frame) = self.frames.pop() else { return };
        let open = self.frames.len();
        self.html.again.retain(|again| again.home <= open);
        let Frame { kind, element, mut blocks, run, items, rows, cells, task, span, .. } = frame;
        let is_html = element.is_some();
        match kind {
            Kind::Paragraph => {
                self.remarks.extend(tables::no_table(self.body, &span));
                let run = trimmed(run);
                if !run.is_empty() {
                    self.push_block(Block::Paragraph(run));
                }
            }
            Kind::Heading(level, id) => {
                let mut text = self.one_run(blocks, run);
                if shows(&text) || !is_html {
                    let id = self.headings.add(&mut text, self.body.get(span.clone()).unwrap_or_default(), span, id);
                    self.push_block(Block::Heading { level, id, text });
                }
            }
            Kind::Quote(_) if is_html && blocks.is_empty() => {}
            Kind::Quote(Some(kind)) => self.push_block(Block::Callout(kind, blocks)),
            Kind::Quote(None) => self.push_block(Block::Quote(blocks)),
            Kind::Callout(_, title) if title.is_empty() && blocks.is_empty() => {}
            Kind::Callout(kind, title) if title.is_empty() => self.push_block(Block::Callout(kind, blocks)),
            Kind::Callout(kind, title) => {
                self.push_block(Block::Titled { callout: Some(kind), fold: Fold::Never, title, blocks });
            }
            Kind::Details(callout, fold, Some(title)) if shows(&title) => {
                self.push_block(Block::Titled { callout, fold, title, blocks });
            }
            // Without a title nobody would know what to press.
            Kind::Details(Some(kind), ..) if !blocks.is_empty() => self.push_block(Block::Callout(kind, blocks)),
            Kind::Details(..) => blocks.into_iter().for_each(|block| self.push_block(block)),
            Kind::Title => {
                let title = self.one_run(blocks, run);
                match self.frames.last_mut().map(|frame| &mut frame.kind) {
                    Some(Kind::Details(_, _, known @ None)) => *known = Some(title),
                    Some(Kind::Callout(_, known)) if known.is_empty() => *known = title,
                    _ if shows(&title) => self.push_block(Block::Paragraph(vec![Inline::Strong(title)])),
                    _ => {}
                }
            }
            Kind::Caption => {
                let run = self.one_run(blocks, run);
                if shows(&run) {
                    self.push_block(Block::Paragraph(vec![Inline::Marked(Mark::Small, run)]));
                }
            }
            Kind::List(_) if is_html && items.is_empty() => {}
            Kind::List(start) => self.push_block(Block::List { start, items }),
            Kind::Item if is_html && blocks.is_empty() => {}
            Kind::Item => self.top_mut().items.push(Item { task, blocks }),
            Kind::Term => {
                let run = self.one_run(blocks, run);
                if shows(&run) {
                    let term = vec![Block::Paragraph(vec![Inline::Strong(run)])];
                    self.top_mut().items.push(Item { task: None, blocks: term });
                }
            }
            Kind::Definition => match self.top_mut().items.last_mut() {
                Some(item) => {
                    // It begins in the line below its term.
                    if let ([Block::Paragraph(term)], Some(Block::Paragraph(first))) =
                        (item.blocks.as_mut_slice(), blocks.first_mut())
                    {
                        term.push(Inline::Break);
                        term.append(first);
                        blocks.remove(0);
                    }
                    item.blocks.append(&mut blocks);
                }
                None if blocks.is_empty() => {}
                None => self.top_mut().items.push(Item { task: None, blocks }),
            },
            Kind::Code => self.push_block(Block::Code(run_text(&run))),
            Kind::Table(align) => {
                let mut rows = rows.into_iter();
                // A head without a word is how Markdown writes a table that has none.
                let head = rows.next().filter(|head| head.iter().any(|cell| !cell.is_empty())).unwrap_or_default();
                self.push_block(Block::Table { align, head, rows: rows.collect() });
            }
            Kind::Row => self.top_mut().rows.push(cells),
            Kind::Cell => {
                let run = self.one_run(blocks, run);
                self.top_mut().cells.push(run);
            }
            Kind::Grid(grid) => self.close_grid(grid),
            Kind::GridRow(cells) => {
                if let Kind::Grid(grid) = &mut self.top_mut().kind {
                    grid.rows.push(GridRow { cells, in_head: grid.in_head });
                }
            }
            Kind::GridCell(mut cell) => {
                let run = trimmed(run);
                if !run.is_empty() {
                    blocks.push(Block::Paragraph(run));
                }
                cell.blocks = blocks;
                if let Kind::GridRow(cells) = &mut self.top_mut().kind {
                    cells.push(cell);
                }
            }
            Kind::Footnote(number) => self.push_block(Block::Footnote(number, blocks)),
            Kind::Wrap(wrap) => self.close_marked(is_html, run, |run| vec![wrap.around(run)]),
            Kind::CodeRun => self.close_marked(is_html, run, code),
            // A place that links lead to, the sign of a heading, `[](#x)`, or an overlay: there was nothing to see.
            Kind::Link(address)
                if !shows(&run)
                    && (address.starts_with('#')
                        || is_html && self.html.unseen.is_none_or(|picture| picture < span.start)) =>
            {
                run.into_iter().for_each(|inline| self.push(inline));
            }
            Kind::Link(address) => match self.resolver.link(&address, span.clone()) {
                Some(target) => {
                    let mut run = run;
                    if words::name(&mut run, || self.resolver.title(&target), &address) {
                        self.remarks.push(Remark { span, doubt: Doubt::Wordless });
                    }
                    self.push(Inline::Link(target, run));
                }
                None => run.into_iter().for_each(|inline| self.push(inline)),
            },
            Kind::Image(address) => {
                let alt = plain_inlines(&run);
                let at = span.start;
                match self.resolver.image(&address, alt.clone(), span) {
                    Some(image) => self.push(image),
                    None => self.unseen_picture(alt, at),
                }
            }
            Kind::Root => {}
        }
    }

    /// Text that HTML marks is nothing where nothing is in it.
    fn close_marked(&mut self, is_html: bool, run: Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Vec<Inline>) {
        if !is_html {
            return mark(run).into_iter().for_each(|inline| self.push(inline));
        }
        if !shows(&run) {
            return run.into_iter().for_each(|inline| self.push(inline));
        }
        // A line that ends inside of it at its end ends there, too; blanks at its ends stand beside it.
        let mut run = run;
        let outer = |inline: &&Inline| match inline {
            Inline::Break => true,
            Inline::Text(text) => text.trim_matches(is_blank).is_empty(),
            _ => false,
        };
        let last = run.iter().rev().take_while(outer).count();
        let ends = run.split_off(run.len() - last);
        let first = run.iter().take_while(outer).count();
        run.drain(..first).collect::<Vec<_>>().into_iter().for_each(|inline| self.push(inline));
        let before = matches!(run.first(), Some(Inline::Text(text)) if text.starts_with(is_blank));
        let behind = matches!(run.last(), Some(Inline::Text(text)) if text.ends_with(is_blank));
        if before {
            self.push(Inline::Text(" ".into()));
        }
        mark(trimmed(run)).into_iter().for_each(|inline| self.push(inline));
        if behind {
            self.push(Inline::Text(" ".into()));
        }
        ends.into_iter().for_each(|inline| self.push(inline));
    }

    fn close_grid(&mut self, grid: Grid) {
        for block in grid.finish(&mut self.headings) {
            self.push_block(block);
        }
    }

    /// Blocks and the text behind them, where only text may stand.
    fn one_run(&mut self, mut blocks: Vec<Block>, run: Vec<Inline>) -> Vec<Inline> {
        if blocks.is_empty() {
            return run;
        }
        let run = trimmed(run);
        if !run.is_empty() {
            blocks.push(Block::Paragraph(run));
        }
        flatten(blocks, &mut self.headings)
    }

    /// Text directly in an item, a quote or the root (a "tight" list has no paragraphs) becomes a paragraph.
    pub(super) fn flush_loose(&mut self) {
        if self.top_mut().kind.holds_blocks() {
            self.flush_run(self.frames.len() - 1);
        }
    }

    /// The text of an element so far becomes a paragraph.
    pub(super) fn flush_run(&mut self, at: usize) {
        let Some(frame) = self.frames.get_mut(at).filter(|frame| !frame.run.is_empty()) else { return };
        let run = trimmed(mem::take(&mut frame.run));
        let loose = frame.loose.take();
        if !run.is_empty() {
            frame.blocks.push(Block::Paragraph(run));
        }
        if let Some(text) = loose {
            self.remarks.extend(tables::no_table(self.body, &text));
        }
    }

    /// A picture that is not shown: its words are.
    pub(super) fn unseen_picture(&mut self, alt: String, at: usize) {
        if alt.trim().is_empty() {
            self.html.unseen = Some(at);
        }
        self.push(Inline::Text(alt));
    }

    pub(super) fn push_block(&mut self, block: Block) {
        if !matches!(block, Block::Heading { .. }) {
            self.see_content();
        }
        // Between the rows of a table nothing may stand: it stands before the table, as in browsers.
        for at in (0..self.frames.len()).rev() {
            let Some(frame) = self.frames.get_mut(at) else { return };
            if frame.kind.is_flow() {
                self.flush_run(at);
                if let Some(frame) = self.frames.get_mut(at) {
                    frame.blocks.push(block);
                }
                return;
            }
            if let (Kind::List(_), Some(_)) = (&frame.kind, frame.element) {
                match frame.items.last_mut() {
                    Some(item) => item.blocks.push(block),
                    None => frame.items.push(Item { task: None, blocks: vec![block] }),
                }
                return;
            }
        }
    }

    pub(super) fn push(&mut self, inline: Inline) {
        let empty = match &inline {
            Inline::Text(text) if text.is_empty() => return,
            Inline::Text(text) => text.trim().is_empty(),
            Inline::Break => true,
            _ => false,
        };
        let top = self.top_mut();
        let between = matches!(top.kind, Kind::Grid(_) | Kind::GridRow(_))
            || top.element.is_some() && matches!(top.kind, Kind::List(_));
        if empty && between {
            return;
        }
        if !empty {
            self.open_again();
            self.see_content();
        }
        let at = match &self.top_mut().kind {
            Kind::Grid(_) | Kind::GridRow(_) => self.flow(),
            Kind::List(_) if between => {
                self.open_frame(Kind::Item, Some("li"), self.at..self.at);
                self.frames.len() - 1
            }
            _ => self.frames.len() - 1,
        };
        let Some(run) = self.frames.get_mut(at).map(|frame| &mut frame.run) else { return };
        match (run.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => run.push(inline),
        }
    }

    /// There is something to see behind the ids that were met.
    fn see_content(&mut self) {
        if self.headings.is_waiting() && !self.frames.iter().any(|frame| matches!(frame.kind, Kind::Heading(..))) {
            self.headings.settle_waiting();
        }
    }

    pub(super) fn top_mut(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        #[allow(clippy::indexing_slicing, reason = "pushed above where it was empty")]
        &mut self.frames[last]
    }
}
