//! Notices for a limited time: a strike of couriers, a long queue on the telephone.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{Block, Record, list};
use crate::time::UtcMinute;

/// A notice. It is shown from the minute it begins to the minute it ends, without a new build.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "PackedNotice", into = "PackedNotice")]
pub struct Notice {
    /// Stays the same as long as the notice's text does: a notice that a visitor has dismissed stays dismissed.
    pub id: String,
    /// Its text in short.
    pub title: String,
    /// The rest of its text; may be empty.
    pub blocks: Vec<Block>,
    /// The first minute.
    pub from: UtcMinute,
    /// The first minute after.
    pub until: UtcMinute,
    /// How much it matters.
    pub severity: NoticeSeverity,
    /// The categories it belongs to, as indices.
    pub categories: Vec<u16>,
    /// The articles it belongs to, as indices.
    pub articles: Vec<u32>,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeSeverity {
    /// Good to know.
    Info,
    /// Changes what the visitor should do.
    Warning,
    /// Cannot be dismissed.
    Critical,
}

/// A notice as it is serialised in a pack.
#[derive(Serialize, Deserialize)]
struct PackedNotice(Record, Vec<Block>);

impl From<Notice> for PackedNotice {
    fn from(notice: Notice) -> Self {
        let Notice { id, title, blocks, from, until, severity, categories, articles } = notice;
        let categories = categories.into_iter().map(u32::from).collect();
        let numbers = [from, until, severity as u32].into_iter().chain(list(categories)).chain(articles);
        Self(Record::new([id, title], numbers), blocks)
    }
}

impl From<PackedNotice> for Notice {
    fn from(PackedNotice(record, blocks): PackedNotice) -> Self {
        let mut parts = record.parts();
        let [id, title] = [(); 2].map(|()| parts.text());
        let [from, until] = [(); 2].map(|()| parts.number());
        let severity = match parts.number() {
            0 => NoticeSeverity::Info,
            1 => NoticeSeverity::Warning,
            _ => NoticeSeverity::Critical,
        };
        let category = |number| u16::try_from(number).unwrap_or(u16::MAX);
        let categories = parts.list().into_iter().map(category).collect();
        Self { id, title, blocks, from, until, severity, categories, articles: parts.rest() }
    }
}

impl Notice {
    /// Whether it is to be shown at a moment.
    #[must_use]
    pub fn is_current(&self, now: UtcMinute) -> bool {
        (self.from..self.until).contains(&now)
    }

    /// Whether it concerns all visitors, whatever they are reading.
    #[must_use]
    pub fn is_general(&self) -> bool {
        self.categories.is_empty() && self.articles.is_empty()
    }

    /// Whether it concerns an article of a category.
    #[must_use]
    pub fn concerns(&self, article: u32, category: u16) -> bool {
        self.is_general() || self.categories.contains(&category) || self.articles.contains(&article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A notice that is shown a minute too long says that something is closed when it is open.
    #[test]
    fn notices_are_current_from_minute_to_minute() {
        let notice = Notice {
            id: String::new(),
            title: String::new(),
            blocks: Vec::new(),
            from: 100,
            until: 200,
            severity: NoticeSeverity::Info,
            categories: vec![2],
            articles: vec![7],
        };
        assert_eq!(Notice::from(PackedNotice::from(notice.clone())), notice);
        for (now, current) in [(99, false), (100, true), (199, true), (200, false)] {
            assert_eq!(notice.is_current(now), current, "{now}");
        }
        for (article, category, concerned) in [(0, 2, true), (7, 0, true), (6, 1, false)] {
            assert_eq!(notice.concerns(article, category), concerned);
        }
        let general = Notice { categories: Vec::new(), articles: Vec::new(), ..notice };
        assert!(general.concerns(6, 1));
    }
}
