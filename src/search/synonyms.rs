//! Synonyms: the words of the site's customers for what its articles call otherwise. They expand the query, not the
//! index, so that a writer sees the effect at once and the download grows by the list only.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::knowledge::Record;

/// Words or phrases that are expanded to others. A group of mutual synonyms may be one of these: a phrase is not
/// expanded to itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub struct Synonym {
    /// The phrases of the query, each of 1 to [`MAX_PHRASE_WORDS`] folded words with a blank between them.
    pub from: Vec<String>,
    /// The words or phrases that are looked for as well, likewise.
    pub to: Vec<String>,
    /// What an occurrence of these counts beside one of the word itself, in per cent; 0 where there are none, and the
    /// words of the query are only known not to be misspelled.
    pub weight: u8,
}

/// The longest phrase, in words. A longer one is a question, and belongs into an article's front matter.
pub const MAX_PHRASE_WORDS: usize = 4;

impl Synonym {
    /// Whether all phrases have a word, and not too many. What leads nowhere has no weight: words that are not to be
    /// corrected.
    #[must_use]
    pub(crate) fn is_sound(&self) -> bool {
        let sound =
            |phrase: &String| !phrase.split(' ').any(str::is_empty) && phrase.split(' ').count() <= MAX_PHRASE_WORDS;
        let leads = if self.weight == 0 { self.to.is_empty() } else { self.weight <= 100 && !self.to.is_empty() };
        leads && !self.from.is_empty() && self.from.iter().chain(&self.to).all(sound)
    }
}

/// As it is stored in a pack.
impl From<Synonym> for Record {
    fn from(Synonym { from, to, weight }: Synonym) -> Self {
        let numbers = [u32::from(weight), from.len() as u32];
        Self::new(from.into_iter().chain(to), numbers)
    }
}

impl From<Record> for Synonym {
    fn from(record: Record) -> Self {
        let mut parts = record.parts();
        // A weight that no synonym has is not sound.
        let weight = u8::try_from(parts.number()).unwrap_or(u8::MAX);
        let count = parts.number() as usize;
        let from = parts.texts().take(count).collect();
        Self { from, to: parts.texts().collect(), weight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A synonym that is lost or changed on the way finds nothing in the browser; one that no build writes is refused.
    #[test]
    fn synonyms_survive_a_pack() {
        let texts = |list: &[&str]| list.iter().map(|&text| String::from(text)).collect::<Vec<_>>();
        for (from, to, weight, sound) in [
            (&["paka", "zolta paka"][..], &["paczka"][..], 60, true),
            (&["kota"], &[], 0, true),
            (&["kota"], &[], 10, false),
            (&["kota"], &["kot"], 0, false),
            (&["kota"], &["kot"], 101, false),
            (&[], &["kot"], 60, false),
            (&[""], &["kot"], 60, false),
            (&["a  b"], &["kot"], 60, false),
            (&["a b c d e"], &["kot"], 60, false),
        ] {
            let own = Synonym { from: texts(from), to: texts(to), weight };
            assert_eq!(Synonym::from(Record::from(own.clone())), own);
            assert_eq!(own.is_sound(), sound, "{own:?}");
        }
        assert!(!Synonym::from(Record::default()).is_sound());
        assert!(!Synonym::from(Record::new(texts(&["a"]), [256, 1])).is_sound());
    }
}
