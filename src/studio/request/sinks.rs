//! Where requests can go: each table of `[request.sink.…]` becomes a [`SinkConfig`].
//!
//! A help desk that takes requests only with a secret key is refused, with the reason: whatever a form in a page has,
//! every visitor can read.

use std::ops::Range;

use toml::{Spanned, Value};

use super::{
    endpoint::{self, Endpoint},
    reader::{Reader, is_id},
};
use crate::{
    request::SinkConfig,
    studio::{config::SinkTable, nearest_name},
};

/// A kind of sink: its keys without `kind`, which of them are required, and an example of each for the help.
struct Kind {
    name: &'static str,
    keys: &'static [(&'static str, Presence, &'static str)],
}

/// Whether a key must be there.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Required,
    Optional,
}

use Presence::{Optional, Required};

/// The most megabytes of attachments: mail servers take no more.
const MOST_MB: i64 = 50;
/// In bytes, as visitors read it.
const MB: i64 = 1_000_000;

const URL: &str = "https://desk.example.com";
const KINDS: [Kind; 9] = [
    Kind { name: "mailto", keys: &[("to", Required, "help@example.com")] },
    Kind {
        name: "webhook",
        keys: &[("url", Required, "https://example.com/requests"), ("simple", Optional, ""), ("max_mb", Optional, "")],
    },
    Kind {
        name: "zendesk",
        keys: &[("subdomain", Optional, "company"), ("url", Optional, URL), ("form", Optional, "360000123456")],
    },
    Kind { name: "zammad", keys: &[("url", Required, URL), ("max_mb", Optional, "")] },
    Kind { name: "chatwoot", keys: &[("inbox", Required, "aB3dE5fG7hJ9kL1m"), ("url", Optional, URL)] },
    Kind {
        name: "hubspot",
        keys: &[
            ("portal", Required, "62515"),
            ("form", Required, "0f8fad5b-d9cb-469f-a165-70867728950e"),
            ("url", Optional, URL),
        ],
    },
    Kind {
        name: "formspree",
        keys: &[("form", Required, "xayzkqpd"), ("url", Optional, URL), ("max_mb", Optional, "")],
    },
    Kind {
        name: "web3forms",
        keys: &[
            ("access_key", Required, "0f8fad5b-d9cb-469f-a165-70867728950e"),
            ("url", Optional, URL),
            ("max_mb", Optional, ""),
        ],
    },
    Kind { name: "netlify", keys: &[("form", Required, "contact"), ("url", Optional, "/"), ("max_mb", Optional, "")] },
];

/// The table of a sink while it is read.
struct Table<'a> {
    kind: &'static Kind,
    table: &'a SinkTable,
    /// The position for findings about missing keys.
    name_span: Range<usize>,
}

