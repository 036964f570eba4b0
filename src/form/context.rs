//! What is sent with the message, line by line, each with a button to remove it; and articles that may answer the
//! message.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el, icons::icon},
    request::{Draft, VisitStep, find},
};

/// A message of at least this many characters is long enough to search for an answer.
const SUGGEST_FROM: usize = 12;

/// Everything that is sent with the message.
pub(super) fn view(controller: &FormController, shown: &Shown, draft: &Draft) -> El {
    let strings = &shown.strings.along;
    let history = &draft.history;
    let mut lines: Vec<El> = Vec::new();
    let mut add = |key: &str, label: &str, value: &str| {
        if draft.removed.iter().any(|removed| removed == key) {
            return;
        }
        let marked = marked(value);
        let has_secrets = marked.is_some();
        let remove =
            el("button").class("icon-button").set("type", "button").set("data-form", "remove").set("data-key", key);
        let remove =
            remove.set("aria-label", &strings.remove.replace("{x}", &format!("{label} – {value}"))).with(icon("close"));
        lines.push(
            el("li")
                .class(if has_secrets { "doubt" } else { "" })
                .with(el("span").class("what").text(label))
                .with(marked.unwrap_or_else(|| el("span").text(value)).class("value"))
                .with_some(has_secrets.then(|| el("span").class("why").text(strings.why)))
                .with(remove),
        );
    };
    for step in &history.steps {
        match step {
            VisitStep::Search(search) => {
                let found = strings.searched.replace(" {n}", &format!("\u{a0}{}", search.results));
                let value = found.replace("{q}", &search.query);
                add(&step.key(), strings.search, &value);
            }
            VisitStep::Article(article) => {
                let mut value = format!("{} ({})", article.title, duration(article.seconds));
                if let Some(helpful) = article.helpful {
                    value += " – ";
                    value += if helpful { strings.helpful } else { strings.unhelpful };
                }
                add(&step.key(), strings.article, &value);
            }
        }
    }
    let page = match history.page_title.trim() {
        "" => history.page_url.clone(),
        title => format!("{title} – {}", history.page_url),
    };
    let language = controller.storage.language_name(&history.language);
    // "2026-11-25 14:14", without the offset from UTC, which the visitor knows.
    let time = history.local_time.get(..16).unwrap_or_default().replace('T', " ");
    for (key, label, value) in [
        ("page", strings.page, page.as_str()),
        ("language", strings.language, language.as_str()),
        ("time", strings.time, time.as_str()),
        ("version", strings.version, history.widget.as_str()),
    ] {
        if !value.is_empty() {
            add(key, label, value);
        }
    }
    let empty = lines.is_empty();
    let restore = (!draft.removed.is_empty()).then(|| button("restore", strings.restore).class("quiet"));
    let list = (!empty).then(|| el("ul").with_all(lines.into_iter()));
    el("section")
        .class("along")
        .set("aria-labelledby", "nd-along")
        .with(el("h3").set("id", "nd-along").set("tabindex", "-1").text(strings.context))
        .with(el("p").class("help").text(if empty { strings.nothing } else { strings.context_help }))
        .with_some(list)
        .with_some(restore)
}

/// A text with marks on what may be secret; `None` where there is nothing secret.
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
fn duration(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds}\u{a0}s") } else { format!("{}\u{a0}min", (seconds + 30) / 60) }
}

/// Offers articles that may answer the message, except those that were read already.
pub(super) fn suggest(controller: &FormController) {
    let (Some(shown), Some(container)) = (controller.shown(), controller.find(".suggested")) else { return };
    let draft = controller.draft();
    let container = El::of(container);
    let text = draft.message.trim();
    if text.chars().count() < SUGGEST_FROM {
        return container.fill(None);
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
        return container.fill(None);
    }
    let strings = &shown.strings.along;
    let count = strings.suggested_count.replace("{n}", &links.len().to_string());
    let live_region = el("p").class("hidden").set("role", "status");
    container.fill_all(
        [
            el("p").class("help").text(strings.suggested),
            el("ul").class("links").with_all(links.into_iter()),
            live_region.clone(),
        ]
        .into_iter(),
    );
    // Screen readers announce changes of a live region, not its first content.
    live_region.say(&count);
}
