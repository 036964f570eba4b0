//! Ranking: which articles answer, best first.
//!
//! The score of an article is the sum over its fields of
//! `weight × (BM25(words) + 0.3 × BM25(4-grams))`, k1 1.2, b 0.75 (Robertson and Zaragoza, "The Probabilistic
//! Relevance Framework", 2009), each field normalised by its own length; plus agreement in topic; times a factor for
//! how much of the question the article covers; plus, for the best few, how close its words stand together.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    Index, Matcher, Query, Synonym, Texts,
    fuzzy::nearest,
    matcher::{Key, Way, is_form},
    proximity::{CANDIDATES, best_section, closeness},
    query::Word,
    sums::Sums,
};

/// Weight of a word that stands in for one the site does not know.
const GUESS: f32 = 0.8;
/// How many unknown words of a question are corrected: each costs a walk through the dictionary.
const GUESSES: usize = 6;
/// Weight of a synonym: below an exact match, above a guess's cousin.
const SYNONYM: f32 = 0.6;

/// How far apart scores are that mean the same, as a part of the better one.
const TIE: f32 = 0.04;

/// An article that answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Number of the article in the pack.
    pub article: u32,
    /// The section of that article that fits best, where its text is at hand: 0 is the lead.
    pub section: u32,
    /// Comparable within one search only.
    pub score: f32,
    /// How much of the question it covers by words, 0 to 1, rare words counting more; a stand-in counts less than
    /// the word itself.
    pub share: f32,
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
    /// Words of the question the site does not know, and its own words that were looked for instead.
    pub corrections: Vec<Correction>,
    /// Per word of the question that carries a topic, how rare it is.
    pub(super) idfs: Vec<f32>,
    /// How far the best score is above the next one's, as a part of its own.
    pub(super) ahead: f32,
}

/// A word replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands in the question, in bytes.
    pub place: Range<usize>,
    /// The site's word, folded.
    pub term: String,
}

impl Outcome {
    /// The question with replacements, where there are any. `spell` gives the site's spelling of a folded word.
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

    /// Keeps the order of what was shown a letter ago among hits that are as good as each other, so that the list
    /// stands still under the customer's finger.
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
    /// Answers a question with at most `limit` articles.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize, texts: &mut dyn Texts) -> Outcome {
        let mut sums = Sums::new(self);
        let mut out = Outcome::default();
        let mut guesses = GUESSES;
        for (at, word) in query.words.iter().enumerate().filter(|(_, word)| !word.stop) {
            let stand_ins = self.stand_ins(query, at);
            // A word the writer has a synonym for is no slip of the finger.
            let literal = query.literal || !stand_ins.is_empty();
            let (mut ways, correction) = self.ways_of(word, literal, &mut guesses);
            ways.extend(stand_ins);
            sums.word(&ways);
            out.matcher.groups.push(ways);
            out.corrections
                .extend(correction.map(|term| Correction { place: word.place.clone(), term: self.term(term).into() }));
        }
        sums.grams(query);
        sums.best_questions();
        sums.topics();
        sums.titles(query, &out.matcher.groups);

        // The best few, by insertion: a sort of all costs the browser more bytes than it saves time.
        let kept = limit.max(CANDIDATES);
        for (article, score, share) in sums.finish() {
            out.total += 1;
            place(&mut out.hits, Hit { article, section: 0, score, share });
            out.hits.truncate(kept);
        }
        out.idfs = core::mem::take(&mut sums.idfs);
        self.bring_together(&mut out, &sums.group_of, texts);
        let score = |place: usize| out.hits.get(place).map_or(0.0, |hit| hit.score);
        out.ahead = 1.0 - score(1) / score(0).max(f32::MIN_POSITIVE);
        out.hits.truncate(limit);
        out
    }

    /// How a word finds words of the site; the term that replaces it where the site does not know it.
    fn ways_of(&self, word: &Word, literal: bool, guesses: &mut usize) -> (Vec<Way>, Option<usize>) {
        let key = Key::of(&word.term, word.unfinished);
        let known = key.terms(self).next().is_some();
        let sure = known && !key.is_weak(self);
        if literal || sure || *guesses == 0 || word.term.chars().any(|c| c.is_ascii_digit()) {
            return (alloc::vec![Way::to(key)], None);
        }
        *guesses -= 1;
        let near = nearest(self, &word.term);
        let guess = |&term: &usize| Way { weight: GUESS, ..Way::to(Key::of(self.term(term), false)) };
        let mut ways: Vec<Way> = near.iter().map(guess).collect();
        if known || ways.is_empty() {
            ways.insert(0, Way::to(key));
        }
        // A form and a slip look alike: both count, and nothing is said to have been corrected.
        (ways, near.first().copied().filter(|_| !known))
    }

    /// What stands for a word of the question by the writer's list: alone, or as a part of a phrase.
    fn stand_ins(&self, query: &Query, at: usize) -> Vec<Way> {
        let mut out: Vec<Way> = Vec::new();
        for Synonym { from, to } in &self.synonyms {
            let covers = |start: usize| {
                from.iter()
                    .zip(start..)
                    .all(|(own, place)| query.words.get(place).is_some_and(|word| is_form(own, &word.term)))
            };
            if (at.saturating_sub(from.len().saturating_sub(1))..=at)
                .any(|start| start + from.len() > at && covers(start))
            {
                let way = |phrase: &Vec<String>| Way {
                    keys: phrase.iter().map(|word| Key::of(word, false)).collect(),
                    weight: SYNONYM,
                };
                out.extend(to.iter().map(way));
            }
        }
        out
    }

    /// Reads the texts of the best few: how close the question's words stand in them, and in which section.
    fn bring_together(&self, out: &mut Outcome, group_of: &[u8], texts: &mut dyn Texts) {
        let best = out.hits.first().map_or(0.0, |hit| hit.score);
        let hits = core::mem::take(&mut out.hits);
        for (number, mut hit) in hits.into_iter().enumerate() {
            if let Some(words) = texts.words(self, hit.article) {
                hit.section = best_section(&words, group_of, out.idfs.len());
                if number < CANDIDATES {
                    hit.score += best * closeness(&words, group_of, &out.idfs);
                }
            }
            place(&mut out.hits, hit);
        }
    }
}

/// Inserts a hit at its place.
fn place(hits: &mut Vec<Hit>, hit: Hit) {
    let place = hits.iter().rposition(|other| other.score >= hit.score).map_or(0, |better| better + 1);
    hits.insert(place, hit);
}
