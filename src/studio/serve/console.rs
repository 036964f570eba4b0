//! Lines for whoever started the preview. Where nobody reads them any more, the preview goes on.

use std::{
    fmt::Display,
    io::{self, Write},
};

/// Prints a line.
pub(super) fn print(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Prints what went wrong.
pub(super) fn print_error(line: impl Display) {
    let _ = writeln!(io::stderr(), "error: {line}");
}
