//! What goes along with the message, line by line, each to be taken out; and the articles that may make it needless.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el, icons::icon},
    request::{Draft, VisitStep, find},
};

/// From so many letters on a message says enough to look for an answer.
const ENOUGH: usize = 12;

/// Everything that goes along.
pub(super) fn view(controller: &FormController, shown: &Shown, draft: &Draft) -> El {
    let words = &shown.words.along;
    let history = &draft.history;
    let mut lines: Vec<El> = Vec::new();
    let mut add = |key: &str, label: &str, value: &str| {
        if draft.removed.iter().any(|removed| removed == key) {
            return;
        }
        let marked = marked(value);
        let doubt = marked.is_some();
        let take_out =
            el("button").class("icon-button").set("type", "button").set("data-form", "remove").set("data-key", key);
        let take_out =
            take_out.set("aria-label", &words.remove.replace("{x}", &format!("{label} – {value}"))).with(icon("close"));
        lines.push(
            el("li")
                .class(if doubt { "doubt" } else { "" })
                .with(el("span").class("what").text(label))
                .with(marked.unwrap_or_else(|| el("span").text(value)).class("value"))
                .with_some(doubt.then(|| el("span").class("why").text(words.why)))
                .with(take_out),
        );
    };
    for step in &history.steps {
        match step {
            VisitStep::Search(search) => {
                let found = words.searched.replace(" {n}", &format!("\u{a0}{}", search.results));
                let value = found.replace("{q}", &search.query);
                add(&step.key(), words.search, &value);
            }
            VisitStep::Article(article) => {
                let mut value = format!("{} ({})", article.title, lasted(article.seconds));
                if let Some(helpful) = article.helpful {
                    value += " – ";
                    value += if helpful { words.helpful } else { words.unhelpful };
                }
                add(&step.key(), words.article, &value);
            }
        }
    }
    let page = match history.page_title.trim() {
        "" => history.page_url.clone(),
        title => format!("{title} – {}", history.page_url),
    };
    let language = controller.storage.language_name(&history.language);
    // "2026-11-25 14:14": what the distance from UTC says, the sender knows.
    let time = history.local_time.get(..16).unwrap_or_default().replace('T', " ");
    for (key, label, value) in [
        ("page", words.page, page.as_str()),
        ("language", words.language, language.as_str()),
        ("time", words.time, time.as_str()),
        ("version", words.version, history.widget.as_str()),
    ] {
        if !value.is_empty() {
            add(key, label, value);
        }
    }
    let empty = lines.is_empty();
    let restore = (!draft.removed.is_empty()).then(|| button("restore", words.restore).class("quiet"));
    let list = (!empty).then(|| el("ul").with_all(lines.into_iter()));
    el("section")
        .class("along")
        .set("aria-labelledby", "nd-along")
        .with(el("h3").set("id", "nd-along").set("tabindex", "-1").text(words.context))
        .with(el("p").class("help").text(if empty { words.nothing } else { words.context_help }))
        .with_some(list)
        .with_some(restore)
}

/// A text with marks on what should not go along by mistake; `None` where there is nothing of the kind.
fn marked(text: &str) -> Option<El> {
    let mut end = 0;
    let found = find(text);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let out = found.iter().fold(el("span"), |out, finding| {
        let range = &finding.range;
        let before = part(std::mem::replace(&mut end, range.end), range.start);
        out.text(before).with(el("mark").text(part(range.start, range.end)))
    });
    (!found.is_empty()).then(|| out.text(part(end, text.len())))
}

/// "41 s", "3 min".
fn lasted(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds}\u{a0}s") } else { format!("{}\u{a0}min", (seconds + 30) / 60) }
}

/// Offers articles that may answer the message, except those that were read already.
pub(super) fn suggest(controller: &FormController) {
    let (Some(shown), Some(place)) = (controller.shown(), controller.find(".suggested")) else { return };
    let draft = controller.draft();
    let place = El::of(place);
    let text = draft.message.trim();
    if text.chars().count() < ENOUGH {
        return place.fill(None);
    }
    let read = |title: &str| {
        let is = |step: &VisitStep| matches!(step, VisitStep::Article(article) if article.title == title);
        draft.history.steps.iter().any(is)
    };
    let found = controller.widget.suggest(text);
    let link = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (number, url, title) = (parts.next()?, parts.next()?, parts.next()?);
        let link = el("a").set("href", url).set("data-article", number);
        (!read(title)).then(|| el("li").with(link.with(el("span").text(title)).with(icon("next"))))
    };
    let links: Vec<El> = found.lines().filter_map(link).collect();
    if links.is_empty() {
        return place.fill(None);
    }
    let words = &shown.words.along;
    let count = words.suggested_count.replace("{n}", &links.len().to_string());
    let said = el("p").class("hidden").set("role", "status");
    place.fill_all(
        [
            el("p").class("help").text(words.suggested),
            el("ul").class("links").with_all(links.into_iter()),
            said.clone(),
        ]
        .into_iter(),
    );
    // A live region speaks of what comes into it, not of what it came with.
    said.say(&count);
}
