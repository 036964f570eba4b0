//! Scores of all articles while they add up: BM25 per field over words and over 4-grams, how much of the question is
//! covered, and agreement in topic.

use alloc::vec::Vec;

use super::{
    Field, Index, Query,
    bm25::{idf, saturated},
    index::Lengths,
    matcher::{Key, Way},
    topics::{self, TOPICS},
};

/// Weight of 4-grams beside words: chosen on one Polish set and confirmed on twelve others in five languages.
const GRAMS: f32 = 0.3;
/// The part of a score that depends on how much of the question is covered: all of it counts in a question of two
/// words, less in a long one, whose words say the same thing several times over. A constant 0.3 or 0.5 wins on
/// keywords what it loses on sentences.
const COVERAGE: f32 = 0.6;
const COVERAGE_WORDS: f32 = 2.0;

/// What a title that is the question counts, of the best score. One that shares words with it counts less: by the cube
/// of the part of the question that it holds, and by the root of the part of it that was asked, since three words of a
/// long title are a usual question. Squares of both: 3 known items in a hundred fewer come first, -0.3 nDCG.
const SAME_TITLE: f32 = 0.3;
/// What stands for a word of the question as surely as the word itself: forms and corrections, not synonyms.
const SURE: f32 = 0.75;
/// What the question of the author's that fits best counts, beside all of them together: 0.5 to 1 find one in fifty
/// customers' questions more, 1.5 less.
const ONE_QUESTION: f32 = 1.0;

/// What a match in a field is worth.
const fn weight(field: Field) -> f32 {
    match field {
        Field::Title | Field::Body => 1.0,
        Field::Questions => 0.9,
        Field::Keywords => 0.7,
        Field::Headings => 0.25,
    }
}

