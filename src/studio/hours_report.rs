//! What `nightdesk hours` prints: the sentences of the panel at a chosen moment, for people and for programs.

use chrono::{DateTime, FixedOffset, Offset, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::LanguageContent;
use crate::{
    channels::{ChannelState, board, status_channel},
    hours::{Schedule, State},
    text::{Lines, Strings, Voice, tells_halves},
    time::UtcMinute,
};

/// The question.
#[derive(Clone, Copy, Debug)]
pub struct HoursQuery<'a> {
    /// The moment.
    pub at: UtcMinute,
    /// Only this channel.
    pub channel: Option<&'a str>,
    /// The visitor's time zone; `None` where it is the company's.
    pub visitor: Option<Tz>,
}

impl HoursQuery<'_> {
    fn wants(&self, id: &str) -> bool {
        self.channel.is_none_or(|channel| channel == id)
    }

    /// The requested channels, the best first, each with its state, its schedule and its sentences.
    fn channel_states<'c>(&self, content: &'c LanguageContent) -> Vec<(ChannelState, Option<&'c Schedule>, Lines)> {
        let offset = offset_of(self.visitor);
        let voice = voice(content, offset.as_deref());
        let channel_states = board(&content.channels, &content.schedules, self.at).into_iter();
        channel_states
            .filter_map(|channel_state| {
                let channel = content.channels.get(channel_state.channel).filter(|channel| self.wants(&channel.id))?;
                let schedule = channel.schedule.and_then(|number| content.schedules.get(usize::from(number)));
                let lines = voice.lines(channel, &channel_state, schedule, self.at);
                Some((channel_state, schedule, lines))
            })
            .collect()
    }
}

type OffsetOf = Box<dyn Fn(UtcMinute) -> i16>;

fn offset_of(zone: Option<Tz>) -> Option<OffsetOf> {
    zone.map(|zone| -> OffsetOf {
        Box::new(move |at| {
            let at = DateTime::from_timestamp(i64::from(at) * 60, 0).unwrap_or_default().naive_utc();
            (zone.offset_from_utc_datetime(&at).fix().local_minus_utc() / 60) as i16
        })
    })
}

fn voice<'a>(content: &LanguageContent, visitor: Option<&'a dyn Fn(UtcMinute) -> i16>) -> Voice<'a> {
    let lang = content.lang.as_str();
    Voice { strings: Strings::of(lang), halves: tells_halves(lang), visitor }
}

/// For programs: `{"at", "channels": [{"id", "state", "until", "next_open", "reply_by", "text"}]}`, the best channel
/// first.
#[must_use]
pub fn hours_json(query: &HoursQuery<'_>, content: &LanguageContent) -> Value {
    let moment = |schedule: Option<&Schedule>, at: Option<UtcMinute>| {
        Some(rfc3339(at?, schedule.map_or(0, |schedule| schedule.offset(at.unwrap_or_default()))))
    };
    let channel = |(channel_state, schedule, lines): &(ChannelState, Option<&Schedule>, Lines)| {
        let (state, until, opens) = match channel_state.state {
            None => ("open", None, None),
            Some(State::Open { until }) => ("open", until, None),
            Some(State::Closing { until }) => ("closing", Some(until), None),
            Some(State::Closed { opens }) => ("closed", None, opens),
            Some(State::Unknown(_)) => ("unknown", None, None),
        };
        let text = [&lines.state, &lines.today, &lines.reply].into_iter().filter(|line| !line.is_empty());
        json!({
            "id": content.channels.get(channel_state.channel).map(|channel| &channel.id),
            "state": state,
            "until": moment(*schedule, until),
            "next_open": moment(*schedule, opens),
            "reply_by": moment(*schedule, channel_state.reply_by),
            "text": text.cloned().collect::<Vec<_>>().join("; "),
        })
    };
    let channel_states = query.channel_states(content);
    json!({ "at": rfc3339(query.at, 0), "channels": channel_states.iter().map(channel).collect::<Vec<_>>() })
}

/// For a person at a terminal: the status at the top of the panel, and a paragraph per channel.
#[must_use]
pub fn hours_text(query: &HoursQuery<'_>, content: &LanguageContent) -> String {
    let mut out = String::new();
    let status_schedule = status_channel(&content.channels, &content.schedules, query.at).and_then(|number| {
        let channel = content.channels.get(number).filter(|_| query.channel.is_none())?;
        content.schedules.get(usize::from(channel.schedule?))
    });
    if let Some(schedule) = status_schedule {
        let offset = offset_of(query.visitor);
        out += &format!("{}\n\n", voice(content, offset.as_deref()).status(schedule, query.at));
    }
    for (channel_state, _, lines) in query.channel_states(content) {
        let Some(channel) = content.channels.get(channel_state.channel) else { continue };
        out += &format!("{} {} ({})\n", if channel_state.works { "*" } else { "-" }, channel.label, channel.value);
        for line in [lines.state, lines.today, lines.reply, channel.note.clone()] {
            if !line.is_empty() {
                out += &format!("    {line}\n");
            }
        }
    }
    out
}

fn rfc3339(at: UtcMinute, offset: i16) -> String {
    let zone = FixedOffset::east_opt(i32::from(offset) * 60).unwrap_or_else(|| chrono::Utc.fix());
    let at = DateTime::from_timestamp(i64::from(at) * 60, 0).unwrap_or_default();
    at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, true)
}
