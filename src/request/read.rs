//! From JSON to what is stored and shipped, field by field. Forgiving: what is missing, or of another type, reads as
//! empty, so that a draft which another version of the form has kept is read as far as this one knows it.
//!
//! The library's own derived readers do the same and are used wherever size does not matter. In the form they were
//! 105 kB of 509 before compression: each reads each field of each record in two ways.

use alloc::{string::String, vec::Vec};
use serde_json::Value;

use super::{
    Attachment, Consent, Contact, Context, Draft, Field, FieldKind, FieldValue, Forms, Known, OutboxItem, OutboxState,
    Privacy, ReadArticle, Reason, Request, Search, SendMethod, SinkConfig, Topic, TopicName, VisitHistory, VisitStep,
    forms::SinkRecord,
};

/// Something that can be read.
trait Read: Sized {
    fn read(value: &Value) -> Self;
}

/// Reads a item; `None` where the text is no JSON object.
#[must_use]
pub fn read_outbox_item(text: &str) -> Option<OutboxItem> {
    whole(text).map(|value| OutboxItem::read(&value))
}

/// Reads the forms of a language; `None` where the text is no JSON object.
#[must_use]
pub fn read_forms(text: &str) -> Option<Forms> {
    whole(text).map(|value| Forms::read(&value))
}

/// Reads what a page knows of its visitor: an object with `name`, `email`, `phone`, and `fields`, an object of texts by
/// the ids of fields. The page is not trusted to keep to that; texts are cut at 200 characters.
#[must_use]
pub fn read_known(text: &str) -> Known {
    /// As many characters of a message as a page may give.
    const MESSAGE: usize = 4_000;
    let cut = |text: String| text.chars().take(200).collect::<String>();
    let value = whole(text).unwrap_or_default();
    let Contact { name, email, phone } = Contact::read(&value);
    let fields = part(&value, "fields").as_object();
    let field = |(id, value): (&String, &Value)| Some((id.clone(), cut(value.as_str()?.into())));
    Known {
        contact: Contact { name: cut(name), email: cut(email), phone: cut(phone) },
        fields: fields.into_iter().flatten().filter_map(field).collect(),
        topic: cut(String::read(part(&value, "topic"))),
        message: String::read(part(&value, "message")).chars().take(MESSAGE).collect(),
    }
}

fn whole(text: &str) -> Option<Value> {
    serde_json::from_str::<Value>(text).ok().filter(Value::is_object)
}

fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

impl Read for String {
    fn read(value: &Value) -> Self {
        value.as_str().unwrap_or_default().into()
    }
}

impl Read for bool {
    fn read(value: &Value) -> Self {
        value.as_bool().unwrap_or_default()
    }
}

impl Read for u64 {
    fn read(value: &Value) -> Self {
        number(value)
    }
}

impl Read for u32 {
    fn read(value: &Value) -> Self {
        Self::try_from(number(value)).unwrap_or_default()
    }
}

impl Read for u16 {
    fn read(value: &Value) -> Self {
        Self::try_from(number(value)).unwrap_or_default()
    }
}

