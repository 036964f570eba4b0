//! Why a result stands where it stands: the ranking once more, and what it recorded. For `nightdesk search --explain`.

use alloc::{string::String, vec::Vec};

use super::{
    Index, Outcome, Query, Texts,
    evidence::Odds,
    matcher::{Key, QueryExpansion},
    query::Word,
    trace::{Part, Trace},
};

/// What a ranking is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The words that count, in their order; [`Part::Word`] names them by their numbers.
    pub words: Vec<Searched>,
    /// As they were typed: stop words that say what is asked for, other stop words, numbers that no article holds.
    pub others: [Vec<String>; 3],
    /// Per hit, the parts of its score.
    pub hits: Vec<Vec<(Part, f64)>>,
    /// What is known about the best hit.
    pub odds: Odds,
}

/// A word that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// As it was typed.
    pub typed: String,
    /// Its inverse document frequency.
    pub idf: f32,
    /// What is looked for.
    pub expansions: Vec<Expansion>,
}

/// Something that is looked for by a word of the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// Why.
    pub kind: Expanded,
    /// The weight of an occurrence.
    pub weight: f32,
    /// Its folded words (several where it is a phrase), each with the terms of the site that it matches and how much an
    /// occurrence of these counts.
    pub words: Vec<(String, Vec<(String, f32)>)>,
}

/// Why something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expanded {
    /// It is the word, with its forms.
    Itself,
    /// It begins like the word, which may not be typed to its end.
    Beginning,
    /// It is spelled nearly like the word.
    Correction,
    /// It is a part of the word.
    Parts,
    /// The word makes it with its neighbours.
    Joined,
    /// A list of synonyms has it.
    Synonym,
}

impl Index {
    /// The best articles for a query, as [`search`](Self::search) gives them, and why they are these.
    #[must_use]
    pub fn explain(&self, query: &Query, limit: usize, texts: &mut dyn Texts) -> (Outcome, Explanation) {
        let mut read = query.clone();
        let number = self.read_query(&mut read);
        let mut outcome = self.rank(&read, number, limit, texts, Trace::of(&read.words));
        let Some(recording) = core::mem::take(&mut outcome.trace.recording) else {
            return (outcome, Explanation::default());
        };
        let typed = |word: &Word| query.text.get(word.place.clone()).unwrap_or(&word.term).into();
        let counted = recording.words.iter().filter(|word| !word.stop);
        let found = outcome.matcher.words.iter().zip(&outcome.idfs).zip(&recording.bounds);
        let words = counted.zip(found).map(|(word, ((expansions, &idf), bounds))| {
            let expansions = expansions.iter().enumerate().map(|(at, own)| self.expansion(word, at, bounds, own));
            Searched { typed: typed(word), idf, expansions: expansions.collect() }
        });
        let words = words.collect();
        let stop_words = |asks| recording.words.iter().filter(move |word| word.stop && word.asks == asks).map(typed);
        let is_left = |word: &&Word| recording.words.iter().all(|read| read.place != word.place);
        let numbers = query.words.iter().filter(is_left).map(typed).collect();
        let explanation = Explanation {
            words,
            others: [stop_words(true).collect(), stop_words(false).collect(), numbers],
            hits: outcome.hits.iter().map(|hit| recording.parts(hit.article, hit.section)).collect(),
            odds: outcome.evidence.odds(),
        };
        (outcome, explanation)
    }

    /// An expansion of a word by its place among all of them.
    fn expansion(&self, word: &Word, at: usize, &[own, joined]: &[usize; 2], expansion: &QueryExpansion) -> Expansion {
        let kind = match expansion.keys.as_slice() {
            _ if at >= joined => Expanded::Synonym,
            _ if at >= own => Expanded::Joined,
            [Key::Prefix(_)] => Expanded::Beginning,
            [key] if key.word() == word.term => Expanded::Itself,
            [_] => Expanded::Correction,
            _ => Expanded::Parts,
        };
        let terms = |key: &Key| {
            let count = |term: usize| (self.term(term).into(), key.closeness(self.term(term)) * expansion.weight);
            (key.word().into(), key.terms(self).map(count).collect())
        };
        Expansion { kind, weight: expansion.weight, words: expansion.keys.iter().map(terms).collect() }
    }
}
