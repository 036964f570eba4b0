//! Answers to a question, best first: `ol.results` with a link per article, in it title, place and excerpt with marks.
//! Where the best one surely answers, `.answer` shows its passage with a link to the heading it stands under. Where
//! hardly anything of the question is known, `.nothing` says so, and what is near stands below by topic.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    dom::{El, button, el},
    home::article_links,
    store::Store,
};
use crate::search::{Answer, Excerpt, Hit, Outcome, answer, found, marks, spelled};

/// Results are announced once typing pauses for this long: at each letter it would only chatter.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(600);
/// How many results a screen shows at first, and after "more".
const FIRST: usize = 10;
const ALL: usize = 40;
/// The first so many results tell which notices concern the question.
const TELLING: usize = 3;
/// How many topics, and articles of each, are offered where nothing answers.
const NEAR_TOPICS: usize = 3;
const NEAR_ARTICLES: usize = 2;

/// The articles that stand first, and the screen.
pub(super) fn view(store: Store, question: &str) -> (Vec<u32>, El) {
    let strings = store.loaded().strings();
    let all = store.shows_all();
    let outcome = store.answer(question, if all { ALL } else { FIRST });
    let lost = outcome.lost();
    let status = el("p").class("hidden").set("role", "status");
    let announced = if lost { strings.nothing_found.to_owned() } else { strings.results_counted(outcome.total) };
    announce(store, status.clone(), announced, question.to_owned(), if lost { 0 } else { outcome.total });

    let list = || {
        let result = |(place, hit): (usize, &Hit)| result(store, place, hit, &outcome);
        el("ol").class("results").with_all(outcome.hits.iter().enumerate().filter_map(result))
    };
    let more = !lost && !all && outcome.total > outcome.hits.len();
    let first = outcome.hits.iter().take(TELLING).map(|hit| hit.article).collect();
    let view = el("div")
        .class("answers")
        .with(el("h2").class("hidden").text(strings.results))
        .with(status)
        .with_some(correction(store, question, &outcome))
        .with(if lost { nothing(store, &outcome) } else { list() })
        .with_some(more.then(|| button("more").class("more").text(strings.more)));
    (first, view)
}

/// Says how much a question found to those who cannot see it, and takes it for asked, unless another one comes first.
fn announce(store: Store, place: El, words: String, question: String, count: usize) {
    let said = move || {
        place.say(&words);
        store.searched(&question, count);
    };
    let handle = set_timeout_with_handle(said, ANNOUNCE_AFTER).ok();
    if let Some(before) = store.state.with(|state| std::mem::replace(&mut state.announcement, handle)) {
        before.clear();
    }
}

/// What was looked for instead of an unknown word, and the way back to the very words typed.
fn correction(store: Store, question: &str, outcome: &Outcome) -> Option<El> {
    let loaded = store.loaded();
    let strings = loaded.strings();
    if store.literal() {
        return Some(
            el("p").class("correction").text(strings.searched_exactly).text(" ").with(el("strong").text(question)),
        );
    }
    // The index knows folded words only; how they are spelled stands in the articles found.
    let spell = |term: &str| {
        let mut hits = outcome.hits.iter();
        hits.find_map(|hit| {
            let card = loaded.card(hit.article)?;
            let read = |blocks: &[_]| spelled(term, &card.title, &card.description, blocks);
            loaded.read(hit.article, read).unwrap_or_else(|| read(&[]))
        })
    };
    let corrected = outcome.corrected(question, spell)?;
    let back = button("literal").text(&strings.search_exactly.replace("{q}", question.trim()));
    Some(
        el("p")
            .class("correction")
            .text(strings.searched_for)
            .text(" ")
            .with(el("strong").text(&corrected))
            .text(" ")
            .with(back),
    )
}

