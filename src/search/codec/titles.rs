//! The words of the titles. They come with the cards of the articles, so the stream neither spells them nor says where
//! they stand.

use alloc::{collections::BinaryHeap, string::String};
use core::cmp::Reverse;

use crate::language::tokens;

/// Words of titles, the least first: their first eight bytes as a number, which settles most comparisons, the whole
/// word, and the article.
pub(super) struct Titles(BinaryHeap<Reverse<(u64, String, u32)>>);

impl Titles {
    pub(super) fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        let word = |at, word: String| Reverse((beginning(word.as_bytes()), word, at));
        let words = (0..).zip(titles).flat_map(|(at, title)| tokens(title).map(move |token| word(at, token.term)));
        Self(words.collect())
    }

    /// The least word left.
    pub(super) fn next(&self) -> Option<&str> {
        self.0.peek().map(|Reverse((_, word, _))| word.as_str())
    }

    /// Takes out the least word; calls back with the articles it stands in, ascending, as often as it stands there.
    pub(super) fn take(&mut self, mut found: impl FnMut(u32)) {
        let Some(Reverse((_, word, article))) = self.0.pop() else { return };
        found(article);
        while self.next() == Some(&word)
            && let Some(Reverse((_, _, article))) = self.0.pop()
        {
            found(article);
        }
    }
}

/// The first eight bytes as a number that sorts like them.
fn beginning(word: &[u8]) -> u64 {
    let bytes = word.iter().copied().chain(core::iter::repeat(0));
    bytes.take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}
