//! The scores of all articles while a query is worked through, word by word and field by field: BM25 over words and
//! over 4-grams, coverage of the query, and similarity in topics.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    Field, Index, Query,
    bm25::{idf, saturated},
    frequencies::Frequencies,
    index::Lengths,
    matcher::{KEY_LETTERS, Key, QueryExpansion, prefix},
    topics::{self, TOPICS},
    trace::Trace,
};

/// Weight of 4-grams beside words: chosen on one Polish set and confirmed on twelve others in five languages.
const GRAM_WEIGHT: f32 = 0.3;
/// The part of a score that is multiplied by the coverage of the query: all of this in a query of up to
/// [`COVERAGE_WORDS`], less in a longer one, whose words are redundant. A constant 0.3 or 0.5 wins on keywords what it
/// loses on sentences.
const COVERAGE: f32 = 0.6;
const COVERAGE_WORDS: f32 = 2.0;

/// Weight of a title that equals the query, as a part of the best score. One that shares words with it counts less: by
/// the cube of the part of the query that it holds, and by the square root of the part of the title that the query
/// holds, since three words of a long title are a usual query. With squares of both, 3 known items in a hundred fewer
/// come first, -0.3 nDCG.
const TITLE_WEIGHT: f32 = 0.3;
/// The least weight of an expansion that counts as the word itself in a title: forms and corrections, not synonyms.
const TITLE_EXPANSION: f32 = 0.75;
/// Weight of an article's best single question, beside all of its questions together: 0.5 to 1 find one in fifty
/// customers' questions more, 1.5 less.
const BEST_QUESTION_WEIGHT: f32 = 1.0;
/// Weight of a word that says what is asked for.
const QUESTION_WORD_WEIGHT: f32 = 0.6;

/// Prefixes that turn a word into its opposite.
const NEGATIONS: &str = "un de des dez dis nie";
/// Weight of a 4-gram in the opposite of a word: "uninstall" is no answer to "install", and better than none.
const OPPOSITE_WEIGHT: f32 = 0.2;

/// The weight of a field.
const fn weight(field: Field) -> f32 {
    match field {
        Field::Title | Field::Body => 1.0,
        Field::Questions => 0.9,
        Field::Keywords => 0.7,
        Field::Headings => 0.25,
    }
}

/// Terms that match a key, each with how close it is to the word.
type Terms = Vec<(usize, f32)>;

/// The accumulators of one query.
pub(super) struct Sums<'a> {
    index: &'a Index,
    pub(super) scores: Vec<f32>,
    pub(super) trace: Trace,
    /// Per article, the summed idf of the query words that any of its fields holds.
    covered: Vec<f32>,
    /// Per article, a bit per query word that it holds: not a correction, a synonym, or what an unfinished word may
    /// become. The upper half has a bit per word that it holds itself, not only one with the same first letters.
    held: Vec<u64>,
    /// Per query word that is no stop word, its idf.
    pub(super) idfs: Vec<f32>,
    /// Per term of the dictionary, the first query word that it matches, from 1; 0 is none.
    pub(super) query_word_of: Vec<u8>,
    /// Frequencies of the present query word or 4-gram: in one field, and in all.
    in_field: Frequencies,
    in_all_fields: Frequencies,
    /// The same in each question of the authors', and the scores of these questions.
    in_questions: Frequencies,
    question_scores: Vec<f32>,
    /// Per article, the score of its best question.
    best_questions: Vec<f32>,
    /// The query in the space of topics.
    coordinates: [f32; TOPICS],
}

