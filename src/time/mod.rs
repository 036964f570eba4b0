//! Moments and days as numbers: minutes since 1970 in UTC, days since 1970, and the calendar dates they are.
//!
//! It reads no clock and knows no time zones.

mod date;
mod minute;

pub use date::{Date, Day, Weekday, date_of_day, day_of_date};
pub use minute::UtcMinute;
