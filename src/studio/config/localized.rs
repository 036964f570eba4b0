//! A text in several languages, as `nightdesk.toml` has it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::language::Lang;

/// A text per language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Localized {
    texts: BTreeMap<String, String>,
    /// The site's first language: what visitors read where theirs is missing.
    #[serde(skip)]
    first: String,
}

impl Localized {
    /// The text in a language, else in the site's first one, else in any that has one.
    #[must_use]
    pub fn of(&self, lang: &Lang) -> &str {
        let any = || self.texts.values().find(|text| !text.trim().is_empty());
        self.written(lang.as_str()).or_else(|| self.written(&self.first)).or_else(any).map_or("", String::as_str)
    }

    /// Sets the site's first language.
    pub(in crate::studio) fn set_first_language(&mut self, lang: &Lang) {
        lang.as_str().clone_into(&mut self.first);
    }

    /// The codes that have a text, or an empty one.
    pub(in crate::studio) fn codes(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Whether there is a text in this very language.
    #[must_use]
    pub fn has(&self, lang: &str) -> bool {
        self.written(lang).is_some()
    }

    /// The text in a language; one for `pt` is one for `pt-br` as well.
    fn written(&self, lang: &str) -> Option<&String> {
        let texts = || self.texts.iter().filter(|(_, text)| !text.trim().is_empty());
        let exact = texts().find(|(code, _)| normal(code) == lang);
        exact.or_else(|| texts().find(|(code, _)| is_for(code, lang))).map(|(_, text)| text)
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.values().all(|text| text.trim().is_empty())
    }
}

/// A code as languages have it: `nb_NO` is `nb-no`.
fn normal(code: &str) -> String {
    code.to_lowercase().replace('_', "-")
}

/// Whether a text under a code is one for a language.
pub(super) fn is_for(code: &str, lang: &str) -> bool {
    let code = normal(code);
    lang.strip_prefix(code.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a language has no text, its visitors read the site's first language, not the first one of the alphabet.
    #[test]
    fn missing_texts_are_those_of_the_first_language() {
        for (texts, first, lang, expected) in [
            ("pl = 'a'\nen = 'b'", "pl", "pl", "a"),
            ("pl = 'a'\nen = 'b'", "pl", "en", "b"),
            ("pl = 'a'\nde = 'c'", "pl", "en", "a"),
            ("pl = 'a'\nde = 'c'", "en", "pl", "a"),
            ("de = 'c'\nuk = 'd'", "uk", "en", "d"),
            ("de = 'c'", "en", "en", "c"),
            ("en = ''\npl = 'a'", "pl", "en", "a"),
            ("en = ' '\nde = ''\npl = 'a'", "de", "en", "a"),
            ("en = ''", "en", "en", ""),
            ("", "en", "en", ""),
        ] {
            let mut text: Localized = toml::from_str(texts).unwrap();
            text.set_first_language(&Lang::new(first).unwrap());
            assert_eq!(text.of(&Lang::new(lang).unwrap()), expected, "{texts} {first} {lang}");
        }
    }
}
