//! Answers to a question, best first: `ol.results` with a link per article, in it title, category and excerpt with
//! marks. Where the best one is sure to answer, `.answer` shows its passage with a link to the heading above it. Where
//! hardly a word of the question is known, `.nothing` says so, and lists related articles by topic.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    dom::{El, button, el},
    lists::{article_links, path_text},
    store::Store,
};
use crate::{
    language::replaced,
    search::{Answer, Excerpt, Hit, Outcome, answer, found, marks, spelled},
};

/// Results are announced once typing pauses for this long: not at each keystroke.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(600);
/// How many results a screen shows at first, and after "more".
const FIRST: usize = 10;
const ALL: usize = 40;
/// The notices of this many first results are shown.
const NOTICE_RESULTS: usize = 3;
/// How many topics, and articles of each, are offered where nothing answers.
const NEAR_TOPICS: usize = 3;
const NEAR_ARTICLES: usize = 2;

/// The first articles, and the screen.
pub(super) fn view(store: Store, question: &str) -> (Vec<u32>, El) {
    let strings = store.loaded().strings();
    let all = store.more_shown() > 0;
    let outcome = store.answer(question, if all { ALL } else { FIRST });
    let no_answer = outcome.lost();
    let status = el("p").class("hidden").set("role", "status");
    let announced = if no_answer {
        strings.nothing_found.to_owned()
    } else {
        strings.results_counted(outcome.total.max(outcome.hits.len()))
    };
    announce(store, status.clone(), announced, question.to_owned(), if no_answer { 0 } else { outcome.total });

    let list = || {
        let result = |(rank, hit): (usize, &Hit)| result(store, rank, hit, &outcome);
        el("ol").class("results long").with_all(outcome.hits.iter().enumerate().filter_map(result))
    };
    let more = !no_answer && !all && outcome.total > outcome.hits.len();
    let first = outcome.hits.iter().take(NOTICE_RESULTS).map(|hit| hit.article).collect();
    // A number that leads nowhere is a case for a person; the form begins with the question.
    let number = outcome.number.as_ref().filter(|number| number.rule.is_none() && store.writes());
    let number = number.and_then(|number| question.get(number.place.clone()));
    let write = number.map(|number| button("write").class("more").text(&replaced(strings.write_number, "{q}", number)));
    let view = el("div")
        .class("answers")
        .with(el("h2").class("hidden").text(strings.results))
        .with(status)
        .with_some(correction(store, question, &outcome))
        .with_some(write)
        .with(if no_answer { nothing(store, &outcome) } else { list() })
        .with_some(more.then(|| button("more").class("more").text(strings.more)));
    (first, view)
}

/// After a pause without another question: announces how much this one found, and adds it to the visit history.
fn announce(store: Store, live_region: El, message: String, question: String, count: usize) {
    let run = move || {
        live_region.say(&message);
        store.searched(&question, count);
    };
    let handle = set_timeout_with_handle(run, ANNOUNCE_AFTER).ok();
    if let Some(before) = store.state.with(|state| std::mem::replace(&mut state.announcement, handle)) {
        before.clear();
    }
}

