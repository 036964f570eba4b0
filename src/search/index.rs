//! The index in memory: a sorted dictionary of folded surface words with their postings per field.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Synonym, Topics, grams::GramText, norm_id};

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
    /// Per field and section, its length in words: the sum of the frequencies, since every word is indexed.
    pub(super) lengths: [Vec<u32>; FIELDS],
    /// All terms, one after the other.
    pub(super) text: Vec<u8>,
    pub(super) text_ends: Vec<u32>,
    /// Per term and field, the end of its postings.
    pub(super) list_ends: Vec<u32>,
    pub(super) docs: Vec<u32>,
    pub(super) tfs: Vec<u16>,
    pub(super) topics: Topics,
}

/// A search index, ready to answer.
pub struct Index {
    pub(super) parts: Parts,
    pub(super) grams: GramText,
    /// Per field and article, its words.
    pub(super) article_words: [Vec<f32>; FIELDS],
    /// Per field and article, its 4-grams.
    pub(super) article_grams: [Vec<f32>; FIELDS],
    /// Per article, its words in all fields, and the mean.
    pub(super) all_words: Vec<f32>,
    pub(super) average_words: f32,
    pub(super) synonyms: Vec<Synonym>,
}

impl Index {
    pub(super) fn new(parts: Parts) -> Self {
        let per_article = || core::array::from_fn(|_| alloc::vec![0_f32; parts.article_count]);
        let (mut article_words, mut article_grams): ([Vec<f32>; FIELDS], [Vec<f32>; FIELDS]) =
            (per_article(), per_article());
        for (lengths, sums) in parts.lengths.iter().zip(&mut article_words) {
            for (&length, &article) in lengths.iter().zip(&parts.article_of) {
                add(sums, article, length as f32);
            }
        }
        let grams = GramText::new(&parts.text, &parts.text_ends);
        let mut all_words = alloc::vec![0_f32; parts.article_count];
        for words in &article_words {
            all_words.iter_mut().zip(words).for_each(|(sum, words)| *sum += words);
        }
        let average_words = all_words.iter().sum::<f32>() / all_words.len().max(1) as f32;
        let index = Self {
            parts,
            grams,
            article_words,
            article_grams: per_article_empty(),
            all_words,
            average_words,
            synonyms: Vec::new(),
        };
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

    /// Takes the writer's synonyms, which questions then follow.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Vec<Synonym>) -> Self {
        Self { synonyms, ..self }
    }

    /// Where its articles stand among the site's topics.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.parts.topics
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

    /// How many sections there are.
    #[must_use]
    pub fn section_count(&self) -> usize {
        self.parts.article_of.len()
    }

    /// The norm id of a field in a section, the same that tantivy stores; 0 past the end.
    #[must_use]
    pub fn norm(&self, field: Field, section: u32) -> u8 {
        norm_id(self.lengths(field).get(section as usize).copied().unwrap_or_default())
    }

    /// Per section, the words in a field.
    pub(super) fn lengths(&self, field: Field) -> &[u32] {
        self.parts.lengths.get(field as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The article of a section.
    #[must_use]
    pub fn article_of(&self, section: u32) -> usize {
        self.parts.article_of.get(section as usize).copied().unwrap_or_default() as usize
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
