//! Places of findings in `nightdesk.toml`.

use std::{ops::Range, path::Path};

use crate::studio::Place;

/// The name of the file, at the top of the content folder.
pub(in crate::studio) const FILE: &str = "nightdesk.toml";

/// The place of a finding in the file.
pub(in crate::studio) fn at(text: &str, span: Range<usize>) -> Option<Place> {
    Some(Place::new(Path::new(FILE), text, span))
}
