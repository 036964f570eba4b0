//! What every source is read into: topics, and articles in all their languages.

use std::collections::BTreeMap;

use crate::{knowledge::Block, language::Lang, time::Day};

/// A help.
#[derive(Debug, Default)]
pub(super) struct Export {
    /// The company, where the export names it.
    pub(super) company: String,
    /// Its website.
    pub(super) url: String,
    /// The default language first.
    pub(super) languages: Vec<Lang>,
    /// Settings that are ours already.
    pub(super) settings: Option<String>,
    pub(super) topics: Vec<Topic>,
    pub(super) articles: Vec<Article>,
}

/// A topic, in all languages.
#[derive(Debug, Default)]
pub(super) struct Topic {
    /// The topic that it is part of, by its number.
    pub(super) parent: Option<usize>,
    pub(super) texts: BTreeMap<Lang, TopicText>,
    pub(super) weight: i64,
    pub(super) icon: String,
    /// The name of its folder, where it has one.
    pub(super) name: String,
    /// What its folder is called where it has no title.
    pub(super) otherwise: String,
}

/// A topic in one language.
#[derive(Clone, Debug, Default)]
pub(super) struct TopicText {
    pub(super) title: String,
    pub(super) description: String,
}

/// An article in one language.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) lang: Lang,
    /// What all its languages share.
    pub(super) number: u32,
    pub(super) topic: Option<usize>,
    /// The name of its file, where it has one: else one is made of the title.
    pub(super) name: String,
    /// Its address, where it has one: else one is made of the title.
    pub(super) slug: String,
    /// Whether it is the page of its topic.
    pub(super) is_index: bool,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) questions: Vec<String>,
    pub(super) keywords: Vec<String>,
    /// Old addresses.
    pub(super) aliases: Vec<String>,
    pub(super) updated: Option<Day>,
    pub(super) weight: i64,
    /// Whether it is on the first screen.
    pub(super) popular: bool,
    pub(super) draft: bool,
    /// Whether its text is not searched.
    pub(super) unsearched: bool,
    /// Whether headings have ids that are known elsewhere.
    pub(super) has_ids: bool,
    /// Links to articles have their number.
    pub(super) blocks: Vec<Block>,
    /// Names of places, each with the number of its heading; `None` for the top.
    pub(super) places: Vec<(String, Option<usize>)>,
}

impl Article {
    /// An article without anything but a title.
    pub(super) fn new(lang: Lang, number: u32, title: String) -> Self {
        Self {
            lang,
            number,
            topic: None,
            name: String::new(),
            slug: String::new(),
            is_index: false,
            title,
            description: String::new(),
            questions: Vec::new(),
            keywords: Vec::new(),
            aliases: Vec::new(),
            updated: None,
            weight: 0,
            popular: false,
            draft: false,
            unsearched: false,
            has_ids: false,
            blocks: Vec::new(),
            places: Vec::new(),
        }
    }
}
