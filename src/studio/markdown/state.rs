//! What of HTML is open that has no frame, and what is known of the text. `html` fills it.

use std::{collections::HashMap, ops::Range};

use super::{dropped::Loss, frame::Wrap, source::Source};

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
    pub(super) depth: usize,
    /// How many wrappers are open.
    pub(super) wrappers: usize,
    /// Rules inside of a line.
    pub(super) rules: Vec<Range<usize>>,
    /// Where the last picture is that is not shown, not even by words.
    pub(super) unseen: Option<usize>,
    /// Words in angle brackets, which are shown.
    pub(super) words: Vec<Range<usize>>,
    /// Where the last end tag of each name is; known when it is asked for.
    pub(super) ends: Option<HashMap<String, usize>>,
}

/// An element that is open and goes.
pub(super) struct Dropping {
    pub(super) name: &'static str,
    /// How many elements of the same name are open in it.
    pub(super) depth: usize,
    /// How many elements of Markdown are open around it.
    pub(super) level: usize,
    pub(super) loss: Loss,
    pub(super) span: Range<usize>,
    pub(super) address: Option<String>,
    pub(super) title: Option<String>,
}

/// A mark that goes on.
pub(super) struct Again {
    pub(super) element: &'static str,
    pub(super) mark: Mark,
    pub(super) span: Range<usize>,
    /// Whether it goes on to the end of its line only.
    pub(super) once: bool,
    /// It ends with the element that it was first opened in.
    pub(super) home: usize,
}

/// What a mark is.
pub(super) enum Mark {
    Wrap(Wrap),
    Link(String),
    Code,
}
