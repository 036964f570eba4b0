//! YAML as entries, from the parser's events: they still know which texts stood in quotes, and where each ends.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::{
    entry::{Entry, Failure},
    slips::{Slip, SlipKind},
    value::Value,
};

/// Lists inside lists; settings need two.
const MAX_DEPTH: usize = 32;
/// What `*name` may copy, in bytes and values: far more than the settings of any article.
const MAX_COPIED: usize = 1_000_000;

/// Types of YAML that change nothing here: what a value is, its key decides.
const TYPES: [&str; 8] = ["!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map", "!!timestamp"];

/// Reads a block of settings.
pub(super) fn read(source: &str) -> Result<Vec<Entry>, Failure> {
    let mut reader = Reader {
        source,
        parser: Parser::new_from_str(source),
        known: HashMap::new(),
        copies: HashSet::new(),
        copied: 0,
        has_copies: source.contains('*'),
        slips: Vec::new(),
        comment: 0..0,
        before: 0,
        end: 0,
    };
    loop {
        match reader.next()? {
            (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(Vec::new()),
            (Event::MappingStart(..), _) => return reader.entries(),
            (Event::StreamStart | Event::DocumentStart(..), _) => {}
            (Event::Scalar(text, ScalarStyle::Plain, _, _), _) if nothing(&text) => return Ok(Vec::new()),
            (_, at) => return Err((at, "settings are lines of the form `key: value`".into())),
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    /// What names stand for, with its size.
    known: HashMap<usize, (Value, usize)>,
    /// Names that are used.
    copies: HashSet<usize>,
    copied: usize,
    /// Whether anything may be a copy.
    has_copies: bool,
    /// Of the entry that is read.
    slips: Vec<Slip>,
    /// The last comment.
    comment: Range<usize>,
    /// Where the event before the last one ends, and the last one.
    before: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), Failure> {
        loop {
            match self.parser.next_event() {
                Some(Ok((Event::Comment(..), span))) => self.comment = bytes(&span),
                Some(Ok((Event::Anchor(..), _))) => {}
                Some(Ok((event, span))) => {
                    let span = bytes(&span);
                    (self.before, self.end) = (self.end, span.end);
                    return Ok((event, span));
                }
                Some(Err(error)) => return Err(self.failure(&error)),
                None => return Ok((Event::StreamEnd, self.source.len()..self.source.len())),
            }
        }
    }

    fn failure(&self, error: &ScanError) -> Failure {
        let at = error.marker().byte_offset().unwrap_or_default().min(self.source.len());
        // The parser's message names the place as well; the finding counts it from the top of the file.
        let message = error.info();
        let message = message.lines().next().unwrap_or_default().trim_end_matches(['.', ':', ',', ' ']);
        // Of a text of several lines it names the first one, or the one that it would have read next.
        let at = match error.kind() {
            ErrorKind::InvalidQuotedScalarIndent | ErrorKind::UnclosedQuotedScalar => {
                self.opening_quote().unwrap_or(at)
            }
            kind if is_tab(kind) => self.tab_from(at).unwrap_or(at),
            _ => at,
        };
        (at..at + 1, plain_words(error.kind()).unwrap_or(message).to_owned())
    }

    /// Where the text in quotes begins that could not be read: behind all that was.
    fn opening_quote(&self) -> Option<usize> {
        let rest = self.source.get(self.end..)?;
        rest.find(['"', '\'']).map(|at| self.end + at)
    }

    /// The next tab that stands where a line is moved in.
    fn tab_from(&self, at: usize) -> Option<usize> {
        let mut line_start = self.source.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
        for line in self.source.get(line_start..)?.split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line.get(..blanks)?.find('\t').filter(|_| !line.trim().is_empty()) {
                return Some(line_start + tab);
            }
            line_start += line.len();
        }
        None
    }

    /// The entries of the outermost mapping, to the end of the text.
    fn entries(&mut self) -> Result<Vec<Entry>, Failure> {
        let mut out = Vec::new();
        loop {
            let (key, key_span) = match self.next()? {
                (Event::MappingEnd, _) => break,
                (Event::Scalar(key, _, 0, None), span) => (key.trim().to_owned(), span),
                (_, at) => return Err((at, "a key must be a word".into())),
            };
            self.slips.clear();
            let (event, at) = self.next()?;
            let (value, end) = self.value(event, at.clone(), 0)?;
            let span = self.shown(at.start..end);
            out.push(Entry { key, key_span, value, span, slips: std::mem::take(&mut self.slips), is_again: false });
        }
        loop {
            match self.next()? {
                (Event::DocumentEnd, _) => {}
                (Event::StreamEnd, _) => break,
                (_, at) => return Err((at, "a second block of settings begins here".into())),
            }
        }
        // A name that something copies was meant as one.
        let meant = |slip: &Slip| matches!(slip.kind, SlipKind::Anchor(name) if self.copies.contains(&name));
        out.iter_mut().for_each(|entry| entry.slips.retain(|slip| !meant(slip)));
        Ok(out)
    }

    /// The value that an event begins, and the byte where it ends.
    fn value(&mut self, event: Event<'a>, at: Range<usize>, depth: usize) -> Result<(Value, usize), Failure> {
        if depth > MAX_DEPTH {
            return Err((at, "too many lists stand inside one another".into()));
        }
        let slips = self.slips.len();
        self.properties(&event, &at);
        let typed = self.slips.get(slips).filter(|_| matches!(event, Event::Scalar(..))).map(|slip| slip.span.clone());
        let (value, anchor, end) = match event {
            Event::Scalar(text, ScalarStyle::Plain, anchor, _) => {
                self.comment_behind(&at);
                let value = if nothing(&text) { Value::Nothing } else { Value::Plain(text.trim().to_owned()) };
                (value, anchor, at.end)
            }
            Event::Scalar(text, _, anchor, _) => {
                self.slips.extend(Slip::control(&text, at.clone()));
                (Value::Text(text.trim().to_owned()), anchor, at.end)
            }
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => break (Value::List(items), anchor, end.end),
                        (event, at) => {
                            let (value, end) = self.value(event, at.clone(), depth + 1)?;
                            let cut = self.slips.last().is_some_and(|slip| slip.kind == SlipKind::Comment);
                            if value != Value::Nothing || !cut || self.comment.end != at.start {
                                let span = self.shown(at.start..end);
                                self.slips.extend(Slip::item(&value, span));
                            }
                            items.push(value);
                        }
                    }
                }
            }
            Event::MappingStart(_, anchor, _) => {
                let (mut inner, slips) = (Vec::new(), self.slips.len());
                let end = loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, end) => break end.end,
                        (Event::Scalar(key, ..), _) => key.trim().to_owned(),
                        (event, at) => {
                            self.value(event, at, depth + 1)?;
                            String::new()
                        }
                    };
                    let (event, at) = self.next()?;
                    inner.push((key, self.value(event, at, depth + 1)?.0));
                };
                // They are about keys that are not read.
                self.slips.truncate(slips);
                (Value::Map(inner), anchor, end)
            }
            Event::Alias(name) => {
                let Some((value, size)) = self.known.get(&name) else {
                    return Err((at, "`*` copies a value that has no name yet".into()));
                };
                self.copies.insert(name);
                self.copied += size;
                if self.copied > MAX_COPIED {
                    return Err((at, "values are copied too often with `*`".into()));
                }
                (value.clone(), 0, at.end)
            }
            _ => return Err((at, "a value is missing".into())),
        };
        // Where nothing is copied, the word before a value is a part of it.
        if let Some(span) = typed.filter(|_| anchor == 0 || !self.has_copies) {
            let typed = self.source.get(span).unwrap_or_default().lines().next().unwrap_or_default();
            return Ok((Value::Plain(typed.trim().to_owned()), end));
        }
        if anchor != 0 {
            let size = size(&value);
            self.known.insert(anchor, (value.clone(), size));
        }
        Ok((value, end))
    }

    /// Notes a type or a name before a value: the parser takes the first word of `!Now or never` for one.
    fn properties(&mut self, event: &Event<'_>, at: &Range<usize>) {
        let (Event::Scalar(_, _, anchor, tag)
        | Event::SequenceStart(_, anchor, tag)
        | Event::MappingStart(_, anchor, tag)) = event
        else {
            return;
        };
        let start = self.before.max(if self.comment.end <= at.start { self.comment.end } else { 0 });
        let Some(first) = self.source.get(start..at.end).and_then(|text| text.find(['!', '&'])) else { return };
        let span = start + first..at.end;
        let word = self.source.get(span.clone()).and_then(|text| text.split_whitespace().next()).unwrap_or_default();
        if tag.is_some() && !TYPES.contains(&word) {
            self.slips.push(Slip { kind: SlipKind::Tag, span });
        } else if *anchor != 0 {
            self.slips.push(Slip { kind: SlipKind::Anchor(*anchor), span });
        }
    }

    /// Notes a comment that stands behind a text on its line, or in the place of one.
    fn comment_behind(&mut self, at: &Range<usize>) {
        let line = self.source.get(at.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let blanks = line.len() - line.trim_start().len();
        let instead = at.is_empty() && !self.comment.is_empty() && self.comment.end == at.start;
        let spaced = |comment: &str| comment.trim_start_matches('#').starts_with(char::is_whitespace);
        if blanks > 0 && line.trim_start().starts_with('#') {
            let span = at.end + blanks..at.end + line.trim_end().len();
            self.slips.push(Slip { kind: SlipKind::Comment, span });
        } else if instead && !self.source.get(self.comment.clone()).is_none_or(spaced) {
            self.slips.push(Slip { kind: SlipKind::Comment, span: self.comment.clone() });
        }
    }

    /// A span without the blank lines that the parser counts to a list or a block of lines.
    fn shown(&self, span: Range<usize>) -> Range<usize> {
        let text = self.source.get(span.clone()).unwrap_or_default().trim_end();
        span.start..(span.start + text.len()).max(span.start + 1)
    }
}

