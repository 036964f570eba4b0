//! Is somebody there now, and if not, when?
//!
//! The command line evaluates the opening hours, with holidays and time zone, into a [`Schedule`]: a table of open
//! intervals in UTC minutes for two years ahead. The browser looks the answer up; it knows no holidays, no time
//! zones and no rules (evaluating them there would cost 110 to 150 kB). Past its horizon the table says so.
//!
//! It does not read the clock: the present moment is an argument.

mod civil;
mod schedule;

pub use civil::{Date, Weekday, date_of_day, day_of_date};
pub use schedule::{LocalTime, Schedule, State, UtcMinute};
