//! How deep a tree may be: a bound that holds while it is read, so that no bytes, even hostile ones, exhaust the stack.
//!
//! Serde has no such bound for formats like ours, and a check afterwards comes too late. The depth is counted in a
//! thread-local variable beside the recursion; wrapping the deserializer instead would take thirty methods.

use core::cell::Cell;
use serde::{Deserialize, Deserializer, de::Error};

/// Blocks and runs of text inside one another; the studio writes at most half as many.
const MAX_DEPTH: u8 = 80;

std::thread_local! {
    static DEPTH: Cell<u8> = const { Cell::new(0) };
}

/// Reads what is inside a block or a run of text.
///
/// # Errors
/// Where it is nested too deep, and what the format reports.
pub(super) fn inside<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    let depth = DEPTH.get();
    if depth >= MAX_DEPTH {
        return Err(D::Error::custom("nested too deep"));
    }
    DEPTH.set(depth + 1);
    let out = T::deserialize(deserializer);
    DEPTH.set(depth);
    out
}
