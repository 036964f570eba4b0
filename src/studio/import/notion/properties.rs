//! Properties of a page: lines `Name: value` below its title.

use super::{
    super::{dates::day_of, export::Article, losses::Loss, report::Report},
    database::Databases,
};
use crate::language::{Lang, fold};

/// What properties are called that say something to us, folded; `*` stands for any ending.
const NAMES: [(What, &[&str]); 8] = [
    (
        What::Keywords,
        &["tags", "tag", "tagi", "etykiety", "labels", "keywords", "slowa kluczowe", "schlagworte", "теги"],
    ),
    (What::Status, &["status", "stan", "state", "published", "opublikowane", "publikacja", "стан", "статус"]),
    (
        What::Topic,
        &[
            "category", "kategoria", "kategorie", "dzial", "section", "sekcja", "topic", "temat", "thema", "bereich",
            "розділ", "категорія",
        ],
    ),
    (
        What::Updated,
        &[
            "last edited",
            "last edited time",
            "last updated",
            "updated",
            "ostatnia zmiana",
            "ostatnia edycja",
            "zaktualizowano",
            "aktualizacja",
            "zuletzt bearbeitet",
            "востаннє змінено",
        ],
    ),
    (What::Description, &["description", "opis", "summary", "streszczenie", "podsumowanie", "beschreibung", "опис"]),
    (What::Lang, &["language", "lang", "jezyk", "sprache", "мова"]),
    (What::Alias, &["url", "slug", "alias", "aliases", "adres"]),
    (What::Questions, &["questions", "pytania", "fragen", "питання"]),
];

/// Values of a status that say that a page is not for readers yet, folded.
const UNPUBLISHED: [&str; 24] = [
    "draft", "szkic", "wersja robocza", "robocze", "entwurf", "чернетка", "in progress", "not started", "to do",
    "todo", "w toku", "w trakcie", "nie rozpoczeto", "do zrobienia", "archived", "archiwum", "zarchiwizowane",
    "unpublished", "nieopublikowane", "in review", "do sprawdzenia", "planned", "in arbeit", "backlog",
];

/// Names of languages, folded.
const LANGUAGES: [(&str, &str); 12] = [
    ("polski", "pl"),
    ("polish", "pl"),
    ("english", "en"),
    ("angielski", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("niemiecki", "de"),
    ("українська", "uk"),
    ("ukrainian", "uk"),
    ("ukrainski", "uk"),
    ("french", "fr"),
    ("spanish", "es"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Keywords,
    Status,
    Topic,
    Updated,
    Description,
    Lang,
    Alias,
    Questions,
}

/// The properties of a page.
#[derive(Debug, Default)]
pub(super) struct Properties {
    known: Vec<(What, String)>,
    /// What nothing here is made of.
    other: Vec<String>,
    pub(super) lang: Option<Lang>,
    pub(super) topic: Option<String>,
}

impl Properties {
    /// Takes the properties off the top of a text. They are a paragraph of lines with names, one of which is known, by
    /// itself or as a column of a table: a sentence with a colon is a sentence.
    pub(super) fn read<'a>(text: &'a str, databases: &Databases) -> (Self, &'a str) {
        let body = text.trim_start_matches(['\n', ' ', '\t']);
        let end = body.find("\n\n").unwrap_or(body.len());
        let (lines, rest) = body.split_at_checked(end).unwrap_or((body, ""));
        let pairs: Option<Vec<(&str, &str)>> = lines.lines().map(pair).collect();
        let Some(pairs) = pairs.filter(|pairs| !pairs.is_empty()) else { return (Self::default(), text) };
        let is_known = |(name, _): &(&str, &str)| what(name).is_some() || databases.has_column(name);
        // One known name among strangers is a coincidence.
        if pairs.iter().filter(|pair| is_known(pair)).count() * 3 < pairs.len() {
            return (Self::default(), text);
        }
        let mut out = Self::default();
        for (name, value) in pairs {
            match what(name) {
                _ if value.is_empty() => {}
                Some(What::Lang) => out.lang = lang(value),
                Some(What::Topic) => out.topic = Some(value.split(',').next().unwrap_or(value).trim().to_owned()),
                Some(what) => out.known.push((what, value.to_owned())),
                None => out.other.push(format!("{name}: {value}")),
            }
        }
        (out, rest)
    }

    /// Whether they say that the page is not for readers yet.
    pub(super) fn is_unpublished(&self) -> bool {
        self.known.iter().any(|(what, value)| *what == What::Status && is_unpublished(value))
    }

    /// Says them of an article.
    pub(super) fn apply(&self, article: &mut Article, file: &str, report: &mut Report) {
        let list = |value: &str| value.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        for (what, value) in &self.known {
            match what {
                What::Keywords => article.keywords.extend(list(value)),
                What::Questions => article.questions.extend(value.split(';').map(|part| part.trim().to_owned())),
                What::Description => article.description.clone_from(value),
                What::Updated => article.updated = day_of(value),
                What::Alias => {
                    article.aliases.push(if value.starts_with('/') { value.clone() } else { format!("/{value}") })
                }
                What::Status if is_unpublished(value) => {
                    article.draft = true;
                    report.lost(Loss::Draft, file, value);
                }
                What::Status => {}
                What::Lang | What::Topic => {}
            }
        }
        self.other.iter().for_each(|other| report.lost(Loss::Property, file, other));
    }
}

/// Whether a status is that of a page that is not for readers yet.
fn is_unpublished(status: &str) -> bool {
    let folded = fold(status);
    matches!(folded.as_str(), "no" | "nie" | "nein" | "false" | "ні") || UNPUBLISHED.contains(&folded.as_str())
}

/// A line with a name before a colon.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || " -_/()&".contains(c);
    let starts = name.starts_with(|c: char| c.is_alphabetic());
    (starts && name.chars().count() <= 40 && name.chars().all(plain)).then(|| (name.trim(), value.trim()))
}

fn what(name: &str) -> Option<What> {
    let name = fold(name.trim());
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(what, _)| *what)
}

fn lang(value: &str) -> Option<Lang> {
    let folded = fold(value.trim());
    let named = LANGUAGES.iter().find(|(name, _)| *name == folded).map(|(_, code)| *code);
    Lang::new(named.unwrap_or(&folded)).filter(|lang| named.is_some() || lang.as_str().len() == 2)
}
