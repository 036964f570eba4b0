//! Character 4-grams, derived from the dictionary: the postings of a 4-gram are the sum of those of the terms that
//! hold it. Scores are the same as with a 4-gram index, which would have to be downloaded.
//!
//! Terms are stored as one byte per letter (a number in the site's own alphabet) with a boundary on both sides, so
//! that a 4-gram is one `u32`, and the terms of all 4-grams of a query are found in one scan of that text.

use alloc::vec::Vec;

/// The boundary before and after a word.
const EDGE: u8 = 0;
/// A letter beyond the 254 most common of a site.
pub(super) const RARE: u8 = 255;

/// The dictionary, as numbers of letters.
pub(super) struct GramText {
    /// The site's letters, sorted; a letter's number is its place plus one.
    alphabet: Vec<char>,
    /// The numbers of the first 128 characters, which most letters are; 0 where the site does not have them.
    ascii: [u8; 128],
    /// `EDGE`, the letters, `EDGE` of every term.
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl GramText {
    pub(super) fn new(terms: &[u8], term_ends: &[u32]) -> Self {
        let all = core::str::from_utf8(terms).unwrap_or_default();
        let mut alphabet = Vec::new();
        let mut known = [false; 128];
        for c in all.chars() {
            // Nearly all letters have been seen before.
            if known.get_mut(c as usize).is_some_and(|known| core::mem::replace(known, true)) {
                continue;
            }
            if let Err(place) = alphabet.binary_search(&c) {
                alphabet.insert(place, c);
            }
        }
        let mut ascii = [0; 128];
        for (number, &c) in (1..=RARE).zip(&alphabet) {
            if let Some(own) = ascii.get_mut(c as usize) {
                *own = number;
            }
        }
        let mut grams = Self {
            alphabet,
            ascii,
            text: Vec::with_capacity(terms.len() + 2 * term_ends.len()),
            ends: Vec::with_capacity(term_ends.len()),
        };
        let mut start = 0;
        for &end in term_ends {
            grams.text.push(EDGE);
            for c in all.get(start..end as usize).unwrap_or_default().chars() {
                let number = grams.number(c).unwrap_or(RARE);
                grams.text.push(number);
            }
            grams.text.push(EDGE);
            grams.ends.push(grams.text.len() as u32);
            start = end as usize;
        }
        grams
    }

    /// How many 4-grams a term has: its letters plus both edges, less three; one for shorter ones.
    pub(super) fn count(&self, term: usize) -> f32 {
        (self.slice(term).len().saturating_sub(3)).max(1) as f32
    }

    /// The 4-grams of a word, except those with a letter that no term has.
    pub(super) fn of_word(&self, word: &str) -> Vec<u32> {
        let mut numbers = alloc::vec![Some(EDGE)];
        numbers.extend(word.chars().map(|c| self.number(c)));
        numbers.push(Some(EDGE));
        numbers
            .windows(4)
            .filter_map(|four| four.iter().try_fold(0_u32, |gram, number| Some(gram << 8 | u32::from((*number)?))))
            .collect()
    }

    /// Calls back with (place in `grams`, term) for every occurrence of any of the grams. `grams` is sorted and
    /// without doubles.
    pub(super) fn occurrences(&self, grams: &[u32], mut found: impl FnMut(usize, usize)) {
        // A Bloom filter of one hash rules out most of the dictionary without a binary search.
        let mut filter = [0_u64; 64];
        for &gram in grams {
            if let Some(word) = filter.get_mut(hash(gram) >> 6) {
                *word |= 1 << (hash(gram) & 63);
            }
        }
        // In one go over all terms: no gram of a word has the two edges that stand between neighbours.
        let (mut gram, mut term) = (0_u32, 0);
        for (at, &letter) in self.text.iter().enumerate() {
            gram = gram << 8 | u32::from(letter);
            let hash = hash(gram);
            let likely = filter.get(hash >> 6).is_some_and(|word| word >> (hash & 63) & 1 == 1);
            if likely && let Ok(place) = grams.binary_search(&gram) {
                while self.ends.get(term).is_some_and(|&end| end as usize <= at) {
                    term += 1;
                }
                found(place, term);
            }
        }
    }

    /// The letters of a term, as numbers.
    pub(super) fn letters(&self, term: usize) -> &[u8] {
        match self.slice(term) {
            [_, letters @ .., _] => letters,
            _ => &[],
        }
    }

    /// The letters of a word in the same numbers; [`RARE`] where no term has the letter.
    pub(super) fn spell(&self, word: &str) -> Vec<u8> {
        word.chars().map(|c| self.number(c).unwrap_or(RARE)).collect()
    }

    /// Whether every three letters of a word, its edges included, stand in some term: then it may be a word.
    pub(super) fn holds_triples(&self, letters: &[u8]) -> bool {
        let mut edged = alloc::vec![EDGE];
        edged.extend(letters);
        edged.push(EDGE);
        edged.windows(3).all(|three| self.text.windows(3).any(|own| own == three))
    }

    /// Whether a letter by number is a digit: these come first in every alphabet.
    pub(super) fn is_digit(&self, letter: u8) -> bool {
        usize::from(letter).checked_sub(1).and_then(|at| self.alphabet.get(at)).is_some_and(char::is_ascii_digit)
    }

    fn slice(&self, term: usize) -> &[u8] {
        let end = self.ends.get(term).copied().unwrap_or_default() as usize;
        let start = term.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default() as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    fn number(&self, c: char) -> Option<u8> {
        if let Some(&number) = self.ascii.get(c as usize) {
            return (number > 0).then_some(number);
        }
        self.alphabet.binary_search(&c).ok().map(|place| u8::try_from(place + 1).unwrap_or(RARE))
    }
}

/// 12 bits of a gram.
fn hash(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 20) as usize
}
