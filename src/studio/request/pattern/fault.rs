//! Why a pattern is refused. What is said of it, and where, the reader of fields decides.

/// Why a pattern is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::studio::request) enum Fault {
    /// It may take longer than anybody waits.
    Slow,
    /// It has something that is not understood here: a look ahead, a reference back, flags.
    Unknown,
    /// It is too long to be checked.
    Long,
}