impl Read for u8 {
    fn read(value: &Value) -> Self {
        Self::try_from(number(value)).unwrap_or_default()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Self {
        (!value.is_null()).then(|| T::read(value))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Self {
        value.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(T::read).collect()
    }
}

impl Read for (String, String) {
    fn read(value: &Value) -> Self {
        let at = |place: usize| value.get(place).map(String::read).unwrap_or_default();
        (at(0), at(1))
    }
}

/// A record is read field by field, each under its own name.
macro_rules! read {
    ($($name:ident { $($field:ident $(= $key:literal)?),+ $(,)? })+) => {
        $(impl Read for $name {
            fn read(value: &Value) -> Self {
                Self { $($field: Read::read(part(value, read!(@ $field $($key)?)))),+ }
            }
        })+
    };
    (@ $field:ident) => { stringify!($field) };
    (@ $field:ident $key:literal) => { $key };
}

read! {
    OutboxItem { id, rev, changed, begun, state, draft, request, text, sink, progress, tries, first }
    Draft { topic, subject, message, contact, fields, history = "trail", removed, files, consented, left, trap }
    VisitHistory { page_url, page_title, steps, language, local_time, widget }
    Request {
        schema, id, created_at, lang, topic, subject, message, contact, fields, context, attachments, consent,
        work,
    }
    TopicName { id, label }
    Contact { name, email, phone }
    FieldValue { id, name, label, value }
    Context { page_url, page_title, searches, articles, language, local_time, widget }
    Search { query, results }
    ReadArticle { slug, title, seconds, helpful }
    Attachment { name, kind = "type", size, data }
    Consent { text, at }
    Forms { lang, strings, company, topics, sinks, methods = "ways", privacy, work }
    SendMethod { label, value, href }
    Topic { id, label, categories, sink, schedule, reply, fields }
    Field { id, kind, label, help, pattern, example, required, options, name }
    Privacy { text, link, consent }
    SinkRecord { kind, url, to, form, inbox, portal, access_key, simple, max_bytes }
}

impl Read for SinkConfig {
    fn read(value: &Value) -> Self {
        SinkRecord::read(value).into()
    }
}

impl Read for FieldKind {
    fn read(value: &Value) -> Self {
        match value.as_str() {
            Some("long") => Self::Long,
            Some("number") => Self::Number,
            Some("date") => Self::Date,
            Some("choice") => Self::Choice,
            _ => Self::Text,
        }
    }
}

impl Read for VisitStep {
    fn read(value: &Value) -> Self {
        match value.get("search") {
            Some(search) => Self::Search(Search::read(search)),
            None => Self::Article(ReadArticle::read(part(value, "article"))),
        }
    }
}

impl Read for OutboxState {
    fn read(value: &Value) -> Self {
        if let Some(waiting) = value.get("waiting") {
            let is = |name: &str| bool::read(part(waiting, name));
            return Self::Waiting { at: number(part(waiting, "at")), offline: is("offline"), unread: is("unread") };
        }
        if let Some(failed) = value.get("failed") {
            let expired = part(failed, "reason").as_str() == Some("expired");
            let reason = if expired { Reason::Expired } else { Reason::Refused };
            return Self::Failed { reason, words: String::read(part(failed, "words")) };
        }
        if let Some(sent) = value.get("sent") {
            return Self::Sent { reference: String::read(part(sent, "reference")) };
        }
        match value.as_str() {
            Some("prepared") => Self::Prepared,
            Some("sending") => Self::Sending,
            Some("unsure") => Self::Unsure,
            // What this version does not know, the visitor has to send again.
            _ => Self::Draft,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both readers must agree on every field: what one of them forgets is lost at the next opening of the page.
    /// Invariant (core): a request is stored so that every field of it can be read again, also by a version that does
    /// not know all fields.
    #[test]
    fn nothing_is_forgotten() {
        let text = String::from;
        let article = ReadArticle { slug: text("a"), title: text("b"), seconds: 3, helpful: Some(false) };
        let search = Search { query: text("q"), results: 4 };
        let file = Attachment { name: text("n"), kind: text("image/png"), size: 5, data: text("d") };
        let contact = Contact { name: text("n"), email: text("e"), phone: text("p") };
        let request = Request {
            schema: text("s"),
            id: text("i"),
            created_at: text("c"),
            lang: text("pl"),
            topic: TopicName { id: text("t"), label: text("T") },
            subject: text("sub"),
            message: text("mess"),
            contact: contact.clone(),
            fields: Vec::from([FieldValue { id: text("f"), name: text("360"), label: text("F"), value: text("v") }]),
            context: Context {
                page_url: text("u"),
                page_title: text("t"),
                searches: Vec::from([search.clone()]),
                articles: Vec::from([article.clone()]),
                language: text("pl"),
                local_time: text("l"),
                widget: text("w"),
            },
            attachments: Vec::from([file.clone()]),
            consent: Some(Consent { text: text("c"), at: text("a") }),
            work: Some(7),
        };
        let draft = Draft {
            topic: text("t"),
            subject: text("s"),
            message: text("m"),
            contact,
            fields: Vec::from([(text("k"), text("v"))]),
            history: VisitHistory {
                page_url: text("u"),
                page_title: text("t"),
                steps: Vec::from([VisitStep::Search(search), VisitStep::Article(article)]),
                language: text("l"),
                local_time: text("lt"),
                widget: text("w"),
            },
            removed: Vec::from([text("page")]),
            files: Vec::from([file]),
            consented: text("c"),
            left: Vec::from([text("l")]),
            trap: text("t"),
        };
        let item = |state: OutboxState| OutboxItem {
            id: text("i"),
            rev: 9,
            changed: 8,
            begun: 7,
            state,
            draft: draft.clone(),
            request: Some(request.clone()),
            text: text("words"),
            sink: Some(SinkConfig::Zendesk { url: text("u"), form: text("f") }),
            progress: Vec::from([text("p")]),
            tries: 6,
            first: 5,
        };
        for state in [
            OutboxState::Draft,
            OutboxState::Prepared,
            OutboxState::Sending,
            OutboxState::Waiting { at: 12, offline: true, unread: true },
            OutboxState::Unsure,
            OutboxState::Failed { reason: Reason::Expired, words: String::new() },
            OutboxState::Failed { reason: Reason::Refused, words: text("no") },
            OutboxState::Sent { reference: text("17") },
        ] {
            let item = item(state);
            let json = serde_json::to_string(&item).unwrap();
            assert_eq!(read_outbox_item(&json).unwrap(), item, "{json}");
            assert_eq!(serde_json::from_str::<OutboxItem>(&json).unwrap(), item);
        }
        let kinds = [FieldKind::Text, FieldKind::Long, FieldKind::Number, FieldKind::Date, FieldKind::Choice];
        let field = |kind: FieldKind| Field {
            id: text("i"),
            kind,
            label: text("l"),
            help: text("h"),
            pattern: text("p"),
            example: text("e"),
            required: true,
            options: Vec::from([text("o")]),
            name: text("n"),
        };
        let forms = Forms {
            lang: text("pl"),
            strings: text("a\0b"),
            company: text("c"),
            topics: Vec::from([Topic {
                id: text("i"),
                label: text("l"),
                categories: Vec::from([text("c")]),
                sink: 1,
                schedule: Some(0),
                reply: Some(480),
                fields: kinds.map(field).into(),
            }]),
            sinks: Vec::from([SinkConfig::Webhook { url: text("/in"), simple: true, max_bytes: 5 }]),
            methods: Vec::from([SendMethod { label: text("l"), value: text("v"), href: text("h") }]),
            privacy: Privacy { text: text("t"), link: text("l"), consent: text("c") },
            work: 12,
        };
        let json = serde_json::to_string(&forms).unwrap();
        assert_eq!(read_forms(&json).unwrap(), forms);
    }

    /// What a page says of its visitor saves them typing; what is no text must not end up in a field.
    #[test]
    fn visitors_are_known() {
        let known = read_known(r#"{"email":"jan@example.com","name":7,"fields":{"order":"MAL-204518","x":{}}}"#);
        let mut draft = Draft { contact: Contact { phone: "1".into(), ..Contact::default() }, ..Draft::default() };
        draft.set_field("order", "");
        known.fill(&mut draft);
        assert_eq!((draft.contact.email.as_str(), draft.contact.name.as_str()), ("jan@example.com", ""));
        assert_eq!(
            (draft.contact.phone.as_str(), draft.fields),
            ("1", Vec::from([("order".into(), "MAL-204518".into())]))
        );
        for text in ["", "null", "[1]", r#"{"fields":[1],"email":["a"]}"#] {
            assert_eq!(read_known(text), Known::default(), "{text}");
        }
        assert_eq!(read_known(&format!(r#"{{"name":"{}"}}"#, "ą".repeat(999))).contact.name.chars().count(), 200);
    }

    /// A record of another version, or a damaged one, must not take the draft with it.
    #[test]
    fn strangers_are_read_as_far_as_they_go() {
        let item =
            read_outbox_item(r#"{"id":"1","state":"frozen","draft":{"message":"Halo","files":7},"rev":-1,"new":{}}"#);
        let item = item.unwrap();
        assert_eq!((item.state, item.draft.message.as_str(), item.rev), (OutboxState::Draft, "Halo", 0));
        for text in ["", "null", "[]", "{\"id\":", "7"] {
            assert_eq!(read_outbox_item(text), None, "{text}");
        }
    }
}
