//! What a request can be about, where it goes and when it is answered.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::{
    fields,
    reader::{Reader, is_id},
    sinks::is_address,
};
use crate::{
    channels::{Channel, ChannelKind},
    request::{SinkConfig, Topic},
    studio::{
        LanguageContent,
        config::{ChannelConfig, TopicConfig},
        nearest_name, site,
    },
};

/// The topics of all languages, and the sinks they go to.
#[derive(Default)]
pub(super) struct Plan<'a> {
    topics: Vec<Planned<'a>>,
    /// Those that are used, the default first.
    pub(super) sinks: Vec<SinkConfig>,
    /// Their names; empty for the mail channel.
    pub(super) names: Vec<String>,
}

/// One of them.
struct Planned<'a> {
    /// `None` for the only topic of a site that configures none.
    config: Option<&'a TopicConfig>,
    sink: u16,
    schedule: Option<u16>,
    reply: Option<u32>,
}

/// The sinks of a configuration by name; `None` for those that cannot be used.
type Tables<'a> = BTreeMap<&'a str, Option<SinkConfig>>;

impl<'a> Reader<'a> {
    /// What requests can be about; `None` where they can go nowhere.
    pub(super) fn plan(&mut self, tables: &Tables<'_>) -> Option<Plan<'a>> {
        let settings = self.settings;
        let mut plan = Plan::default();
        let default = self.default_sink(tables, &mut plan);
        if settings.topic.is_empty() {
            let (schedule, reply) = self.answered(None);
            plan.topics.push(Planned { config: None, sink: default?, schedule, reply });
            return Some(plan);
        }
        let mut ids = BTreeSet::new();
        for topic in &settings.topic {
            self.topic(topic, &mut ids);
            let sink = match &topic.sink {
                Some(name) => self.named(name, tables, &mut plan),
                None => default,
            };
            if sink.is_none() && topic.sink.is_none() && settings.default_sink.is_none() {
                let message = format!("requests about `{}` go nowhere", topic.id.get_ref());
                let help = "name its sink, `sink = \"…\"`, or one for all, `default_sink = \"…\"` in [request], or add \
                            a channel of kind `mail`";
                self.error("sink", topic.id.span(), message, help);
            }
            let zendesk = sink.and_then(|sink| plan.sinks.get(usize::from(sink)));
            self.fields(topic, matches!(zendesk, Some(SinkConfig::Zendesk { .. })));
            let (schedule, reply) = self.answered(Some(topic));
            plan.topics.extend(sink.map(|sink| Planned { config: Some(topic), sink, schedule, reply }));
        }
        Some(plan).filter(|plan| !plan.topics.is_empty())
    }

    /// Whether a topic can be told from the others and read by visitors.
    fn topic(&mut self, topic: &TopicConfig, ids: &mut BTreeSet<String>) {
        let id = topic.id.get_ref();
        if !is_id(id) {
            let help = "write small letters a to z, digits and hyphens: `id = \"returns\"`";
            self.error("contact", topic.id.span(), format!("`{id}` is no id of a topic"), help);
        } else if !ids.insert(id.clone()) {
            let help = "give each an id of its own: requests and statistics know topics by it";
            self.error("contact", topic.id.span(), format!("two topics have the id `{id}`"), help);
        }
        self.lacking("contact", &topic.label, &format!("the label of the topic `{id}`"));
        let known: BTreeSet<&str> =
            self.languages.iter().flat_map(|content| &content.categories).map(|c| c.key.as_str()).collect();
        for key in topic.categories.iter().filter(|key| !known.contains(key.get_ref().as_str())) {
            let help = match nearest_name(key.get_ref(), known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the categories are {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
            };
            self.error("contact", key.span(), format!("there is no category `{}`", key.get_ref()), help);
        }
    }

    /// The default, as the first sink of the plan.
    fn default_sink(&mut self, tables: &Tables<'_>, plan: &mut Plan<'_>) -> Option<u16> {
        if let Some(name) = &self.settings.default_sink {
            return self.named(name, tables, plan);
        }
        // Where every topic names its sink no default is needed, and none is shipped.
        let all_named = self.settings.topic.iter().all(|topic| topic.sink.is_some());
        if all_named && !self.settings.topic.is_empty() {
            return None;
        }
        let channels = self.languages.first().map(|content| content.channels.as_slice()).unwrap_or_default();
        let mail = channels.iter().find(|c| c.kind == ChannelKind::Mail && is_address(c.value.trim()))?;
        Some(plan.number("", &SinkConfig::Mailto { to: mail.value.trim().to_owned() }))
    }

    /// The number of a sink by name; a finding where there is none of that name.
    fn named(&mut self, name: &Spanned<String>, tables: &Tables<'_>, plan: &mut Plan<'_>) -> Option<u16> {
        let written = name.get_ref();
        match tables.get(written.as_str()) {
            Some(Some(sink)) => Some(plan.number(written, sink)),
            // It was said already what is wrong with it; that nothing goes there would not be true.
            Some(None) => {
                plan.names.push(written.clone());
                None
            }
            None => {
                let help = match nearest_name(written, tables.keys().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("add a table `[request.sink.{written}]` with a line `kind = \"mailto\"`"),
                };
                self.error("sink", name.span(), format!("there is no sink `{written}`"), help);
                None
            }
        }
    }

    /// When a topic is answered, and within how much working time. What it does not say it has of the first channel
    /// for messages with hours; but no promise is carried over to other hours.
    fn answered(&mut self, topic: Option<&TopicConfig>) -> (Option<u16>, Option<u32>) {
        let channels = self.languages.first().map(|content| content.channels.as_slice()).unwrap_or_default();
        let takes = |c: &&Channel| matches!(c.kind, ChannelKind::Mail | ChannelKind::Form) && c.schedule.is_some();
        let channel = channels.iter().find(takes).map(|channel| (channel.schedule, channel.reply)).unwrap_or_default();
        let Some(topic) = topic else { return channel };
        let schedule = match &topic.hours {
            Some(name) => site::schedule("contact", name, self.config, self.source, self.hours, &mut self.findings),
            None => channel.0,
        };
        // Hours that cannot be read have their finding already; that there are none would not be true.
        let named = |channel: &ChannelConfig| {
            matches!(channel.kind, ChannelKind::Mail | ChannelKind::Form) && channel.hours.is_some()
        };
        let has_hours = topic.hours.is_some() || schedule.is_some() || self.config.channels.iter().any(named);
        let reply = match &topic.reply {
            Some(reply) => site::reply("contact", reply, has_hours, self.source, &mut self.findings),
            None => channel.1.filter(|_| schedule == channel.0),
        };
        (schedule, reply)
    }
}

impl Plan<'_> {
    /// The number of a sink, which is added where it is new.
    fn number(&mut self, name: &str, sink: &SinkConfig) -> u16 {
        let place = self.sinks.iter().position(|known| known == sink).unwrap_or_else(|| {
            self.sinks.push(sink.clone());
            self.sinks.len() - 1
        });
        self.names.push(name.to_owned());
        u16::try_from(place).unwrap_or_default()
    }

    /// The topics in one language.
    pub(super) fn topics(&self, content: &LanguageContent) -> Vec<Topic> {
        let lang = &content.lang;
        let has = |key: &str| content.categories.iter().any(|category| category.key == key);
        self.topics
            .iter()
            .map(|&Planned { config, sink, schedule, reply }| match config {
                None => Topic {
                    id: "other".to_owned(),
                    label: other(lang.as_str()).to_owned(),
                    sink,
                    schedule,
                    reply,
                    ..Topic::default()
                },
                Some(config) => Topic {
                    id: config.id.get_ref().clone(),
                    label: config.label.get_ref().of(lang).trim().to_owned(),
                    categories: config.categories.iter().map(|c| c.get_ref().clone()).filter(|key| has(key)).collect(),
                    sink,
                    schedule,
                    reply,
                    fields: config.fields.iter().map(|field| fields::in_language(field, lang)).collect(),
                },
            })
            .collect()
    }
}

/// The only topic of a site that configures none.
fn other(lang: &str) -> &'static str {
    match lang.get(..2) {
        Some("de") => "Anderes Anliegen",
        Some("pl") => "Inna sprawa",
        Some("uk") => "Інше питання",
        _ => "Something else",
    }
}
