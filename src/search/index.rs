//! The inverted index in memory: a sorted dictionary of folded surface words, the terms, with a posting list per field.
//!
//! A posting list is about holders: articles, or in [`Field::Questions`] the single questions. Every holder has a
//! length per field, from which its field norm follows.

use alloc::vec::Vec;
use core::ops::Range;

use super::{NumberRule, Synonym, Topics, grams::GramText, norm_id};
use crate::language::LanguageWords;

/// How many fields there are.
pub const FIELDS: usize = 5;

/// The parts of an article that have posting lists of their own, since a word in a title counts more than one in the
/// text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The article's title.
    Title,
    /// Customers' questions that the author gathered, each in its own words.
    Questions,
    /// Keywords that the author added.
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

/// The decoded index, as the codec builds it; consistent in itself.
pub(super) struct Parts {
    pub(super) article_count: usize,
    /// Per question, its article.
    pub(super) article_of: Vec<u32>,
    /// Per field and holder, its length in words: the sum of the frequencies, since every word is indexed.
    pub(super) lengths: [Vec<u32>; FIELDS],
    /// The text of all terms, concatenated.
    pub(super) text: Vec<u8>,
    /// Per term, the end of its text.
    pub(super) text_ends: Vec<u32>,
    /// Per term and field, the end of its posting list.
    pub(super) list_ends: Vec<u32>,
    /// Per posting, the holder and the frequency of the term there.
    pub(super) docs: Vec<u32>,
    pub(super) tfs: Vec<u16>,
    pub(super) topics: Topics,
}

impl Parts {
    /// Appends a posting to the list that is being built, or adds to its last posting where that has the same holder.
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

    /// The article of a holder.
    pub(super) fn article(&self, field: Field, holder: u32) -> u32 {
        let question = || self.article_of.get(holder as usize).copied().unwrap_or_default();
        if field == Field::Questions { question() } else { holder }
    }

    /// Where the postings of a list are.
    fn range(&self, list: usize) -> Range<usize> {
        let end = self.list_ends.get(list).copied().unwrap_or_default() as usize;
        let start = list.checked_sub(1).and_then(|before| self.list_ends.get(before)).copied().unwrap_or_default();
        start as usize..end
    }

    fn postings(&self, list: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        let tfs = self.tfs.get(self.range(list)).unwrap_or_default();
        self.list(list).iter().copied().zip(tfs.iter().copied())
    }

    /// The holders of a list. Lists are numbered by term and field.
    pub(super) fn list(&self, list: usize) -> &[u32] {
        self.docs.get(self.range(list)).unwrap_or_default()
    }
}

/// The lengths of all holders in a field, with their mean.
pub(super) struct Lengths {
    own: Vec<f32>,
    /// Over those that are not empty; at least 1.
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

    /// A length divided by the average.
    pub(super) fn relative(&self, at: usize) -> f32 {
        self.of(at) / self.average
    }
}

/// A search index, ready for queries.
pub struct Index {
    pub(super) parts: Parts,
    pub(super) grams: GramText,
    /// In words and in 4-grams: of every holder in each field.
    pub(super) lengths: [[Lengths; FIELDS]; 2],
    /// In words and in 4-grams: of all questions of every article together.
    pub(super) question_lengths: [Lengths; 2],
    /// In words: of all fields of every article together.
    pub(super) all_words: Lengths,
    pub(super) synonyms: Vec<Synonym>,
    pub(super) numbers: Vec<NumberRule>,
    pub(super) language: LanguageWords,
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
        let question_lengths = [&words, &grams].map(|lengths| {
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
            question_lengths,
            all_words: Lengths::new(all_words),
            synonyms: Vec::new(),
            numbers: Vec::new(),
            language: LanguageWords::default(),
        }
    }

