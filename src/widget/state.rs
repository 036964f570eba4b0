//! What the widget knows: plain data without behaviour. `store` holds it and makes every change of it.

use std::rc::Rc;

use leptos::leptos_dom::helpers::TimeoutHandle;

use super::{Host, loaded_pack::LoadedPack, route::HistoryEntry};

/// Everything that the widget knows.
pub(super) struct State {
    pub(super) host: Host,
    pub(super) loaded: Rc<LoadedPack>,
    /// The screens, the one shown last. Never empty.
    pub(super) stack: Vec<HistoryEntry>,
    /// Ids of notices that were dismissed, the latest first.
    pub(super) dismissed: Vec<String>,
    /// What was tried, in its order.
    pub(super) visits: Vec<Visit>,
    /// The key of the article that is open, and since when, in milliseconds since 1970.
    pub(super) reading: Option<(String, f64)>,
    /// The question as it was a letter ago, and the articles shown for it.
    pub(super) order: (String, Vec<u32>),
    /// The page around: see `page`.
    pub(super) page: String,
    /// The articles that it names itself.
    pub(super) suggested: Option<Vec<u32>>,
    pub(super) announcement: Option<TimeoutHandle>,
    /// The language that was chosen last; empty before one is.
    pub(super) wanted: String,
    pub(super) prefetch: Prefetch,
}

/// What the state begins with: what outlives the page.
#[derive(Default)]
pub(super) struct Saved {
    pub(super) stack: Vec<HistoryEntry>,
    pub(super) dismissed: Vec<String>,
    pub(super) visits: Vec<Visit>,
}

/// A search that was made, or an article that was open.
#[derive(Clone)]
pub(super) struct Visit {
    /// An article, not a search.
    pub(super) article: bool,
    /// How many articles were found, or for how many seconds it was open.
    pub(super) count: u32,
    /// `+` where it helped, `-` where it did not, else `.`.
    pub(super) vote: char,
    /// What was typed, or the article's key.
    pub(super) text: String,
}

/// Fetching texts before they are asked for. One fetch at a time, or one timer for the next.
#[derive(Default)]
pub(super) struct Prefetch {
    /// Whether the widget was opened: before, nothing is fetched ahead.
    pub(super) opened: bool,
    pub(super) timer: Option<TimeoutHandle>,
    pub(super) fetching: bool,
    /// How many failed in a row.
    pub(super) failed: u32,
    /// How many failed in all: the next one is another, so that one that never comes does not keep the others back.
    pub(super) skipped: usize,
}
