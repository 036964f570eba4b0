//! An adaptive binary range coder: every number of the index becomes yes-or-no decisions, and a decision that was
//! expected costs a fraction of a bit.
//!
//! The arithmetic is that of LZMA's coder (32-bit range, a byte at a time, carries held back by the writer); the
//! chances adapt by the number of cases seen, fast at first and then by a thirtieth, because half of all contexts are
//! met fewer than thirty times. Reader and writer share one trait, so that a layout is described once and works in
//! both directions: the writer codes the bit it is given, the reader ignores it and answers with the one it finds.

use alloc::vec::Vec;

/// A chance is a number of 65,536ths.
const SCALE: u32 = 16;
/// No decision is surer than this. It bounds what hostile bytes can buy: a byte holds at most 1,420 decisions.
const SUREST: u32 = 1 << 8;
/// Below this the range takes in another byte.
const BOTTOM: u32 = 1 << 24;
/// How many cases a chance is the mean of, at most.
const MEMORY: u16 = 30;

/// What each further case weighs: `1 / (cases + 1.5)`.
#[allow(clippy::indexing_slicing)] // Evaluated while compiling.
const WEIGHTS: [i32; 32] = {
    let mut weights = [0; 32];
    let mut cases = 0;
    while cases <= MEMORY as usize {
        weights[cases] = (2 << SCALE) / (2 * cases as i32 + 3);
        cases += 1;
    }
    weights
};

/// The chance of a yes, learned from the cases met.
#[derive(Clone, Copy)]
pub(super) struct Chance {
    /// In 65,536ths.
    yes: u16,
    cases: u16,
}

impl Chance {
    pub(super) const EVEN: Self = Self { yes: 1 << 15, cases: 0 };

    /// Takes in a case.
    #[inline]
    pub(super) fn learn(&mut self, yes: bool) {
        let weight = WEIGHTS.get(usize::from(self.cases & 31)).copied().unwrap_or_default();
        let target = if yes { (1 << SCALE) - SUREST } else { SUREST };
        self.yes = (i32::from(self.yes) + (((target as i32 - i32::from(self.yes)) * weight) >> SCALE)) as u16;
        self.cases += u16::from(self.cases < MEMORY);
    }

    /// The chance as one of `1 << bits` steps: a context for other decisions.
    #[inline]
    pub(super) fn step(self, bits: u32) -> usize {
        usize::from(self.yes >> (16 - bits))
    }
}

/// One direction of coding.
pub(super) trait Coder {
    /// Whether this is the reading direction.
    const READS: bool;

    /// Begins to code one of `total` slots, at most 2^18; the reader answers with it.
    fn slot(&mut self, total: u32) -> u32;

    /// Ends it: the slot is one of `size` from `start` on that stand for the same.
    fn narrow(&mut self, start: u32, size: u32);

    /// Codes a decision whose chance of a yes is `yes` 65,536ths, of which [`SUREST`] are left for either answer.
    fn decide(&mut self, yes: u32, bit: bool) -> bool;

    /// Whether more was read than there is.
    fn past_end(&self) -> bool {
        false
    }

    /// Codes a decision with a chance that learns from it.
    #[inline]
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool {
        let bit = self.decide(u32::from(chance.yes), bit);
        chance.learn(bit);
        bit
    }

    /// Codes a decision of which nothing is known.
    fn even(&mut self, bit: bool) -> bool {
        self.decide(1 << (SCALE - 1), bit)
    }

    /// Codes a decision in a context by number; contexts past the end are a mistake and take the first.
    #[inline]
    fn bit_at(&mut self, chances: &mut [Chance], at: usize, bit: bool) -> bool {
        match chances.get_mut(at) {
            Some(chance) => self.bit(chance, bit),
            None => self.even(bit),
        }
    }

    /// Codes a decision in two contexts at once; the second counts the more the better it is known.
    #[inline]
    fn blend(&mut self, first: (&mut [Chance], usize), second: (&mut [Chance], usize), bit: bool) -> bool {
        let (Some(first), Some(second)) = (first.0.get_mut(first.1), second.0.get_mut(second.1)) else {
            return self.even(bit);
        };
        let weight = WEIGHTS.get(usize::from(second.cases & 31)).copied().unwrap_or_default();
        let (a, b) = (i32::from(first.yes), i32::from(second.yes));
        let bit = self.decide((b + (((a - b) * weight) >> SCALE)) as u32, bit);
        first.learn(bit);
        second.learn(bit);
        bit
    }

