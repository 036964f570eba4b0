//! The state that is saved for the next page in the same tab: the open screens, the language and the visits. `storage`
//! stores it.

use std::fmt::Write;

use super::{
    loaded_pack::LoadedPack,
    route,
    state::{Saved, Visit},
    storage,
    store::Store,
};

/// The first character of a line with a visit.
const MARK: char = 't';

/// Reads what was saved last; articles that no longer exist are left out.
pub(super) fn read(loaded: &LoadedPack) -> Saved {
    let saved = storage::read(false).flatten().unwrap_or_default();
    // The first line is the open flag and the language.
    let stack = route::read(saved.split_once('\n').map_or("", |(_, screens)| screens), loaded);
    let dismissed = storage::read(true).flatten().unwrap_or_default().lines().map(str::to_owned).collect();
    Saved { stack, dismissed, visits: read_visits(&saved) }
}

/// Saves the present state.
pub(super) fn save(store: Store) {
    let flag = u8::from(store.shown_now());
    let text = store.state.with(|state| {
        let (stack, visits) = (route::write(&state.stack, &state.loaded), write_visits(&state.visits));
        format!("{flag}{}\n{stack}{visits}", state.loaded.pack.lang)
    });
    storage::write(false, &text);
}

/// Writes visits, one line each.
fn write_visits(visits: &[Visit]) -> String {
    let mut out = String::new();
    for Visit { article, count, vote, text } in visits {
        let _ = write!(out, "\n{MARK}{}{vote}{count}\t{text}", u8::from(*article));
    }
    out
}

/// Reads them back.
fn read_visits(saved: &str) -> Vec<Visit> {
    let visit = |line: &str| {
        let (numbers, text) = line.strip_prefix(MARK)?.split_once('\t')?;
        let mut chars = numbers.chars();
        let (article, vote) = (chars.next()? == '1', chars.next()?);
        Some(Visit { article, vote, count: chars.as_str().parse().ok()?, text: text.to_owned() })
    };
    saved.lines().filter_map(visit).collect()
}
