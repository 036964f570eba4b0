//! A request on its way: its states, when it is tried again, and when that ends.
//!
//! Every change is written down before it is acted upon, so that a browser that dies at any moment comes back to a
//! state that is true: what was being sent then is either repeated under the same id, where the receiver knows it, or
//! the visitor is asked.

use alloc::{boxed::Box, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{
    Draft, Request, SinkConfig,
    sink::{self, Next},
};

/// The first pause before a retry, in milliseconds. It doubles each time.
const FIRST_PAUSE: u64 = 5_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u64 = 3_600_000;
/// For how long it is tried, in milliseconds.
const PATIENCE: u64 = 24 * 3_600_000;
/// For how long anything is kept, in milliseconds.
const KEPT: u64 = 30 * 24 * 3_600_000;

/// A request on its way, as it is stored. Of two that have the same id the one with the higher `rev` is newer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutboxItem {
    /// A random UUID, under which it is kept in this browser. The request has one of its own, which every attempt
    /// repeats and no edited version shares.
    pub id: String,
    /// Counts changes.
    pub rev: u64,
    /// The last change, in milliseconds since 1970.
    pub changed: u64,
    /// When the form was first touched, in milliseconds since 1970; 0 where it was not yet.
    pub begun: u64,
    /// What has become of it.
    pub state: OutboxState,
    /// What the visitor typed.
    pub draft: Draft,
    /// The request as it is sent: every attempt sends the same.
    pub request: Option<Request>,
    /// The same in words, for help desks that take a text.
    pub text: String,
    /// Where it goes.
    pub sink: Option<SinkConfig>,
    /// What earlier calls learned.
    pub progress: Vec<String>,
    /// How often it was tried.
    pub tries: u32,
    /// The first attempt, in milliseconds since 1970.
    pub first: u64,
}

/// What has become of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutboxState {
    /// It is being written.
    #[default]
    Draft,
    /// The visitor's mail program was asked to take it. Nobody knows whether it was sent.
    Prepared,
    /// It is being sent.
    Sending,
    /// It is tried again by itself at this moment, in milliseconds since 1970. `offline`: for want of a network.
    Waiting {
        /// The moment.
        at: u64,
        /// Whether there was no network.
        offline: bool,
        /// Whether this browser could not read a file that goes along.
        #[serde(default)]
        unread: bool,
    },
    /// An attempt ended without a readable answer; only the visitor may decide to send it again.
    Unsure,
    /// It was not taken, or not in time.
    Failed {
        /// Why.
        reason: Reason,
        /// The help desk's own words; may be empty.
        words: String,
    },
    /// It has arrived, under this number where the help desk tells one. What the visitor typed is gone from here.
    Sent {
        /// The number; may be empty.
        reference: String,
    },
}

/// Why a request was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// The help desk refused it.
    Refused,
    /// It was tried for 24 hours.
    Expired,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The visitor typed.
    Typed(Box<Draft>),
    /// The visitor pressed "send".
    Send {
        /// The request.
        request: Box<Request>,
        /// In words.
        text: String,
        /// Where to.
        sink: SinkConfig,
    },
    /// The mail program was asked to take it.
    Prepared,
    /// An attempt begins.
    Begin,
    /// A call was answered.
    Answered {
        /// What follows.
        next: Next,
        /// Whether the device had no network.
        offline: bool,
    },
    /// A file that goes along could not be read just now: nothing has left the device. That is not the same as a file
    /// that is not there.
    Unread,
    /// The browser that was sending it is gone.
    Abandoned,
    /// The visitor wants to change it.
    Edit,
}

impl OutboxItem {
    /// A new, empty one.
    #[must_use]
    pub fn new(id: String) -> Self {
        Self { id, ..Self::default() }
    }

