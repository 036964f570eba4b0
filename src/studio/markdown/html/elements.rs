//! What each tag opens and closes.

use std::ops::Range;

use super::{
    super::{
        builder::Builder,
        dropped::Loss,
        frame::{By, Frame, Kind},
    },
    attributes::{Attributes, Tag},
    classes::{callout, is_title},
    names::{Element, element},
};
use crate::knowledge::{Block, Fold, Inline};

impl Builder<'_> {
    /// A tag, wherever it stands.
    pub(super) fn tag(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        self.at = span.start;
        if self.html.dropping.is_some() {
            return self.tag_in_dropped(tag);
        }
        // The description of a picture is text alone.
        if self.frames.last().is_some_and(|frame| matches!(frame.kind, Kind::Image(_))) {
            return self.push(Inline::Text(" ".into()));
        }
        let Some((name, element)) = element(&tag.name) else { return self.unknown(tag, span) };
        if !tag.is_end && !matches!(element, Element::Heading(_)) {
            self.note_ids(tag);
        }
        match element {
            Element::Break => self.push(Inline::Break),
            _ if tag.is_end => self.end(name, element),
            _ => {
                self.start(name, element, tag, span);
                if tag.is_empty() && !matches!(element, Element::Lost(_)) {
                    self.end(name, element);
                }
            }
        }
    }

    fn start(&mut self, name: &'static str, element: Element, tag: &Tag<'_>, span: Range<usize>) {
        match element {
            Element::Break | Element::Void | Element::Inline => {}
            Element::Rule => {
                if self.frames.iter().any(|frame| frame.element.is_none() && matches!(frame.kind, Kind::Paragraph)) {
                    self.html.rules.push(span);
                }
                if self.boundary() {
                    self.push_block(Block::Rule);
                }
            }
            Element::Image => self.picture(&tag.attributes(), span),
            Element::Input => self.input(tag, span),
            Element::Wrap(wrap) => self.start_mark(Kind::Wrap(wrap), name, span),
            Element::Code => self.start_mark(Kind::CodeRun, name, span),
            Element::Link => {
                let attributes = tag.attributes();
                if let Some(address) = attributes.get("href") {
                    let label = attributes.get("aria-label").or_else(|| attributes.get("title"));
                    self.start_link(address, label, span);
                }
            }
            Element::Quoted => self.push(Inline::Text("“".into())),
            Element::Preformatted => {
                self.boundary();
                self.start_mark(Kind::CodeRun, name, span);
            }
            Element::Block => self.start_block(name, tag, span),
            Element::Heading(level) => {
                if let Some(at) = self.open_element("h", false) {
                    self.close_through(at, By::Block);
                }
                if self.boundary() {
                    let id = tag.attributes().get("id").map(str::to_owned);
                    self.open_frame(Kind::Heading(level.clamp(2, 6), id), Some("h"), span);
                }
            }
            Element::Quote => {
                if self.boundary() {
                    let callout = callout(tag.attributes().get("class").unwrap_or_default());
                    self.open_box(Kind::Quote(callout), name, span);
                }
            }
            Element::List(numbered) => self.start_list(name, numbered, &tag.attributes(), span),
            Element::Item => self.start_item(span),
            Element::Terms => {
                if self.boundary() {
                    self.open_box(Kind::List(None), name, span);
                }
            }
            Element::Term => self.start_term(Kind::Term, name, span),
            Element::Definition => self.start_term(Kind::Definition, name, span),
            Element::Table => {
                if self.boundary() {
                    self.open_box(Kind::Grid(super::super::grid::Grid::default()), name, span);
                }
            }
            Element::Rows(head) => self.start_rows(head),
            Element::Row => self.start_row(span),
            Element::Cell(head) => self.start_cell(name, head, &tag.attributes(), span),
            Element::Caption => {
                if self.boundary() {
                    self.open_box(Kind::Caption, name, span);
                }
            }
            Element::Details => {
                if self.boundary() {
                    let attributes = tag.attributes();
                    let fold = if attributes.has("open") { Fold::Open } else { Fold::Closed };
                    let callout = callout(attributes.get("class").unwrap_or_default());
                    self.open_box(Kind::Details(callout, fold, None), name, span);
                }
            }
            Element::Title => {
                if self.boundary() {
                    self.open_box(Kind::Title, name, span);
                }
            }
            Element::Lost(loss) => self.start_lost(name, loss, tag, span),
        }
    }

    fn end(&mut self, name: &'static str, element: Element) {
        match element {
            Element::Break
            | Element::Void
            | Element::Inline
            | Element::Rule
            | Element::Image
            | Element::Input
            | Element::Lost(_) => {}
            Element::Wrap(_) | Element::Code | Element::Link => self.end_mark(name),
            Element::Quoted => self.push(Inline::Text("”".into())),
            Element::Preformatted => {
                self.end_mark(name);
                self.boundary();
            }
            Element::Heading(_) => self.end_block("h"),
            Element::Rows(_) => self.start_rows(false),
            Element::Block => {
                self.html.wrappers = self.html.wrappers.saturating_sub(1);
                self.end_block(name);
            }
            _ => self.end_block(name),
        }
    }

    /// Something that stands on lines of its own: what stood before it is a paragraph. Whether it can be a block here;
    /// inside Markdown's own emphasis and links it is a gap between two words.
    pub(super) fn boundary(&mut self) -> bool {
        let inline = self.frames.iter().rev().take_while(|frame| !frame.kind.is_flow());
        if { inline }.any(|frame| frame.element.is_none() && frame.kind.is_inline()) {
            let glued = match self.top_mut().run.last() {
                Some(Inline::Text(text)) => !text.ends_with(char::is_whitespace),
                Some(Inline::Break) | None => false,
                Some(_) => true,
            };
            if glued {
                self.push(Inline::Text(" ".into()));
            }
            return false;
        }
        self.end_runs();
        let flow = self.flow();
        if flow + 1 == self.frames.len() {
            self.flush_run(flow);
        }
        true
    }

    /// Opens an element that has an end tag; where there is no room for it, its end tag ends nothing else.
    pub(super) fn open_box(&mut self, kind: Kind, name: &'static str, span: Range<usize>) {
        if self.open_frame(kind, Some(name), span).is_none() {
            self.skip_end(name);
        }
    }

    /// Notes that an element is open that has no frame.
    fn skip_end(&mut self, name: &str) {
        if let Some(at) = self.open_element(name, true)
            && let Some(frame) = self.frames.get_mut(at)
        {
            frame.unframed += 1;
        }
    }

    /// A wrapper: its content stays. Some are callouts.
    fn start_block(&mut self, name: &'static str, tag: &Tag<'_>, span: Range<usize>) {
        self.html.wrappers += 1;
        if !self.boundary() {
            return;
        }
        // A paragraph ends where the next begins.
        if name == "p"
            && let Some(at) = self.open_element(name, false)
        {
            self.close_through(at, By::Block);
        }
        let attributes = tag.attributes();
        let class = attributes.get("class").unwrap_or_default();
        let titled = matches!(
            self.frames.last().map(|frame| &frame.kind),
            Some(Kind::Callout(_, title)) if title.is_empty()
        );
        if titled && is_title(class) {
            return self.open_box(Kind::Title, name, span);
        }
        match callout(class).filter(|_| !["body", "html", "head"].contains(&name)) {
            Some(kind) => {
                let title = attributes.get("title").map(|title| vec![Inline::Text(title.to_owned())]);
                self.open_box(Kind::Callout(kind, title.unwrap_or_default()), name, span);
            }
            None => self.skip_end(name),
        }
    }

    /// Ends an element and all inside it. Inside something of Markdown it ends with that.
    fn end_block(&mut self, name: &str) {
        self.boundary();
        self.html.again.retain(|again| !again.once);
        let mut crossed = false;
        for at in (1..self.frames.len()).rev() {
            let Some(frame) = self.frames.get_mut(at) else { return };
            if frame.element == Some(name) {
                if frame.unframed > 0 {
                    frame.unframed -= 1;
                } else if crossed && !frame.kind.is_table() {
                    frame.ended = true;
                } else {
                    self.close_through(at, By::Tag);
                }
                return;
            }
            // What is open around a table does not end in one of its cells.
            if matches!(frame.kind, Kind::GridCell(_)) && !["table", "tr"].contains(&name) {
                return;
            }
            crossed |= frame.is_container();
        }
    }

    /// Where an element of that name is open: inside the same cell, and the same container of Markdown unless it may be
    /// one around that.
    pub(super) fn open_element(&self, name: &str, around: bool) -> Option<usize> {
        let ends = |frame: &Frame| matches!(frame.kind, Kind::GridCell(_)) || frame.is_container() && !around;
        let near = self.frames.iter().rposition(ends).unwrap_or_default();
        let at = self.frames.iter().rposition(|frame| frame.element == Some(name))?;
        (at >= near).then_some(at)
    }

    fn picture(&mut self, attributes: &Attributes, span: Range<usize>) {
        let alt = attributes.get("alt").unwrap_or_default().to_owned();
        let Some(address) = attributes.get("src") else { return self.push(Inline::Text(alt)) };
        let at = span.start;
        match self.resolver.image(address, alt.clone(), span) {
            Some(Inline::Image { src, alt, size }) => {
                let size = size.map(|size| shown_size(size, attributes, src.ends_with(".svg")));
                self.push(Inline::Image { src, alt, size });
            }
            Some(other) => self.push(other),
            None => self.unseen_picture(alt, at),
        }
    }

    /// A box before the words of an item is one to tick; every other field is part of a form.
    fn input(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        let attributes = tag.attributes();
        let hidden = attributes.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
        let ticks = attributes.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let item = self.frames.iter_mut().rev().find(|frame| frame.kind.holds_blocks());
        match item {
            Some(item) if ticks && matches!(item.kind, Kind::Item) && item.blocks.is_empty() => {
                item.task = Some(attributes.has("checked"));
            }
            _ if hidden => {}
            _ => self.lose_whole(Loss::Form, tag, span),
        }
    }

    /// Notes the ids by which links find a place.
    pub(super) fn note_ids(&mut self, tag: &Tag<'_>) {
        if !tag.raw().contains("id") && tag.name != "a" {
            return;
        }
        let attributes = tag.attributes();
        let name = attributes.get("name").filter(|_| tag.name == "a");
        for id in attributes.get("id").into_iter().chain(name) {
            self.headings.anchor(id);
        }
    }

    /// Whether something of HTML is open.
    pub(in super::super) fn is_in_html(&self) -> bool {
        self.html.wrappers > 0 || self.frames.iter().any(|frame| frame.element.is_some())
    }
}

