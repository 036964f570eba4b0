//! Help from elsewhere as a content folder.

mod escape;
mod normal;
mod inline_writer;
mod markdown_writer;

mod dom;
mod losses;

mod html_tree;

pub use markdown_writer::{Written, markdown_text, read_markdown};
