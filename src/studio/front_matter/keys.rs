//! The keys of front matter. What each of them means, `front_matter` says.

/// All keys that are read.
pub(super) const KNOWN: [&str; 9] =
    ["title", "description", "questions", "keywords", "slug", "updated", "weight", "draft", "icon"];