/// The size that a tag gives a picture, within its own proportions. Only a drawing becomes larger than it is.
fn shown_size(own: (u16, u16), attributes: &Attributes, drawing: bool) -> (u16, u16) {
    let length = |name: &str| {
        let style = || {
            let rules = attributes.get("style")?.split(';').filter_map(|rule| rule.split_once(':'));
            rules.map(|(key, value)| (key.trim(), value.trim())).find(|(key, _)| *key == name).map(|(_, value)| value)
        };
        let value = attributes.get(name).or_else(style)?;
        // A sign of the height of the text is given in its units.
        let em = value.strip_suffix("rem").or_else(|| value.strip_suffix("em"));
        let number = em.unwrap_or_else(|| value.trim_end_matches("px")).trim_end().parse::<f64>().ok()?;
        let length = if em.is_some() { number * 16.0 } else { number };
        (1.0..=4_000.0).contains(&length).then_some(length)
    };
    let (width, height) = (f64::from(own.0).max(1.0), f64::from(own.1).max(1.0));
    let scale = match (length("width"), length("height")) {
        (Some(wanted), _) => wanted / width,
        (None, Some(wanted)) => wanted / height,
        (None, None) => return own,
    };
    let scale = if drawing { scale } else { scale.min(1.0) };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 65,535")]
    let scaled = |length: f64| (length * scale).round().clamp(1.0, f64::from(u16::MAX)) as u16;
    (scaled(width), scaled(height))
}
