//! The dictionary, front-coded: each term as the number of letters it shares with the term before it, and the letters
//! after them.
//!
//! A letter is one of 64 codes: the end of the term, ten digits, 52 consecutive letters of the site's own script (all
//! of folded Latin, or of Cyrillic), and one for everything else, which is followed by the letter's number in Unicode.

use alloc::vec::Vec;

use super::{
    coder::Coder,
    error::IndexError,
    model::{BitModel, NumberModel},
    raw::RawIndex,
};

/// The longest term, in letters.
const MAX_LETTERS: usize = 63;
/// Terms from this length on share the context of their length.
const LONG: usize = 20;

/// The end of the term.
const END: u8 = 0;
/// The code of the digit 0.
const DIGITS: u8 = 1;
/// The code of the first letter of the script.
const LETTERS: u8 = 11;
/// Any other letter.
const OTHER: u8 = 63;
/// How many letters of the script have a code.
const SCRIPT_LETTERS: u32 = (OTHER - LETTERS) as u32;

/// The state of front coding: the term before, and the models.
pub(super) struct FrontCoding {
    /// The first letter of the script.
    script: u32,
    /// The term before, in letters with their codes.
    previous: Vec<(char, u8)>,
    /// By the length of the term before: how many letters are shared.
    shared: SparseRows,
    /// By the code before, or, for the first letter that is not shared, by the one it replaces: the code.
    order_one: SparseRows,
    /// By the low five bits of the two codes before, which tell all letters of a script apart: the code.
    order_two: SparseRows,
    other_letters: NumberModel,
}

/// Models of a code in each of many contexts, most of which never occur: a row of 64 is made when it is first needed.
struct SparseRows {
    /// Per context, where its row begins, or zero.
    starts: Vec<u32>,
    models: Vec<BitModel>,
}

impl SparseRows {
    fn new(contexts: usize) -> Self {
        // The first model is never used, so that zero is free.
        Self { starts: alloc::vec![0; contexts], models: alloc::vec![BitModel::NEW] }
    }

    /// Where the row of a context begins.
    fn row(&mut self, context: usize) -> usize {
        let Some(start) = self.starts.get_mut(context) else { return 0 };
        if *start == 0 {
            *start = self.models.len() as u32;
            self.models.resize(self.models.len() + 64, BitModel::NEW);
        }
        *start as usize
    }
}

impl FrontCoding {
    /// Codes the first letter of the script.
    pub(super) fn code_script<C: Coder>(coder: &mut C, raw: &RawIndex) -> Self {
        let known = if C::DECODES { 0 } else { best_script(raw) };
        let mut models = NumberModel::NEW;
        let script = coder.code_number(&mut models, known);
        let (shared, order_one, order_two) =
            (SparseRows::new(LONG + 1), SparseRows::new(128), SparseRows::new(1 << 10));
        Self { script, previous: Vec::new(), shared, order_one, order_two, other_letters: NumberModel::NEW }
    }

    /// Takes a term that is not spelled in the stream as the one before the next.
    pub(super) fn skip_term(&mut self, term: &str) {
        self.previous.clear();
        let script = self.script;
        self.previous.extend(term.chars().map(|c| (c, code_of(c, script))));
    }

    /// Codes a term and appends it to `text`.
    pub(super) fn code_term<C: Coder>(
        &mut self,
        coder: &mut C,
        known: &str,
        text: &mut Vec<u8>,
    ) -> Result<(), IndexError> {
        let shared = self.previous.iter().zip(known.chars()).take_while(|(own, c)| own.0 == *c).count();
        let row = self.shared.row(self.previous.len().min(LONG));
        let shared = coder.code_symbol(&mut self.shared.models, row, 6, shared);
        let mut replaced = self.previous.get(shared).map_or(END, |own| own.1);
        if shared > self.previous.len() {
            return Err(IndexError("terms"));
        }
        self.previous.truncate(shared);
        let mut bytes = [0; 4];
        for (c, _) in &self.previous {
            text.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
        }
        let mut known = known.chars().skip(shared);
        loop {
            let letter = known.next();
            let code = letter.map_or(END, |c| code_of(c, self.script));
            let back = |distance: usize| {
                let at = self.previous.len().checked_sub(distance);
                usize::from(at.and_then(|at| self.previous.get(at)).map_or(END, |own| own.1))
            };
            let (one, two) = (back(1), back(2));
            // The first letter that is not shared comes after the one it replaces in the alphabet.
            let first_order = if replaced == END { one } else { 64 | usize::from(replaced) };
            let code = self.code_letter(coder, first_order, (two & 31) << 5 | one & 31, code);
            replaced = END;
            if code == END {
                return Ok(());
            }
            let letter = match code {
                OTHER => coder.code_number(&mut self.other_letters, letter.map_or(0, u32::from)),
                LETTERS.. => self.script + u32::from(code - LETTERS),
                _ => u32::from(b'0' + code - DIGITS),
            };
            let Some(letter) = char::from_u32(letter).filter(|_| self.previous.len() < MAX_LETTERS) else {
                return Err(IndexError("terms"));
            };
            self.previous.push((letter, code));
            text.extend_from_slice(letter.encode_utf8(&mut bytes).as_bytes());
        }
    }

    /// Codes the code of a letter in two contexts at once, of order one and of order two.
    fn code_letter<C: Coder>(&mut self, coder: &mut C, one: usize, two: usize, known: u8) -> u8 {
        let (one, two) = (self.order_one.row(one), self.order_two.row(two));
        let mut node = 1;
        for position in (0..6).rev() {
            let general = (&mut self.order_one.models[..], one + node);
            let specific = (&mut self.order_two.models[..], two + node);
            let bit = coder.code_mixed_bit(general, specific, known >> position & 1 == 1);
            node = node << 1 | usize::from(bit);
        }
        (node & 63) as u8
    }
}

/// The code of a letter, where the script begins at `script`.
fn code_of(c: char, script: u32) -> u8 {
    match (c, u32::from(c).wrapping_sub(script)) {
        ('0'..='9', _) => DIGITS + (c as u8 - b'0'),
        (_, place @ 0..SCRIPT_LETTERS) => LETTERS + place as u8,
        _ => OTHER,
    }
}

/// The first of as many consecutive letters as have codes, so that most of the terms' letters are among them.
fn best_script(raw: &RawIndex) -> u32 {
    let mut counts: alloc::collections::BTreeMap<u32, usize> = alloc::collections::BTreeMap::new();
    for c in raw.terms.iter().flat_map(|term| term.text.chars()).filter(|c| !c.is_ascii_digit()) {
        *counts.entry(u32::from(c)).or_default() += 1;
    }
    let covered = |&first: &u32| counts.range(first..first + SCRIPT_LETTERS).map(|(_, count)| count).sum::<usize>();
    counts.keys().copied().max_by_key(covered).unwrap_or_default()
}
