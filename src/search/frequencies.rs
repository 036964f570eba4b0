//! Sums that most articles have no part in.

use alloc::vec::Vec;

/// Weighted frequencies per article or question, with a list of those that are not zero.
pub(super) struct Frequencies {
    pub(super) counts: Vec<f32>,
    pub(super) nonzero: Vec<u32>,
}

impl Frequencies {
    /// Of so many articles or questions, each zero.
    pub(super) fn new(count: usize) -> Self {
        Self { counts: alloc::vec![0.0; count], nonzero: Vec::new() }
    }

    pub(super) fn add(&mut self, article: usize, amount: f32) {
        if let Some(count) = self.counts.get_mut(article) {
            if *count == 0.0 {
                self.nonzero.push(article as u32);
            }
            *count += amount;
        }
    }

    /// Calls back with each that is not zero, and sets all to zero.
    pub(super) fn drain(&mut self, each: &mut dyn FnMut(usize, f32)) {
        for article in self.nonzero.drain(..) {
            if let Some(count) = self.counts.get_mut(article as usize) {
                each(article as usize, *count);
                *count = 0.0;
            }
        }
    }
}
