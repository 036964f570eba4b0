//! What the visitor has tried before they wrote: shown line by line, and each line may be taken out.

use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{ReadArticle, Search};

/// What the visitor has tried before they wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitHistory {
    /// The page, without its query and fragment.
    pub page_url: String,
    /// Its title.
    pub page_title: String,
    /// Searches and articles, in their order.
    pub steps: Vec<VisitStep>,
    /// The language of the help.
    pub language: String,
    /// The visitor's time, with its distance from UTC, in RFC 3339.
    pub local_time: String,
    /// The widget's version.
    pub widget: String,
}

/// A step of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitStep {
    /// A search.
    Search(Search),
    /// An article.
    Article(ReadArticle),
}

impl VisitStep {
    /// Names the step: the same search, and the same article, is one step however often it was made.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Search(search) => format!("search:{}", search.query),
            Self::Article(article) => format!("article:{}", article.slug),
        }
    }

    /// Reads a line of the widget: `s`, results, query; or `a`, seconds, vote (`+`, `-` or nothing), slug, title;
    /// with tabs between.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(5, '\t');
        match parts.next()? {
            "s" => {
                let results = parts.next()?.parse().ok()?;
                Some(Self::Search(Search { results, query: parts.next()?.into() }))
            }
            "a" => {
                let seconds = parts.next()?.parse().ok()?;
                let helpful = match parts.next()? {
                    "+" => Some(true),
                    "-" => Some(false),
                    _ => None,
                };
                let (slug, title) = (parts.next()?.into(), parts.next()?.into());
                Some(Self::Article(ReadArticle { slug, title, seconds, helpful }))
            }
            _ => None,
        }
    }
}

impl VisitHistory {
    /// The names of all that would go along: `page`, `language`, `time`, `version`, and the steps' keys.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let named = [
            ("page", self.page_url.is_empty()),
            ("language", self.language.is_empty()),
            ("time", self.local_time.is_empty()),
            ("version", self.widget.is_empty()),
        ];
        let mut out: Vec<String> = self.steps.iter().map(VisitStep::key).collect();
        out.extend(named.into_iter().filter(|(_, missing)| !missing).map(|(name, _)| name.into()));
        out
    }
}
