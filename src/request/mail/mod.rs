//! A request as an e-mail message ("letter"): in words, for the visitor's own mail program and for help desks that take
//! a text.
//!
//! [`mailto`] makes a link of it, [`Letter::eml`] a file. Both are plain text: a letter in HTML would need escaping in
//! a second place, and mail programs take none from a link. Files are not in it: a link cannot carry them, and a
//! saved letter lies beside the files it mentions. Nothing here opens the link, saves the file or reads a clock.

mod letter;
mod lines;

mod eml;
mod link;

pub use letter::Letter;
pub use link::{MAILTO_LIMIT, Mailto, mailto};
