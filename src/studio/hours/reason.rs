//! Why the hours of a day differ, as visitors read it.

use crate::{language::Lang, studio::config::Localized};

/// A text in Polish, English, German and Ukrainian.
pub(super) type Names = [&'static str; 4];

/// Why a day differs.
#[derive(Clone, Debug)]
pub(super) enum Reason {
    /// A holiday of `holidays`.
    Known(Names),
    /// The text of an exception.
    Written(Localized),
}

impl Reason {
    pub(super) fn text(&self, lang: &Lang) -> &str {
        match self {
            Self::Known(names) => in_language(names, lang),
            Self::Written(texts) => texts.of(lang),
        }
    }
}

/// The text in a language; English where there is none.
fn in_language(names: &Names, lang: &Lang) -> &'static str {
    let [pl, en, de, uk] = *names;
    match lang.as_str().get(..2) {
        Some("pl") => pl,
        Some("de") => de,
        Some("uk") => uk,
        _ => en,
    }
}
