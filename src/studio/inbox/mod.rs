//! An inbox for requests to a person: what `nightdesk serve` answers below `/inbox`.
//!
//! It lets a writer try the whole way without any help desk, and it is a receiver to copy: [`handle`] is one function
//! from a call to an answer, without a network. Reading order: `exchange` is a call and its answer, `intake` takes a
//! request in, `store` keeps it exactly once, in a file that `owner` found to be ours, `list` and `request` show it in markup that `html` makes safe, `files`
//! hands out what was attached, `guard` keeps other sites away from all that is shown.
//!
//! It has no accounts, sends no mail and is not made for the open network: `serve` listens on this machine alone.

mod exchange;

mod intake;
mod owner;
mod store;

mod guard;
mod html;

mod files;
mod list;
mod request;

mod wire;

use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU8, Ordering},
};

pub use exchange::{Answer, Ask};
pub use intake::MAX_BODY;
pub(super) use wire::{answer, refuse};

use crate::{knowledge::Slug, language::Lang};
use store::{State, Store};

/// The style sheet of the pages.
const STYLE: &str = concat!(include_str!("../../../style/tokens.css"), include_str!("../../../style/inbox.css"));

/// The folder beside the content where requests are kept if nothing else is said.
const FOLDER: &str = ".nightdesk";

/// Requests, and what is needed to take and to show them.
#[derive(Debug)]
pub struct Inbox {
    store: Store,
    work: AtomicU8,
    site: PathBuf,
    mount: String,
}

impl Inbox {
    /// Opens the file with the requests, or makes it. Articles are linked where the site has them, below `mount`.
    ///
    /// # Errors
    /// Where the file cannot be opened or made.
    pub fn open(file: &Path, site: &Path, mount: &str) -> io::Result<Self> {
        let store = Store::open(file).map_err(|error| {
            let file = file.display();
            io::Error::other(format!("the inbox `{file}` cannot be opened ({error}); choose another with --inbox"))
        })?;
        let mount = mount.trim_matches('/').to_owned();
        Ok(Self { store, work: AtomicU8::new(0), site: site.to_owned(), mount })
    }

    /// Asks for a proof of work of so many bits from now on; see [`Forms::work`](crate::request::Forms::work).
    pub fn ask_work(&self, bits: u8) {
        self.work.store(bits, Ordering::Relaxed);
    }

    fn work(&self) -> u8 {
        self.work.load(Ordering::Relaxed)
    }

    /// The address of an article's page; `None` where the site has none.
    fn article(&self, lang: &str, slug: &str) -> Option<String> {
        let (lang, slug) = (Lang::new(lang)?, Slug::new(slug).ok()?);
        let path = [self.mount.as_str(), lang.as_str(), slug.as_str()];
        let path: Vec<&str> = path.into_iter().filter(|part| !part.is_empty()).collect();
        let page = path.iter().collect::<PathBuf>().join("index.html");
        self.site.join(page).is_file().then(|| format!("/{}/", path.join("/")))
    }
}

/// The folder for what a preview keeps if nothing else is said: beside the content, not in it, since it is watched.
/// The content's path has no links in it.
pub(super) fn folder_beside(content: &Path) -> PathBuf {
    content.parent().unwrap_or(content).join(FOLDER)
}

/// Where requests are kept if nothing else is said.
pub(super) fn file_beside(content: &Path) -> PathBuf {
    folder_beside(content).join("inbox.sqlite")
}

/// Whether a path of the server is the inbox's.
pub(super) fn owns(path: &str) -> bool {
    path == "/inbox" || path.starts_with("/inbox/")
}

/// Answers a call. `now` is the moment in seconds since 1970.
#[must_use]
pub fn handle(inbox: &Inbox, ask: &Ask<'_>, now: i64) -> Answer {
    if ask.path() == "/inbox/requests" {
        return intake::answer(inbox, ask, now);
    }
    if !guard::is_local(ask) {
        return guard::cover(Answer::text(
            403,
            "Open the inbox by the name of this machine: localhost or 127.0.0.1.\n",
        ));
    }
    guard::cover(page(inbox, ask).unwrap_or_else(|error| {
        Answer::text(503, format!("The inbox cannot be read: {error}\n")).with("Retry-After", "5")
    }))
}

/// What is there to be seen and pressed.
fn page(inbox: &Inbox, ask: &Ask<'_>) -> rusqlite::Result<Answer> {
    let missing = || Answer::text(404, "There is no such request: it was deleted, or it was never here.\n");
    let (reads, store) = (matches!(ask.method, "GET" | "HEAD"), &inbox.store);
    let Some(path) = ask.path().strip_prefix("/inbox/") else { return Ok(Answer::go(308, "/inbox/")) };
    let parts: Vec<&str> = path.split('/').collect();
    let shown = |id: &str| store.find(id);
    Ok(match (reads, parts.as_slice()) {
        (true, [""]) => list::answer(store, ask.number("before"))?,
        (true, ["inbox.css"]) => Answer::new(200, "text/css; charset=utf-8", STYLE),
        (true, [id]) => match shown(id)? {
            Some((mut entry, body)) => {
                if ask.method == "GET" && entry.state == State::New {
                    store.mark(id, State::Read)?;
                    entry.state = State::Read;
                }
                request::answer(inbox, &entry, &body)
            }
            None => missing(),
        },
        (true, [id, "record.json"]) => {
            shown(id)?.map_or_else(missing, |(_, body)| Answer::new(200, "application/json", body))
        }
        (true, [id, "files", number]) => {
            shown(id)?.and_then(|(_, body)| files::answer(&body, number)).unwrap_or_else(missing)
        }
        (false, [_, "done" | "open" | "delete"]) if ask.method == "POST" && !guard::is_same_origin(ask) => {
            Answer::text(403, "Only the inbox's own buttons do that.\n")
        }
        (false, [id, action @ ("done" | "open" | "delete")]) if ask.method == "POST" => {
            let known = match *action {
                "done" => store.mark(id, State::Done)?,
                "open" => store.mark(id, State::Read)?,
                _ => store.delete(id)?,
            };
            if known { Answer::go(303, "/inbox/") } else { missing() }
        }
        (true, _) => missing(),
        (false, _) => Answer::text(405, "Pages are read by GET.\n").with("Allow", "GET, HEAD"),
    })
}
