//! Lines as passes need them: their marks of quotes and lists, their indentation, and how a block is put between them.

use std::ops::Range;

/// A part of a text; nothing where there is none.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// What follows a byte.
pub(super) fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// As much of a text as so many bytes hold, without a part of a character.
pub(super) fn first_bytes(text: &str, most: usize) -> &str {
    let end = (0..=text.len().min(most)).rfind(|at| text.is_char_boundary(*at));
    part(text, 0..end.unwrap_or_default())
}

/// Whether a byte may be escaped: whether an odd number of backslashes stands before it.
pub(super) fn escaped(text: &str, at: usize) -> bool {
    part(text, 0..at).bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The bracket that closes the first one.
pub(super) fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(1_000) {
        match byte {
            b'[' => depth += 1,
            b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// A line without its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its first byte in the text.
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What follows the marks of quotes and lists, and the indentation.
    pub(super) fn content(&self) -> &'a str {
        let mut content = from(self.text, quote_prefix(self.text));
        while let Some(mark) = list_mark(content) {
            content = from(content, mark);
        }
        content
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(Line { start, text: line.strip_suffix('\n').unwrap_or(line) })
    })
}

/// The columns of the blanks that a text begins with, and their bytes; a tab leads to the next fourth column.
pub(super) fn indent(text: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, at),
        }
    }
    (columns, text.len())
}

/// The bytes of quote marks and blanks that a line begins with.
pub(super) fn quote_prefix(line: &str) -> usize {
    let bytes = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
    // Without a mark the blanks are indentation, which is a prefix as well.
    bytes
}

/// The length of a list's mark (`- `, `12. `) that a text begins with, with the blanks behind it.
pub(super) fn list_mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let rest = from(text, digits);
    let mark = match rest.bytes().next()? {
        b'.' | b')' if (1..10).contains(&digits) => digits + 1,
        b'-' | b'*' | b'+' if digits == 0 => 1,
        _ => return None,
    };
    let behind = from(text, mark);
    let blanks = behind.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match (blanks, behind.is_empty()) {
        (_, true) => Some(mark),
        (0, _) => None,
        // Code that begins an item: one blank belongs to the mark.
        (5.., _) => Some(mark + 1),
        _ => Some(mark + blanks),
    }
}

/// What follows the marks of quotes and lists that a line begins with, and whether the last of them is a quote's.
pub(super) fn behind_marks(line: &str) -> (&str, bool) {
    let (mut rest, mut quote) = (line.trim_start(), false);
    loop {
        if let Some(behind) = rest.strip_prefix('>') {
            (rest, quote) = (behind.trim_start(), true);
        } else if let Some(mark) = list_mark(rest) {
            (rest, quote) = (from(rest, mark).trim_start(), false);
        } else {
            return (rest, quote);
        }
    }
}

/// Where the lines of a text begin.
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub(super) fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The number of the line around a byte.
    pub(super) fn number(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// A line by its number, without its end.
    pub(super) fn line(&self, text: &str, number: usize) -> Range<usize> {
        let start = self.0.get(number).copied().unwrap_or(text.len());
        start..self.0.get(number + 1).map_or(text.len(), |next| next - 1)
    }
}

/// A line with more marks before its text is no place for a block.
const MAX_PREFIX: usize = 100;

/// What surrounds a tag on its line.
pub(super) struct Around<'a> {
    /// What lines below begin with: quote marks and the indentation of a list item.
    prefix: String,
    /// What stands before it on the line, without the prefix.
    before: &'a str,
    after: &'a str,
    /// Whether the line is a row of a table or a heading, where no block has room.
    pub(super) one_line: bool,
    blank_above: bool,
    blank_below: bool,
    /// Whether a list's mark stands directly before it.
    in_mark: bool,
    in_list: bool,
}

/// Lines that are looked at for the item of a list that a line belongs to.
const MAX_LINES: usize = 60;

/// Whether a line that begins at a column belongs to an item of a list above.
fn in_list(text: &str, starts: &LineStarts, number: usize, mut column: usize) -> bool {
    for above in (0..number).rev().take(MAX_LINES) {
        let line = part(text, starts.line(text, above));
        // No further than it takes to see that it is deeper.
        let (found, bytes) = indent(line.get(..column).unwrap_or(line));
        if found >= column || bytes == line.len() {
            continue;
        }
        if list_mark(from(line, bytes)).is_some() {
            return true;
        }
        column = found;
        if column == 0 {
            return false;
        }
    }
    false
}

