//! Is somebody there now, and if not, when?
//!
//! The command line evaluates the opening hours, with holidays, exceptions and time zone, into a [`Schedule`]: a table
//! of open intervals in UTC minutes for two years ahead. The browser looks the answer up; it knows no holidays, no
//! time zones and no rules (evaluating them there would cost 110 to 150 kB). Past its horizon the table says so, and
//! so it does to a clock that shows less than the time of the build.
//!
//! It does not read the clock: the present moment is an argument. What it finds is put into words by `text`.

mod reminder;
mod schedule;

// `cargo xtask bench hours` measures what the answers cost by leaving them out.
#[cfg_attr(feature = "bench-blank", path = "blank.rs")]
mod lookup;

pub use reminder::Reminder;
pub use schedule::{CLOCK_SLACK, CLOSING_SOON, DayHours, Doubt, LocalTime, NamedDay, Range, Schedule, State};
