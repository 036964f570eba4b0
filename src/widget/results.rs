//! Answers to a question, best first: `ol.results` with a link per article, in it title, category and excerpt with
//! marks. Above them `.number` shows where a number of the question leads. Where the best one is sure to answer, `.answer` shows its passage with a link to the heading above it. Where
//! hardly a word of the question is known, `.nothing` says so, and lists related articles by topic.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    dom::{El, button, el},
    lists::{article_links, path_text, topics},
    store::Store,
};
use crate::{
    language::replaced,
    search::{Answer, Excerpt, Hit, Identifier, Outcome, answer, found, marks, spelled},
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
    let number = outcome.number.as_ref().map(|number| number_leads(store, question, number));
    let leads = number.as_ref().is_some_and(|(leads, _)| *leads);
    let lost = outcome.lost();
    let no_answer = lost && !leads;
    let count = outcome.total + usize::from(lost && leads);
    let status = el("p").class("hidden").set("role", "status");
    let announced = if no_answer { strings.nothing_found.to_owned() } else { strings.results_counted(count) };
    announce(store, status.clone(), announced, question.to_owned(), if no_answer { 0 } else { count });

    let list = || {
        // What stands above is not listed once more.
        let leading = outcome.number.as_ref().and_then(|number| number.rule.as_ref()?.article);
        let hits = outcome.hits.iter().enumerate().filter(|(_, hit)| leading != Some(hit.article));
        let result = |(rank, hit): (usize, &Hit)| result(store, rank, hit, &outcome);
        el("ol").class("results long").with_all(hits.filter_map(result))
    };
    let more = !lost && !all && outcome.total > outcome.hits.len();
    let first = outcome.hits.iter().take(NOTICE_RESULTS).map(|hit| hit.article).collect();
    let view = el("div")
        .class("answers")
        .with(el("h2").class("hidden").text(strings.results))
        .with(status)
        .with_some(correction(store, question, &outcome))
        .with_some(number.map(|(_, view)| view))
        .with_some(no_answer.then(|| nothing(store, &outcome)))
        .with_some((!lost).then(list))
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

/// Where a number of the question leads: whether to an article or a topic, and the link; else an offer to write, since
/// the form begins with the question.
fn number_leads(store: Store, question: &str, number: &Identifier) -> (bool, El) {
    let loaded = store.loaded();
    let typed = question.get(number.place.clone()).unwrap_or_default();
    let Some(rule) = &number.rule else {
        let text = replaced(loaded.strings().write_number, "{q}", typed);
        return (false, el("div").with_some(store.writes().then(|| button("write").class("more").text(&text))));
    };
    let name = el("p").class("muted").text(&rule.label).text(" ").with(el("strong").text(typed));
    let link = match rule.article {
        Some(article) => article_links(store, &[article]),
        None => topics(store, rule.category.into_iter().map(usize::from)),
    };
    (true, el("div").class("number").with(name).with(link))
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
    let title =
        marked_text("result-title", &Excerpt { marks: marks(&card.title, &outcome.matcher), text: card.title.clone() });
    let place = path_text(&loaded, usize::from(card.category), 0);
    let context = el("span").class("result-place").text(&place);
    if let Some(direct_answer) = direct_answer {
        let link = link(store, hit.article, None).with(title).with(context);
        return Some(el("li").class("answered").with(link).with(passage(store, hit.article, &direct_answer)));
    }
    let read = |blocks: &[_]| found(hit, &card.title, &card.description, blocks, &outcome.matcher);
    let found = loaded.read(hit.article, read).unwrap_or_else(|| read(&[]));
    let (context, fragment) = match &found.heading {
        Some((id, heading)) => {
            (context.text(if place.is_empty() { "" } else { " › " }).text(heading), Some(id.as_str()))
        }
        None => (context, None),
    };
    let link = link(store, hit.article, fragment);
    Some(el("li").with(link.with(title).with(context).with(marked_text("result-excerpt", &found.excerpt))))
}

/// The passage that answers, and a link to its section.
fn passage(store: Store, article: u32, answer: &Answer) -> El {
    let out = el("div").class("answer").with(marked_text("answer-text", &answer.passage));
    match &answer.heading {
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
