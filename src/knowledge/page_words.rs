//! What a page is about, for pages without a rule: the words of its path and its title, as a question.
//!
//! Addresses are full of what no article holds: numbers, hashes, languages, file extensions. What is left may still be
//! about anything; the caller shows only what is sure to answer.

use alloc::{string::String, vec::Vec};

use crate::language::{holds, tokens};

/// At most this many words.
const MAX_WORDS: usize = 12;
/// A longer one is an id.
const MAX_WORD_CHARS: usize = 24;
/// A word with digits may be this long (`24h`, `b2b`); a longer one is an id.
const MAX_MIXED_CHARS: usize = 3;

/// The words of a page, folded, each once. Path and title are percent-decoded; `site` is the company's name, which says
/// nothing about a page. Empty for a start page, whose title advertises the shop.
#[must_use]
pub fn page_question(path: &str, title: &str, site: &str) -> String {
    let mut words = Vec::new();
    let mut is_start = true;
    for segment in path.split('/') {
        // `koszyk.html`, but not `1.2.zestaw`.
        let name = match segment.rsplit_once('.') {
            Some((name, ending)) if ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphabetic()) => name,
            _ => segment,
        };
        if name.is_empty() || name == "index" || is_language(name) {
            continue;
        }
        is_start = false;
        add(name, &mut words);
    }
    if is_start {
        return String::new();
    }
    let site = spaced(site);
    let mut part = String::new();
    for word in title.split_whitespace().chain(["|"]) {
        if !matches!(word, "|" | "-" | "–" | "—" | "·" | "•" | "»" | "«" | "::") {
            part.push_str(word);
            part.push(' ');
            continue;
        }
        if site.len() == 1 || !holds(&spaced(&part), &site) {
            add(&part, &mut words);
        }
        part.clear();
    }
    words.join(" ")
}

/// All words of a text, folded, each between spaces: one text holds another only by whole words.
fn spaced(text: &str) -> String {
    let mut out = String::from(" ");
    for word in tokens(text) {
        out.push_str(&word.term);
        out.push(' ');
    }
    out
}

/// Adds the words of a text that a person may have written.
fn add(text: &str, words: &mut Vec<String>) {
    for word in tokens(text) {
        let word = word.term;
        let length = word.chars().count();
        let has_digits = word.bytes().any(|byte| byte.is_ascii_digit());
        let has_letters = word.bytes().any(|byte| !byte.is_ascii_digit());
        let most = if has_digits { MAX_MIXED_CHARS } else { MAX_WORD_CHARS };
        if has_letters && (2..=most).contains(&length) && words.len() < MAX_WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
}

/// `pl`, `en-GB`, `pt_BR`.
fn is_language(name: &str) -> bool {
    name.len() <= 5
        && name.split(['-', '_']).all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = "Sklep Malina";

    /// The question has the words of the address and the title, without ids, languages and the shop's name.
    #[test]
    fn words_of_real_pages() {
        for (path, title, expected) in [
            ("/koszyk", "Koszyk – Sklep Malina", "koszyk"),
            ("/koszyk/dostawa", "Wybierz dostawę | Sklep Malina", "koszyk dostawa wybierz dostawe"),
            ("/zwroty-i-reklamacje.html", "Zwroty i reklamacje - Sklep Malina", "zwroty reklamacje"),
            ("/pl/konto/zmiana_hasla/", "Sklep Malina · Zmiana hasła", "konto zmiana hasla"),
            ("/pl-PL/platnosci", "Płatności", "platnosci"),
            ("/zamowienia/MAL-204518", "Zamówienie MAL-204518", "zamowienia mal zamowienie"),
            ("/zamowienie/550e8400-e29b-41d4-a716-446655440000/faktura", "", "zamowienie faktura"),
            (
                "/produkt/pomidory-malinowe-500g,p123456.html",
                "Pomidory malinowe 500 g – Sklep Malina",
                "produkt pomidory malinowe",
            ),
            (
                "/sklepy/wrocław+agrestowy",
                "Godziny otwarcia — SKLEP MALINA",
                "sklepy wroclaw agrestowy godziny otwarcia",
            ),
            ("/dostawa-24h", "", "dostawa 24h"),
            ("/2026/11/12345", "Jak oddać butelki? » Blog » Sklep Malina", "jak oddac butelki blog"),
            ("/reset-hasla/eyJhbGciOiJIUzIniIsInkpXVC", "Nowe hasło", "reset hasla nowe haslo"),
            ("/doładowania 2026", "Doładowania (2)", "doladowania"),
            ("/допомога/повернення", "Повернення товару", "допомога повернення товару"),
        ] {
            assert_eq!(page_question(path, title, SHOP), expected, "{path} {title}");
        }
    }

    /// The title of a start page advertises the shop; it would find articles at random.
    #[test]
    fn nothing_on_a_start_page() {
        let title = "Sklep Malina – świeże zakupy i wszystko do domu";
        for path in ["", "/", "/index.html", "/index.php", "/pl", "/pl/", "/en-GB/index.html", "//"] {
            assert_eq!(page_question(path, title, SHOP), "", "{path}");
        }
        assert_eq!(page_question("/123456", "Sklep Malina", SHOP), "");
        assert_eq!(page_question("/123456", "Sklep Malina: strona", SHOP), "");
    }

    /// A name is compared by whole words: that of the bakery “Ania” is no part of breakfast. Without a name nothing is
    /// left out.
    #[test]
    fn the_name_of_the_shop() {
        for (title, site, expected) in [
            ("Śniadania – Ania", "Ania", "oferta sniadania"),
            ("Koszyk | Żabka & Spółka", "Żabka & Spółka", "oferta koszyk"),
            ("Koszyk | ZABKA SPOLKA", "Żabka & Spółka", "oferta koszyk"),
            ("Koszyk | Sklep Malina", "", "oferta koszyk sklep malina"),
            ("e-faktura", "Ania", "oferta faktura"),
        ] {
            assert_eq!(page_question("/oferta", title, site), expected, "{title}");
        }
    }

    /// A page cannot make the question, or the search with it, long.
    #[test]
    fn at_most_twelve_words() {
        let words = ["raz", "dwa", "trzy", "cztery", "osiem"];
        let long: String =
            (0..10_000).map(|at| alloc::format!("{}{}-", words[at % 5], (b'a' + (at % 23) as u8) as char)).collect();
        let question = page_question(&long, &long, SHOP);
        assert_eq!(question.split(' ').count(), MAX_WORDS);
        assert!(question.chars().count() <= MAX_WORDS * (MAX_WORD_CHARS + 1));
    }
}
