//! Ranking: which articles answer a query, best first.
//!
//! The score of an article is the sum over its fields of
//! `weight × (BM25(words) + 0.3 × BM25(4-grams))`, k1 1.2, b 0.75 (Robertson and Zaragoza, "The Probabilistic
//! Relevance Framework", 2009), each field normalised by its own length; plus similarity in topics; times a factor for
//! how much of the query the article covers; plus, for the best few, how close to each other its words are.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    Identifier, Index, Matcher, Query, Synonym, Texts,
    fuzzy::nearest,
    identifiers::identifiers,
    matcher::{Key, QueryExpansion},
    proximity::{CANDIDATES, best_section, proximity},
    query::Word,
    reach::is_own,
    sums::Sums,
};

/// Weight of a correction of a query word that is no term.
const CORRECTION_WEIGHT: f32 = 0.8;
/// How many words of a query are corrected: each costs a scan of the dictionary.
const MAX_CORRECTED: usize = 6;

/// Scores count as equal up to this difference, as a part of the better one.
const TIE: f32 = 0.04;

/// An article that matches a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Number of the article in the pack.
    pub article: u32,
    /// The section of that article that matches best, where its text is loaded; 0 is what precedes the first heading.
    pub section: u32,
    /// Comparable within one search only.
    pub score: f32,
    /// The part of the query that it covers, 0 to 1: of its words, weighted by idf. A correction or a synonym counts
    /// less than the word itself.
    pub share: f32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Best first.
    pub hits: Vec<Hit>,
    /// How many articles match at all.
    pub total: usize,
    /// Which words to highlight.
    pub matcher: Matcher,
    /// Query words that are no terms, and the terms that were looked for instead.
    pub corrections: Vec<Correction>,
    /// The number of an order, a parcel or the like that the query holds: of several, one that the company knows.
    pub number: Option<Identifier>,
    /// Per query word that is no stop word, its idf.
    pub(super) idfs: Vec<f32>,
    /// The difference of the best score and the next one, as a part of the best.
    pub(super) ahead: f32,
}

/// A query word that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its place in the query, in bytes.
    pub place: Range<usize>,
    /// The term that replaces it.
    pub term: String,
}

impl Outcome {
    /// Puts the articles first to which the number of the query leads. They answer it whatever else it says, and no
    /// passage of theirs is its answer.
    fn lead(&mut self, index: &Index) {
        let rule = self.number.as_ref().and_then(|number| index.numbers.get(number.rule?));
        for &article in rule.iter().flat_map(|rule| rule.articles.iter().rev()) {
            let score = 2.0 * self.hits.first().map_or(1.0, |best| best.score);
            let before = self.hits.len();
            self.hits.retain(|hit| hit.article != article);
            self.total += usize::from(self.hits.len() == before);
            self.hits.insert(0, Hit { article, section: 0, score, share: 1.0 });
            self.ahead = 0.0;
        }
    }

    /// The query with its replacements, where there are any. `spell` gives the site's spelling of a folded word.
    #[must_use]
    pub fn corrected(&self, question: &str, spell: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut out = String::new();
        let mut copied = 0;
        for Correction { place, term } in &self.corrections {
            out.push_str(question.get(copied..place.start)?);
            out.push_str(&spell(term).unwrap_or_else(|| term.clone()));
            copied = place.end;
        }
        out.push_str(question.get(copied..)?);
        (!self.corrections.is_empty()).then_some(out)
    }

    /// Keeps, among hits whose scores count as equal, the order in which they were shown before the last keystroke, so
    /// that results do not move while the customer is about to choose one.
    pub fn settle(&mut self, before: &[u32]) {
        let place = |hit: &Hit| before.iter().position(|&article| article == hit.article);
        for _ in 0..self.hits.len() {
            for at in 1..self.hits.len() {
                let [upper, lower] = [self.hits.get(at - 1).copied(), self.hits.get(at).copied()];
                let (Some(upper), Some(lower)) = (upper, lower) else { continue };
                let tied = lower.score > upper.score * (1.0 - TIE);
                if tied
                    && let (Some(was_upper), Some(was_lower)) = (place(&upper), place(&lower))
                    && was_lower < was_upper
                {
                    self.hits.swap(at - 1, at);
                }
            }
        }
    }
}

impl Index {
    /// The best articles for a query, at most `limit` of them.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize, texts: &mut dyn Texts) -> Outcome {
        let mut out = Outcome::default();
        let (query, number) = self.without_numbers(query);
        let query = &query;
        out.number = number;
        let mut sums = Sums::new(self);
        let mut corrections_left = MAX_CORRECTED;
        for (at, word) in query.words.iter().enumerate().filter(|(_, word)| !word.stop) {
            let synonyms = self.synonym_expansions(query, at);
            // A word of a list of synonyms is not misspelled.
            let literal = query.literal || !synonyms.is_empty();
            let (mut expansions, correction) = self.expansions_of(word, literal, &mut corrections_left);
            expansions.extend(synonyms);
            sums.add_word(&expansions);
            out.matcher.words.push(expansions);
            out.corrections
                .extend(correction.map(|term| Correction { place: word.place.clone(), term: self.term(term).into() }));
        }
        sums.add_grams(query);
        sums.add_best_questions();
        sums.add_topics();
        sums.add_titles(query, &out.matcher.words);

