//! Adaptive probabilities: what the coder expects of the next bit, learned from the bits before it in the same context.
//!
//! A probability moves by `1 / (n + 1.5)` of the difference with the n-th bit, so fast at first, and by about a
//! thirtieth from the thirtieth bit on: half of all contexts are met fewer than thirty times.

/// Probabilities are fractions of 2^16.
pub(super) const PROBABILITY_BITS: u32 = 16;
/// No bit is less probable than this. It bounds the work that hostile bytes can cause: a byte holds at most 1,420
/// decisions.
const MIN_PROBABILITY: u32 = 1 << 8;
/// From so many bits on, the adaptation rate stays as it is.
const MAX_COUNT: u16 = 30;

/// The adaptation rate by the number of bits met: `1 / (count + 1.5)`, in fractions of 2^16.
#[allow(clippy::indexing_slicing)] // Evaluated while compiling.
const RATES: [i32; 32] = {
    let mut rates = [0; 32];
    let mut count = 0;
    while count <= MAX_COUNT as usize {
        rates[count] = (2 << PROBABILITY_BITS) / (2 * count as i32 + 3);
        count += 1;
    }
    rates
};

/// The probability of a one in some context.
#[derive(Clone, Copy)]
pub(super) struct BitModel {
    /// In fractions of 2^16.
    one: u16,
    /// How many bits were met, up to [`MAX_COUNT`].
    count: u16,
}

impl BitModel {
    /// Nothing met yet: both bits are as probable.
    pub(super) const NEW: Self = Self { one: 1 << 15, count: 0 };

    /// The probability of a one, in fractions of 2^16.
    #[inline]
    pub(super) fn probability(self) -> u32 {
        u32::from(self.one)
    }

    /// The mean of this probability and of a better one, in fractions of 2^16: `specific` counts the more the more bits
    /// it has met.
    #[inline]
    pub(super) fn mixed_with(self, specific: Self) -> u32 {
        let (general, own) = (i32::from(self.one), i32::from(specific.one));
        (own + (((general - own) * specific.rate()) >> PROBABILITY_BITS)) as u32
    }

    /// Adapts to a bit that was coded.
    #[inline]
    pub(super) fn update(&mut self, bit: bool) {
        let target = if bit { (1 << PROBABILITY_BITS) - MIN_PROBABILITY } else { MIN_PROBABILITY };
        let error = target as i32 - i32::from(self.one);
        self.one = (i32::from(self.one) + ((error * self.rate()) >> PROBABILITY_BITS)) as u16;
        self.count += u16::from(self.count < MAX_COUNT);
    }

    /// The probability cut to its upper `bits` bits: a context for other decisions.
    #[inline]
    pub(super) fn quantized(self, bits: u32) -> usize {
        usize::from(self.one >> (16 - bits))
    }

    #[inline]
    fn rate(self) -> i32 {
        RATES.get(usize::from(self.count & 31)).copied().unwrap_or_default()
    }
}

/// The models of one kind of number, for [`Coder::code_number`](super::coder::Coder::code_number).
#[derive(Clone)]
pub(super) struct NumberModel {
    /// By the bits so far: whether the number has another one.
    pub(super) lengths: [BitModel; 32],
    /// By the length: the bit below the leading one.
    pub(super) first: [BitModel; 32],
    /// By the length and the first bit: the bit below that.
    pub(super) second: [BitModel; 64],
}

impl NumberModel {
    pub(super) const NEW: Self =
        Self { lengths: [BitModel::NEW; 32], first: [BitModel::NEW; 32], second: [BitModel::NEW; 64] };
}
