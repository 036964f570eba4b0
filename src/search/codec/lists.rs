//! Postings: the sections of a term in a field, and how often it stands in each.
//!
//! Many sections are foretold: one that resembles an earlier section holds a word when that one does, and what a
//! title says the text says too. Such candidates get one decision each. The others, the seeds, come
//! first, as a set in the [tree](super::tree) over all sections.
//!
//! Tried on 5,000 articles (666 kB) and left out: a second model for each section (0 %), the following sections of an
//! article as candidates (0.3 %), the sections of the term before where it is a form of the same word (0.3 %).

use alloc::vec::Vec;

use super::{
    IndexError, RawIndex,
    coder::{Chance, Coder, Number},
    marks::Marks,
    models::likes,
    tree::{Splits, Tree},
};
use crate::search::index::{FIELDS, Field, Parts};

/// A section that is known to hold the term.
const SEED: u8 = 1 << 7;
/// Why a section is a candidate: it holds the term in another field,
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
    /// Where known, per section the one it resembles.
    models: &'a [u32],
    sections: Vec<Section>,
    /// The sections that resemble the first one, the second one, and so on.
    likes: Vec<u32>,
    /// Per field: whether only first sections have it.
    heads: [bool; FIELDS],

    trees: Vec<Tree>,
    splits: Splits,
    seed_counts: Vec<Number>,
    flags: Vec<Chance>,
    repeats: Vec<Chance>,
    rest: Number,

    /// Of the list at hand: seeds, and both seeds and candidates.
    seeds: Vec<u32>,
    marks: Marks,
}

/// What is known of a section; in one place and small, since every candidate needs it.
#[derive(Clone, Copy)]
struct Section {
    /// Where those that resemble it end in [`Lists::likes`].
    likes_end: u32,
    /// How often it keeps what its model has; how often it repeats a word.
    keeps: Share,
    often: Share,
    /// Whether it is the first of its article.
    head: bool,
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
    pub(super) fn new<C: Coder>(
        coder: &mut C,
        raw: &RawIndex,
        models: &'a [u32],
        article_of: &[u32],
    ) -> Result<Self, IndexError> {
        let (likes_ends, likes) = likes(coder, models, article_of.len()).ok_or(IndexError("models"))?;
        let heads = article_of.iter().scan(None, |last, &article| Some(last.replace(article) != Some(article)));
        let section = |(likes_end, head)| Section { likes_end, keeps: Share(1 << 15), often: Share(1 << 14), head };
        let sections: Vec<Section> = likes_ends.into_iter().zip(heads).map(section).collect();

        let heads = core::array::from_fn(|field| {
            let is_head = |&(at, _): &(u32, u32)| sections.get(at as usize).is_some_and(|own| own.head);
            coder.even(raw.terms.iter().filter_map(|term| term.postings.get(field)).flatten().all(is_head))
        });
        let even = |count| alloc::vec![Chance::EVEN; count];
        Ok(Self {
            trees: heads.iter().map(|&heads| Tree::new(sections.iter().map(|own| own.head || !heads))).collect(),
            splits: Splits::new(),
            seed_counts: alloc::vec![Number::NEW; FIELDS],
            flags: even(CLASSES << 10),
            repeats: even(CLASSES << 11),
            rest: Number::NEW,
            seeds: Vec::new(),
            marks: Marks::new(sections.len()),
            models,
            sections,
            likes,
            heads,
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
        let term_start = parts.list_ends.len().checked_sub(field + 1);
        let term_start = term_start.and_then(|before| parts.list_ends.get(before)).copied().unwrap_or_default();
        let heads = self.heads.get(field).copied().unwrap_or_default();
        for &section in parts.docs.get(term_start as usize..).unwrap_or_default() {
            if !heads || self.sections.get(section as usize).is_some_and(|own| own.head) {
                self.marks.add(section as usize, FIELD);
            }
        }

        let seeds: Vec<u32> = known.iter().map(|&(at, _)| at).filter(|&at| !self.foretold(at, known)).collect();
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

    /// Whether a section of the list will be a candidate.
    fn foretold(&self, section: u32, known: &[(u32, u32)]) -> bool {
        self.marks.contains(section as usize)
            || self
                .models
                .get(section as usize)
                .is_some_and(|model| known.binary_search_by_key(model, |own| own.0).is_ok())
    }

    /// Goes through seeds and candidates in order; what is found makes further candidates behind it.
    fn spread<C: Coder>(&mut self, coder: &mut C, field: usize, known: &[(u32, u32)], parts: &mut Parts) {
        let class = field.saturating_sub(Field::Keywords as usize);
        let heads = self.heads.get(field).copied().unwrap_or_default();
        let (mut kept, mut repeated) = (Chance::EVEN, Chance::EVEN);
        let mut known = known.iter().peekable();
        while let Some((section, mark)) = self.marks.take() {
            let frequency = known.next_if(|own| own.0 as usize == section).map_or(0, |own| own.1);
            let likes_start = section.checked_sub(1).and_then(|before| self.sections.get(before));
            let likes_start = likes_start.map_or(0, |before| before.likes_end);
            let Some(own) = self.sections.get_mut(section) else { break };
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
            if let Some(length) = parts.lengths.get_mut(field).and_then(|lengths| lengths.get_mut(section)) {
                *length += u32::from(frequency);
            }
            parts.docs.push(section as u32);
            parts.tfs.push(frequency);

            let reason = (frequency.min(3) as u8) << LIKE_BITS;
            for &like in self.likes.get(likes_start as usize..own.likes_end as usize).unwrap_or_default() {
                if !heads || self.sections.get(like as usize).is_some_and(|own| own.head) {
                    self.marks.add(like as usize, reason);
                }
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
