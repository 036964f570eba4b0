//! An open element: what it is, and what it holds so far. Markdown and HTML open the same ones.

use std::ops::Range;

use super::grid::{Cell, Grid};
use crate::knowledge::{Align, Block, Callout, Fold, Inline, Item, Mark, Row};

/// An open element.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The element of HTML that it is; `None` for one of Markdown, which ends where the parser says.
    pub(super) element: Option<&'static str>,
    /// How many elements of the same name are open inside it that have no frame of their own.
    pub(super) unframed: u32,
    /// Its end was met inside something of Markdown: it ends with that.
    pub(super) ended: bool,
    /// Frames are numbered as they are opened.
    pub(super) number: usize,
    /// Of a link: its name, where it has no words.
    pub(super) label: Option<String>,
    /// Of text that is marked: whether it goes on in nothing that follows.
    pub(super) once: bool,
    /// Of text that is marked: how many frames were open below it when it was first opened.
    pub(super) home: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) run: Vec<Inline>,
    pub(super) items: Vec<Item>,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Row,
    pub(super) task: Option<bool>,
    pub(super) span: Range<usize>,
    /// Where the text of `run` stands, outside of paragraphs.
    pub(super) loose: Option<Range<usize>>,
}

/// What an open element is.
#[derive(Default)]
pub(super) enum Kind {
    #[default]
    Root,
    Paragraph,
    /// A level, and an id that stands in its tag.
    Heading(u8, Option<String>),
    Quote(Option<Callout>),
    List(Option<u32>),
    Item,
    Code,
    Table(Vec<Align>),
    Row,
    Cell,
    Footnote(u16),
    Wrap(Wrap),
    Link(String),
    Image(String),
    // What only HTML has.
    /// A callout with its title, which may be empty.
    Callout(Callout, Vec<Inline>),
    /// Text that folds, with its title where that is known.
    Details(Option<Callout>, Fold, Option<Vec<Inline>>),
    /// The title of one of these two.
    Title,
    /// What is said about a picture or a table.
    Caption,
    /// A term, and its definition below.
    Term,
    Definition,
    Grid(Grid),
    GridRow(Vec<Cell>),
    GridCell(Cell),
    /// Code, in which links and emphasis may stand.
    CodeRun,
}

/// What ends an element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The end of one of Markdown, that or one around it.
    Markdown,
    /// Its own end tag.
    Tag,
    /// Something that stands on lines of its own.
    Block,
}

/// Text that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    Strong,
    Emphasis,
    Strike,
    Mark(Mark),
}

impl Wrap {
    pub(super) fn around(self, run: Vec<Inline>) -> Inline {
        match self {
            Self::Strong => Inline::Strong(run),
            Self::Emphasis => Inline::Emphasis(run),
            Self::Strike => Inline::Strike(run),
            Self::Mark(mark) => Inline::Marked(mark, run),
        }
    }
}

impl Kind {
    /// Whether text and blocks may stand in it.
    pub(super) fn is_flow(&self) -> bool {
        self.holds_blocks()
            || matches!(
                self,
                Self::Heading(..) | Self::Cell | Self::Title | Self::Caption | Self::Term | Self::GridCell(_)
            )
    }

    /// Whether it keeps its blocks as such; of the others in which blocks may stand, they become one run of text.
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Quote(_)
                | Self::Item
                | Self::Footnote(_)
                | Self::Callout(..)
                | Self::Details(..)
                | Self::Definition
        )
    }

    /// Whether it is a part of a table of HTML.
    pub(super) fn is_table(&self) -> bool {
        matches!(self, Self::Grid(_) | Self::GridRow(_) | Self::GridCell(_))
    }

    /// Whether it is a part of a run of text.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Wrap(_) | Self::Link(_) | Self::Image(_) | Self::CodeRun)
    }
}

impl Frame {
    /// Whether it is something of Markdown that is more than a paragraph.
    pub(super) fn is_container(&self) -> bool {
        self.element.is_none() && !self.kind.is_inline() && !matches!(self.kind, Kind::Paragraph)
    }
}
