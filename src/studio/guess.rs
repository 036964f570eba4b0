//! The language of a folder that does not say.

use crate::{
    knowledge::Lang,
    search::{is_stop_word, tokens},
};

/// The language whose stop words are commonest in a text; English where none is.
pub(super) fn language_of(text: &str) -> Option<Lang> {
    let count = |lang: &str| tokens(text).filter(|token| is_stop_word(lang, &token.term)).count();
    ["en", "pl"].into_iter().max_by_key(|lang| count(lang)).and_then(Lang::new)
}

#[cfg(test)]
mod tests {
    /// A folder of Polish texts must not be searched with English rules.
    #[test]
    fn two_languages() {
        let lang = |text: &str| super::language_of(text).map(|lang| lang.to_string());
        assert_eq!(lang("Jak mogę zwrócić towar, który jest uszkodzony?").as_deref(), Some("pl"));
        assert_eq!(lang("How do I return an item that is damaged?").as_deref(), Some("en"));
    }
}
