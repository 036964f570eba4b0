//! How small structs with many fields are stored in a pack: their texts in one list, their numbers in another.
//!
//! A reader for each field of each struct would be 3 kB of the widget; these two lists are read by one reader. What is
//! missing at the end of a list reads as empty or zero: a pack is untrusted, and checked as a whole.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The fields of a struct.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    texts: Vec<String>,
    numbers: Vec<u32>,
}

impl Record {
    /// From the fields.
    pub(crate) fn new(texts: impl IntoIterator<Item = String>, numbers: impl IntoIterator<Item = u32>) -> Self {
        Self { texts: texts.into_iter().collect(), numbers: numbers.into_iter().collect() }
    }

    /// The fields, to be read in the order in which they were written.
    pub(crate) fn parts(self) -> Parts {
        Parts { texts: self.texts.into_iter(), numbers: self.numbers.into_iter() }
    }
}

/// The fields of a record that have not been read yet.
pub(crate) struct Parts {
    texts: alloc::vec::IntoIter<String>,
    numbers: alloc::vec::IntoIter<u32>,
}

impl Parts {
    /// The next text.
    pub(crate) fn text(&mut self) -> String {
        self.texts.next().unwrap_or_default()
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> u32 {
        self.numbers.next().unwrap_or_default()
    }

    /// A number that was written with [`optional`].
    pub(crate) fn optional(&mut self) -> Option<u32> {
        self.number().checked_sub(1)
    }

    /// A list that was written with [`list`].
    pub(crate) fn list(&mut self) -> Vec<u32> {
        let count = self.number() as usize;
        self.numbers.by_ref().take(count).collect()
    }

    /// All texts that are left.
    pub(crate) fn texts(&mut self) -> impl Iterator<Item = String> {
        self.texts.by_ref()
    }

    /// All numbers that are left.
    pub(crate) fn rest(self) -> Vec<u32> {
        self.numbers.collect()
    }
}

/// A number that may be missing.
pub(crate) fn optional(number: Option<u32>) -> u32 {
    number.map_or(0, |number| number.saturating_add(1))
}

/// Numbers, preceded by their count.
pub(crate) fn list(numbers: Vec<u32>) -> impl Iterator<Item = u32> {
    core::iter::once(numbers.len() as u32).chain(numbers)
}
