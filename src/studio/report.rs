//! What the command line prints of a search: for a person, and as JSON.

use serde_json::{Value, json};

use super::{Article, LanguageContent};
use crate::{
    knowledge::ArticleCard,
    search::{Answer, Identifier, Outcome, Query, answer, found, spelled},
};

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
    let number = outcome.number.as_ref().map(|number| {
        let leads = leads(number, content);
        let slugs: Vec<_> =
            leads.iter().filter_map(|own| content.articles.get(*own as usize)).map(|own| &own.card.slug).collect();
        json!({ "text": query.text.get(number.place.clone()), "articles": slugs })
    });
    json!({
        "query": query.text, "corrected": corrected(query, outcome, content), "number": number, "results": results,
        "answer": answer,
    })
}

/// Search results for a person at a terminal.
#[must_use]
pub fn search_text(query: &Query, outcome: &Outcome, content: &LanguageContent) -> String {
    let mut out = String::new();
    if let Some(corrected) = corrected(query, outcome, content) {
        out.push_str(&format!("Results for: {corrected}\n\n"));
    }
    if let Some(number) = &outcome.number {
        let typed = query.text.get(number.place.clone()).unwrap_or_default();
        let place =
            if leads(number, content).is_empty() { "the form, with the number in it" } else { "the first of these" };
        out.push_str(&format!("{typed} leads to {place}\n\n"));
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

/// The articles to which a number leads; none where it leads to the form.
fn leads<'a>(number: &Identifier, content: &'a LanguageContent) -> &'a [u32] {
    number.rule.and_then(|rule| content.numbers.get(rule)).map_or(&[], |rule| &rule.articles)
}

pub(super) fn best<'a>(outcome: &Outcome, content: &'a LanguageContent) -> Option<&'a Article> {
    content.articles.get(outcome.hits.first()?.article as usize)
}

pub(super) fn answer_in(outcome: &Outcome, article: &Article) -> Option<Answer> {
    answer(outcome, &article.card.title, &article.card.description, &article.blocks)
}

/// The corrected question as the content spells it: the index itself knows folded words only.
fn corrected(query: &Query, outcome: &Outcome, content: &LanguageContent) -> Option<String> {
    outcome.corrected(&query.text, |term| {
        let mut found = outcome.hits.iter().filter_map(|hit| content.articles.get(hit.article as usize));
        found.find_map(|Article { card, blocks, .. }| spelled(term, &card.title, &card.description, blocks))
    })
}
