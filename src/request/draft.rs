//! What the visitor has typed so far, and how it becomes a request.

use alloc::{format, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::{
    Attachment, Consent, Contact, Context, Field, FieldValue, Forms, Request, SCHEMA, SinkConfig, Topic, TopicName,
    VisitHistory, VisitStep, email, phone, sink,
};

/// The longest subject that is made of a question or a message, in characters.
const SUBJECT: usize = 80;

/// What the visitor has typed so far. All of it may be empty; nothing typed is ever changed by the form itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The topic's id.
    pub topic: String,
    /// In a line.
    pub subject: String,
    /// The visitor's own words.
    pub message: String,
    /// Who asks.
    pub contact: Contact,
    /// Answers to the fields of topics, by id; those of topics that are no longer chosen stay.
    pub fields: Vec<(String, String)>,
    /// What the visitor has tried.
    #[serde(rename = "trail")]
    pub history: VisitHistory,
    /// The lines of it that were taken out: see [`VisitHistory::lines`].
    pub removed: Vec<String>,
    /// Files; their content is kept beside the draft, in this order.
    pub files: Vec<Attachment>,
    /// When consent was ticked, in RFC 3339; empty where it is not.
    pub consented: String,
    /// Numbers and passwords that the visitor chose to leave in sight.
    pub left: Vec<String>,
    /// What was found in the field that people do not see.
    pub trap: String,
}

/// What the page knows of its visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Who they are.
    pub contact: Contact,
    /// Answers to fields of topics, by id.
    pub fields: Vec<(String, String)>,
    /// The topic's id, where the page opened the form about something.
    pub topic: String,
    /// What a message begins with; the question that was asked where it is empty.
    pub message: String,
}

impl Known {
    /// Fills in what is still empty.
    pub fn fill(&self, draft: &mut Draft) {
        let (own, known) = (&mut draft.contact, &self.contact);
        let pairs = [(&mut own.name, &known.name), (&mut own.email, &known.email), (&mut own.phone, &known.phone)];
        for (own, known) in pairs.into_iter().filter(|(own, _)| own.is_empty()) {
            own.clone_from(known);
        }
        for (id, value) in &self.fields {
            if draft.field(id).is_empty() {
                draft.set_field(id, value);
            }
        }
    }
}

impl Draft {
    /// Whether there is nothing in it that the visitor typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let texts = [&self.subject, &self.message, &self.contact.name, &self.contact.email, &self.contact.phone];
        texts.into_iter().chain(self.fields.iter().map(|(_, value)| value)).all(|text| text.trim().is_empty())
            && self.files.is_empty()
    }

    /// The answer to a field of a topic; empty where there is none.
    #[must_use]
    pub fn field(&self, id: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == id).map_or("", |(_, value)| value.as_str())
    }

    /// Answers a field of a topic.
    pub fn set_field(&mut self, id: &str, value: &str) {
        match self.fields.iter_mut().find(|(known, _)| known == id) {
            Some((_, known)) => value.clone_into(known),
            None => self.fields.push((id.into(), value.into())),
        }
    }

    /// The topic chosen.
    #[must_use]
    pub fn topic<'a>(&self, forms: &'a Forms) -> Option<&'a Topic> {
        forms.topics.iter().find(|topic| topic.id == self.topic)
    }

    /// Where it goes: the chosen topic's sink, else the first.
    #[must_use]
    pub fn sink<'a>(&self, forms: &'a Forms) -> Option<&'a SinkConfig> {
        let number = self.topic(forms).map_or(0, |topic| topic.sink);
        forms.sinks.get(usize::from(number))
    }

    /// The request it becomes, under an id, at a moment in RFC 3339 (UTC). What was taken out of the history is not in
    /// it.
    #[must_use]
    pub fn request(&self, forms: &Forms, id: &str, now: &str, work: Option<u64>) -> Request {
        let trimmed = |text: &str| String::from(text.trim());
        let topic = self.topic(forms).cloned().unwrap_or_default();
        let answered = |field: &Field| {
            let value = trimmed(self.field(&field.id));
            (!value.is_empty()).then(|| FieldValue {
                id: field.id.clone(),
                name: field.name.clone(),
                label: field.label.clone(),
                value,
            })
        };
        let consented = !forms.privacy.consent.is_empty() && !self.consented.is_empty();
        let files = self.sink(forms).and_then(sink::sink).is_some_and(|sink| sink.max_bytes() > 0);
        Request {
            schema: SCHEMA.into(),
            id: id.into(),
            created_at: now.into(),
            lang: forms.lang.clone(),
            subject: match self.subject.trim() {
                "" => subject_of(&self.message),
                own => own.into(),
            },
            topic: TopicName { id: topic.id, label: topic.label },
            // Not trimmed inside: a message may have its lines as it needs them.
            message: trimmed(&self.message),
            // An e-mail has its sender; with the mail program the form does not ask for one, so it sends none.
            contact: if matches!(self.sink(forms), Some(SinkConfig::Mailto { .. })) {
                Contact::default()
            } else {
                Contact {
                    name: trimmed(&self.contact.name),
                    email: email::normalized(&self.contact.email),
                    phone: phone::normalized(&self.contact.phone),
                }
            },
            fields: topic.fields.iter().filter_map(answered).collect(),
            context: self.context(),
            attachments: if files { self.files.clone() } else { Vec::new() },
            consent: consented.then(|| Consent { text: forms.privacy.consent.clone(), at: self.consented.clone() }),
            work,
        }
    }

    fn context(&self) -> Context {
        let history = &self.history;
        let kept = |name: &str| !self.removed.iter().any(|removed| removed == name);
        let text = |name: &str, text: &String| if kept(name) { text.clone() } else { String::new() };
        let mut out = Context {
            page_url: text("page", &history.page_url),
            page_title: text("page", &history.page_title),
            language: text("language", &history.language),
            local_time: text("time", &history.local_time),
            widget: text("version", &history.widget),
            ..Context::default()
        };
        for step in history.steps.iter().filter(|step| kept(&step.key())) {
            match step.clone() {
                VisitStep::Search(search) => out.searches.push(search),
                VisitStep::Article(article) => out.articles.push(article),
            }
        }
        out
    }
}

