//! The writing direction of the range coder.

use alloc::vec::Vec;

use super::{
    coder::{Coder, MIN_RANGE},
    model::PROBABILITY_BITS,
};

/// Writes decisions as bytes.
pub(super) struct Encoder {
    /// The lower end of the range, with a carry in bit 32.
    low: u64,
    range: u32,
    /// The last byte before the range, and how many bytes of 0xff follow it: a carry may still change all of them.
    pending: u8,
    pending_ff: usize,
    out: Vec<u8>,
}

impl Encoder {
    pub(super) const fn new() -> Self {
        Self { low: 0, range: u32::MAX, pending: 0, pending_ff: 0, out: Vec::new() }
    }

    /// Moves the highest byte of `low` out, where it may still wait for a carry.
    fn write_byte(&mut self) {
        if self.low < 0xff00_0000 || self.low > u64::from(u32::MAX) {
            let carry = (self.low >> 32) as u8;
            self.out.push(self.pending.wrapping_add(carry));
            self.out.extend(core::iter::repeat_n(carry.wrapping_sub(1), self.pending_ff));
            self.pending_ff = 0;
            self.pending = (self.low >> 24) as u8;
        } else {
            self.pending_ff += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    /// The bytes. The first one that such a coder writes is always zero and left out.
    pub(super) fn finish(mut self) -> Vec<u8> {
        (0..5).for_each(|_| self.write_byte());
        self.out.split_off(1)
    }
}

impl Coder for Encoder {
    const DECODES: bool = false;

    fn divide_range(&mut self, total: u32) -> u32 {
        self.range /= total.max(1);
        0
    }

    fn select_slots(&mut self, start: u32, count: u32) {
        self.low += u64::from(start * self.range);
        self.range *= count.max(1);
        while self.range < MIN_RANGE {
            self.range <<= 8;
            self.write_byte();
        }
    }

    fn code_with_probability(&mut self, one: u32, bit: bool) -> bool {
        let bound = (self.range >> PROBABILITY_BITS) * one;
        if bit {
            self.range = bound;
        } else {
            self.low += u64::from(bound);
            self.range -= bound;
        }
        if self.range < MIN_RANGE {
            self.range <<= 8;
            self.write_byte();
        }
        bit
    }
}
