//! What the visitor has tried in this tab: searches, articles, how long they were open and whether they helped. It goes
//! nowhere by itself: the form shows it, and takes along what the visitor leaves in.

use std::fmt::Write;

use super::{route::Route, session, state::Visit, store::Store};

/// How many steps are remembered.
const STEPS: usize = 20;
/// How many articles read last are offered again.
const RECENT: usize = 3;
impl Store {
    /// Adds a step, or goes back to one.
    fn step(self, article: bool, text: &str, change: impl FnOnce(&mut Visit)) {
        self.state.with(|state| {
            let steps = &mut state.visits;
            let place = steps.iter().position(|step| step.article == article && step.text == text);
            let mut step = match place {
                Some(place) => steps.remove(place),
                None => Visit { article, count: 0, vote: '.', text: text.to_owned() },
            };
            change(&mut step);
            steps.push(step);
            if steps.len() > STEPS {
                steps.remove(0);
            }
        });
    }

    /// A question that was typed to its end. One that goes on from the last takes its place.
    pub(super) fn searched(self, question: &str, count: usize) {
        let text = question.trim().replace(['\t', '\n'], " ");
        self.state.with(|state| {
            let steps = &mut state.visits;
            let grown = |last: &Visit| !last.article && (text.starts_with(&last.text) || last.text.starts_with(&text));
            if steps.last().is_some_and(grown) {
                steps.pop();
            }
        });
        self.step(false, &text, |step| step.count = count as u32);
        session::save(self);
        self.host().told("search", &text, count as u32);
    }

    /// The visitor sees another screen: counts how long the article before was open.
    pub(super) fn follow(self, route: &Route, shown: bool) {
        let now = js_sys::Date::now();
        let key = match route {
            Route::Article(number, _) if shown => self.key(*number),
            _ => None,
        };
        let before = self.state.with(|state| std::mem::replace(&mut state.reading, key.clone().map(|key| (key, now))));
        if let (Route::Article(number, _), Some(key)) = (route, &key)
            // Closing the panel and opening it again is no other article.
            && self.state.with(|state| state.visits.last().is_none_or(|last| !last.article || last.text != *key))
        {
            self.tell("article", *number, 0);
        }
        if let Some((key, since)) = before {
            self.step(true, &key, |step| step.count += ((now - since) / 1_000.0) as u32);
        }
        if let Some(key) = key {
            self.step(true, &key, |_| {});
        }
    }

    /// Whether an article helped.
    pub(super) fn vote(self, number: u32, helpful: bool) {
        if let Some(key) = self.key(number) {
            self.step(true, &key, |step| step.vote = if helpful { '+' } else { '-' });
            session::save(self);
            self.tell("vote", number, helpful.into());
        }
    }

    /// What was said of an article.
    pub(super) fn voted(self, number: u32) -> Option<bool> {
        let key = self.key(number)?;
        let vote = self.state.with(|state| {
            state.visits.iter().find(|step| step.article && step.text == key).map_or('.', |step| step.vote)
        });
        (vote != '.').then_some(vote == '+')
    }

    /// The articles read last, the latest first.
    pub(super) fn recent(self) -> Vec<u32> {
        let steps = self.state.with(|state| state.visits.clone());
        let articles = steps.iter().rev().filter(|step| step.article);
        articles.filter_map(|step| self.number(&step.text)).take(RECENT).collect()
    }

    /// What the form begins with: the question, the key of the category, and the steps as the form reads them.
    pub(super) fn about(self) -> String {
        let loaded = self.loaded_now();
        // Time goes on while an article is open.
        let route = self.top();
        self.follow(&route, true);
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

    /// Tells the page of an article.
    fn tell(self, what: &str, number: u32, value: u32) {
        let loaded = self.loaded_now();
        self.host().told(what, loaded.card(number).map_or("", |card| card.slug.as_str()), value);
    }

    fn key(self, number: u32) -> Option<String> {
        self.loaded_now().card(number).map(|card| card.key.clone())
    }

    fn number(self, key: &str) -> Option<u32> {
        let loaded = self.loaded_now();
        loaded.pack.articles.iter().position(|card| card.key == key).map(|place| place as u32)
    }
}
