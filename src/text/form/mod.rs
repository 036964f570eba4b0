//! What the form for a request to a person says. A table of its own: it is loaded with the form, not with the help.

mod de;
mod en;
mod pl;
mod uk;

use alloc::string::String;

use super::texts::{self, texts};

texts! {
/// All texts of the form in one language.
pub struct FormStrings {
    /// The language's code.
    pub lang: &'static str,
    /// Title of the form.
    pub title: &'static str,
    /// What can be asked for.
    pub ask: Ask,
    /// What goes along.
    pub along: Along,
    /// What is wrong.
    pub wrong: Wrong,
    /// What becomes of a request.
    pub delivery: DeliveryStatus,
    /// What is kept where.
    pub keep: Keep,
}
}

texts! {
/// The fields.
pub struct Ask {
    /// The topic.
    pub topic: &'static str,
    /// Stands in its list before one is chosen.
    pub choose: &'static str,
    /// The subject.
    pub subject: &'static str,
    /// The message.
    pub message: &'static str,
    /// Under the message.
    pub message_help: &'static str,
    /// The name.
    pub name: &'static str,
    /// The e-mail address.
    pub email: &'static str,
    /// The telephone number.
    pub phone: &'static str,
    /// Under address and number where one of them is enough.
    pub either: &'static str,
    /// After the name of a field that may stay empty.
    pub optional: &'static str,
    /// Files.
    pub files: &'static str,
    /// How many files and megabytes: `{n}`, `{m}`.
    pub files_limit: &'static str,
    /// The same for one file.
    pub file_limit: &'static str,
    /// Takes a file out: `{f}` is its name.
    pub remove_file: &'static str,
    /// Files go with the visitor's own mail.
    pub files_by_mail: &'static str,
    /// The field that people do not see.
    pub trap: &'static str,
    /// Sends.
    pub send: &'static str,
    /// Opens the visitor's mail program.
    pub prepare: &'static str,
}
}

texts! {
/// What is found while typing, and what goes along.
pub struct Along {
    /// Above articles that may answer.
    pub suggested: &'static str,
    /// The same, counted, for those who cannot see it: `{n}`.
    pub suggested_count: &'static str,
    /// Marks a number like those of persons.
    pub pesel: &'static str,
    /// Marks a number like those of payment cards.
    pub card: &'static str,
    /// Marks a number like those of bank accounts.
    pub iban: &'static str,
    /// Marks a password.
    pub password: &'static str,
    /// Why to hide it.
    pub why: &'static str,
    /// Hides it: `{x}`.
    pub mask: &'static str,
    /// Leaves it: `{x}`.
    pub leave: &'static str,
    /// Above what goes along.
    pub context: &'static str,
    /// Under it.
    pub context_help: &'static str,
    /// Nothing goes along.
    pub nothing: &'static str,
    /// Takes a line out: `{x}`.
    pub remove: &'static str,
    /// Brings back what was taken out.
    pub restore: &'static str,
    /// The page.
    pub page: &'static str,
    /// A search; what was typed and found: `{q}`, `{n}`.
    pub search: &'static str,
    /// What was typed and how much was found: `{q}`, `{n}`.
    pub searched: &'static str,
    /// An article.
    pub article: &'static str,
    /// It helped.
    pub helpful: &'static str,
    /// It did not help.
    pub unhelpful: &'static str,
    /// The language.
    pub language: &'static str,
    /// The visitor's time.
    pub time: &'static str,
    /// The widget's version.
    pub version: &'static str,
    /// Stands in a letter above what the visitor has tried.
    pub tried: &'static str,
    /// Stands in a letter whose text is too long for a link.
    pub pasted: &'static str,
}
}

texts! {
/// What is wrong with what was typed; `{f}` is the name of the field.
pub struct Wrong {
    /// Above the list of all that is wrong.
    pub summary: &'static str,
    /// No topic.
    pub topic: &'static str,
    /// No message.
    pub message: &'static str,
    /// No address where one is needed.
    pub email: &'static str,
    /// No address that mail could reach.
    pub email_form: &'static str,
    /// No number that could be called.
    pub phone_form: &'static str,
    /// Neither address nor number.
    pub either: &'static str,
    /// Another field is empty.
    pub missing: &'static str,
    /// Another field has another form than `{e}`.
    pub form: &'static str,
    /// The consent is not ticked.
    pub consent: &'static str,
    /// Too many bytes: `{m}` megabytes are the most.
    pub too_large: &'static str,
    /// Too many files: `{n}` are the most.
    pub too_many: &'static str,
    /// A file cannot be read.
    pub unreadable: &'static str,
    /// The browser could not keep a file: it goes along only as long as the page is open.
    pub unkept: &'static str,
    /// A file could not be taken out.
    pub unremoved: &'static str,
    /// Sent too soon for a person: in `{n}` seconds it goes.
    pub too_fast: &'static str,
}
}

