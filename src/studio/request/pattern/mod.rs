//! How long a `pattern` may take. Browsers try one possibility after the other: `(a+)+b` takes seconds for 30 letters,
//! since there are 2³⁰ ways to divide them, and the page does not respond meanwhile. So a build counts in how many ways
//! a pattern can match one and the same text (its ambiguity), and refuses it where these are too many.
//!
//! A pattern becomes an automaton (`automaton`). Where a state can come back to itself in two ways with the same text,
//! the ways grow exponentially; where one loop can hand over to another in the middle of what both match, they grow
//! with the length, once more for each such pair in a chain (`ambiguity`; Weber and Seidl, "On the degree of ambiguity
//! of finite automata", 1991). Both are computed for more texts than the pattern matches, never for fewer: a pattern
//! that is accepted is fast, and one that is refused can always be written without the ambiguity.

mod fault;

mod ambiguity;
mod automaton;

pub(super) use fault::Fault;

/// In how many ways a text may be matched: with a thousand characters each, milliseconds.
const WAYS: f64 = 2_000.0;

/// Checks a pattern that browsers can read.
pub(super) fn check(pattern: &str) -> Result<(), Fault> {
    let automaton = automaton::read(pattern)?;
    if ambiguity::most(&automaton)? > WAYS { Err(Fault::Slow) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
