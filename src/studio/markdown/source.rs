//! A text that is put together from pieces of the body, and still knows where each of them stands.

use std::{borrow::Cow, ops::Range};

/// A text, and the places of its pieces in the body.
#[derive(Debug, Default)]
pub(super) struct Source<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where a piece begins in `text`, and where it stands in the body; in ascending order.
    pieces: Vec<(usize, usize)>,
}

impl<'a> Source<'a> {
    /// The body itself.
    pub(super) fn whole(body: &'a str) -> Self {
        Self { text: Cow::Borrowed(body), pieces: Vec::new() }
    }

    /// Appends a piece that stands at a place of the body.
    pub(super) fn push(&mut self, piece: &str, place: usize) {
        let start = self.text.len();
        if self.place(start) != place || self.pieces.is_empty() {
            self.pieces.push((start, place));
        }
        self.text.to_mut().push_str(piece);
    }

    /// Appends a part of another text.
    pub(super) fn push_part(&mut self, from: &Source<'_>, part: Range<usize>) {
        let mut start = part.start;
        let first = from.pieces.partition_point(|(at, _)| *at <= part.start);
        for (next, _) in from.pieces.get(first..).unwrap_or_default().iter().take_while(|(at, _)| *at < part.end) {
            self.push(from.text.get(start..*next).unwrap_or_default(), from.place(start));
            start = *next;
        }
        self.push(from.text.get(start..part.end).unwrap_or_default(), from.place(start));
    }

    /// The place in the body of a byte of the text.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.pieces.partition_point(|(start, _)| *start <= at);
        let piece = before.checked_sub(1).and_then(|before| self.pieces.get(before));
        piece.map_or(at, |(start, place)| place + (at - start))
    }

    /// The places in the body of a part of the text.
    pub(super) fn places(&self, part: &Range<usize>) -> Range<usize> {
        let start = self.place(part.start);
        let end = part.end.checked_sub(1).map_or(start, |last| self.place(last) + 1);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finding in a text that was put together must point to the line that its writer knows.
    #[test]
    fn places_are_those_of_the_body() {
        let body = "> one\n> two\n> three";
        let mut lines = Source::default();
        for (line, place) in [("one\n", 2), ("two\n", 8), ("three", 14)] {
            lines.push(line, place);
        }
        let mut part = Source::default();
        part.push("x ", 0);
        part.push_part(&lines, 2..11);
        assert_eq!(part.text, "x e\ntwo\nthr");
        for (word, place) in [("e", 4), ("two", 8), ("w", 9), ("thr", 14)] {
            let at = part.text.find(word).unwrap();
            assert_eq!(part.places(&(at..at + word.len())), place..place + word.len());
            assert_eq!(&body[part.places(&(at..at + word.len()))], word);
        }
        assert_eq!(Source::whole(body).places(&(3..5)), 3..5);
        assert_eq!(Source::default().places(&(0..0)), 0..0);
    }
}
