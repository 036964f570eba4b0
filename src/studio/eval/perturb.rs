//! Changes a question as customers do: without diacritics, with a typing error. The same question always gets the same
//! error, so that two runs can be compared.

use crate::language::{fold_char, tokens};

/// How questions are changed before they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Variant {
    /// As they are.
    #[default]
    Original,
    /// Without diacritics.
    NoDiacritics,
    /// One typing error in one word of five letters or more.
    Typo,
    /// Both.
    Both,
}

impl Variant {
    /// All, by the names they have on the command line.
    pub const ALL: [(&'static str, Self); 4] = [
        ("original", Self::Original),
        ("no-diacritics", Self::NoDiacritics),
        ("typo", Self::Typo),
        ("both", Self::Both),
    ];

    /// The question with this change. `seed` is the number of the question.
    #[must_use]
    pub fn apply(self, text: &str, seed: u64) -> String {
        match self {
            Self::Original => text.to_owned(),
            Self::NoDiacritics => plain(text),
            Self::Typo => with_typo(text, seed),
            Self::Both => with_typo(&plain(text), seed),
        }
    }
}

/// Folded letter by letter, capitals kept where one letter stays one letter.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let start = out.len();
        fold_char(c, &mut |folded| out.push(folded));
        if c.is_uppercase() {
            let upper = out.split_off(start).to_uppercase();
            out.push_str(&upper);
        }
    }
    out
}

/// The rows of the keyboard: a wrong key is one beside the right one.
const ROWS: [&str; 6] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхї", "фівапролджє", "ячсмитьбю"];

fn with_typo(text: &str, seed: u64) -> String {
    let mut random = SplitMix(seed ^ 0x7a95_3f01);
    let long: Vec<_> = tokens(text)
        .filter(|word| text.get(word.start..word.end).is_some_and(|w| w.chars().count() >= 5))
        .filter(|word| !word.term.chars().any(|c| c.is_ascii_digit()))
        .collect();
    let Some(word) = long.get(random.below(long.len())) else { return text.to_owned() };
    let original: Vec<char> = text.get(word.start..word.end).unwrap_or_default().chars().collect();
    let mut letters = original.clone();
    // A swap of two equal letters changes nothing: then another error is tried.
    for _ in 0..20 {
        let at = random.below(letters.len() - 1);
        match random.below(4) {
            0 => {
                if let (Some(letter), Some(beside)) =
                    (letters.get(at).copied(), letters.get(at).and_then(|&c| adjacent_key(c, &mut random)))
                {
                    let beside = if letter.is_uppercase() { beside.to_ascii_uppercase() } else { beside };
                    letters.splice(at..=at, [beside]);
                }
            }
            1 => letters.swap(at, at + 1),
            2 => drop(letters.remove(at)),
            _ => letters.splice(at..at, letters.get(at).copied()).for_each(drop),
        }
        if letters != original {
            break;
        }
    }
    let (before, after) = (text.get(..word.start).unwrap_or_default(), text.get(word.end..).unwrap_or_default());
    format!("{before}{}{after}", letters.into_iter().collect::<String>())
}

fn adjacent_key(letter: char, random: &mut SplitMix) -> Option<char> {
    let mut key = letter;
    fold_char(letter, &mut |folded| key = folded);
    let row: Vec<char> = ROWS.iter().find(|row| row.contains(key))?.chars().collect();
    let at = row.iter().position(|&c| c == key)?;
    let beside = if at == 0 || (at + 1 < row.len() && random.below(2) == 0) { at + 1 } else { at - 1 };
    row.get(beside).copied()
}

/// SplitMix64 (Steele, Lea and Flood 2014): ten lines that give the same numbers on every machine and in every year,
/// which a library's generator does not promise.
pub(super) struct SplitMix(pub(super) u64);

impl SplitMix {
    /// A number below `limit`; 0 where there is none.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as usize % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variant that changed nothing would report the figures of the original.
    #[test]
    fn variants_change_what_they_say() {
        let text = "Jak zwrócić paczkę?";
        assert_eq!(Variant::Original.apply(text, 1), text);
        assert_eq!(Variant::NoDiacritics.apply("Żółta Ćma — jak zwrócić?", 1), "Zolta Cma — jak zwrocic?");
        for seed in 0..200 {
            let typo = Variant::Typo.apply(text, seed);
            assert_ne!(typo, text);
            assert_eq!(typo, Variant::Typo.apply(text, seed), "the same every time");
            assert!(typo.starts_with("Jak ") && typo.ends_with('?'), "{typo}");
            assert!(typo.chars().count().abs_diff(text.chars().count()) <= 1, "{typo}");
            assert!(Variant::Both.apply(text, seed).is_ascii());
        }
        assert_eq!(Variant::Typo.apply("co to za", 3), "co to za", "no word is long enough");
        assert_eq!(Variant::Typo.apply("", 3), "");
    }
}
