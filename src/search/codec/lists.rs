//! Postings: the articles of a term in a field, and how often it stands in each.
//!
//! Many articles are foretold: one that resembles an earlier article holds a word when that one does, and what a
//! title says the text says too. Such candidates get one decision each. The others, the seeds, come
//! first, as a set in the [tree](super::tree) over all articles.
//!
//! Tried on 5,000 articles and left out: a second model for each article (0 %), the articles of the term before where
//! it is a form of the same word (0.3 %).

use alloc::vec::Vec;

use super::{
    IndexError,
    coder::{Chance, Coder, Number},
    layout::Counts,
    marks::Marks,
    models::likes,
    tree::{Splits, Tree},
};
use crate::search::index::{FIELDS, Field, Parts};

/// An article that is known to hold the term.
const SEED: u8 = 1 << 7;
/// Why an article is a candidate: it holds the term in another field,
const FIELD: u8 = 1;
/// or resembles one that holds it once, twice or more often (1 to 3 in these bits).
const LIKE: u8 = 3 << LIKE_BITS;
const LIKE_BITS: u32 = 1;
/// Fields that share contexts: those of the whole article, headings, body.
const CLASSES: usize = 3;
/// From here on a frequency is a number.
const OFTEN: u32 = 16;

/// What the lists of all terms share.
pub(super) struct Lists<'a> {
    /// Where known, per article the one it resembles.
    models: &'a [u32],
    articles: Vec<Article>,
    /// The articles that resemble the first one, the second one, and so on.
    likes: Vec<u32>,
    trees: [Tree; FIELDS],
    splits: Splits,
    seed_counts: Vec<Number>,
    flags: Vec<Chance>,
    repeats: Vec<Chance>,
    rest: Number,

    /// Of the list at hand: seeds, and both seeds and candidates.
    seeds: Vec<u32>,
    marks: Marks,
}

/// What is known of an article; in one place and small, since every candidate needs it.
#[derive(Clone, Copy)]
struct Article {
    /// Where those that resemble it end in [`Lists::likes`].
    likes_end: u32,
    /// How often it keeps what its model has; how often it repeats a word.
    keeps: Share,
    often: Share,
}

impl Article {
    const NEW: Self = Self { likes_end: 0, keeps: Share(1 << 15), often: Share(1 << 14) };
}

/// A share in 65,536ths that follows the last cases: a context, never a chance itself.
#[derive(Clone, Copy)]
struct Share(u16);

impl Share {
    fn learn(&mut self, yes: bool) {
        self.0 = if yes { self.0 + (u16::MAX - self.0) / 16 } else { self.0 - self.0 / 16 };
    }
}

impl<'a> Lists<'a> {
    pub(super) fn new<C: Coder>(coder: &mut C, models: &'a [u32], counts: &Counts) -> Result<Self, IndexError> {
        let (likes_ends, likes) = likes(coder, models, counts.articles).ok_or(IndexError("models"))?;
        let article = |likes_end| Article { likes_end, ..Article::NEW };
        let even = |count| alloc::vec![Chance::EVEN; count];
        Ok(Self {
            trees: Field::ALL.map(|field| Tree::new(counts.holders(field))),
            splits: Splits::new(),
            seed_counts: alloc::vec![Number::NEW; FIELDS],
            flags: even(CLASSES << 10),
            repeats: even(CLASSES << 11),
            rest: Number::NEW,
            seeds: Vec::new(),
            marks: Marks::new(counts.holders(Field::Questions).max(counts.articles)),
            models,
            articles: likes_ends.into_iter().map(article).collect(),
            likes,
        })
    }

