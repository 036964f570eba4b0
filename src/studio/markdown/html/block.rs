//! A block of HTML, and HTML inside of a line. A block is cut at its tags, and what stands between them is read as
//! Markdown: text that begins a line of its own may be a list or a heading, text behind a tag is a run of words.

use std::ops::Range;

use super::{
    super::{
        builder::{Builder, LEAD},
        dropped::{Dropped, Loss},
        flatten::is_blank,
        remark::{Doubt, Remark},
        source::Source,
    },
    attributes::{Tag, text},
    lost::loss,
    names::{Element, cuts, element},
    tokens::{Token, ends, tokens},
};
use crate::knowledge::{Block, Inline};

/// Parts of parts of blocks are read so deep; what is deeper is text.
const MAX_DEPTH: usize = 3;

impl Builder<'_> {
    /// HTML inside of a line: one tag, or something that is none.
    pub(in super::super) fn html_inline(&mut self, html: &str, span: Range<usize>) {
        match Tag::read(html) {
            Some(tag) => self.tag(&tag, span),
            None if html.starts_with("<!--") || self.html.dropping.is_some() => {}
            None => self.dropped_html.push(Dropped { span, loss: Loss::Program, linked: false }),
        }
    }

    /// A block of HTML.
    pub(in super::super) fn html_block(&mut self, source: &Source<'_>) {
        self.html.depth += 1;
        let mut part = Source::default();
        let mut from = 0;
        let mut begins = true;
        let ends = ends(&source.text);
        for (token, span) in tokens(&source.text) {
            if self.html.dropping.is_none() {
                begins &= source.text.get(from..span.start).is_some_and(|before| before.trim().is_empty());
                part.push_part(source, from..span.start);
            }
            from = span.end;
            let place = source.places(&span);
            self.at = place.start;
            let raw = source.text.get(span.clone()).unwrap_or_default();
            match token {
                Token::Comment => {}
                Token::OpenComment => self.remarks.push(Remark { span: place, doubt: Doubt::OpenComment }),
                _ if self.html.dropping.is_some() => {
                    if let (Token::Tag, Some(tag)) = (token, Tag::read(raw)) {
                        self.tag_in_dropped(&tag);
                    }
                }
                Token::Instruction => {
                    self.dropped_html.push(Dropped { span: place, loss: Loss::Program, linked: false });
                }
                // Else a block of HTML would begin here again.
                Token::Stray if raw == "<" => part.push("\\<", place.start),
                Token::Stray => self.remarks.push(Remark { span: place, doubt: Doubt::OpenTag }),
                Token::Literal(name, content) => self.literal(&name, source, span, content, &mut part),
                Token::Tag => {
                    let Some(tag) = Tag::read(raw) else { continue };
                    // What only breaks a line or names a place does not decide how the text behind it is read.
                    if begins && names_nothing(&tag) {
                        self.tag(&tag, place);
                        continue;
                    }
                    match element(&tag.name) {
                        Some((_, Element::Lost(loss))) => {
                            let ends_here = ends.get(&tag.name).is_some_and(|end| *end >= span.end);
                            if loss == Loss::Media || !ends_here {
                                self.read_between(&mut part);
                            }
                            self.tag(&tag, place);
                        }
                        Some((name, element)) if cuts(name, element) => {
                            self.read_between(&mut part);
                            self.tag(&tag, place);
                            begins = true;
                        }
                        _ => {
                            begins = false;
                            part.push_part(source, span);
                        }
                    }
                }
            }
        }
        if self.html.dropping.is_none() {
            part.push_part(source, from..source.text.len());
        }
        self.read_between(&mut part);
        self.html.depth -= 1;
    }

    /// An element whose content is no Markdown.
    fn literal(
        &mut self,
        name: &str,
        source: &Source<'_>,
        span: Range<usize>,
        content: Range<usize>,
        part: &mut Source<'static>,
    ) {
        let Some(tag) = source.text.get(span.start..content.start).and_then(Tag::read) else { return };
        let place = source.places(&(span.start..content.start));
        match loss(name) {
            None if name == "noframes" => {}
            None => {
                self.read_between(part);
                self.note_ids(&tag);
                let code = text(source.text.get(content).unwrap_or_default());
                // As browsers do.
                let code = code.strip_prefix('\n').unwrap_or(&code);
                if self.boundary() && !code.trim().is_empty() {
                    self.push_block(Block::Code(code.to_owned()));
                }
            }
            Some(loss) => {
                if loss == Loss::Media {
                    self.read_between(part);
                }
                self.lose_whole(loss, &tag, place);
            }
        }
    }

    /// Reads what stands between two tags as Markdown.
    fn read_between(&mut self, part: &mut Source<'static>) {
        let part = std::mem::take(part);
        let words = part.text.trim_start_matches(is_blank);
        if words.is_empty() {
            return;
        }
        let before = part.text.len() - words.len();
        let dropping = self.html.dropping.take();
        if self.html.depth > MAX_DEPTH {
            let words = text(&part.text).split_whitespace().collect::<Vec<_>>().join(" ");
            self.push(Inline::Text(words));
        } else if part.text.get(..before).is_some_and(|blanks| blanks.contains('\n')) {
            self.read_part(&dedented(&part));
        } else {
            let mut line = Source::default();
            line.push(LEAD.encode_utf8(&mut [0; 4]), part.place(before));
            line.push_part(&part, before..part.text.len());
            self.html.led = true;
            self.read_part(&line);
            self.html.led = false;
        }
        self.html.dropping = dropping;
    }
}

/// Whether a tag neither shows nor marks anything: a line break, a name for a place, a wrapper of words.
fn names_nothing(tag: &Tag<'_>) -> bool {
    match element(&tag.name) {
        Some((_, Element::Break | Element::Inline)) => true,
        Some((_, Element::Link)) => tag.is_end || tag.attributes().get("href").is_none(),
        _ => false,
    }
}

/// A text without the blanks that all its lines begin with: inside of HTML they mean nothing.
fn dedented(source: &Source<'_>) -> Source<'static> {
    let blank = [' ', '\t'];
    let indent = |line: &str| line.len() - line.trim_start_matches(blank).len();
    let first = source.text.lines().find(|line| !line.trim().is_empty()).map_or(0, indent);
    let mut out = Source::default();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        out.push_part(source, at + indent(line).min(first)..at + line.len());
        at += line.len();
    }
    out
}