pub(super) struct Sums<'a> {
    index: &'a Index,
    scores: Vec<f32>,
    /// Per article, the summed idf of the question's words found anywhere in it.
    covered: Vec<f32>,
    /// Per word of the question, its idf.
    pub(super) idfs: Vec<f32>,
    /// Per term of the dictionary, the word of the question that it answers to, from 1; 0 is none.
    pub(super) group_of: Vec<u8>,
    tally: Tally,
    anywhere: Tally,
    /// Per question of the authors', the customer's words in it, and what they add up to.
    questions: Tally,
    question_scores: Vec<f32>,
    /// The question among the topics.
    place: [f32; TOPICS],
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
    pub(super) fn new(index: &'a Index) -> Self {
        let zeros = || alloc::vec![0.0; index.article_count()];
        let tally = || Tally { counts: zeros(), touched: Vec::new() };
        let question_scores = alloc::vec![0.0; index.holder_count(Field::Questions)];
        Self {
            index,
            scores: zeros(),
            covered: zeros(),
            idfs: Vec::new(),
            group_of: alloc::vec![0; index.term_count()],
            tally: tally(),
            anywhere: tally(),
            questions: Tally { counts: question_scores.clone(), touched: Vec::new() },
            question_scores,
            place: [0.0; TOPICS],
        }
    }

    /// Adds a word of the question: all forms and stand-ins that its ways reach count as one word.
    pub(super) fn word(&mut self, ways: &[Way]) {
        let index = self.index;
        let reached: Vec<(Vec<Vec<usize>>, f32)> = ways
            .iter()
            .map(|way| (way.keys.iter().map(|key: &Key| key.terms(index).collect()).collect(), way.weight))
            .collect();
        let group = self.idfs.len() as u8 + 1;
        for &term in reached.iter().flat_map(|(keys, _)| keys).flatten() {
            if let Some(own) = self.group_of.get_mut(term).filter(|own| **own == 0) {
                *own = group;
            }
        }
        for field in Field::ALL {
            for (keys, weight) in &reached {
                if let [terms] = keys.as_slice() {
                    for (holder, tf) in terms.iter().flat_map(|&term| index.postings(term, field as usize)) {
                        self.count(field, holder, weight * f32::from(tf));
                        let article = index.parts.article(field, holder);
                        self.anywhere.add(article as usize, weight * f32::from(tf));
                    }
                } else {
                    self.phrase(keys, field, *weight);
                }
            }
            self.score(field, 0, 1.0);
        }
        let idf = idf(index.article_count(), self.anywhere.touched.len());
        self.idfs.push(idf);
        let (covered, place) = (&mut self.covered, &mut self.place);
        self.anywhere.drain(|article, tf| {
            if let Some(sum) = covered.get_mut(article) {
                *sum += idf * tf.min(1.0);
            }
            if !index.parts.topics.is_empty() {
                index.parts.topics.draw(place, article, idf * saturated(tf, index.all_words.relative(article)));
            }
        });
    }

    /// Counts occurrences for an article, and for the question of its author's that they stand in.
    fn count(&mut self, field: Field, holder: u32, amount: f32) {
        self.tally.add(self.index.parts.article(field, holder) as usize, amount);
        if field == Field::Questions {
            self.questions.add(holder as usize, amount);
        }
    }

    /// Counts articles whose field holds all words of a phrase, as often as the rarest of them.
    fn phrase(&mut self, keys: &[Vec<usize>], field: Field, weight: f32) {
        let index = self.index;
        let mut all: Option<Tally> = None;
        for terms in keys {
            let mut own = Tally { counts: alloc::vec![0.0; index.article_count()], touched: Vec::new() };
            for (holder, tf) in terms.iter().flat_map(|&term| index.postings(term, field as usize)) {
                own.add(index.parts.article(field, holder) as usize, f32::from(tf));
            }
            if let Some(before) = all {
                let least = |(own, before): (&mut f32, &f32)| *own = own.min(*before);
                own.counts.iter_mut().zip(&before.counts).for_each(least);
            }
            all = Some(own);
        }
        if let Some(mut all) = all {
            all.drain(|article, tf| {
                if tf > 0.0 {
                    self.tally.add(article, weight * tf);
                    self.anywhere.add(article, weight * tf);
                }
            });
        }
    }

    /// Adds the 4-grams of all words, stop words too.
    pub(super) fn grams(&mut self, query: &Query) {
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
                    for (holder, tf) in index.postings(term as usize, field as usize) {
                        self.count(field, holder, f32::from(tf));
                    }
                }
                self.score(field, 1, GRAMS);
            }
        }
    }

    /// Adds agreement in topic to articles found by words or 4-grams.
    pub(super) fn topics(&mut self) {
        if self.index.parts.topics.is_empty() || self.place.iter().all(|&along| along == 0.0) {
            return;
        }
        let best = self.best();
        for (score, agreement) in self.scores.iter_mut().zip(self.index.parts.topics.agreement(&self.place)) {
            if *score > 0.0 {
                *score += topics::WEIGHT * best * agreement.max(0.0);
            }
        }
    }

    /// Adds, to each article, the one question of its author's that is most like the customer's: words that customers
    /// put together say more than the same words from several questions.
    pub(super) fn best_questions(&mut self) {
        let mut best = alloc::vec![0_f32; self.scores.len()];
        for (&score, &article) in self.question_scores.iter().zip(&self.index.parts.article_of) {
            if let Some(best) = best.get_mut(article as usize) {
                *best = best.max(score);
            }
        }
        self.scores.iter_mut().zip(best).for_each(|(score, best)| *score += ONE_QUESTION * best);
    }

    /// Lifts articles whose title is the question, the more the less either says beyond the other: a customer who has
    /// read it somewhere means this one. `groups` are the ways of the words that carry a topic.
    pub(super) fn titles(&mut self, query: &Query, groups: &[Vec<Way>]) {
        let index = self.index;
        let mut groups = groups.iter();
        for word in &query.words {
            let own = alloc::vec![Way::to(Key::of(&word.term, word.unfinished))];
            let ways = if word.stop { &own } else { groups.next().unwrap_or(&own) };
            for key in ways.iter().filter(|way| way.weight >= SURE).flat_map(|way| &way.keys) {
                for (article, _) in key.terms(index).flat_map(|term| index.postings(term, Field::Title as usize)) {
                    self.anywhere.add(article as usize, 1.0);
                }
            }
            let tally = &mut self.tally;
            self.anywhere.drain(|article, _| tally.add(article, 1.0));
        }
        let [[lengths, ..], _] = &index.lengths;
        let best = self.best();
        let scores = &mut self.scores;
        self.tally.drain(|article, found| {
            if let Some(score) = scores.get_mut(article) {
                let (asked, told) = (found / query.words.len() as f32, found / lengths.of(article).max(1.0));
                *score += SAME_TITLE * best * asked * asked * asked * told.min(1.0).sqrt();
            }
        });
    }

    fn best(&self) -> f32 {
        self.scores.iter().copied().fold(0.0, f32::max)
    }

    /// Turns the tally of one field into scores. `unit` is 0 for words, 1 for 4-grams.
    fn score(&mut self, field: Field, unit: usize, factor: f32) {
        let index = self.index;
        let own = index.lengths.get(unit).and_then(|fields| fields.get(field as usize));
        let (Some(mut lengths), Some(asked)) = (own, index.asked.get(unit)) else { return };
        let factor = factor * idf(index.article_count(), self.tally.touched.len());
        if field == Field::Questions {
            add_scores(&mut self.questions, &mut self.question_scores, lengths, factor);
            lengths = asked;
        }
        add_scores(&mut self.tally, &mut self.scores, lengths, factor * weight(field));
    }

    /// Article, score and covered share of the question, for every article with a score, in article order.
    pub(super) fn finish(&self) -> impl Iterator<Item = (u32, f32, f32)> {
        let coverable: f32 = self.idfs.iter().sum();
        let part = COVERAGE * (COVERAGE_WORDS / self.idfs.len().max(1) as f32).min(1.0);
        let rated = self.scores.iter().zip(&self.covered).map(move |(score, covered)| {
            let share = if coverable > 0.0 { covered / coverable } else { 0.0 };
            (score * (1.0 - part + part * share), share)
        });
        (0..).zip(rated).map(|(article, (score, share))| (article, score, share)).filter(|&(_, score, _)| score > 0.0)
    }
}

/// Adds the score of each frequency.
fn add_scores(tally: &mut Tally, scores: &mut [f32], lengths: &Lengths, factor: f32) {
    tally.drain(|at, tf| {
        if let Some(score) = scores.get_mut(at) {
            *score += factor * saturated(tf, lengths.relative(at));
        }
    });
}
