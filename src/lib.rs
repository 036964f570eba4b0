//! Nightdesk: the help desk that is open all night.
//!
//! A company writes its help as Markdown. The `nightdesk` command turns it into a static bundle; the widget answers
//! customers from that bundle inside the company's own pages, says truthfully when a person will be there, and
//! hands over to that person.
//!
//! The rooms, in reading order. The first six are the core: pure values and functions, the same code natively and
//! in the browser. They import neither Leptos nor the browser's API nor the file system (`tests/tidy.rs` checks).
//!
//! | room | the question it answers |
//! |---|---|
//! | [`knowledge`] | What is an article, a category, a link? |
//! | [`search`] | Which articles answer this question? |
//! | [`hours`] | Is somebody there now, and if not, when? |
//! | [`contact`] | By which ways can a person be reached? |
//! | [`pack`] | What is shipped to the browser, byte by byte? |
//! | [`text`] | What does the interface say, in which language? |
//! | `studio` | How does Markdown become a pack? (feature `cli`) |
//! | `widget` | What does the visitor see and touch? (feature `widget`) |
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

extern crate alloc;

pub mod knowledge;

pub mod search;

pub mod hours;

pub mod contact;

pub mod pack;

pub mod text;

#[cfg(feature = "cli")]
pub mod studio;

#[cfg(feature = "widget")]
pub mod widget;