impl Reader<'_> {
    /// The sink of a table; `None`, with a finding, where it cannot be used.
    pub(super) fn sink(&mut self, name: &Spanned<String>, table: &SinkTable) -> Option<SinkConfig> {
        let kind = self.kind(name, table)?;
        let read = Table { kind, table, name_span: name.span() };
        let findings_before = self.findings.len();
        self.unknown_keys(&read);
        let config = match kind.name {
            "mailto" => self.checked(&read, "to", is_address).map(|to| SinkConfig::Mailto { to }),
            "webhook" => {
                let (url, simple) = (self.url(&read, Endpoint::Own, ""), self.flag(&read, "simple"));
                let max_bytes = self.max_bytes(&read);
                url.map(|url| SinkConfig::Webhook { url, simple, max_bytes })
            }
            "zendesk" => {
                let form = self.checked(&read, "form", is_number);
                self.zendesk(&read).map(|url| SinkConfig::Zendesk { url, form: form.unwrap_or_default() })
            }
            "zammad" => {
                let (url, max_bytes) = (self.url(&read, Endpoint::HelpDesk, ""), self.max_bytes(&read));
                url.map(|url| SinkConfig::Zammad { url, max_bytes })
            }
            "chatwoot" => {
                let inbox = self.checked(&read, "inbox", is_word);
                let url = self.url(&read, Endpoint::HelpDesk, "https://app.chatwoot.com");
                url.zip(inbox).map(|(url, inbox)| SinkConfig::Chatwoot { url, inbox })
            }
            "hubspot" => {
                let (portal, form) = (self.checked(&read, "portal", is_number), self.checked(&read, "form", is_uuid));
                let url = self.url(&read, Endpoint::HelpDesk, "https://api.hsforms.com");
                url.zip(portal).zip(form).map(|((url, portal), form)| SinkConfig::Hubspot { url, portal, form })
            }
            "formspree" => {
                let (form, max_bytes) = (self.checked(&read, "form", is_word), self.max_bytes(&read));
                let url = self.url(&read, Endpoint::HelpDesk, "https://formspree.io");
                url.zip(form).map(|(url, form)| SinkConfig::Formspree { url, form, max_bytes })
            }
            "web3forms" => {
                let (access_key, max_bytes) = (self.checked(&read, "access_key", is_uuid), self.max_bytes(&read));
                let url = self.url(&read, Endpoint::HelpDesk, "https://api.web3forms.com");
                url.zip(access_key).map(|(url, access_key)| SinkConfig::Web3forms { url, access_key, max_bytes })
            }
            "netlify" => {
                let (form, max_bytes) = (self.checked(&read, "form", |form| !form.is_empty()), self.max_bytes(&read));
                let url = self.url(&read, Endpoint::Own, "/");
                url.zip(form).map(|(url, form)| SinkConfig::Netlify { url, form, max_bytes })
            }
            // A kind of the table above that nothing here reads: without a finding its requests would go nowhere.
            other => {
                self.error(
                    "sink",
                    name.span(),
                    format!("sinks of the kind `{other}` are not read"),
                    "choose another kind",
                );
                None
            }
        };
        config.filter(|_| self.findings.len() == findings_before)
    }

    fn kind(&mut self, name: &Spanned<String>, table: &SinkTable) -> Option<&'static Kind> {
        let Some((_, kind)) = table.iter().find(|(key, _)| key.get_ref() == "kind") else {
            let message = format!("the sink `{}` has no kind", name.get_ref());
            self.error("sink", name.span(), message, "add a line `kind = \"mailto\"`, or another help desk");
            return None;
        };
        let known = || KINDS.iter().map(|kind| kind.name);
        let Value::String(written) = kind.get_ref() else {
            let help = format!("one of {} in quotes", known().collect::<Vec<_>>().join(", "));
            self.error("sink", kind.span(), "the kind is not a text", help);
            return None;
        };
        let found = KINDS.iter().find(|kind| kind.name == written);
        if found.is_none() {
            let (message, help) = match endpoint::keyed_kind(written) {
                Some((message, help)) => (message, help),
                None => {
                    let help = match nearest_name(written, known()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the kinds are {}", known().collect::<Vec<_>>().join(", ")),
                    };
                    (format!("there is no kind of sink `{written}`"), help)
                }
            };
            self.error("sink", kind.span(), message, help);
        }
        found
    }

    fn unknown_keys(&mut self, read: &Table<'_>) {
        let known: Vec<&str> = std::iter::once("kind").chain(read.kind.keys.iter().map(|(name, ..)| *name)).collect();
        for key in read.table.keys().filter(|key| !known.contains(&key.get_ref().as_str())) {
            let (typed, kind) = (key.get_ref(), read.kind.name);
            let (message, help) = match nearest_name(typed, known.iter().copied()) {
                _ if typed == "max_mb" => (
                    format!("a sink of kind `{kind}` takes no files"),
                    "delete the line: the form then asks for none".to_owned(),
                ),
                Some(near) => (format!("the key `{typed}` is not read"), format!("did you mean `{near}`?")),
                None => (
                    format!("the key `{typed}` is not read in a sink of kind `{kind}`"),
                    format!("the keys read there are {}", known.join(", ")),
                ),
            };
            self.error("sink", key.span(), message, help);
        }
    }

    /// A text that passes a check; numbers count as texts.
    fn checked(&mut self, read: &Table<'_>, key: &str, is_valid: fn(&str) -> bool) -> Option<String> {
        let (example, needed) = read.example(key);
        let (text, span) = self.text(read, key, example, needed)?;
        if is_valid(&text) {
            return Some(text);
        }
        let what = match (read.kind.name, key) {
            ("mailto", _) => "an e-mail address",
            (_, "inbox") => "the identifier of an API inbox",
            (_, "access_key") => "an access key of Web3Forms",
            ("netlify", _) => "the name of a form",
            ("zendesk", _) => "the number of a form",
            (_, "portal") => "the number of a portal",
            _ => "the identifier of a form",
        };
        let help = format!("it looks like this: `{key} = \"{example}\"`");
        self.error("sink", span, format!("`{text}` is not {what}"), help);
        None
    }

    /// A text and its position.
    fn text(&mut self, read: &Table<'_>, key: &str, example: &str, needed: bool) -> Option<(String, Range<usize>)> {
        let Some(value) = read.value(key) else {
            if needed {
                let message = format!("a sink of kind `{}` needs `{key}`", read.kind.name);
                self.error("sink", read.name_span.clone(), message, format!("add a line `{key} = \"{example}\"`"));
            }
            return None;
        };
        match value.get_ref() {
            Value::String(text) => Some((text.trim().to_owned(), value.span())),
            Value::Integer(number) => Some((number.to_string(), value.span())),
            _ => {
                let help = format!("put it in quotes: `{key} = \"{example}\"`");
                self.error("sink", value.span(), format!("`{key}` is not a text"), help);
                None
            }
        }
    }

    /// An address, or the default where there is none.
    fn url(&mut self, read: &Table<'_>, endpoint: Endpoint, default: &str) -> Option<String> {
        let (example, needed) = read.example("url");
        if !needed && read.value("url").is_none() {
            return Some(default.to_owned());
        }
        let (text, span) = self.text(read, "url", example, needed)?;
        match endpoint::read(&text, endpoint) {
            Ok(url) => Some(url),
            Err((message, help)) => {
                self.error("sink", span, message, help);
                None
            }
        }
    }

    fn zendesk(&mut self, read: &Table<'_>) -> Option<String> {
        if read.value("url").is_some() {
            return self.url(read, Endpoint::HelpDesk, "");
        }
        let (subdomain, span) = self.text(read, "subdomain", "company", true)?;
        if is_id(&subdomain) {
            return Some(format!("https://{subdomain}.zendesk.com"));
        }
        let help = "write what stands before `.zendesk.com`: `subdomain = \"company\"`";
        self.error("sink", span, format!("`{subdomain}` is not a subdomain of Zendesk"), help);
        None
    }

    fn flag(&mut self, read: &Table<'_>, key: &str) -> bool {
        let Some(value) = read.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            let message = format!("`{key}` is neither true nor false");
            self.error("sink", value.span(), message, format!("write `{key} = true` without quotes"));
            false
        })
    }

    /// The most bytes of attachments.
    fn max_bytes(&mut self, read: &Table<'_>) -> u32 {
        let Some(value) = read.value("max_mb") else { return 0 };
        let megabytes = value.get_ref().as_integer().filter(|number| (0..=MOST_MB).contains(number));
        if megabytes.is_none() {
            let message = format!("`max_mb` is not a whole number from 0 to {MOST_MB}");
            self.error("sink", value.span(), message, "write how many megabytes of files go along: `max_mb = 5`");
        }
        megabytes.and_then(|number| u32::try_from(number * MB).ok()).unwrap_or_default()
    }
}

impl Table<'_> {
    fn value(&self, key: &str) -> Option<&Spanned<Value>> {
        self.table.iter().find(|(known, _)| known.get_ref() == key).map(|(_, value)| value)
    }

    /// An example of a key's value, and whether the key must be there.
    fn example(&self, key: &str) -> (&'static str, bool) {
        let found = self.kind.keys.iter().find(|(name, ..)| *name == key);
        found.map_or(("", false), |(_, presence, example)| (*example, *presence == Required))
    }
}

/// Whether a text has the form of a mail address: no more is checked than what would break a `mailto:` link.
pub(in crate::studio) fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@?&#/".contains(c);
    !name.is_empty()
        && text.replacen('@', "", 1).chars().all(clean)
        && host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
