//! The parser's events become the document tree. `pulldown-cmark` defines the events, `knowledge` the
//! tree.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::{
    headings::Headings,
    html::{self, Html},
    kinds::{align, callout, heading_level, notes_last, run_text},
    parsed::MAX_DEPTH,
    remark::Remark,
    resolver::Resolver,
    tables::{self, LostCells},
    unread::{self, Definitions},
};
use crate::{
    knowledge::{Align, Block, Callout, Inline, Item, Row, plain_inlines},
    studio::source_text::is_control,
};

/// The tree so far, and what is not in it.
pub(super) struct Builder<'a> {
    body: &'a str,
    resolver: &'a mut dyn Resolver,
    frames: Vec<Frame>,
    /// Of each element that is open, whether it has a frame; one without is kept for its content only.
    open: Vec<bool>,
    pub(super) flattened: Option<Range<usize>>,
    pub(super) dropped_html: Vec<Range<usize>>,
    pub(super) lost_cells: Vec<LostCells>,
    pub(super) remarks: Vec<Remark>,
    footnotes: HashMap<String, u16>,
    pub(super) headings: Headings,
}

/// An open element: what it is, and what it holds so far.
#[derive(Default)]
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    run: Vec<Inline>,
    items: Vec<Item>,
    rows: Vec<Row>,
    cells: Row,
    task: Option<bool>,
    span: Range<usize>,
    /// Where the text of `run` stands, outside of paragraphs.
    loose: Option<Range<usize>>,
}

#[derive(Default)]
enum Kind {
    #[default]
    Root,
    Paragraph,
    Heading(u8),
    Quote(Option<Callout>),
    List(Option<u32>),
    Item,
    Code,
    Table(Vec<Align>),
    Row,
    Cell,
    Footnote(u16),
    Strong,
    Emphasis,
    Strike,
    Link(String),
    Image(String),
    Html,
}

impl<'a> Builder<'a> {
    pub(super) fn new(body: &'a str, resolver: &'a mut dyn Resolver) -> Self {
        Self {
            body,
            resolver,
            frames: vec![Frame::default()],
            open: Vec::new(),
            flattened: None,
            dropped_html: Vec::new(),
            lost_cells: Vec::new(),
            remarks: Vec::new(),
            footnotes: HashMap::new(),
            headings: Headings::default(),
        }
    }
}

