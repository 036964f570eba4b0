//! Answers to a question, best first: `ol.results` with a link per article, in it title, category and excerpt with
//! marks. Where the best one is sure to answer, `.answer` shows its passage with a link to the heading above it. Where
//! hardly a word of the question is known, `.nothing` says so, and lists related articles by topic.
//!
//! On a large site the texts that this takes may not be in memory yet: the list is there at once, and is drawn again with
//! them. Once the visitor may be about to choose, nothing moves any more: what arrives is filled in where it stands.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    dom::{El, button, el},
    lists::{article_links, path_text},
    signals::effect,
    store::Store,
};
use crate::{
    language::replaced,
    search::{Answer, Excerpt, Hit, Outcome, answer, found, marks, spelled},
};

/// Results are announced once typing pauses for this long: not at each keystroke.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(600);
/// So many milliseconds after a question was asked, its results may still change places: later they are being read.
const MOVABLE: f64 = 1_500.0;
/// How many results a screen shows at first, and after "more".
const FIRST: usize = 10;
const ALL: usize = 40;
/// The notices of this many first results are shown.
const NOTICE_RESULTS: usize = 3;
/// Whether the best result answers depends on the texts of this many: of 972 questions to four sites, asked while half
/// of the texts were there, 3 of 178 answers would have changed; with the text of the best one alone, 17 of 267.
const DECISIVE: usize = 3;
/// How many topics, and articles of each, are offered where nothing answers.
const NEAR_TOPICS: usize = 3;
const NEAR_ARTICLES: usize = 2;

/// The first articles, and the screen.
pub(super) fn view(store: Store, question: &str) -> (Vec<u32>, El) {
    let strings = store.loaded().strings();
    let limit = if store.more_shown() > 0 { ALL } else { FIRST };
    let outcome = store.answer(question, limit, true);
    let no_answer = outcome.lost();
    let status = el("p").class("hidden").set("role", "status");
    let announced = if no_answer {
        strings.nothing_found.to_owned()
    } else {
        strings.results_counted(outcome.total.max(outcome.hits.len()))
    };
    announce(store, status.clone(), announced, question.to_owned(), if no_answer { 0 } else { outcome.total });

    let first = outcome.hits.iter().take(NOTICE_RESULTS).map(|hit| hit.article).collect();
    let found = el("div");
    let view = el("div")
        .class("answers")
        .with(el("h2").class("hidden").text(strings.results))
        .with(status)
        .with(found.clone());
    let question = question.to_owned();
    let mut drawn = Some(outcome);
    effect(move || {
        store.text_loaded.track();
        if let Some(outcome) = drawn.take().or_else(|| texts_arrived(store, &question, limit)) {
            draw(store, &question, limit, &outcome, &found);
        }
    });
    (first, view)
}

/// Draws what was found, from the correction above the list to the button below it.
fn draw(store: Store, question: &str, limit: usize, outcome: &Outcome, container: &El) {
    let strings = store.loaded().strings();
    let no_answer = outcome.lost();
    let list = || {
        let result = |(rank, hit): (usize, &Hit)| result(store, rank, hit, outcome, None);
        el("ol").class("results long").with_all(outcome.hits.iter().enumerate().filter_map(result))
    };
    let more = !no_answer && limit < ALL && outcome.total > outcome.hits.len();
    // A number that leads nowhere is a case for a person; the form begins with the question.
    let number = outcome.number.as_ref().filter(|number| number.rule.is_none() && store.writes());
    let number = number.and_then(|number| question.get(number.place.clone()));
    let write = number.map(|number| button("write").class("more").text(&replaced(strings.write_number, "{q}", number)));
    container.fill(correction(store, question, outcome));
    let _ = container
        .clone()
        .with_some(write)
        .with(if no_answer { nothing(store, outcome) } else { list() })
        .with_some(more.then(|| button("more").class("more").text(strings.more)));
}

