//! Nightdesk: the help desk that is open all night.
//!
//! A company writes its help as Markdown. The `nightdesk` command turns it into a static bundle; the widget answers
//! customers from that bundle inside the company's own pages, says truthfully when a person will be there, and
//! hands over to that person.
//!
//! The rooms, in reading order. The first seven are the core: pure values and functions, the same code natively and
//! in the browser. They import neither Leptos nor the browser's API nor the file system (`tests/tidy.rs` checks).
//!
//! | room | the question it answers |
//! |---|---|
//! | [`knowledge`] | What is an article, a category, a link? |
//! | [`search`] | Which articles answer this question? |
//! | [`hours`] | Is somebody there now, and if not, when? |
//! | [`channels`] | By which ways can a person be reached? |
//! | `request` | What does a request to a person say, and where does it go? (features `cli`, `form`) |
//! | [`pack`] | What is shipped to the browser, byte by byte? |
//! | [`text`] | What does the interface say, in which language? |
//! | `studio` | How does Markdown become a pack? (feature `cli`) |
//! | `widget` | What does the visitor see and touch? (feature `widget`) |
//! | `form` | How do they write to a person? (feature `form`) |
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
