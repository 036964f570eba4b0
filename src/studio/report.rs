//! What the command line prints: findings with the lines they mean, and search results as JSON.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{
    Article, Diagnostic, LanguageContent, Library, Severity,
    terminal::{printable, tell},
};
use crate::{
    knowledge::ArticleCard,
    search::{Answer, Outcome, Query, answer, found, spelled},
};

/// More findings of one rule and message than this are counted, not shown.
const SHOWN_PER_KIND: usize = 3;

/// Prints findings to standard error, errors first; returns how many errors and warnings there are.
pub fn print_diagnostics(library: &Library, color: bool) -> (usize, usize) {
    let mut shown: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut out = String::new();
    for finding in &library.diagnostics {
        let kind = if finding.severity == Severity::Error { "" } else { finding.message.as_str() };
        let kind = if finding.rule == "raw-html" || finding.rule == "unknown-key" { kind } else { finding.rule };
        let counted = finding.severity != Severity::Error;
        let count = shown.entry((finding.rule, kind)).or_default();
        if *count < SHOWN_PER_KIND || !counted {
            out.push_str(&render(finding, library, color));
            out.push_str("\n\n");
        }
        *count += if counted { 1 + finding.more } else { 0 };
    }
    for ((rule, _), count) in shown.into_iter().filter(|(_, count)| *count > SHOWN_PER_KIND) {
        out.push_str(&format!("note[{rule}]: {count} findings of this kind in all\n"));
    }
    tell(&out);
    let count = |severity| {
        let findings = library.diagnostics.iter().filter(|finding| finding.severity == severity);
        findings.map(|finding| 1 + finding.more).sum()
    };
    (count(Severity::Error), count(Severity::Warning))
}

/// A finding with the line it means, as `rustc` shows them.
fn render(finding: &Diagnostic, library: &Library, color: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&finding.message)).id(finding.rule);
    let help = Group::with_title(Level::HELP.secondary_title(printable(&finding.help)));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let place = finding.place.as_ref().and_then(|place| Some((place, library.sources.get(&place.file)?)));
    match place {
        Some((place, source)) => {
            let path = printable(&place.file.display().to_string());
            let snippet = Snippet::source(source)
                .path(&path)
                .fold(true)
                .annotation(AnnotationKind::Primary.span(place.span.clone()));
            renderer.render(&[title.element(snippet), help])
        }
        None => {
            let at = finding
                .place
                .as_ref()
                .map(|p| format!(" --> {}:{}:{}\n", printable(&p.file.display().to_string()), p.line, p.column))
                .unwrap_or_default();
            format!("{}\n{at}", renderer.render(&[Group::with_title(title), help]))
        }
    }
}

/// Search results for other programs.
#[must_use]
pub fn search_json(query: &Query, outcome: &Outcome, content: &LanguageContent) -> Value {
    let results: Vec<Value> = outcome
        .hits
        .iter()
        .filter_map(|hit| {
            let article = content.articles.get(hit.article as usize)?;
            let found = found(hit, &article.card.title, &article.card.description, &article.blocks, &outcome.matcher);
            Some(json!({
                "slug": article.card.slug,
                "title": article.card.title,
                "section": found.heading.map(|(id, _)| id),
                "score": (f64::from(hit.score) * 1_000.0).round() / 1_000.0,
                "excerpt": found.excerpt.text,
            }))
        })
        .collect();
    let answer = best(outcome, content).and_then(|article| {
        let answer = answer_in(outcome, article)?;
        let section = answer.heading.map(|(id, _)| id);
        Some(json!({ "slug": article.card.slug, "section": section, "text": answer.passage.text }))
    });
    json!({ "query": query.text, "corrected": corrected(query, outcome, content), "results": results, "answer": answer })
}

/// Search results for a person at a terminal.
#[must_use]
pub fn search_text(query: &Query, outcome: &Outcome, content: &LanguageContent) -> String {
    let mut out = String::new();
    if let Some(corrected) = corrected(query, outcome, content) {
        out.push_str(&format!("Results for: {corrected}\n\n"));
    }
    if outcome.hits.is_empty() {
        out.push_str("Nothing found.\n");
    } else if outcome.lost() {
        out.push_str("Nothing here answers that; what comes closest:\n\n");
    }
    for (rank, hit) in outcome.hits.iter().enumerate() {
        let Some(article) = content.articles.get(hit.article as usize) else { continue };
        let ArticleCard { title, slug, description, .. } = &article.card;
        out.push_str(&format!("{:>2}. {title} ({slug}, {:.2})\n", rank + 1, hit.score));
        let answer = if rank == 0 { answer_in(outcome, article) } else { None };
        let (heading, text, mark) = match answer {
            Some(answer) => (answer.heading, answer.passage.text, "  | "),
            None => {
                let found = found(hit, title, description, &article.blocks, &outcome.matcher);
                (found.heading, found.excerpt.text, "    ")
            }
        };
        let heading = heading.map(|(_, words)| format!("§ {words}"));
        for line in heading.as_deref().into_iter().chain(text.lines()) {
            out.push_str(&format!("{mark}{line}\n"));
        }
    }
    out
}

fn best<'a>(outcome: &Outcome, content: &'a LanguageContent) -> Option<&'a Article> {
    content.articles.get(outcome.hits.first()?.article as usize)
}

fn answer_in(outcome: &Outcome, article: &Article) -> Option<Answer> {
    answer(outcome, &article.card.title, &article.card.description, &article.blocks)
}

/// The corrected question as the content spells it: the index itself knows folded words only.
fn corrected(query: &Query, outcome: &Outcome, content: &LanguageContent) -> Option<String> {
    outcome.corrected(&query.text, |term| {
        let mut found = outcome.hits.iter().filter_map(|hit| content.articles.get(hit.article as usize));
        found.find_map(|Article { card, blocks, .. }| spelled(term, &card.title, &card.description, blocks))
    })
}
