//! The dictionary: every term as what it shares with the term before, and its other letters.
//!
//! A letter is one of 64 codes: the end, ten digits, 52 letters of the site's own script in a row (all of folded Latin,
//! or of Cyrillic), and one for everything else, which is then spelled as a number.

use alloc::vec::Vec;

use super::{
    IndexError, RawIndex,
    coder::{Chance, Coder, Number},
};

/// The longest term, in letters.
const MAX_LETTERS: usize = 63;
/// Lengths of terms from here on share a context.
const LONG: usize = 20;

const END: u8 = 0;
/// The digits follow from here on,
const DIGITS: u8 = 1;
/// the letters of the script from here on.
const LETTERS: u8 = 11;
/// Any other letter.
const OTHER: u8 = 63;
/// How many letters of the script have a code.
const SCRIPT: u32 = (OTHER - LETTERS) as u32;

/// The chances of the dictionary.
pub(super) struct Words {
    /// The first letter of the script.
    base: u32,
    /// The term before, in letters with their codes.
    last: Vec<(char, u8)>,
    /// By the length of the term before: how many letters are shared.
    shared: Rows,
    /// By the code before, or the one that the first letter of its own replaces: the code.
    after_one: Rows,
    /// By the low five bits of the two codes before, which tell all letters of a script apart: the code.
    after_two: Rows,
    others: Number,
}

/// Chances of a code in each of many contexts, most of which are never met: a row of 64 is made where needed.
struct Rows {
    /// Per context, where its row begins, or zero.
    starts: Vec<u32>,
    chances: Vec<Chance>,
}

impl Rows {
    fn new(contexts: usize) -> Self {
        // The first chance of a row is never used, so that zero is free.
        Self { starts: alloc::vec![0; contexts], chances: alloc::vec![Chance::EVEN] }
    }

    fn row(&mut self, context: usize) -> usize {
        let Some(start) = self.starts.get_mut(context) else { return 0 };
        if *start == 0 {
            *start = self.chances.len() as u32;
            self.chances.resize(self.chances.len() + 64, Chance::EVEN);
        }
        *start as usize
    }
}

impl Words {
    pub(super) fn new<C: Coder>(coder: &mut C, raw: &RawIndex) -> Self {
        let base = if C::READS { 0 } else { script(raw) };
        let mut context = Number::NEW;
        let base = coder.number(&mut context, base);
        let (shared, after_one, after_two) = (Rows::new(LONG + 1), Rows::new(128), Rows::new(1 << 10));
        Self { base, last: Vec::new(), shared, after_one, after_two, others: Number::NEW }
    }

    /// Takes in a term that was known without being read.
    pub(super) fn follow(&mut self, term: &str) {
        self.last.clear();
        let base = self.base;
        self.last.extend(term.chars().map(|c| (c, code_of(c, base))));
    }

    /// Codes a term and appends it to `text`.
    pub(super) fn code<C: Coder>(&mut self, coder: &mut C, known: &str, text: &mut Vec<u8>) -> Result<(), IndexError> {
        let common = self.last.iter().zip(known.chars()).take_while(|(own, c)| own.0 == *c).count();
        let row = self.shared.row(self.last.len().min(LONG));
        let common = coder.symbol(&mut self.shared.chances, row, 6, common);
        // The first letter of its own comes after the one it replaces.
        let mut replaced = self.last.get(common).map_or(END, |own| own.1);
        if common > self.last.len() {
            return Err(IndexError("terms"));
        }
        self.last.truncate(common);
        let mut bytes = [0; 4];
        for (c, _) in &self.last {
            text.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
        }
        let mut known = known.chars().skip(common);
        loop {
            let letter = known.next();
            let code = letter.map_or(END, |c| code_of(c, self.base));
            let back = |distance: usize| {
                let at = self.last.len().checked_sub(distance);
                usize::from(at.and_then(|at| self.last.get(at)).map_or(END, |own| own.1))
            };
            let (one, two) = (back(1), back(2));
            let near = if replaced == END { one } else { 64 | usize::from(replaced) };
            let code = self.letter(coder, near, (two & 31) << 5 | one & 31, code);
            replaced = END;
            if code == END {
                return Ok(());
            }
            let letter = match code {
                OTHER => coder.number(&mut self.others, letter.map_or(0, u32::from)),
                LETTERS.. => self.base + u32::from(code - LETTERS),
                _ => u32::from(b'0' + code - DIGITS),
            };
            let Some(letter) = char::from_u32(letter).filter(|_| self.last.len() < MAX_LETTERS) else {
                return Err(IndexError("terms"));
            };
            self.last.push((letter, code));
            text.extend_from_slice(letter.encode_utf8(&mut bytes).as_bytes());
        }
    }

    /// Codes a code by the chances of both contexts, the longer one counting the more the better it is known.
    fn letter<C: Coder>(&mut self, coder: &mut C, near: usize, pair: usize, value: u8) -> u8 {
        let (near, pair) = (self.after_one.row(near), self.after_two.row(pair));
        let mut node = 1;
        for place in (0..6).rev() {
            let first = (&mut self.after_one.chances[..], near + node);
            let second = (&mut self.after_two.chances[..], pair + node);
            let bit = coder.blend(first, second, value >> place & 1 == 1);
            node = node << 1 | usize::from(bit);
        }
        (node & 63) as u8
    }
}

/// The code of a letter, where the script begins at `base`.
fn code_of(c: char, base: u32) -> u8 {
    match (c, u32::from(c).wrapping_sub(base)) {
        ('0'..='9', _) => DIGITS + (c as u8 - b'0'),
        (_, place @ 0..SCRIPT) => LETTERS + place as u8,
        _ => OTHER,
    }
}

/// The first of as many letters in a row as have codes, so that most of the terms' letters are among them.
fn script(raw: &RawIndex) -> u32 {
    let mut counts: alloc::collections::BTreeMap<u32, usize> = alloc::collections::BTreeMap::new();
    for c in raw.terms.iter().flat_map(|term| term.text.chars()).filter(|c| !c.is_ascii_digit()) {
        *counts.entry(u32::from(c)).or_default() += 1;
    }
    let held = |&base: &u32| counts.range(base..base + SCRIPT).map(|(_, count)| count).sum::<usize>();
    counts.keys().copied().max_by_key(held).unwrap_or_default()
}
