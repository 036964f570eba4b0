//! BM25, k1 1.2, b 0.75 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009): the formula that
//! ranking uses, and the scores of single fields, which equal tantivy's on the same segment.

use alloc::vec::Vec;

use super::{Field, Index, norm_length};

/// How fast further occurrences of a term count less.
pub(super) const K1: f32 = 1.2;
/// How much a document's length counts.
const B: f32 = 0.75;

/// The inverse document frequency of a term that `holding` of `documents` hold: Robertson's formula with one added
/// under the logarithm, as in Lucene, so that it is never negative.
pub(super) fn idf(documents: usize, holding: usize) -> f32 {
    let (documents, holding) = (documents as f32, holding as f32);
    (1.0 + (documents - holding + 0.5) / (holding + 0.5)).ln()
}

/// The term frequency, saturated: between 0 and k1 + 1; `relative` is the document's length divided by the average.
pub(super) fn saturated(frequency: f32, relative: f32) -> f32 {
    (K1 + 1.0) * frequency / (frequency + K1 * (1.0 - B + B * relative))
}

impl Index {
    /// The articles (or questions) whose field holds any of the terms, in order, with the sum of the terms' scores;
    /// `documents` is how many the index has, with or without that field.
    #[must_use]
    pub fn bm25(&self, field: Field, documents: usize, terms: &[&str]) -> Vec<(u32, f32)> {
        let lengths = self.counted(field);
        let average = lengths.iter().map(|&own| own as f32).sum::<f32>() / documents.max(1) as f32;
        let mut scores = alloc::vec![0.0; lengths.len()];
        for term in terms {
            for number in self.exact(term) {
                let idf = idf(documents, self.postings(number, field as usize).count());
                for (holder, frequency) in self.postings(number, field as usize) {
                    if let Some(score) = scores.get_mut(holder as usize) {
                        let length = norm_length(self.norm(field, holder)) as f32;
                        *score += idf * saturated(f32::from(frequency), length / average);
                    }
                }
            }
        }
        (0..).zip(scores).filter(|&(_, score)| score > 0.0).collect()
    }
}
