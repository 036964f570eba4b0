//! The findings of a text that was not read as it stands.

use std::{ops::Range, path::Path};

use super::{
    dropped::{Dropped, Loss},
    parsed::{MAX_BYTES, MAX_DEPTH, Parsed},
    remark::Doubt,
};
use crate::studio::{Diagnostic, Place, Severity};

/// No more places of a kind than this are reported of one file, and the others counted: each costs a walk to its line.
const MAX_PLACES: usize = 100;

impl Doubt {
    /// The rule of the finding, its message, and how to mend it.
    fn wording(&self) -> (&'static str, String, String) {
        let text = "; text in brackets takes a backslash: `\\[`";
        match self {
            Self::Address(address) => (
                "no-link",
                "this is no link, and is shown as it is written".into(),
                match address.trim() {
                    plain if !plain.contains(['<', '>', '"', '=']) => {
                        format!("an address with blanks stands between `<` and `>`: `(<{plain}>)`{text}")
                    }
                    _ => format!("a link is `[words](address)`, with blanks in the address `[words](<address>)`{text}"),
                },
            ),
            Self::Reference(label) => (
                "no-link",
                format!("this is no link: nothing says where `{label}` leads"),
                format!("add a line `[{label}]: ` with the address{text}"),
            ),
            Self::Wordless => (
                "link-without-text",
                "this link has no words, and is called by the page or the address that it leads to".into(),
                "say where it leads: `[words](address)`, `[![what is to be seen](picture.png)](address)`".into(),
            ),
            Self::Wiki => (
                "no-link",
                "links in double brackets are not read, and are shown as they are written".into(),
                "a link is `[words](other-article.md)`, a picture `![what it shows](picture.png)`".into(),
            ),
            Self::Footnote(label) => (
                "no-footnote",
                format!("there is no footnote `{label}`: the brackets are shown"),
                format!("add a line `[^{label}]: ` with its text{text}"),
            ),
            Self::Unused(label) => (
                "unused-definition",
                format!("this line says where `{label}` leads; nothing links to it, and the line is not shown"),
                format!("if it is text, put a backslash before it: `\\[{label}]:`; else take it out"),
            ),
            Self::OpenComment => (
                "open-comment",
                "this comment has no end of its own: the text behind it is left out".into(),
                "end the comment with `-->`".into(),
            ),
            Self::OpenTag => (
                "raw-html",
                "this tag has no end: what stands behind it in its line is left out".into(),
                "end the tag with `>`; text in angle brackets takes a backslash: `\\<`".into(),
            ),
            Self::TakenId(id) => (
                "double-id",
                format!("another heading has the id `{id}`, too: links to it lead there"),
                "give each heading an id of its own".into(),
            ),
            Self::NoTable(reason) => (
                "no-table",
                format!("this is no table, and is shown with its bars: {reason}"),
                "a table is a head, directly below it as many columns of hyphens (`|---|---|`), then the rows, with a \
                 blank line before and behind all"
                    .into(),
            ),
            Self::SplitCode => (
                "table-cells",
                "a `|` ends a cell in code, too: this code falls into two".into(),
                "write `\\|` in it".into(),
            ),
        }
    }
}

