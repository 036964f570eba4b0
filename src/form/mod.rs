//! The form for a request to a person, and the outbox behind it: a program of its own, loaded when somebody wants to
//! write, so that nobody who only looks for an answer waits for it.
//!
//! Without Leptos, whose runtime would be most of the download: a form has few places that change, and each is named
//! here. Reading order: `entry` (what `js/form.js` calls), `state` (what is known), `controller` (every change of it),
//! `persistence` (what is kept of it), `outbox` (sending and trying again), then what is seen: `view` with its parts, and
//! `events`.
//!
//! It decides nothing about help desks, secrets or retries: `crate::request` does. It does not store or send either:
//! the storage in `js/storage.js` and `js/form.js` does.

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
