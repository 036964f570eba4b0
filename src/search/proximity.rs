//! Proximity: words of the question that stand together in an article mean what the question means.
//!
//! The index ships no positions (they cost three times the rest). The text of the best few articles is read instead,
//! where it is at hand: as numbers of the dictionary's words, kept from one letter typed to the next.

use alloc::{sync::Arc, vec::Vec};

use super::{Index, bm25::K1};
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::tokens,
};

/// How many of the best articles are read.
pub(super) const CANDIDATES: usize = 24;
/// The part of a long article that is read, in words.
const MAX_WORDS: usize = 3_000;
/// Words further apart than so many other words of the question do not count as neighbours.
const REACH: usize = 12;
/// A stretch of text that one look takes in, in words.
const WINDOW: usize = 12;
/// Weight of pairs, of the squared distance between two words: 0.2 to 0.4 give the same, +0.2 to +1.6 nDCG on seven
/// sets; the first power of the distance gives half of it.
const PAIRS: f32 = 0.3;
/// Weight of the best stretch.
const STRETCH: f32 = 0.1;

/// Where the words of articles are had from.
pub trait Texts {
    /// The words of an article in order, as [`Index::sequence`] numbers them; `None` where its text is not at hand.
    fn words(&mut self, index: &Index, article: u32) -> Option<Arc<[u32]>>;
}

/// No text at hand: words are then found, but not how close they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn words(&mut self, _: &Index, _: u32) -> Option<Arc<[u32]>> {
        None
    }
}

/// Texts that are read when first asked for, by a function that knows where they are.
pub struct ReadTexts<'a, F> {
    known: &'a mut Sequences,
    read: F,
}

impl<'a, F: FnMut(&Index, u32) -> Option<Vec<u32>>> ReadTexts<'a, F> {
    /// `read` gives the [`Index::sequence`] of an article; `known` keeps it for the next letter typed.
    pub const fn new(known: &'a mut Sequences, read: F) -> Self {
        Self { known, read }
    }
}

/// Sequences read before, by article. A list: a customer's questions touch a few dozen articles, and a map costs the
/// browser two kilobytes.
#[derive(Default)]
pub struct Sequences(Vec<(u32, Arc<[u32]>)>);

impl Sequences {
    /// The sequence of an article, read where it is not known.
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

/// In a sequence: a section begins, with its heading.
const SECTION: u32 = u32::MAX;
/// In a sequence: the heading ends, the text begins.
const TEXT: u32 = u32::MAX - 1;
/// In a sequence: a word that the index does not have.
const UNKNOWN: u32 = u32::MAX - 2;

impl Index {
    /// The words of an article in order, as numbers of the dictionary's terms, with marks where sections begin.
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
            if out.len() >= MAX_WORDS {
                break;
            }
            self.extend_sequence(&mut out, &plain_blocks(blocks.get(section.blocks).unwrap_or_default()));
        }
        out.truncate(MAX_WORDS);
        out
    }

    fn extend_sequence(&self, out: &mut Vec<u32>, text: &str) {
        out.extend(tokens(text).take(MAX_WORDS).map(|token| {
            let term = self.exact(&token.term);
            if term.is_empty() { UNKNOWN } else { term.start as u32 }
        }));
    }
}

