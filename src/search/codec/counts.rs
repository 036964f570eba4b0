//! What the stream begins with: how much it describes. The decoder holds it against the length of its input before it
//! takes any memory.

use super::{coder::Coder, model::NumberModel, raw::RawIndex};
use crate::search::Field;

/// Whether the sums must be exact. Not in a fuzzer, whose changed bytes hardly ever add up: it would get no further.
pub(super) const STRICT: bool = !cfg!(fuzzing);

/// How many entries of each kind the stream has.
pub(super) struct Counts {
    pub(super) articles: usize,
    /// The authors' questions of all articles.
    pub(super) questions: usize,
    /// Bytes of all terms.
    pub(super) text: usize,
    /// Of all terms in all fields, titles included.
    pub(super) postings: usize,
}

impl Counts {
    pub(super) fn of(raw: &RawIndex) -> Self {
        Self {
            articles: raw.questions.len(),
            questions: raw.questions.iter().map(|&count| count as usize).sum(),
            text: raw.terms.iter().map(|term| term.text.len()).sum(),
            postings: raw.terms.iter().flat_map(|term| &term.postings).map(|list| list.len()).sum(),
        }
    }

    /// Codes the counts: these when encoding, whatever these are when decoding.
    pub(super) fn code(self, coder: &mut impl Coder) -> Self {
        let mut models = NumberModel::NEW;
        let mut number = |value: usize| coder.code_number(&mut models, value as u32) as usize;
        Self {
            articles: number(self.articles),
            questions: number(self.questions),
            text: number(self.text),
            postings: number(self.postings),
        }
    }

    /// All entries together.
    pub(super) fn entries(&self) -> usize {
        [self.articles, self.questions, self.text, self.postings].into_iter().fold(0, usize::saturating_add)
    }

    /// How many documents the lists of a field are about: articles, or the authors' questions.
    pub(super) fn holders(&self, field: Field) -> usize {
        if field == Field::Questions { self.questions } else { self.articles }
    }
}
