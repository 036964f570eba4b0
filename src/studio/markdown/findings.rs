//! What is told of a text that was not taken as it stands.

use std::{ops::Range, path::Path};

use super::{MAX_BYTES, MAX_DEPTH, Parsed};
use crate::studio::{Diagnostic, Place};

/// Of one file no more places of a kind than this are told: each costs a walk to its line.
const MAX_PLACES: usize = 100;

impl Parsed {
    /// The findings in a file whose text begins at a byte.
    pub(in crate::studio) fn findings(&self, file: &Path, text: &str, body: usize) -> Vec<Diagnostic> {
        let place = |span: &Range<usize>| Some(Place::new(file, text, body + span.start..body + span.end));
        let mut out = Vec::new();
        for span in self.dropped_html.iter().take(MAX_PLACES) {
            out.push(Diagnostic::warning(
                "raw-html",
                place(span),
                "raw HTML is left out",
                "say it in Markdown, or take it out; a callout is `> [!TIP]`",
            ));
        }
        for lost in self.lost_cells.iter().take(MAX_PLACES) {
            let cells = if lost.count == 1 { "1 cell is".to_owned() } else { format!("{} cells are", lost.count) };
            out.push(Diagnostic::warning(
                "table-cells",
                place(&lost.span),
                format!("{cells} beyond the columns of the table, and left out"),
                "add a column to the head; where a `|` belongs to a text or to code, write `\\|`",
            ));
        }
        if let Some(span) = &self.flattened {
            out.push(Diagnostic::warning(
                "nested-too-deep",
                place(&(span.start..span.start + 1)),
                format!("more than {MAX_DEPTH} elements stand inside one another here; what is deeper is shown flat"),
                "take quotes, lists or emphasis out of one another",
            ));
        }
        if let Some(at) = self.cut {
            out.push(Diagnostic::error(
                "text-too-long",
                place(&(at..at + 1)),
                format!("the text is longer than {} kB; from here on it is not read", MAX_BYTES / 1_000),
                "cut it into several articles: visitors read one question at a time",
            ));
        }
        out
    }
}
