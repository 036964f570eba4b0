//! The preview server: no waiting client blocks others, nothing outside of the site is shown, and it ends when asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

#[path = "serve/addresses.rs"]
mod addresses;
#[path = "serve/bodies.rs"]
mod bodies;
#[path = "serve/life.rs"]
mod life;
#[path = "serve/patience.rs"]
mod patience;
#[path = "serve/walls.rs"]
mod walls;
