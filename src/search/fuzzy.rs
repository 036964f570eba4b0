//! Spelling correction: the terms with the least edit distance to a query word that is none.

use alloc::vec::Vec;

use super::{Index, grams::RARE};

/// The largest edit distance: none below four letters, one up to seven, two above.
fn max_distance(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The nearest terms, most frequent first, at most three; all of them equally near.
pub(super) fn nearest(index: &Index, word: &str) -> Vec<usize> {
    let letters = index.grams.spell(word);
    let limit = max_distance(letters.len());
    // Every letter that no term has is an edit.
    if limit == 0 || letters.iter().filter(|&&letter| letter == RARE).count() > limit {
        return Vec::new();
    }
    let signature = signature(&letters);
    let mut best = limit;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for term in 0..index.term_count() {
        let other = index.grams.letters(term);
        // An edit changes at most two bits of the set of letters, and the length by at most one.
        if other.len().abs_diff(letters.len()) > best
            || (signature ^ self::signature(other)).count_ones() as usize > 2 * best
            || other.iter().any(|&letter| index.grams.is_digit(letter))
        {
            continue;
        }
        let distance = distance(&letters, other, best);
        if distance < best {
            best = distance;
            found.clear();
        }
        if distance == best {
            found.push((posting_count(index, term), term));
        }
    }
    let mut out = Vec::new();
    while out.len() < 3
        && let Some((place, &(_, term))) = found.iter().enumerate().max_by_key(|(_, candidate)| **candidate)
    {
        found.swap_remove(place);
        out.push(term);
    }
    out
}

/// How many postings a term has in all fields.
fn posting_count(index: &Index, term: usize) -> usize {
    (0..super::FIELDS).map(|field| index.postings(term, field).count()).sum()
}

/// The set of letters, in 32 bits.
fn signature(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |bits, letter| bits | 1 << (letter % 32))
}

/// Damerau-Levenshtein distance (adjacent swaps count one), or `limit + 1` where it is above the limit.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let width = b.len() + 1;
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..width).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = alloc::vec![i + 1; width];
        let mut least = i + 1;
        let mut left = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j + 1) + 1).min(left + 1).min(at(&last, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                cost = cost.min(at(&before_last, j - 1) + 1);
            }
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = cost;
            }
            left = cost;
            least = least.min(cost);
        }
        if least > limit {
            return limit + 1;
        }
        before_last = core::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(limit + 1).min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One typing error is a distance of one, two are two; more make another word.
    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("zwrot", "zwrot", 0),
            ("zwort", "zwrot", 1),
            ("zwrt", "zwrot", 1),
            ("fakture", "faktury", 1),
            ("paczka", "praca", 3),
            ("", "ab", 2),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), 5), expected, "{a} {b}");
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), 2), expected.min(3), "{a} {b} bounded");
        }
    }
}
