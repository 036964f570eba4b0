//! The ways to a person.
//!
//! A way is always shown, open or closed: hiding the human is what self-service is hated for. It does not compose
//! messages and sends nothing.

use alloc::{format, string::String};
use serde::{Deserialize, Serialize};

use crate::knowledge::is_safe_url;

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Mail,
    /// A page: a chat, a form, a store finder.
    Link,
}

/// A way to reach a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Names it in configuration and events.
    pub id: String,
    /// What it is.
    pub kind: ChannelKind,
    /// What the button says.
    pub label: String,
    /// The number, the address or the page.
    pub value: String,
    /// What to expect of it; empty where nothing is promised.
    pub note: String,
    /// When it is staffed: index into the pack's schedules. `None` where it can be used at any time.
    pub schedule: Option<u16>,
}

impl Channel {
    /// The link that opens the channel; `None` where the value does not make a safe one.
    #[must_use]
    pub fn href(&self) -> Option<String> {
        let href = match self.kind {
            ChannelKind::Phone => {
                let dialled: String =
                    self.value.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '*' | '#')).collect();
                format!("tel:{dialled}")
            }
            ChannelKind::Mail => format!("mailto:{}", self.value),
            ChannelKind::Link => self.value.clone(),
        };
        is_safe_url(&href).then_some(href)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(kind: ChannelKind, value: &str) -> Option<String> {
        Channel {
            id: String::new(),
            kind,
            label: String::new(),
            value: value.into(),
            note: String::new(),
            schedule: None,
        }
        .href()
    }

    /// A number a phone cannot dial or an address no program opens is no way to a person.
    #[test]
    fn links() {
        assert_eq!(href(ChannelKind::Phone, "+48 22 012 34 56").as_deref(), Some("tel:+48220123456"));
        assert_eq!(
            href(ChannelKind::Mail, "pomoc@sklepmalina.example").as_deref(),
            Some("mailto:pomoc@sklepmalina.example")
        );
        assert_eq!(href(ChannelKind::Mail, "a@b\nbcc: c"), None);
        assert_eq!(href(ChannelKind::Link, "javascript:alert(1)"), None);
        assert_eq!(href(ChannelKind::Phone, "zadzwoń"), None);
    }
}
