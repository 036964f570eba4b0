//! All requests, the newest first.

use chrono::{Local, TimeZone};

use super::{
    exchange::Response,
    html::Html,
    store::{Entry, State, Store},
};

/// Requests on a page.
const PAGE: usize = 50;

/// The page of requests before a number, or of the newest.
pub(super) fn page(store: &Store, before: Option<i64>) -> rusqlite::Result<Response> {
    // One more than is shown: then there are older ones.
    let entries = store.list(before, PAGE + 1)?;
    let mut html = Html::page("Requests – Nightdesk");
    html.raw("<main>\n<header class=\"top\"><h1>Requests</h1><a href=\"/\">To the help</a></header>\n");
    if entries.is_empty() {
        html.raw("<div class=\"empty\"><p><strong>Nobody has written yet.</strong></p>\n<p>Name this inbox in ")
            .raw("<code>nightdesk.toml</code>, open the help and write to yourself:</p>\n<pre>[request.sink.inbox]\n")
            .raw("kind = \"webhook\"\nurl = \"/inbox/requests\"</pre></div>\n");
    } else {
        html.raw("<ol class=\"list\">\n");
        entries.iter().take(PAGE).for_each(|entry| row(&mut html, entry));
        html.raw("</ol>\n");
    }
    if let Some(last) = entries.get(PAGE).and(entries.get(PAGE - 1)) {
        html.raw("<p><a href=\"/inbox/?before=").text(&last.number.to_string()).raw("\">Older requests</a></p>\n");
    }
    html.raw("</main>\n");
    Ok(Response::new(200, "text/html; charset=utf-8", html.end()))
}

fn row(html: &mut Html, entry: &Entry) {
    html.raw(match entry.state {
        State::New => "<li class=\"new\">",
        State::Done => "<li class=\"done\">",
        State::Read | State::Deleted => "<li>",
    });
    html.raw("<a href=\"/inbox/").text(&entry.id).raw("\"><span class=\"subject\" dir=\"auto\">").text(&entry.subject);
    html.raw("</span> ");
    time(html, entry.received);
    html.raw(" <span class=\"who\" dir=\"auto\">").text(&entry.sender).raw("</span> <span class=\"about\">");
    mark(html, entry.state);
    if !entry.topic.is_empty() {
        html.raw("<span class=\"mark\" dir=\"auto\">").text(&entry.topic).raw("</span> ");
    }
    if entry.files > 0 {
        let noun = if entry.files == 1 { " file</span>" } else { " files</span>" };
        html.raw("<span class=\"mark\">").text(&entry.files.to_string()).raw(noun);
    }
    html.raw("</span></a></li>\n");
}

/// The state of a request, where there is something to say.
pub(super) fn mark(html: &mut Html, state: State) {
    html.raw(match state {
        State::New => "<span class=\"mark news\">New</span> ",
        State::Done => "<span class=\"mark good\">Done</span> ",
        State::Read | State::Deleted => "",
    });
}

/// A time in the time zone of this machine.
pub(super) fn time(html: &mut Html, seconds: i64) {
    if let Some(moment) = Local.timestamp_opt(seconds, 0).earliest() {
        html.raw("<time datetime=\"").text(&moment.to_rfc3339()).raw("\">");
        html.text(&moment.format("%-d %b %Y, %H:%M").to_string()).raw("</time>");
    }
}
