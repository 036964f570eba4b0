//! Searches for all questions of a set and scores the results.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::{
    Judged, Seen, Subject, Variant,
    calibration::{Calibration, calibrate},
    seen::round,
};
use crate::{
    knowledge::sections,
    search::{Outcome, Query, answer},
    studio::{Effort, gzip},
};

/// Results that count.
const DEPTH: usize = 10;

/// How the questions are asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asking {
    /// How they are changed first.
    pub variant: Variant,
    /// Only so many.
    pub limit: Option<usize>,
    /// With the starter list of synonyms, as a site without synonyms of its own has it.
    pub starter: bool,
    /// Their right articles are taken away: whatever is then shown as an answer is wrong.
    pub without_right: bool,
    /// Nothing answers them, whatever the set says.
    pub no_answer: bool,
}

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
    /// Questions whose first result is right, in per cent.
    pub first: f64,
    /// Questions with a right result among the first three, in per cent.
    pub among_three: f64,
    /// Of the questions that name a section of a right article: those whose first right result opens there, in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<f64>,
    /// Questions that found nothing at all.
    pub zero: usize,
    /// Questions whose first result is shown with its answer, in per cent.
    pub answered: f64,
    /// Of these, the ones whose first result is right, in per cent.
    pub answered_right: f64,
    /// The same in questions.
    pub answers: Answers,
    /// How often the first result was right, by how likely it was said to be.
    pub calibration: Vec<Calibration>,
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
    /// Per question that found something.
    #[serde(skip)]
    pub evidence: Vec<Seen>,
}

/// How many questions were answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// An answer is shown.
    pub shown: usize,
    /// It is of a right article, and where the question names a section, of that section.
    pub right: usize,
    /// It is not.
    pub wrong: usize,
    /// None is shown, and the first result would not have been right.
    pub rightly_silent: usize,
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
    /// What is shown as the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The heading above the first result, where it is below one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
}

/// Searches for questions about a subject.
#[must_use]
pub fn evaluate(subject: &mut Subject, questions: &[Judged], asking: Asking) -> EvalReport {
    let (mut times, mut scores, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
    let (mut zero, mut in_section, mut with_section) = (0, 0_u32, 0_u32);
    let mut answers = Answers::default();
    for (number, judged) in questions.iter().enumerate().take(asking.limit.unwrap_or(usize::MAX)) {
        let text = asking.variant.apply(&judged.text, number as u64);
        let mut query = Query::new(&text, subject.index.language());
        let right_articles: &[(u32, f64)] = if asking.no_answer { &[] } else { &judged.answers };
        if asking.without_right {
            query.without = right_articles.iter().map(|&(article, _)| article).collect();
        }
        let start = Instant::now();
        let outcome = subject.search(&query, DEPTH);
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        zero += usize::from(outcome.total == 0);

        let found = articles_found(&outcome);
        let [ndcg10, recall10, mrr10] = score(&found, right_articles);
        let is_right = |article: u32| right_articles.iter().any(|&(right, _)| right == article);
        let opened = outcome.hits.iter().find(|hit| is_right(hit.article));
        if let (Some(section), false) = (&judged.section, asking.no_answer) {
            with_section += 1;
            let heading = opened.and_then(|hit| heading_of(subject, hit.article, hit.section));
            in_section += u32::from(heading.is_some_and(|heading| same_heading(&heading, section)));
        }
        let first = outcome.hits.first();
        let heading = first.and_then(|hit| heading_of(subject, hit.article, hit.section));
        let in_its_section = judged
            .section
            .as_ref()
            .is_none_or(|section| heading.as_ref().is_some_and(|heading| same_heading(heading, section)));
        let right = first.is_some_and(|hit| is_right(hit.article));
        let page = first.and_then(|hit| subject.documents.get(hit.article as usize));
        let shown = page.and_then(|page| answer(&outcome, &page.title, &page.description, &page.blocks));
        match &shown {
            Some(shown) => {
                answers.shown += 1;
                // The description is of the whole article.
                let right = right && (in_its_section || shown.heading.is_none());
                answers.right += usize::from(right);
                answers.wrong += usize::from(!right);
            }
            None => answers.rightly_silent += usize::from(!right),
        }
        if first.is_some() {
            let own = &outcome.evidence;
            evidence.push(Seen { values: own.values(), eligible: own.is_eligible(), right });
        }
        let name = |&article: &u32| subject.documents.get(article as usize).map(|page| page.name.clone());
        let found = found.iter().filter_map(name).collect();
        let answer = shown.map(|answer| answer.passage.text);
        scores.push(QueryScore {
            id: judged.id.clone(),
            text,
            ndcg10,
            recall10,
            mrr10,
            found,
            answer,
            section: heading,
        });
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    let count = scores.len().max(1) as f64;
    let mean = |of: fn(&QueryScore) -> f64| scores.iter().map(of).sum::<f64>() / count;
    let bytes = &subject.index_bytes;
    EvalReport {
        queries: scores.len(),
        ndcg10: round(100.0 * mean(|score| score.ndcg10), 2),
        recall10: round(100.0 * mean(|score| score.recall10), 2),
        mrr10: round(mean(|score| score.mrr10), 4),
        first: round(100.0 * mean(|score| f64::from(u8::from(score.mrr10 == 1.0))), 2),
        among_three: round(100.0 * mean(|score| f64::from(u8::from(score.mrr10 > 0.3))), 2),
        section: (with_section > 0).then(|| round(100.0 * f64::from(in_section) / f64::from(with_section.max(1)), 2)),
        zero,
        answered: round(100.0 * answers.shown as f64 / count, 2),
        answered_right: round(100.0 * answers.right as f64 / answers.shown.max(1) as f64, 2),
        answers,
        calibration: calibrate(&evidence),
        p50_ms: round(at(0.5), 3),
        p95_ms: round(at(0.95), 3),
        index_bytes: gzip(bytes, Effort::Good).len().min(bytes.len()),
        starter: subject.starter,
        scores,
        evidence,
    }
}

/// The articles of the hits, each once: sections of one article may be hits of their own.
fn articles_found(outcome: &Outcome) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    for hit in &outcome.hits {
        if !out.contains(&hit.article) {
            out.push(hit.article);
        }
    }
    out
}

/// The heading above a section.
fn heading_of(subject: &Subject, article: u32, section: u32) -> Option<String> {
    let page = subject.documents.get(article as usize)?;
    sections(&page.blocks).into_iter().nth(section as usize)?.heading.map(|(_, words)| words)
}

/// Whether two headings say the same: a judge copies what is read.
fn same_heading(a: &str, b: &str) -> bool {
    let words = |text: &str| crate::language::tokens(text).map(|token| token.term).collect::<Vec<_>>();
    words(a) == words(b)
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
