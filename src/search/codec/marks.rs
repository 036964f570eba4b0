//! A set of articles with a reason each, taken out in ascending order while more are put in behind.

use alloc::vec::Vec;

/// Reasons per article; two levels of bits find the next one without looking at all.
pub(super) struct Marks {
    reasons: Vec<u8>,
    bits: Vec<u64>,
    groups: Vec<u64>,
    /// No group before this one has any.
    first: usize,
}

impl Marks {
    pub(super) fn new(count: usize) -> Self {
        let bits = count.div_ceil(64);
        Self {
            reasons: alloc::vec![0; count],
            bits: alloc::vec![0; bits],
            groups: alloc::vec![0; bits.div_ceil(64)],
            first: 0,
        }
    }

    /// Puts a article in, or adds a reason to it.
    #[inline]
    pub(super) fn add(&mut self, article: usize, reason: u8) {
        let word = article / 64;
        if let (Some(reasons), Some(bits), Some(group)) =
            (self.reasons.get_mut(article), self.bits.get_mut(word), self.groups.get_mut(word / 64))
        {
            *reasons |= reason;
            *bits |= 1 << (article % 64);
            *group |= 1 << (word % 64);
            self.first = self.first.min(word / 64);
        }
    }

    pub(super) fn contains(&self, article: usize) -> bool {
        self.reasons.get(article).is_some_and(|&reasons| reasons != 0)
    }

    /// Takes out the first article.
    #[inline]
    pub(super) fn take(&mut self) -> Option<(usize, u8)> {
        while *self.groups.get(self.first)? == 0 {
            self.first += 1;
        }
        let group = self.groups.get_mut(self.first)?;
        let word = self.first * 64 + group.trailing_zeros() as usize;
        let bits = self.bits.get_mut(word)?;
        let article = word * 64 + bits.trailing_zeros() as usize;
        *bits &= bits.wrapping_sub(1);
        if *bits == 0 {
            *group &= group.wrapping_sub(1);
        }
        Some((article, core::mem::take(self.reasons.get_mut(article)?)))
    }
}
