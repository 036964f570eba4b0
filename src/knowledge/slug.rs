//! Addresses of articles and ids of headings.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

use crate::language::{fold_char, lower};

/// The address of an article within its language: letters, digits and hyphens, 1 to 96 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slug(String);

/// Why a text is no [`Slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugError;

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a slug holds 1 to 96 lower-case letters, digits and single hyphens")
    }
}

impl Slug {
    /// Takes a text that already has the shape of a slug.
    ///
    /// # Errors
    /// [`SlugError`] where it does not.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        let shape = !text.is_empty()
            && text.chars().count() <= 96
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.as_bytes().windows(2).all(|two| two != b"--")
            && text.chars().all(|c| c == '-' || c.is_ascii_digit() || (c.is_alphabetic() && lower(c) == c));
        if shape { Ok(Self(text.into())) } else { Err(SlugError) }
    }

    /// The address of an article without a letter in its name and title.
    #[must_use]
    pub fn start() -> Self {
        Self("start".into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes a slug of a text: folded letters and digits, everything else a hyphen. Empty where nothing is left.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in text.chars() {
        // A combining mark or a soft hyphen folds to nothing, and does not separate words.
        let mut separates = false;
        fold_char(c, &mut |folded| {
            separates |= !folded.is_alphanumeric();
            if folded.is_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push('-');
                }
                gap = false;
                out.push(folded);
            }
        });
        gap |= separates;
        if out.len() >= 80 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A heading's link must not change its meaning with diacritics or punctuation.
    #[test]
    fn slugs_of_headings() {
        let table = [
            ("Jak zwrócić paczkę?", "jak-zwrocic-paczke"),
            ("Łódź — żółć", "lodz-zolc"),
            ("  14,90 zł  ", "14-90-zl"),
            ("Straße & Øre", "strasse-ore"),
            ("z\u{307}o\u{301}\u{142}ty", "zolty"),
            ("e\u{301}t\u{e9}", "ete"),
            ("и\u{306}од", "иод"),
            ("Silben\u{ad}trennung", "silbentrennung"),
            ("un\u{200b}seen", "unseen"),
            ("???", ""),
        ];
        for (text, slug) in table {
            assert_eq!(slugify(text), slug);
        }
    }

    /// A slug becomes a folder name and a part of a URL: no other characters may get in.
    #[test]
    fn texts_that_are_no_slugs() {
        for bad in ["", "-a", "a-", "a--b", "A", "a/b", "a b", "..", "a%2f"] {
            assert_eq!(Slug::new(bad), Err(SlugError), "{bad}");
        }
        assert!(Slug::new("żółty-ser-2").is_ok());
    }
}
