//! The index in memory: a sorted dictionary of folded surface words with their postings per field.

use alloc::vec::Vec;
use core::ops::Range;

use super::{grams::GramText, norm_length};

/// How many fields there are.
pub const FIELDS: usize = 5;

/// The parts of an article that are searched apart, because a word in a title says more than one in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The article's title.
    Title,
    /// Phrasings the author gathered from customers.
    Questions,
    /// Words the author added.
    Keywords,
    /// The headings inside the article.
    Headings,
    /// Everything else.
    Body,
}

impl Field {
    /// All fields, in the order of their numbers.
    pub const ALL: [Self; FIELDS] = [Self::Title, Self::Questions, Self::Keywords, Self::Headings, Self::Body];
}

/// What the codec reads; consistent in itself.
pub(super) struct Parts {
    /// Per section, its article.
    pub(super) article_of: Vec<u32>,
    pub(super) article_count: usize,
    /// Per field and section, the norm id.
    pub(super) norms: [Vec<u8>; FIELDS],
    /// Per field, the words in all sections.
    pub(super) words: [u32; FIELDS],
    /// All terms, one after the other.
    pub(super) text: Vec<u8>,
    pub(super) text_ends: Vec<u32>,
    /// Per term and field, the end of its postings.
    pub(super) list_ends: Vec<u32>,
    pub(super) docs: Vec<u32>,
    pub(super) tfs: Vec<u16>,
}

/// A search index, ready to answer.
pub struct Index {
    pub(super) parts: Parts,
    pub(super) grams: GramText,
    /// Per field and article, its words.
    pub(super) article_words: [Vec<f32>; FIELDS],
    /// Per field and article, its 4-grams.
    pub(super) article_grams: [Vec<f32>; FIELDS],
    /// Per article, its first section.
    first_section: Vec<u32>,
}

impl Index {
    pub(super) fn new(parts: Parts) -> Self {
        let per_article = || core::array::from_fn(|_| alloc::vec![0_f32; parts.article_count]);
        let (mut article_words, mut article_grams): ([Vec<f32>; FIELDS], [Vec<f32>; FIELDS]) =
            (per_article(), per_article());
        for (norms, sums) in parts.norms.iter().zip(&mut article_words) {
            for (&norm, &article) in norms.iter().zip(&parts.article_of) {
                add(sums, article, norm_length(norm) as f32);
            }
        }
        let mut first_section = alloc::vec![0_u32; parts.article_count];
        for (section, &article) in parts.article_of.iter().enumerate().rev() {
            if let Some(first) = first_section.get_mut(article as usize) {
                *first = section as u32;
            }
        }
        let grams = GramText::new(&parts.text, &parts.text_ends);
        let index = Self { parts, grams, article_words, article_grams: per_article_empty(), first_section };
        for term in 0..index.term_count() {
            let per_word = index.grams.count(term);
            for (field, sums) in article_grams.iter_mut().enumerate() {
                for (section, tf) in index.postings(term, field) {
                    if let Some(&article) = index.parts.article_of.get(section as usize) {
                        add(sums, article, per_word * f32::from(tf));
                    }
                }
            }
        }
        Self { article_grams, ..index }
    }

    /// How many articles there are.
    #[must_use]
    pub fn article_count(&self) -> usize {
        self.parts.article_count
    }

    /// How many different words there are.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.parts.text_ends.len()
    }

    /// A term by number; empty past the end.
    #[must_use]
    pub fn term(&self, term: usize) -> &str {
        let end = self.parts.text_ends.get(term).copied().unwrap_or_default() as usize;
        let start =
            term.checked_sub(1).and_then(|before| self.parts.text_ends.get(before)).copied().unwrap_or_default();
        self.parts.text.get(start as usize..end).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The terms that begin with these letters: a contiguous range, since the dictionary is sorted.
    #[must_use]
    pub fn prefixed(&self, prefix: &str) -> Range<usize> {
        let start = self.partition(|term| term < prefix);
        let end = self.partition(|term| term < prefix || term.starts_with(prefix));
        start..end.max(start)
    }

    /// The term of exactly these letters, as a range of one or none.
    #[must_use]
    pub fn exact(&self, word: &str) -> Range<usize> {
        let start = self.partition(|term| term < word);
        start..start + usize::from(start < self.term_count() && self.term(start) == word)
    }

    /// The sections of a term in a field, with its frequency there.
    pub fn postings(&self, term: usize, field: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        let list = term * FIELDS + field;
        let end = self.parts.list_ends.get(list).copied().unwrap_or_default() as usize;
        let start = list.checked_sub(1).and_then(|before| self.parts.list_ends.get(before)).copied().unwrap_or_default()
            as usize;
        let docs = self.parts.docs.get(start..end).unwrap_or_default();
        let tfs = self.parts.tfs.get(start..end).unwrap_or_default();
        docs.iter().copied().zip(tfs.iter().copied())
    }

    /// The article of a section.
    pub(super) fn article_of(&self, section: u32) -> usize {
        self.parts.article_of.get(section as usize).copied().unwrap_or_default() as usize
    }

    /// The first section of an article.
    pub(super) fn first_section(&self, article: usize) -> u32 {
        self.first_section.get(article).copied().unwrap_or_default()
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.term_count());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.term(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

fn per_article_empty() -> [Vec<f32>; FIELDS] {
    Default::default()
}

fn add(sums: &mut [f32], at: u32, amount: f32) {
    if let Some(sum) = sums.get_mut(at as usize) {
        *sum += amount;
    }
}
