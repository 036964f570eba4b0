//! Whether one run is better than another, or differs by chance only: a paired bootstrap over the questions of both.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{QueryScore, perturb::SplitMix};

/// How many samples of the questions are drawn.
const SAMPLES: usize = 10_000;

/// The difference between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Questions in both runs.
    pub queries: usize,
    /// Mean nDCG@10 of this run minus the other's, in points.
    pub difference: f64,
    /// The lower end of the middle 95 % of the samples' differences.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Questions on which this run is better.
    pub better: usize,
    /// Questions on which it is worse.
    pub worse: usize,
}

impl Comparison {
    /// Whether chance alone would hardly give this difference.
    #[must_use]
    pub fn significant(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Compares by question id.
///
/// # Errors
/// Where the runs share no question.
pub fn compare(this: &[QueryScore], other: &[QueryScore]) -> Result<Comparison> {
    let before: HashMap<&str, f64> = other.iter().map(|score| (score.id.as_str(), score.ndcg10)).collect();
    let differences: Vec<f64> =
        this.iter().filter_map(|score| before.get(score.id.as_str()).map(|before| score.ndcg10 - before)).collect();
    if differences.is_empty() {
        bail!("the two runs have no question in common: compare runs of the same set");
    }
    let mean = |sum: f64| 100.0 * sum / differences.len() as f64;
    let mut random = SplitMix(1);
    let mut samples: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let draw = |_| differences.get(random.below(differences.len())).copied().unwrap_or_default();
            mean((0..differences.len()).map(draw).sum())
        })
        .collect();
    samples.sort_by(f64::total_cmp);
    let at = |share: f64| samples.get((SAMPLES as f64 * share) as usize).copied().unwrap_or_default();
    Ok(Comparison {
        queries: differences.len(),
        difference: mean(differences.iter().sum()),
        low: at(0.025),
        high: at(0.975),
        better: differences.iter().filter(|&&difference| difference > 1e-9).count(),
        worse: differences.iter().filter(|&&difference| difference < -1e-9).count(),
    })
}

/// Writes a run, one JSON object per question and line.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_scores(file: &Path, scores: &[QueryScore]) -> Result<()> {
    let mut out = String::new();
    for score in scores {
        out.push_str(&serde_json::to_string(score)?);
        out.push('\n');
    }
    fs::write(file, out).with_context(|| format!("cannot write {}", file.display()))
}

/// Reads a run back.
///
/// # Errors
/// Names the file, and the line that is no score.
pub fn read_scores(file: &Path) -> Result<Vec<QueryScore>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| {
            format!("{}, line {}: not a file that `nightdesk eval --per-query` wrote", file.display(), at + 1)
        })
    };
    text.lines().enumerate().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(scores: impl IntoIterator<Item = f64>) -> Vec<QueryScore> {
        let score = |(id, ndcg10): (usize, f64)| QueryScore {
            id: id.to_string(),
            text: String::new(),
            ndcg10,
            recall10: 0.0,
            mrr10: 0.0,
            found: Vec::new(),
            answer: None,
            section: None,
        };
        scores.into_iter().enumerate().map(score).collect()
    }

    /// A change that helps every time must show, one that helps as often as it hurts must not.
    #[test]
    fn chance_is_not_significant() {
        let before = run((0..200).map(|n| f64::from(n % 5) / 10.0));
        let better = compare(&run(before.iter().map(|s| s.ndcg10 + 0.1)), &before).unwrap();
        assert!(better.significant() && (better.difference - 10.0).abs() < 1e-6 && better.better == 200, "{better:?}");
        let swing = |n: usize| if n.is_multiple_of(2) { 0.3 } else { -0.3 };
        let luck = compare(&run(before.iter().enumerate().map(|(n, s)| s.ndcg10 + swing(n))), &before).unwrap();
        assert!(!luck.significant() && luck.low < 0.0 && luck.high > 0.0, "{luck:?}");
        assert!(compare(&before, &[]).is_err());
    }
}
