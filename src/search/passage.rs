//! The passage of a section that answers a query: whole sentences and lines, never the middle of something.
//!
//! A section is cut into lines: a paragraph, an item of a list, a row of a table. A passage may begin with any sentence
//! of a paragraph, any row, any item of a list without numbers, and the first of one with numbers, whose steps mean
//! nothing from the third on. Items come with what introduces them. Pictures, lines of links and sentences about the
//! article itself answer nothing and are left out.

use alloc::{string::String, vec::Vec};
use core::ops::{Range, RangeInclusive};

use super::{
    Outcome, excerpt,
    lines::{INTRODUCTION, Line, push_blocks, with_colon},
    sentences::sentences,
};
use crate::knowledge::Block;

/// The most characters of a passage.
pub const PASSAGE_CHARS: usize = 320;
/// The same where all that a section says fits, or of a list.
const WHOLE_CHARS: usize = 600;
/// How much more of the query a later beginning has to hold, in idf: a section begins with what matters.
const LATER_BEGINNING: f32 = 0.05;
/// So many characters of background before the steps that were asked for by name are left out; more are no background,
/// and fewer do no harm.
const BACKGROUND_CHARS: RangeInclusive<usize> = 160..=500;
/// The bytes of an item that is not shortened.
const SHORT_ITEM: usize = 100;

/// A sentence of a line.
struct Sentence<'a> {
    /// Its number.
    at: usize,
    /// The number of its line.
    number: usize,
    line: &'a Line,
    text: &'a str,
    /// Its length in characters.
    chars: usize,
    /// The query words that it holds.
    words: Vec<usize>,
    /// It is the first one of its line.
    first: bool,
}

/// The sentences of a section, in order.
struct Sentences<'a> {
    lines: &'a [Line],
    all: Vec<Sentence<'a>>,
}

/// The sentences in a row that hold most of the query, at most [`PASSAGE_CHARS`] characters, or [`WHOLE_CHARS`] where
/// that takes in all that follows, or more of a list; from the section's beginning where `from_start`. `heading`
/// introduces the items of a list that nothing else does.
pub(super) fn passage(blocks: &[Block], outcome: &Outcome, heading: &str, from_start: bool) -> String {
    let mut lines = Vec::new();
    if !heading.is_empty() {
        lines.push(Line { text: with_colon(heading), leads: true, ..Line::default() });
    }
    let under = lines.len().checked_sub(1);
    push_blocks(blocks, under, &mut lines);
    let read = Sentences::read(&lines, usize::from(under.is_some()), outcome);
    let Range { mut start, mut end } = read.best(outcome, from_start);
    if from_start && !heading.ends_with('?') && read.chars(start..read.all.len()) > WHOLE_CHARS {
        // Who asks for the steps by name is told the steps.
        let steps = read.all.iter().position(|own| own.line.first_step).unwrap_or_default();
        if BACKGROUND_CHARS.contains(&read.chars(0..steps)) {
            (start, end) = (steps, steps);
        }
    }
    if !from_start {
        start = read.beginning(&(start..end));
    }
    let (mut shown, end) = read.shown(start..end);
    let language = &outcome.language;
    // Of items and rows, those before the first that holds a word of the query are left out, unless all were asked for.
    // An introduction comes back with the item that it introduces.
    if !from_start && shown.iter().any(|own| !own.words.is_empty()) {
        while let [own, next, ..] = shown.as_slice()
            && own.words.is_empty()
            && (own.line.alone || own.text.ends_with(':') && next.line.alone)
        {
            shown.remove(0);
        }
    }
    // Half of a part says less than none of it, where there is enough before it.
    if from_start
        && end < read.all.len()
        && let Some(part) = shown.iter().rposition(|own| own.line.leads)
        && shown.iter().take(part).map(|own| own.chars).sum::<usize>() >= *BACKGROUND_CHARS.start()
    {
        shown.truncate(part);
    }
    // What introduces something that is not shown with it.
    let leads = |own: &mut &Sentence<'_>| {
        let introduces = || own.text.len() < INTRODUCTION && language.is_leading(own.text);
        own.line.leads || own.text.ends_with(':') || introduces()
    };
    while shown.pop_if(leads).is_some() {}
    let mut out = String::new();
    let mut before: Option<&Sentence<'_>> = None;
    for own in shown {
        match before {
            None => read.introduction(own).into_iter().for_each(|own| {
                out.push_str(own);
                out.push('\n');
            }),
            Some(before) => {
                // So does an item in fewer words.
                if own.at > before.at + 1 && read.goes_on(before) {
                    out.push_str(" …");
                }
                out.push(if before.number == own.number { ' ' } else { '\n' });
            }
        }
        out.push_str(own.text);
        before = Some(own);
    }
    // What goes on must not look complete.
    if end < read.all.len()
        && let Some(last) = before
    {
        out.push_str(if last.line.listed { "\n…" } else { " …" });
    }
    if out.chars().count() > WHOLE_CHARS { excerpt(&out, &outcome.matcher, WHOLE_CHARS - 2).text } else { out }
}

