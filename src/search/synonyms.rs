//! Words the site's customers use for what its articles call otherwise: applied to the question, not to the index,
//! so that a writer sees the effect at once and nothing is added to the bytes on the wire but the list itself.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A word or phrase that also finds others. A two-way group is one of these per member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonym {
    /// The words a question has, folded, 1 to [`MAX_PHRASE_WORDS`].
    pub from: Vec<String>,
    /// The words or phrases looked for as well, folded.
    pub to: Vec<Vec<String>>,
}

/// A phrase of more words is no synonym but a question: it belongs into an article's front matter.
pub const MAX_PHRASE_WORDS: usize = 4;
