//! Nightdesk: the help desk that is open all night.
//!
//! A company writes its help as Markdown. The `nightdesk` command turns it into a static bundle; the widget answers
//! customers from that bundle inside the company's own pages, says truthfully when support staff are available, and
//! shows how to contact them.
//!
//! The modules, in reading order. The first nine are the core: pure values and functions, the same code natively and in
//! the browser. They import neither Leptos nor the browser's API nor the file system (`tests/tidy.rs` checks).
//!
//! | module | what it is for |
//! |---|---|
//! | [`language`] | Language codes, folding, lower case, tokens and stop words |
//! | [`time`] | UTC minutes, days, dates and weekdays |
//! | [`knowledge`] | Articles, categories, links, notices and page rules |
//! | [`search`] | Finding the articles that answer a question; the format of the index |
//! | [`hours`] | Opening hours: open now, or open when |
//! | [`channels`] | Contact channels: phone, mail, chat and others, and which of them work now |
//! | `request` | A request to a person: its record, draft, secrets, sinks and outbox item (features `cli`, `form`) |
//! | [`pack`] | What is shipped to the browser for one language, byte by byte |
//! | [`text`] | The interface's texts in each language; opening hours in sentences |
//! | `studio` | From Markdown to the bundle, with all findings; the preview server (feature `cli`) |
//! | `dom` | How both browser programs create nodes (features `widget`, `form`) |
//! | `widget` | What the visitor sees and touches (feature `widget`) |
//! | `form` | The form for a request, and its outbox (feature `form`) |
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

extern crate alloc;

pub mod language;

pub mod time;

pub mod knowledge;

pub mod search;

pub mod hours;

pub mod channels;

#[cfg(feature = "request")]
pub mod request;

pub mod pack;

pub mod text;

#[cfg(feature = "cli")]
pub mod studio;

#[cfg(any(feature = "form", feature = "widget"))]
mod dom;

#[cfg(feature = "widget")]
pub mod widget;

#[cfg(feature = "form")]
pub mod form;
