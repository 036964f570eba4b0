//! What in a text was most likely meant otherwise. How it is worded for the writer, `findings` says.

use std::ops::Range;

/// Something in a text that was meant otherwise, most likely, and is shown or left out as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Bytes of the body.
    pub span: Range<usize>,
    /// What it is.
    pub doubt: Doubt,
}

/// What was not read as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Words and an address in brackets that are no link: the address.
    Address(String),
    /// Words and a label that nothing defines.
    Reference(String),
    /// A link without words, which is called by its address.
    Wordless,
    /// A link as wikis have them.
    Wiki,
    /// The label of a footnote that is not there.
    Footnote(String),
    /// The label of a definition that nothing uses: the line is not shown.
    Unused(String),
    /// A comment without an end of its own.
    OpenComment,
    /// A tag without an end.
    OpenTag,
    /// An id that another heading has.
    TakenId(String),
    /// Rows outside of a table, and why.
    NoTable(String),
    /// Code in a table with a bar in it, which ends the cell.
    SplitCode,
}
