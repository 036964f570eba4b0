//! `nightdesk eval`: measures the search, prints the figures, and compares them with those of another run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use nightdesk::{
    language::Lang,
    studio::{
        eval::{self, EvalOptions, EvalSet},
        say,
    },
};

/// Where the figures are written.
pub(crate) struct EvalOutput {
    /// Scores of each question.
    pub(crate) per_query: Option<PathBuf>,
    /// Scores of another run.
    pub(crate) against: Option<PathBuf>,
    pub(crate) json: bool,
}

/// Measures, prints, compares.
pub(crate) fn evaluate(dir: &Path, lang: Option<Lang>, options: EvalOptions, out: &EvalOutput) -> Result<bool> {
    let set = EvalSet::read(dir)?;
    let lang = lang.or_else(|| set.language()).context("the set's language cannot be guessed: pass --lang")?;
    let report = eval::evaluate(&set, &lang, options)?;
    if let Some(file) = &out.per_query {
        eval::write_scores(file, &report.scores)?;
    }
    let comparison =
        out.against.as_deref().map(eval::read_scores).transpose()?.map(|other| eval::compare(&report.scores, &other));
    let comparison = comparison.transpose()?;
    if out.json {
        let mut value = serde_json::to_value(&report)?;
        if let (Some(comparison), Some(map)) = (&comparison, value.as_object_mut()) {
            map.insert("against".to_owned(), serde_json::to_value(comparison)?);
        }
        say(&format!("{}\n", serde_json::to_string_pretty(&value)?))?;
        return Ok(true);
    }
    let mut lines = vec![
        format!("{} questions, language {lang}", report.queries),
        format!(
            "nDCG@10    {:6.2}\nrecall@10  {:6.2}\nMRR@10     {:8.4}",
            report.ndcg10, report.recall10, report.mrr10
        ),
        format!("nothing    {:3} found nothing", report.zero),
        format!("answers    {:5.1} % shown, {:.1} % of them right", report.answered, report.answered_right),
        format!("time       {:.2} ms median, {:.2} ms p95", report.p50_ms, report.p95_ms),
        format!("index      {} bytes compressed", report.index_bytes),
        format!("synonyms   {} groups of the starter list", report.starter),
    ];
    if let Some(c) = comparison {
        let verdict = match (c.significant(), c.difference > 0.0) {
            (false, _) => "no clear difference",
            (true, true) => "better",
            (true, false) => "worse",
        };
        lines.push(format!(
            "against    {:+.2} nDCG@10 [{:+.2}, {:+.2}], {} better, {} worse of {}: {verdict}",
            c.difference, c.low, c.high, c.better, c.worse, c.queries
        ));
    }
    say(&format!("{}\n", lines.join("\n")))?;
    Ok(true)
}
