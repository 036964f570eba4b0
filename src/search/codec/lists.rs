//! Posting lists: the articles of a term in a field, and the frequency of the term in each.
//!
//! Many postings are predicted: an article that resembles an earlier one, its reference, holds a term when that one
//! does, and what a title says the text says too. The candidates so predicted get one decision each. All other
//! articles of the list, the seeds, are coded before them, as a set in the [tree](super::tree) over all articles.
//!
//! Tried on 5,000 articles and left out: a second reference for each article (0 %), the list of the term before where
//! that is a form of the same word (0.3 %).

use alloc::vec::Vec;

use super::{
    candidates::Candidates,
    coder::Coder,
    counts::Counts,
    error::IndexError,
    model::{BitModel, NumberModel},
    references::code_references,
    tree::{SplitModels, Tree},
};
use crate::search::index::{FIELDS, Field, Parts};

/// An article that holds the term for certain.
const SEED: u8 = 1 << 7;
/// Why an article is a candidate: it holds the term in another field,
const OTHER_FIELD: u8 = 1;
/// or its reference holds the term once, twice or more often (1 to 3 in these bits).
const REFERENCE: u8 = 3 << REFERENCE_SHIFT;
const REFERENCE_SHIFT: u32 = 1;
/// Fields that share contexts: those of the whole article, headings, body.
const FIELD_CLASSES: usize = 3;
/// From here on a frequency is coded as a number.
const LONG_FREQUENCY: u32 = 16;

/// What the lists of all terms share.
pub(super) struct PostingLists<'a> {
    /// Per article its reference, known when encoding.
    references: &'a [u32],
    articles: Vec<Article>,
    /// The articles whose reference is the first one, the second one, and so on.
    referrers: Vec<u32>,
    trees: [Tree; FIELDS],
    splits: SplitModels,
    seed_counts: Vec<NumberModel>,
    /// Whether a candidate holds the term.
    predictions: Vec<BitModel>,
    frequencies: Vec<BitModel>,
    long_frequency: NumberModel,

    /// Of the present list: the seeds, and seeds and candidates together.
    seeds: Vec<u32>,
    candidates: Candidates,
}

/// What was learned of an article; in one place and small, since every candidate needs it.
#[derive(Clone, Copy)]
struct Article {
    /// The end of its referrers in [`PostingLists::referrers`].
    referrers_end: u32,
    /// How often it holds a term because its reference does; how often it holds a term more than once.
    kept: Share,
    repeated: Share,
}

impl Article {
    const NEW: Self = Self { referrers_end: 0, kept: Share(1 << 15), repeated: Share(1 << 14) };
}

/// A share in fractions of 2^16 that follows the last cases: a context, never a probability itself.
#[derive(Clone, Copy)]
struct Share(u16);

impl Share {
    fn update(&mut self, yes: bool) {
        self.0 = if yes { self.0 + (u16::MAX - self.0) / 16 } else { self.0 - self.0 / 16 };
    }
}

impl<'a> PostingLists<'a> {
    /// Codes the references of all articles. `references` are known when encoding.
    pub(super) fn code_references<C: Coder>(
        coder: &mut C,
        references: &'a [u32],
        counts: &Counts,
    ) -> Result<Self, IndexError> {
        let referrers = code_references(coder, references, counts.articles).ok_or(IndexError("references"))?;
        let article = |referrers_end| Article { referrers_end, ..Article::NEW };
        let models = |count| alloc::vec![BitModel::NEW; count];
        Ok(Self {
            trees: Field::ALL.map(|field| Tree::new(counts.holders(field))),
            splits: SplitModels::new(),
            seed_counts: alloc::vec![NumberModel::NEW; FIELDS],
            predictions: models(FIELD_CLASSES << 10),
            frequencies: models(FIELD_CLASSES << 11),
            long_frequency: NumberModel::NEW,
            seeds: Vec::new(),
            candidates: Candidates::new(counts.holders(Field::Questions).max(counts.articles)),
            references,
            articles: referrers.ends.into_iter().map(article).collect(),
            referrers: referrers.articles,
        })
    }

