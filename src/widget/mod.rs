//! What the visitor sees and touches: a Leptos program inside an open shadow root.
//!
//! Leptos mounts it and runs its signals, effects and clean-up: signals report changes of the state, effects draw.
//! Nodes are created by `dom`'s few functions, never with the `view!` macro (see there). One module, [`events`],
//! handles what the visitor does, by the attributes of the nodes touched. `tests/tidy.rs` and the browser tests check
//! these rules.
//!
//! It does not fetch: `js/files.js` does, and passes it bytes that were checked. It decides nothing about ranking,
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
mod frame;
mod home;
mod lists;
mod notices;
mod page;
mod request;
mod results;
mod session;
mod visit_history;

use crate::{dom, dom::icons};

pub use host::Host;
pub use shell::{App, mount};