    /// Codes the list of a field and appends it to the index.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        field: usize,
        known: &[(u32, u32)],
        parts: &mut Parts,
    ) -> Result<(), IndexError> {
        let questions = field == Field::Questions as usize;
        if !questions {
            for earlier in (0..field).filter(|&earlier| earlier != Field::Questions as usize) {
                let list = parts.list_ends.len() - field + earlier;
                parts.list(list).iter().for_each(|&article| self.marks.add(article as usize, FIELD));
            }
        }

        let seeds: Vec<u32> =
            known.iter().map(|&(at, _)| at).filter(|&at| questions || !self.foretold(at, known)).collect();
        let (Some(tree), Some(count)) = (self.trees.get_mut(field), self.seed_counts.get_mut(field)) else {
            return Err(IndexError("fields"));
        };
        let count = coder.number(count, seeds.len() as u32);
        self.seeds.clear();
        tree.code(coder, &mut self.splits, count, &seeds, &mut self.seeds).ok_or(IndexError("postings"))?;
        for &seed in &self.seeds {
            self.marks.add(seed as usize, SEED);
        }
        let before = parts.docs.len();
        self.spread(coder, field, known, parts);
        if parts.docs.len() == before { Err(IndexError("postings")) } else { Ok(()) }
    }

    /// Whether an article of the list will be a candidate.
    fn foretold(&self, article: u32, known: &[(u32, u32)]) -> bool {
        self.marks.contains(article as usize)
            || self
                .models
                .get(article as usize)
                .is_some_and(|model| known.binary_search_by_key(model, |own| own.0).is_ok())
    }

    /// Goes through seeds and candidates in order; what is found makes further candidates behind it.
    fn spread<C: Coder>(&mut self, coder: &mut C, field: usize, known: &[(u32, u32)], parts: &mut Parts) {
        let class = field.saturating_sub(Field::Keywords as usize);
        let (mut kept, mut repeated) = (Chance::EVEN, Chance::EVEN);
        let mut known = known.iter().peekable();
        // Of questions nothing is foretold.
        let mut question = Article::NEW;
        while let Some((article, mark)) = self.marks.take() {
            let frequency = known.next_if(|own| own.0 as usize == article).map_or(0, |own| own.1);
            let before = article.checked_sub(1).and_then(|before| self.articles.get(before));
            let likes_start = before.map_or(0, |before| before.likes_end);
            let own = match self.articles.get_mut(article) {
                Some(own) if field != Field::Questions as usize => own,
                _ => &mut question,
            };
            if mark & SEED == 0 {
                let context =
                    (class << 3 | usize::from(mark)) << 7 | kept.step(3) << 4 | usize::from(own.keeps.0 >> 12);
                let holds = coder.bit_at(&mut self.flags, context, frequency > 0);
                kept.learn(holds);
                if mark & LIKE != 0 {
                    own.keeps.learn(holds);
                }
                if !holds {
                    continue;
                }
            }
            let like = usize::from((mark & LIKE) >> LIKE_BITS);
            let context = (class << 2 | like) << 6 | usize::from(own.often.0 >> 13) << 3 | repeated.step(3);
            let frequency = repeats(coder, &mut self.repeats, &mut self.rest, context, frequency);
            repeated.learn(frequency > 1);
            own.often.learn(frequency > 1);
            parts.push(field, article as u32, frequency);

            let reason = (frequency.min(3) as u8) << LIKE_BITS;
            for &like in self.likes.get(likes_start as usize..own.likes_end as usize).unwrap_or_default() {
                self.marks.add(like as usize, reason);
            }
        }
    }
}

/// Codes a frequency: whether it goes on, one by one, then what is left.
fn repeats<C: Coder>(coder: &mut C, chances: &mut [Chance], rest: &mut Number, context: usize, known: u32) -> u16 {
    let mut frequency = 1;
    while frequency < OFTEN {
        if !coder.bit_at(chances, context << 3 | (frequency as usize - 1).min(7), known > frequency) {
            return frequency as u16;
        }
        frequency += 1;
    }
    let known = known.min(u32::from(u16::MAX)).saturating_sub(OFTEN);
    u16::try_from(coder.number(rest, known).saturating_add(OFTEN)).unwrap_or(u16::MAX)
}
