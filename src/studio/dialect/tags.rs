//! A tag of any dialect, as its reader found it, and which tags belong together.

use std::{collections::HashSet, ops::Range};

use super::{
    arguments::Arguments,
    foreign::ForeignKind,
    names::{Meaning, meaning},
};

/// How a tag stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It may be closed further below.
    Open,
    Close,
    /// It closes itself.
    Alone,
}

/// A tag as a dialect's reader found it.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    /// As the tables of names have it.
    pub(super) name: String,
    pub(super) arguments: Arguments,
    pub(super) form: Form,
    /// What it is counted as where nobody knows it.
    pub(super) kind: ForeignKind,
}

impl Tag {
    /// The end of what a tag of a name has opened.
    pub(super) fn close(span: Range<usize>, name: String, kind: ForeignKind) -> Self {
        Self { span, name, arguments: Arguments::default(), form: Form::Close, kind }
    }
}

/// A closing tag looks so far up for the one that it closes.
const MAX_OPEN: usize = 64;

/// For each tag the number of the one that closes it or that it closes.
pub(super) fn pairs(tags: &[Tag]) -> Vec<Option<usize>> {
    let closed: HashSet<&str> =
        tags.iter().filter(|tag| tag.form == Form::Close).map(|tag| tag.name.as_str()).collect();
    let any = closed.contains("");
    let mut out = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (number, tag) in tags.iter().enumerate() {
        match tag.form {
            Form::Open if any || closed.contains(tag.name.as_str()) => {
                // What is this far up is not looked for any more.
                if open.len() >= 2 * MAX_OPEN {
                    open.drain(..MAX_OPEN);
                }
                open.push(number);
            }
            Form::Open | Form::Alone => {}
            Form::Close => {
                let same = |name: &str| name == tag.name || tag.name.is_empty() && opens_something(name);
                let above = open.iter().rposition(|at| tags.get(*at).is_some_and(|tag| same(&tag.name)));
                // What was opened in between has no end of its own.
                if let Some(start) = above.and_then(|at| open.drain(at..).next()) {
                    out.iter_mut().skip(start).take(1).for_each(|pair| *pair = Some(number));
                    out.iter_mut().skip(number).take(1).for_each(|pair| *pair = Some(start));
                }
            }
        }
    }
    out
}

/// Whether a tag of this name may be closed by one without a name.
fn opens_something(name: &str) -> bool {
    !matches!(meaning(name), Meaning::Drop)
}
