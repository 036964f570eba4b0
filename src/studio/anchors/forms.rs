//! The forms in which generators write the id of a heading, reduced to its letters and digits.

use unicode_normalization::UnicodeNormalization;

use crate::language::fold;

/// The letters and digits of a text, folded.
pub(super) fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Of the words of a heading, what its id may be elsewhere:
///
/// - as GitHub, Docusaurus, Hugo, Obsidian and most others do: all letters;
/// - as kramdown and Pandoc: without digits and marks at the beginning;
/// - as kramdown: without letters that are not in ASCII; as Python-Markdown: with what they are composed of;
/// - as programs for one language: `ü` is `ue`, `&` is `and`.
pub(super) fn of_heading(words: &str) -> Vec<String> {
    let whole = letters(words);
    let mut out = vec![whole.clone()];
    let mut add = |form: String| {
        if !form.is_empty() && !out.contains(&form) {
            out.push(form);
        }
    };
    let unnumbered = |form: &str| form.trim_start_matches(|c: char| c.is_numeric()).to_owned();
    add(unnumbered(&whole));
    if !words.is_ascii() {
        let ascii = |text: &mut dyn Iterator<Item = char>| {
            text.filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
        };
        let (without, composed) = (ascii(&mut words.chars()), ascii(&mut words.nfkd()));
        add(unnumbered(&without));
        add(without);
        add(composed);
        let spelled = ["ä", "ö", "ü", "Ä", "Ö", "Ü"].iter().zip(["ae", "oe", "ue", "ae", "oe", "ue"]);
        add(letters(&spelled.fold(words.to_owned(), |words, (letter, pair)| words.replace(letter, pair))));
    }
    if words.contains('&') {
        add(letters(&words.replace('&', "and")));
    }
    out
}

/// What a name of a heading may mean as it was typed in an address. GitBook puts `id-` before digits.
pub(super) fn of_fragment(typed: &str) -> Vec<String> {
    let whole = letters(typed);
    let numbered = whole.strip_prefix("id").filter(|rest| rest.starts_with(|c: char| c.is_numeric()));
    let numbered = numbered.map(str::to_owned);
    std::iter::once(whole).chain(numbered).filter(|form| !form.is_empty()).collect()
}

/// The words and the number of an id that several headings would have: `cost-1`, `cost_1`.
pub(super) fn numbered(typed: &str) -> Option<(&str, usize)> {
    let (words, number) = typed.rsplit_once(['-', '_'])?;
    let number = number.parse().ok().filter(|number| (1..1_000).contains(number))?;
    (!words.is_empty()).then_some((words, number))
}
