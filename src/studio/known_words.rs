//! Everyday words that a site does not have: "kota" is no slip for konta, nor "wife" for wide.
//!
//! A browser cannot tell a word of the language from a misspelled one without a dictionary. So a list of everyday words
//! is read here, and of it the site's download gets what its search would correct, a few dozen at most: as synonyms of
//! themselves, and what the writer knows is not corrected.

use std::collections::HashSet;

use crate::{
    language::fold,
    search::{Index, Synonym},
};

/// A line has a letter for the endings and words: lists of our own, as they are typed.
const LISTS: [(&str, &str); 4] = [
    ("de", include_str!("known/de.txt")),
    ("en", include_str!("known/en.txt")),
    ("pl", include_str!("known/pl.txt")),
    ("uk", include_str!("known/uk.txt")),
];

/// Per letter what is cut from the end of its words, and the endings that take its place. A form too many does no
/// harm; `W` marks words that stand for themselves.
const ENDINGS: [(&str, &str, &str); 7] = [
    ("N", "", "- a u owi em ie y e ow om ami ach"),
    ("K", "", "- a u owi iem i ow om ami ach"),
    ("F", "", "a y e o - om ami ach"),
    ("G", "a", "a i e o om ami ach"),
    ("A", "", "y i a e ego emu ym im ej ych ymi"),
    ("V", "ac", "ac am asz a amy acie aja al ala ali alo aly"),
    ("I", "ic", "ic e isz i imy icie a il ila ili"),
];

/// The words of a language that the index would take for misspelled ones: a group of synonyms that leads nowhere, since
/// what a list of synonyms has is not corrected. None where there are no such words.
pub(super) fn known_words(index: &Index, lang: &str) -> Option<Synonym> {
    let list = LISTS.iter().find(|(own, _)| lang.starts_with(own)).map_or("", |(_, list)| list);
    let mut words: Vec<String> = list.lines().flat_map(forms).collect();
    words.sort_unstable();
    words.dedup();
    // A word and what is corrected to it share what is left of both without a letter, of long ones without two. Searching
    // the whole dictionary for each word took five seconds in a preview.
    let mut near: HashSet<String> = HashSet::new();
    (0..index.term_count()).for_each(|term| near.extend(shortened(index.term(term))));
    // The site has a form of most words, which are then not corrected: that is the cheapest question.
    let is_known = |word: &str| {
        let stem = word.char_indices().nth(FORM_LETTERS).and_then(|(end, _)| word.get(..end));
        stem.is_some_and(|stem| !index.prefixed(stem).is_empty())
    };
    words.retain(|word| {
        !is_known(word) && shortened(word).iter().any(|text| near.contains(text)) && index.corrects(word)
    });
    (!words.is_empty()).then(|| Synonym { from: words, to: Vec::new(), weight: 0 })
}

/// From so many letters on, two letters may be wrong.
const LONG: usize = 8;
/// Words with so many first letters in common are forms of one to the search.
const FORM_LETTERS: usize = 5;

/// A word, and what is left of it without any one letter; of a long word also without any two.
fn shortened(word: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    let rounds = if word.chars().count() >= LONG { 2 } else { 1 };
    for _ in 0..rounds {
        let longer = out.clone();
        for word in longer {
            out.extend(word.char_indices().map(|(at, letter)| {
                let (before, after) = word.split_at(at);
                before.to_owned() + after.get(letter.len_utf8()..).unwrap_or_default()
            }));
        }
    }
    out
}

/// The forms of a line's words, folded.
fn forms(line: &str) -> Vec<String> {
    let (letter, words) = line.split_once(' ').unwrap_or_default();
    let (_, cut, endings) = ENDINGS.iter().find(|(own, ..)| *own == letter).copied().unwrap_or(("W", "", "-"));
    let mut out = Vec::new();
    for word in words.split_whitespace().map(fold) {
        let stem = word.strip_suffix(cut).unwrap_or(&word);
        out.extend(endings.split(' ').map(|ending| stem.to_owned() + ending.trim_start_matches('-')));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line that is read as another kind of word gives forms that nobody types.
    #[test]
    fn forms_of_a_line() {
        for (line, word) in
            [("N kot", "kota"), ("V czekać", "czekam"), ("I robić", "robisz"), ("A wściekł", "wsciekla")]
        {
            assert!(forms(line).iter().any(|form| form == word), "{line}");
        }
        for (lang, list) in LISTS {
            let all: Vec<String> = list.lines().flat_map(forms).collect();
            assert!(all.len() > 300 && all.iter().all(|word| !word.is_empty()), "{lang}: {}", all.len());
        }
    }
}
