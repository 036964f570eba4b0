//! What each help desk accepts: a request becomes calls, answers become outcomes.
//!
//! A sink with several steps (a token first, then the form) keeps what it learned in `progress`, a list of texts that
//! is stored with the request: a retry goes on where the last attempt ended. Success is only what the help desk
//! documents as success; whether an attempt that ended without a readable answer may be repeated is the sink's
//! [`Sink::repeats`]. Nothing here sends: the browser's half does.

mod chatwoot;
mod formspree;
mod hubspot;
mod netlify;
mod web3forms;
mod webhook;
mod zammad;
mod zendesk;

mod common;

#[cfg(test)]
mod tests;

use alloc::{boxed::Box, string::String, vec::Vec};

use super::{Request, SinkConfig};

/// A help desk that takes requests over HTTP.
pub trait Sink {
    /// What of the request a call carries, given what earlier calls of it learned. `text` is the request in words, for
    /// help desks that take a text: what was written, the answers to the topic's fields, what has been tried.
    fn call(&self, request: &Request, text: &str, progress: &[String]) -> Call;

    /// What an answer with status 200 to 299 means, as the help desk documents it.
    fn accepted(&self, body: &str, progress: &[String]) -> Next;

    /// Why an answer with status 400 to 499 refused, in the help desk's own words; empty where it does not say.
    fn refusal(&self, body: &str) -> String;

    /// What follows from an answer with status 400 to 499: it is refused, unless only what an earlier call learned has
    /// worn out.
    fn refused(&self, _status: u16, body: &str, _progress: &[String]) -> Next {
        Next::Refused(self.refusal(body))
    }

    /// Whether the same request may be sent again without becoming two: only where the receiver knows its id.
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

/// One HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Absolute, or from the root of the page's own site.
    pub url: String,
    /// Beyond those that the body implies.
    pub headers: Vec<(String, String)>,
    /// What is sent, always by POST.
    pub body: Body,
}

/// What a call carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// `application/json`.
    Json(String),
    /// `text/plain`, which needs no preflight. JSON all the same.
    Plain(String),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`; the attachments follow, under this name where it is not empty.
    Multipart {
        /// Names and values.
        fields: Vec<(String, String)>,
        /// The name of each file's part; empty where no files go along.
        files: String,
    },
}

/// What follows from an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another call, with this learned.
    Go(Vec<String>),
    /// It has arrived, under the help desk's number where it tells one.
    Sent(String),
    /// It was refused, in the help desk's own words; may be empty. Sending it again as it is would not help.
    Refused(String),
    /// Not now: to be tried again, after so many seconds where the help desk says.
    Later(Option<u32>),
    /// Nobody knows whether it has arrived.
    Unsure,
}

/// What came back of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A whole answer.
    Reply {
        /// The HTTP status.
        status: u16,
        /// The header `Retry-After`; empty where there is none or it cannot be read.
        retry_after: String,
        /// The body.
        body: String,
    },
    /// None, and the device has no network: nothing has left it.
    Offline,
    /// None, or not all of it: refused, cut, too late, or hidden by a missing CORS header.
    Lost,
}

/// The sink of a configuration; `None` for the visitor's own mail program, which no call reaches.
#[must_use]
pub fn sink(config: &SinkConfig) -> Option<Box<dyn Sink>> {
    Some(match config.clone() {
        SinkConfig::Mailto { .. } => return None,
        SinkConfig::Webhook { url, simple, max_bytes } => Box::new(webhook::Webhook { url, simple, max_bytes }),
        SinkConfig::Zendesk { url, form } => Box::new(zendesk::Zendesk { url, form }),
        SinkConfig::Zammad { url, max_bytes } => Box::new(zammad::Zammad { url, max_bytes }),
        SinkConfig::Chatwoot { url, inbox } => Box::new(chatwoot::Chatwoot { url, inbox }),
        SinkConfig::Hubspot { url, portal, form } => Box::new(hubspot::Hubspot { url, portal, form }),
        SinkConfig::Formspree { url, form, max_bytes } => Box::new(formspree::Formspree { url, form, max_bytes }),
        SinkConfig::Web3forms { url, access_key, max_bytes } => {
            Box::new(web3forms::Web3forms { url, access_key, max_bytes })
        }
        SinkConfig::Netlify { url, form, max_bytes } => Box::new(netlify::Netlify { url, form, max_bytes }),
    })
}

/// What an answer means for a request on its way to a sink.
#[must_use]
pub fn next(sink: &dyn Sink, answer: &Answer, progress: &[String]) -> Next {
    let lost = || if sink.harmless(progress) { Next::Later(None) } else { Next::Unsure };
    match answer {
        Answer::Offline => Next::Later(None),
        Answer::Lost => lost(),
        Answer::Reply { status, retry_after, body } => match status {
            200..=299 => match sink.accepted(body, progress) {
                Next::Unsure => lost(),
                sure => sure,
            },
            // Known not to have been taken: too early, too many, or closed for maintenance.
            408 | 425 | 429 | 503 => Next::Later(seconds(retry_after)),
            400..=499 => sink.refused(*status, body, progress),
            // A proxy that gave up may have passed it on.
            _ => lost(),
        },
    }
}

/// `Retry-After` in seconds (RFC 9110, section 10.2.3); its form with a date is left to the usual pause.
fn seconds(retry_after: &str) -> Option<u32> {
    retry_after.trim().parse().ok()
}
