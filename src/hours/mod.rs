//! Opening hours: whether a channel is staffed at a moment, and if not, when it opens.
//!
//! The command line evaluates the opening hours, with holidays, exceptions and time zone, into a [`Schedule`]: a table
//! of open intervals in UTC minutes for two years ahead. The browser only looks answers up; it knows no holidays, no
//! time zones and no rules (evaluating them there would cost 110 to 150 kB). For a moment past the
//! table's horizon, or before the time of the build (a wrong clock), the answer is that it is unknown.
//!
//! It does not read the clock: the present moment is an argument. `text` puts the answers into words.

mod reminder;
mod schedule;

// `cargo xtask bench hours` measures what the answers cost by leaving them out.
#[cfg_attr(feature = "bench-blank", path = "blank.rs")]
mod lookup;

pub use reminder::Reminder;
pub use schedule::{CLOCK_SLACK, CLOSING_SOON, DayHours, Doubt, LocalTime, NamedDay, Range, Schedule, State};
