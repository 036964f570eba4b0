//! What a content folder came to: how many articles in which languages, and what was left out.
//!
//! It is the first thing that `check`, `build` and `serve` say. Each file of the folder is an article, belongs to one
//! (a picture, settings, navigation), or is listed here, once.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt,
    path::{Path, PathBuf},
};

use serde::{Serialize, Serializer};

use crate::language::Lang;

/// How many groups of files are named; the others are counted together.
const SHOWN_GROUPS: usize = 8;

/// What a content folder came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// Per language, the default first.
    pub languages: Vec<LanguageSummary>,
    /// Files that are not published, by the reason.
    #[serde(serialize_with = "groups")]
    pub left_out: BTreeMap<Reason, BTreeSet<PathBuf>>,
    /// All files in it: each is asked for once.
    #[serde(skip)]
    known: HashSet<PathBuf>,
}

/// What there is in one language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageSummary {
    /// Its code.
    pub lang: Lang,
    /// What says that it is this language.
    pub found: Found,
    /// How many articles it has.
    pub articles: usize,
    /// How many topics they are in.
    pub topics: usize,
}

/// What says which language some files are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// `nightdesk.toml`.
    Settings,
    /// The command line.
    Option,
    /// The name of a folder.
    Folder,
    /// The names of the files: `index.pl.md`.
    FileName,
    /// The front matter.
    FrontMatter,
    /// The settings of another generator.
    Generator,
    /// Nothing: the text looks like it.
    Text,
}

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Its settings say so.
    Settings(LeftOutReason),
    /// It cannot be read; there is a finding about it.
    Unreadable,
    /// It belongs to no language of the site.
    NoLanguage,
    /// A part of other pages, in this folder; empty for a file whose name says it.
    Partial(String),
    /// It lies in another folder than the articles, in this one.
    Elsewhere(String),
    /// It describes an earlier version of the product.
    OlderVersion,
    /// It is about the repository and not for customers: `README.md`, `CONTRIBUTING.md`.
    Repository,
    /// A picture that no article shows.
    UnusedPicture,
    /// A link out of the folder, a pipe, a folder called as a file.
    Odd,
    /// Everything else: programs, settings of other generators, forms.
    Other,
}

/// Why a file that could be read is left out: its settings say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutReason {
    /// It is not finished: `draft: true`, or a `draft` that cannot be read.
    Draft,
    /// `hidden: true`, `published: false`, `publish: false` and the like.
    Hidden,
    /// `unlisted: true`: it is for those who have its address.
    Unlisted,
    /// It is to appear later (`publishDate`).
    NotYet,
    /// Its time is over (`expiryDate`).
    Over,
    /// It has no text, and only leads to another page (`redirect_to`).
    LeadsOn,
}

impl Summary {
    /// Notes that a file is not published. The first reason counts.
    pub fn leave(&mut self, reason: Reason, file: impl Into<PathBuf>) {
        let file = file.into();
        if self.known.insert(file.clone()) {
            self.left_out.entry(reason).or_default().insert(file);
        }
    }

    /// Whether a file is listed as left out.
    #[must_use]
    pub fn is_left(&self, file: &Path) -> bool {
        self.known.contains(file)
    }
}

impl Reason {
    /// `3 drafts`, `2 in _partials`.
    fn counted(&self, count: usize) -> String {
        let s = if count == 1 { "" } else { "s" };
        match self {
            Self::Settings(LeftOutReason::Draft) => format!("{count} draft{s}"),
            Self::Settings(LeftOutReason::Hidden) => format!("{count} hidden"),
            Self::Settings(LeftOutReason::Unlisted) => format!("{count} unlisted"),
            Self::Settings(LeftOutReason::NotYet) => format!("{count} for later"),
            Self::Settings(LeftOutReason::Over) => format!("{count} past their time"),
            Self::Settings(LeftOutReason::LeadsOn) => format!("{count} that only lead on"),
            Self::Unreadable => format!("{count} unreadable"),
            Self::NoLanguage => format!("{count} in no language"),
            Self::Partial(folder) if folder.is_empty() => format!("{count} partial{s}"),
            Self::Partial(folder) | Self::Elsewhere(folder) => format!("{count} in {folder}"),
            Self::OlderVersion => format!("{count} about older versions"),
            Self::Repository => format!("{count} about the repository"),
            Self::UnusedPicture => format!("{count} picture{s} nobody uses"),
            Self::Odd => format!("{count} odd file{s}"),
            Self::Other => format!("{count} other file{s}"),
        }
    }

