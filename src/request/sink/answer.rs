//! The answer to a call, and what follows from it. Each sink decides which outcome an answer has.

use alloc::{string::String, vec::Vec};

/// The answer to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It arrived whole.
    Reply {
        /// The HTTP status.
        status: u16,
        /// The header `Retry-After`; empty where there is none or it cannot be read.
        retry_after: String,
        /// The body.
        body: String,
    },
    /// There is none, and the device has no network: nothing was sent.
    Offline,
    /// There is none, or not all of it: refused, cut, too late, or hidden by a missing CORS header.
    Lost,
}

/// What follows from an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another call, with this learned.
    Go(Vec<String>),
    /// It has arrived, under the help desk's number where it gives one.
    Sent(String),
    /// It was refused, in the help desk's own words; may be empty. Sending it again as it is would not help.
    Refused(String),
    /// Not now: to be tried again, after so many seconds where the help desk says.
    Later(Option<u32>),
    /// Nobody knows whether it has arrived.
    Unsure,
}
