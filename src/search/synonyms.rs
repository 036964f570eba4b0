//! Synonyms: the words of the site's customers for what its articles call otherwise. They expand the query, not the
//! index, so that a writer sees the effect at once and the download grows by the list only.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A word or phrase that is expanded to others. A group of mutual synonyms is one of these per member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonym {
    /// The words of the query, folded, 1 to [`MAX_PHRASE_WORDS`].
    pub from: Vec<String>,
    /// The words or phrases that are looked for as well, folded.
    pub to: Vec<Vec<String>>,
}

/// The longest phrase, in words. A longer one is a question, and belongs into an article's front matter.
pub const MAX_PHRASE_WORDS: usize = 4;
