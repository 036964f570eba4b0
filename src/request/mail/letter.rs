//! The text of a letter: the visitor's words first, then what has been tried. `link` and `eml` send it.

use alloc::{format, string::String, vec::Vec};

use super::lines::{line, shorten, tidy};
use crate::{
    request::{Context, Request},
    text::{Along, FormStrings},
};

/// The longest subject, in bytes of UTF-8: three times as long in a link, which leaves room for address and text. A
/// longer one stands whole above the message.
const SUBJECT: usize = 200;

/// A letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// One line, the visitor's own.
    pub subject: String,
    /// The visitor's part: the message, the topic and the answers to its fields, how to reach them, what they agreed
    /// to. Never cut.
    pub words: String,
    /// What has been tried, and where, a line each: the most useful to the agent first, the request's id last. May
    /// be cut from the end.
    pub context: Vec<String>,
    /// Stands above the context; empty where the visitor took out all of it but the id.
    pub tried: String,
    /// Stands in place of words that are too long for a link.
    pub pasted: String,
}

impl Letter {
    /// The letter of a request. Line breaks become `\n`; other control characters but tabs are left out, since nobody
    /// sees them, no mail may contain the zero among them (RFC 5322, section 3.5) and some programs refuse a link for
    /// any. All else is as it was typed.
    #[must_use]
    pub fn new(request: &Request, strings: &FormStrings) -> Self {
        let whole = line(&request.subject);
        let subject = shorten(&whole, SUBJECT);
        let above = if subject == whole { String::new() } else { whole };
        let parts = [above, tidy(&request.message), answers(request, strings)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        let mut context = tried(&request.context, &strings.along);
        let tried = if context.is_empty() { String::new() } else { plain(strings.along.tried) };
        if !request.id.is_empty() {
            context.push(format!("ID: {}", line(&request.id)));
        }
        Self { subject, words: parts.join("\n\n"), context, tried, pasted: plain(strings.along.pasted) }
    }

    /// The whole letter without its subject: words, then what has been tried. Lines end with `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = self.words.clone();
        out.extend(self.tail());
        out
    }

    /// The lines of the context, each with what stands before it.
    pub(super) fn tail(&self) -> impl Iterator<Item = String> + '_ {
        self.context.iter().enumerate().map(|(number, line)| {
            let gap = if self.words.is_empty() { "" } else { "\n\n" };
            match (number, self.tried.as_str()) {
                (0, "") => format!("{gap}{line}"),
                (0, tried) => format!("{gap}{tried}\n{line}"),
                _ => format!("\n{line}"),
            }
        })
    }
}

/// What stands below the message. The topic is here and not in the subject, which is the visitor's own.
fn answers(request: &Request, strings: &FormStrings) -> String {
    let Request { topic, contact, .. } = request;
    let ask = &strings.ask;
    let mut lines = alloc::vec![labelled(ask.topic, &topic.label)];
    lines.extend(request.fields.iter().map(|field| labelled(&field.label, &field.value)));
    let reach = [(ask.name, &contact.name), (ask.email, &contact.email), (ask.phone, &contact.phone)];
    lines.extend(reach.into_iter().map(|(label, value)| labelled(label, value)));
    // Without it a company that asks for consent could not show that it was given.
    lines.extend(request.consent.iter().map(|consent| format!("[x] {} ({})", line(&consent.text), line(&consent.at))));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// What has been tried. Articles stand before searches: what was read and did not help must not be sent again.
fn tried(context: &Context, along: &Along) -> Vec<String> {
    let articles = context.articles.iter().map(|article| {
        let title = if article.title.is_empty() { &article.slug } else { &article.title };
        let vote = match article.helpful {
            Some(true) => format!(", {}", along.helpful),
            Some(false) => format!(", {}", along.unhelpful),
            None => String::new(),
        };
        labelled(along.article, &format!("{} ({}{vote})", line(title), duration(article.seconds)))
    });
    // The number first: a query may say `{n}`.
    let searches = context.searches.iter().map(|search| {
        let found = along.searched.replace("{n}", &format!("{}", search.results));
        labelled(along.search, &found.replace("{q}", &line(&search.query)))
    });
    let page: Vec<&str> =
        [context.page_title.as_str(), &context.page_url].into_iter().filter(|p| !p.is_empty()).collect();
    let rest = [
        (along.page, line(&page.join(" – "))),
        (along.language, line(&context.language)),
        // RFC 3339 allows the space (section 5.6), and a person reads it.
        (along.time, line(&context.local_time).replacen('T', " ", 1)),
        (along.version, line(&context.widget)),
    ];
    let rest = rest.iter().map(|(label, value)| labelled(label, value));
    articles.chain(searches).chain(rest).filter(|line| !line.is_empty()).collect()
}

/// `41 s`, `3 min`.
fn duration(seconds: u32) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min", seconds.saturating_add(30) / 60) }
}

