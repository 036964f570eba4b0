//! What the links and pictures of a text need from whoever knows the other files. Nothing here reads a file.

use std::ops::Range;

use crate::knowledge::{Inline, Target};

/// What a link or a picture points to, resolved by whoever knows the other files.
pub(in crate::studio) trait Resolver {
    /// The target of a link; `None` keeps the words and drops the link.
    fn link(&mut self, address: &str, span: Range<usize>) -> Option<Target>;
    /// What the page behind a target is called, where that is known.
    fn title(&self, _target: &Target) -> Option<String> {
        None
    }
    /// The picture as shipped; `None` keeps its alternative text only.
    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline>;
}
