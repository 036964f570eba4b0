//! The request to a person: what it contains, what it must not contain by accident, where it goes and how it is kept
//! until it is sent.
//!
//! Reading order: [`Forms`] is what the company asks for, [`Draft`] what the visitor has typed so far, [`Request`] the
//! neutral record that both become, with one JSON form whatever help desk takes it (`docs/request.schema.json`).
//! [`redact`] finds what people paste by mistake. [`sink`] knows what each help desk accepts, `mail` how a request is
//! written as an e-mail message. [`OutboxItem`] is a request that is being sent: its states and its retries. [`Reading`]
//! is what was read of those that are kept, and the proofs without which nothing is deleted.
//!
//! Nothing here sends, stores or looks at a clock: calls are values, answers and moments come as arguments.

mod forms;

mod draft;
mod email;
mod phone;
mod problem;
mod record;
mod redact;
mod typed;
mod visit_history;

mod mail;
pub mod sink;
mod work;

mod outbox_item;
mod read;
mod reading;

pub use draft::{Draft, Known};
pub use forms::{Field, FieldKind, Forms, Privacy, SendMethod, SinkConfig, Topic};
pub use mail::{Letter, MAILTO_LIMIT, Mailto, mailto};
pub use outbox_item::{Event, OutboxItem, OutboxState, Reason};
pub use phone::dialed;
pub use problem::{PATTERN_CHARS, Problem};
pub use read::{read_forms, read_known, read_outbox_item};
pub use reading::{Absent, NothingKept, NothingWaits, Reading, Whole};
pub use record::{Attachment, Consent, Contact, Context, FieldValue, ReadArticle, Request, SCHEMA, Search, TopicName};
pub use redact::{Finding, SecretKind, find, mask};
pub use visit_history::{VisitHistory, VisitStep};
pub use work::{holds, solve};
