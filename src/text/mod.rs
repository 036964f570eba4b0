//! The texts of the interface, in each of its languages.
//!
//! One table of constants per language: a missing text does not compile, and nothing is looked up at run time. A pack
//! carries the table of its language, so the browser has no other. A language without a table falls back to English.
//! The text of articles is not here: writers write it.

mod texts;

mod dates;
mod lines;
mod locale;
mod plural;

// `cargo xtask bench hours` measures what the sentences cost by leaving them out.
#[cfg_attr(feature = "bench-blank", path = "blank.rs")]
mod voice;

#[cfg(feature = "request")]
mod form;

mod de;
mod en;
mod pl;
mod uk;

#[cfg(feature = "request")]
pub use form::{Along, Ask, DeliveryStatus, FormStrings, Keep, Wrong};
pub use lines::Lines;
pub use locale::tells_halves;
pub use plural::Plural;
pub use voice::Voice;

use alloc::{format, string::String};

use crate::knowledge::Callout;
use texts::texts;

texts! {
/// All texts of one language.
pub struct Strings {
    /// The language's code.
    pub lang: &'static str,
    /// The language's name in that language.
    pub name: &'static str,
    /// Name of the panel, first step of the breadcrumb.
    pub help: &'static str,
    /// The launcher, closed.
    pub open_help: &'static str,
    /// The launcher and the button, open.
    pub close_help: &'static str,
    /// Label of the search field.
    pub search_label: &'static str,
    /// Shown in the empty search field.
    pub search_hint: &'static str,
    /// Empties the search field.
    pub clear: &'static str,
    /// Above the articles that belong to the visitor's page.
    pub for_this_page: &'static str,
    /// Above the popular articles.
    pub popular: &'static str,
    /// Above the categories.
    pub categories: &'static str,
    /// Above the results.
    pub results: &'static str,
    /// Number of results.
    pub result_count: Plural,
    /// Number of articles; `few` is also the heading of a list of some, in all languages.
    pub article_count: Plural,
    /// Before a corrected question.
    pub searched_for: &'static str,
    /// Before a question that was taken as it is.
    pub searched_exactly: &'static str,
    /// Searches for exactly the words typed, `{q}`.
    pub search_exactly: &'static str,
    /// Above articles that may be related but do not answer.
    pub nearest: &'static str,
    /// Above the articles read last.
    pub recent: &'static str,
    /// Before a heading: leads to the section of an answer.
    pub read_on: &'static str,
    /// Nothing found.
    pub nothing_found: &'static str,
    /// What to do then.
    pub nothing_found_advice: &'static str,
    /// Shows further results.
    pub more: &'static str,
    /// Goes back one step.
    pub back: &'static str,
    /// Accessible name of the breadcrumb.
    pub breadcrumb: &'static str,
    /// Before the date of the last check.
    pub updated: &'static str,
    /// Above the other articles of the category.
    pub related: &'static str,
    /// Above the contact channels.
    pub contact: &'static str,
    /// Leads to the form for a request, and its title.
    pub write: &'static str,
    /// The same where the question holds a number, `{q}`, with which the form begins.
    pub write_number: &'static str,
    /// The form could not be loaded.
    pub form_failed: &'static str,
    /// Asks whether an article helped.
    pub helped: &'static str,
    /// It did.
    pub yes: &'static str,
    /// It did not.
    pub no: &'static str,
    /// Answers "yes".
    pub thanks: &'static str,
    /// Answers "no".
    pub sorry: &'static str,
    /// Name of the language switch.
    pub language: &'static str,
    /// While something is fetched.
    pub loading: &'static str,
    /// A text could not be fetched.
    pub text_failed: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// A language could not be fetched.
    pub language_failed: &'static str,
    /// The widget could not start.
    pub failed: &'static str,
    /// Leads to the static pages, and the heading of a list of all.
    pub all_articles: &'static str,
    /// Name of a table that scrolls sideways.
    pub table: &'static str,
    /// A ticked item.
    pub done: &'static str,
    /// An item to tick.
    pub to_do: &'static str,
    /// Accessible name of a reference to a footnote, before its number.
    pub footnote: &'static str,
    /// The five callouts, in the order of [`Callout`].
    pub callouts: [&'static str; 5],
    /// Months in the form used in a date.
    pub months: [&'static str; 12],
    /// A date without its year: the number stands for `{n}`, the month for `{m}`.
    pub date: &'static str,
    /// Weekdays by themselves, from Monday on.
    pub weekdays: [&'static str; 7],
    /// "on Monday at 8:00".
    pub on: Days,
    /// "from Monday, 8:00".
    pub from: Days,
    /// "by Monday, 8:00".
    pub by: Days,
    /// Sentences about opening hours.
    pub hours: Hours,
    /// The screen with all contact channels.
    pub board: Board,
}
}

texts! {
/// A day and a time in a sentence. `{t}` stands for the time, `{d}` for the weekday, `{m}` for the date.
pub struct Days {
    /// The same day.
    pub today: &'static str,
    /// The next one.
    pub tomorrow: &'static str,
    /// Within a week.
    pub weekday: &'static str,
    /// Later.
    pub date: &'static str,
    /// Weekdays in the form used there, from Monday on.
    pub weekdays: [&'static str; 7],
}
}

texts! {
/// Sentences about opening hours. `{t}` stands for a time, `{w}` for a day and time of `on`, `{f}` for one of `from`,
/// `{b}` for one of `by`, `{i}` for how long it takes, `{r}` for a reason.
pub struct Hours {
    /// Open until a time.
    pub open_until: &'static str,
    /// Open without an end in sight.
    pub open: &'static str,
    /// Open for less than an hour.
    pub closing: &'static str,
    /// Closed, opens later.
    pub closed_until: &'static str,
    /// The same on a day that is closed for a reason.
    pub closed_today: &'static str,
    /// Added to both, within a day.
    pub counted: &'static str,
    /// Closed, no opening known.
    pub closed: &'static str,
    /// The moment is past the table's horizon.
    pub past_horizon: &'static str,
    /// The visitor's clock is wrong.
    pub wrong_clock: &'static str,
    /// One channel, open until a time.
    pub channel_open: &'static str,
    /// Open round the clock.
    pub channel_always: &'static str,
    /// Open for less than an hour.
    pub channel_closing: &'static str,
    /// Closed, opens later.
    pub channel_closed: &'static str,
    /// Closed, no opening known.
    pub channel_never: &'static str,
    /// Nothing is known.
    pub channel_unknown: &'static str,
    /// By when an answer is promised.
    pub reply: &'static str,
    /// From when on messages are answered.
    pub answered: &'static str,
    /// Hours of a day: from `{a}` to `{b}`.
    pub range: &'static str,
    /// Hours of a day that has none.
    pub closed_day: &'static str,
    /// Hours of a day that is all open.
    pub all_day: &'static str,
    /// A time in a sentence; `{c}` is what the clock shows.
    pub clock: &'static str,
    /// The end of a day in a sentence.
    pub midnight: &'static str,
    /// Hours, as counted there.
    pub hour: Plural,
    /// Minutes, as counted there.
    pub minute: Plural,
    /// The visitor's own time.
    pub theirs: &'static str,
    /// The same on another day, `{d}`.
    pub theirs_day: &'static str,
    /// Weekdays in the form used there, from Monday on.
    pub their_weekdays: [&'static str; 7],
    /// The text in front of "11:00", and what replaces it: Ukrainian changes its preposition there.
    pub at_eleven: [&'static str; 2],
}
}

texts! {
/// The screen with all contact channels, and notices.
pub struct Board {
    /// Its title.
    pub title: &'static str,
    /// Leads there.
    pub all: &'static str,
    /// Marks the channel to use now.
    pub best: &'static str,
    /// Above the channels that are closed; `{n}` is how many.
    pub closed: &'static str,
    /// Above the hours of all channels.
    pub hours: &'static str,
    /// Above the usual week.
    pub usual: &'static str,
    /// Above the days that differ.
    pub exceptions: &'static str,
    /// Today's hours, `{h}`.
    pub today: &'static str,
    /// A row of the days: today.
    pub this_day: &'static str,
    /// Can be used at any time.
    pub any_time: &'static str,
    /// Puts the opening into the visitor's calendar.
    pub remind: &'static str,
    /// Name of the calendar file, without its extension.
    pub reminder: &'static str,
    /// Leads to an article about a channel.
    pub more: &'static str,
    /// Dismisses a notice.
    pub dismiss: &'static str,
}
}

impl Strings {
    /// The texts of a language; English where it has none.
    #[must_use]
    pub fn of(lang: &str) -> &'static Self {
        match lang.get(..2) {
            Some("de") => &de::STRINGS,
            Some("pl") => &pl::STRINGS,
            Some("uk") => &uk::STRINGS,
            _ => &en::STRINGS,
        }
    }

    /// The table as a pack carries it.
    #[must_use]
    pub fn join(&self) -> String {
        texts::join(self)
    }

    /// Reads the table of a pack; `None` where it is incomplete. It is never freed, since all nodes refer to it: call
    /// it once per language.
    #[must_use]
    pub fn split(joined: &str) -> Option<&'static Self> {
        texts::leak(joined)
    }

    /// The title of a callout.
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
        self.counted(count, &self.result_count)
    }

    /// "7 artykułów" and the like.
    #[must_use]
    pub fn articles_counted(&self, count: usize) -> String {
        self.counted(count, &self.article_count)
    }

    /// What to call the articles that are in no topic. `all`: there are no others.
    #[must_use]
    pub fn articles_name(&self, all: bool) -> &'static str {
        if all { self.all_articles } else { self.article_count.few }
    }

    /// A number and its noun.
    #[must_use]
    pub fn counted(&self, count: usize, noun: &Plural) -> String {
        format!("{count}\u{a0}{}", noun.form(self.lang, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pack with a text too few would show every later text in the wrong place.
    #[test]
    fn tables_survive_a_pack() {
        for lang in ["pl", "en", "de", "uk"] {
            let strings = Strings::of(lang);
            assert_eq!(strings.lang, lang);
            let joined = strings.join();
            assert_eq!(Strings::split(&joined), Some(strings), "{lang}");
            assert_eq!(Strings::split(&joined[..joined.len() - strings.board.dismiss.len() - 1]), None);
            assert_eq!(Strings::split(&(joined + "\0more")), None);
        }
    }
}
