//! Proximity: an article with the query words close to each other is more likely to be about what they mean together.
//!
//! The index ships no positions (they cost three times the rest). The text of the best few articles is read instead,
//! where it is loaded, as a sequence of term numbers that is cached from one keystroke to the next.

use alloc::{sync::Arc, vec::Vec};

use super::Index;
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::joined_tokens,
};

/// How many of the best articles get a score for proximity.
pub const CANDIDATES: usize = 24;
/// With how many of the matches after it a match makes pairs.
const PAIRED_MATCHES: usize = 12;
/// The window in which different query words are counted, in words.
const WINDOW: usize = 12;
/// Weight of pairs, each divided by the squared distance between its words: 0.2 to 0.4 give the same, +0.2 to +1.6 nDCG
/// on seven sets; divided by the distance itself, half of that.
const PAIR_WEIGHT: f32 = 0.3;
/// Weight of the best window.
const WINDOW_WEIGHT: f32 = 0.1;

/// A source of the articles' words.
pub trait Texts {
    /// The words of an article in order, as [`Index::sequence`] numbers them; `None` where its text is not loaded.
    fn words(&mut self, index: &Index, article: u32) -> Option<Arc<[u32]>>;
}

/// No texts: queries are then answered without proximity.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn words(&mut self, _: &Index, _: u32) -> Option<Arc<[u32]>> {
        None
    }
}

/// Texts that are read on first use, by a function, and cached.
pub struct ReadTexts<'a, F> {
    known: &'a mut Sequences,
    read: F,
}

impl<'a, F: FnMut(&Index, u32) -> Option<Vec<u32>>> ReadTexts<'a, F> {
    /// `read` gives the [`Index::sequence`] of an article; `known` caches it for the next keystroke.
    pub const fn new(known: &'a mut Sequences, read: F) -> Self {
        Self { known, read }
    }
}

/// Cached sequences by article. A list: the queries of a visit need a few dozen articles, and the code of a map takes
/// two kilobytes of the download.
#[derive(Default)]
pub struct Sequences(Vec<(u32, Arc<[u32]>)>);

impl Sequences {
    /// The sequence of an article, read where it is not cached.
    pub fn get(&mut self, article: u32, read: impl FnOnce() -> Option<Vec<u32>>) -> Option<Arc<[u32]>> {
        if let Some((_, words)) = self.0.iter().find(|(known, _)| *known == article) {
            return Some(words.clone());
        }
        let words: Arc<[u32]> = read()?.into();
        self.0.push((article, words.clone()));
        Some(words)
    }
}

impl<F: FnMut(&Index, u32) -> Option<Vec<u32>>> Texts for ReadTexts<'_, F> {
    fn words(&mut self, index: &Index, article: u32) -> Option<Arc<[u32]>> {
        let Self { known, read } = self;
        known.get(article, || read(index, article))
    }
}

/// In a sequence: the start of a section, and of its heading.
pub(super) const SECTION: u32 = u32::MAX;
/// In a sequence: the end of the heading, and the start of the section's text.
pub(super) const TEXT: u32 = u32::MAX - 1;
/// From here on, below the two above: words that are not in the dictionary, such as stop words.
const UNKNOWN: u32 = 1 << 31;

impl Index {
    /// The words of an article in order as numbers, with separators where sections begin.
    #[must_use]
    pub fn sequence(&self, title: &str, blocks: &[Block]) -> Vec<u32> {
        let mut out = Vec::new();
        self.extend_sequence(&mut out, title);
        for section in sections(blocks) {
            out.push(SECTION);
            if let Some((_, heading)) = &section.heading {
                self.extend_sequence(&mut out, heading);
            }
            out.push(TEXT);
            self.extend_sequence(&mut out, &plain_blocks(blocks.get(section.blocks).unwrap_or_default()));
        }
        out
    }

    fn extend_sequence(&self, out: &mut Vec<u32>, text: &str) {
        let mut end = 0;
        for token in joined_tokens(text) {
            // What is joined ends with its last piece, and counts where it is a word.
            let is_piece = token.end > core::mem::replace(&mut end, token.end);
            if is_piece || !self.exact(&token.term).is_empty() {
                out.push(self.number_of(&token.term));
            }
        }
    }

    /// The number of a folded word in a sequence: that of its term; for a word that is none, a hash (FNV-1a).
    pub(super) fn number_of(&self, word: &str) -> u32 {
        let term = self.exact(word);
        if !term.is_empty() {
            return term.start as u32;
        }
        let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        UNKNOWN | hash >> 2
    }
}

/// How close to each other the query words are in a text, 0 to about 1. `query_word_of` maps a term to a query word
/// (from 1; 0 is none), `idfs` are the weights of these words.
pub(super) fn proximity(words: &[u32], query_word_of: &[u8], idfs: &[f32]) -> f32 {
    let total: f32 = idfs.iter().sum();
    if idfs.len() < 2 || total <= 0.0 {
        return 0.0;
    }
    let query_word = |&term: &u32| query_word_of.get(term as usize).copied().filter(|&word| word > 0);
    // Position in the text, query word.
    let matches: Vec<(usize, usize)> =
        words.iter().enumerate().filter_map(|(at, term)| Some((at, usize::from(query_word(term)?) - 1))).collect();
    let idf = |word: usize| idfs.get(word).copied().unwrap_or_default();
    // Per pair of query words, the least distance.
    let mut nearest = alloc::vec![usize::MAX; idfs.len() * idfs.len()];
    let mut best_window = 0_f32;
    for (number, &(at, word)) in matches.iter().enumerate() {
        let (mut held, mut sum) = (1_u32 << (word % 32), idf(word));
        for &(then, other) in matches.iter().skip(number + 1).take(PAIRED_MATCHES) {
            let distance = then - at;
            if let Some(least) = nearest.get_mut(word.min(other) * idfs.len() + word.max(other)) {
                *least = distance.min(*least);
            }
            if distance < WINDOW && held & (1 << (other % 32)) == 0 {
                held |= 1 << (other % 32);
                sum += idf(other);
            }
        }
        best_window = best_window.max(sum);
    }
    let mut pairs = 0.0;
    for (place, &distance) in nearest.iter().enumerate().filter(|&(_, &distance)| distance < usize::MAX) {
        let (a, b) = (place / idfs.len(), place % idfs.len());
        if a != b {
            pairs += idf(a).min(idf(b)) / (distance * distance) as f32;
        }
    }
    (PAIR_WEIGHT * pairs + WINDOW_WEIGHT * best_window) / total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "zwrot pieniędzy" next to each other says more than both words pages apart.
    #[test]
    fn nearer_is_more() {
        let query_word_of = [0, 1, 2];
        let apart = |gap: usize| {
            let mut words = alloc::vec![1];
            words.extend(core::iter::repeat_n(0, gap));
            words.push(2);
            proximity(&words, &query_word_of, &[2.0, 2.0])
        };
        assert!(apart(0) > apart(1) && apart(1) > apart(5) && apart(5) > apart(200));
        assert_eq!(proximity(&[], &query_word_of, &[2.0, 2.0]), 0.0);
        assert_eq!(proximity(&[1, 1], &query_word_of, &[2.0]), 0.0, "one word has no neighbour");
    }
}
