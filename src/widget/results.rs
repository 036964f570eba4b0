//! Answers to a question, best first: `ol.results` with a link per article, in it title, place and excerpt with marks.

use super::{
    desk::Desk,
    dom::{El, button, el},
};
use crate::search::{Excerpt, Hit, Outcome, found, marks};

/// How many results a screen shows at first, and after "more".
const FIRST: usize = 8;
const ALL: usize = 40;

pub(super) fn view(desk: Desk, question: &str) -> El {
    let strings = desk.shelf().strings();
    let all = desk.shows_all();
    let outcome = desk.answer(question, if all { ALL } else { FIRST });
    let count = outcome.total;
    let status = el("p").class("hidden").set("role", "status");
    desk.announce(
        status.clone(),
        if count == 0 { strings.nothing_found.to_owned() } else { strings.results_counted(count) },
    );

    let corrected = outcome.corrected.as_ref().map(|corrected| {
        el("p").class("muted").text(strings.searched_for).text(" ").with(el("strong").text(corrected))
    });
    let nothing = || {
        let advice = el("p").text(strings.nothing_found_advice);
        el("div").class("nothing").with(el("h2").text(strings.nothing_found)).with(advice)
    };
    let list = || el("ol").class("results").with_all(outcome.hits.iter().filter_map(|hit| result(desk, hit, &outcome)));
    let more = !all && count > outcome.hits.len();
    el("div")
        .class("answers")
        .with(el("h2").class("hidden").text(strings.results))
        .with(status)
        .with_some(corrected)
        .with(if count == 0 { nothing() } else { list() })
        .with_some(more.then(|| button("more").class("more").text(strings.more)))
}

fn result(desk: Desk, hit: &Hit, outcome: &Outcome) -> Option<El> {
    let shelf = desk.shelf();
    let card = shelf.card(hit.article)?;
    let found = found(hit, &card.title, &card.description, &desk.text_at_hand(hit.article), &outcome.matcher);
    let category = shelf.pack.categories.get(usize::from(card.category)).map_or("", |category| category.title.as_str());
    let place = el("span").class("result-place").text(category);
    let (place, fragment) = match &found.heading {
        Some((id, heading)) => {
            (place.text(if category.is_empty() { "" } else { " › " }).text(heading), Some(id.as_str()))
        }
        None => (place, None),
    };
    let title = Excerpt { marks: marks(&card.title, &outcome.matcher), text: card.title.clone() };
    let link =
        el("a").set("href", &desk.article_url(hit.article, fragment)).set("data-article", &hit.article.to_string());
    let link = match fragment {
        Some(fragment) => link.set("data-fragment", fragment),
        None => link,
    };
    Some(el("li").with(link.with(lit("result-title", &title)).with(place).with(lit("result-excerpt", &found.excerpt))))
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
