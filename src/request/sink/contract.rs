//! What each sink implements: how the help desk is called, what its answers mean, and what it cannot take.

use alloc::string::String;

use super::{answer::Next, call::Call};
use crate::request::Request;

/// A help desk that takes requests over HTTP.
pub trait Sink {
    /// The next call for a request, given what earlier calls for it learned. `text` is the request in words, for
    /// help desks that take a text: what was written, the answers to the topic's fields, what has been tried.
    fn call(&self, request: &Request, text: &str, progress: &[String]) -> Call;

    /// What an answer with status 200 to 299 means, as the help desk documents it.
    fn accepted(&self, body: &str, progress: &[String]) -> Next;

    /// Why an answer with status 400 to 499 refused, in the help desk's own words; empty where it does not say.
    fn refusal(&self, body: &str) -> String;

    /// What follows from an answer with status 400 to 499: it is refused, unless only what an earlier call learned has
    /// expired.
    fn refused(&self, _status: u16, body: &str, _progress: &[String]) -> Next {
        Next::Refused(self.refusal(body))
    }

    /// Whether the same request may be sent again without a second ticket: only where the receiver knows its id.
    fn repeats(&self) -> bool {
        false
    }

    /// Whether the call that follows `progress` may be repeated: one that carries nothing of the request yet, or any
    /// where the whole may be.
    fn harmless(&self, _progress: &[String]) -> bool {
        self.repeats()
    }

    /// Whether it refuses a request without the visitor's e-mail address.
    fn needs_email(&self) -> bool {
        true
    }

    /// The most bytes of attachments, in all; 0 for none.
    fn max_bytes(&self) -> u32 {
        0
    }

    /// The most attachments.
    fn max_files(&self) -> usize {
        10
    }

    /// How long the form has to be open before the help desk takes it for a person's, in milliseconds.
    fn min_elapsed(&self) -> u64 {
        3_000
    }
}
