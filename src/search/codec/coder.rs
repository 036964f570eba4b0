//! An adaptive binary range coder in two directions: [`Encoder`](super::encoder::Encoder) writes what it is given,
//! [`Decoder`](super::decoder::Decoder) reads it back. Every number of the index becomes binary decisions, and one
//! whose outcome was expected costs a fraction of a bit.
//!
//! The arithmetic is that of LZMA's coder: a 32-bit range, one byte at a time, carries resolved by the encoder. What is
//! not binary, the choice among equally probable articles, divides the range into equal slots.
//!
//! Every method that begins with `code_` runs in both directions: it takes the value as far as it is known and gives
//! back the value of the stream. The encoder writes the one it takes, and both are the same; the decoder ignores it.

use super::model::{BitModel, NumberModel, PROBABILITY_BITS};

/// Below this the range is scaled up by a byte.
pub(super) const MIN_RANGE: u32 = 1 << 24;

/// One direction of coding.
pub(super) trait Coder {
    /// Whether this is the decoder.
    const DECODES: bool;

    /// Divides the range into `total` equal slots, at most 2^18. The decoder gives the slot that the stream has, the
    /// encoder 0. [`Self::select_slots`] must follow.
    fn divide_range(&mut self, total: u32) -> u32;

    /// Narrows the range to `count` slots from `start` on, which stand for one outcome: the encoder writes it, the
    /// decoder leaves it behind.
    fn select_slots(&mut self, start: u32, count: u32);

    /// Codes a bit that is a one with a probability of `one` fractions of 2^16: writes `bit`, or reads and returns it.
    fn code_with_probability(&mut self, one: u32, bit: bool) -> bool;

    /// Whether the decoder has read more bytes than there are.
    fn past_end(&self) -> bool {
        false
    }

    /// Codes a bit by a model, which adapts to it.
    #[inline]
    fn code_bit(&mut self, model: &mut BitModel, bit: bool) -> bool {
        let bit = self.code_with_probability(model.probability(), bit);
        model.update(bit);
        bit
    }

    /// Codes a bit of which nothing is known; it costs exactly one bit.
    fn code_even_bit(&mut self, bit: bool) -> bool {
        self.code_with_probability(1 << (PROBABILITY_BITS - 1), bit)
    }

    /// Codes a bit by the model of a context. A context past the end is a mistake of the caller's and codes evenly.
    #[inline]
    fn code_bit_in(&mut self, models: &mut [BitModel], context: usize, bit: bool) -> bool {
        match models.get_mut(context) {
            Some(model) => self.code_bit(model, bit),
            None => self.code_even_bit(bit),
        }
    }

    /// Codes a bit by the models of two contexts, the specific one counting the more the more bits it has met.
    #[inline]
    fn code_mixed_bit(
        &mut self,
        general: (&mut [BitModel], usize),
        specific: (&mut [BitModel], usize),
        bit: bool,
    ) -> bool {
        let (Some(general), Some(specific)) = (general.0.get_mut(general.1), specific.0.get_mut(specific.1)) else {
            return self.code_even_bit(bit);
        };
        let bit = self.code_with_probability(general.mixed_with(*specific), bit);
        general.update(bit);
        specific.update(bit);
        bit
    }

    /// Codes a number of `bits` bits from the highest down, each in the context of those above it: a bit tree, which
    /// takes `1 << bits` models from `at` on.
    #[inline]
    fn code_symbol(&mut self, models: &mut [BitModel], at: usize, bits: u32, value: usize) -> usize {
        let mut node = 1;
        for position in (0..bits).rev() {
            let bit = self.code_bit_in(models, at + node, value >> position & 1 == 1);
            node = node << 1 | usize::from(bit);
        }
        node - (1 << bits)
    }

    /// Codes any number below 2^31 by an Exp-Golomb code: of the number plus one, how many bits follow the leading one,
    /// in unary, then these bits, the upper two of them by models.
    fn code_number(&mut self, models: &mut NumberModel, value: u32) -> u32 {
        let value = value.saturating_add(1);
        let mut bits = 0;
        while bits < 31 && self.code_bit_in(&mut models.lengths, bits, value >> bits > 1) {
            bits += 1;
        }
        let mut out = 1;
        for position in (0..bits).rev() {
            let bit = value >> position & 1 == 1;
            let bit = match bits - position {
                1 => self.code_bit_in(&mut models.first, bits, bit),
                2 => self.code_bit_in(&mut models.second, bits * 2 + (out & 1) as usize, bit),
                _ => self.code_even_bit(bit),
            };
            out = out << 1 | u32::from(bit);
        }
        out - 1
    }
}
