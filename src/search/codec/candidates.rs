//! The candidates of a list: a set of articles with flags each, taken out in ascending order while more are put in
//! behind.

use alloc::vec::Vec;

/// Flags by article, and a bit set on two levels that finds the next article without a look at all of them.
pub(super) struct Candidates {
    flags: Vec<u8>,
    /// A bit per article.
    bits: Vec<u64>,
    /// A bit per word of `bits` that is not zero.
    groups: Vec<u64>,
    /// No group before this one has any.
    first: usize,
}

impl Candidates {
    /// An empty set of articles below `count`.
    pub(super) fn new(count: usize) -> Self {
        let bits = count.div_ceil(64);
        Self {
            flags: alloc::vec![0; count],
            bits: alloc::vec![0; bits],
            groups: alloc::vec![0; bits.div_ceil(64)],
            first: 0,
        }
    }

    /// Inserts an article, or adds a flag to it.
    #[inline]
    pub(super) fn insert(&mut self, article: usize, flag: u8) {
        let word = article / 64;
        if let (Some(flags), Some(bits), Some(group)) =
            (self.flags.get_mut(article), self.bits.get_mut(word), self.groups.get_mut(word / 64))
        {
            *flags |= flag;
            *bits |= 1 << (article % 64);
            *group |= 1 << (word % 64);
            self.first = self.first.min(word / 64);
        }
    }

    pub(super) fn contains(&self, article: usize) -> bool {
        self.flags.get(article).is_some_and(|&flags| flags != 0)
    }

    /// Removes the first article and returns it with its flags.
    #[inline]
    pub(super) fn pop_first(&mut self) -> Option<(usize, u8)> {
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
        Some((article, core::mem::take(self.flags.get_mut(article)?)))
    }
}