/// What was searched instead of an unknown word, and a button to search exactly the words typed.
fn correction(store: Store, question: &str, outcome: &Outcome) -> Option<El> {
    let loaded = store.loaded();
    let strings = loaded.strings();
    if store.literal() {
        return Some(
            el("p").class("correction").text(strings.searched_exactly).text(" ").with(el("strong").text(question)),
        );
    }
    // The index knows folded words only; their spelling is taken from the articles found.
    let spell = |term: &str| {
        let mut hits = outcome.hits.iter();
        hits.find_map(|hit| {
            let card = loaded.card(hit.article)?;
            let read = |blocks: &[_]| spelled(term, &card.title, &card.description, blocks);
            loaded.read(hit.article, read).unwrap_or_else(|| read(&[]))
        })
    };
    let corrected = outcome.corrected(question, spell)?;
    let back = button("literal").text(&replaced(strings.search_exactly, "{q}", question.trim()));
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

/// Says that nothing answers, and lists related articles by topic.
fn nothing(store: Store, outcome: &Outcome) -> El {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let mut related: Vec<(u16, Vec<u32>)> = Vec::new();
    for hit in &outcome.hits {
        let Some(card) = loaded.card(hit.article) else { continue };
        let topics = related.len();
        match related.iter_mut().find(|(category, _)| *category == card.category) {
            Some((_, articles)) if articles.len() < NEAR_ARTICLES => articles.push(hit.article),
            Some(_) => {}
            None if topics < NEAR_TOPICS => related.push((card.category, vec![hit.article])),
            None => {}
        }
    }
    let topic = |(category, articles): &(u16, Vec<u32>)| {
        let title = loaded.pack.categories.get(usize::from(*category)).map_or("", |category| category.title.as_str());
        el("div").with(el("h3").text(title)).with(article_links(store, articles))
    };
    let nearest = (!related.is_empty()).then(|| {
        el("div").class("near").with(el("p").class("muted").text(strings.nearest)).with_all(related.iter().map(topic))
    });
    el("div")
        .class("nothing")
        .with(el("h2").text(strings.nothing_found))
        .with(el("p").text(strings.nothing_found_advice))
        .with_some(store.writes().then(|| button("write").class("more").text(strings.write)))
        .with_some(nearest)
}

fn result(store: Store, rank: usize, hit: &Hit, outcome: &Outcome) -> Option<El> {
    let loaded = store.loaded();
    let card = loaded.card(hit.article)?;
    let direct_answer = if rank == 0 {
        let read = |blocks: &[_]| answer(outcome, &card.title, &card.description, blocks);
        loaded.read(hit.article, read).unwrap_or_else(|| read(&[]))
    } else {
        None
    };
    let (heading, shown) = match &direct_answer {
        Some(answer) => (answer.heading.clone(), passage(store, hit, answer)),
        None => {
            let read = |blocks: &[_]| found(hit, &card.title, &card.description, blocks, &outcome.matcher);
            let found = loaded.read(hit.article, read).unwrap_or_else(|| read(&[]));
            (found.heading, marked_text("result-excerpt", &found.excerpt))
        }
    };
    let answered = direct_answer.is_some();
    // One section of many is a result of its own, and named by its heading; an answer names its section itself.
    let (name, within) = match &heading {
        Some((_, words)) if hit.part => (words, Some(&card.title)),
        Some((_, words)) if !answered => (&card.title, Some(words)),
        _ => (&card.title, None),
    };
    let title = marked_text("result-title", &Excerpt { marks: marks(name, &outcome.matcher), text: name.clone() });
    let place = path_text(&loaded, usize::from(card.category), 0);
    let between = if place.is_empty() || within.is_none() { "" } else { " › " };
    let context = el("span").class("result-place").text(&place).text(between).text(within.map_or("", String::as_str));
    let fragment = heading.as_ref().filter(|_| hit.part || !answered).map(|(id, _)| id.as_str());
    let link = link(store, hit.article, fragment).with(title).with(context);
    Some(if answered { el("li").class("answered").with(link).with(shown) } else { el("li").with(link.with(shown)) })
}

/// The passage that answers, and a link to its section where the result does not lead there itself.
fn passage(store: Store, hit: &Hit, answer: &Answer) -> El {
    let out = el("div").class("answer").with(marked_text("answer-text", &answer.passage));
    match &answer.heading {
        Some((id, heading)) if !hit.part => {
            let strings = store.loaded().strings();
            let jump = link(store, hit.article, Some(id)).class("answer-jump");
            out.with(jump.text(strings.read_on).text(" ").with(el("span").text(heading)))
        }
        _ => out,
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
fn marked_text(class: &str, excerpt: &Excerpt) -> El {
    let text = |from: usize, to: usize| excerpt.text.get(from..to).unwrap_or_default();
    let mut out = el("span").class(class);
    let mut end = 0;
    for mark in &excerpt.marks {
        out = out.text(text(end, mark.start)).with(el("mark").text(text(mark.start, mark.end)));
        end = mark.end;
    }
    out.text(text(end, excerpt.text.len()))
}
