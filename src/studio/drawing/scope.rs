//! What a picture's tree is built for, and how large it may be there.

/// What a tree is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The widget, which builds its nodes.
    Widget,
    /// The file of static pages.
    File,
}

pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) nodes: usize,
    pub(super) depth: usize,
    /// Bytes with the copies written out.
    pub(super) written: usize,
}

impl Scope {
    /// No picture of a help text needs more; a visitor's phone has to build it, or to read it.
    pub(super) const fn limits(self) -> Limits {
        match self {
            Self::Widget => Limits { bytes: 200_000, nodes: 5_000, depth: 40, written: 400_000 },
            Self::File => Limits { bytes: 2_000_000, nodes: 50_000, depth: 100, written: 4_000_000 },
        }
    }
}