impl Builder<'_> {
    /// Reads a part of the body.
    pub(super) fn read(&mut self, part: Range<usize>) {
        let text = self.body.get(part.clone()).unwrap_or_default();
        let mut events = Parser::new_ext(text, options()).into_offset_iter();
        let mut definitions = Definitions::default();
        for (event, span) in events.by_ref() {
            if let Event::Start(tag) = &event {
                definitions.see(tag);
            }
            self.event(event, part.start + span.start..part.start + span.end);
        }
        self.remarks.extend(definitions.unused(&events, part.start));
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, span),
            Event::End(_) => self.close(),
            Event::Text(text) => {
                if !matches!(self.frames.last(), Some(Frame { kind: Kind::Code | Kind::Html, .. })) {
                    let cell = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Cell));
                    unread::brackets(self.body, &span, cell, &mut self.remarks);
                }
                let loose = &mut self.top_mut().loose;
                *loose = Some(loose.take().map_or(span.start, |loose| loose.start)..span.end);
                // Written as `&#1;` they come this far; the line end of mainframes parts two words.
                self.push(Inline::Text(text.replace('\u{85}', " ").replace(is_control, "")));
            }
            Event::Code(code) => self.push(Inline::Code(code.into_string())),
            // Behind `<br>` the end of the line is no second gap.
            Event::SoftBreak if matches!(self.top_mut().run.last(), Some(Inline::Break)) => {}
            Event::SoftBreak => self.push(Inline::Text(" ".into())),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => self.push_block(Block::Rule),
            Event::TaskListMarker(done) => {
                if let Some(item) = self.frames.iter_mut().rev().find(|frame| matches!(frame.kind, Kind::Item)) {
                    item.task = Some(done);
                }
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.push(Inline::FootnoteRef(number));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if !matches!(self.frames.last(), Some(Frame { kind: Kind::Html, .. })) {
                    self.tag(&html, span);
                }
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(Inline::Code(text.into_string())),
        }
    }

    fn open(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(heading_level(level)),
            Tag::BlockQuote(kind) => Kind::Quote(kind.map(callout)),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Kind::Code,
            Tag::List(start) => Kind::List(start.map(|start| u32::try_from(start).unwrap_or(1))),
            Tag::Item => Kind::Item,
            Tag::FootnoteDefinition(label) => Kind::Footnote(self.footnote(&label)),
            Tag::Table(alignments) => Kind::Table(alignments.into_iter().map(align).collect()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(Frame { kind: Kind::Table(columns), .. }) = self.frames.last() {
                    match tables::lost(self.body, &span, columns.len()) {
                        Some(lost) => self.lost_cells.push(lost),
                        None => self.remarks.extend(tables::split_code(self.body, &span)),
                    }
                }
                Kind::Row
            }
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => Kind::Link(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Kind::Image(dest_url.into_string()),
            Tag::HtmlBlock => {
                self.html_block(&span);
                Kind::Html
            }
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => return self.open.push(false),
        };
        let fits = self.fits(&kind);
        self.open.push(fits);
        if fits {
            self.frames.push(Frame { kind, span, ..Frame::default() });
        } else {
            self.flush_run();
            self.flattened.get_or_insert(span);
        }
    }

    /// Whether an element gets a frame: where there is room for what has to stand inside it, and inside what it has to
    /// stand in. Raw HTML always does, since it swallows its content.
    fn fits(&self, kind: &Kind) -> bool {
        let around = self.frames.last().map(|frame| &frame.kind);
        let room = |inside: usize| self.frames.len() + inside <= MAX_DEPTH;
        match kind {
            Kind::Html => true,
            Kind::Item => matches!(around, Some(Kind::List(_))),
            Kind::Row => matches!(around, Some(Kind::Table(_))),
            Kind::Cell => matches!(around, Some(Kind::Row)),
            Kind::List(_) => room(2),
            Kind::Table(_) => room(3),
            _ => room(0),
        }
    }

    fn close(&mut self) {
        self.flush_run();
        if !self.open.pop().unwrap_or_default() || self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let Frame { kind, blocks, run, items, rows, cells, task, span, .. } = frame;
        match kind {
            Kind::Paragraph => {
                self.remarks.extend(tables::no_table(self.body, &span));
                if !run.is_empty() {
                    self.push_block(Block::Paragraph(run));
                }
            }
            Kind::Heading(level) => {
                let mut text = run;
                let id = self.headings.add(&mut text, self.body.get(span.clone()).unwrap_or_default(), span);
                self.push_block(Block::Heading { level, id, text });
            }
            Kind::Quote(Some(kind)) => self.push_block(Block::Callout(kind, blocks)),
            Kind::Quote(None) => self.push_block(Block::Quote(blocks)),
            Kind::List(start) => self.push_block(Block::List { start, items }),
            Kind::Item => self.top_mut().items.push(Item { task, blocks }),
            Kind::Code => self.push_block(Block::Code(run_text(&run))),
            Kind::Table(align) => {
                let mut rows = rows.into_iter();
                let head = rows.next().unwrap_or_default();
                self.push_block(Block::Table { align, head, rows: rows.collect() });
            }
            Kind::Row => self.top_mut().rows.push(cells),
            Kind::Cell => self.top_mut().cells.push(run),
            Kind::Footnote(number) => self.push_block(Block::Footnote(number, blocks)),
            Kind::Strong => self.push(Inline::Strong(run)),
            Kind::Emphasis => self.push(Inline::Emphasis(run)),
            Kind::Strike => self.push(Inline::Strike(run)),
            Kind::Link(address) => match self.resolver.link(&address, span) {
                Some(target) => self.push(Inline::Link(target, run)),
                None => run.into_iter().for_each(|inline| self.push(inline)),
            },
            Kind::Image(address) => {
                let alt = plain_inlines(&run);
                match self.resolver.image(&address, alt.clone(), span) {
                    Some(image) => self.push(image),
                    None => self.push(Inline::Text(alt)),
                }
            }
            Kind::Html | Kind::Root => {}
        }
    }

    pub(super) fn finish(&mut self) -> Vec<Block> {
        self.flush_run();
        notes_last(self.frames.drain(..).next().map(|root| root.blocks).unwrap_or_default())
    }

    /// Text directly in an item, a quote or the root (a "tight" list has no paragraphs) becomes a paragraph.
    fn flush_run(&mut self) {
        let frame = self.top_mut();
        let holds_blocks = matches!(frame.kind, Kind::Root | Kind::Quote(_) | Kind::Item | Kind::Footnote(_));
        if holds_blocks && !frame.run.is_empty() {
            let run = std::mem::take(&mut frame.run);
            frame.blocks.push(Block::Paragraph(run));
            if let Some(text) = frame.loose.take() {
                self.remarks.extend(tables::no_table(self.body, &text));
            }
        }
    }

    fn push_block(&mut self, block: Block) {
        self.flush_run();
        self.top_mut().blocks.push(block);
    }

    fn push(&mut self, inline: Inline) {
        let run = &mut self.top_mut().run;
        match (run.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => run.push(inline),
        }
    }

    /// A tag in running text.
    fn tag(&mut self, html: &str, span: Range<usize>) {
        match html::kind_of(html) {
            Html::Break => return self.push(Inline::Break),
            // A browser would begin a new line here: the words on both sides stay two.
            Html::Block => {
                let run = &self.top_mut().run;
                let glued = match run.last() {
                    Some(Inline::Text(text)) => !text.ends_with(char::is_whitespace),
                    Some(Inline::Break) | None => false,
                    Some(_) => true,
                };
                if glued {
                    self.push(Inline::Text(" ".into()));
                }
            }
            Html::Other => {}
        }
        self.dropped_html.push(span);
    }

    /// A block of HTML: a comment or `<br>` on a line of its own begins one, and what follows it is Markdown to whoever
    /// wrote it.
    fn html_block(&mut self, span: &Range<usize>) {
        let text = self.body.get(span.clone()).unwrap_or_default();
        match html::behind(text) {
            Some(behind) if behind == text.len() => {}
            // Inside of lists and quotes the lines of a block begin with their marks.
            Some(behind) if matches!(self.frames.as_slice(), [Frame { kind: Kind::Root, .. }]) => {
                self.read(span.start + behind..span.end);
            }
            _ => self.dropped_html.push(span.clone()),
        }
    }

    fn footnote(&mut self, label: &str) -> u16 {
        let next = u16::try_from(self.footnotes.len() + 1).unwrap_or(u16::MAX);
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    fn top_mut(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        #[allow(clippy::indexing_slicing, reason = "pushed above where it was empty")]
        &mut self.frames[last]
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}
