//! Excerpts: the piece of a text that shows why it was found.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::Matcher;
use crate::language::tokens;

/// A piece of text with the places to light up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece, with an ellipsis where it was cut.
    pub text: String,
    /// Byte ranges of matching words, ascending.
    pub marks: Vec<Range<usize>>,
}

/// The byte ranges of a text's words that match.
#[must_use]
pub fn marks(text: &str, matcher: &Matcher) -> Vec<Range<usize>> {
    tokens(text).filter(|token| matcher.group_of(&token.term).is_some()).map(|token| token.start..token.end).collect()
}

/// The window of at most `limit` characters that holds most different words of the question, cut at words and, where
/// one begins near, at a sentence.
#[must_use]
pub fn excerpt(text: &str, matcher: &Matcher, limit: usize) -> Excerpt {
    let window = best_window(text, matcher, limit);
    let mut out = String::new();
    if window.start > 0 {
        out.push('…');
    }
    out.push_str(text.get(window.clone()).unwrap_or_default().trim_end_matches([' ', ',', ';', ':', '–', '-']));
    if window.end < text.len() && !out.ends_with(['.', '!', '?']) {
        out.push('…');
    }
    let marks = marks(&out, matcher);
    Excerpt { text: out, marks }
}

fn best_window(text: &str, matcher: &Matcher, limit: usize) -> Range<usize> {
    let words: Vec<(Range<usize>, Option<usize>, bool)> = {
        let mut previous_end = 0;
        tokens(text)
            .map(|token| {
                let between = text.get(previous_end..token.start).unwrap_or_default();
                let opens = previous_end == 0 || between.contains(['.', '!', '?']);
                previous_end = token.end;
                (token.start..token.end, matcher.group_of(&token.term), opens)
            })
            .collect()
    };
    let mut best = (0_i32, 0..cut(text, 0, limit));
    for (first, (place, group, opens)) in words.iter().enumerate() {
        if group.is_none() && !opens {
            continue;
        }
        let start = if first == 0 { 0 } else { place.start };
        let end = cut(text, start, limit);
        let mut seen = 0_u32;
        let mut repeats = 0;
        let mut lead = 0;
        for (place, group, _) in words.iter().skip(first).take_while(|(place, ..)| place.end <= end) {
            if let Some(group) = group {
                if seen == 0 {
                    lead = (place.start - start) as i32 / 20;
                }
                repeats += i32::from(repeats < 3);
                seen |= 1 << (group % 32);
            }
        }
        // Different words first, then repetitions, then a window that begins with a sentence and comes to the point.
        let worth = 16 * seen.count_ones() as i32 + repeats + if *opens { 6 } else { 0 } - lead.min(5);
        if worth > best.0 {
            best = (worth, start..end);
        }
    }
    best.1
}

/// The byte where at most `limit` characters after `start` end, moved back to a space.
fn cut(text: &str, start: usize, limit: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    match rest.char_indices().nth(limit) {
        None => text.len(),
        Some((at, _)) => {
            let head = rest.get(..at).unwrap_or_default();
            start + head.rfind(' ').filter(|&space| space > at / 2).unwrap_or(at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::matcher::{Key, Way};

    fn matcher(keys: &[&str]) -> Matcher {
        let way = |key: &&str| alloc::vec![Way { keys: alloc::vec![Key::of(key, false)], weight: 1.0 }];
        Matcher { groups: keys.iter().map(way).collect() }
    }

    /// The customer must see the words they asked for, in the form the text has them.
    #[test]
    fn shows_the_matching_sentence() {
        let text = "Sklep jest otwarty do 21. Paczkę zwrócisz w automacie w ciągu 30 dni. Potem zostaje reklamacja.";
        let found = excerpt(text, &matcher(&["paczki", "zwrocic"]), 60);
        assert!(found.text.starts_with("…Paczkę zwrócisz"), "{}", found.text);
        let lit: Vec<_> = found.marks.iter().map(|mark| &found.text[mark.clone()]).collect();
        assert_eq!(lit, ["Paczkę", "zwrócisz"]);
    }

    /// Whatever the text, the cut falls between characters.
    #[test]
    fn cuts_are_safe() {
        for text in ["", "żółć", &"ą".repeat(500), "a b c d e f g", "🍅 🍅 🍅 🍅 🍅 🍅 🍅"] {
            for limit in 0..12 {
                let found = excerpt(text, &matcher(&["b"]), limit);
                assert!(found.text.chars().count() <= limit + 2);
            }
        }
    }
}
