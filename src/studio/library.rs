//! A content folder as a value: all languages, articles, pictures, hours and channels. `load` reads it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::{Diagnostic, cross::SiteLinks, media::Media, summary::Summary};
use crate::{
    channels::Channel,
    hours::Schedule,
    knowledge::{ArticleCard, Block, Category, Notice, PageRule},
    language::Lang,
    request::Forms,
    search::{NumberRule, Synonym},
    time::UtcMinute,
};

/// How to read a folder.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The language of a folder without `nightdesk.toml` and without language folders.
    pub lang: Option<Lang>,
    /// The present moment.
    pub now: UtcMinute,
}

/// Everything a bundle is made of.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The company as customers know it.
    pub company: String,
    /// Per language, the default first.
    pub languages: Vec<LanguageContent>,
    /// The company's website; may be empty.
    pub url: String,
    /// Pictures.
    pub media: Media,
    /// Links between languages, and findings that are told once for the whole site.
    pub links: SiteLinks,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts of files with findings, for showing the lines meant.
    pub sources: BTreeMap<PathBuf, String>,
    /// Keys of articles that cannot be read: a reference to one of them is no mistake and is not reported.
    pub unread: BTreeSet<String>,
    /// How many articles there are in which languages, and what is left out.
    pub summary: Summary,
    /// Files that articles show inside themselves or ship beside them, other than pictures.
    pub included: BTreeSet<PathBuf>,
}

/// The content of one language.
#[derive(Clone, Debug)]
pub struct LanguageContent {
    /// Its code.
    pub lang: Lang,
    /// In display order.
    pub categories: Vec<Category>,
    /// In the order of categories.
    pub articles: Vec<Article>,
    /// Numbers of the articles to show before a question is typed.
    pub popular: Vec<u32>,
    /// Contact channels, labelled in this language.
    pub channels: Vec<Channel>,
    /// Opening hours, with the names of special days in this language.
    pub schedules: Vec<Schedule>,
    /// Notices that hold for some time.
    pub notices: Vec<Notice>,
    /// The number of the notice of each file below `notices/`, by the file's name without `.md`; `None` for one that is
    /// over or cannot be read.
    pub notice_numbers: BTreeMap<String, Option<u32>>,
    /// Which articles and notices are shown on which pages of the company.
    pub pages: Vec<PageRule>,
    /// The company's own kinds of numbers, and where they lead.
    pub numbers: Vec<NumberRule>,
    /// What customers call things, folded.
    pub synonyms: Vec<Synonym>,
    /// Folded phrases whose groups of the starter list are switched off; `None` where all of it is.
    pub starter: Option<Vec<Vec<String>>>,
    /// The form for a request to a person; `None` where requests have no sink.
    pub forms: Option<Forms>,
}

/// An article with its text.
#[derive(Clone, Debug)]
pub struct Article {
    /// What lists show.
    pub card: ArticleCard,
    /// Phrasings that customers use.
    pub questions: Vec<String>,
    /// Words that customers use.
    pub keywords: Vec<String>,
    /// Paths at which it was found before it came here: each begins with `/`, has neither `/` nor `.html` at its end, and
    /// is decoded.
    pub aliases: Vec<String>,
    /// Whether questions are answered from its text; its title is found in either case.
    pub is_searched: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}
