//! The topics of requests: where each goes and when it is answered.

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
    topics: Vec<PlannedTopic<'a>>,
    /// The sinks that are used, the default first.
    pub(super) sinks: Vec<SinkConfig>,
    /// Their names; empty for the mail channel.
    pub(super) names: Vec<String>,
}

/// A topic with its sink and hours.
struct PlannedTopic<'a> {
    /// `None` for the only topic of a site that configures none.
    config: Option<&'a TopicConfig>,
    sink: u16,
    schedule: Option<u16>,
    reply: Option<u32>,
}

/// The sinks of a configuration by name; `None` for those that cannot be used.
type Tables<'a> = BTreeMap<&'a str, Option<SinkConfig>>;

impl<'a> Reader<'a> {
    /// The topics and their sinks; `None` where requests can go nowhere.
    pub(super) fn plan(&mut self, tables: &Tables<'_>) -> Option<Plan<'a>> {
        let settings = self.settings;
        let mut plan = Plan::default();
        let default = self.default_sink(tables, &mut plan);
        if settings.topic.is_empty() {
            let (schedule, reply) = self.hours_and_reply(None);
            plan.topics.push(PlannedTopic { config: None, sink: default?, schedule, reply });
            return Some(plan);
        }
        let mut ids = BTreeSet::new();
        for topic in &settings.topic {
            self.check_topic(topic, &mut ids);
            let sink = match &topic.sink {
                Some(name) => self.sink_number(name, tables, &mut plan),
                None => default,
            };
            if sink.is_none() && topic.sink.is_none() && settings.default_sink.is_none() {
                let message = format!("requests about `{}` go nowhere", topic.id.get_ref());
                let help = "name its sink, `sink = \"…\"`, or one for all, `default_sink = \"…\"` in [request], or add \
                            a channel of kind `mail`";
                self.error("sink", topic.id.span(), message, help);
            }
            let planned = sink.and_then(|sink| plan.sinks.get(usize::from(sink)));
            self.fields(topic, matches!(planned, Some(SinkConfig::Zendesk { .. })));
            let (schedule, reply) = self.hours_and_reply(Some(topic));
            plan.topics.extend(sink.map(|sink| PlannedTopic { config: Some(topic), sink, schedule, reply }));
        }
        Some(plan).filter(|plan| !plan.topics.is_empty())
    }

    /// Checks the id, the label and the categories of a topic.
    fn check_topic(&mut self, topic: &TopicConfig, ids: &mut BTreeSet<String>) {
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
            return self.sink_number(name, tables, plan);
        }
        // Where every topic names its sink no default is needed, and none is shipped.
        let all_named = self.settings.topic.iter().all(|topic| topic.sink.is_some());
        if all_named && !self.settings.topic.is_empty() {
            return None;
        }
        let channels = self.languages.first().map(|content| content.channels.as_slice()).unwrap_or_default();
        let mail = channels.iter().find(|c| c.kind == ChannelKind::Mail && is_address(c.value.trim()))?;
        Some(plan.add_sink("", &SinkConfig::Mailto { to: mail.value.trim().to_owned() }))
    }

    /// The number of a sink by name; a finding where there is none of that name.
    fn sink_number(&mut self, name: &Spanned<String>, tables: &Tables<'_>, plan: &mut Plan<'_>) -> Option<u16> {
        let written = name.get_ref();
        match tables.get(written.as_str()) {
            Some(Some(sink)) => Some(plan.add_sink(written, sink)),
            // Its error is reported already; that no topic goes to it would not be true.
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

    /// The opening hours of a topic, and the promised reply in minutes of working time. Those that it does not set are
    /// those of the first channel for messages with hours; but a promise is not used with other hours.
    fn hours_and_reply(&mut self, topic: Option<&TopicConfig>) -> (Option<u16>, Option<u32>) {
        let channels = self.languages.first().map(|content| content.channels.as_slice()).unwrap_or_default();
        let takes_messages =
            |c: &&Channel| matches!(c.kind, ChannelKind::Mail | ChannelKind::Form) && c.schedule.is_some();
        let channel = channels.iter().find(takes_messages);
        let (channel_schedule, channel_reply) = channel.map(|c| (c.schedule, c.reply)).unwrap_or_default();
        let Some(topic) = topic else { return (channel_schedule, channel_reply) };
        let schedule = match &topic.hours {
            Some(name) => site::schedule("contact", name, self.config, self.source, self.hours, &mut self.findings),
            None => channel_schedule,
        };
        // Hours that cannot be read are reported already; that there are none would not be true.
        let names_hours = |channel: &ChannelConfig| {
            matches!(channel.kind, ChannelKind::Mail | ChannelKind::Form) && channel.hours.is_some()
        };
        let has_hours = topic.hours.is_some() || schedule.is_some() || self.config.channels.iter().any(names_hours);
        let reply = match &topic.reply {
            Some(reply) => site::reply("contact", reply, has_hours, self.source, &mut self.findings),
            None => channel_reply.filter(|_| schedule == channel_schedule),
        };
        (schedule, reply)
    }
}

impl Plan<'_> {
    /// The number of a sink, which is added if it is new.
    fn add_sink(&mut self, name: &str, sink: &SinkConfig) -> u16 {
        let number = self.sinks.iter().position(|known| known == sink).unwrap_or_else(|| {
            self.sinks.push(sink.clone());
            self.sinks.len() - 1
        });
        self.names.push(name.to_owned());
        u16::try_from(number).unwrap_or_default()
    }

    /// The topics in one language.
    pub(super) fn topics(&self, content: &LanguageContent) -> Vec<Topic> {
        let lang = &content.lang;
        // The form compares keys, and a category stands for those below it as well.
        let within = |key: &str| {
            let all = content.categories.iter().filter(|category| category.is_within(key));
            all.map(|category| category.key.clone()).collect::<Vec<_>>()
        };
        self.topics
            .iter()
            .map(|&PlannedTopic { config, sink, schedule, reply }| match config {
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
                    categories: config.categories.iter().flat_map(|key| within(key.get_ref())).collect(),
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