    /// Codes the list of a term in a field and appends it to the index, where the lists of earlier fields are.
    pub(super) fn code_list<C: Coder>(
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
                parts.list(list).iter().for_each(|&article| self.candidates.insert(article as usize, OTHER_FIELD));
            }
        }

        let known_articles = known.iter().map(|&(article, _)| article);
        let known_seeds: Vec<u32> =
            known_articles.filter(|&article| questions || !self.is_predicted(article, known)).collect();
        let (Some(tree), Some(models)) = (self.trees.get_mut(field), self.seed_counts.get_mut(field)) else {
            return Err(IndexError("fields"));
        };
        let count = coder.code_number(models, known_seeds.len() as u32);
        self.seeds.clear();
        tree.code_set(coder, &mut self.splits, count, &known_seeds, &mut self.seeds).ok_or(IndexError("postings"))?;
        for &seed in &self.seeds {
            self.candidates.insert(seed as usize, SEED);
        }
        let before = parts.docs.len();
        self.code_candidates(coder, field, known, parts);
        if parts.docs.len() == before { Err(IndexError("postings")) } else { Ok(()) }
    }

    /// Whether an article of the list will be a candidate: by another field, or by its reference.
    fn is_predicted(&self, article: u32, known: &[(u32, u32)]) -> bool {
        self.candidates.contains(article as usize)
            || self
                .references
                .get(article as usize)
                .is_some_and(|reference| known.binary_search_by_key(reference, |own| own.0).is_ok())
    }

    /// Goes through seeds and candidates in ascending order and codes which candidates hold the term, and all
    /// frequencies. Each article of the list makes candidates of its referrers, which come after it.
    fn code_candidates<C: Coder>(&mut self, coder: &mut C, field: usize, known: &[(u32, u32)], parts: &mut Parts) {
        let class = field.saturating_sub(Field::Keywords as usize);
        let (mut list_kept, mut list_repeated) = (BitModel::NEW, BitModel::NEW);
        let mut known = known.iter().peekable();
        // Of the authors' questions nothing is predicted.
        let mut question = Article::NEW;
        while let Some((article, flags)) = self.candidates.pop_first() {
            let frequency = known.next_if(|own| own.0 as usize == article).map_or(0, |own| own.1);
            let before = article.checked_sub(1).and_then(|before| self.articles.get(before));
            let referrers_start = before.map_or(0, |before| before.referrers_end);
            let own = match self.articles.get_mut(article) {
                Some(own) if field != Field::Questions as usize => own,
                _ => &mut question,
            };
            if flags & SEED == 0 {
                let context = (class << 3 | usize::from(flags)) << 7
                    | list_kept.quantized(3) << 4
                    | usize::from(own.kept.0 >> 12);
                let holds = coder.code_bit_in(&mut self.predictions, context, frequency > 0);
                list_kept.update(holds);
                if flags & REFERENCE != 0 {
                    own.kept.update(holds);
                }
                if !holds {
                    continue;
                }
            }
            let of_reference = usize::from((flags & REFERENCE) >> REFERENCE_SHIFT);
            let context =
                (class << 2 | of_reference) << 6 | usize::from(own.repeated.0 >> 13) << 3 | list_repeated.quantized(3);
            let frequency = code_frequency(coder, &mut self.frequencies, &mut self.long_frequency, context, frequency);
            list_repeated.update(frequency > 1);
            own.repeated.update(frequency > 1);
            parts.push(field, article as u32, frequency);

            let flag = (frequency.min(3) as u8) << REFERENCE_SHIFT;
            let referrers = self.referrers.get(referrers_start as usize..own.referrers_end as usize);
            for &referrer in referrers.unwrap_or_default() {
                self.candidates.insert(referrer as usize, flag);
            }
        }
    }
}

/// Codes a frequency of 1 or more: in unary, and from [`LONG_FREQUENCY`] on the rest as a number.
fn code_frequency<C: Coder>(
    coder: &mut C,
    models: &mut [BitModel],
    rest: &mut NumberModel,
    context: usize,
    known: u32,
) -> u16 {
    let mut frequency = 1;
    while frequency < LONG_FREQUENCY {
        if !coder.code_bit_in(models, context << 3 | (frequency as usize - 1).min(7), known > frequency) {
            return frequency as u16;
        }
        frequency += 1;
    }
    let known = known.min(u32::from(u16::MAX)).saturating_sub(LONG_FREQUENCY);
    u16::try_from(coder.code_number(rest, known).saturating_add(LONG_FREQUENCY)).unwrap_or(u16::MAX)
}
