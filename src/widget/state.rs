//! The widget's state: plain data without behaviour. `store` holds it and makes every change of it.

use std::rc::Rc;

use leptos::leptos_dom::helpers::TimeoutHandle;

use super::{Host, loaded_pack::LoadedPack, route::HistoryEntry};

/// The widget's state.
pub(super) struct State {
    pub(super) host: Host,
    pub(super) loaded: Rc<LoadedPack>,
    /// The screens, the one shown last. Never empty.
    pub(super) stack: Vec<HistoryEntry>,
    /// Ids of notices that were dismissed, the latest first.
    pub(super) dismissed: Vec<String>,
    /// Searches and articles, the latest last.
    pub(super) visits: Vec<Visit>,
    /// The key of the article that is open, and since when, in milliseconds since 1970.
    pub(super) reading: Option<(String, f64)>,
    /// The question before the last keystroke, and the articles shown for it.
    pub(super) previous_results: (String, Vec<(u32, u32)>),
    /// Until when these may still change their places, in milliseconds since 1970.
    pub(super) movable_until: f64,
    /// The page that the widget is on: see `page`.
    pub(super) page: String,
    /// The articles that the page itself suggests.
    pub(super) suggested: Option<Vec<u32>>,
    pub(super) announcement: Option<TimeoutHandle>,
    /// The language that was chosen last; empty before one is.
    pub(super) chosen_language: String,
    pub(super) prefetch: Prefetch,
}

/// The part of the state that is saved and read again on the next page.
#[derive(Default)]
pub(super) struct Saved {
    pub(super) stack: Vec<HistoryEntry>,
    pub(super) dismissed: Vec<String>,
    pub(super) visits: Vec<Visit>,
}

/// A search that was made, or an article that was open.
#[derive(Clone)]
pub(super) struct Visit {
    /// Whether it is an article, not a search.
    pub(super) article: bool,
    /// How many articles were found, or for how many seconds it was open.
    pub(super) count: u32,
    /// `+` where it helped, `-` where it did not, else `.`.
    pub(super) vote: char,
    /// What was typed, or the article's key.
    pub(super) text: String,
}

/// Fetching texts ahead: one timer for the next.
#[derive(Default)]
pub(super) struct Prefetch {
    /// Whether the widget was opened: before that, nothing is fetched ahead.
    pub(super) opened: bool,
    pub(super) timer: Option<TimeoutHandle>,
    /// How many failed in a row.
    pub(super) failed: u32,
}
