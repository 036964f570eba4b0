//! `nightdesk eval`: measures the search, prints the figures, and compares them with those of another run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use nightdesk::{
    language::Lang,
    studio::{
        LanguageContent, LoadOptions,
        eval::{self, Asking, EvalReport, EvalSet, Judged, NO_ANSWER, Subject, Training, Weights},
        load, say,
    },
    time::UtcMinute,
};

/// Where the figures are written.
pub(crate) struct EvalOutput {
    /// Scores of each question.
    pub(crate) per_query: Option<PathBuf>,
    /// Scores of another run.
    pub(crate) against: Option<PathBuf>,
    pub(crate) json: bool,
}

/// Measures a set.
pub(crate) fn set(dir: &Path, lang: Option<Lang>, asking: Asking, out: &EvalOutput) -> Result<bool> {
    let (set, lang) = open(dir, lang)?;
    let asking = Asking { no_answer: asking.no_answer || name(dir).ends_with(NO_ANSWER), ..asking };
    let mut subject = Subject::of_set(&set, &lang, asking.starter)?;
    print(&eval::evaluate(&mut subject, &set.queries, asking), &lang, out)
}

/// Measures content by a table of questions.
pub(crate) fn content(content: &LanguageContent, table: &Path, asking: Asking, out: &EvalOutput) -> Result<bool> {
    let questions = eval::read_questions(table, content)?;
    let mut subject = Subject::of_content(content)?;
    print(&eval::evaluate(&mut subject, &questions, asking), &content.lang, out)
}

fn open(dir: &Path, lang: Option<Lang>) -> Result<(EvalSet, Lang)> {
    let set = EvalSet::read(dir)?;
    let lang = lang.or_else(|| set.language()).context("the set's language cannot be guessed: pass --lang")?;
    Ok((set, lang))
}

