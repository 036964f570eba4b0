//! Characters with their positions in a rule: the rule is brought into the one spelling that the library reads, and a
//! finding still names the position in the text that the writer wrote.

use std::ops::Range;

/// The reason why a rule cannot be read, and the byte from which on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) at: usize,
    pub(super) why: Why,
}

impl Slip {
    /// Days with two meanings, or with one that cannot be meant.
    pub(super) fn days(span: Range<usize>, message: String, help: String) -> Self {
        Self { at: span.start, why: Why::Days { end: span.end, message, help } }
    }
}

/// The reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A syntax error.
    Notation,
    /// `08:00+`: without an end.
    OpenEnd,
    /// `10:00-16:00/90`: moments, not spans.
    Moments,
    /// `08:00-08:00`.
    NoLength,
    /// The days up to this byte: what is wrong with them, and how to mend it.
    Days { end: usize, message: String, help: String },
}

/// A text, each character with its position in the rule, in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling(Vec<(char, usize)>);

impl Spelling {
    /// A part of a rule, as it was written.
    pub(super) fn of(text: &str, part: Range<usize>) -> Self {
        let letters = text.get(part.clone()).unwrap_or_default().char_indices();
        Self(letters.map(|(at, letter)| (letter, part.start + at)).collect())
    }

    /// The letters alone.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(letter, _)| letter).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The position of a character, counted from 0; after the last one the end of the text.
    pub(super) fn written_at(&self, letter: usize) -> usize {
        self.0.get(letter).map_or_else(|| self.end(), |(_, at)| *at)
    }

    /// The bytes of the rule from the first to the last letter.
    pub(super) fn span(&self) -> Range<usize> {
        self.written_at(0)..self.end()
    }

    fn end(&self) -> usize {
        self.0.iter().map(|(letter, at)| at + letter.len_utf8()).max().unwrap_or_default()
    }

    /// Without blanks at both ends.
    pub(super) fn trimmed(&self) -> Self {
        let blank = |(letter, _): &&(char, usize)| *letter == ' ';
        let start = self.0.iter().take_while(blank).count();
        let end = self.0.len() - self.0.iter().rev().take_while(blank).count();
        self.part(start..end.max(start))
    }

    /// Some of the letters, counted from 0.
    pub(super) fn part(&self, letters: Range<usize>) -> Self {
        Self(self.0.get(letters).unwrap_or_default().to_vec())
    }

    /// The parts between separators; those in quotes and brackets do not count.
    pub(super) fn split(&self, separator: char) -> Vec<Self> {
        let mut out = vec![Self::default()];
        let (mut quoted, mut depth) = (false, 0_u32);
        for (letter, at) in &self.0 {
            match letter {
                '"' => quoted = !quoted,
                '[' | '(' if !quoted => depth += 1,
                ']' | ')' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if *letter == separator && !quoted && depth == 0 {
                out.push(Self::default());
            } else if let Some(last) = out.last_mut() {
                last.0.push((*letter, *at));
            }
        }
        out
    }

    /// Adds a text that is not in the rule, and then `next`; the text gets the position of `next`.
    pub(super) fn with(mut self, added: &str, next: &Self) -> Self {
        let at = next.written_at(0);
        self.0.extend(added.chars().map(|letter| (letter, at)));
        self.0.extend(&next.0);
        self
    }

    /// Parts with a separator between them.
    pub(super) fn join(parts: impl IntoIterator<Item = Self>, separator: &str) -> Self {
        parts.into_iter().reduce(|all, part| all.with(separator, &part)).unwrap_or_default()
    }

    /// One blank between words, none around a hyphen, within brackets or after a comma; without a colon after days
    /// (`Dec: 10:00-12:00`). Text in quotes stays.
    pub(super) fn tidied(&self) -> Self {
        let mut out = Self::default();
        let (mut quoted, mut depth) = (false, 0_u32);
        for (number, (letter, at)) in self.0.iter().enumerate() {
            let last = out.0.last().map(|(letter, _)| *letter);
            let next = self.0.get(number + 1..).and_then(|rest| rest.iter().find(|(letter, _)| *letter != ' '));
            let before_blank = self.0.get(number + 1).is_none_or(|(letter, _)| *letter == ' ');
            let skipped = match letter {
                '"' => {
                    quoted = !quoted;
                    false
                }
                _ if quoted => false,
                '[' | '(' => {
                    depth += 1;
                    false
                }
                ']' | ')' => {
                    depth = depth.saturating_sub(1);
                    false
                }
                ' ' => {
                    let to_hyphen = next.is_some_and(|(letter, after)| *letter == '-' && self.blank_after(*after));
                    depth > 0 || last.is_none_or(|last| matches!(last, ' ' | '-' | ',')) || to_hyphen
                }
                ':' => before_blank && last.is_some_and(char::is_alphanumeric),
                _ => false,
            };
            if !skipped {
                out.0.push((*letter, *at));
            }
        }
        out.trimmed()
    }

    fn blank_after(&self, at: usize) -> bool {
        let index = self.0.iter().position(|(_, position)| *position == at);
        index.and_then(|index| self.0.get(index + 1)).is_some_and(|(letter, _)| *letter == ' ')
    }
}
