//! Findings that thousands of files may have: of each kind one is kept, at its first place, and the others are counted.

use std::collections::HashMap;

use super::Diagnostic;

/// Findings by their kinds, in the order in which the kinds were found.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    /// By rule and kind.
    numbers: HashMap<&'static str, HashMap<String, usize>>,
    kinds: Vec<Diagnostic>,
}

impl Grouped {
    /// Counts a finding of a kind. It is made only where it is the first: its place costs a walk through its file.
    pub(super) fn add(&mut self, rule: &'static str, kind: &str, finding: impl FnOnce() -> Diagnostic) {
        if !self.counted(rule, kind) {
            self.numbers.entry(rule).or_default().insert(kind.to_owned(), self.kinds.len());
            self.kinds.push(finding());
        }
    }

    /// Counts a finding where there is one of the kind already.
    pub(super) fn counted(&mut self, rule: &'static str, kind: &str) -> bool {
        let number = self.numbers.get(rule).and_then(|kinds| kinds.get(kind));
        let known = number.and_then(|number| self.kinds.get_mut(*number));
        known.map(|finding| finding.more += 1).is_some()
    }

    /// How many kinds of a rule there are.
    pub(super) fn kinds_of(&self, rule: &str) -> usize {
        self.numbers.get(rule).map_or(0, HashMap::len)
    }

    /// One finding of each kind, with the number of the others.
    pub(super) fn into_findings(self) -> impl Iterator<Item = Diagnostic> {
        self.kinds.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thousand files with one peculiarity are one line with a number.
    #[test]
    fn kinds_are_counted() {
        let mut grouped = Grouped::default();
        for number in 0..1_000 {
            grouped.add("a", "x", || Diagnostic::note("a", None, format!("first {number}"), "mend"));
        }
        grouped.add("a", "y", || Diagnostic::note("a", None, "single", "mend"));
        assert_eq!((grouped.kinds_of("a"), grouped.kinds_of("b")), (2, 0));
        let found: Vec<_> = grouped.into_findings().map(|finding| (finding.message, finding.more)).collect();
        assert_eq!(found, [("first 0".to_owned(), 999), ("single".to_owned(), 0)]);
    }
}
