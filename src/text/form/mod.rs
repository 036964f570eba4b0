//! The texts of the form for a request to a person. A separate table: it is loaded with the form, not with the help.

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
    /// The fields and buttons.
    pub ask: Ask,
    /// Secrets that were found, and the data sent with the message.
    pub along: Along,
    /// Errors of validation.
    pub wrong: Wrong,
    /// Delivery of a request.
    pub delivery: DeliveryStatus,
    /// What is stored where.
    pub keep: Keep,
}
}

texts! {
/// The fields and buttons.
pub struct Ask {
    /// The topic.
    pub topic: &'static str,
    /// Shown in its list before one is chosen.
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
    /// Removes a file: `{f}` is its name.
    pub remove_file: &'static str,
    /// Files are attached in the visitor's own mail program.
    pub files_by_mail: &'static str,
    /// The hidden field against programs that fill in forms.
    pub trap: &'static str,
    /// Sends.
    pub send: &'static str,
    /// Opens the visitor's mail program.
    pub prepare: &'static str,
}
}

texts! {
/// What is found while typing, and the data sent with the message.
pub struct Along {
    /// Above articles that may answer.
    pub suggested: &'static str,
    /// The same with their number `{n}`, for screen readers.
    pub suggested_count: &'static str,
    /// Marks a number that may be a national identification number.
    pub pesel: &'static str,
    /// Marks a number that may be of a payment card.
    pub card: &'static str,
    /// Marks a number that may be of a bank account.
    pub iban: &'static str,
    /// Marks a password.
    pub password: &'static str,
    /// Why to hide it.
    pub why: &'static str,
    /// Hides it: `{x}`.
    pub mask: &'static str,
    /// Leaves it: `{x}`.
    pub leave: &'static str,
    /// Above the list of what is sent with the message.
    pub context: &'static str,
    /// Under it.
    pub context_help: &'static str,
    /// Nothing is sent with the message.
    pub nothing: &'static str,
    /// Removes a line: `{x}`.
    pub remove: &'static str,
    /// Restores the removed lines.
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
    /// In an e-mail, above what the visitor has tried.
    pub tried: &'static str,
    /// In an e-mail whose text is too long for a link.
    pub pasted: &'static str,
}
}

texts! {
/// Errors in the fields; `{f}` is the name of the field.
pub struct Wrong {
    /// Above the list of all errors.
    pub summary: &'static str,
    /// No topic.
    pub topic: &'static str,
    /// No message.
    pub message: &'static str,
    /// No address where one is needed.
    pub email: &'static str,
    /// Not an e-mail address.
    pub email_form: &'static str,
    /// Not a telephone number.
    pub phone_form: &'static str,
    /// Neither address nor number.
    pub either: &'static str,
    /// Another field is empty.
    pub missing: &'static str,
    /// Another field does not have the form of the example `{e}`.
    pub form: &'static str,
    /// The consent is not ticked.
    pub consent: &'static str,
    /// Too many bytes: `{m}` megabytes are the most.
    pub too_large: &'static str,
    /// Too many files: `{n}` are the most.
    pub too_many: &'static str,
    /// A file cannot be read.
    pub unreadable: &'static str,
    /// The browser could not store a file: it is lost when the page is closed.
    pub unkept: &'static str,
    /// A file could not be removed.
    pub unremoved: &'static str,
    /// Sent faster than a person could: it can be sent in `{n}` seconds.
    pub too_fast: &'static str,
}
}

texts! {
/// Delivery of a request. `{a}` is an address, `{r}` the reference or the reason from the help desk.
pub struct DeliveryStatus {
    /// It is being sent.
    pub sending: &'static str,
    /// It was sent.
    pub sent: &'static str,
    /// The help desk's reference number.
    pub reference: &'static str,
    /// The address to which the answer is sent.
    pub answer_to: &'static str,
    /// The mail program was opened with it.
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
    /// For the browser, which cannot read an attached file.
    pub waiting_file: &'static str,
    /// Tries at once.
    pub try_now: &'static str,
    /// It is not known whether it has arrived.
    pub unsure: &'static str,
    /// Why, and what sending again may do.
    pub unsure_help: &'static str,
    /// Sends again anyway.
    pub again: &'static str,
    /// It has arrived after all, or no longer matters.
    pub enough: &'static str,
    /// It could not be sent.
    pub failed: &'static str,
    /// It was refused.
    pub refused: &'static str,
    /// It was refused, with the help desk's reason.
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
    /// Saves it as an e-mail file.
    pub save_letter: &'static str,
    /// Name of that file, without its extension.
    pub letter_name: &'static str,
    /// Before the other contact channels.
    pub or: &'static str,
}
}

texts! {
/// What is stored where.
pub struct Keep {
    /// The draft is stored.
    pub kept: &'static str,
    /// It cannot be stored.
    pub not_kept: &'static str,
    /// What was stored before could not be read.
    pub unread: &'static str,
    /// A stored item is damaged.
    pub damaged: &'static str,
    /// For how long.
    pub how_long: &'static str,
    /// There is another draft: `{s}` is its subject.
    pub earlier: &'static str,
    /// Opens it.
    pub open_earlier: &'static str,
    /// Deletes the draft.
    pub delete: &'static str,
    /// It is deleted.
    pub deleted: &'static str,
    /// It could not be deleted.
    pub not_deleted: &'static str,
    /// Restores it.
    pub undo: &'static str,
    /// Saves all that is stored.
    pub export: &'static str,
    /// Name of that file, without its extension.
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

    /// The table as one string, for the form's file.
    #[must_use]
    pub fn join(&self) -> String {
        texts::join(self)
    }

    /// Reads the table; `None` where it is incomplete. It is never freed: call it once.
    #[must_use]
    pub fn split(joined: &str) -> Option<&'static Self> {
        texts::leak(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form with a text too few would show every later text in the wrong place.
    #[test]
    fn tables_survive_a_pack() {
        for lang in ["pl", "en", "de", "uk"] {
            let strings = FormStrings::of(lang);
            assert_eq!(strings.lang, lang);
            assert_eq!(FormStrings::split(&strings.join()), Some(strings), "{lang}");
        }
    }

    /// A text without its placeholder would promise an address and show none.
    #[test]
    fn placeholders_are_the_same_in_every_language() {
        let placeholders = |lang: &str| -> Vec<String> {
            let joined = FormStrings::of(lang).join();
            let of = |text: &str| {
                let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
                found.sort_unstable();
                found.join(" ")
            };
            joined.split('\0').map(of).collect()
        };
        for lang in ["pl", "de", "uk"] {
            assert_eq!(placeholders(lang), placeholders("en"), "{lang}");
        }
    }
}
