//! The form's state: plain data without behaviour. `controller` holds it and makes every change of it.

use std::{collections::VecDeque, rc::Rc};

use super::storage::Lock;
use crate::{
    dom::El,
    request::{Forms, Known, OutboxItem, Problem, VisitHistory},
    text::FormStrings,
};

/// The form where it is shown.
pub(super) struct Shown {
    /// Its container in the panel.
    pub(super) container: El,
    /// Announces to screen readers that the state of the request has changed.
    pub(super) live_region: El,
    pub(super) forms: Forms,
    pub(super) strings: &'static FormStrings,
    /// The visitor's last search before the form was opened.
    pub(super) question: String,
    /// The key of the category that they came from.
    pub(super) category: String,
    pub(super) history: VisitHistory,
    /// What the page knows about its visitor.
    pub(super) known: Known,
}

/// The form's state.
pub(super) struct FormState {
    /// The request that is shown.
    pub(super) item: OutboxItem,
    /// The id of the draft shown, and the lock that keeps other tabs from writing it.
    pub(super) lock: Option<(String, Lock)>,
    /// Other drafts, the latest first.
    pub(super) earlier: VecDeque<OutboxItem>,
    /// What was deleted last, to restore it.
    pub(super) deleted: Option<OutboxItem>,
    /// Whether it is about to be sent: files are stored and the proof of work is computed first.
    pub(super) submitting: bool,
    /// How far the form was scrolled, in CSS pixels, when an article that it offered was opened.
    pub(super) saved_scroll: Option<i32>,
    /// The question of a request that was sent or deleted: it is not filled in again.
    pub(super) settled_question: String,
    /// The errors found when the visitor last tried to send.
    pub(super) problems: Vec<Problem>,
    /// Shown after sending: the address for the answer, and by when it is promised. Not stored.
    pub(super) receipt: (String, String),
    /// Whether this browser stored the last version.
    pub(super) is_stored: bool,
    /// Whether everything that is stored could be read the last time.
    pub(super) read_completely: bool,
    /// Whether an item among it is damaged.
    pub(super) damaged: bool,
    /// Newest versions that could not be stored yet.
    pub(super) unstored: Vec<OutboxItem>,
    /// Items that this page has finished with, by id and revision: a store may still have them.
    pub(super) finished: Vec<(String, u64)>,
    /// Ids that could not be deleted yet.
    pub(super) undeleted: Vec<String>,
    /// How many reads in a row have failed.
    pub(super) failed_reads: u32,
    pub(super) shown: Option<Rc<Shown>>,
    /// The tables of texts read so far, by the string that they were read from.
    pub(super) string_tables: Vec<(String, &'static FormStrings)>,
    /// Counts keystrokes, to find pauses in typing.
    pub(super) keystrokes: u32,
    /// The version of the request that this tab is sending for the first time: another tab was sending any other
    /// version that is found in the state `Sending`.
    pub(super) first_attempt: Option<(String, u64)>,
    /// Whether files are being stored or removed: one change of them at a time.
    pub(super) files_busy: bool,
    /// The timer of the next attempt.
    pub(super) timer: Option<i32>,
}
