//! The parser's events become the document tree. `pulldown-cmark` defines the events, `knowledge` the tree; `stack` has
//! what is open, and `html` what a tag does.

use std::{collections::HashMap, ops::Range, rc::Rc};

use pulldown_cmark::{
    BrokenLink, BrokenLinkCallback, CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag,
};

use super::{
    autolink,
    dropped::Dropped,
    frame::{By, Frame, Kind, Wrap},
    headings::Headings,
    html::opens_block,
    kinds::{align, callout, heading_level, notes_last},
    remark::Remark,
    resolver::Resolver,
    source::Source,
    state::HtmlState,
    stray,
    tables::{self, LostCells},
    unread::{self, Definitions, normal},
};
use crate::{
    knowledge::{Block, Inline},
    studio::source_text::is_control,
};

/// Stands before a text that is no beginning of a line: a blank, so that emphasis after it opens, and none that Markdown
/// takes for an indent.
pub(super) const LEAD: char = '\u{2000}';

/// The tree so far, and what is not in it.
pub(super) struct Builder<'a> {
    pub(super) body: &'a str,
    pub(super) resolver: &'a mut dyn Resolver,
    pub(super) frames: Vec<Frame>,
    /// Of each element of Markdown that is open, the number of its frame; one without is kept for its content only.
    pub(super) open: Vec<Option<usize>>,
    /// How many frames there were.
    pub(super) count: usize,
    /// Text that has been read and not been placed.
    words: Source<'static>,
    /// The place in the body of what is read.
    pub(super) at: usize,
    pub(super) html: HtmlState,
    pub(super) flattened: Option<Range<usize>>,
    pub(super) dropped_html: Vec<Dropped>,
    pub(super) lost_cells: Vec<LostCells>,
    pub(super) remarks: Vec<Remark>,
    footnotes: HashMap<String, u16>,
    /// Where the labels of the text lead, for its parts that are read by themselves.
    labels: Rc<HashMap<String, String>>,
    definitions: Definitions,
    pub(super) headings: Headings,
}

impl<'a> Builder<'a> {
    pub(super) fn new(body: &'a str, resolver: &'a mut dyn Resolver) -> Self {
        Self {
            body,
            resolver,
            frames: vec![Frame::default()],
            open: Vec::new(),
            count: 0,
            words: Source::default(),
            at: 0,
            html: HtmlState::default(),
            flattened: None,
            dropped_html: Vec::new(),
            lost_cells: Vec::new(),
            remarks: Vec::new(),
            footnotes: HashMap::new(),
            labels: Rc::default(),
            definitions: Definitions::default(),
            headings: Headings::default(),
        }
    }
}

