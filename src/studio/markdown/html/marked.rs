//! Text that HTML marks: in bold, as a key, as a link. Where a block stands in it, or its end behind that of another, the
//! mark goes on behind, as browsers have it.

use std::ops::Range;

use super::super::{
    builder::Builder,
    flatten::shows,
    frame::{By, Frame, Kind},
    state::{Again, Mark},
};

use crate::knowledge::Inline;

/// How often marks of one text may go on in what follows.
const MAX_AGAIN: usize = 1_000;

impl Builder<'_> {
    /// The mark of a frame that is closed before its end tag; `None` where it is none of HTML, or has no end.
    pub(in super::super) fn marked_again(&self, frame: &Frame) -> Option<Again> {
        let element = frame.element.filter(|_| !frame.once)?;
        let mark = match &frame.kind {
            Kind::Wrap(wrap) => Mark::Wrap(*wrap),
            Kind::Link(address) => Mark::Link(address.clone()),
            Kind::CodeRun => Mark::Code,
            _ => return None,
        };
        let ends = self.html.ends.as_ref().and_then(|ends| ends.get(element));
        let goes_on = ends.is_some_and(|end| *end > self.at) && self.html.spent < MAX_AGAIN;
        goes_on.then(|| Again { element, mark, span: frame.span.clone(), once: false, home: frame.home })
    }

    /// Opens again what goes on.
    pub(in super::super) fn open_again(&mut self) {
        for Again { element, mark, span, once, home } in std::mem::take(&mut self.html.again) {
            self.html.spent += 1;
            let kind = match mark {
                Mark::Wrap(wrap) => Kind::Wrap(wrap),
                Mark::Link(_) if self.frames.iter().any(|frame| matches!(frame.kind, Kind::Link(_))) => continue,
                Mark::Link(address) => Kind::Link(address),
                Mark::Code => Kind::CodeRun,
            };
            if self.open_frame(kind, Some(element), span).is_some() {
                let frame = self.top_mut();
                (frame.home, frame.once) = (home, once);
            }
        }
    }

    /// Opens marked text.
    pub(super) fn start_mark(&mut self, kind: Kind, element: &'static str, span: Range<usize>) {
        self.know_ends();
        self.open_again();
        // A mark in the same mark changes nothing.
        let same = self.frames.iter_mut().rev().take_while(|frame| frame.kind.is_inline());
        if let Some(frame) = { same }.find(|frame| frame.element == Some(element)) {
            frame.unframed += 1;
            return;
        }
        self.open_frame(kind, Some(element), span);
    }

    /// Ends marked text.
    pub(super) fn end_mark(&mut self, element: &str) {
        for at in (1..self.frames.len()).rev() {
            let Some(frame) = self.frames.get_mut(at).filter(|frame| frame.kind.is_inline()) else { break };
            if frame.element == Some(element) {
                if frame.unframed > 0 {
                    frame.unframed -= 1;
                    return;
                }
                let empty = self.empty_link(at);
                self.close_through(at, By::Tag);
                self.html.again.extend(empty);
                return;
            }
        }
        if let Some(at) = self.html.again.iter().rposition(|again| again.element == element) {
            self.html.again.remove(at);
        }
    }

    /// What becomes of a link without words: it gets its label; else, in a box of the page, it is one that styles spread
    /// over what stands beside it, and marks the words behind.
    fn empty_link(&mut self, at: usize) -> Option<Again> {
        let inside = self.html.depth > 0;
        let frame = self.frames.get_mut(at).filter(|frame| !shows(&frame.run) && !frame.once)?;
        let Kind::Link(address) = &frame.kind else { return None };
        if let Some(label) = frame.label.take() {
            frame.run.push(Inline::Text(label));
            return None;
        }
        let spread = inside && !address.starts_with('#');
        let mark = Mark::Link(address.clone());
        spread.then(|| Again { element: "a", mark, span: frame.span.clone(), once: true, home: frame.home })
    }

    /// Opens a link; one inside a link of Markdown is none, and one inside another of HTML ends that.
    pub(super) fn start_link(&mut self, address: &str, label: Option<&str>, span: Range<usize>) {
        if self.frames.iter().any(|frame| frame.element.is_none() && matches!(frame.kind, Kind::Link(_))) {
            return;
        }
        self.end_link();
        self.start_mark(Kind::Link(address.to_owned()), "a", span);
        if let Some(Frame { kind: Kind::Link(_), label: known, .. }) = self.frames.last_mut() {
            *known = label.map(str::to_owned);
        }
    }

    /// Ends a link of HTML, before another begins.
    pub(in super::super) fn end_link(&mut self) {
        self.html.again.retain(|again| !matches!(again.mark, Mark::Link(_)));
        let link = |frame: &Frame| frame.element.is_some() && matches!(frame.kind, Kind::Link(_));
        if let Some(at) = self.frames.iter().rposition(link) {
            self.close_through(at, By::Tag);
        }
    }
}
