//! The language of a folder whose settings do not name one.

use crate::language::{Lang, is_stop_word, tokens};

/// Languages with a list of stop words and an interface of their own.
const KNOWN: [&str; 4] = ["uk", "de", "pl", "en"];

/// The language whose stop words are commonest in a text; English where there are none, or as many of several
/// languages.
pub(super) fn language_of(text: &str) -> Option<Lang> {
    let mut counts = [0; KNOWN.len()];
    for token in tokens(text) {
        for (lang, count) in KNOWN.iter().zip(&mut counts) {
            *count += usize::from(is_stop_word(lang, &token.term));
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let mut best = KNOWN.iter().zip(counts).filter(|(_, count)| *count == most).map(|(lang, _)| *lang);
    let first = best.next();
    Lang::new(if best.next().is_some() { "en" } else { first.unwrap_or("en") })
}

#[cfg(test)]
mod tests {
    /// A folder of Polish texts must not be searched with English rules; texts without a clear language are English.
    #[test]
    fn languages_and_ties() {
        for (text, expected) in [
            ("Jak mogę zwrócić towar, który jest uszkodzony?", "pl"),
            ("How do I return an item that is damaged?", "en"),
            ("Wie kann ich die Ware zurückgeben, wenn sie nicht passt?", "de"),
            ("Як повернути товар, якщо він не підійшов?", "uk"),
            ("", "en"),
            ("XS 34, S 36, M 38, L 40, XL 42", "en"),
            ("ZX-77 AB-123/4 https://a.example/b.pdf", "en"),
            ("返品したい", "en"),
            ("!!! ??? —", "en"),
            ("który that", "en"),
            ("und the", "en"),
        ] {
            let lang = super::language_of(text).map(|lang| lang.to_string());
            assert_eq!(lang.as_deref(), Some(expected), "{text}");
        }
    }
}
