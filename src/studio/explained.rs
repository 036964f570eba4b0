//! What the command line says of why a result stands where it stands, and why an answer is shown or is not.

use serde_json::{Value, json};

use super::{
    LanguageContent,
    report::{answer_in, best, search_json},
};
use crate::search::{
    Answer, Doubt, Expanded, Expansion, Explanation, Field, Outcome, PASSAGE_CHARS, Part, Query, excerpt,
};

/// Of the terms that something matches, so many are printed.
const SHOWN_TERMS: usize = 10;
/// How the columns of a table are headed.
const COLUMNS: [&str; 5] = ["title", "questions", "keywords", "headings", "body"];

/// Search results with their explanation for other programs.
#[must_use]
pub fn explain_json(query: &Query, outcome: &Outcome, why: &Explanation, content: &LanguageContent) -> Value {
    let mut out = search_json(query, outcome, content);
    let words = why.words.iter().map(|word| {
        let looked_for = word.expansions.iter().map(|own| {
            let matches = |(_, terms): &(String, Vec<(String, f32)>)| {
                terms.iter().map(|(term, weight)| json!({ "term": term, "weight": rounded(*weight) })).collect()
            };
            let terms: Vec<Vec<Value>> = own.words.iter().map(matches).collect();
            let phrase: Vec<&str> = own.words.iter().map(|(word, _)| word.as_str()).collect();
            json!({ "kind": name(own.kind), "words": phrase, "weight": rounded(own.weight), "terms": terms })
        });
        json!({ "word": word.typed, "idf": rounded(word.idf), "looked_for": looked_for.collect::<Vec<_>>() })
    });
    let hits = outcome.hits.iter().zip(&why.hits).filter_map(|(hit, parts)| {
        let article = content.articles.get(hit.article as usize)?;
        let part = |(part, amount): &(Part, f64)| {
            let (word, field) = place(*part);
            let word = word.and_then(|word| why.words.get(word)).map(|word| &word.typed);
            let field = field.and_then(|field| COLUMNS.get(field as usize));
            json!({ "part": part_name(*part), "word": word, "field": field, "score": round(*amount) })
        };
        let parts: Vec<Value> = parts.iter().map(part).collect();
        Some(json!({ "slug": article.card.slug, "score": rounded(hit.score), "covered": rounded(hit.share), "parts": parts }))
    });
    let numbers = why.odds.numbers.iter().map(|&(name, value, weight)| {
        json!({ "name": name, "value": rounded(value), "weight": rounded(weight), "adds": rounded(value * weight) })
    });
    let [asking, stop_words, numbers_left_out] = &why.others;
    let explanation = json!({
        "words": words.collect::<Vec<_>>(),
        "asking_words": asking, "stop_words": stop_words, "numbers_left_out": numbers_left_out,
        "results": hits.collect::<Vec<_>>(),
        "evidence": {
            "numbers": numbers.collect::<Vec<_>>(), "bias": rounded(why.odds.bias),
            "log_odds": rounded(why.odds.log_odds), "needed": rounded(why.odds.least),
        },
        "sentence": sentence(outcome, content),
    });
    if let Some(out) = out.as_object_mut() {
        out.insert("explanation".to_owned(), explanation);
    }
    out
}

/// The explanation for a person at a terminal, after the results.
#[must_use]
pub fn explain_text(outcome: &Outcome, why: &Explanation, content: &LanguageContent) -> String {
    let mut out = format!("\n{}\n\n", sentence(outcome, content));
    for word in &why.words {
        out.push_str(&format!("{} (idf {:.2})\n", word.typed, word.idf));
        word.expansions.iter().for_each(|own| out.push_str(&format!("    {}\n", looked_for(own))));
    }
    for (words, what) in why.others.iter().zip([
        "counts a little in titles and questions",
        "counts by its letters and in titles",
        "is the number of something and is left out",
    ]) {
        words.iter().for_each(|word| out.push_str(&format!("{word}: {what}\n")));
    }
    for (rank, (hit, parts)) in outcome.hits.iter().zip(&why.hits).enumerate() {
        let Some(article) = content.articles.get(hit.article as usize) else { continue };
        let section = if hit.part { format!(", section {}", hit.section) } else { String::new() };
        let (slug, covered) = (&article.card.slug, 100.0 * hit.share);
        out.push_str(&format!("\n{:>2}. {slug}{section}: {:.3}, covers {covered:.0} %\n", rank + 1, hit.score));
        out.push_str(&table(parts, why));
    }
    if !outcome.hits.is_empty() && outcome.doubt() != Some(Doubt::Number) {
        out.push_str(&format!("\nevidence for the first{:>13}{:>11}{:>11}\n", "value", "weight", "adds"));
        for &(name, value, weight) in &why.odds.numbers {
            out.push_str(&format!("    {name:<20}{value:>11.3}{weight:>11.3}{:>11.3}\n", value * weight));
        }
        out.push_str(&format!("    {:<20}{:>33.3}\n", "bias", why.odds.bias));
        let (sum, least) = (why.odds.log_odds, why.odds.least);
        out.push_str(&format!("    {:<20}{sum:>33.3}, needed {least:.3}\n", "log odds"));
    }
    out
}

