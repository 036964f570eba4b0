//! The page that the widget is on: its commands, and the articles and notices that belong to it.

use leptos::prelude::*;

use super::{route::Route, signals::notify, store::Store};
use crate::knowledge::{MAX_PAGE_ARTICLES, Page, notice_is_here, page_articles, page_question};

/// The page as `js/port.js` passes it, one line each: origin, path, search, hash, title.
fn parts(lines: &str) -> (Page<'_>, &str) {
    let mut lines = lines.lines();
    let [origin, path, search, hash, title] = [(); 5].map(|()| lines.next().unwrap_or_default());
    (Page { origin, path, search, hash }, title)
}

impl Store {
    /// Runs a command of the page; `false` where something it names does not exist.
    pub(super) fn run_command(self, what: &str, text: &str) -> bool {
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
            "lang" => self.switch_language(text.to_owned()),
            // The history's Back: whether there is a screen to go back to.
            "back" => {
                let can = self.state.with(|state| state.stack.len() > 1);
                if can {
                    self.back();
                }
                return can;
            }
            "online" => self.resume(),
            "page" if self.state.with(|state| std::mem::replace(&mut state.page, text.to_owned())) != text => {
                self.state.with(|state| state.suggested = None);
                notify(self.page_changed);
            }
            "suggest" => {
                let loaded = self.loaded_now();
                let mut numbers: Vec<u32> = text.lines().filter_map(|slug| loaded.article(slug)).collect();
                let all_exist = numbers.len() == text.lines().count();
                numbers.truncate(MAX_PAGE_ARTICLES);
                // A line break alone withdraws the suggestion; slugs of another language change nothing.
                if text.is_empty() || text == "\n" || !numbers.is_empty() {
                    self.state.with(|state| state.suggested = (text != "\n").then_some(numbers));
                }
                notify(self.page_changed);
                return all_exist || text == "\n";
            }
            _ => {}
        }
        true
    }

    /// The articles for the page that the visitor is on: those it suggests, else those of its rules, else the best
    /// answer to its own words where that is sure to answer.
    pub(super) fn suggested(self) -> Vec<u32> {
        self.page_changed.track();
        let loaded = self.loaded();
        let (named, page) = self.state.with(|state| (state.suggested.clone(), state.page.clone()));
        if let Some(named) = named {
            return named;
        }
        let (page, title) = parts(&page);
        let by_rules = page_articles(&loaded.pack.pages, &page);
        if !by_rules.is_empty() {
            return by_rules;
        }
        let question = page_question(page.path, title, &loaded.pack.site.name);
        if question.is_empty() {
            return by_rules;
        }
        let (outcome, _) = loaded.search(&question, false, MAX_PAGE_ARTICLES);
        let best = outcome.hits.first().map(|hit| hit.article);
        best.filter(|best| loaded.card(*best).is_some_and(|card| outcome.suggests(&card.title))).into_iter().collect()
    }

    /// Whether a notice, by its number, is shown on the first screen on this page.
    pub(super) fn is_on_this_page(self, notice: u32) -> bool {
        self.page_changed.track();
        let loaded = self.loaded();
        let page = self.state.with(|state| state.page.clone());
        notice_is_here(&loaded.pack.pages, &parts(&page).0, notice)
    }
}
