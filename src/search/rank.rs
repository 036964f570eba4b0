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
    evidence::Evidence,
    fuzzy::{is_slip, nearest},
    identifiers::identifiers,
    matcher::{Key, QueryExpansion},
    proximity::{CANDIDATES, proximity},
    query::Word,
    reach::is_own,
    sections::{MANY, QueryNumbers, best_section, section_scores},
    sums::Sums,
    trace::{Part, Trace},
};
use crate::language::LanguageWords;

/// Weight of a correction of a query word that is no term.
const CORRECTION_WEIGHT: f32 = 0.8;
/// How many words of a query are corrected: each costs a scan of the dictionary.
const MAX_CORRECTED: usize = 6;

/// Weight of a heading that equals the query, as a part of the best score: that of a title.
const NAMED_WEIGHT: f32 = 0.3;
/// How many sections of one article are results beside the best one.
const MORE_SECTIONS: usize = 4;
/// The least score of these, as a part of the best section's.
const LEAST_SECTION: f32 = 0.5;

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
    /// The section is one of many: a result of its own, beside others of the same article.
    pub part: bool,
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
    /// What is known about the best hit.
    pub evidence: Evidence,
    /// The words of the articles' language: sentences end and mean by them.
    pub(super) language: LanguageWords,
    /// What the scores are made of.
    pub(super) trace: Trace,
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
            self.hits.insert(0, Hit { article, section: 0, score, part: false, share: 1.0 });
            self.trace.hit(Part::Number, article, 0, score);
            self.evidence = Evidence::default();
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
    pub fn settle(&mut self, before: &[(u32, u32)]) {
        let place = |hit: &Hit| before.iter().position(|&shown| shown == (hit.article, hit.section));
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
        let mut query = query.clone();
        let number = self.read_query(&mut query);
        self.rank(&query, number, limit, texts, Trace::default())
    }

    /// Takes numbers out of a query and puts it into the site's letters; gives the number to speak of.
    pub(super) fn read_query(&self, query: &mut Query) -> Option<Identifier> {
        let number = self.take_numbers(query);
        self.respell(query);
        number
    }

    /// The same for a query that was read; the trace records how.
    pub(super) fn rank(
        &self,
        query: &Query,
        number: Option<Identifier>,
        limit: usize,
        texts: &mut dyn Texts,
        trace: Trace,
    ) -> Outcome {
        let mut out = Outcome { number, language: self.language.clone(), ..Outcome::default() };
        let mut sums = Sums::new(self, trace);
        let mut corrections_left = MAX_CORRECTED;
        let joins = self.joins(query);
        for ((at, word), joins) in query.words.iter().enumerate().zip(joins).filter(|((_, word), _)| !word.stop) {
            let (synonyms, is_listed) = self.synonym_expansions(query, at);
            // What is in a list of synonyms, or part of a word of the site, is not misspelled.
            let literal = query.literal || is_listed || !joins.is_empty();
            let (mut expansions, correction) = self.expansions_of(word, literal, &mut corrections_left);
            let own = expansions.len();
            expansions.extend(joins);
            sums.trace.bounds(own, expansions.len());
            expansions.extend(synonyms);
            sums.add_word(&expansions);
            out.matcher.words.push(expansions);
            out.corrections
                .extend(correction.map(|term| Correction { place: word.place.clone(), term: self.term(term).into() }));
        }
        query.words.iter().filter(|word| word.asks && word.stop).for_each(|word| sums.add_question_word(&word.term));
        sums.add_grams(query);
        sums.remove(&query.without);
        sums.add_best_questions();
        sums.trace.all(Part::BestQuestion, &sums.scores);
        sums.add_topics();
        sums.trace.all(Part::Topics, &sums.scores);
        sums.add_titles(query, &out.matcher.words);
        sums.trace.all(Part::Title, &sums.scores);
        out.trace = core::mem::take(&mut sums.trace);

        // The best few, by insertion: code that sorts all is larger for the browser, and hardly faster.
        let kept = limit.max(CANDIDATES);
        for (article, score, share) in sums.finish() {
            out.total += 1;
            out.trace.article(Part::Coverage, article, score);
            insert(&mut out.hits, Hit { article, section: 0, score, part: false, share });
            out.hits.truncate(kept);
        }
        out.idfs = core::mem::take(&mut sums.idfs);
        let stop_words: Vec<u32> =
            query.words.iter().filter(|word| word.stop).map(|word| self.number_of(&word.term)).collect();
        let numbers = QueryNumbers { word_of: &sums.query_word_of, words: out.idfs.len(), stop_words: &stop_words };
        self.read_texts(&mut out, numbers, texts);
        // "What is it?" finds titles, and is a question about none.
        let says = query.words.iter().any(|word| !self.language.is_stop(&word.term));
        if let Some(best) = out.hits.first().filter(|_| says) {
            let question = sums.best_question(best.article);
            let held = sums.held_idfs(best.article, &out.idfs);
            let next = out.hits.get(1).map_or(0.0, |hit| hit.score);
            out.evidence = Evidence::new([best.score, next], &out.idfs, held, question, self.article_count());
        }
        out.lead(self);
        out.hits.truncate(limit);
        out
    }

    /// Puts words in Cyrillic letters into Latin ones, where the site has nothing like them.
    fn respell(&self, query: &mut Query) {
        for word in &mut query.words {
            let Some(latin) = word.latin.take() else { continue };
            if Key::of(&word.term, word.unfinished).terms(self).next().is_none() && nearest(self, &word.term).is_empty()
            {
                word.term = latin;
            }
        }
    }

    /// Whether a word alone would be corrected, and the customer told so.
    #[must_use]
    pub fn corrects(&self, word: &str) -> bool {
        let word = Word { term: word.into(), latin: None, place: 0..0, unfinished: false, stop: false, asks: false };
        self.expansions_of(&word, false, &mut 1).1.is_some()
    }

    /// Takes out the numbers that no article holds, and gives the one to speak of.
    fn take_numbers(&self, query: &mut Query) -> Option<Identifier> {
        let mut found = identifiers(&query.text, &self.numbers);
        let within =
            |own: &Identifier, word: &Word| own.place.start <= word.place.start && word.place.end <= own.place.end;
        found.retain(|own| {
            let mut words = query.words.iter().filter(|word| within(own, word));
            own.rule.is_some() || !words.all(|word| !self.exact(&word.term).is_empty())
        });
        if !found.is_empty() {
            let places: Vec<_> = found.iter().map(|own| own.place.clone()).collect();
            *query = core::mem::take(query).cut(&places, &self.language);
        }
        found.into_iter().find(|own| own.is_case)
    }

    /// The expansions of a query word without synonyms, and the term that replaces it, where that is announced.
    fn expansions_of(
        &self,
        word: &Word,
        literal: bool,
        corrections_left: &mut usize,
    ) -> (Vec<QueryExpansion>, Option<usize>) {
        let key = Key::of(&word.term, word.unfinished);
        let known = key.terms(self).next().is_some();
        let sure = known && !key.is_weak(self);
        let mut expansions = alloc::vec![QueryExpansion::of(key)];
        let coded = word.term.chars().any(|c| c.is_ascii_digit());
        if !coded && (literal || sure || *corrections_left == 0) {
            return (expansions, None);
        }
        *corrections_left -= usize::from(!coded);
        let near = if coded { Vec::new() } else { nearest(self, &word.term) };
        if coded || !known && near.is_empty() {
            expansions.extend(self.parts(&word.term));
            return (expansions, None);
        }
        let correction = |&term: &usize| QueryExpansion {
            weight: CORRECTION_WEIGHT,
            ..QueryExpansion::of(Key::of(self.term(term), false))
        };
        let mut slip = None;
        if !known {
            slip = near.iter().copied().find(|&term| is_slip(self, &word.term, term));
            expansions.clear();
        }
        // A weak match may be a form or a misspelling: both are looked for, and no correction is announced.
        expansions.extend(near.iter().map(correction));
        (expansions, slip)
    }

    /// The expansions of a query word by synonyms: of the word alone, or of a phrase that it is part of.
    /// Tells whether any list has it, too.
    fn synonym_expansions(&self, query: &Query, at: usize) -> (Vec<QueryExpansion>, bool) {
        let (mut out, mut is_listed): (Vec<QueryExpansion>, bool) = (Vec::new(), false);
        for Synonym { from, to, weight } in &self.synonyms {
            let holds = |phrase: &&String| {
                let covers = |start: usize| {
                    let mut words = phrase.split(' ').zip(start..);
                    words.all(|(own, at)| query.words.get(at).is_some_and(|word| is_own(own, &word.term)))
                };
                let length = phrase.split(' ').count();
                (at.saturating_sub(length - 1)..=at).any(|start| start + length > at && covers(start))
            };
            let Some(typed) = from.iter().find(holds) else { continue };
            is_listed = true;
            for phrase in to.iter().filter(|phrase| *phrase != typed) {
                let keys = phrase.split(' ').map(|word| Key::of(word, false)).collect();
                let expansion = QueryExpansion { keys, weight: f32::from(*weight) / 100.0 };
                // Two groups may lead to one word.
                if !out.contains(&expansion) {
                    out.push(expansion);
                }
            }
        }
        (out, is_listed)
    }

    /// Reads the texts of the best hits, finds their best sections, adds proximity to the scores of the first few, and
    /// orders the hits anew. Of an article with many sections, the next best ones are hits as well.
    fn read_texts(&self, out: &mut Outcome, query: QueryNumbers<'_>, texts: &mut dyn Texts) {
        let best = out.hits.first().map_or(0.0, |hit| hit.score);
        let hits = core::mem::take(&mut out.hits);
        for (number, mut hit) in hits.into_iter().enumerate() {
            if let Some(words) = texts.words(self, hit.article) {
                let mut scores = section_scores(&words, query);
                hit.section = best_section(&scores);
                let first = scores.get(hit.section as usize).copied().unwrap_or_default();
                if number < CANDIDATES {
                    let close = proximity(&words, query.word_of, &out.idfs);
                    out.trace.article(Part::Proximity, hit.article, hit.score + best * close);
                    hit.score += best * (close + NAMED_WEIGHT * first.named);
                    out.trace.article(Part::Heading, hit.article, hit.score);
                }
                hit.part = scores.len() >= MANY && hit.section > 0;
                let whole = hit.score;
                for _ in 0..if hit.part { MORE_SECTIONS } else { 0 } {
                    // The next best: those before are out of the way.
                    let Some(taken) = scores.get_mut(hit.section as usize) else { break };
                    taken.score = 0.0;
                    let section = best_section(&scores);
                    let share = scores.get(section as usize).map_or(0.0, |own| own.score) / first.score;
                    if section == 0 || share < LEAST_SECTION {
                        break;
                    }
                    insert(&mut out.hits, hit);
                    hit = Hit { section, score: whole * share, ..hit };
                    out.trace.hit(Part::Section, hit.article, section, hit.score);
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
