//! Searches for all questions of a set and scores the results.

use std::time::Instant;

use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};

use super::{EvalSet, Variant};
use crate::{
    language::Lang,
    search::{Index, Query, ReadTexts, Sequences, answer},
    studio::{Effort, IndexSource, build_index, gzip, parse_markdown, starter::starter_synonyms},
};

/// Results that count.
const DEPTH: usize = 10;

/// The figures of a run.
#[derive(Clone, Debug, Serialize)]
pub struct EvalReport {
    /// How many questions were searched for.
    pub queries: usize,
    /// Mean nDCG@10 in per cent, linear gain, as `trec_eval -m ndcg_cut.10`.
    pub ndcg10: f64,
    /// Mean share of the right answers among the first ten, in per cent.
    pub recall10: f64,
    /// Mean reciprocal rank of the first right answer among the first ten, 0 to 1.
    pub mrr10: f64,
    /// Questions that found nothing at all.
    pub zero: usize,
    /// Questions whose first result is shown with its answer, in per cent.
    pub answered: f64,
    /// Of these, the ones whose first result is right, in per cent.
    pub answered_right: f64,
    /// Median time of a search, in milliseconds, native.
    pub p50_ms: f64,
    /// 95th percentile of the same.
    pub p95_ms: f64,
    /// The index as it is shipped, compressed.
    pub index_bytes: usize,
    /// Groups of the starter list of synonyms that are of use in the set.
    pub starter: usize,
    /// Per question.
    #[serde(skip)]
    pub scores: Vec<QueryScore>,
}

/// The scores of one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueryScore {
    /// Its id in the set.
    pub id: String,
    /// Its text, after the variant's change.
    pub text: String,
    /// nDCG@10, 0 to 1.
    pub ndcg10: f64,
    /// Share of the right answers found, 0 to 1.
    pub recall10: f64,
    /// One over the rank of the first right answer, or 0.
    pub mrr10: f64,
    /// The ids found, best first.
    pub found: Vec<String>,
}

/// How a set is measured.
#[derive(Clone, Copy, Debug)]
pub struct EvalOptions {
    /// How its questions are changed first.
    pub variant: Variant,
    /// At most so many questions are asked.
    pub limit: Option<usize>,
    /// With the starter list of synonyms, as a site without synonyms of its own has it.
    pub starter: bool,
}

/// Indexes a set and searches for its questions.
///
/// # Errors
/// Where the index cannot be built or read.
pub fn evaluate(set: &EvalSet, lang: &Lang, options: EvalOptions) -> Result<EvalReport> {
    let EvalOptions { variant, limit, starter } = options;
    let bodies: Vec<_> = set.documents.iter().map(|document| parse_markdown(&document.body).blocks).collect();
    let sources = set.documents.iter().zip(&bodies).map(|(document, blocks)| IndexSource {
        title: &document.title,
        questions: &[],
        keywords: &[],
        blocks,
    });
    let bytes = build_index(lang.as_str(), sources)?;
    let index = Index::decode(&bytes, set.documents.iter().map(|document| document.title.as_str()))
        .map_err(|error| anyhow!("{error}"))?;
    let synonyms = if starter { starter_synonyms(lang, &index, &[], &[]) } else { Vec::new() };
    let starter = synonyms.len();
    let index = index.with_synonyms(synonyms);

    let texts = set.documents.iter().zip(&bodies);
    let texts: Vec<_> = texts.map(|(document, blocks)| index.sequence(&document.title, blocks)).collect();
    let mut known = Sequences::default();
    let mut texts = ReadTexts::new(&mut known, |_: &Index, article| texts.get(article as usize).cloned());
    let mut times = Vec::new();
    let mut scores = Vec::new();
    let (mut zero, mut answered, mut answered_right) = (0, 0, 0);
    for (number, judged) in set.queries.iter().enumerate().take(limit.unwrap_or(usize::MAX)) {
        let text = variant.apply(&judged.text, number as u64);
        let start = Instant::now();
        let outcome = index.search(&Query::new(&text, lang.as_str()), DEPTH, &mut texts);
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        zero += usize::from(outcome.total == 0);
        let found: Vec<u32> = outcome.hits.iter().map(|hit| hit.article).collect();
        let [ndcg10, recall10, mrr10] = score(&found, &judged.answers);
        let first = found.first().map(|&first| first as usize);
        let first = first.and_then(|first| set.documents.get(first).zip(bodies.get(first)));
        if first.is_some_and(|(document, blocks)| answer(&outcome, &document.title, "", blocks).is_some()) {
            answered += 1;
            answered_right += usize::from(mrr10 == 1.0);
        }
        let name = |&document: &u32| set.documents.get(document as usize).map(|document| document.id.clone());
        let found = found.iter().filter_map(name).collect();
        scores.push(QueryScore { id: judged.id.clone(), text, ndcg10, recall10, mrr10, found });
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    let mean = |of: fn(&QueryScore) -> f64| scores.iter().map(of).sum::<f64>() / scores.len().max(1) as f64;
    Ok(EvalReport {
        queries: scores.len(),
        ndcg10: round(100.0 * mean(|score| score.ndcg10), 2),
        recall10: round(100.0 * mean(|score| score.recall10), 2),
        mrr10: round(mean(|score| score.mrr10), 4),
        zero,
        answered: round(100.0 * answered as f64 / scores.len().max(1) as f64, 2),
        answered_right: round(100.0 * answered_right as f64 / answered.max(1) as f64, 2),
        p50_ms: round(at(0.5), 3),
        p95_ms: round(at(0.95), 3),
        index_bytes: gzip(&bytes, Effort::Good).len().min(bytes.len()),
        starter,
        scores,
    })
}

/// nDCG, recall and reciprocal rank of a list of documents.
fn score(found: &[u32], answers: &[(u32, f64)]) -> [f64; 3] {
    let gain = |document: u32| answers.iter().find(|(answer, _)| *answer == document).map_or(0.0, |&(_, gain)| gain);
    let discount = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
    let gained: f64 = found.iter().take(DEPTH).enumerate().map(|(at, &document)| gain(document) * discount(at)).sum();
    let mut best: Vec<f64> = answers.iter().map(|&(_, gain)| gain).collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let ideal: f64 = best.iter().take(DEPTH).enumerate().map(|(at, gain)| gain * discount(at)).sum();
    let right = |&document: &u32| gain(document) > 0.0;
    let hits = found.iter().take(DEPTH).copied().filter(right).count();
    let first = found.iter().take(DEPTH).position(right).map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    [gained / ideal.max(f64::MIN_POSITIVE), hits as f64 / answers.len().max(1) as f64, first]
}

fn round(number: f64, digits: i32) -> f64 {
    let unit = 10_f64.powi(digits);
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked by hand: a wrong formula would make every figure of the project wrong.
    #[test]
    fn metrics() {
        let near =
            |a: [f64; 3], b: [f64; 3]| assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9), "{a:?} {b:?}");
        near(score(&[1, 2, 3], &[(1, 1.0)]), [1.0, 1.0, 1.0]);
        near(score(&[1, 2, 3], &[(3, 1.0)]), [0.5, 1.0, 1.0 / 3.0]);
        near(score(&[9, 8], &[(1, 1.0)]), [0.0, 0.0, 0.0]);
        let (second, third) = (1.0 / 3_f64.log2(), 0.5);
        near(score(&[7, 1, 2], &[(1, 1.0), (2, 2.0)]), [(second + 2.0 * third) / (2.0 + second), 1.0, 0.5]);
        near(score(&(0..20).collect::<Vec<_>>(), &[(15, 1.0)]), [0.0, 0.0, 0.0]);
    }
}
