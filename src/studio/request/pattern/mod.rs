//! How long a `pattern` may take. Browsers try one possibility after the other: `(a+)+b` takes seconds for 30 letters,
//! since there are 2³⁰ ways to divide them, and the page stands still meanwhile. So a pattern is asked beforehand in how
//! many ways it can read one and the same text, and refused where these are too many.
//!
//! A pattern becomes an automaton (`automaton`). Where a state can come back to itself in two ways with the same text,
//! the ways grow exponentially; where one loop can hand over to another in the middle of what both read, they grow with
//! the length, once more for each such pair in a chain (`ways`; Weber and Seidl, "On the degree of ambiguity of finite
//! automata", 1991). Each question is answered for more texts than the pattern reads, never for fewer: a pattern that is
//! taken is fast, and one that is not could always be written without the doubt.

mod automaton;
mod ways;

/// The most characters of a value that is held against a pattern; a longer one does not fit.
pub(super) use crate::request::PATTERN_CHARS;

/// In how many ways a text may be read: with a thousand characters each, milliseconds.
const WAYS: f64 = 2_000.0;

/// Why a pattern is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It may take longer than anybody waits.
    Slow,
    /// It has something that is not understood here: a look ahead, a reference back, flags.
    Unknown,
    /// It is too long to be asked.
    Long,
}

/// Asks a pattern that browsers can read.
pub(super) fn check(pattern: &str) -> Result<(), Fault> {
    let automaton = automaton::read(pattern)?;
    if ways::most(&automaton)? > WAYS { Err(Fault::Slow) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