/// The first line of a text, cut at a word.
fn subject_of(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default().trim();
    if line.chars().count() <= SUBJECT {
        return line.into();
    }
    let cut: String = line.chars().take(SUBJECT).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::request::Search;

    pub(in crate::request) fn forms(sink: SinkConfig) -> Forms {
        let field = Field {
            id: "order".into(),
            pattern: "MAL-[0-9]{6}".into(),
            label: "Numer zamówienia".into(),
            required: true,
            ..Field::default()
        };
        let topic = |id: &str, fields| Topic { id: id.into(), label: id.to_uppercase(), fields, ..Topic::default() };
        Forms {
            lang: "pl".into(),
            topics: alloc::vec![topic("returns", alloc::vec![field]), topic("other", Vec::new())],
            sinks: alloc::vec![sink],
            ..Forms::default()
        }
    }

    pub(in crate::request) fn webhook() -> SinkConfig {
        SinkConfig::Webhook { url: "/in".into(), simple: false, max_bytes: 0 }
    }

    pub(in crate::request) fn draft() -> Draft {
        Draft {
            topic: "other".into(),
            message: "Paczka jest mokra.\nCo dalej?".into(),
            contact: Contact { email: "jan@example.com".into(), ..Contact::default() },
            ..Draft::default()
        }
    }

    /// What was taken out must not leave the browser; the rest arrives as it was.
    #[test]
    fn a_draft_becomes_a_request() {
        let steps =
            ["s\t3\tmokra paczka", "a\t41\t-\tuszkodzona-paczka\tPaczka jest uszkodzona", "s\t0\tPESEL 44051401458"];
        let mut draft = Draft {
            history: VisitHistory {
                page_url: "https://sklepmalina.example/koszyk".into(),
                page_title: "Koszyk".into(),
                steps: steps.iter().filter_map(|line| VisitStep::read(line)).collect(),
                language: "pl".into(),
                ..VisitHistory::default()
            },
            ..draft()
        };
        assert_eq!(draft.history.lines().len(), 5);
        draft.removed = alloc::vec!["search:PESEL 44051401458".into(), "page".into()];
        let request = draft.request(&forms(webhook()), "1", "2026-11-25T10:00:00Z", None);
        assert_eq!(request.subject, "Paczka jest mokra.");
        assert_eq!(request.context.searches, [Search { query: "mokra paczka".into(), results: 3 }]);
        assert_eq!(request.context.articles[0].helpful, Some(false));
        assert_eq!((request.context.page_url.as_str(), request.context.page_title.as_str()), ("", ""));
        let json = serde_json::to_string(&request).unwrap();
        assert!(!json.contains("44051401458") && !json.contains("koszyk"), "{json}");
        assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);
    }

    /// A cut in the middle of a word looks like a fault of the form.
    #[test]
    fn subjects() {
        let long = "Zamówiłam dwa tygodnie temu maliny, borówki i truskawki, ale przyszły tylko borówki w złym stanie";
        assert_eq!(subject_of(long), "Zamówiłam dwa tygodnie temu maliny, borówki i truskawki, ale przyszły tylko…");
        assert_eq!(subject_of("\n Krótko \nreszta"), "Krótko");
    }
}
