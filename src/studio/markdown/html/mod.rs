//! What HTML becomes. A closed list of elements is read, wherever they stand: inside a line, as a block, in a list, a
//! quote or a cell, spread over several blocks, without an end or with one in the wrong place. Wrappers give their
//! content, and what stands between tags is Markdown. What a page cannot have goes, and is told by what is lost.
//!
//! `names` has the list; `elements` opens and closes what the tags name. No tag and no attribute goes further than here:
//! the tree knows only what `knowledge` defines.

mod attributes;
mod classes;
mod comments;
mod names;
mod tokens;

mod block;
mod elements;
mod lists;
mod lost;
mod marked;

use std::{collections::HashMap, ops::Range};

use super::source::Source;
use marked::Again;

pub use lost::Dropped;
use lost::Dropping;
pub use names::Loss;

/// What of HTML is open that has no frame, and what is known of the text.
#[derive(Default)]
pub(super) struct HtmlState {
    /// The lines of a block of HTML so far.
    pub(super) gathered: Option<Source<'static>>,
    /// An element that goes with its content.
    pub(super) dropping: Option<Dropping>,
    /// Marks that go on in what follows.
    pub(super) again: Vec<Again>,
    /// How often marks may go on.
    pub(super) spent: usize,
    /// Whether the next text begins with a sign that was put before it.
    pub(super) led: bool,
    /// How many parts of a block are read inside one another.
    depth: usize,
    /// How many wrappers are open.
    wrappers: usize,
    /// Words in angle brackets, which are shown.
    pub(super) words: Vec<Range<usize>>,
    /// Where the last end tag of each name is; known when it is asked for.
    ends: Option<HashMap<String, usize>>,
}

/// Whether a text begins with a tag that stands on lines of its own.
pub(super) fn opens_block(text: &str) -> bool {
    let tag = attributes::Tag::read(text.trim_start());
    let element = tag.and_then(|tag| names::element(&tag.name));
    element.is_some_and(|(name, element)| names::cuts(name, element))
}

#[cfg(test)]
mod tests;
