//! What a phrase finds by itself: by this `studio` chooses which synonyms are of use to a site.

use alloc::{string::String, vec::Vec};

use super::{
    Field, Index,
    matcher::{Key, is_form},
};

/// Where a phrase is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// In how many articles a field has all its words.
    pub articles: usize,
    /// In how many a title has them.
    pub titles: usize,
}

impl Index {
    /// What a folded phrase finds by itself, its forms included.
    #[must_use]
    pub fn reach(&self, phrase: &[String]) -> Reach {
        let keys: Vec<Key> = phrase.iter().map(|word| Key::of(word, false)).collect();
        let mut found = alloc::vec![false; self.article_count()];
        let mut titles = 0;
        for field in Field::ALL {
            let mut counts = alloc::vec![0_usize; self.article_count()];
            for (number, key) in keys.iter().enumerate() {
                for (holder, _) in key.terms(self).flat_map(|term| self.postings(term, field as usize)) {
                    // Each word counts once, and only where the words before it are.
                    let count = counts.get_mut(self.parts.article(field, holder) as usize);
                    count.filter(|count| **count == number).into_iter().for_each(|count| *count += 1);
                }
            }
            for (found, _) in found.iter_mut().zip(&counts).filter(|&(_, &count)| count == keys.len()) {
                *found = true;
                titles += usize::from(field == Field::Title);
            }
        }
        Reach { articles: found.into_iter().filter(|&found| found).count(), titles }
    }
}

/// Whether a folded phrase of a query is one of a list of synonyms, in any of its forms.
#[must_use]
pub fn is_phrase(own: &[String], typed: &[String]) -> bool {
    own.len() == typed.len() && own.iter().zip(typed).all(|(own, typed)| is_own(own, typed))
}

/// Whether a folded word of a query is one of a synonym: itself, however short, or a form of it.
pub(super) fn is_own(own: &str, typed: &str) -> bool {
    own == typed || is_form(own, typed)
}

/// Whether what is looked for by one word is found by another already.
#[must_use]
pub fn finds_word(word: &str, other: &str) -> bool {
    Key::of(word, false).matches(other)
}