impl<'a> Sums<'a> {
    pub(super) fn new(index: &'a Index, trace: Trace) -> Self {
        let zeros = || alloc::vec![0.0; index.article_count()];
        let frequencies = || Frequencies::new(index.article_count());
        let question_scores = alloc::vec![0.0; index.holder_count(Field::Questions)];
        Self {
            index,
            scores: zeros(),
            trace,
            covered: zeros(),
            held: alloc::vec![0; index.article_count()],
            idfs: Vec::new(),
            query_word_of: alloc::vec![0; index.term_count()],
            in_field: frequencies(),
            in_all_fields: frequencies(),
            in_questions: Frequencies::new(question_scores.len()),
            question_scores,
            best_questions: Vec::new(),
            coordinates: [0.0; TOPICS],
        }
    }

    /// Adds a query word: all terms that its expansions match count as one.
    pub(super) fn add_word(&mut self, expansions: &[QueryExpansion]) {
        let index = self.index;
        let terms_of = |key: &Key| key.terms(index).map(|term| (term, key.closeness(index.term(term)))).collect();
        let matches: Vec<(Vec<Terms>, f32)> =
            expansions.iter().map(|own| (own.keys.iter().map(terms_of).collect(), own.weight)).collect();
        let number = self.idfs.len() as u8 + 1;
        for &(term, _) in matches.iter().flat_map(|(keys, _)| keys).flatten() {
            if let Some(own) = self.query_word_of.get_mut(term).filter(|own| **own == 0) {
                *own = number;
            }
        }
        for field in Field::ALL {
            for ((keys, weight), expansion) in matches.iter().zip(expansions) {
                if let [terms] = keys.as_slice() {
                    for &(term, closeness) in terms {
                        let word = index.term(term);
                        let is_held = expansion.is_word(word);
                        let is_itself = closeness >= 1.0 || expansion.keys.iter().any(|key| key.goes_on(word));
                        for (holder, tf) in index.postings(term, field as usize) {
                            let amount = weight * closeness * f32::from(tf);
                            self.count(field, holder, amount);
                            let article = index.parts.article(field, holder) as usize;
                            self.in_all_fields.add(article, amount);
                            if is_held {
                                self.hold(article, is_itself);
                            }
                        }
                    }
                } else {
                    self.count_phrase(keys, field, *weight);
                }
            }
            self.score_field(field, 0, 1.0);
        }
        let idf = idf(index.article_count(), self.in_all_fields.nonzero.len());
        self.idfs.push(idf);
        let (covered, coordinates) = (&mut self.covered, &mut self.coordinates);
        self.in_all_fields.drain(&mut |article, tf| {
            if let Some(sum) = covered.get_mut(article) {
                *sum += idf * tf.min(1.0);
            }
            if !index.parts.topics.is_empty() {
                let weight = idf * saturated(tf, index.all_words.relative(article));
                index.parts.topics.add_article(coordinates, article, weight);
            }
        });
    }

    /// Adds a word that says what is asked for, such as "when", to articles with the same one in the title or in a
    /// question of the author's. It covers nothing: +0.8 nDCG on questions to a FAQ, 0.0 elsewhere.
    pub(super) fn add_question_word(&mut self, term: &str) {
        let index = self.index;
        for field in [Field::Title, Field::Questions] {
            for term in index.exact(term) {
                for (holder, tf) in index.postings(term, field as usize) {
                    self.count(field, holder, f32::from(tf));
                }
            }
            self.score_field(field, 0, QUESTION_WORD_WEIGHT);
        }
    }

    /// Notes that an article holds the present query word.
    fn hold(&mut self, article: usize, itself: bool) {
        let bit = 1 << self.idfs.len().min(31);
        if let Some(held) = self.held.get_mut(article) {
            *held |= bit | if itself { bit << 32 } else { 0 };
        }
    }

