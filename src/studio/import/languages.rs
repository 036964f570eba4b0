//! The languages of an export by its locales.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Lang;

/// Languages that are written in other ways elsewhere: their region is part of what a reader needs.
const REGIONAL: [&str; 2] = ["zh", "pt"];

/// The language of each locale: without its region where that is the only one of the language (`en-us` is `en`), and
/// with it where a reader of one cannot do with another (`en-us` beside `en-gb`, `zh-tw`).
pub(super) fn of_locales<'a>(locales: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, Lang> {
    let locales: BTreeSet<String> = locales.into_iter().map(clean).filter(|locale| !locale.is_empty()).collect();
    let mut out = BTreeMap::new();
    for locale in &locales {
        let base = base(locale);
        let single = locales.iter().filter(|other| self::base(other) == base).count() == 1;
        let script = locale
            .split('-')
            .nth(1)
            .is_some_and(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let short = single && !script && !REGIONAL.contains(&base);
        if let Some(lang) = Lang::new(if short { base } else { locale }).or_else(|| Lang::new(base)) {
            out.insert(locale.clone(), lang);
        }
    }
    out
}

/// A locale as it is looked up: `en_US` is `en-us`.
pub(super) fn clean(locale: &str) -> String {
    locale.trim().replace('_', "-").to_ascii_lowercase()
}

fn base(locale: &str) -> &str {
    locale.split('-').next().unwrap_or(locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader must be offered the languages that are there, by the shortest name that tells them apart.
    #[test]
    fn languages_by_locales() {
        for (locales, expected) in [
            (&["en-us"][..], "en"),
            (&["en-us", "pl"], "en pl"),
            (&["en-us", "en-gb"], "en-gb en-us"),
            (&["en", "en-us"], "en en-us"),
            (&["pt-BR", "zh-cn", "de_DE"], "de pt-br zh-cn"),
            (&["sr-Latn", "es-419"], "es sr-latn"),
            (&["", "?"], ""),
        ] {
            let found = of_locales(locales.iter().copied());
            let langs: Vec<&str> = found.values().map(Lang::as_str).collect();
            assert_eq!(langs.join(" "), expected, "{locales:?}");
        }
    }
}
