//! The form for a request to a person, and its outbox: a separate program, loaded when a visitor wants to write, so
//! that visitors who only look for an answer do not download it.
//!
//! Without Leptos, whose runtime would be most of the download: few parts of a form change, and each is updated
//! explicitly. Reading order: `entry` (what `js/form.js` calls), `state` (plain data), `controller` (every change of
//! it), `persistence` (what is stored of it), `outbox` (sending and retrying), then `view` with its parts, and
//! `events`.
//!
//! It decides nothing about help desks, secrets or retries: `crate::request` does. It does not store or send either:
//! the scripts `js/storage.js` and `js/form.js` do.

mod storage;

mod controller;
mod entry;
mod outbox;
mod persistence;
mod runtime;
mod state;

mod context;
mod controls;
mod delivery_status;
mod errors;
mod fields;
mod files;
mod marks;
mod view;

mod actions;
mod attach;
mod events;

pub use entry::Form;
pub use storage::{Storage, WidgetPort};
