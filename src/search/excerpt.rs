//! Excerpts: the part of a text that shows why it matches a query.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::Matcher;
use crate::language::joined_tokens;

/// A part of a text with its highlights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The part, with an ellipsis where it was cut.
    pub text: String,
    /// Byte ranges of the words to highlight, ascending.
    pub marks: Vec<Range<usize>>,
}

/// The byte ranges of a text's words that match. Ranges that overlap, as pieces and what they make together do, are one.
#[must_use]
pub fn marks(text: &str, matcher: &Matcher) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for token in joined_tokens(text).filter(|token| matcher.query_word_of(&token.term).is_some()) {
        let mut own = token.start..token.end;
        while let Some(last) = out.pop_if(|last| last.end > own.start) {
            own = last.start.min(own.start)..last.end.max(own.end);
        }
        out.push(own);
    }
    out
}

/// The window of at most `limit` characters with the most different query words, cut between words and, where a
/// sentence begins near, at its beginning.
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

/// The byte range of that window.
fn best_window(text: &str, matcher: &Matcher, limit: usize) -> Range<usize> {
    // Per word its place, the query word that it matches, and whether it begins a sentence.
    let words: Vec<(Range<usize>, Option<usize>, bool)> = {
        let mut previous_end = 0;
        joined_tokens(text)
            .map(|token| {
                let between = text.get(previous_end..token.start).unwrap_or_default();
                let opens = previous_end == 0 || between.contains(['.', '!', '?']);
                previous_end = token.end;
                (token.start..token.end, matcher.query_word_of(&token.term), opens)
            })
            .collect()
    };
    let mut best = (0_i32, 0..cut(text, 0, limit));
    for (first, (place, query_word, opens)) in words.iter().enumerate() {
        if query_word.is_none() && !opens {
            continue;
        }
        let start = if first == 0 { 0 } else { place.start };
        let end = cut(text, start, limit);
        let mut seen = 0_u32;
        let mut repeats = 0;
        let mut distance = 0;
        // What is joined from pieces before the start belongs to the windows that begin there.
        let inside = words.iter().skip(first).take_while(|(place, ..)| place.end <= end);
        for (place, query_word, _) in inside.filter(|(place, ..)| place.start >= start) {
            if let Some(query_word) = query_word {
                if seen == 0 {
                    distance = (place.start - start) as i32 / 20;
                }
                repeats += i32::from(repeats < 3);
                seen |= 1 << (query_word % 32);
            }
        }
        // Different words count most, then repetitions, then a sentence at the beginning and few characters before the
        // first match.
        let score = 16 * seen.count_ones() as i32 + repeats + if *opens { 6 } else { 0 } - distance.min(5);
        if score > best.0 {
            best = (score, start..end);
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
    use crate::search::matcher::{Key, QueryExpansion};

    fn matcher(keys: &[&str]) -> Matcher {
        let word = |key: &&str| alloc::vec![QueryExpansion::of(Key::of(key, false))];
        Matcher { words: keys.iter().map(word).collect() }
    }

    /// The customer must see the words they asked for, in the form the text has them.
    #[test]
    fn shows_the_matching_sentence() {
        let text = "Sklep jest otwarty do 21. Paczkę zwrócisz w automacie w ciągu 30 dni. Potem zostaje reklamacja.";
        let found = excerpt(text, &matcher(&["paczki", "zwrocic"]), 60);
        assert!(found.text.starts_with("…Paczkę zwrócisz"), "{}", found.text);
        let highlighted: Vec<_> = found.marks.iter().map(|mark| &found.text[mark.clone()]).collect();
        assert_eq!(highlighted, ["Paczkę", "zwrócisz"]);
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
