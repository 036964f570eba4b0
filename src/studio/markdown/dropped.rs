//! What of HTML is not shown. How it is worded for the writer, `findings` says.

use std::ops::Range;

/// Something that is not in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Its tag, as bytes of the body.
    pub span: Range<usize>,
    /// What a visitor does not see.
    pub loss: Loss,
    /// Whether a link to it is shown in its place.
    pub linked: bool,
}

/// What a visitor does not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// Scripts and style sheets, and instructions to other programs: nothing that is read.
    Program,
    /// Fields to fill in.
    Form,
    /// A video, a sound, or another page inside of this one.
    Media,
    /// A drawing that is part of the page.
    Drawing,
    /// A formula.
    Formula,
}
