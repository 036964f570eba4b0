//! The pack as a value, and its bytes.

use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

use crate::{
    channels::Channel,
    hours::Schedule,
    knowledge::{ArticleCard, Block, Category, Notice, PageRule},
    language::Lang,
    search::{NumberRule, Synonym},
};

const MAGIC: &[u8; 4] = b"NDPK";

/// The version of the format; a reader knows exactly one.
pub const VERSION: u8 = 9;

/// Everything the widget knows in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// The language of this pack.
    pub lang: Lang,
    /// The company and its contact channels.
    pub site: Site,
    /// In display order.
    pub categories: Vec<Category>,
    /// In the order of the index's articles.
    pub articles: Vec<ArticleCard>,
    /// The articles shown on the first screen.
    pub popular: Vec<u32>,
    /// Notices for a limited time, the most severe first.
    pub notices: Vec<Notice>,
    /// Which articles and notices belong to which pages of the company.
    pub pages: Vec<PageRule>,
    /// The interface's texts, as `text` joins them.
    pub strings: String,
    /// The words of the language, as `language` reads them.
    pub words: String,
    /// Words of customers and the words of the articles that mean the same; applied to questions.
    pub synonyms: Vec<Synonym>,
    /// The company's own kinds of numbers, and where they lead.
    pub numbers: Vec<NumberRule>,
    /// The search index, in the layout of `search`.
    pub index: Vec<u8>,
    /// The text of the articles.
    pub text: Text,
}

/// What a pack says about the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The company's name as customers know it.
    pub name: String,
    /// All languages of the bundle, the default first.
    pub languages: Vec<LangName>,
    /// In the order to show them.
    pub channels: Vec<Channel>,
    /// The opening hours that channels refer to by index.
    pub schedules: Vec<Schedule>,
}

/// A language and its name in that language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LangName {
    /// The code.
    pub lang: Lang,
    /// For example `Polski`.
    pub name: String,
}

/// Where the text of the articles is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Text {
    /// In the pack, per article.
    Inline(Vec<Vec<Block>>),
    /// In files of this many articles each, fetched when one of them is opened.
    Chunked {
        /// Articles per chunk, at least 1.
        per_chunk: u32,
        /// The files in order, by their names in the bundle, which end with their hashes.
        files: Vec<String>,
    },
}

/// Why bytes cannot be read as a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// They do not begin with the pack's magic bytes.
    NotAPack,
    /// They are of another version than this reader.
    Version(u8),
    /// They end too early or hold values that no pack holds.
    Damaged,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => {
                f.write_str("this file is no Nightdesk pack; build the content again with `nightdesk build`")
            }
            Self::Version(found) => {
                write!(
                    f,
                    "the pack has format {found}, this widget reads {VERSION}; ship pack and widget of one build together"
                )
            }
            Self::Damaged => f.write_str("the pack is damaged; upload the bundle again"),
        }
    }
}

impl core::error::Error for PackError {}

/// Writes a pack.
#[must_use]
pub fn encode(pack: &Pack) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    // Writing to memory cannot fail: every type in a pack has a known length.
    out.extend(postcard::to_allocvec(pack).unwrap_or_default());
    out
}

/// Reads a pack, and checks that every number in it points to something.
///
/// # Errors
/// [`PackError`] where the bytes are no pack of this version.
pub fn decode(bytes: &[u8]) -> Result<Pack, PackError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(PackError::NotAPack)?;
    let (&version, body) = rest.split_first().ok_or(PackError::Damaged)?;
    if version != VERSION {
        return Err(PackError::Version(version));
    }
    let pack: Pack = postcard::from_bytes(body).map_err(|_| PackError::Damaged)?;
    if consistent(&pack) { Ok(pack) } else { Err(PackError::Damaged) }
}

fn consistent(pack: &Pack) -> bool {
    let article = |index: &u32| (*index as usize) < pack.articles.len();
    let text = match &pack.text {
        Text::Inline(articles) => articles.len() == pack.articles.len(),
        Text::Chunked { per_chunk, files } => {
            *per_chunk > 0 && files.len() == pack.articles.len().div_ceil(*per_chunk as usize)
        }
    };
    text && pack.synonyms.iter().all(Synonym::is_sound)
        && pack.popular.iter().all(article)
        && pack.numbers.iter().flat_map(|rule| &rule.articles).all(article)
        && pack.categories.iter().all(|category| category.articles.iter().all(article))
        && pack.articles.iter().all(|card| usize::from(card.category) < pack.categories.len())
        && pack.site.channels.iter().all(|channel| {
            channel.schedule.is_none_or(|s| usize::from(s) < pack.site.schedules.len())
                && channel.article.as_ref().is_none_or(article)
        })
        && pack.notices.iter().all(|notice| {
            notice.articles.iter().all(article)
                && notice.categories.iter().all(|category| usize::from(*category) < pack.categories.len())
        })
        && pack.pages.iter().all(|rule| {
            rule.articles.iter().all(article)
                && rule.notices.iter().all(|notice| (*notice as usize) < pack.notices.len())
        })
}
