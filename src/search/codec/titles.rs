//! The terms of the titles with their lists. The decoder has the titles from the cards of the articles, so the stream
//! neither spells these terms nor says in which titles they are.

use alloc::{collections::BinaryHeap, string::String};
use core::cmp::Reverse;

use crate::language::tokens;

/// The occurrences of terms in titles, in the order of the dictionary: the first eight bytes of the term as a number,
/// which settles most comparisons, the whole term, and the article.
pub(super) struct TitleTerms(BinaryHeap<Reverse<(u64, String, u32)>>);

impl TitleTerms {
    pub(super) fn new<'a>(titles: impl Iterator<Item = &'a str>) -> Self {
        let occurrence = |article, term: String| Reverse((sort_prefix(term.as_bytes()), term, article));
        let of_title = |(article, title)| tokens(title).map(move |token| occurrence(article, token.term));
        Self((0..).zip(titles).flat_map(of_title).collect())
    }

    /// The next term of any title; it stays the next one until its list is taken.
    pub(super) fn next_term(&self) -> Option<&str> {
        self.0.peek().map(|Reverse((_, term, _))| term.as_str())
    }

    /// Takes the list of the next term, and with it the term: calls back with each article in whose title it is,
    /// ascending, as often as it is there.
    pub(super) fn take_list(&mut self, mut posting: impl FnMut(u32)) {
        let Some(Reverse((_, term, article))) = self.0.pop() else { return };
        posting(article);
        while self.next_term() == Some(&term)
            && let Some(Reverse((_, _, article))) = self.0.pop()
        {
            posting(article);
        }
    }

    /// Whether a term of the dictionary skips the next term of the titles, or repeats it.
    pub(super) fn skipped_by(&self, term: &[u8]) -> bool {
        self.next_term().is_some_and(|next| term >= next.as_bytes())
    }
}

/// The first eight bytes as a number that sorts like them.
fn sort_prefix(term: &[u8]) -> u64 {
    let bytes = term.iter().copied().chain(core::iter::repeat(0));
    bytes.take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}
