//! Cyrillic in Latin letters, for a question on a site that has none of its own.

use alloc::string::String;

use super::scripts::is_cyrillic;

/// The letters that folding leaves, and below them what Polish and other languages write for each.
const LETTERS: &str = "абвгдежзиіклмнопрстуфхцчшщьъыэюяє";
const POLISH: &str = "a b w g d e z z y i k l m n o p r s t u f ch c cz sz szcz ' ' y e ju ja je";
const OTHERS: &str = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ' ' y e yu ya ye";

/// A folded word in the Latin letters of a language, folded; `None` where it has no Cyrillic one.
#[must_use]
pub fn transliterated(word: &str, lang: &str) -> Option<String> {
    if !word.chars().any(is_cyrillic) {
        return None;
    }
    let list = if lang.starts_with("pl") { POLISH } else { OTHERS };
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
            ("paczka", "pl", None),
        ] {
            assert_eq!(transliterated(word, lang).as_deref(), latin, "{word}");
        }
        assert_eq!(LETTERS.chars().count(), POLISH.split(' ').count());
        assert_eq!(LETTERS.chars().count(), OTHERS.split(' ').count());
    }
}