/// An honest "we do not have that", and what is nearest, by topic.
fn nothing(store: Store, outcome: &Outcome) -> El {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let mut near: Vec<(u16, Vec<u32>)> = Vec::new();
    for hit in &outcome.hits {
        let Some(card) = loaded.card(hit.article) else { continue };
        let known = near.len();
        match near.iter_mut().find(|(category, _)| *category == card.category) {
            Some((_, articles)) if articles.len() < NEAR_ARTICLES => articles.push(hit.article),
            Some(_) => {}
            None if known < NEAR_TOPICS => near.push((card.category, vec![hit.article])),
            None => {}
        }
    }
    let topic = |(category, articles): &(u16, Vec<u32>)| {
        let title = loaded.pack.categories.get(usize::from(*category)).map_or("", |category| category.title.as_str());
        el("div").with(el("h3").text(title)).with(article_links(store, articles))
    };
    let nearest = (!near.is_empty()).then(|| {
        el("div").class("near").with(el("p").class("muted").text(strings.nearest)).with_all(near.iter().map(topic))
    });
    el("div")
        .class("nothing")
        .with(el("h2").text(strings.nothing_found))
        .with(el("p").text(strings.nothing_found_advice))
        .with_some(store.writes().then(|| button("write").class("more").text(strings.write)))
        .with_some(nearest)
}

fn result(store: Store, place: usize, hit: &Hit, outcome: &Outcome) -> Option<El> {
    let loaded = store.loaded();
    let card = loaded.card(hit.article)?;
    let told = if place == 0 {
        let read = |blocks: &[_]| answer(outcome, &card.title, &card.description, blocks);
        loaded.read(hit.article, read).unwrap_or_else(|| read(&[]))
    } else {
        None
    };
    let title = lit("result-title", &Excerpt { marks: marks(&card.title, &outcome.matcher), text: card.title.clone() });
    let category =
        loaded.pack.categories.get(usize::from(card.category)).map_or("", |category| category.title.as_str());
    let under = el("span").class("result-place").text(category);
    if let Some(told) = told {
        let link = link(store, hit.article, None).with(title).with(under);
        return Some(el("li").class("answered").with(link).with(passage(store, hit.article, &told)));
    }
    let read = |blocks: &[_]| found(hit, &card.title, &card.description, blocks, &outcome.matcher);
    let found = loaded.read(hit.article, read).unwrap_or_else(|| read(&[]));
    let (under, fragment) = match &found.heading {
        Some((id, heading)) => {
            (under.text(if category.is_empty() { "" } else { " › " }).text(heading), Some(id.as_str()))
        }
        None => (under, None),
    };
    let link = link(store, hit.article, fragment);
    Some(el("li").with(link.with(title).with(under).with(lit("result-excerpt", &found.excerpt))))
}

/// The passage that answers, and the way to where it stands.
fn passage(store: Store, article: u32, told: &Answer) -> El {
    let out = el("div").class("answer").with(lit("answer-text", &told.passage));
    match &told.heading {
        Some((id, heading)) => {
            let strings = store.loaded().strings();
            let jump = link(store, article, Some(id)).class("answer-jump");
            out.with(jump.text(strings.read_on).text(" ").with(el("span").text(heading)))
        }
        None => out,
    }
}

fn link(store: Store, article: u32, fragment: Option<&str>) -> El {
    let link = el("a").set("href", &store.article_url(article, fragment)).set("data-article", &article.to_string());
    match fragment {
        Some(fragment) => link.set("data-fragment", fragment),
        None => link,
    }
}

/// A text with its marked words.
fn lit(class: &str, excerpt: &Excerpt) -> El {
    let text = |from: usize, to: usize| excerpt.text.get(from..to).unwrap_or_default();
    let mut out = el("span").class(class);
    let mut end = 0;
    for place in &excerpt.marks {
        out = out.text(text(end, place.start)).with(el("mark").text(text(place.start, place.end)));
        end = place.end;
    }
    out.text(text(end, excerpt.text.len()))
}
