//! Cyrillic in Latin letters, for a question on a site that has none of its own.

use alloc::string::String;

use super::{LanguageWords, scripts::is_cyrillic};

/// The letters that folding leaves; each language lists what it writes for them.
const LETTERS: &str = "абвгдежзиіклмнопрстуфхцчшщьъыэюяє";

/// A folded word in the Latin letters of a language, folded; `None` where it has no Cyrillic one, or where the language
/// is written in Cyrillic.
#[must_use]
pub fn transliterated(word: &str, lang: &LanguageWords) -> Option<String> {
    let list = lang.letters();
    if list.is_empty() || !word.chars().any(is_cyrillic) {
        return None;
    }
    let mut out = String::new();
    for c in word.chars() {
        match LETTERS.chars().zip(list.split(' ')).find(|&(own, _)| own == c) {
            Some((_, "'")) => {}
            Some((_, letters)) => out.push_str(letters),
            None => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A customer who types in Cyrillic must find the words that both languages share.
    #[test]
    fn words_in_latin_letters() {
        for (word, lang, latin) in [
            ("доставка", "pl", Some("dostawka")),
            ("рекламаціі", "pl", Some("reklamacii")),
            ("рахунок", "pl", Some("rachunok")),
            ("счет", "en", Some("schet")),
            ("щодень", "en", Some("shchoden")),
            ("щедро", "de", Some("schtschedro")),
            ("доставка", "fr", Some("dostavka")),
            ("доставка", "uk", None),
            ("paczka", "pl", None),
        ] {
            assert_eq!(transliterated(word, &LanguageWords::of(lang)).as_deref(), latin, "{word}");
        }
        for lang in ["cs", "de", "en", "fr", "pl"] {
            assert_eq!(LETTERS.chars().count(), LanguageWords::of(lang).letters().split(' ').count(), "{lang}");
        }
    }
}
