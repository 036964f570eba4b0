//! What the visitor has tried in this tab: searches, articles, how long they were open and whether they helped. It is
//! not sent by itself: the form shows it, and sends what the visitor does not remove.

use std::fmt::Write;

use super::{route::Route, session, state::Visit, store::Store};

/// How many visits are remembered.
const MAX_VISITS: usize = 20;
/// How many articles read last are offered again.
const RECENT: usize = 3;

impl Store {
    /// Adds a visit, or moves an earlier one to the end, and changes it.
    fn update_visit(self, article: bool, text: &str, change: impl FnOnce(&mut Visit)) {
        self.state.with(|state| {
            let visits = &mut state.visits;
            let position = visits.iter().position(|visit| visit.article == article && visit.text == text);
            let mut visit = match position {
                Some(position) => visits.remove(position),
                None => Visit { article, count: 0, vote: '.', text: text.to_owned() },
            };
            change(&mut visit);
            visits.push(visit);
            if visits.len() > MAX_VISITS {
                visits.remove(0);
            }
        });
    }

    /// A question that was typed completely. It replaces the last one where one of them continues the other.
    pub(super) fn searched(self, question: &str, count: usize) {
        let text = question.trim().replace(['\t', '\n'], " ");
        self.state.with(|state| {
            let visits = &mut state.visits;
            let continues =
                |last: &Visit| !last.article && (text.starts_with(&last.text) || last.text.starts_with(&text));
            if visits.last().is_some_and(continues) {
                visits.pop();
            }
        });
        self.update_visit(false, &text, |visit| visit.count = count as u32);
        session::save(self);
        self.host().told("search", &text, count as u32);
    }

    /// The visitor sees another screen: records how long the article before was open.
    pub(super) fn record_reading(self, route: &Route, shown: bool) {
        let now = js_sys::Date::now();
        let key = match route {
            Route::Article(number, _) if shown => self.key(*number),
            _ => None,
        };
        let before = self.state.with(|state| std::mem::replace(&mut state.reading, key.clone().map(|key| (key, now))));
        if let (Route::Article(number, _), Some(key)) = (route, &key)
            // Closing and opening the panel again does not open another article.
            && self.state.with(|state| state.visits.last().is_none_or(|last| !last.article || last.text != *key))
        {
            self.report_article("article", *number, 0);
        }
        if let Some((key, since)) = before {
            self.update_visit(true, &key, |visit| visit.count += ((now - since) / 1_000.0) as u32);
        }
        if let Some(key) = key {
            self.update_visit(true, &key, |_| {});
        }
    }

    /// Whether an article helped.
    pub(super) fn vote(self, number: u32, helpful: bool) {
        if let Some(key) = self.key(number) {
            self.update_visit(true, &key, |visit| visit.vote = if helpful { '+' } else { '-' });
            session::save(self);
            self.report_article("vote", number, helpful.into());
        }
    }

    /// Whether the visitor said that an article helped; `None` before they have.
    pub(super) fn voted(self, number: u32) -> Option<bool> {
        let key = self.key(number)?;
        let vote = self.state.with(|state| {
            state.visits.iter().find(|visit| visit.article && visit.text == key).map_or('.', |visit| visit.vote)
        });
        (vote != '.').then_some(vote == '+')
    }

    /// The articles read last, the latest first.
    pub(super) fn recent(self) -> Vec<u32> {
        let visits = self.state.with(|state| state.visits.clone());
        let articles = visits.iter().rev().filter(|visit| visit.article);
        articles.filter_map(|visit| self.number(&visit.text)).take(RECENT).collect()
    }

    /// What the form starts with: the question, the key of the category, and the visits as the form reads them.
    pub(super) fn form_context(self) -> String {
        let loaded = self.loaded_now();
        // Includes the time of an article that is still open.
        let route = self.top();
        self.record_reading(&route, true);
        let (mut question, mut category, mut lines) = (String::new(), None, String::new());
        for Visit { article, count, vote, text } in self.state.with(|state| state.visits.clone()) {
            if !article {
                let _ = write!(lines, "\ns\t{count}\t{text}");
                question = text;
            } else if let Some(card) = self.number(&text).and_then(|number| loaded.card(number)) {
                let _ = write!(lines, "\na\t{count}\t{vote}\t{}\t{}", card.slug, card.title);
                category = Some(u32::from(card.category));
            }
        }
        let category = match self.below(1) {
            Route::Category(number) => Some(number),
            _ => category,
        };
        let category = category.and_then(|number| loaded.pack.categories.get(number as usize));
        format!("{question}\n{}{lines}", category.map_or("", |category| category.key.as_str()))
    }

    /// Reports an event about an article to the page.
    fn report_article(self, what: &str, number: u32, value: u32) {
        let loaded = self.loaded_now();
        self.host().told(what, loaded.card(number).map_or("", |card| card.slug.as_str()), value);
    }

    fn key(self, number: u32) -> Option<String> {
        self.loaded_now().card(number).map(|card| card.key.clone())
    }

    fn number(self, key: &str) -> Option<u32> {
        let loaded = self.loaded_now();
        loaded.pack.articles.iter().position(|card| card.key == key).map(|position| position as u32)
    }
}