        // The best few, by insertion: code that sorts all is larger for the browser, and hardly faster.
        let kept = limit.max(CANDIDATES);
        for (article, score, share) in sums.finish() {
            out.total += 1;
            insert(&mut out.hits, Hit { article, section: 0, score, share });
            out.hits.truncate(kept);
        }
        out.idfs = core::mem::take(&mut sums.idfs);
        self.add_proximity(&mut out, &sums.query_word_of, texts);
        let score = |rank: usize| out.hits.get(rank).map_or(0.0, |hit| hit.score);
        out.ahead = 1.0 - score(1) / score(0).max(f32::MIN_POSITIVE);
        out.lead(self);
        out.hits.truncate(limit);
        out
    }

    /// The query without its numbers that no article holds, and the number to speak of.
    fn without_numbers(&self, query: &Query) -> (Query, Option<Identifier>) {
        let mut query = query.clone();
        let mut found = identifiers(&query.text, &self.numbers);
        let within =
            |own: &Identifier, word: &Word| own.place.start <= word.place.start && word.place.end <= own.place.end;
        found.retain(|own| {
            let mut words = query.words.iter().filter(|word| within(own, word));
            own.rule.is_some() || !words.all(|word| !self.exact(&word.term).is_empty())
        });
        query.words.retain(|word| !found.iter().any(|own| within(own, word)));
        query.keep_some();
        (query, found.into_iter().find(|own| own.is_case))
    }

    /// The expansions of a query word without synonyms, and the term that replaces it where it matches none.
    fn expansions_of(
        &self,
        word: &Word,
        literal: bool,
        corrections_left: &mut usize,
    ) -> (Vec<QueryExpansion>, Option<usize>) {
        let key = Key::of(&word.term, word.unfinished);
        let known = key.terms(self).next().is_some();
        let sure = known && !key.is_weak(self);
        if literal || sure || *corrections_left == 0 || word.term.chars().any(|c| c.is_ascii_digit()) {
            return (alloc::vec![QueryExpansion::of(key)], None);
        }
        *corrections_left -= 1;
        let near = nearest(self, &word.term);
        let correction = |&term: &usize| QueryExpansion {
            weight: CORRECTION_WEIGHT,
            ..QueryExpansion::of(Key::of(self.term(term), false))
        };
        let mut expansions: Vec<QueryExpansion> = near.iter().map(correction).collect();
        if known || expansions.is_empty() {
            expansions.insert(0, QueryExpansion::of(key));
        }
        // A weak match may be a form or a misspelling: both are looked for, and no correction is announced.
        (expansions, near.first().copied().filter(|_| !known))
    }

    /// The expansions of a query word by synonyms: of the word alone, or of a phrase that it is part of.
    fn synonym_expansions(&self, query: &Query, at: usize) -> Vec<QueryExpansion> {
        let mut out: Vec<QueryExpansion> = Vec::new();
        for Synonym { from, to, weight } in &self.synonyms {
            let holds = |phrase: &&Vec<String>| {
                let covers = |start: usize| {
                    let mut words = phrase.iter().zip(start..);
                    words.all(|(own, at)| query.words.get(at).is_some_and(|word| is_own(own, &word.term)))
                };
                (at.saturating_sub(phrase.len().saturating_sub(1))..=at)
                    .any(|start| start + phrase.len() > at && covers(start))
            };
            let Some(typed) = from.iter().find(holds) else { continue };
            for phrase in to.iter().filter(|phrase| *phrase != typed) {
                let keys = phrase.iter().map(|word| Key::of(word, false)).collect();
                let expansion = QueryExpansion { keys, weight: f32::from(*weight) / 100.0 };
                // Two groups may lead to one word.
                if !out.contains(&expansion) {
                    out.push(expansion);
                }
            }
        }
        out
    }

    /// Reads the texts of the best hits, finds their best sections, adds proximity to the scores of the first few, and
    /// orders the hits anew.
    fn add_proximity(&self, out: &mut Outcome, query_word_of: &[u8], texts: &mut dyn Texts) {
        let best = out.hits.first().map_or(0.0, |hit| hit.score);
        let hits = core::mem::take(&mut out.hits);
        for (number, mut hit) in hits.into_iter().enumerate() {
            if let Some(words) = texts.words(self, hit.article) {
                hit.section = best_section(&words, query_word_of, out.idfs.len());
                if number < CANDIDATES {
                    hit.score += best * proximity(&words, query_word_of, &out.idfs);
                }
            }
            insert(&mut out.hits, hit);
        }
    }
}

/// Inserts a hit by its score, after those of the same score.
fn insert(hits: &mut Vec<Hit>, hit: Hit) {
    let rank = hits.iter().rposition(|other| other.score >= hit.score).map_or(0, |better| better + 1);
    hits.insert(rank, hit);
}