impl Builder<'_> {
    /// Reads the text.
    pub(super) fn read(&mut self, source: &Source<'_>) {
        let mut events = Parser::new_ext(&source.text, options()).into_offset_iter();
        let labels = events.reference_definitions().iter();
        self.labels = Rc::new(labels.map(|(label, to)| (normal(label), to.dest.to_string())).collect());
        self.take(&mut events, source);
        let unused = self.definitions.unused(&events, source);
        self.remarks.extend(unused);
    }

    /// Reads a part of the text that stands by itself, between tags.
    pub(super) fn read_part(&mut self, source: &Source<'_>) {
        let labels = Rc::clone(&self.labels);
        let known = |link: BrokenLink<'_>| {
            let to = labels.get(&normal(&link.reference))?;
            Some((CowStr::from(to.clone()), CowStr::from("")))
        };
        let mut events = Parser::new_with_broken_link_callback(&source.text, options(), Some(known)).into_offset_iter();
        self.take(&mut events, source);
    }

    fn take<'e, F: BrokenLinkCallback<'e>>(&mut self, events: &mut OffsetIter<'e, F>, source: &Source<'_>) {
        for (event, span) in events {
            if let Event::Start(tag) = &event {
                self.definitions.see(tag);
            }
            self.event(event, source.places(&span));
        }
        self.place_words();
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        self.at = span.start;
        if !matches!(event, Event::Text(_)) {
            self.place_words();
        }
        if let Some(gathered) = &mut self.html.gathered {
            match event {
                Event::Html(text) | Event::Text(text) => return gathered.push(&text, span.start),
                _ => {
                    self.open.pop();
                    let block = self.html.gathered.take().unwrap_or_default();
                    return self.html_block(&block);
                }
            }
        }
        if self.html.dropping.is_some() && !matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::End(_)) {
            match event {
                Event::Start(Tag::HtmlBlock) => self.open(Tag::HtmlBlock, span),
                Event::Start(_) => self.open.push(None),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.open(tag, span),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.push(Inline::Code(code.into_string())),
            // Behind `<br>` the end of the line is no second gap.
            Event::SoftBreak if matches!(self.top_mut().run.last(), Some(Inline::Break)) => {}
            Event::SoftBreak => self.push(Inline::Text(" ".into())),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => {
                self.end_runs();
                self.push_block(Block::Rule);
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.frames.iter_mut().rev().find(|frame| matches!(frame.kind, Kind::Item)) {
                    item.task = Some(done);
                }
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.push(Inline::FootnoteRef(number));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html_inline(&html, span),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(Inline::Code(text.into_string())),
        }
    }

    fn open(&mut self, tag: Tag<'_>, span: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(heading_level(level), None),
            Tag::BlockQuote(kind) => Kind::Quote(kind.map(callout)),
            // Behind a blank line inside of HTML, an indented tag is still one.
            Tag::CodeBlock(CodeBlockKind::Indented)
                if self.is_in_html() && self.body.get(span.clone()).is_some_and(opens_block) =>
            {
                self.html.gathered = Some(Source::default());
                return self.open.push(None);
            }
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
            Tag::Emphasis => Kind::Wrap(Wrap::Emphasis),
            Tag::Strong => Kind::Wrap(Wrap::Strong),
            Tag::Strikethrough => Kind::Wrap(Wrap::Strike),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => Kind::Link(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Kind::Image(dest_url.into_string()),
            Tag::HtmlBlock => {
                self.html.gathered = Some(Source::default());
                return self.open.push(None);
            }
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => return self.open.push(None),
        };
        if kind.is_inline() {
            self.open_again();
            if matches!(kind, Kind::Link(_)) {
                self.end_link();
            }
        } else {
            self.end_runs();
        }
        let number = self.open_frame(kind, None, span);
        self.open.push(number);
    }

    fn close(&mut self) {
        let Some(number) = self.open.pop() else { return };
        self.leave_html();
        let Some(number) = number else { return self.flush_loose() };
        if let Some(at) = self.frames.iter().rposition(|frame| frame.number == number) {
            self.close_through(at, By::Markdown);
            while self.frames.last().is_some_and(|frame| frame.ended) {
                self.close_top();
            }
        }
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        let text = match text.strip_prefix(LEAD) {
            Some(text) if std::mem::take(&mut self.html.led) => text,
            _ => text,
        };
        // Written as `&#1;` they come this far; the line end of mainframes parts two words.
        let clean = text.replace('\u{85}', " ").replace(is_control, "");
        if matches!(self.top_mut().kind, Kind::Code) {
            return self.push(Inline::Text(clean));
        }
        let cell = self.frames.iter().any(|frame| matches!(frame.kind, Kind::Cell));
        unread::brackets(self.body, &span, cell, &mut self.remarks);
        let loose = &mut self.top_mut().loose;
        *loose = Some(loose.take().map_or(span.start, |loose| loose.start)..span.end);
        self.words.push(&clean, span.start);
    }

    /// Places the text that has been read, with the addresses in it as links.
    fn place_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.text.is_empty() {
            return;
        }
        let words = self.without_strays(words);
        let linked = |kind: &Kind| matches!(kind, Kind::Link(_) | Kind::Image(_) | Kind::CodeRun);
        let found = if self.frames.iter().any(|frame| linked(&frame.kind)) {
            Vec::new()
        } else {
            let before = self.body.get(..words.place(0)).and_then(|before| before.chars().next_back());
            autolink::links(&words.text, before)
        };
        let mut from = 0;
        for (part, address) in found {
            self.push(Inline::Text(words.text.get(from..part.start).unwrap_or_default().to_owned()));
            let text = vec![Inline::Text(words.text.get(part.clone()).unwrap_or_default().to_owned())];
            match self.resolver.link(&address, words.places(&part)) {
                Some(target) => self.push(Inline::Link(target, text)),
                None => text.into_iter().for_each(|inline| self.push(inline)),
            }
            from = part.end;
        }
        self.push(Inline::Text(words.text.get(from..).unwrap_or_default().to_owned()));
    }

    /// A text without asterisks that were to make words bold.
    fn without_strays(&self, words: Source<'static>) -> Source<'static> {
        let written = |sign: &Range<usize>| {
            let place = words.place(sign.start);
            let before = self.body.get(..place).unwrap_or_default();
            self.body.get(place..place + sign.len()) == words.text.get(sign.clone()) && !before.ends_with('\\')
        };
        let signs = stray::signs(&words.text, written);
        if signs.is_empty() {
            return words;
        }
        let mut out = Source::default();
        let mut from = 0;
        for sign in signs {
            out.push_part(&words, from..sign.start);
            from = sign.end;
        }
        out.push_part(&words, from..words.text.len());
        out
    }

    pub(super) fn finish(&mut self) -> Vec<Block> {
        self.place_words();
        self.html.dropping = None;
        self.close_through(1, By::Markdown);
        self.flush_run(0);
        notes_last(self.frames.drain(..).next().map(|root| root.blocks).unwrap_or_default())
    }

    fn footnote(&mut self, label: &str) -> u16 {
        let next = u16::try_from(self.footnotes.len() + 1).unwrap_or(u16::MAX);
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}
