//! What the page around asks of the widget, by its commands and by being the page it is.

use leptos::prelude::*;

use super::{route::Route, signals::notify, store::Store};
use crate::knowledge::{MAX_PAGE_ARTICLES, Page, notice_is_here, page_articles, page_question};

/// The page as `js/port.js` tells it, a line each: origin, path, search, hash, title.
fn parts(lines: &str) -> (Page<'_>, &str) {
    let mut lines = lines.lines();
    let [origin, path, search, hash, title] = [(); 5].map(|()| lines.next().unwrap_or_default());
    (Page { origin, path, search, hash }, title)
}

impl Store {
    /// Does what a command says; `false` where something it names is not there.
    pub(super) fn obey(self, what: &str, text: &str) -> bool {
        match what {
            "search" => self.ask(text.to_owned()),
            "article" => {
                let (slug, fragment) = text.split_once('#').map_or((text, None), |(slug, id)| (slug, Some(id)));
                let Some(number) = self.loaded_now().article(slug) else {
                    self.home();
                    return false;
                };
                self.go(Route::Article(number, fragment.map(str::to_owned)));
            }
            "contact" if self.writes() => self.write(),
            "contact" => self.go(Route::Board),
            "lang" => self.speak(text.to_owned()),
            "online" => self.resume(),
            "page" if self.state.with(|state| std::mem::replace(&mut state.page, text.to_owned())) != text => {
                self.state.with(|state| state.suggested = None);
                notify(self.elsewhere);
            }
            "suggest" => {
                let loaded = self.loaded_now();
                let mut numbers: Vec<u32> = text.lines().filter_map(|slug| loaded.article(slug)).collect();
                let all = numbers.len() == text.lines().count();
                numbers.truncate(MAX_PAGE_ARTICLES);
                // A line break alone takes the word back; slugs of another language change nothing.
                if text.is_empty() || text == "\n" || !numbers.is_empty() {
                    self.state.with(|state| state.suggested = (text != "\n").then_some(numbers));
                }
                notify(self.elsewhere);
                return all || text == "\n";
            }
            _ => {}
        }
        true
    }

    /// The articles for the page that the visitor is on: those it names, else those of its rules, else what surely
    /// answers its own words.
    pub(super) fn suggested(self) -> Vec<u32> {
        self.elsewhere.track();
        let loaded = self.loaded();
        let (named, page) = self.state.with(|state| (state.suggested.clone(), state.page.clone()));
        if let Some(named) = named {
            return named;
        }
        let (page, title) = parts(&page);
        let ruled = page_articles(&loaded.pack.pages, &page);
        if !ruled.is_empty() {
            return ruled;
        }
        let question = page_question(page.path, title, &loaded.pack.site.name);
        if question.is_empty() {
            return ruled;
        }
        let outcome = loaded.search(&question, false, MAX_PAGE_ARTICLES);
        let best = outcome.hits.first().map(|hit| hit.article);
        best.filter(|best| loaded.card(*best).is_some_and(|card| outcome.suggests(&card.title))).into_iter().collect()
    }

    /// Whether a notice, by its number, stands on the first screen of this page.
    pub(super) fn is_here(self, notice: u32) -> bool {
        self.elsewhere.track();
        let loaded = self.loaded();
        let page = self.state.with(|state| state.page.clone());
        notice_is_here(&loaded.pack.pages, &parts(&page).0, notice)
    }
}
