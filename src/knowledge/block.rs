//! The document tree: what Markdown becomes at build time and what the browser builds its nodes from.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{Target, nesting::inside};

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading inside the article: level 2 to 6 (the title is level 1 and is not a block).
    Heading {
        /// 2 to 6.
        level: u8,
        /// Unique within the article; the target of `#fragment` links.
        id: String,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; numbered from `start` where there is one.
    List {
        /// The first number of a numbered list.
        start: Option<u32>,
        /// The items.
        items: Vec<Item>,
    },
    /// A table with one head row.
    Table {
        /// One entry per column.
        align: Vec<Align>,
        /// The head row.
        head: Row,
        /// The body rows.
        rows: Vec<Row>,
    },
    /// A GitHub-style alert.
    Callout(Callout, #[serde(deserialize_with = "inside")] Vec<Block>),
    /// A quotation.
    Quote(#[serde(deserialize_with = "inside")] Vec<Block>),
    /// Preformatted text.
    Code(String),
    /// A thematic break.
    Rule,
    /// The text of a footnote; the number is the one its references carry.
    Footnote(u16, #[serde(deserialize_with = "inside")] Vec<Block>),
    /// A callout with a title of its own, or text that a press on its title shows and hides.
    Titled {
        /// The kind of callout; `None` for text without a mark.
        callout: Option<Callout>,
        /// Whether it folds.
        fold: Fold,
        /// Stands in the place of the callout's label.
        title: Vec<Inline>,
        /// What is below the title.
        #[serde(deserialize_with = "inside")]
        blocks: Vec<Block>,
    },
}

/// Whether a press on a title shows and hides what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fold {
    /// It is always shown.
    Never,
    /// It is hidden until somebody wants it.
    Closed,
    /// It is shown until somebody has seen enough.
    Open,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// `Some` for an item of a task list: whether it is ticked.
    pub task: Option<bool>,
    /// What the item holds.
    #[serde(deserialize_with = "inside")]
    pub blocks: Vec<Block>,
}

/// The cells of a table row.
pub type Row = Vec<Vec<Inline>>;

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// At the start of the line, in the writing direction.
    Start,
    /// In the middle.
    Center,
    /// At the end of the line, as for prices.
    End,
}

/// The five kinds of alert GitHub knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Callout {
    /// Useful to know.
    Note,
    /// Makes it easier.
    Tip,
    /// Needed to succeed.
    Important,
    /// Needs attention at once.
    Warning,
    /// Has bad consequences.
    Caution,
}

impl Callout {
    /// The class it is drawn with, in the widget and on static pages.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Strong importance.
    Strong(#[serde(deserialize_with = "inside")] Vec<Inline>),
    /// Emphasis.
    Emphasis(#[serde(deserialize_with = "inside")] Vec<Inline>),
    /// No longer true.
    Strike(#[serde(deserialize_with = "inside")] Vec<Inline>),
    /// Code, a key or a field's literal content.
    Code(String),
    /// A link.
    Link(Target, #[serde(deserialize_with = "inside")] Vec<Inline>),
    /// A picture that the bundle ships.
    Image {
        /// Path inside the bundle.
        src: String,
        /// What is to be seen.
        alt: String,
        /// Intrinsic size in CSS pixels, where known: keeps the page from jumping.
        size: Option<(u16, u16)>,
    },
    /// A forced line break.
    Break,
    /// A reference to the footnote of that number.
    FootnoteRef(u16),
    /// Text that is marked in a way that Markdown has no sign for.
    Marked(Mark, #[serde(deserialize_with = "inside")] Vec<Inline>),
}

/// Whether a picture of this size stands in the line, as a sign or a button does, and not on lines of its own.
#[must_use]
pub fn is_small((_, height): (u16, u16)) -> bool {
    height <= 32
}

/// What a marked text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// A key to press.
    Key,
    /// Below the line.
    Sub,
    /// Above the line.
    Sup,
    /// What the reader looks for.
    Highlight,
    /// A caption, or a side remark.
    Small,
    /// Underlined, or added later.
    Underline,
}

impl Mark {
    /// The element it is drawn as, in the widget and on static pages.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Key => "kbd",
            Self::Sub => "sub",
            Self::Sup => "sup",
            Self::Highlight => "mark",
            Self::Small => "small",
            Self::Underline => "u",
        }
    }
}
