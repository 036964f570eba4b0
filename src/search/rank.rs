//! Ranking: which articles answer, best first.
//!
//! The score of an article is the sum over its fields of
//! `weight × (BM25(five-letter keys) + 0.3 × BM25(4-grams))`, k1 1.2, b 0.75 (Robertson and Zaragoza, "The
//! Probabilistic Relevance Framework", 2009), each field normalised by its own length, times a mild factor for how
//! much of the question the article covers.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{Field, Index, Matcher, Query, fuzzy::nearest, index::FIELDS, matcher::Key, query::Word};

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// Weight of 4-grams beside words: chosen on one Polish set and confirmed on twelve others in five languages.
const GRAMS: f32 = 0.3;
/// Weight of a word that stands in for one the site does not know.
const GUESS: f32 = 0.8;
/// The part of a score that depends on how much of the question is covered.
const COVERAGE: f32 = 0.3;

/// What a match in a field is worth.
const fn weight(field: Field) -> f32 {
    match field {
        Field::Title | Field::Body => 1.0,
        Field::Questions => 0.9,
        Field::Keywords => 0.7,
        Field::Headings => 0.5,
    }
}

/// An article that answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Number of the article in the pack.
    pub article: u32,
    /// The section of that article that fits best: 0 is the lead.
    pub section: u32,
    /// Comparable within one search only.
    pub score: f32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many articles answer at all.
    pub total: usize,
    /// Which words to light up.
    pub matcher: Matcher,
    /// The question with unknown words replaced by the site's own, where some were.
    pub corrected: Option<String>,
}

impl Index {
    /// Answers a question with at most `limit` articles.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Outcome {
        let mut sums = Sums::new(self);
        let mut matcher = Matcher::default();
        let mut corrections = Vec::new();
        for word in query.words.iter().filter(|word| !word.stop) {
            let (keys, weight, correction) = self.keys_of(word);
            sums.word(&keys, weight);
            matcher.groups.push(keys);
            corrections.extend(correction.map(|term| (word.place.clone(), self.term(term))));
        }
        sums.grams(query);

        // The best few, by insertion: a sort of all costs the browser more bytes than it saves time.
        let mut hits: Vec<Hit> = Vec::new();
        let mut total = 0;
        for (article, score) in sums.finish().filter(|&(_, score)| score > 0.0) {
            total += 1;
            let place = hits.iter().rposition(|hit| hit.score >= score).map_or(0, |better| better + 1);
            if place < limit {
                hits.insert(place, Hit { article: article as u32, section: 0, score });
                hits.truncate(limit);
            }
        }
        for hit in &mut hits {
            hit.section = self.best_section(hit.article as usize, &matcher);
        }
        Outcome { hits, total, corrected: corrected(&query.text, &corrections), matcher }
    }

    /// How a word finds words of the site; the term that replaces it where the site does not know it.
    fn keys_of(&self, word: &Word) -> (Vec<Key>, f32, Option<usize>) {
        let key = Key::of(&word.term, word.unfinished);
        if !key.range(self).is_empty() || word.term.chars().any(|c| c.is_ascii_digit()) {
            return (alloc::vec![key], 1.0, None);
        }
        let near = nearest(self, &word.term);
        if near.is_empty() {
            return (alloc::vec![key], 1.0, None);
        }
        let mut keys: Vec<Key> = near.iter().map(|&term| Key::of(self.term(term), false)).collect();
        keys.dedup();
        (keys, GUESS, near.first().copied())
    }

    /// The section of an article with most of the question in its text and heading.
    fn best_section(&self, article: usize, matcher: &Matcher) -> u32 {
        let first = self.first_section(article);
        let mut scores: Vec<f32> = Vec::new();
        for keys in &matcher.groups {
            let mut seen: Vec<f32> = Vec::new();
            for term in keys.iter().flat_map(|key| key.range(self)) {
                for (field, worth) in [(Field::Headings, 2.0), (Field::Body, 1.0)] {
                    let own = self
                        .postings(term, field as usize)
                        .skip_while(|&(section, _)| section < first)
                        .take_while(|&(section, _)| self.article_of(section) == article);
                    for (section, tf) in own {
                        let at = (section - first) as usize;
                        if seen.len() <= at {
                            seen.resize(at + 1, 0.0);
                        }
                        if let Some(sum) = seen.get_mut(at) {
                            *sum += worth * f32::from(tf);
                        }
                    }
                }
            }
            let spread = seen.iter().filter(|&&sum| sum > 0.0).count() as f32;
            if scores.len() < seen.len() {
                scores.resize(seen.len(), 0.0);
            }
            for (score, sum) in scores.iter_mut().zip(seen) {
                // A word that stands in few sections tells them apart; one in all does not.
                *score += sum / (sum + K1) / (1.0 + spread).ln().max(0.5);
            }
        }
        let mut best = (0.0, 0);
        for (at, &score) in scores.iter().enumerate() {
            if score > best.0 {
                best = (score, at as u32);
            }
        }
        best.1
    }
}

/// The question with replacements, which come in the order of their places.
fn corrected(text: &str, corrections: &[(Range<usize>, &str)]) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    for (place, term) in corrections {
        out.push_str(text.get(copied..place.start)?);
        out.push_str(term);
        copied = place.end;
    }
    out.push_str(text.get(copied..)?);
    (!corrections.is_empty()).then_some(out)
}

