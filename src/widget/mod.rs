//! What the visitor sees and touches: a Leptos program inside an open shadow root.
//!
//! Leptos mounts it and drives it: signals hold the state, effects follow it, owners clean up. Nodes are made by
//! `dom`'s few functions, never with the `view!` macro (see there). What the visitor does arrives in one place,
//! [`events`], as attributes of the nodes touched. `tests/tidy.rs` and the browser tests hold these rules.
//!
//! It does not fetch: `js/files.js` does, and hands over bytes it has checked. It decides nothing about ranking,
//! hours or channels: the core does.

mod host;
mod storage;
mod style;

mod clock;
mod language;
mod loaded_pack;
mod route;
mod signals;
mod state;
mod store;
mod texts;

mod events;
mod shell;

mod article;
mod article_dom;
mod board;
mod category;
mod footer;
mod home;
mod notices;
mod page;
mod request;
mod results;
mod session;
mod visit_history;

use crate::{dom, dom::icons};

pub use host::Host;
pub use shell::{App, mount};
