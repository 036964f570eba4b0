//! The keys of front matter. They are read in `front_matter`.

/// All keys that are read.
pub(super) const KNOWN: [&str; 9] =
    ["title", "description", "questions", "keywords", "slug", "updated", "weight", "draft", "icon"];
