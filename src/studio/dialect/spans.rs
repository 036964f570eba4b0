//! Code and tags inside of running text: backticks, comments, elements of HTML.

use std::{collections::HashMap, ops::Range};

use super::lines::{from, part};

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Between fences, with them.
    Fenced,
    /// Set off by four columns.
    Indented,
    /// Between backticks, with them.
    Span,
    /// `<!-- … -->`.
    Comment,
    /// An element whose text is taken as it stands: `<pre>`, `<code>`, `<script>`.
    Raw,
    /// A tag of HTML.
    Tag,
}

/// A part of a text that is no running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
}

/// Bytes of one tag; a longer one is text.
const MAX_TAG: usize = 4_000;

/// Where ends of elements are: for each end the last stretch that was searched, and what was found at its end.
#[derive(Default)]
pub(super) struct Searches {
    known: HashMap<&'static str, (usize, Option<usize>)>,
}

impl Searches {
    /// The place of a text at or behind a byte, in any case. No stretch is searched twice.
    pub(super) fn find(&mut self, text: &str, start: usize, sought: &'static str) -> Option<usize> {
        if let Some((from, found)) = self.known.get(sought)
            && *from <= start
            && found.is_none_or(|found| start <= found)
        {
            return *found;
        }
        let found = find_ignoring_case(from(text, start), sought).map(|at| start + at);
        self.known.insert(sought, (start, found));
        found
    }
}

/// The place of an ASCII text in another one, in any case.
fn find_ignoring_case(text: &str, sought: &str) -> Option<usize> {
    if !sought.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return text.find(sought);
    }
    // What is sought begins with a sign, which has no case.
    let first = sought.chars().next()?;
    text.match_indices(first).map(|(at, _)| at).find(|at| starts_ignoring_case(from(text, *at), sought))
}

/// Whether a text begins with another one, in any case.
pub(super) fn starts_ignoring_case(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// Elements whose text is no Markdown, and their ends.
const RAW: [(&str, &str); 7] = [
    ("pre", "</pre>"),
    ("script", "</script>"),
    ("style", "</style>"),
    ("textarea", "</textarea>"),
    ("code", "</code>"),
    ("samp", "</samp>"),
    ("svg", "</svg>"),
];

/// The end of a comment or raw element that begins a line at a byte.
pub(super) fn raw_block(text: &str, start: usize, searches: &mut Searches) -> Option<usize> {
    let rest = from(text, start);
    if rest.starts_with("<!--") {
        return Some(searches.find(text, start + 4, "-->").map_or(text.len(), |end| end + 3));
    }
    raw_element(text, start, searches)
}

/// The end of a raw element that begins at a byte.
fn raw_element(text: &str, start: usize, searches: &mut Searches) -> Option<usize> {
    let rest = from(text, start).strip_prefix('<')?;
    let (name, end) = RAW.iter().find(|(name, _)| {
        starts_ignoring_case(rest, name)
            && rest.as_bytes().get(name.len()).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\n' | b'\t' | b'/'))
    })?;
    let at = start + 1 + name.len();
    searches.find(text, at, end).map(|found| found + end.len())
}

/// The regions of one paragraph.
pub(super) fn regions(text: &str, paragraph: Range<usize>, searches: &mut Searches) -> Vec<Region> {
    let mut out = Vec::new();
    let words = part(text, paragraph.clone());
    if !words.contains('`') && !words.contains('<') {
        return out;
    }
    let ends = Backticks::of(text, &paragraph);
    let bytes = text.as_bytes();
    let mut at = paragraph.start;
    while at < paragraph.end {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'`') => {
                let run = ends.run(at);
                match ends.close(at) {
                    Some(end) => {
                        out.push(Region { kind: Kind::Span, at: at..end });
                        at = end;
                    }
                    None => at += run.max(1),
                }
            }
            Some(b'<') => {
                let found = if from(text, at).starts_with("<!--") {
                    searches.find(text, at + 4, "-->").map(|end| (Kind::Comment, end + 3))
                } else {
                    raw_element(text, at, searches)
                        .map(|end| (Kind::Raw, end))
                        .or_else(|| tag(text, at, paragraph.end).map(|end| (Kind::Tag, end)))
                };
                match found {
                    Some((kind, end)) => {
                        out.push(Region { kind, at: at..end });
                        at = end;
                    }
                    None => at += 1,
                }
            }
            _ => at += 1,
        }
    }
    out
}

/// The runs of backticks of a paragraph, and where each is closed by the next one of its length.
struct Backticks {
    /// Start, length, and the end of the code that begins here.
    runs: Vec<(usize, usize, Option<usize>)>,
}

impl Backticks {
    fn of(text: &str, paragraph: &Range<usize>) -> Self {
        let mut runs: Vec<(usize, usize, Option<usize>)> = Vec::new();
        for (at, _) in part(text, paragraph.clone()).match_indices('`') {
            let at = paragraph.start + at;
            match runs.last_mut() {
                Some((start, length, _)) if *start + *length == at => *length += 1,
                _ => runs.push((at, 1, None)),
            }
        }
        let mut next: HashMap<usize, usize> = HashMap::new();
        for (start, length, end) in runs.iter_mut().rev() {
            *end = next.insert(*length, *start + *length);
        }
        Self { runs }
    }

    fn index(&self, at: usize) -> Option<&(usize, usize, Option<usize>)> {
        self.runs.get(self.runs.partition_point(|(start, ..)| *start < at)).filter(|(start, ..)| *start == at)
    }

    fn run(&self, at: usize) -> usize {
        self.index(at).map_or(1, |(_, length, _)| *length)
    }

    fn close(&self, at: usize) -> Option<usize> {
        self.index(at)?.2
    }
}

/// The end of a tag or an address in angle brackets that begins at a byte.
fn tag(text: &str, start: usize, limit: usize) -> Option<usize> {
    let limit = limit.min(start + MAX_TAG);
    let bytes = text.as_bytes().get(start + 1..limit)?;
    let name = bytes.iter().find(|byte| **byte != b'/')?;
    if !name.is_ascii_alphabetic() {
        return None;
    }
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if *byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if at > 0 && bytes.get(at - 1) == Some(&b'=') => quote = Some(*byte),
            (None, b'<') => return None,
            (None, b'>') => return Some(start + 1 + at + 1),
            _ => {}
        }
    }
    None
}