impl<'a> Sentences<'a> {
    /// Reads lines from the number `from` on. All is computed once: a sentence of a megabyte may follow a hundred short
    /// ones, and be considered with each.
    fn read(lines: &'a [Line], from: usize, outcome: &Outcome) -> Self {
        let mut all = Vec::new();
        for (number, line) in lines.iter().enumerate().skip(from) {
            for (own, text) in sentences(&line.text, &outcome.language).into_iter().enumerate() {
                // The indentation of code is a part of it.
                let text = if own == 0 { text.trim_end() } else { text.trim() };
                if !text.is_empty() && !outcome.language.is_about_itself(text) {
                    let words = outcome.matcher.query_words(text);
                    let at = all.len();
                    all.push(Sentence { at, number, line, text, chars: text.chars().count(), words, first: own == 0 });
                }
            }
        }
        Self { lines, all }
    }

    fn introduction(&self, own: &Sentence<'_>) -> Option<&str> {
        Some(self.lines.get(own.line.introduction?)?.text.as_str())
    }

    fn is_listed(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|own| own.line.listed)
    }

    /// Whether more is said in its line, or below it.
    fn goes_on(&self, own: &Sentence<'_>) -> bool {
        self.all.get(own.at + 1).is_some_and(|next| next.number == own.number || next.line.detail)
    }

    /// The characters of what introduces the sentence with this number, and a line break.
    fn before(&self, start: usize) -> usize {
        self.all.get(start).and_then(|own| self.introduction(own)).map_or(0, |own| own.chars().count() + 1)
    }

    /// The characters of sentences, with what introduces the first.
    fn chars(&self, range: Range<usize>) -> usize {
        self.before(range.start) + self.all.get(range).into_iter().flatten().map(|own| own.chars + 1).sum::<usize>()
    }

    /// The sentences in a row that hold most of the query.
    fn best(&self, outcome: &Outcome, from_start: bool) -> Range<usize> {
        let limit = if from_start { WHOLE_CHARS } else { PASSAGE_CHARS };
        let mut best = (-1.0, 0..0);
        for (start, own) in self.all.iter().enumerate() {
            if start > 0 && (from_start || !(own.first || own.line.introduction.is_none()) || !own.line.opens) {
                continue;
            }
            let mut length = self.before(start);
            let (mut held, mut sum, mut end) = (Vec::new(), 0.0_f32, start);
            for (number, own) in self.all.iter().enumerate().skip(start) {
                length += own.chars + usize::from(number > start);
                // Two for the sign that a list goes on.
                if length + 2 > limit && number > start {
                    break;
                }
                end = number + 1;
                for word in &own.words {
                    if !held.contains(word) {
                        held.push(*word);
                        sum += outcome.idfs.get(*word).copied().unwrap_or_default();
                    }
                }
            }
            if sum > best.0 + LATER_BEGINNING {
                best = (sum, start..end);
            }
        }
        best.1
    }

    /// Where a passage begins that has to hold what the query asks for in these sentences: with the section, where that is
    /// short and is no choice of rows and items, and else with the paragraph that holds the first word.
    fn beginning(&self, range: &Range<usize>) -> usize {
        if self.chars(0..self.all.len()) <= WHOLE_CHARS && !self.all.iter().any(|own| own.line.alone) {
            return 0;
        }
        let held = self.all.get(range.clone()).into_iter().flatten().find(|own| !own.words.is_empty());
        let first = held.filter(|own| own.line.opens).and_then(|held| {
            self.all
                .iter()
                .position(|own| own.number == held.number)
                .filter(|&first| self.chars(first..range.end) <= WHOLE_CHARS)
        });
        first.unwrap_or(range.start)
    }

    /// What is shown of these sentences and those after them, and the number of the first one that is not considered:
    /// all where it fits, and of a list that goes on the first sentence of each item.
    fn shown(&self, range: Range<usize>) -> (Vec<&Sentence<'a>>, usize) {
        let Range { start, mut end } = range;
        let whole = self.chars(start..self.all.len()) <= WHOLE_CHARS;
        let shortens = !whole && self.is_listed(end);
        let mut length = self.before(start);
        let mut shown: Vec<&Sentence<'_>> = Vec::new();
        for (at, own) in self.all.iter().enumerate().skip(start) {
            // A question is nothing without what follows it.
            let asked = shown.last().is_some_and(|last| last.number == own.number && last.text.ends_with('?'));
            let short = own.first || asked || own.line.text.len() < SHORT_ITEM;
            let counts = !shortens || !own.line.listed || short && !own.line.detail;
            length += if counts { own.chars + 1 } else { 0 };
            let limit = if shortens { WHOLE_CHARS } else { PASSAGE_CHARS };
            if !whole && at > start && length + 2 > limit && (shortens || at >= end) {
                break;
            }
            end = end.max(at + 1);
            if counts {
                shown.push(own);
            }
        }
        (shown, end)
    }
}

#[cfg(test)]
mod tests;
