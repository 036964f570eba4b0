//! The cycles of a graph: its strongly connected components of two or more files.

use std::collections::BTreeSet;

use super::imports::Imports;

/// Each cycle once, its files sorted by name.
pub(super) fn cycles(imports: &Imports) -> Vec<Vec<String>> {
    let next = |file: &String| imports.get(file).into_iter().flatten().map(|(to, _)| to).collect::<Vec<_>>();
    let reach = |from: &String| {
        let mut known = BTreeSet::new();
        let mut open = next(from);
        while let Some(file) = open.pop() {
            if known.insert(file.clone()) {
                open.extend(next(file));
            }
        }
        known
    };
    let reached: Vec<_> = imports.keys().map(|file| (file, reach(file))).collect();
    let circles = reached.iter().filter(|(file, reached)| reached.contains(*file)).map(|(file, mine)| {
        let mutual = reached.iter().filter(|(other, theirs)| mine.contains(*other) && theirs.contains(*file));
        mutual.map(|(other, _)| (*other).clone()).collect::<Vec<_>>()
    });
    circles.collect::<BTreeSet<_>>().into_iter().collect()
}
