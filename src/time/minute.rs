//! Moments.

/// A moment as whole minutes since 1970-01-01 00:00 UTC. Hours begin and end on whole minutes, so the minute that a
/// moment falls into decides, and the minutes left until an opening are rounded up.
pub type UtcMinute = u32;
