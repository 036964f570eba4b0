//! Language codes.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A language as a short lower-case BCP 47 tag: `pl`, `en`, `pt-br`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag of letters, digits and hyphens, at most 16 characters; anything else is `None`.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        let shape = (2..=16).contains(&tag.len())
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && tag.bytes().take(2).all(|b| b.is_ascii_alphabetic());
        shape.then_some(Self(tag))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