/// A value after its label, below it where it has several lines; empty where there is no value.
fn labelled(label: &str, value: &str) -> String {
    let (label, value) = (plain(label), tidy(value));
    if value.trim().is_empty() || label.is_empty() {
        return value.trim().into();
    }
    // A question is answered, not explained.
    let colon = if label.ends_with(['?', ':', '!', '.']) { "" } else { ":" };
    let gap = if value.contains('\n') { "\n" } else { " " };
    format!("{label}{colon}{gap}{value}")
}

/// The form's own words with ordinary spaces: a letter is not laid out as the panel is, and people who search their
/// mail type ordinary ones.
fn plain(text: &str) -> String {
    line(text).replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Consent, Contact, FieldValue, ReadArticle, Search, TopicName};

    fn request() -> Request {
        let article = |title: &str, seconds, helpful| ReadArticle {
            slug: "uszkodzona-paczka".into(),
            title: title.into(),
            seconds,
            helpful,
        };
        let field =
            |label: &str, value: &str| FieldValue { label: label.into(), value: value.into(), ..FieldValue::default() };
        Request {
            id: "0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11".into(),
            subject: "Mokra paczka".into(),
            message: "Paczka jest mokra.\r\nCo dalej?".into(),
            topic: TopicName { id: "returns".into(), label: "Zwrot lub reklamacja".into() },
            fields: alloc::vec![
                field("Numer zamówienia", "MAL-204518"),
                field("Kiedy przyszła?", "24.11"),
                field("Co było w środku", "maliny\njagody"),
            ],
            contact: Contact { name: "Jan Nowak".into(), email: "jan@example.com".into(), phone: String::new() },
            context: Context {
                page_url: "https://sklepmalina.example/koszyk".into(),
                page_title: "Koszyk".into(),
                searches: alloc::vec![Search { query: "mokra {n}".into(), results: 3 }],
                articles: alloc::vec![
                    article("Paczka jest uszkodzona", 41, Some(false)),
                    article("", 170, Some(true)),
                    article("Zwroty", 3_600, None),
                ],
                language: "pl".into(),
                local_time: "2026-11-25T11:04:00+01:00".into(),
                widget: "0.1.0".into(),
            },
            consent: Some(Consent { text: "Zgadzam się.".into(), at: "2026-11-25T10:03:00Z".into() }),
            ..Request::default()
        }
    }

    /// Who answers reads what is wanted first, then whom to answer, then what not to suggest again.
    #[test]
    fn a_letter_in_words() {
        let letter = Letter::new(&request(), FormStrings::of("pl"));
        let expected = "Paczka jest mokra.
Co dalej?

Czego dotyczy sprawa? Zwrot lub reklamacja
Numer zamówienia: MAL-204518
Kiedy przyszła? 24.11
Co było w środku:
maliny
jagody
Imię i nazwisko: Jan Nowak
E-mail: jan@example.com
[x] Zgadzam się. (2026-11-25T10:03:00Z)

Co już sprawdzono
Przeczytany artykuł: Paczka jest uszkodzona (41 s, nie pomógł)
Przeczytany artykuł: uszkodzona-paczka (3 min, pomógł)
Przeczytany artykuł: Zwroty (60 min)
Szukane w pomocy: „mokra {n}” – wyników: 3
Strona: Koszyk – https://sklepmalina.example/koszyk
Język: pl
Czas lokalny: 2026-11-25 11:04:00+01:00
Wersja pomocy: 0.1.0
ID: 0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11";
        assert_eq!((letter.subject.as_str(), letter.text().as_str()), ("Mokra paczka", expected));
    }

    /// A heading above nothing looks as if something had been hidden.
    #[test]
    fn what_is_missing_leaves_no_trace() {
        let letter = |request: &Request| Letter::new(request, FormStrings::of("pl")).text();
        let bare = Request { message: "Halo".into(), ..Request::default() };
        assert_eq!(letter(&bare), "Halo");
        assert_eq!(letter(&Request { id: "1".into(), ..bare }), "Halo\n\nID: 1");
        assert_eq!(letter(&Request { id: "1".into(), ..Request::default() }), "ID: 1");
    }

    /// A subject that is too long for a header must still be read whole.
    #[test]
    fn long_subjects() {
        let subject = "ż".repeat(120);
        let letter = Letter::new(&Request { subject: subject.clone(), ..request() }, FormStrings::of("pl"));
        assert_eq!(letter.subject, format!("{}…", "ż".repeat(98)));
        assert!(letter.words.starts_with(&format!("{subject}\n\nPaczka jest mokra.")), "{}", letter.words);
    }
}
