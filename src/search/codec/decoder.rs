//! The reading direction of the range coder. Past the end of its bytes it reads zeros and counts them; it never fails.

use super::{
    coder::{Coder, MIN_RANGE},
    model::PROBABILITY_BITS,
};

/// Reads decisions from bytes.
pub(super) struct Decoder<'a> {
    rest: &'a [u8],
    range: u32,
    /// The bytes of the stream less the lower end of the range.
    code: u32,
    /// How many bytes were read that are not there.
    missing: usize,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self { rest: bytes, range: u32::MAX, code: 0, missing: 0 };
        (0..4).for_each(|_| decoder.read_byte());
        decoder
    }

    #[inline]
    fn read_byte(&mut self) {
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

    /// The bytes behind the stream, where the stream ends exactly as an encoder ends it: with no remainder.
    pub(super) fn finish(self) -> Option<&'a [u8]> {
        (self.missing == 0 && self.code == 0).then_some(self.rest)
    }
}

impl Coder for Decoder<'_> {
    const DECODES: bool = true;

    fn divide_range(&mut self, total: u32) -> u32 {
        self.range /= total.max(1);
        (self.code / self.range).min(total.saturating_sub(1))
    }

    fn select_slots(&mut self, start: u32, count: u32) {
        self.code -= start * self.range;
        self.range *= count.max(1);
        while self.range < MIN_RANGE {
            self.range <<= 8;
            self.read_byte();
        }
    }

    fn past_end(&self) -> bool {
        self.missing > 0
    }

    #[inline]
    fn code_with_probability(&mut self, one: u32, _: bool) -> bool {
        let bound = (self.range >> PROBABILITY_BITS) * one;
        let bit = self.code < bound;
        if bit {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        // Once is enough: no decision divides the range by more than 256.
        if self.range < MIN_RANGE {
            self.range <<= 8;
            self.read_byte();
        }
        bit
    }
}
