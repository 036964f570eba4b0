//! An inbox for requests to a person: what `nightdesk serve` answers below `/inbox`.
//!
//! It lets a writer try everything without any help desk, and it is a receiver to copy: [`handle`] is one function from
//! an HTTP request to a response, without a network. Reading order: `exchange` is a request and its response, `intake`
//! accepts a visitor's request, `store` keeps it exactly once, in a file that `owner` found to be an inbox. `list` and
//! `detail` show it in markup that `html` makes safe, `files` serves what was attached, `guard` keeps other sites away
//! from all that is shown. `router` maps paths to pages, `http` connects it to the server. `visits` reads what
//! people tried before they wrote.
//!
//! It has no accounts, sends no mail and is not made for the open network: `serve` listens on this machine alone.

mod exchange;

mod intake;
mod owner;
mod service;
mod store;

mod guard;
mod html;

mod detail;
mod files;
mod list;

mod http;
mod router;

mod visits;

use std::path::{Path, PathBuf};

pub use exchange::{Request, Response};
pub(super) use http::{refuse, respond};
pub use intake::MAX_BODY;
pub use router::handle;
pub use service::Inbox;
pub(super) use visits::{Visit, visits};

/// The folder beside the content where requests are kept if nothing else is said.
const FOLDER: &str = ".nightdesk";

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