/// The parser's error in a writer's terms: what is wrong with the text, not what the parser did. `None` where its own
/// message says as much.
fn plain_words(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::UnknownAnchor => {
            "a value that begins with `*` is a copy of another one, and there is none of that name"
        }
        ErrorKind::ExpectedBlockMappingKey => "something stands behind a value, or a line is no `key: value`",
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "something stands behind the closing quotation mark"
        }
        ErrorKind::MappingValueNotAllowed => "a colon stands in a value without quotes",
        ErrorKind::BlockSequenceEntryNotAllowed => "a list begins on the line of its key",
        ErrorKind::UnexpectedCharacter { character: '@' } => "a value cannot begin with `@`",
        ErrorKind::UnexpectedCharacter { character: '`' } => "a value cannot begin with a backtick",
        ErrorKind::InvalidQuotedScalarIndent => "the quote is not closed on this line",
        ErrorKind::UnclosedQuotedScalar => "the quote is not closed",
        kind if is_tab(kind) => "a tab stands where blanks have to be",
        _ => return None,
    })
}

/// Whether a tab is in the way.
fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInPlainScalar
    )
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// What YAML reads as no value.
fn nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "~" | "null" | "Null" | "NULL")
}

/// What a copy of a value costs.
fn size(value: &Value) -> usize {
    match value {
        Value::Text(text) | Value::Plain(text) => 1 + text.len(),
        Value::Nothing => 1,
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(inner) => 1 + inner.iter().map(|(key, value)| key.len() + size(value)).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    /// The commonest slips are reported in words about what was written; an update of the parser must not undo that.
    #[test]
    fn slips_in_plain_words() {
        for (source, message) in [
            ("title: *new* offer\n", "a value that begins with `*`"),
            ("title: [SALE] half price\n", "something stands behind a value"),
            ("title: \"A\" - b\n", "something stands behind the closing"),
            ("title: A\n just: b\n", "a colon stands in a value"),
            ("title: Returns: how?\n", "a colon stands in a value"),
            ("title: - dash\n", "a list begins on the line of its key"),
            ("title: @home\n", "a value cannot begin with `@`"),
            ("title: `a`\n", "a value cannot begin with a backtick"),
            ("keywords:\n\t- a\n", "a tab stands where blanks have to be"),
            ("title: \"a\nslug: b\n", "the quote is not closed"),
            ("!now title: b\n", "a key must be a word"),
            ("just words\n", "settings are lines of the form"),
            ("? [a]\n: b\n", "a key must be a word"),
        ] {
            let (span, told) = super::read(source).unwrap_err();
            assert!(told.starts_with(message) && span.start <= source.len(), "{source:?}: {told} {span:?}");
        }
    }
}