    /// Adds synonyms, by which queries are expanded.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Vec<Synonym>) -> Self {
        Self { synonyms, ..self }
    }

    /// Adds the company's own kinds of numbers.
    #[must_use]
    pub fn with_numbers(self, numbers: Vec<NumberRule>) -> Self {
        Self { numbers, ..self }
    }

    /// Adds the words of the articles' language.
    #[must_use]
    pub fn with_language(self, language: LanguageWords) -> Self {
        Self { language, ..self }
    }

    /// The words of the articles' language, by which a [`Query`](super::Query) is read.
    #[must_use]
    pub const fn language(&self) -> &LanguageWords {
        &self.language
    }

    /// The coordinates of its articles in the space of topics.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.parts.topics
    }

    /// How many articles there are.
    #[must_use]
    pub fn article_count(&self) -> usize {
        self.parts.article_count
    }

    /// How many terms there are.
    #[must_use]
    pub fn term_count(&self) -> usize {
        self.parts.text_ends.len()
    }

    /// A term by number; empty past the end.
    #[must_use]
    pub fn term(&self, term: usize) -> &str {
        core::str::from_utf8(self.term_bytes(term)).unwrap_or_default()
    }

    fn term_bytes(&self, term: usize) -> &[u8] {
        let end = self.parts.text_ends.get(term).copied().unwrap_or_default() as usize;
        let start =
            term.checked_sub(1).and_then(|before| self.parts.text_ends.get(before)).copied().unwrap_or_default();
        self.parts.text.get(start as usize..end).unwrap_or_default()
    }

    /// The terms with this prefix: a contiguous range, since the dictionary is sorted.
    #[must_use]
    pub fn prefixed(&self, prefix: &str) -> Range<usize> {
        let prefix = prefix.as_bytes();
        let start = self.partition(|term| term < prefix);
        let end = self.partition(|term| term < prefix || term.starts_with(prefix));
        start..end.max(start)
    }

    /// The term that equals a folded word, as a range of one or none.
    #[must_use]
    pub fn exact(&self, word: &str) -> Range<usize> {
        let word = word.as_bytes();
        let start = self.partition(|term| term < word);
        start..start + usize::from(start < self.term_count() && self.term_bytes(start) == word)
    }

    /// The postings of a term in a field: articles (in [`Field::Questions`], questions), each with the term's
    /// frequency.
    pub fn postings(&self, term: usize, field: usize) -> impl Iterator<Item = (u32, u16)> + '_ {
        self.parts.postings(term * FIELDS + field)
    }

    /// Moves a question of an author's to an article, or takes it out of the search: to measure what it is worth. Topics
    /// and the dictionary stay as they are.
    #[cfg(feature = "cli")]
    pub fn move_question(&mut self, question: usize, to: Option<u32>) {
        let to = to.unwrap_or(u32::MAX);
        let Some(own) = self.parts.article_of.get_mut(question) else { return };
        let from = core::mem::replace(own, to);
        for (lengths, sums) in self.lengths.iter().zip(&mut self.question_lengths) {
            let length = lengths.get(Field::Questions as usize).map_or(0.0, |own| own.of(question));
            add(&mut sums.own, from, -length);
            add(&mut sums.own, to, length);
        }
    }

    /// How many articles (or questions) the posting lists of a field are about.
    #[must_use]
    pub fn holder_count(&self, field: Field) -> usize {
        self.counted(field).len()
    }

    /// The norm id of a field in an article (or question), the same that tantivy stores; 0 past the end.
    #[must_use]
    pub fn norm(&self, field: Field, holder: u32) -> u8 {
        norm_id(self.counted(field).get(holder as usize).copied().unwrap_or_default())
    }

    /// Per holder, its length in a field in words.
    pub(super) fn counted(&self, field: Field) -> &[u32] {
        self.parts.lengths.get(field as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The number of the first term for which `before` does not hold.
    fn partition(&self, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.term_count());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.term_bytes(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

fn add(sums: &mut [f32], at: u32, amount: f32) {
    if let Some(sum) = sums.get_mut(at as usize) {
        *sum += amount;
    }
}
