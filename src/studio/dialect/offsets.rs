//! Changes to a text, and where each byte of the result stood before.
//!
//! A pass over a text collects [`Edits`], which do not overlap, and applies them at once: that takes time in proportion
//! to the text however many there are. What it leaves behind is a [`Layer`]; the layers of all passes are the
//! [`OffsetMap`].

use std::ops::Range;

/// A part of a text and what stands in its place.
#[derive(Debug)]
struct Edit {
    at: Range<usize>,
    text: String,
}

/// The changes of one pass, in any order.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    pub(super) fn replace(&mut self, at: Range<usize>, text: impl Into<String>) {
        self.0.push(Edit { at, text: text.into() });
    }

    pub(super) fn remove(&mut self, at: Range<usize>) {
        self.replace(at, "");
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// The changed text; `None` where nothing changes. Of two edits that overlap the first one holds for what
    /// both take.
    pub(super) fn apply(mut self, text: &str) -> Option<(String, Layer)> {
        self.0.sort_by_key(|edit| (edit.at.start, edit.at.end));
        let mut out = String::with_capacity(text.len());
        let mut layer = Layer::default();
        let mut end = 0;
        for mut edit in self.0 {
            // What an edit before took already is taken once.
            if edit.at.start < end && edit.at.end > end {
                edit.at.start = end;
            }
            let (Some(kept), true) = (text.get(end..edit.at.start), edit.at.start >= end) else { continue };
            let Some(old) = text.get(edit.at.clone()) else { continue };
            if old == edit.text {
                continue;
            }
            out.push_str(kept);
            let start = out.len();
            out.push_str(&edit.text);
            end = edit.at.end;
            layer.0.push(Change { new: start..out.len(), old: edit.at });
        }
        if layer.0.is_empty() {
            return None;
        }
        out.push_str(text.get(end..).unwrap_or_default());
        Some((out, layer))
    }
}

/// What a changed part was before.
#[derive(Clone, Debug)]
struct Change {
    new: Range<usize>,
    old: Range<usize>,
}

/// The changes of one pass, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer(Vec<Change>);

impl Layer {
    /// Where a byte of the new text stood: inside of a change, at the change.
    fn start(&self, at: usize) -> usize {
        let behind = self.0.partition_point(|change| change.new.start <= at);
        match behind.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(change) if at < change.new.end => change.old.start,
            Some(change) => change.old.end + (at - change.new.end),
            None => at,
        }
    }

    /// Where a range ended.
    fn end(&self, at: usize) -> usize {
        let behind = self.0.partition_point(|change| change.new.start < at);
        match behind.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(change) if at <= change.new.end => change.old.end,
            Some(change) => change.old.end + (at - change.new.end),
            None => at,
        }
    }
}

/// From a place in a translated text to the place in the text that was written.
#[derive(Clone, Debug, Default)]
pub(in crate::studio) struct OffsetMap {
    /// One for each pass that changed something, the first one first.
    layers: Vec<Layer>,
}

impl OffsetMap {
    pub(super) fn push(&mut self, layer: Layer) {
        self.layers.push(layer);
    }

    /// The bytes of the written text that a range of the translated one comes from.
    pub(in crate::studio) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        for layer in self.layers.iter().rev() {
            let empty = start >= end;
            start = layer.start(start);
            end = if empty { start } else { layer.end(end).max(start) };
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finding must name the line that the writer wrote, not the one that a pass made of it.
    #[test]
    fn places_lead_back() {
        let text = "one [[two]] three {x} four";
        let mut edits = Edits::default();
        edits.remove(18..22);
        edits.replace(4..11, "[two](<nd-wiki:two>)");
        let (first, layer) = edits.apply(text).unwrap();
        assert_eq!(first, "one [two](<nd-wiki:two>) three four");
        let mut map = OffsetMap::default();
        map.push(layer);
        let mut edits = Edits::default();
        edits.insert(0, ">> ");
        let (second, layer) = edits.apply(&first).unwrap();
        map.push(layer);
        for (found, expected) in [
            ("one", "one"),
            ("[two](<nd-wiki:two>)", "[[two]]"),
            ("three", "three"),
            ("four", "four"),
            ("nd-wiki", "[[two]]"),
        ] {
            let at = second.find(found).unwrap();
            assert_eq!(&text[map.range(&(at..at + found.len()))], expected, "{found}");
        }
        assert_eq!(map.range(&(0..second.len())), 0..text.len());
    }

    /// A text without changes is not copied, and edits that overlap do not tear it.
    #[test]
    fn edits_are_applied_once() {
        let mut edits = Edits::default();
        edits.replace(0..3, "one");
        assert!(edits.apply("one two").is_none());
        let mut edits = Edits::default();
        edits.replace(0..5, "a");
        edits.replace(2..7, "b");
        edits.replace(9..99, "c");
        assert_eq!(edits.apply("one two").unwrap().0, "ab");
    }
}
