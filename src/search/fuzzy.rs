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

/// Letters by their place on the keyboard, three rows of Latin ones and three of Cyrillic ones.
const ROWS: &str = "qwertyuiop asdfghjkl zxcvbnm йцукенгшщзх фівапролджє ячсмитьбю";

/// From so many letters on, any slip counts; of shorter words half are others with one letter less.
const LONG: usize = 6;

/// Whether a word is the other one with slips of the hand: neighbours in the wrong order, a letter twice or once only; in
/// a long word, or in one whose letters no word of the site has in that order, also a key beside the right one and a
/// letter left out.
pub(super) fn is_slip(index: &Index, typed: &str, meant: usize) -> bool {
    let spelled = index.grams.spell(typed);
    let edits = distance(&spelled, index.grams.letters(meant), 2);
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), index.term(meant).chars().collect());
    let any = typed.len() >= LONG || !index.grams.holds_triples(&spelled);
    slips(&typed, &meant, None, edits, any)
}

/// Whether the letters become the others by at most so many slips; `before` is the letter before them.
fn slips(typed: &[char], meant: &[char], before: Option<char>, left: usize, any: bool) -> bool {
    let (Some((&a, typed_rest)), Some((&b, meant_rest))) = (typed.split_first(), meant.split_first()) else {
        // At the end: nothing, the last letter again, or the last one left out.
        return match (typed, meant) {
            ([], []) => true,
            ([last], []) | ([], [last]) if before == Some(*last) => left > 0,
            ([last], []) => left > 0 && any && before.is_some_and(|before| are_near(before, *last)),
            ([], [_]) => left > 0 && any,
            _ => false,
        };
    };
    if a == b {
        return slips(typed_rest, meant_rest, Some(a), left, any);
    }
    let Some(left) = left.checked_sub(1) else { return false };
    if let ([after, typed @ ..], [first, meant @ ..]) = (typed_rest, meant_rest)
        && (*after, *first) == (b, a)
    {
        return slips(typed, meant, Some(a), left, any);
    }
    let again = |letter: char, next: &[char]| before == Some(letter) || next.first() == Some(&letter);
    let beside =
        || before.is_some_and(|before| are_near(before, a)) || typed_rest.first().is_some_and(|&c| are_near(c, a));
    any && are_near(a, b) && slips(typed_rest, meant_rest, Some(b), left, any)
        || (again(a, typed_rest) || any && beside()) && slips(typed_rest, meant, before, left, any)
        || (again(b, meant_rest) || any) && slips(typed, meant_rest, Some(b), left, any)
}

/// Whether two keys touch each other; "y" and "z" change places from one keyboard to another, "u" and "ó" sound alike.
fn are_near(a: char, b: char) -> bool {
    let place = |c: char| {
        let mut rows = ROWS.split(' ').enumerate();
        rows.find_map(|(row, keys)| keys.chars().position(|key| key == c).map(|column| (row, column)))
    };
    let (Some(a_place), Some(b_place)) = (place(a), place(b)) else { return false };
    let ((row, column), (below, other)) = (a_place.min(b_place), a_place.max(b_place));
    let touch = match below - row {
        0 => other == column + 1,
        1 => row != 2 && (other == column || other + 1 == column),
        _ => false,
    };
    touch || matches!((a.min(b), a.max(b)), ('y', 'z') | ('o', 'u'))
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

    /// "Did you mean" about a word that was meant makes the customer doubt the help; about a slip it saves a question.
    #[test]
    fn slips_of_the_hand() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        let check = |typed: &str, meant: &str, any| slips(&chars(typed), &chars(meant), None, 1, any);
        for (typed, meant, short, long) in [
            ("zwort", "zwrot", true, true),
            ("fakturra", "faktura", true, true),
            ("adress", "address", true, true),
            ("reklamcja", "reklamacja", false, true),
            ("faltura", "faktura", false, true),
            ("plstnosc", "platnosc", false, true),
            ("пароьл", "пароль", true, true),
            ("оплпта", "оплата", false, true),
            ("zamuwienie", "zamowienie", false, true),
            ("paczkaa", "paczka", true, true),
            ("paczk", "paczka", false, true),
            ("wsciekla", "wyciekla", false, false),
            ("zart", "kart", false, false),
            ("banner", "manner", false, false),
            ("spolki", "polki", false, false),
            ("hell", "tell", false, false),
        ] {
            assert_eq!((check(typed, meant, false), check(typed, meant, true)), (short, long), "{typed} {meant}");
        }
    }

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