/// The section with most of the question in its heading and text, by the same numbers as [`closeness`]; 0, the lead,
/// where none has any.
pub(super) fn best_section(words: &[u32], group_of: &[u8], groups: usize) -> u32 {
    // Per section and word of the question: how often, an occurrence in the heading counting twice.
    let mut counts: Vec<f32> = Vec::new();
    let mut worth = 0.0;
    for &term in words {
        match term {
            SECTION => {
                counts.resize(counts.len() + groups, 0.0);
                worth = 2.0;
            }
            TEXT => worth = 1.0,
            _ => {
                let group = group_of.get(term as usize).copied().filter(|&group| group > 0);
                let from_end = group.map(|group| groups + 1 - usize::from(group));
                if let Some(count) =
                    from_end.and_then(|back| counts.len().checked_sub(back)).and_then(|at| counts.get_mut(at))
                {
                    *count += worth;
                }
            }
        }
    }
    if groups == 0 {
        return 0;
    }
    let holding: Vec<f32> = (0..groups)
        .map(|group| counts.iter().skip(group).step_by(groups).filter(|&&count| count > 0.0).count() as f32)
        .collect();
    let mut best = (0.0, 0);
    for (section, counts) in (0..).zip(counts.chunks_exact(groups)) {
        // A word that stands in few sections tells them apart; one in all does not.
        let score: f32 = counts
            .iter()
            .zip(&holding)
            .map(|(count, holding)| count / (count + K1) / (1.0 + holding).ln().max(0.5))
            .sum();
        if score > best.0 {
            best = (score, section);
        }
    }
    best.1
}

/// How close the words of a question stand in a text, 0 to about 1. `group_of` maps a term to a word of the question
/// (from 1; 0 is none), `idfs` weighs those words.
pub(super) fn closeness(words: &[u32], group_of: &[u8], idfs: &[f32]) -> f32 {
    let total: f32 = idfs.iter().sum();
    if idfs.len() < 2 || total <= 0.0 {
        return 0.0;
    }
    let group = |&term: &u32| group_of.get(term as usize).copied().filter(|&group| group > 0);
    let seen: Vec<(usize, usize)> =
        words.iter().enumerate().filter_map(|(at, term)| Some((at, usize::from(group(term)?) - 1))).collect();
    let idf = |group: usize| idfs.get(group).copied().unwrap_or_default();
    let mut nearest = alloc::vec![usize::MAX; idfs.len() * idfs.len()];
    let mut stretch = 0_f32;
    for (number, &(at, group)) in seen.iter().enumerate() {
        let (mut held, mut sum) = (1_u32 << (group % 32), idf(group));
        for &(then, other) in seen.iter().skip(number + 1).take(REACH) {
            let distance = then - at;
            if let Some(least) = nearest.get_mut(group.min(other) * idfs.len() + group.max(other)) {
                *least = distance.min(*least);
            }
            if distance < WINDOW && held & (1 << (other % 32)) == 0 {
                held |= 1 << (other % 32);
                sum += idf(other);
            }
        }
        stretch = stretch.max(sum);
    }
    let mut pairs = 0.0;
    for (place, &distance) in nearest.iter().enumerate().filter(|&(_, &distance)| distance < usize::MAX) {
        let (a, b) = (place / idfs.len(), place % idfs.len());
        if a != b {
            pairs += idf(a).min(idf(b)) / (distance * distance) as f32;
        }
    }
    (PAIRS * pairs + STRETCH * stretch) / total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The jump must lead to the heading under which the answer stands.
    #[test]
    fn sections_are_told_apart() {
        let words = [1, SECTION, TEXT, 1, 3, SECTION, 2, TEXT, 1, 3, SECTION, TEXT, 2];
        assert_eq!(best_section(&words, &[0, 1, 2, 0], 2), 1);
        assert_eq!(best_section(&words, &[0, 0, 0, 0], 2), 0);
        assert_eq!(best_section(&words, &[], 0), 0);
    }

    /// "zwrot pieniędzy" next to each other says more than both words pages apart.
    #[test]
    fn nearer_is_more() {
        let groups = [0, 1, 2];
        let apart = |gap: usize| {
            let mut words = alloc::vec![1];
            words.extend(core::iter::repeat_n(0, gap));
            words.push(2);
            closeness(&words, &groups, &[2.0, 2.0])
        };
        assert!(apart(0) > apart(1) && apart(1) > apart(5) && apart(5) > apart(200));
        assert_eq!(closeness(&[], &groups, &[2.0, 2.0]), 0.0);
        assert_eq!(closeness(&[1, 1], &groups, &[2.0]), 0.0, "one word has no neighbour");
    }
}
