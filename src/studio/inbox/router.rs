//! Which path and method of a request leads to which page or action. Accepting requests is `intake`'s.

use super::{
    detail,
    exchange::{Request, Response},
    files, guard, intake, list,
    service::Inbox,
    store::State,
};

/// The style sheet of the pages.
const STYLE: &str = concat!(include_str!("../../../style/tokens.css"), include_str!("../../../style/inbox.css"));

/// Answers a request. `now` is the moment in seconds since 1970.
#[must_use]
pub fn handle(inbox: &Inbox, request: &Request<'_>, now: i64) -> Response {
    if request.path() == "/inbox/requests" {
        return intake::respond(inbox, request, now);
    }
    if !guard::is_local(request) {
        return guard::protect(Response::text(
            403,
            "Open the inbox by the name of this machine: localhost or 127.0.0.1.\n",
        ));
    }
    guard::protect(page(inbox, request).unwrap_or_else(|error| {
        Response::text(503, format!("The inbox cannot be read: {error}\n")).with("Retry-After", "5")
    }))
}

/// The pages of the inbox and the actions of their buttons.
fn page(inbox: &Inbox, request: &Request<'_>) -> rusqlite::Result<Response> {
    let missing = || Response::text(404, "There is no such request: it was deleted, or it was never here.\n");
    let (reads, store) = (matches!(request.method, "GET" | "HEAD"), &inbox.store);
    let Some(path) = request.path().strip_prefix("/inbox/") else { return Ok(Response::redirect(308, "/inbox/")) };
    let parts: Vec<&str> = path.split('/').collect();
    let shown = |id: &str| store.find(id);
    Ok(match (reads, parts.as_slice()) {
        (true, [""]) => list::page(store, request.number("before"))?,
        (true, ["inbox.css"]) => Response::new(200, "text/css; charset=utf-8", STYLE),
        (true, [id]) => match shown(id)? {
            Some((mut entry, body)) => {
                if request.method == "GET" && entry.state == State::New {
                    store.mark(id, State::Read)?;
                    entry.state = State::Read;
                }
                detail::page(inbox, &entry, &body)
            }
            None => missing(),
        },
        (true, [id, "record.json"]) => {
            shown(id)?.map_or_else(missing, |(_, body)| Response::new(200, "application/json", body))
        }
        (true, [id, "files", number]) => {
            shown(id)?.and_then(|(_, body)| files::response(&body, number)).unwrap_or_else(missing)
        }
        (false, [_, "done" | "open" | "delete"]) if request.method == "POST" && !guard::is_same_origin(request) => {
            Response::text(403, "Only the inbox's own buttons do that.\n")
        }
        (false, [id, action @ ("done" | "open" | "delete")]) if request.method == "POST" => {
            let known = match *action {
                "done" => store.mark(id, State::Done)?,
                "open" => store.mark(id, State::Read)?,
                _ => store.delete(id)?,
            };
            if known { Response::redirect(303, "/inbox/") } else { missing() }
        }
        (true, _) => missing(),
        (false, _) => Response::text(405, "Pages are read by GET.\n").with("Allow", "GET, HEAD"),
    })
}
