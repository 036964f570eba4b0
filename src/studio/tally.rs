//! Findings that are told once for many places: the first place is shown, and the others are counted. An import has
//! thousands of some.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use super::Diagnostic;

/// Findings of a kind, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) findings: Vec<Diagnostic>,
    /// The texts of their first places.
    pub(super) sources: BTreeMap<PathBuf, String>,
    known: HashMap<(&'static str, String), usize>,
}

impl Tally {
    /// Counts one place of a rule and a kind of it. `first` makes the finding, for the first place of the kind.
    pub(super) fn add(
        &mut self,
        (rule, kind): (&'static str, &str),
        (file, text): (&Path, &str),
        first: impl FnOnce() -> Diagnostic,
    ) -> Option<&mut Diagnostic> {
        let key = (rule, kind.to_owned());
        if let Some(at) = self.known.get(&key) {
            let finding = self.findings.get_mut(*at)?;
            finding.more += 1;
            return Some(finding);
        }
        self.known.insert(key, self.findings.len());
        self.sources.entry(file.to_owned()).or_insert_with(|| text.to_owned());
        self.findings.push(first());
        None
    }
}
