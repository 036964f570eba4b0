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

/// Whether a text begins with a tag that stands on lines of its own.
pub(super) fn opens_block(text: &str) -> bool {
    let tag = attributes::Tag::read(text.trim_start());
    let element = tag.and_then(|tag| names::element(&tag.name));
    element.is_some_and(|(name, element)| names::cuts(name, element))
}

#[cfg(test)]
mod tests;