/// Texts that the question needs have arrived: what is drawn anew, or nothing where it is filled in.
fn texts_arrived(store: Store, question: &str, limit: usize) -> Option<Outcome> {
    let list = store.find(".results")?;
    let scrolled = store.scrolled();
    let late = js_sys::Date::now() > store.state.with(|state| state.movable_until);
    let steady = late || scrolled > 0 || store.find(".screen :focus").is_some();
    let outcome = store.answer(question, if steady { ALL } else { limit }, false);
    if !steady {
        return Some(outcome);
    }
    // From the row on that is about to be chosen, or is seen: what is above it would push it down.
    let held = store.find(".results li:hover").or_else(|| store.find(".results li:focus-within"));
    let mut next = held.or_else(|| list.first_element_child());
    while let Some(row) = next {
        next = row.next_element_sibling();
        if row.unchecked_ref::<HtmlElement>().offset_top() >= scrolled {
            let _ = fill_in(store, &outcome, row);
        }
    }
    None
}

/// Draws one result again in its place, where it was drawn without its text. Its link stays the same node: it may have
/// the focus, or be pressed at this moment.
fn fill_in(store: Store, outcome: &Outcome, row: Element) -> Option<()> {
    let link = row.first_element_child()?;
    if link.get_attribute("data-fragment").is_some() || link.next_element_sibling().is_some() {
        return None;
    }
    let article = link.get_attribute("data-article")?.parse::<u32>().ok()?;
    let rank = outcome.hits.iter().position(|hit| hit.article == article)?;
    result(store, rank, outcome.hits.get(rank)?, outcome, Some([El::of(row), El::of(link)])).map(drop)
}

impl Store {
    /// Answers a question, for the `first` time in the order of the answers before the last keystroke where that is as
    /// good. Texts that this lacks are fetched.
    fn answer(self, question: &str, limit: usize, first: bool) -> Outcome {
        let (mut outcome, missed) = self.loaded_now().search(question, self.literal(), limit);
        self.state.with(|state| {
            let (before, order) = &mut state.previous_results;
            if first {
                state.movable_until = js_sys::Date::now() + MOVABLE;
                if question.starts_with(before.as_str()) || before.starts_with(question) {
                    outcome.settle(order);
                }
            }
            *before = question.to_owned();
            *order = outcome.hits.iter().map(|hit| (hit.article, hit.section)).collect();
        });
        self.want(&missed, first);
        outcome
    }
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
            let blocks = loaded.blocks(hit.article);
            spelled(term, &card.title, &card.description, blocks.as_deref().unwrap_or_default())
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

/// A result, in new nodes or in the row and link that it has already.
fn result(store: Store, rank: usize, hit: &Hit, outcome: &Outcome, nodes: Option<[El; 2]>) -> Option<El> {
    let loaded = store.loaded();
    let card = loaded.card(hit.article)?;
    // The texts of the first few decide whether the best one is sure to answer: without them an answer may be taken back.
    let known = |hit: &Hit| loaded.blocks(hit.article).is_some();
    let blocks = loaded.blocks(hit.article);
    let blocks = blocks.as_deref().unwrap_or_default();
    let direct_answer = if rank == 0 && (!store.waits() || outcome.hits.iter().take(DECISIVE).all(known)) {
        answer(outcome, &card.title, &card.description, blocks)
    } else {
        None
    };
    let (heading, shown) = match &direct_answer {
        Some(answer) => (answer.heading.clone(), passage(store, hit, answer)),
        None => {
            let found = found(hit, &card.title, &card.description, blocks, &outcome.matcher);
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
    let [row, node] = nodes.unwrap_or_else(|| {
        let node = el("a");
        [el("li").with(node.clone()), node]
    });
    node.fill(Some(title));
    let link = link(node, store, hit.article, fragment).with(context);
    if answered {
        return Some(row.class("answered").with(shown));
    }
    link.with(shown);
    Some(row)
}

/// The passage that answers, and a link to its section where the result does not lead there itself.
fn passage(store: Store, hit: &Hit, answer: &Answer) -> El {
    let out = el("div").class("answer").with(marked_text("answer-text", &answer.passage));
    match &answer.heading {
        Some((id, heading)) if !hit.part => {
            let strings = store.loaded().strings();
            let jump = link(el("a"), store, hit.article, Some(id)).class("answer-jump");
            out.with(jump.text(strings.read_on).text(" ").with(el("span").text(heading)))
        }
        _ => out,
    }
}

fn link(node: El, store: Store, article: u32, fragment: Option<&str>) -> El {
    let link = node.set("href", &store.article_url(article, fragment)).set("data-article", &article.to_string());
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