    /// The idf of each query word that an article holds, and whether it holds the word itself.
    pub(super) fn held_idfs<'i>(&self, article: u32, idfs: &'i [f32]) -> impl Iterator<Item = (f32, bool)> + use<'i> {
        let held = self.held.get(article as usize).copied().unwrap_or_default();
        let of_word =
            move |(word, &idf): (u32, &f32)| (held >> word & 1 == 1).then_some((idf, held >> (word + 32) & 1 == 1));
        (0..32).zip(idfs).filter_map(of_word)
    }

    /// The score of an article's best question.
    pub(super) fn best_question(&self, article: u32) -> f32 {
        self.best_questions.get(article as usize).copied().unwrap_or_default()
    }

    /// Takes articles out of the ranking.
    pub(super) fn remove(&mut self, articles: &[u32]) {
        let questions = self.index.parts.article_of.iter().zip(&mut self.question_scores);
        questions.filter(|(article, _)| articles.contains(article)).for_each(|(_, score)| *score = 0.0);
        for &article in articles {
            self.scores.get_mut(article as usize).into_iter().for_each(|score| *score = 0.0);
        }
    }

    /// Counts occurrences for an article, and in its questions for the question that holds them.
    fn count(&mut self, field: Field, holder: u32, amount: f32) {
        self.in_field.add(self.index.parts.article(field, holder) as usize, amount);
        if field == Field::Questions {
            self.in_questions.add(holder as usize, amount);
        }
    }

    /// Counts articles whose field holds all words of a phrase, by the lowest of their frequencies.
    fn count_phrase(&mut self, keys: &[Terms], field: Field, weight: f32) {
        let index = self.index;
        let mut all: Option<Frequencies> = None;
        for terms in keys {
            let mut own = Frequencies::new(index.article_count());
            for (holder, tf) in terms.iter().flat_map(|&(term, _)| index.postings(term, field as usize)) {
                own.add(index.parts.article(field, holder) as usize, f32::from(tf));
            }
            if let Some(before) = all {
                let least = |(own, before): (&mut f32, &f32)| *own = own.min(*before);
                own.counts.iter_mut().zip(&before.counts).for_each(least);
            }
            all = Some(own);
        }
        if let Some(mut all) = all {
            all.drain(&mut |article, tf| {
                if tf > 0.0 {
                    self.in_field.add(article, weight * tf);
                    self.in_all_fields.add(article, weight * tf);
                    // A word that the site writes in pieces: a synonym weighs less.
                    if weight >= 1.0 {
                        self.hold(article, true);
                    }
                }
            });
        }
    }

    /// Adds the 4-grams of all query words, stop words included.
    pub(super) fn add_grams(&mut self, query: &Query) {
        let index = self.index;
        let mut grams: Vec<u32> = Vec::new();
        for word in &query.words {
            let own = index.grams.of_word(&word.term);
            // A word that is still being typed has no 4-gram with its end.
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
        let opposites = self.opposites(query);
        for list in &terms {
            for field in Field::ALL {
                for &term in list {
                    let is_opposite = opposites.iter().any(|range| range.contains(&(term as usize)));
                    let weight = if is_opposite { OPPOSITE_WEIGHT } else { 1.0 };
                    for (holder, tf) in index.postings(term as usize, field as usize) {
                        self.count(field, holder, weight * f32::from(tf));
                    }
                }
                self.score_field(field, 1, GRAM_WEIGHT);
            }
        }
    }

    /// The terms that say the opposite of a query word, as "uninstall" of "install": that their letters are the same says little.
    fn opposites(&self, query: &Query) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut add = |start: &str, word: &str| {
            if word.chars().count() >= KEY_LETTERS {
                let range = self.index.prefixed(&(String::from(start) + prefix(word, KEY_LETTERS)));
                // Each is asked for every term of every 4-gram.
                out.extend((!range.is_empty()).then_some(range));
            }
        };
        for word in &query.words {
            for negation in NEGATIONS.split(' ') {
                add(negation, &word.term);
                word.term.strip_prefix(negation).into_iter().for_each(|positive| add("", positive));
            }
        }
        out
    }

    /// Adds similarity in topics to articles found by words or 4-grams.
    pub(super) fn add_topics(&mut self) {
        if self.index.parts.topics.is_empty() || self.coordinates.iter().all(|&coordinate| coordinate == 0.0) {
            return;
        }
        let best = self.best_score();
        let similarities = self.index.parts.topics.similarities(&self.coordinates);
        for (score, similarity) in self.scores.iter_mut().zip(similarities) {
            if *score > 0.0 {
                *score += topics::WEIGHT * best * similarity.max(0.0);
            }
        }
    }

    /// Adds, to each article, the score of its best single question: words that occur together in one question say more
    /// than the same words in several.
    pub(super) fn add_best_questions(&mut self) {
        let mut best = alloc::vec![0_f32; self.scores.len()];
        for (&score, &article) in self.question_scores.iter().zip(&self.index.parts.article_of) {
            if let Some(best) = best.get_mut(article as usize) {
                *best = best.max(score);
            }
        }
        self.scores.iter_mut().zip(&best).for_each(|(score, best)| *score += BEST_QUESTION_WEIGHT * best);
        self.best_questions = best;
    }

    /// Adds to articles whose title resembles the query, the more the fewer words either has beside the other's: a
    /// customer who has read the title somewhere looks for this article. `expansions` are those of the query words that
    /// are no stop words.
    pub(super) fn add_titles(&mut self, query: &Query, expansions: &[Vec<QueryExpansion>]) {
        let index = self.index;
        let mut expansions = expansions.iter();
        for word in &query.words {
            let unexpanded = alloc::vec![QueryExpansion::of(Key::of(&word.term, word.unfinished))];
            let own = if word.stop { &unexpanded } else { expansions.next().unwrap_or(&unexpanded) };
            for key in own.iter().filter(|own| own.weight >= TITLE_EXPANSION).flat_map(|own| &own.keys) {
                for (article, _) in key.terms(index).flat_map(|term| index.postings(term, Field::Title as usize)) {
                    self.in_all_fields.add(article as usize, 1.0);
                }
            }
            // From here on, the number of query words in the title.
            let in_field = &mut self.in_field;
            self.in_all_fields.drain(&mut |article, _| in_field.add(article, 1.0));
        }
        let [[lengths, ..], _] = &index.lengths;
        let best = self.best_score();
        let scores = &mut self.scores;
        self.in_field.drain(&mut |article, found| {
            if let Some(score) = scores.get_mut(article).filter(|score| **score > 0.0) {
                let of_query = found / query.words.len() as f32;
                let of_title = found / lengths.of(article).max(1.0);
                *score += TITLE_WEIGHT * best * of_query * of_query * of_query * of_title.min(1.0).sqrt();
            }
        });
    }

    fn best_score(&self) -> f32 {
        self.scores.iter().copied().fold(0.0, f32::max)
    }

    /// Turns the frequencies in one field into scores. `unit` is 0 for words, 1 for 4-grams.
    fn score_field(&mut self, field: Field, unit: usize, factor: f32) {
        let index = self.index;
        let own = index.lengths.get(unit).and_then(|fields| fields.get(field as usize));
        let (Some(mut lengths), Some(of_questions)) = (own, index.question_lengths.get(unit)) else { return };
        let factor = factor * idf(index.article_count(), self.in_field.nonzero.len());
        if field == Field::Questions {
            add_scores(&mut self.in_questions, &mut self.question_scores, lengths, factor);
            lengths = of_questions;
        }
        add_scores(&mut self.in_field, &mut self.scores, lengths, factor * weight(field));
        self.trace.in_field(field, unit, self.idfs.len(), &self.scores);
    }

    /// Article, score and covered part of the query, for every article with a score, in the order of the articles.
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
fn add_scores(frequencies: &mut Frequencies, scores: &mut [f32], lengths: &Lengths, factor: f32) {
    frequencies.drain(&mut |at, tf| {
        if let Some(score) = scores.get_mut(at) {
            *score += factor * saturated(tf, lengths.relative(at));
        }
    });
}