/// The parts of a score: a table of words and fields, then the others, then the sum.
fn table(parts: &[(Part, f64)], why: &Explanation) -> String {
    let head: String = COLUMNS.iter().map(|column| format!("{column:>10}")).collect();
    let mut out = format!("    {:<20}{head}{:>11}\n", "", "sum");
    let words = why.words.iter().enumerate().map(|(at, word)| (Some(at), "word", word.typed.as_str()));
    for (word, kind, label) in words.chain([(None, "asking", "asking words"), (None, "grams", "4-grams")]) {
        let is_row = |part: Part| part_name(part) == kind && place(part).0 == word;
        let own: Vec<&(Part, f64)> = parts.iter().filter(|(part, _)| is_row(*part)).collect();
        if own.is_empty() {
            continue;
        }
        let cell = |field: &Field| {
            let amount: f64 =
                own.iter().filter(|(part, _)| place(*part).1 == Some(*field)).map(|(_, amount)| amount).sum();
            if amount == 0.0 { format!("{:>10}", "·") } else { format!("{amount:>10.3}") }
        };
        let cells: String = Field::ALL.iter().map(cell).collect();
        let sum: f64 = own.iter().map(|(_, amount)| amount).sum();
        out.push_str(&format!("    {:<20}{cells}{sum:>11.3}\n", shortened(label)));
    }
    for (part, amount) in parts.iter().filter(|(part, _)| place(*part).1.is_none()) {
        out.push_str(&format!("    {:<20}{amount:>61.3}\n", label(*part)));
    }
    let sum: f64 = parts.iter().map(|(_, amount)| amount).sum();
    out.push_str(&format!("    {:<20}{sum:>61.3}\n", "score"));
    out
}

/// Something that is looked for, in a line.
fn looked_for(own: &Expansion) -> String {
    let of_phrase = |(word, terms): &(String, Vec<(String, f32)>)| {
        let term = |(term, weight): &(String, f32)| {
            if *weight == 1.0 { term.clone() } else { format!("{term} × {}", rounded(*weight)) }
        };
        let mut shown: Vec<String> = terms.iter().take(SHOWN_TERMS).map(term).collect();
        if terms.len() > SHOWN_TERMS {
            shown.push(format!("{} more", terms.len() - SHOWN_TERMS));
        }
        if shown.is_empty() { format!("{word}, which is not on this site") } else { shown.join(", ") }
    };
    let words: Vec<String> = own.words.iter().map(of_phrase).collect();
    format!("{}: {}", name(own.kind), words.join(" + "))
}

/// Why an answer is shown, or is not.
fn sentence(outcome: &Outcome, content: &LanguageContent) -> String {
    let percent = |share: f32| format!("{:.1} %", 100.0 * share);
    let reason = match outcome.doubt() {
        Some(Doubt::Nothing) => "nothing is found".to_owned(),
        Some(Doubt::Number) => "a number in the question leads to the first result".to_owned(),
        Some(Doubt::Covered { share, least }) => {
            format!("the first result covers {} of the question, and {} is needed", percent(share), percent(least))
        }
        Some(Doubt::Held { held, least }) => format!(
            "the first result has {} of the question in its own words, without corrections and synonyms, and {} is needed",
            percent(held),
            percent(least)
        ),
        Some(Doubt::Itself { itself, least }) => format!(
            "the first result has {} of the question in its words or their forms, the rest only in words that begin alike, \
             and {} is needed",
            percent(itself),
            percent(least)
        ),
        Some(Doubt::Odds { confidence, least }) => {
            let (confidence, least) = (percent(confidence), percent(least));
            format!("the first result is right with a confidence of {confidence}, and {least} is needed")
        }
        None => match best(outcome, content).and_then(|article| Some((article, answer_in(outcome, article)?))) {
            Some((article, answer)) => {
                return format!("An answer is shown, {}.", origin(&answer, &article.card.description, outcome));
            }
            None => "the first result is likely right, but has no description to show and no passage with half of the \
                     question in it"
                .to_owned(),
        },
    };
    format!("No answer is shown: {reason}.")
}

/// Where an answer comes from.
fn origin(answer: &Answer, description: &str, outcome: &Outcome) -> String {
    match &answer.heading {
        Some((_, words)) => format!("a passage below “{words}”"),
        None if excerpt(description, &outcome.matcher, PASSAGE_CHARS) == answer.passage => {
            "the description of the first result".to_owned()
        }
        None => "a passage from the beginning of the first result".to_owned(),
    }
}

/// The query word and the field that a part is about.
fn place(part: Part) -> (Option<usize>, Option<Field>) {
    match part {
        Part::Word(word, field) => (Some(word), Some(field)),
        Part::Asking(field) | Part::Grams(field) => (None, Some(field)),
        _ => (None, None),
    }
}

/// A part for other programs.
fn part_name(part: Part) -> &'static str {
    match part {
        Part::Word(..) => "word",
        Part::Asking(_) => "asking",
        Part::Grams(_) => "grams",
        Part::BestQuestion => "best-question",
        Part::Topics => "topics",
        Part::Title => "title",
        Part::Coverage => "coverage",
        Part::Proximity => "proximity",
        Part::Heading => "heading",
        Part::Section => "section",
        Part::Number => "number",
    }
}

/// A part for a person.
fn label(part: Part) -> &'static str {
    match part {
        Part::BestQuestion => "best question",
        Part::Title => "like the title",
        Part::Coverage => "words not covered",
        Part::Proximity => "words close by",
        Part::Heading => "like the heading",
        Part::Section => "another section",
        Part::Number => "number that leads",
        other => part_name(other),
    }
}

fn name(kind: Expanded) -> &'static str {
    match kind {
        Expanded::Itself => "word",
        Expanded::Beginning => "beginning",
        Expanded::Correction => "correction",
        Expanded::Parts => "parts",
        Expanded::Joined => "joined",
        Expanded::Synonym => "synonym",
    }
}

/// A word that fits into its column.
fn shortened(word: &str) -> String {
    word.chars().take(19).collect()
}

fn rounded(number: f32) -> f64 {
    round(f64::from(number))
}

fn round(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
