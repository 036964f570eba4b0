//! What every pass works with: the text as the passes before left it, what of it is code, and the changes so far.

use std::{cell::OnceCell, ops::Range};

use super::{
    code::Regions,
    foreign::{Foreign, ForeignKind},
    lines::{LineStarts, from, lines, part},
    offsets::Edits,
};

/// What is known of a text, found out when a pass asks for it and kept until one changes the text: most passes change
/// nothing, and many ask for nothing.
#[derive(Default)]
pub(super) struct Outline {
    regions: OnceCell<Regions>,
    starts: OnceCell<LineStarts>,
    levels: OnceCell<Levels>,
}

/// One walk over a text.
pub(super) struct Pass<'a> {
    pub(super) text: &'a str,
    indented: bool,
    outline: &'a Outline,
    pub(super) edits: Edits,
    pub(super) foreign: Vec<Foreign>,
}

impl<'a> Pass<'a> {
    /// `indented`: whether a text is code because four blanks stand before it. `outline` is of this text, read so.
    pub(super) fn new(text: &'a str, indented: bool, outline: &'a Outline) -> Self {
        Self { text, indented, outline, edits: Edits::default(), foreign: Vec::new() }
    }

    /// What of the text is code.
    pub(super) fn regions(&self) -> &'a Regions {
        self.outline.regions.get_or_init(|| Regions::of(self.text, self.indented))
    }

    /// Where its lines begin.
    pub(super) fn starts(&self) -> &'a LineStarts {
        self.outline.starts.get_or_init(|| LineStarts::new(self.text))
    }

    /// Whether a byte is running text or stands in a tag of HTML.
    pub(super) fn is_text(&self, at: usize) -> bool {
        self.regions().code(at).is_none()
    }

    /// Takes a piece out of a text: a blank before it goes where another one or a full stop follows, and a line of a table
    /// that only held it goes whole.
    pub(super) fn remove(&mut self, span: Range<usize>) {
        let text = self.text;
        // Stars around it would mark nothing.
        let star = |byte: &u8| *byte == b'*';
        let open = part(text, 0..span.start).bytes().rev().take(4).take_while(star).count();
        let close = from(text, span.end).bytes().take(4).take_while(star).count();
        let stars = if open == close && open < 4 { open } else { 0 };
        let span = span.start - stars..span.end + stars;
        let starts = self.starts();
        let number = starts.number(span.start);
        let last = starts.number(span.end);
        let (line, end) = (starts.line(text, number), starts.line(text, last));
        let before = part(text, line.start..span.start);
        let after = part(text, span.end..end.end);
        let row = |line: Range<usize>| part(text, line).trim_start().starts_with('|');
        // What a label stands for: without it the line would be text.
        if before.len() < 200 && after.trim().is_empty() && before.starts_with('[') && before.trim_end().ends_with("]:")
        {
            return self.edits.replace(span, "<>");
        }
        // From the piece outwards: what a line begins and ends with is not read again for each of its pieces.
        if after.trim_start().is_empty() && before.bytes().rev().all(|byte| byte == b' ' || byte == b'\t') {
            let between = number.checked_sub(1).is_some_and(|above| row(starts.line(text, above)))
                && row(starts.line(text, last + 1));
            if between {
                self.edits.remove(line.start..(end.end + 1).min(text.len()));
            } else {
                self.edits.remove(span);
            }
            return;
        }
        let follows = from(text, span.end).chars().next();
        let loose = follows.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
        let blank = loose && before.ends_with(' ') && !before.trim_end().is_empty();
        self.edits.remove(span.start - usize::from(blank)..span.end);
    }

    /// Counts something that is taken out.
    pub(super) fn lost(&mut self, kind: ForeignKind, span: Range<usize>) {
        self.foreign.push(Foreign { kind, span });
    }

    /// The level that a heading has below the one around a place.
    pub(super) fn levels(&self) -> &'a Levels {
        self.outline.levels.get_or_init(|| Levels::of(self.text, self.regions()))
    }
}

/// The headings of a text, each with its level.
pub(super) struct Levels(Vec<(usize, usize)>);

impl Levels {
    fn of(text: &str, regions: &Regions) -> Self {
        let heading = |line: &str| {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            ((1..=6).contains(&level) && from(line, level).starts_with([' ', '\t'])).then_some(level)
        };
        let found = lines(text).filter_map(|line| Some((line.start, heading(line.text)?)));
        Self(found.filter(|(at, _)| regions.code(*at).is_none()).collect())
    }

    /// The level of the last heading before a place; the title is the first one.
    pub(super) fn before(&self, at: usize) -> usize {
        let count = self.0.partition_point(|(start, _)| *start < at);
        count.checked_sub(1).and_then(|last| self.0.get(last)).map_or(1, |(_, level)| *level)
    }
}
