//! Help from elsewhere as a content folder.

mod escape;
mod normal;
mod inline_writer;
mod markdown_writer;

pub use markdown_writer::{Written, markdown_text, read_markdown};