/// Scores of all articles while they add up.
struct Sums<'a> {
    index: &'a Index,
    scores: Vec<f32>,
    /// Per article, the summed idf of the question's words found anywhere in it.
    covered: Vec<f32>,
    /// The same for an article that had them all.
    coverable: f32,
    /// Per field, the mean length in words and in 4-grams over the articles that have the field.
    averages: [[f32; 2]; FIELDS],
    tally: Tally,
    anywhere: Tally,
}

/// Frequencies per article, sparse: cleared by what was touched.
#[derive(Default)]
struct Tally {
    counts: Vec<f32>,
    touched: Vec<u32>,
}

impl Tally {
    fn add(&mut self, article: usize, amount: f32) {
        if let Some(count) = self.counts.get_mut(article) {
            if *count == 0.0 {
                self.touched.push(article as u32);
            }
            *count += amount;
        }
    }

    fn drain(&mut self, mut each: impl FnMut(usize, f32)) {
        for article in self.touched.drain(..) {
            if let Some(count) = self.counts.get_mut(article as usize) {
                each(article as usize, *count);
                *count = 0.0;
            }
        }
    }
}

impl<'a> Sums<'a> {
    fn new(index: &'a Index) -> Self {
        let zeros = || alloc::vec![0.0; index.article_count()];
        let averages = core::array::from_fn(|field| {
            let holding = |lengths: &[Vec<f32>; FIELDS]| {
                lengths.get(field).map_or(0, |l| l.iter().filter(|&&l| l > 0.0).count()).max(1) as f32
            };
            let words = index.parts.words.get(field).copied().unwrap_or_default() as f32;
            let grams: f32 = index.article_grams.get(field).map_or(0.0, |lengths| lengths.iter().sum());
            [words / holding(&index.article_words), grams / holding(&index.article_grams)]
        });
        let tally = || Tally { counts: zeros(), touched: Vec::new() };
        Self { index, scores: zeros(), covered: zeros(), coverable: 0.0, averages, tally: tally(), anywhere: tally() }
    }

    /// Adds a word of the question: all forms that its keys reach count as one word.
    fn word(&mut self, keys: &[Key], certainty: f32) {
        for field in Field::ALL {
            for term in keys.iter().flat_map(|key| key.range(self.index)) {
                for (section, tf) in self.index.postings(term, field as usize) {
                    let article = self.index.article_of(section);
                    self.tally.add(article, f32::from(tf));
                    self.anywhere.add(article, 1.0);
                }
            }
            self.score(field, 0, certainty);
        }
        let idf = idf(self.index.article_count(), self.anywhere.touched.len());
        self.coverable += idf;
        let covered = &mut self.covered;
        self.anywhere.drain(|article, _| {
            if let Some(sum) = covered.get_mut(article) {
                *sum += idf;
            }
        });
    }

    /// Adds the 4-grams of all words, stop words too.
    fn grams(&mut self, query: &Query) {
        let index = self.index;
        let mut grams: Vec<u32> = Vec::new();
        for word in &query.words {
            let own = index.grams.of_word(&word.term);
            // The end of a word that is still being typed is not its end.
            let complete = own.len().saturating_sub(usize::from(word.unfinished));
            for gram in own.into_iter().take(complete) {
                if let Err(place) = grams.binary_search(&gram) {
                    grams.insert(place, gram);
                }
            }
        }
        let mut terms: Vec<Vec<u32>> = alloc::vec![Vec::new(); grams.len()];
        index.grams.occurrences(&grams, |place, term| {
            if let Some(list) = terms.get_mut(place) {
                list.push(term as u32);
            }
        });
        for list in &terms {
            for field in Field::ALL {
                for &term in list {
                    for (section, tf) in index.postings(term as usize, field as usize) {
                        self.tally.add(index.article_of(section), f32::from(tf));
                    }
                }
                self.score(field, 1, GRAMS);
            }
        }
    }

    /// Turns the tally of one field into scores. `unit` is 0 for words, 1 for 4-grams.
    fn score(&mut self, field: Field, unit: usize, factor: f32) {
        let lengths = if unit == 0 { &self.index.article_words } else { &self.index.article_grams };
        let Some(lengths) = lengths.get(field as usize) else { return };
        let average =
            self.averages.get(field as usize).and_then(|units| units.get(unit)).copied().unwrap_or(1.0).max(1.0);
        let idf = idf(self.index.article_count(), self.tally.touched.len());
        let factor = factor * weight(field) * idf * (K1 + 1.0);
        let scores = &mut self.scores;
        self.tally.drain(|article, tf| {
            let length = lengths.get(article).copied().unwrap_or_default();
            if let Some(score) = scores.get_mut(article) {
                *score += factor * tf / (tf + K1 * (1.0 - B + B * length / average));
            }
        });
    }

    /// Article and score, in article order.
    fn finish(self) -> impl Iterator<Item = (usize, f32)> {
        let coverable = self.coverable;
        self.scores
            .into_iter()
            .zip(self.covered)
            .map(move |(score, covered)| {
                let share = if coverable > 0.0 { covered / coverable } else { 1.0 };
                score * (1.0 - COVERAGE + COVERAGE * share)
            })
            .enumerate()
    }
}

/// Robertson's idf with Lucene's one, never negative.
fn idf(articles: usize, holding: usize) -> f32 {
    let (all, some) = (articles as f32, holding as f32);
    (1.0 + (all - some + 0.5) / (some + 0.5)).ln()
}