impl Parsed {
    /// The findings in a file whose text begins at a byte.
    pub(in crate::studio) fn findings(&self, file: &Path, text: &str, body: usize) -> Vec<Diagnostic> {
        let place = |span: &Range<usize>| Some(Place::new(file, text, body + span.start..body + span.end));
        let cells = self.lost_cells.iter().map(|lost| {
            let cells = if lost.count == 1 { "1 cell is".to_owned() } else { format!("{} cells are", lost.count) };
            let message = format!("{cells} beyond the columns of the table, and left out");
            let help = "add a column to the head; where a `|` belongs to a text or to code, write `\\|`".to_owned();
            ("table-cells", &lost.span, message, help)
        });
        let remarks = self.remarks.iter().map(|remark| {
            let (rule, message, help) = remark.doubt.wording();
            (rule, &remark.span, message, help)
        });
        let mut out: Vec<Diagnostic> = Vec::new();
        // Of each rule: how many there are, and the last one reported.
        let mut reported: Vec<(&str, usize, usize)> = Vec::new();
        for (rule, span, message, help) in cells.chain(remarks) {
            let known = reported.iter().position(|(known, ..)| *known == rule).unwrap_or(reported.len());
            if known == reported.len() {
                reported.push((rule, 0, 0));
            }
            let Some((_, count, last)) = reported.get_mut(known) else { continue };
            *count += 1;
            if *count <= MAX_PLACES {
                *last = out.len();
                out.push(Diagnostic::warning(rule, place(span), message, help));
            } else if let Some(last) = out.get_mut(*last) {
                last.more += 1;
            }
        }
        out.extend(self.html_findings(&place));
        if let Some(span) = &self.flattened {
            out.push(Diagnostic::warning(
                "nested-too-deep",
                place(&(span.start..span.start + 1)),
                format!("more than {MAX_DEPTH} elements stand inside one another here; what is deeper is shown flat"),
                "take quotes, lists or emphasis out of one another",
            ));
        }
        if let Some(at) = self.cut {
            out.push(Diagnostic::warning(
                "text-too-long",
                place(&(at..at + 1)),
                format!("the text is longer than {} kB; from here on it is not read or shown", MAX_BYTES / 1_000),
                "cut it into several articles: visitors read one question at a time",
            ));
        }
        out
    }

    /// What of HTML is not shown: one finding of each kind.
    fn html_findings(&self, place: &dyn Fn(&Range<usize>) -> Option<Place>) -> Vec<Diagnostic> {
        let mut out: Vec<(String, Diagnostic)> = Vec::new();
        let words = self.words.iter().map(|span| {
            let help = "text in angle brackets takes a backslash: `\\<`";
            let message = "words in angle brackets are no HTML, and are shown as code";
            (message.to_owned(), Severity::Note, "angle-brackets", span, help)
        });
        let rules = self.rules.iter().map(|span| {
            let help = "a rule is `---` on a line of its own, with a blank line before it";
            ("a rule inside of a line cuts its paragraph in two".to_owned(), Severity::Note, "raw-html", span, help)
        });
        let dropped = self.dropped_html.iter().map(|dropped| {
            let (message, severity, help) = dropped.wording();
            (message, severity, "raw-html", &dropped.span, help)
        });
        for (message, severity, rule, span, help) in dropped.chain(rules).chain(words) {
            match out.iter_mut().find(|(known, _)| *known == message) {
                Some((_, finding)) => finding.more += 1,
                None if severity == Severity::Note => {
                    out.push((message.clone(), Diagnostic::note(rule, place(span), message, help)));
                }
                None => out.push((message.clone(), Diagnostic::warning(rule, place(span), message, help))),
            }
        }
        out.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Dropped {
    /// What is told, and how to mend it.
    fn wording(&self) -> (String, Severity, &'static str) {
        let (what, help) = match self.loss {
            Loss::Program => {
                let help = "nothing that a visitor reads is lost; the settings have what programs do elsewhere";
                return ("a script or a style sheet in the text is left out".into(), Severity::Note, help);
            }
            Loss::Media if self.linked => {
                let help = "give it a `title` that says what it shows: those are the words of the link";
                let message = "a video, a sound or an embedded page is shown as a link to it";
                return (message.into(), Severity::Note, help);
            }
            Loss::Media => ("a video, a sound or an embedded page", "link to it: `[What it shows](https://…)`"),
            Loss::Form => ("a form", "link to the page that has it, or set up `[request]` for questions to you"),
            Loss::Drawing => ("a drawing", "save it as a file, and show it: `![What it shows](drawing.svg)`"),
            Loss::Formula => ("a formula", "write it as text, with `<sup>` and `<sub>`, or show a picture of it"),
        };
        (format!("{what} is left out"), Severity::Warning, help)
    }
}
