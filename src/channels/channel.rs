//! A contact channel, and the link that opens it.

use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

use crate::{
    knowledge::{Record, is_safe_url, optional},
    language::holds_char,
};

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// A telephone number.
    Phone,
    /// A page or an address that opens a chat.
    Chat,
    /// An e-mail address.
    Mail,
    /// A page with a form.
    Form,
    /// A telephone number that is reached through WhatsApp.
    Whatsapp,
    /// The name of a page that is reached through Messenger.
    Messenger,
    /// A shop or office to go to.
    Store,
    /// Another page.
    Link,
}

impl ChannelKind {
    /// All kinds, in the order in which they are numbered in a pack.
    const ALL: [Self; 8] =
        [Self::Phone, Self::Chat, Self::Mail, Self::Form, Self::Whatsapp, Self::Messenger, Self::Store, Self::Link];

    /// Whether a message can be left while it is not staffed.
    #[must_use]
    pub const fn takes_messages(self) -> bool {
        matches!(self, Self::Mail | Self::Form | Self::Whatsapp | Self::Messenger)
    }
}

/// A contact channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Record", into = "Record")]
pub struct Channel {
    /// Its name in configuration and events.
    pub id: String,
    /// What it is.
    pub kind: ChannelKind,
    /// What the button says.
    pub label: String,
    /// The number, the address or the page.
    pub value: String,
    /// The link, where it does not follow from the value; may be empty.
    pub link: String,
    /// The article that tells more: index into the pack's articles.
    pub article: Option<u32>,
    /// What a visitor can expect; may be empty.
    pub note: String,
    /// When it is staffed: index into the pack's schedules. `None` where it can be used at any time.
    pub schedule: Option<u16>,
    /// Within how many minutes of working time an answer is promised.
    pub reply: Option<u32>,
}

impl From<Channel> for Record {
    fn from(channel: Channel) -> Self {
        let Channel { id, kind, label, value, link, article, note, schedule, reply } = channel;
        let numbers = [kind as u32, optional(schedule.map(u32::from)), optional(article), optional(reply)];
        Self::new([id, label, value, link, note], numbers)
    }
}

impl From<Record> for Channel {
    fn from(record: Record) -> Self {
        let mut parts = record.parts();
        let [id, label, value, link, note] = [(); 5].map(|()| parts.text());
        let kind = ChannelKind::ALL.get(parts.number() as usize).copied().unwrap_or(ChannelKind::Link);
        // A number too large for a schedule becomes one that no pack has: `decode` refuses it.
        let schedule = parts.optional().map(|number| u16::try_from(number).unwrap_or(u16::MAX));
        let (article, reply) = (parts.optional(), parts.optional());
        Self { id, kind, label, value, link, article, note, schedule, reply }
    }
}

impl Channel {
    /// The link that opens the channel; `None` where there is none (a store may have none) or it is not a safe one.
    #[must_use]
    pub fn href(&self) -> Option<String> {
        let digits = |allowed: &str| {
            self.value.chars().filter(|c| c.is_ascii_digit() || holds_char(allowed, *c)).collect::<String>()
        };
        let href = match self.kind {
            _ if !self.link.is_empty() => self.link.clone(),
            ChannelKind::Phone => format!("tel:{}", digits("+*#")),
            ChannelKind::Mail => format!("mailto:{}", self.value),
            // Digits of the international number alone: neither a plus sign nor leading zeros.
            ChannelKind::Whatsapp => match digits("").trim_start_matches('0') {
                "" => String::new(),
                number => format!("https://wa.me/{number}"),
            },
            ChannelKind::Messenger if is_name(&self.value) => format!("https://m.me/{}", self.value),
            _ => self.value.clone(),
        };
        is_safe_url(&href).then_some(href)
    }
}

/// Whether a text is one part of a path and no more.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::channels) fn channel(kind: ChannelKind, value: &str) -> Channel {
        Channel {
            id: String::new(),
            kind,
            label: String::new(),
            value: value.into(),
            link: String::new(),
            article: None,
            note: String::new(),
            schedule: None,
            reply: None,
        }
    }

    /// What the browser reads is what was configured.
    #[test]
    fn channels_survive_a_pack() {
        for (number, kind) in ChannelKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            let made = Channel {
                schedule: Some(0),
                article: (number > 2).then_some(7),
                reply: Some(480),
                note: "note".into(),
                ..channel(kind, "x")
            };
            assert_eq!(Channel::from(Record::from(made.clone())), made);
        }
    }

    /// A channel whose number no phone can dial, or whose address no program opens, is useless.
    #[test]
    fn links() {
        use ChannelKind::{Chat, Form, Link, Mail, Messenger, Phone, Store, Whatsapp};
        for (kind, value, href) in [
            (Phone, "+48 22 012 34 56", Some("tel:+48220123456")),
            (Phone, "zadzwoń", None),
            (Mail, "pomoc@sklepmalina.example", Some("mailto:pomoc@sklepmalina.example")),
            (Mail, "a@b\nbcc: c", None),
            (Whatsapp, "+48 600 100 200", Some("https://wa.me/48600100200")),
            (Messenger, "sklep.malina", Some("https://m.me/sklep.malina")),
            (Whatsapp, "malina", None),
            (Messenger, "../evil", None),
            (Messenger, "", None),
            (Chat, "https://sklepmalina.example/czat", Some("https://sklepmalina.example/czat")),
            (Form, "javascript:alert(1)", None),
            (Store, "ul. Poziomkowa 14, Warszawa", None),
            (Link, "javascript:alert(1)", None),
        ] {
            assert_eq!(channel(kind, value).href().as_deref(), href, "{kind:?} {value}");
        }
        let linked =
            Channel { link: "https://maps.example/1".into(), ..channel(ChannelKind::Store, "ul. Poziomkowa 14") };
        assert_eq!(linked.href().as_deref(), Some("https://maps.example/1"));
    }
}
