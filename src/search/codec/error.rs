//! Why bytes are refused as an index.

use core::fmt;

/// Why bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexError(pub(super) &'static str);

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the search index is damaged ({})", self.0)
    }
}