    /// Whether nothing of it needs keeping.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.state == OutboxState::Draft && self.draft.is_blank()
    }

    /// Whether it is to be tried by itself, sooner or later.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.state, OutboxState::Waiting { .. } | OutboxState::Sending)
    }

    /// Whether the call that follows may be repeated without becoming two requests.
    #[must_use]
    pub fn repeats(&self) -> bool {
        self.sink.as_ref().and_then(sink::sink).is_some_and(|sink| sink.harmless(&self.progress))
    }

    /// Whether it is so old that it is deleted: after 30 days, and that it was sent after one.
    #[must_use]
    pub fn is_over(&self, now: u64) -> bool {
        let kept = if matches!(self.state, OutboxState::Sent { .. }) { PATIENCE } else { KEPT };
        now.saturating_sub(self.changed) > kept
    }

    /// Takes in what happened at a moment, in milliseconds since 1970; `dice`, from 0 to 1, spreads retries.
    pub fn on(&mut self, event: Event, now: u64, dice: f64) {
        self.rev += 1;
        self.changed = now;
        match event {
            Event::Typed(draft) => {
                if self.begun == 0 {
                    self.begun = now;
                }
                self.draft = *draft;
            }
            Event::Send { request, text, sink } => {
                self.request = Some(*request);
                self.text = text;
                self.sink = Some(sink);
                self.progress = Vec::new();
                self.tries = 0;
                self.first = now;
                self.state = OutboxState::Sending;
            }
            Event::Prepared => self.state = OutboxState::Prepared,
            // A browser that was closed for longer comes back to the truth, and to the words.
            Event::Begin if matches!(self.state, OutboxState::Waiting { .. }) && now > self.first + PATIENCE => {
                self.state = OutboxState::Failed { reason: Reason::Expired, words: String::new() };
            }
            Event::Begin => self.state = OutboxState::Sending,
            Event::Answered { next, offline } => self.answered(next, offline, now, dice),
            Event::Unread => {
                self.answered(Next::Later(None), false, now, dice);
                if let OutboxState::Waiting { unread, .. } = &mut self.state {
                    *unread = true;
                }
            }
            Event::Abandoned => {
                self.state = if self.repeats() {
                    OutboxState::Waiting { at: now, offline: false, unread: false }
                } else {
                    OutboxState::Unsure
                };
            }
            Event::Edit => {
                self.state = OutboxState::Draft;
                self.request = None;
                self.text = String::new();
            }
        }
    }

    fn answered(&mut self, next: Next, offline: bool, now: u64, dice: f64) {
        self.state = match next {
            Next::Go(learned) => {
                self.progress = learned;
                return;
            }
            Next::Sent(reference) => {
                // What was typed is no longer needed: it is with the people it was meant for.
                *self = Self { id: core::mem::take(&mut self.id), rev: self.rev, changed: now, ..Self::default() };
                OutboxState::Sent { reference }
            }
            Next::Refused(words) => OutboxState::Failed { reason: Reason::Refused, words },
            Next::Later(seconds) => {
                self.tries += 1;
                let at = now + pause(self.tries, seconds, dice);
                if at > self.first.saturating_add(PATIENCE) {
                    OutboxState::Failed { reason: Reason::Expired, words: String::new() }
                } else {
                    OutboxState::Waiting { at, offline, unread: false }
                }
            }
            Next::Unsure => OutboxState::Unsure,
        };
    }
}

