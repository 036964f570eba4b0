//! Where a text is code, a comment or raw HTML, which no dialect has a say in.
//!
//! Lines are read as CommonMark reads them, as far as that decides what is code: containers (lists, quotes and the
//! indented blocks of MkDocs), fences, indentation, and backticks inside of one paragraph.

use std::ops::Range;

use super::{
    heads::begins_block,
    lines::{from, indent, lines, list_mark, part, quote_prefix},
    spans::{self, Kind, Region, Searches},
};

/// The regions of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Regions(Vec<Region>);

impl Regions {
    /// Reads a text. In MDX nothing is code because it is indented.
    pub(super) fn of(text: &str, indented: bool) -> Self {
        let mut reader = Reader {
            text,
            indented,
            out: Vec::new(),
            containers: Vec::new(),
            paragraph: None,
            searches: Searches::default(),
        };
        reader.read();
        Self(reader.out)
    }

    /// The region around a byte.
    pub(super) fn at(&self, at: usize) -> Option<&Region> {
        let behind = self.0.partition_point(|region| region.at.start <= at);
        self.0.get(behind.checked_sub(1)?).filter(|region| at < region.at.end)
    }

    /// The region around a byte, unless it is a tag: between quotes in it addresses stand.
    pub(super) fn code(&self, at: usize) -> Option<&Region> {
        self.at(at).filter(|region| region.kind != Kind::Tag)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Region> {
        self.0.iter()
    }
}

/// A fence that is open.
struct Fence {
    start: usize,
    mark: u8,
    length: usize,
    /// The column that its lines are at least at, or blank.
    column: usize,
    quotes: usize,
}

struct Reader<'a> {
    text: &'a str,
    indented: bool,
    out: Vec<Region>,
    /// The columns at which the contents of open containers begin.
    containers: Vec<usize>,
    /// The running text so far: lines without a blank one between them.
    paragraph: Option<Range<usize>>,
    searches: Searches,
}

/// Containers inside of one another; what is deeper is not looked at.
const MAX_DEPTH: usize = 64;

impl Reader<'_> {
    fn read(&mut self) {
        let mut fence: Option<Fence> = None;
        // An indented block of code, and whether the line before is blank or code.
        let mut block: Option<Range<usize>> = None;
        let mut free = true;
        let mut skip = 0;
        let mut depth = 0;
        for line in lines(self.text) {
            if line.start < skip {
                // The rest of a line behind the end of a comment is running text.
                if line.end() > skip {
                    self.paragraph = Some(skip..line.end());
                    free = false;
                }
                continue;
            }
            let marks = quote_prefix(line.text);
            let quotes = part(line.text, 0..marks).bytes().filter(|byte| *byte == b'>').count();
            let inner = part(line.text, 0..marks).rfind('>').map_or(0, |at| at + 1);
            let content = from(line.text, marks);
            // One blank belongs to the mark of a quote.
            let column = indent(from(line.text, inner)).0.saturating_sub(usize::from(quotes > 0));
            if quotes != depth {
                self.containers.clear();
                depth = quotes;
            }
            let blank = content.trim().is_empty();
            if let Some(open) = &fence {
                let left = quotes < open.quotes || !blank && column < open.column;
                let run = content.bytes().take_while(|byte| *byte == open.mark).count();
                if !left {
                    if run >= open.length
                        && from(content, run).trim().is_empty()
                        && (column < open.column + 4 || !self.indented)
                    {
                        self.push(Kind::Fenced, open.start..line.end());
                        fence = None;
                        free = true;
                    }
                    continue;
                }
                self.push(Kind::Fenced, open.start..line.start.saturating_sub(1));
                fence = None;
                free = true;
            }
            if blank {
                self.flush();
                free = true;
                continue;
            }
            while self.containers.last().is_some_and(|container| column < *container)
                && (free || list_mark(content).is_some())
            {
                self.containers.pop();
            }
            let mut base = self.containers.last().copied().filter(|base| *base <= column).unwrap_or_default();
            if self.indented && free && column >= base + 4 {
                let start = line.start;
                block = Some(
                    block
                        .filter(|block| self.text.get(block.end..start).is_some_and(|gap| gap.trim().is_empty()))
                        .map_or(start, |block| block.start)..line.end(),
                );
                if let Some(block) = &block {
                    match self.out.last_mut() {
                        Some(last) if last.kind == Kind::Indented && last.at.start == block.start => {
                            last.at = block.clone()
                        }
                        _ => self.push(Kind::Indented, block.clone()),
                    }
                }
                continue;
            }
            // Marks of lists, several on one line, make containers.
            let mut rest = content;
            let mut at = column;
            while let Some(mark) = list_mark(rest).filter(|_| self.containers.len() < MAX_DEPTH) {
                self.flush();
                at += mark;
                rest = from(rest, mark);
                self.containers.push(at);
                base = at;
            }
            // What is set off below a footnote or a definition belongs to it.
            if (is_note(rest) || rest.starts_with(":   ")) && at < 4 && self.containers.len() < MAX_DEPTH {
                self.flush();
                base = (at + 2).max(4);
                self.containers.push(base);
            }
            if begins_block(rest) && self.containers.len() < MAX_DEPTH {
                self.flush();
                self.containers.push(at + 4);
                free = true;
                continue;
            }
            if let Some((mark, length)) = fence_mark(rest) {
                self.flush();
                let start = line.end() - rest.len();
                fence = Some(Fence { start, mark, length, column: base, quotes });
                continue;
            }
            let start = line.end() - rest.len();
            if let Some(end) = spans::raw_block(self.text, start, &mut self.searches) {
                self.flush();
                let kind = if rest.starts_with("<!--") { Kind::Comment } else { Kind::Raw };
                self.push(kind, start..end);
                skip = end;
                if line.end() > end {
                    self.paragraph = Some(end..line.end());
                }
                // `<code>` at the beginning of a line is a part of its paragraph.
                free = !(rest.starts_with("<code") || rest.starts_with("<samp"));
                continue;
            }
            // A heading is a paragraph of its own.
            if rest.starts_with('#') {
                self.flush();
            }
            self.paragraph = Some(self.paragraph.as_ref().map_or(start, |open| open.start)..line.end());
            free = rest.starts_with('#');
            if free || rest.starts_with('|') {
                self.flush();
            }
        }
        if let Some(open) = fence {
            self.push(Kind::Fenced, open.start..self.text.len());
        }
        self.flush();
    }

    /// Looks for code in the running text that has ended.
    fn flush(&mut self) {
        if let Some(paragraph) = self.paragraph.take() {
            for region in spans::regions(self.text, paragraph, &mut self.searches) {
                self.push(region.kind, region.at);
            }
        }
    }

    fn push(&mut self, kind: Kind, at: Range<usize>) {
        // Raw elements may reach beyond their paragraph: what begins inside of one belongs to it.
        let free = self.out.last().is_none_or(|last| last.at.end <= at.start);
        if free && !at.is_empty() {
            self.out.push(Region { kind, at });
        }
    }
}

/// Whether a line begins the text of a footnote.
fn is_note(line: &str) -> bool {
    line.strip_prefix("[^").and_then(|rest| rest.split_once(']')).is_some_and(|(_, rest)| rest.starts_with(':'))
}

/// The fence that a line begins with: its sign and its length.
pub(super) fn fence_mark(line: &str) -> Option<(u8, usize)> {
    let mark = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3 && !(mark == b'`' && from(line, length).contains('`'))).then_some((mark, length))
}
