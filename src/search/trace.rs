//! What scores are made of, for `nightdesk search --explain`: after each step the ranking says what the scores are now,
//! and the difference to what they were is the part of that step. So the parts add up to the score that ranks, whatever
//! its formula is.
//!
//! The browser has none of it: without the feature `cli` a [`Trace`] is empty and its methods do nothing.

use super::Field;
#[cfg(feature = "cli")]
use super::query::Word;

/// A part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "cli"), allow(dead_code, reason = "nobody reads them"))]
pub enum Part {
    /// A query word in a field, by its number among those that are no stop words.
    Word(usize, Field),
    /// The words that say what is asked for.
    Asking(Field),
    /// The 4-grams of all words.
    Grams(Field),
    /// The author's question that is most like the query.
    BestQuestion,
    /// Similarity in topics.
    Topics,
    /// How much the title is the query.
    Title,
    /// What the factor for the covered part of the query takes away.
    Coverage,
    /// How close the words are to each other.
    Proximity,
    /// How much the heading of the best section is the query.
    Heading,
    /// What another section of the same article has less.
    Section,
    /// What a number of the company's adds that leads to the article.
    Number,
}

/// The parts of the scores of one search, where they are asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trace {
    #[cfg(feature = "cli")]
    pub(super) recording: Option<alloc::boxed::Box<Recording>>,
}

/// What was recorded.
#[cfg(feature = "cli")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Recording {
    /// The words that were searched for in the end.
    pub(super) words: Vec<Word>,
    /// Per word that is no stop word: where among its expansions those begin that it makes with its neighbours, and the
    /// synonyms.
    pub(super) bounds: Vec<[usize; 2]>,
    /// Per part, its amount in the score of each article.
    amounts: Vec<(Part, Vec<f64>)>,
    /// The scores of the articles so far.
    scores: Vec<f64>,
    /// What single hits have besides: article, section, part and amount.
    besides: Vec<(u32, u32, Part, f64)>,
}

#[cfg(not(feature = "cli"))]
impl Trace {
    pub(super) fn bounds(&mut self, _: usize, _: usize) {}
    pub(super) fn in_field(&mut self, _: Field, _: usize, _: usize, _: &[f32]) {}
    pub(super) fn all(&mut self, _: Part, _: &[f32]) {}
    pub(super) fn article(&mut self, _: Part, _: u32, _: f32) {}
    pub(super) fn hit(&mut self, _: Part, _: u32, _: u32, _: f32) {}
}

#[cfg(feature = "cli")]
impl Trace {
    /// Records what becomes of these words.
    pub(super) fn of(words: &[Word]) -> Self {
        let recording = Recording { words: words.to_vec(), ..Recording::default() };
        Self { recording: Some(alloc::boxed::Box::new(recording)) }
    }

    /// The next word has so many expansions of its own, and so many with those that it makes with its neighbours.
    pub(super) fn bounds(&mut self, own: usize, joined: usize) {
        self.recording.iter_mut().for_each(|recording| recording.bounds.push([own, joined]));
    }

    /// The scores of all articles after a field. `unit` is 0 for words, 1 for 4-grams; `word` is the number of the word,
    /// or that of all words where these are done.
    pub(super) fn in_field(&mut self, field: Field, unit: usize, word: usize, scores: &[f32]) {
        let Some(recording) = &self.recording else { return };
        let counted = recording.words.iter().filter(|word| !word.stop).count();
        let part = match unit {
            0 if word < counted => Part::Word(word, field),
            0 => Part::Asking(field),
            _ => Part::Grams(field),
        };
        self.all(part, scores);
    }

    /// The scores of all articles after a part.
    pub(super) fn all(&mut self, part: Part, scores: &[f32]) {
        for (article, &score) in (0..).zip(scores) {
            self.article(part, article, score);
        }
    }

    /// The score of an article after a part.
    pub(super) fn article(&mut self, part: Part, article: u32, score: f32) {
        let Some(recording) = &mut self.recording else { return };
        let (at, score) = (article as usize, f64::from(score));
        if recording.scores.len() <= at {
            recording.scores.resize(at + 1, 0.0);
        }
        let before = recording.scores.get_mut(at).map(|known| core::mem::replace(known, score)).unwrap_or_default();
        if score == before {
            return;
        }
        let known = recording.amounts.iter().rposition(|(known, _)| *known == part);
        let place = known.unwrap_or_else(|| {
            recording.amounts.push((part, Vec::new()));
            recording.amounts.len() - 1
        });
        if let Some((_, amounts)) = recording.amounts.get_mut(place) {
            amounts.resize(amounts.len().max(at + 1), 0.0);
            amounts.get_mut(at).into_iter().for_each(|amount| *amount += score - before);
        }
    }

    /// The score of one hit of an article, while that of the article stays.
    pub(super) fn hit(&mut self, part: Part, article: u32, section: u32, score: f32) {
        let Some(recording) = &mut self.recording else { return };
        let before = recording.scores.get(article as usize).copied().unwrap_or_default();
        recording.besides.push((article, section, part, f64::from(score) - before));
    }
}

#[cfg(feature = "cli")]
impl Recording {
    /// The parts of a hit that are not zero, in the order of the ranking's steps.
    pub(super) fn parts(&self, article: u32, section: u32) -> Vec<(Part, f64)> {
        let amount = |(part, amounts): &(Part, Vec<f64>)| Some((*part, amounts.get(article as usize).copied()?));
        let of_article = self.amounts.iter().filter_map(amount);
        let of_hit = self.besides.iter().filter(|(own, at, ..)| (*own, *at) == (article, section));
        of_article.chain(of_hit.map(|&(_, _, part, amount)| (part, amount))).filter(|(_, own)| *own != 0.0).collect()
    }
}