/// How long to wait before the next attempt, in milliseconds: twice as long each time, or what the help desk says where
/// that is longer (a desk that says "at once" for ever must not be asked for ever at once); up to a half longer, so that
/// not everybody comes back in one second.
fn pause(tries: u32, seconds: Option<u32>, dice: f64) -> u64 {
    let own = (FIRST_PAUSE << (tries.saturating_sub(1)).min(20)).min(LONGEST_PAUSE);
    let base = own.max(u64::from(seconds.unwrap_or_default()) * 1_000);
    base + (base as f64 * 0.5 * dice.clamp(0.0, 1.0)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook() -> SinkConfig {
        SinkConfig::Webhook { url: "/in".into(), simple: false, max_bytes: 0 }
    }

    fn formspree() -> SinkConfig {
        SinkConfig::Formspree { url: "https://formspree.io".into(), form: "x".into(), max_bytes: 0 }
    }

    fn sending(sink: SinkConfig) -> OutboxItem {
        let mut item = OutboxItem::new("1".into());
        let draft = Draft { message: "Halo".into(), ..Draft::default() };
        item.on(Event::Typed(Box::new(draft)), 1_000, 0.0);
        item.on(Event::Send { request: Box::default(), text: "Halo".into(), sink }, 5_000, 0.0);
        item
    }

    fn answered(item: &mut OutboxItem, next: Next, now: u64) {
        item.on(Event::Answered { next, offline: false }, now, 0.0);
    }

    /// Who was told "sent" and was not heard never comes back; neither does who was heard twice and answered never.
    #[test]
    fn what_becomes_of_it() {
        let mut item = sending(webhook());
        assert_eq!((item.begun, item.rev, &item.state), (1_000, 2, &OutboxState::Sending));
        answered(&mut item, Next::Later(None), 6_000);
        assert_eq!(item.state, OutboxState::Waiting { at: 11_000, offline: false, unread: false });
        item.on(Event::Begin, 11_000, 0.0);
        answered(&mut item, Next::Later(Some(120)), 12_000);
        assert_eq!(item.state, OutboxState::Waiting { at: 132_000, offline: false, unread: false });
        answered(&mut item, Next::Sent("4711".into()), 140_000);
        assert_eq!(item.state, OutboxState::Sent { reference: "4711".into() });
        assert!(item.draft.is_blank() && item.request.is_none() && item.text.is_empty(), "nothing stays behind");
    }

    /// A browser that died while it was sending must not send twice by itself what the receiver cannot tell apart.
    #[test]
    fn a_death_while_sending() {
        let mut item = sending(webhook());
        item.on(Event::Abandoned, 9_000, 0.0);
        assert_eq!(item.state, OutboxState::Waiting { at: 9_000, offline: false, unread: false });
        let mut item = sending(formspree());
        item.on(Event::Abandoned, 9_000, 0.0);
        assert_eq!(item.state, OutboxState::Unsure);
        assert_eq!(item.draft.message, "Halo");
    }

    /// After a day the visitor has to know that nobody heard them; until then they need do nothing.
    #[test]
    fn retries_end() {
        let mut item = sending(webhook());
        let (mut now, mut times) = (5_000, 0);
        loop {
            answered(&mut item, Next::Later(None), now);
            let OutboxState::Waiting { at, .. } = item.state else { break };
            assert!(at - now <= LONGEST_PAUSE);
            (now, times) = (at, times + 1);
            item.on(Event::Begin, now, 0.0);
        }
        assert_eq!(item.state, OutboxState::Failed { reason: Reason::Expired, words: String::new() });
        assert!((25..=40).contains(&times), "{times} attempts in a day");
        assert_eq!(item.draft.message, "Halo");
    }

    /// What is kept longer than was said is kept against the visitor's will.
    #[test]
    fn nothing_is_kept_for_ever() {
        let mut item = sending(webhook());
        assert!(!item.is_over(5_000 + KEPT) && item.is_over(5_001 + KEPT));
        answered(&mut item, Next::Sent(String::new()), 6_000);
        assert!(!item.is_over(6_000 + PATIENCE) && item.is_over(6_001 + PATIENCE));
    }

    /// Who comes back after a week must not find that their old letter has just been sent.
    #[test]
    fn what_waited_too_long_is_not_sent() {
        let mut item = sending(webhook());
        answered(&mut item, Next::Later(None), 6_000);
        item.on(Event::Begin, 5_001 + PATIENCE, 0.0);
        assert_eq!(item.state, OutboxState::Failed { reason: Reason::Expired, words: String::new() });
        assert_eq!(item.draft.message, "Halo");
    }

    /// A help desk that asks for two days is not tried for two days.
    #[test]
    fn a_pause_beyond_patience_ends_it() {
        let mut item = sending(webhook());
        answered(&mut item, Next::Later(Some(172_800)), 6_000);
        assert_eq!(item.state, OutboxState::Failed { reason: Reason::Expired, words: String::new() });
    }

    /// A file that could not be read is no file that is gone: the letter waits with it, says why, and ends in a day.
    #[test]
    fn an_unread_file_waits() {
        let mut item = sending(formspree());
        item.on(Event::Unread, 6_000, 0.0);
        assert_eq!(item.state, OutboxState::Waiting { at: 11_000, offline: false, unread: true });
        assert!(item.waits() && item.request.is_some());
        item.on(Event::Begin, 11_000, 0.0);
        answered(&mut item, Next::Later(None), 12_000);
        assert_eq!(item.state, OutboxState::Waiting { at: 22_000, offline: false, unread: false });
        item.on(Event::Unread, 5_000 + PATIENCE, 0.0);
        assert_eq!(item.state, OutboxState::Failed { reason: Reason::Expired, words: String::new() });
    }

    /// Retries of a thousand browsers must not arrive in one second.
    #[test]
    fn pauses() {
        assert_eq!(pause(1, None, 0.0), 5_000);
        assert_eq!(pause(1, None, 1.0), 7_500);
        assert_eq!(pause(4, None, 0.0), 40_000);
        assert_eq!(pause(60, None, 0.0), LONGEST_PAUSE);
        assert_eq!(pause(3, Some(30), 0.0), 30_000);
        assert_eq!(pause(1, Some(0), 0.0), 5_000);
        assert_eq!(pause(5, Some(7), 0.0), 80_000);
    }

    /// What is stored must be read back as it was, by a later version too.
    #[test]
    fn parcels_are_stored() {
        let mut item = sending(webhook());
        answered(&mut item, Next::Later(None), 6_000);
        let json = serde_json::to_string(&item).unwrap();
        assert_eq!(serde_json::from_str::<OutboxItem>(&json).unwrap(), item);
        let sparse =
            serde_json::from_str::<OutboxItem>(r#"{"id":"1","draft":{"message":"Halo"},"unknown":1}"#).unwrap();
        assert_eq!((sparse.state, sparse.draft.message.as_str()), (OutboxState::Draft, "Halo"));
    }
}