impl<'a> Around<'a> {
    pub(super) fn new(text: &'a str, starts: &LineStarts, span: &Range<usize>) -> Self {
        let number = starts.number(span.start);
        let last = starts.number(span.end);
        let line = starts.line(text, number);
        let end = starts.line(text, last).end;
        let whole = part(text, line.start..span.start);
        let marks = whole.bytes().take(MAX_PREFIX + 1).take_while(|byte| matches!(byte, b' ' | b'\t' | b'>')).count();
        let mut prefix = part(whole, 0..marks.min(MAX_PREFIX)).to_owned();
        let mut before = from(whole, marks);
        let first = before;
        let mut in_mark = false;
        while let Some(mark) = list_mark(before)
            && prefix.len() + mark <= MAX_PREFIX
        {
            prefix.extend(std::iter::repeat_n(' ', mark));
            before = from(before, mark);
            in_mark = before.trim_end().is_empty();
        }
        let blank = |line: Range<usize>| {
            line.len() <= 10 * MAX_PREFIX && part(text, line).bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
        };
        Self {
            before,
            after: part(text, span.end..end),
            one_line: first.starts_with('|') || first.starts_with('#') || marks > MAX_PREFIX,
            blank_above: number.checked_sub(1).is_none_or(|above| blank(starts.line(text, above))),
            blank_below: blank(starts.line(text, last + 1)),
            in_list: in_mark || marks > 0 && !prefix.contains('>') && in_list(text, starts, number, indent(&prefix).0),
            in_mark,
            prefix,
        }
    }

    /// Whether nothing but marks stands before it.
    pub(super) fn begins(&self) -> bool {
        self.before.trim_end().is_empty()
    }

    /// Whether nothing follows.
    pub(super) fn ends(&self) -> bool {
        self.after.trim_start().is_empty()
    }

    /// Whether it is alone on its line.
    pub(super) fn alone(&self) -> bool {
        self.begins() && self.ends()
    }

    /// Whether it is in an item of a list or in a quote: headings do not belong there.
    pub(super) fn nested(&self) -> bool {
        self.in_list || self.prefix.contains('>')
    }

    /// A block in the place of the tag, with blank lines around it. Several lines get the prefix each.
    pub(super) fn block(&self, block: &str) -> String {
        let (prefix, bare) = (self.prefix.as_str(), self.prefix.trim_end());
        let mut out = match (self.begins(), self.in_mark || self.blank_above) {
            (true, true) => String::new(),
            (true, false) => format!("\n{prefix}"),
            (false, _) => format!("\n{bare}\n{prefix}"),
        };
        for (number, line) in block.split('\n').enumerate() {
            if number > 0 {
                out.push('\n');
                out.push_str(if line.is_empty() { bare } else { prefix });
            }
            out.push_str(line);
        }
        match (self.ends(), self.blank_below) {
            (true, true) => {}
            (true, false) => out.extend(["\n", bare]),
            (false, _) => out.extend(["\n", bare, "\n", prefix]),
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a block is put between lines, the list or the quote around it must go on.
    #[test]
    fn blocks_keep_their_surroundings() {
        for (text, expected) in [
            ("@", "<x>"),
            ("a\n@\nb", "a\n\n<x>\n\nb"),
            ("a\n\n@\n\nb", "a\n\n<x>\n\nb"),
            ("- a\n  @\n  b", "- a\n  \n  <x>\n\n  b"),
            ("- @ b", "- <x>\n\n   b"),
            ("1. a @", "1. a \n\n   <x>"),
            ("> a\n> @\n> b", "> a\n> \n> <x>\n>\n> b"),
        ] {
            let at = text.find('@').unwrap();
            let block = Around::new(text, &LineStarts::new(text), &(at..at + 1)).block("<x>");
            assert_eq!(text.replace('@', &block), expected, "{text}");
        }
    }

    /// A mark of a list is one only with a blank behind it.
    #[test]
    fn marks_of_lists() {
        for (text, length) in [
            ("- a", Some(2)),
            ("-", Some(1)),
            ("12.  a", Some(5)),
            ("3) a", Some(3)),
            ("-a", None),
            ("3.5 a", None),
            ("**a**", None),
            ("1234567890. a", None),
            ("a", None),
        ] {
            assert_eq!(list_mark(text), length, "{text}");
        }
    }
}