    /// Codes a number of `bits` bits, from the highest down, each in the context of those above it: `1 << bits`
    /// chances from `at` on.
    #[inline]
    fn symbol(&mut self, chances: &mut [Chance], at: usize, bits: u32, value: usize) -> usize {
        let mut node = 1;
        for place in (0..bits).rev() {
            let bit = self.bit_at(chances, at + node, value >> place & 1 == 1);
            node = node << 1 | usize::from(bit);
        }
        node - (1 << bits)
    }

    /// Codes any number below 2^31: how many bits it has, then its bits, of which the upper two are learned.
    fn number(&mut self, context: &mut Number, value: u32) -> u32 {
        let value = value.saturating_add(1);
        let mut bits = 0;
        while bits < 31 && self.bit_at(&mut context.lengths, bits, value >> bits > 1) {
            bits += 1;
        }
        let mut out = 1;
        for place in (0..bits).rev() {
            let bit = value >> place & 1 == 1;
            let bit = match bits - place {
                1 => self.bit_at(&mut context.first, bits, bit),
                2 => self.bit_at(&mut context.second, bits * 2 + (out & 1) as usize, bit),
                _ => self.even(bit),
            };
            out = out << 1 | u32::from(bit);
        }
        out - 1
    }
}

/// The chances of a kind of number.
#[derive(Clone)]
pub(super) struct Number {
    lengths: [Chance; 32],
    first: [Chance; 32],
    second: [Chance; 64],
}

impl Number {
    pub(super) const NEW: Self =
        Self { lengths: [Chance::EVEN; 32], first: [Chance::EVEN; 32], second: [Chance::EVEN; 64] };
}

/// The reading direction.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    range: u32,
    code: u32,
    /// Bytes that were asked for and not there.
    missing: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self { rest: bytes, range: u32::MAX, code: 0, missing: 0 };
        (0..4).for_each(|_| reader.take());
        reader
    }

    #[inline]
    fn take(&mut self) {
        let next = match self.rest.split_first() {
            Some((&next, rest)) => {
                self.rest = rest;
                next
            }
            None => {
                self.missing += 1;
                0
            }
        };
        self.code = self.code << 8 | u32::from(next);
    }

    /// What follows, where this is exactly how a writer ends: it leaves no remainder.
    pub(super) fn finish(self) -> Option<&'a [u8]> {
        (self.missing == 0 && self.code == 0).then_some(self.rest)
    }
}

impl Coder for Reader<'_> {
    const READS: bool = true;

    fn slot(&mut self, total: u32) -> u32 {
        self.range /= total.max(1);
        (self.code / self.range).min(total.saturating_sub(1))
    }

    fn narrow(&mut self, start: u32, size: u32) {
        self.code -= start * self.range;
        self.range *= size.max(1);
        while self.range < BOTTOM {
            self.range <<= 8;
            self.take();
        }
    }

    fn past_end(&self) -> bool {
        self.missing > 0
    }

    #[inline]
    fn decide(&mut self, yes: u32, _: bool) -> bool {
        let bound = (self.range >> SCALE) * yes;
        let bit = self.code < bound;
        if bit {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        // Once is enough: no decision shrinks the range by more than 256.
        if self.range < BOTTOM {
            self.range <<= 8;
            self.take();
        }
        bit
    }
}

/// The writing direction.
pub(super) struct Writer {
    low: u64,
    range: u32,
    /// The last byte, and how many of 0xff after it, that a carry may still change.
    held: u8,
    full: usize,
    out: Vec<u8>,
}

impl Writer {
    pub(super) const fn new() -> Self {
        Self { low: 0, range: u32::MAX, held: 0, full: 0, out: Vec::new() }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > u64::from(u32::MAX) {
            let carry = (self.low >> 32) as u8;
            self.out.push(self.held.wrapping_add(carry));
            self.out.extend(core::iter::repeat_n(carry.wrapping_sub(1), self.full));
            self.full = 0;
            self.held = (self.low >> 24) as u8;
        } else {
            self.full += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    /// The bytes; the first that a coder of this kind writes is always zero and left out.
    pub(super) fn finish(mut self) -> Vec<u8> {
        (0..5).for_each(|_| self.shift());
        self.out.split_off(1)
    }
}

impl Coder for Writer {
    const READS: bool = false;

    fn slot(&mut self, total: u32) -> u32 {
        self.range /= total.max(1);
        0
    }

    fn narrow(&mut self, start: u32, size: u32) {
        self.low += u64::from(start * self.range);
        self.range *= size.max(1);
        while self.range < BOTTOM {
            self.range <<= 8;
            self.shift();
        }
    }

    fn decide(&mut self, yes: u32, bit: bool) -> bool {
        let bound = (self.range >> SCALE) * yes;
        if bit {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        if self.range < BOTTOM {
            self.range <<= 8;
            self.shift();
        }
        bit
    }
}