texts! {
/// What becomes of a request. `{a}` is an address, `{r}` what the help desk says.
pub struct DeliveryStatus {
    /// It is being sent.
    pub sending: &'static str,
    /// It was sent.
    pub sent: &'static str,
    /// Under which number.
    pub reference: &'static str,
    /// Where the answer comes.
    pub answer_to: &'static str,
    /// The mail program has it.
    pub prepared: &'static str,
    /// What to do there.
    pub prepared_help: &'static str,
    /// If no mail program has opened.
    pub not_opened: &'static str,
    /// The text was too long for a link.
    pub too_long: &'static str,
    /// It waits.
    pub waiting: &'static str,
    /// For the network.
    pub waiting_offline: &'static str,
    /// For the help desk.
    pub waiting_busy: &'static str,
    /// For the browser, which cannot read a file that goes along.
    pub waiting_file: &'static str,
    /// Tries at once.
    pub try_now: &'static str,
    /// Nobody knows whether it has arrived.
    pub unsure: &'static str,
    /// Why, and what sending again may do.
    pub unsure_help: &'static str,
    /// Sends again all the same.
    pub again: &'static str,
    /// It has arrived after all, or no longer matters.
    pub enough: &'static str,
    /// It could not be sent.
    pub failed: &'static str,
    /// It was refused.
    pub refused: &'static str,
    /// In these words.
    pub refused_words: &'static str,
    /// It was tried for a day.
    pub expired: &'static str,
    /// What to do.
    pub failed_help: &'static str,
    /// Back to the form.
    pub edit: &'static str,
    /// Another request.
    pub another: &'static str,
    /// Copies the text.
    pub copy: &'static str,
    /// It is copied.
    pub copied: &'static str,
    /// It could not be copied.
    pub not_copied: &'static str,
    /// Saves it as a letter.
    pub save_letter: &'static str,
    /// Name of that file, without its ending.
    pub letter_name: &'static str,
    /// Before the other ways to a person.
    pub or: &'static str,
}
}

texts! {
/// What is kept where.
pub struct Keep {
    /// The draft is kept.
    pub kept: &'static str,
    /// It cannot be kept.
    pub not_kept: &'static str,
    /// What was kept before could not be read.
    pub unread: &'static str,
    /// Something that is kept is damaged.
    pub damaged: &'static str,
    /// For how long.
    pub how_long: &'static str,
    /// Another draft is there: `{s}` is its subject.
    pub earlier: &'static str,
    /// Opens it.
    pub open_earlier: &'static str,
    /// Deletes the draft.
    pub delete: &'static str,
    /// It is deleted.
    pub deleted: &'static str,
    /// It could not be deleted.
    pub not_deleted: &'static str,
    /// Brings it back.
    pub undo: &'static str,
    /// Saves all that is kept.
    pub export: &'static str,
    /// Name of that file, without its ending.
    pub export_name: &'static str,
    /// Leads to the privacy notice.
    pub privacy: &'static str,
}
}

impl FormStrings {
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

    /// The table as it travels.
    #[must_use]
    pub fn join(&self) -> String {
        texts::join(self)
    }

    /// Reads the table; `None` where it is not whole. It is kept for good: call it once.
    #[must_use]
    pub fn split(joined: &str) -> Option<&'static Self> {
        texts::keep(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form with a text too few would show every later text in the wrong place.
    #[test]
    fn tables_travel() {
        for lang in ["pl", "en", "de", "uk"] {
            let strings = FormStrings::of(lang);
            assert_eq!(strings.lang, lang);
            assert_eq!(FormStrings::split(&strings.join()), Some(strings), "{lang}");
        }
    }

    /// A text that lost its place would promise an address and name none.
    #[test]
    fn places_are_the_same_in_every_language() {
        let places = |lang: &str| -> Vec<String> {
            let joined = FormStrings::of(lang).join();
            let of = |text: &str| {
                let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
                found.sort_unstable();
                found.join(" ")
            };
            joined.split('\0').map(of).collect()
        };
        for lang in ["pl", "de", "uk"] {
            assert_eq!(places(lang), places("en"), "{lang}");
        }
    }
}
