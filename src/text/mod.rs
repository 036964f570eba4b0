//! What the interface says, in each language it speaks.
//!
//! A table of constants per language: a missing text does not compile, and nothing is looked up at run time. A
//! language without a table falls back to English. What articles say is not here; that is the writer's.

mod dates;
mod en;
mod hours;
mod pl;
mod plural;

pub use dates::long_date;
pub use hours::{channel_line, status_line};
pub use plural::Plural;

use alloc::{format, string::String};

use crate::knowledge::Callout;

/// All texts of one language.
#[derive(Debug)]
pub struct Strings {
    /// The language's code.
    pub lang: &'static str,
    /// What the language calls itself.
    pub name: &'static str,
    /// Name of the panel, first step of the breadcrumb.
    pub help: &'static str,
    /// The launcher, closed.
    pub open_help: &'static str,
    /// The launcher and the button, open.
    pub close_help: &'static str,
    /// Label of the search field.
    pub search_label: &'static str,
    /// What stands in the empty search field.
    pub search_hint: &'static str,
    /// Empties the search field.
    pub clear: &'static str,
    /// Above the popular articles.
    pub popular: &'static str,
    /// Above the categories.
    pub categories: &'static str,
    /// Above the results.
    pub results: &'static str,
    /// Number of results.
    pub result_count: Plural,
    /// Number of articles.
    pub article_count: Plural,
    /// Before a corrected question.
    pub searched_for: &'static str,
    /// Before a question that was taken as it is.
    pub searched_exactly: &'static str,
    /// Asks for the very words typed, which stand for `{q}`.
    pub search_exactly: &'static str,
    /// Above articles that are only near.
    pub nearest: &'static str,
    /// Above the articles read last.
    pub recent: &'static str,
    /// Before a heading: leads to where an answer stands.
    pub read_on: &'static str,
    /// Nothing found.
    pub nothing_found: &'static str,
    /// What to do then.
    pub nothing_found_advice: &'static str,
    /// Shows further results.
    pub more: &'static str,
    /// Goes back one step.
    pub back: &'static str,
    /// Name of the breadcrumb for those who cannot see it.
    pub breadcrumb: &'static str,
    /// Before the date of the last check.
    pub updated: &'static str,
    /// Above the other articles of the category.
    pub related: &'static str,
    /// Above the ways to a person.
    pub contact: &'static str,
    /// Name of the language switch.
    pub language: &'static str,
    /// While a text is fetched.
    pub loading: &'static str,
    /// A text could not be fetched.
    pub text_failed: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// A language could not be fetched.
    pub language_failed: &'static str,
    /// The widget could not start.
    pub failed: &'static str,
    /// Leads to the static pages.
    pub all_articles: &'static str,
    /// Name of a table that scrolls sideways.
    pub table: &'static str,
    /// A ticked item.
    pub done: &'static str,
    /// An item to tick.
    pub to_do: &'static str,
    /// For a footnote's reference.
    pub footnote: &'static str,
    /// The five callouts, in the order of [`Callout`].
    pub callouts: [&'static str; 5],
    /// Months as they stand in a date.
    pub months: [&'static str; 12],
    /// "on Monday" and so on.
    pub on_weekday: [&'static str; 7],
    /// "from Monday" and so on.
    pub from_weekday: [&'static str; 7],
    /// Sentences about opening hours.
    pub hours: Hours,
}

/// Sentences about opening hours. `{t}` stands for a time of day, `{d}` for a day with its preposition.
#[derive(Debug)]
pub struct Hours {
    /// Open until a time.
    pub open_until: &'static str,
    /// Open without an end in sight.
    pub open: &'static str,
    /// Closed, opens later.
    pub closed_until: &'static str,
    /// Closed, no opening known.
    pub closed: &'static str,
    /// The table does not reach this moment.
    pub unknown: &'static str,
    /// The same for one channel, in few words.
    pub channel_open: &'static str,
    /// One channel, closed.
    pub channel_closed: &'static str,
    /// Later today.
    pub today: &'static str,
    /// Tomorrow.
    pub tomorrow: &'static str,
    /// From later today.
    pub from_today: &'static str,
    /// From tomorrow.
    pub from_tomorrow: &'static str,
    /// On a date further away.
    pub on_date: &'static str,
    /// From a date further away.
    pub from_date: &'static str,
}

impl Strings {
    /// The texts of a language; English where it has none.
    #[must_use]
    pub fn of(lang: &str) -> &'static Self {
        match lang.get(..2) {
            Some("pl") => &pl::STRINGS,
            _ => &en::STRINGS,
        }
    }

    /// The word above a callout.
    #[must_use]
    pub fn callout(&self, kind: Callout) -> &'static str {
        let [note, tip, important, warning, caution] = self.callouts;
        match kind {
            Callout::Note => note,
            Callout::Tip => tip,
            Callout::Important => important,
            Callout::Warning => warning,
            Callout::Caution => caution,
        }
    }

    /// "5 wyników" and the like.
    #[must_use]
    pub fn results_counted(&self, count: usize) -> String {
        format!("{count}\u{a0}{}", self.result_count.form(self.lang, count))
    }

    /// "7 artykułów" and the like.
    #[must_use]
    pub fn articles_counted(&self, count: usize) -> String {
        format!("{count}\u{a0}{}", self.article_count.form(self.lang, count))
    }
}
