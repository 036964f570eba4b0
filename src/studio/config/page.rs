//! `[[page]]`, and lists that may be one text.

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use toml::Spanned;

/// What is shown on some pages of the company.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PageConfig {
    /// Their addresses; `*` stands for any characters.
    pub url: Texts,
    /// Articles: `category/file`.
    #[serde(default)]
    pub articles: Texts,
    /// Categories, whose articles follow.
    #[serde(default)]
    pub categories: Texts,
    /// Notices, by their files.
    #[serde(default)]
    pub notices: Texts,
}

/// A list of texts; one text counts as a list of one.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The texts, each with its position.
    pub list: Vec<Spanned<String>>,
    /// The position of the whole list.
    pub span: Range<usize>,
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Spanned::<OneOrMore>::deserialize(deserializer)?;
        let span = value.span();
        let list = match value.into_inner() {
            OneOrMore::One(text) => vec![Spanned::new(span.clone(), text)],
            OneOrMore::More(list) => list,
        };
        Ok(Self { list, span })
    }
}

/// By hand: an untagged enum of serde loses the positions of its values.
enum OneOrMore {
    One(String),
    More(Vec<Spanned<String>>),
}

/// What the TOML reader expects of it.
pub(super) const TEXTS: &str = "a text or a list of texts";

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(TEXTS)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OneOrMore, A::Error> {
                let mut out = Vec::new();
                while let Some(text) = list.next_element()? {
                    out.push(text);
                }
                Ok(OneOrMore::More(out))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