    /// A stable name for other programs.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Settings(LeftOutReason::Draft) => "draft",
            Self::Settings(LeftOutReason::Hidden) => "hidden",
            Self::Settings(LeftOutReason::Unlisted) => "unlisted",
            Self::Settings(LeftOutReason::NotYet) => "not-yet",
            Self::Settings(LeftOutReason::Over) => "over",
            Self::Settings(LeftOutReason::LeadsOn) => "leads-on",
            Self::Unreadable => "unreadable",
            Self::NoLanguage => "no-language",
            Self::Partial(_) => "partial",
            Self::Elsewhere(_) => "elsewhere",
            Self::OlderVersion => "older-version",
            Self::Repository => "repository",
            Self::UnusedPicture => "unused-picture",
            Self::Odd => "odd",
            Self::Other => "other",
        }
    }
}

/// The groups as a list, each with its count.
fn groups<S: Serializer>(groups: &BTreeMap<Reason, BTreeSet<PathBuf>>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Group<'a> {
        reason: &'static str,
        folder: Option<&'a str>,
        count: usize,
        files: Vec<String>,
    }
    serializer.collect_seq(groups.iter().map(|(reason, files)| Group {
        reason: reason.name(),
        folder: match reason {
            Reason::Partial(folder) | Reason::Elsewhere(folder) => Some(folder.as_str()).filter(|f| !f.is_empty()),
            _ => None,
        },
        count: files.len(),
        // A name that is not Unicode is written with replacement characters.
        files: files.iter().map(|file| file.to_string_lossy().into_owned()).collect(),
    }))
}

/// `pl: 173 articles in 17 topics · en: 41 · left out: 3 drafts, 2 in _partials, 12 pictures nobody uses`
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let mut parts = Vec::new();
        for (number, language) in self.languages.iter().enumerate() {
            let LanguageSummary { lang, found, articles, topics } = language;
            let recognised = if *found == Found::Text { " (recognised from the text)" } else { "" };
            let count = if number == 0 { counted(*articles, "article") } else { articles.to_string() };
            let topics = match topics {
                topics if number == 0 && *topics > 0 => format!(" in {}", counted(*topics, "topic")),
                _ => String::new(),
            };
            parts.push(format!("{lang}{recognised}: {count}{topics}"));
        }
        let mut groups: Vec<String> = self.left_out.iter().map(|(reason, files)| reason.counted(files.len())).collect();
        if groups.len() > SHOWN_GROUPS {
            let more: usize = self.left_out.values().skip(SHOWN_GROUPS - 1).map(BTreeSet::len).sum();
            groups.truncate(SHOWN_GROUPS - 1);
            groups.push(format!("{more} others"));
        }
        if !groups.is_empty() {
            parts.push(format!("left out: {}", groups.join(", ")));
        }
        f.write_str(&parts.join(" · "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(lang: &str, found: Found, articles: usize, topics: usize) -> LanguageSummary {
        LanguageSummary { lang: Lang::new(lang).unwrap(), found, articles, topics }
    }

    /// The first line must say at a glance whether the folder was understood.
    #[test]
    fn one_line() {
        let mut summary = Summary::default();
        assert_eq!(summary.to_string(), "");
        summary.languages = vec![language("pl", Found::Text, 1, 0)];
        assert_eq!(summary.to_string(), "pl (recognised from the text): 1 article");
        summary.languages = vec![language("pl", Found::Folder, 173, 17), language("en", Found::Folder, 41, 9)];
        for (reason, file) in [
            (Reason::UnusedPicture, "a.png"),
            (Reason::Settings(LeftOutReason::Draft), "a.md"),
            (Reason::Settings(LeftOutReason::Draft), "b.md"),
            (Reason::Partial("_partials".into()), "c.md"),
            (Reason::Other, "c.md"),
        ] {
            summary.leave(reason, file);
        }
        assert_eq!(
            summary.to_string(),
            "pl: 173 articles in 17 topics · en: 41 · left out: 2 drafts, 1 in _partials, 1 picture nobody uses"
        );
        let json = serde_json::to_value(&summary).unwrap();
        assert_eq!(json["languages"][1]["found"], "folder");
        assert_eq!(json["left_out"][1]["folder"], "_partials");
        assert_eq!(json["left_out"][0]["files"][1], "b.md");
        for number in 0..20 {
            summary.leave(Reason::Elsewhere(format!("folder-{number}")), format!("{number}.md"));
        }
        assert!(summary.to_string().ends_with("16 others"), "{summary}");
    }
}
