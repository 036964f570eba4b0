//! The stack of screens, and how it is written to session storage.

use super::loaded_pack::LoadedPack;

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Search, popular questions, topics.
    Home,
    /// All contact channels and their hours.
    Board,
    /// A request to a person.
    Request,
    /// Answers to a question.
    Results(String),
    /// The articles of a category, by number.
    Category(u32),
    /// An article, by number, and the heading to show first.
    Article(u32, Option<String>),
}

/// A screen and how far it was scrolled, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HistoryEntry {
    pub(super) route: Route,
    pub(super) scroll: i32,
}

impl HistoryEntry {
    pub(super) fn new(route: Route) -> Self {
        Self { route, scroll: 0 }
    }
}

/// Writes a stack, one line per screen; articles by slug, so that a new build of the content still finds them.
pub(super) fn write(stack: &[HistoryEntry], loaded: &LoadedPack) -> String {
    let line = |entry: &HistoryEntry| match &entry.route {
        Route::Home => Some("h".to_owned()),
        Route::Board => Some("b".to_owned()),
        Route::Request => Some("w".to_owned()),
        Route::Results(query) => Some(format!("r{}", query.replace('\n', " "))),
        Route::Category(number) => Some(format!("c{}", loaded.pack.categories.get(*number as usize)?.key)),
        Route::Article(number, fragment) => {
            let slug = &loaded.card(*number)?.slug;
            Some(format!("a{slug}#{}", fragment.as_deref().unwrap_or_default()))
        }
    };
    stack.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// Reads a stack; screens whose content no longer exists are left out. Never empty.
pub(super) fn read(text: &str, loaded: &LoadedPack) -> Vec<HistoryEntry> {
    let screen = |line: &str| {
        let mut chars = line.chars();
        let kind = chars.next()?;
        let rest = chars.as_str();
        match kind {
            'h' => Some(Route::Home),
            'b' => Some(Route::Board),
            'w' => Some(Route::Request),
            'r' => Some(Route::Results(rest.to_owned())),
            'c' => loaded.category(rest).map(Route::Category),
            'a' => {
                let (slug, fragment) = rest.split_once('#')?;
                let fragment = (!fragment.is_empty()).then(|| fragment.to_owned());
                loaded.article(slug).map(|number| Route::Article(number, fragment))
            }
            _ => None,
        }
    };
    let stack: Vec<HistoryEntry> = text.lines().filter_map(screen).map(HistoryEntry::new).collect();
    if stack.is_empty() { vec![HistoryEntry::new(Route::Home)] } else { stack }
}

/// An article's number in another language.
pub(super) fn article(number: u32, from: &LoadedPack, to: &LoadedPack) -> Option<u32> {
    let key = &from.card(number)?.key;
    to.pack.articles.iter().position(|card| card.key == *key).map(|position| position as u32)
}

/// The same screens in another language: articles and categories by their keys.
pub(super) fn translate(stack: &[HistoryEntry], from: &LoadedPack, to: &LoadedPack) -> Vec<HistoryEntry> {
    let screen = |entry: &HistoryEntry| match &entry.route {
        Route::Category(number) => to.category(&from.pack.categories.get(*number as usize)?.key).map(Route::Category),
        Route::Article(number, _) => Some(Route::Article(article(*number, from, to)?, None)),
        same => Some(same.clone()),
    };
    let stack: Vec<HistoryEntry> = stack.iter().filter_map(screen).map(HistoryEntry::new).collect();
    if stack.is_empty() { vec![HistoryEntry::new(Route::Home)] } else { stack }
}