fn name(dir: &Path) -> String {
    dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Prints the figures, and compares them.
fn print(report: &EvalReport, lang: &Lang, out: &EvalOutput) -> Result<bool> {
    if let Some(file) = &out.per_query {
        eval::write_scores(file, &report.scores)?;
    }
    let comparison =
        out.against.as_deref().map(eval::read_scores).transpose()?.map(|other| eval::compare(&report.scores, &other));
    let comparison = comparison.transpose()?;
    if out.json {
        let mut value = serde_json::to_value(report)?;
        if let (Some(comparison), Some(map)) = (&comparison, value.as_object_mut()) {
            map.insert("against".to_owned(), serde_json::to_value(comparison)?);
        }
        say(&format!("{}\n", serde_json::to_string_pretty(&value)?))?;
        return Ok(true);
    }
    let eval::Answers { shown, right, wrong, rightly_silent } = report.answers;
    let mut lines = vec![
        format!("{} questions, language {lang}", report.queries),
        format!(
            "nDCG@10    {:6.2}\nrecall@10  {:6.2}\nMRR@10     {:8.4}",
            report.ndcg10, report.recall10, report.mrr10
        ),
        format!("first      {:6.2} %, {:.2} % among the first three", report.first, report.among_three),
    ];
    lines.extend(report.section.map(|section| format!("section    {section:6.2} % open at the right heading")));
    lines.extend([
        format!("nothing    {:3} found nothing", report.zero),
        format!("answers    {:5.1} % shown, {:.1} % of them right", report.answered, report.answered_right),
        format!("           {shown} shown: {right} right, {wrong} wrong; {rightly_silent} rightly silent"),
    ]);
    for step in &report.calibration {
        let eval::Calibration { from, questions, expected, right } = step;
        lines.push(format!(
            "confidence {from:.1}: {questions:4} questions, {expected:6.1} expected right, {right:4} are"
        ));
    }
    lines.extend([
        format!("time       {:.2} ms median, {:.2} ms p95", report.p50_ms, report.p95_ms),
        format!("index      {} bytes compressed", report.index_bytes),
        format!("synonyms   {} groups of the starter list", report.starter),
    ]);
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

/// The confidences at which the figures of [`fit_sets`] are printed.
const LIMITS: [f64; 7] = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8];

/// Fits when an answer is shown on all sets, and judges each by what was fitted on the others.
pub(crate) fn fit_sets(dirs: &[PathBuf], asking: Asking, now: UtcMinute) -> Result<bool> {
    let sets: Vec<Training> = dirs.iter().map(|dir| training(dir, asking, now)).collect::<Result<_>>()?;
    let mut lines = vec![format!(
        "{:<26} {}\n{:<26} shown / of these right, without the right article (per cent), for each confidence",
        "left out",
        LIMITS.map(|limit| format!("{limit:>18.2}")).join(""),
        ""
    )];
    for set in &sets {
        let others: Vec<&Training> = sets.iter().filter(|other| other.group() != set.group()).collect();
        if others.is_empty() {
            bail!("fitting needs sets of more than one kind: `{}` is judged by what is fitted on the others", set.name);
        }
        let weights = eval::fit(&others);
        lines.push(format!("{:<26} {}", set.name, LIMITS.map(|limit| cell(set, &weights, limit)).join("")));
    }
    let all: Vec<&Training> = sets.iter().collect();
    let weights = eval::fit(&all).map(|weight| format!("{weight:.3}"));
    lines.push(format!("fitted on all: [{}]", weights.join(", ")));
    say(&format!("{}\n", lines.join("\n")))?;
    Ok(true)
}

/// The questions of a set, or of a folder of content: `content=table.tsv`, where the name of the table or its column
/// `lang` says which language.
fn training(dir: &Path, asking: Asking, now: UtcMinute) -> Result<Training> {
    if let Some((content, table)) = dir.to_str().and_then(|dir| dir.split_once('=')) {
        return content_training(Path::new(content), Path::new(table), asking, now);
    }
    let (set, lang) = open(dir, None)?;
    let no_answer = name(dir).ends_with(NO_ANSWER);
    let subject = Subject::of_set(&set, &lang, asking.starter)?;
    Ok(trained(name(dir), subject, &set.queries, Asking { no_answer, ..asking }))
}

fn content_training(content: &Path, table: &Path, asking: Asking, now: UtcMinute) -> Result<Training> {
    let library = load(content, &LoadOptions { now, lang: None })?;
    let stem = table.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let own = library.languages.iter().find(|own| own.lang.as_str() == stem);
    let Some(language) = own.or_else(|| library.languages.first()) else {
        bail!("`{}` has no articles: the same folder as for `nightdesk check` is needed", content.display())
    };
    let questions = eval::read_questions(table, language)?;
    let name = format!("{}={stem}", name(content));
    Ok(trained(name, Subject::of_content(language)?, &questions, asking))
}

/// Asks questions as they are and without their right articles.
fn trained(name: String, mut subject: Subject, questions: &[Judged], asking: Asking) -> Training {
    let mut ask = |without_right: bool| eval::evaluate(&mut subject, questions, Asking { without_right, ..asking });
    let asked = ask(false);
    let without_right = if asking.no_answer { Vec::new() } else { ask(true).evidence };
    Training { name, questions: asked.queries, asked: asked.evidence, without_right }
}

fn cell(set: &Training, weights: &Weights, limit: f64) -> String {
    let is_shown = |seen: &&eval::Seen| eval::confidence(weights, seen) >= limit;
    let shown: Vec<&eval::Seen> = set.asked.iter().filter(is_shown).collect();
    let right = shown.iter().filter(|seen| seen.right).count();
    let without = set.without_right.iter().filter(is_shown).count();
    let part = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    let (shown, right) = (part(shown.len(), set.questions), part(right, shown.len()));
    format!("{shown:>7.1}/{right:>3.0} {:>5.1} ", part(without, set.questions))
}
