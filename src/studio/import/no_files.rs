//! The dialects of a text that can include no other file.

use std::path::{Path, PathBuf};

use crate::studio::dialect::Sources;

/// No file is included: an export has none for that.
pub(super) struct Nothing;

impl Sources for Nothing {
    fn find(&self, _: &Path, _: &str) -> Option<PathBuf> {
        None
    }

    fn note(&self, _: &Path, _: &str) -> Option<PathBuf> {
        None
    }

    fn read(&self, _: &Path) -> Option<String> {
        None
    }
}
