//! What outlives the page in its tab: the open screens, the language and what was tried. `storage` keeps it.

use std::fmt::Write;

use super::{
    loaded_pack::LoadedPack,
    route,
    state::{Saved, Visit},
    storage,
    store::Store,
};

/// What marks the line of a visit.
const MARK: char = 't';

/// Reads what was saved last; articles that are no longer there are left out.
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

/// Writes visits, a line each.
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
        let mut letters = numbers.chars();
        let (article, vote) = (letters.next()? == '1', letters.next()?);
        Some(Visit { article, vote, count: letters.as_str().parse().ok()?, text: text.to_owned() })
    };
    saved.lines().filter_map(visit).collect()
}
