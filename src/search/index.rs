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
    pub(super) article_count: usize,
    /// Per question, its article.
    pub(super) article_of: Vec<u32>,
    /// Per field and article (or question), its length in words: the sum of the frequencies, since every word is
    /// indexed.
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

impl Parts {
    /// Appends an article (or question) to the list at hand; one that is its last already counts more there.
    pub(super) fn push(&mut self, field: usize, holder: u32, frequency: u16) {
        let Some(length) = self.lengths.get_mut(field).and_then(|lengths| lengths.get_mut(holder as usize)) else {
            return;
        };
        *length += u32::from(frequency);
        let start = self.list_ends.last().copied().unwrap_or_default() as usize;
        match self.tfs.last_mut() {
            Some(tf) if self.docs.len() > start && self.docs.last() == Some(&holder) => {
                *tf = tf.saturating_add(frequency)
            }
            _ => {
                self.docs.push(holder);
                self.tfs.push(frequency);
            }
        }
    }

    /// The article that an entry of a field's list speaks of.
    pub(super) fn article(&self, field: Field, holder: u32) -> u32 {
        let question = || self.article_of.get(holder as usize).copied().unwrap_or_default();
        if field == Field::Questions { question() } else { holder }
    }

    fn range(&self, list: usize) -> Range<usize> {
        let end = self.list_ends.get(list).copied().unwrap_or_default() as usize;
        let start = list.checked_sub(1).and_then(|before| self.list_ends.get(before)).copied().unwrap_or_default();
        start as usize..end
    }

    fn postings(&self, list: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        let tfs = self.tfs.get(self.range(list)).unwrap_or_default();
        self.list(list).iter().copied().zip(tfs.iter().copied())
    }

    /// The articles (or questions) of a list by number.
    pub(super) fn list(&self, list: usize) -> &[u32] {
        self.docs.get(self.range(list)).unwrap_or_default()
    }
}

/// Lengths of one kind, with their mean.
pub(super) struct Lengths {
    own: Vec<f32>,
    /// Over those that have any; at least 1.
    average: f32,
}

impl Lengths {
    fn new(own: Vec<f32>) -> Self {
        let holding = own.iter().filter(|&&length| length > 0.0).count().max(1) as f32;
        let average = (own.iter().sum::<f32>() / holding).max(1.0);
        Self { own, average }
    }

    pub(super) fn of(&self, at: usize) -> f32 {
        self.own.get(at).copied().unwrap_or_default()
    }

    /// A length by the average.
    pub(super) fn relative(&self, at: usize) -> f32 {
        self.of(at) / self.average
    }
}

/// A search index, ready to answer.
pub struct Index {
    pub(super) parts: Parts,
    pub(super) grams: GramText,
    /// In words and in 4-grams: of each field of every article (or question).
    pub(super) lengths: [[Lengths; FIELDS]; 2],
    /// In words and in 4-grams: of all questions of every article.
    pub(super) asked: [Lengths; 2],
    /// Of articles, in words of all fields.
    pub(super) all_words: Lengths,
    pub(super) synonyms: Vec<Synonym>,
}

impl Index {
    pub(super) fn new(parts: Parts) -> Self {
        let gram_text = GramText::new(&parts.text, &parts.text_ends);
        let words = parts.lengths.each_ref().map(|own| own.iter().map(|&own| own as f32).collect::<Vec<_>>());
        let mut grams = words.each_ref().map(|own| alloc::vec![0_f32; own.len()]);
        for (term, per_word) in (0..parts.text_ends.len()).map(|term| (term, gram_text.count(term))) {
            for (field, sums) in grams.iter_mut().enumerate() {
                for (holder, tf) in parts.postings(term * FIELDS + field) {
                    add(sums, holder, per_word * f32::from(tf));
                }
            }
        }
        let of_articles = |field: Field, lengths: &[Vec<f32>; FIELDS], sums: &mut [f32]| {
            for (holder, &length) in (0..).zip(lengths.get(field as usize).into_iter().flatten()) {
                add(sums, parts.article(field, holder), length);
            }
        };
        let zeros = || alloc::vec![0_f32; parts.article_count];
        let asked = [&words, &grams].map(|lengths| {
            let mut sums = zeros();
            of_articles(Field::Questions, lengths, &mut sums);
            Lengths::new(sums)
        });
        let mut all_words = zeros();
        Field::ALL.into_iter().for_each(|field| of_articles(field, &words, &mut all_words));
        Self {
            parts,
            grams: gram_text,
            lengths: [words, grams].map(|fields| fields.map(Lengths::new)),
            asked,
            all_words: Lengths::new(all_words),
            synonyms: Vec::new(),
        }
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

    /// The articles of a term in a field (the questions, in [`Field::Questions`]), with its frequency there.
    pub fn postings(&self, term: usize, field: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        self.parts.postings(term * FIELDS + field)
    }

    /// How many articles (or questions) the lists of a field are about.
    #[must_use]
    pub fn holder_count(&self, field: Field) -> usize {
        self.counted(field).len()
    }

    /// The norm id of a field in an article (or question), the same that tantivy stores; 0 past the end.
    #[must_use]
    pub fn norm(&self, field: Field, holder: u32) -> u8 {
        norm_id(self.counted(field).get(holder as usize).copied().unwrap_or_default())
    }

    /// Per article (or question), the words in a field.
    pub(super) fn counted(&self, field: Field) -> &[u32] {
        self.parts.lengths.get(field as usize).map(Vec::as_slice).unwrap_or_default()
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

fn add(sums: &mut [f32], at: u32, amount: f32) {
    if let Some(sum) = sums.get_mut(at as usize) {
        *sum += amount;
    }
}
