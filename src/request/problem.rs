//! What keeps a draft from being sent. As little as possible: a visitor whose request is refused does not come back.

use alloc::{string::String, vec::Vec};

use super::{Draft, Field, FieldKind, Forms, email, phone, sink};

/// The most characters of a value that is matched against a pattern: what is longer does not match. A pattern that is
/// accepted at build time matches so many in milliseconds.
pub const PATTERN_CHARS: usize = 1_000;

/// What keeps a draft from being sent: the field (`topic`, `message`, `email`, `phone`, `consent`, `files`, or the id
/// of a field of the topic), and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No topic is chosen.
    Topic,
    /// There is no message.
    Message,
    /// There is no address, and the sink needs one.
    Email,
    /// The address is none that mail could reach.
    EmailForm,
    /// The number is none that could be called.
    PhoneForm,
    /// There is neither address nor number.
    Either,
    /// A field of the topic is empty: its id.
    Missing(String),
    /// A field of the topic does not have its form: its id.
    Form(String),
    /// Consent is asked for and not given.
    Consent,
    /// The files have too many bytes: this many are the most.
    TooLarge(u32),
    /// There are too many files: this many are the most.
    TooMany(usize),
    /// A file that was chosen is no longer there: its name.
    Unreadable(String),
    /// This browser could not keep a file, which can be sent only as long as the page is open: its name.
    Unkept(String),
}

impl Problem {
    /// The id of the field to mend.
    #[must_use]
    pub fn field(&self) -> &str {
        match self {
            Self::Topic => "topic",
            Self::Message => "message",
            Self::Email | Self::EmailForm | Self::Either => "email",
            Self::PhoneForm => "phone",
            Self::Missing(id) | Self::Form(id) => id,
            Self::Consent => "consent",
            Self::TooLarge(_) | Self::TooMany(_) | Self::Unreadable(_) | Self::Unkept(_) => "files",
        }
    }
}

impl Draft {
    /// What keeps it from being sent, in the order of the form. `matches` says whether a value matches a
    /// pattern, both as HTML defines them.
    #[must_use]
    pub fn problems(&self, forms: &Forms, matches: &dyn Fn(&str, &str) -> bool) -> Vec<Problem> {
        let mut out = Vec::new();
        let topic = self.topic(forms);
        if topic.is_none() {
            out.push(Problem::Topic);
        }
        for field in topic.iter().flat_map(|topic| &topic.fields) {
            out.extend(self.field_problem(field, matches));
        }
        if self.message.trim().is_empty() {
            out.push(Problem::Message);
        }
        let sink = self.sink(forms).and_then(sink::sink);
        let (email, phone) = (email::normalized(&self.contact.email), phone::normalized(&self.contact.phone));
        // An e-mail comes from the visitor's own address.
        if let Some(sink) = &sink {
            match (email.as_str(), phone.as_str()) {
                ("", _) if sink.needs_email() => out.push(Problem::Email),
                ("", "") => out.push(Problem::Either),
                _ => {}
            }
        }
        if sink.is_some() && !email.is_empty() && !email::is_valid(&email) {
            out.push(Problem::EmailForm);
        }
        if sink.is_some() && !phone.is_empty() && !phone::is_valid(&phone) {
            out.push(Problem::PhoneForm);
        }
        out.extend(self.files_problem(forms));
        if !forms.privacy.consent.is_empty() && self.consented.is_empty() {
            out.push(Problem::Consent);
        }
        out
    }

    /// Why its files cannot be sent: too many, or too many bytes. Checked before a byte of a file is copied.
    #[must_use]
    pub fn files_problem(&self, forms: &Forms) -> Option<Problem> {
        let sink = self.sink(forms).and_then(sink::sink)?;
        let bytes: u64 = self.files.iter().map(|file| u64::from(file.size)).sum();
        if self.files.len() > sink.max_files() {
            Some(Problem::TooMany(sink.max_files()))
        } else {
            (bytes > u64::from(sink.max_bytes())).then(|| Problem::TooLarge(sink.max_bytes()))
        }
    }

    fn field_problem(&self, field: &Field, matches: &dyn Fn(&str, &str) -> bool) -> Option<Problem> {
        let value = self.field(&field.id).trim();
        match value {
            "" => field.required.then(|| Problem::Missing(field.id.clone())),
            _ => {
                let number = field.kind != FieldKind::Number || value.bytes().all(|byte| byte.is_ascii_digit());
                let short = value.chars().nth(PATTERN_CHARS).is_none();
                let form = field.pattern.is_empty() || short && matches(&field.pattern, value);
                (!number || !form).then(|| Problem::Form(field.id.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{
        Attachment, Contact, SinkConfig,
        draft::tests::{draft, forms, webhook},
    };

    /// Who is asked for too little cannot be helped; who is asked for too much goes away.
    #[test]
    fn what_is_asked_for() {
        let matches = |_: &str, value: &str| value.starts_with("MAL-");
        let problems = |draft: &Draft, sink| draft.problems(&forms(sink), &matches);
        let mail = || SinkConfig::Mailto { to: "a@example.com".into() };
        let zammad = || SinkConfig::Zammad { url: "https://desk.example".into(), max_bytes: 0 };
        assert_eq!(problems(&draft(), webhook()), []);
        assert_eq!(problems(&Draft::default(), webhook()), [Problem::Topic, Problem::Message, Problem::Either]);
        let nobody = Draft { contact: Contact::default(), ..draft() };
        assert_eq!(problems(&nobody, webhook()), [Problem::Either]);
        assert_eq!(problems(&nobody, mail()), [], "the mail program knows the address");
        let odd = Draft { contact: Contact { phone: "12".into(), ..Contact::default() }, ..draft() };
        assert_eq!(problems(&odd, mail()), [], "what is not asked for cannot be mended");
        assert_eq!(problems(&odd, webhook()), [Problem::PhoneForm]);
        let phone = Draft { contact: Contact { phone: "600 100 200".into(), ..Contact::default() }, ..draft() };
        assert_eq!(problems(&phone, webhook()), []);
        assert_eq!(problems(&phone, zammad()), [Problem::Email]);
        let mut returns = Draft { topic: "returns".into(), message: " ".into(), ..draft() };
        assert_eq!(problems(&returns, webhook()), [Problem::Missing("order".into()), Problem::Message]);
        returns.set_field("order", "204518");
        assert_eq!(problems(&returns, webhook()), [Problem::Form("order".into()), Problem::Message]);
        returns.set_field("order", "MAL-204518");
        assert_eq!(problems(&returns, webhook()), [Problem::Message]);
        let heavy = Draft { files: alloc::vec![Attachment { size: 5, ..Attachment::default() }], ..draft() };
        assert_eq!(problems(&heavy, webhook()), [Problem::TooLarge(0)]);
        let mut asked = forms(webhook());
        asked.privacy.consent = "Zgadzam się.".into();
        assert_eq!(draft().problems(&asked, &matches), [Problem::Consent]);
    }
}
