//! What the form knows: plain data without behaviour. `controller` holds it and makes every change of it.

use std::{collections::VecDeque, rc::Rc};

use super::storage::Lock;
use crate::{
    dom::El,
    request::{Forms, Known, OutboxItem, Problem, VisitHistory},
    text::FormStrings,
};

/// The form where it is shown.
pub(super) struct Shown {
    /// Its place in the panel.
    pub(super) place: El,
    /// What is said aloud when the request comes to another state.
    pub(super) said: El,
    pub(super) forms: Forms,
    pub(super) words: &'static FormStrings,
    /// What the visitor wanted to know when they came.
    pub(super) question: String,
    /// The category they came from.
    pub(super) category: String,
    pub(super) history: VisitHistory,
    /// What the page knows of its visitor.
    pub(super) known: Known,
}

/// All that the form knows.
pub(super) struct FormState {
    /// The request that is shown.
    pub(super) item: OutboxItem,
    /// Keeps other tabs from writing the same draft.
    pub(super) lock: Option<(String, Lock)>,
    /// Other drafts, the latest first.
    pub(super) earlier: VecDeque<OutboxItem>,
    /// What was deleted last, to bring it back.
    pub(super) deleted: Option<OutboxItem>,
    /// Whether it is about to be sent: the proof of work takes its time.
    pub(super) leaving: bool,
    /// How far the form was scrolled, in CSS pixels, when an article that it offered was opened.
    pub(super) left_at: Option<i32>,
    /// The question of a request that was sent or deleted: it does not begin another one.
    pub(super) settled: String,
    /// What was found wrong when the visitor last tried to send.
    pub(super) problems: Vec<Problem>,
    /// For the one who has sent: where the answer comes, and by when. Only as long as the page lives.
    pub(super) receipt: (String, String),
    /// Whether this browser keeps anything.
    pub(super) kept: bool,
    /// Whether all that is kept could be read the last time.
    pub(super) whole: bool,
    /// Whether something damaged is among it.
    pub(super) damaged: bool,
    /// Newest versions that no store has taken yet.
    pub(super) unstored: Vec<OutboxItem>,
    /// What this page has finished with, by id and number of the change: a store may still have it.
    pub(super) gone: Vec<(String, u64)>,
    /// Ids that no store has deleted yet.
    pub(super) undeleted: Vec<String>,
    /// How often in a row it could not be read.
    pub(super) blind: u32,
    pub(super) shown: Option<Rc<Shown>>,
    /// The tables of words read so far, by how they travel.
    pub(super) words: Vec<(String, &'static FormStrings)>,
    /// Counts pauses in typing.
    pub(super) pause: u32,
    /// The version of the request that this tab is just sending for the first time: what it finds being sent in any
    /// other version was somebody else's to send.
    pub(super) going: Option<(String, u64)>,
    /// Whether files are being put away: one change of them at a time.
    pub(super) filing: bool,
    /// The timer of the next attempt.
    pub(super) timer: Option<i32>,
}
