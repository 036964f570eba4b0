//! The page of one request, as an agent reads it: sender and message first, then everything that saves a question back.

use chrono::DateTime;

use super::{
    exchange::Response,
    files::{name, picture, size},
    html::{Html, cut, line, mail_link, phone_link, web_link},
    intake::{sender, subject},
    list::{mark, time},
    service::Inbox,
    store::{Entry, State},
};
use crate::{
    language::Lang,
    request::{Request, Search},
};

/// The page of a request.
pub(super) fn page(inbox: &Inbox, entry: &Entry, body: &str) -> Response {
    let Ok(request) = serde_json::from_str::<Request>(body) else {
        return Response::text(500, "The record of this request cannot be read.\n");
    };
    let mut html = Html::page(&format!("{} – Nightdesk", cut(subject(&request), 80)));
    html.raw("<main>\n<nav><a href=\"/inbox/\">All requests</a></nav>\n<article>\n");
    head(&mut html, entry, &request);
    message(&mut html, &request);
    fields(&mut html, &request);
    files(&mut html, &request);
    tried(&mut html, inbox, &request);
    place(&mut html, &request);
    html.raw("</article>\n");
    buttons(&mut html, entry);
    html.raw("</main>\n");
    Response::new(200, "text/html; charset=utf-8", html.end())
}

fn head(html: &mut Html, entry: &Entry, request: &Request) {
    let (subject, contact) = (subject(request), &request.contact);
    html.raw("<header>\n<h1 dir=\"auto\">").text(subject).raw("</h1>\n<p class=\"about\">Request ");
    html.text(&entry.number.to_string()).raw(" · ");
    time(html, entry.received);
    html.raw(" ");
    mark(html, entry.state);
    if !request.topic.label.is_empty() {
        html.raw("<span class=\"mark\" dir=\"auto\">").text(&request.topic.label).raw("</span>");
    }
    html.raw("</p>\n<address>");
    // Without a name the address beside it is enough.
    if !contact.name.trim().is_empty() || (contact.email.is_empty() && contact.phone.is_empty()) {
        html.raw("<strong dir=\"auto\">").text(sender(request)).raw("</strong>");
    }
    let mail = mail_link(&contact.email, &format!("Re: {}", cut(&line(subject), 200)));
    let phone = phone_link(&contact.phone);
    for (href, text) in [(&mail, &contact.email), (&phone, &contact.phone)] {
        if !text.is_empty() {
            html.raw(" <span>").link(href.as_deref(), text).raw("</span>");
        }
    }
    html.raw("</address>\n");
    if let Some(mail) = mail {
        html.raw("<p><a class=\"button\" href=\"").text(&mail).raw("\">Reply by e-mail</a></p>\n");
    }
    if contact.email.is_empty() && contact.phone.is_empty() {
        html.raw("<p class=\"hint\">They left neither an address nor a number.</p>\n");
    }
    html.raw("</header>\n");
}

fn message(html: &mut Html, request: &Request) {
    html.raw("<div class=\"message\" dir=\"auto\"");
    if let Some(lang) = Lang::new(&request.lang) {
        html.raw(" lang=\"").text(lang.as_str()).raw("\"");
    }
    html.raw(">").text(request.message.trim()).raw("</div>\n");
}

fn fields(html: &mut Html, request: &Request) {
    if request.fields.is_empty() {
        return;
    }
    html.raw("<table><caption>Details</caption><tbody>\n");
    for field in &request.fields {
        let label = if field.label.is_empty() { &field.id } else { &field.label };
        html.raw("<tr><th scope=\"row\" dir=\"auto\">").text(label);
        html.raw("</th><td dir=\"auto\">").text(&field.value).raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}

fn files(html: &mut Html, request: &Request) {
    if request.attachments.is_empty() {
        return;
    }
    html.raw("<h2>Files</h2>\n<ul class=\"files\">\n");
    for (number, file) in (1..).zip(&request.attachments) {
        let name = name(file);
        html.raw("<li>");
        let Some(size) = size(file) else {
            html.link(None, &name).raw(" <small>did not come along</small></li>\n");
            continue;
        };
        if let Some(picture) = picture(file) {
            html.raw("<img src=\"").text(&picture).raw("\" alt=\"\">");
        }
        html.link(Some(&format!("/inbox/{}/files/{number}", request.id)), &name);
        html.raw(" <small>").text(&size).raw("</small></li>\n");
    }
    html.raw("</ul>\n");
}

fn tried(html: &mut Html, inbox: &Inbox, request: &Request) {
    let context = &request.context;
    if context.searches.is_empty() && context.articles.is_empty() {
        return;
    }
    html.raw("<h2>What they tried</h2>\n<ul class=\"tried\">\n");
    for Search { query, results } in &context.searches {
        html.raw("<li>Searched for <q dir=\"auto\">").text(query).raw("</q> <small>");
        match results {
            0 => html.raw("nothing found"),
            1 => html.raw("1 result"),
            _ => html.text(&results.to_string()).raw(" results"),
        };
        html.raw("</small></li>\n");
    }
    let lang = if context.language.is_empty() { &request.lang } else { &context.language };
    for article in &context.articles {
        let title = if article.title.is_empty() { &article.slug } else { &article.title };
        html.raw("<li>Read ").link(inbox.article(lang, &article.slug).as_deref(), title).raw(" <small>");
        html.text(&span(u64::from(article.seconds))).raw(match article.helpful {
            Some(true) => ", it helped",
            Some(false) => ", it did not help",
            None => "",
        });
        html.raw("</small></li>\n");
    }
    html.raw("</ul>\n");
}

fn place(html: &mut Html, request: &Request) {
    let context = &request.context;
    let page = if context.page_title.is_empty() { &context.page_url } else { &context.page_title };
    let moment = DateTime::parse_from_rfc3339(&context.local_time).ok();
    let their_time = moment.map(|moment| moment.format("%A, %H:%M (UTC%:z)").to_string());
    let consent = request.consent.as_ref().map_or("", |consent| consent.text.as_str());
    let lang = if context.language.is_empty() { &request.lang } else { &context.language };
    let rows = [
        ("Page", page.as_str(), web_link(&context.page_url)),
        ("Language", lang, None),
        ("Their time", their_time.as_deref().unwrap_or(&context.local_time), None),
        ("Agreed to", consent, None),
        ("Widget", &context.widget, None),
    ];
    if rows.iter().all(|(_, text, _)| text.is_empty()) {
        return;
    }
    html.raw("<table><caption>Where they were</caption><tbody>\n");
    for (label, text, href) in rows.iter().filter(|(_, text, _)| !text.is_empty()) {
        html.raw("<tr><th scope=\"row\">").raw(label).raw("</th><td>").link(*href, text).raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}

/// Plain forms: the page runs no script, so that none of a visitor's can run either.
fn buttons(html: &mut Html, entry: &Entry) {
    let (action, label) =
        if entry.state == State::Done { ("/open", "Not done yet") } else { ("/done", "Mark as done") };
    html.raw("<footer>\n<form method=\"post\" action=\"/inbox/").text(&entry.id).raw(action).raw("\"><button>");
    html.raw(label).raw("</button></form>\n<a href=\"/inbox/").text(&entry.id).raw("/record.json\">The record</a>\n");
    html.raw("<details><summary>Delete</summary><form method=\"post\" action=\"/inbox/").text(&entry.id);
    html.raw("/delete\"><p>Words, address and files are gone for good.</p><button>Delete for good</button></form>");
    html.raw("</details>\n</footer>\n");
}

/// A duration for people.
fn span(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}
