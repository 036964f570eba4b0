//! What each help desk accepts: a request becomes calls, answers become outcomes.
//!
//! A sink with several steps (a token first, then the form) keeps what it learned in `progress`, a list of texts that
//! is stored with the request: a retry continues where the last attempt ended. Success is only what the help desk
//! documents as success; whether an attempt that ended without a readable answer may be repeated is the sink's
//! [`Sink::repeats`]. Nothing here sends: the browser's half does.

mod answer;
mod call;
mod contract;

mod compose;
mod reply;

mod chatwoot;
mod formspree;
mod hubspot;
mod netlify;
mod web3forms;
mod webhook;
mod zammad;
mod zendesk;

#[cfg(test)]
mod tests;

use alloc::{boxed::Box, string::String};

use super::SinkConfig;
pub use answer::{Answer, Next};
pub use call::{Body, Call};
pub use contract::Sink;

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

/// What an answer means for a request that is being sent to a sink.
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
