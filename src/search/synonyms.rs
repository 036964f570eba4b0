//! Synonyms: the words of the site's customers for what its articles call otherwise. They expand the query, not the
//! index, so that a writer sees the effect at once and the download grows by the list only.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Words or phrases that are expanded to others. A group of mutual synonyms may be one of these: a phrase is not
/// expanded to itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synonym {
    /// The phrases of the query, each of 1 to [`MAX_PHRASE_WORDS`] folded words.
    pub from: Vec<Vec<String>>,
    /// The words or phrases that are looked for as well, folded.
    pub to: Vec<Vec<String>>,
    /// What an occurrence of these counts beside one of the word itself, in per cent; 0 where there are none, and the
    /// words of the query are only known not to be misspelled.
    pub weight: u8,
}

/// The longest phrase, in words. A longer one is a question, and belongs into an article's front matter.
pub const MAX_PHRASE_WORDS: usize = 4;
