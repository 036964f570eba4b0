//! `nightdesk.toml`: the company, its languages, hours and ways to a person.

mod localized;

use std::{collections::BTreeMap, fmt, ops::Range, path::Path};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Diagnostic, Place,
    front_matter::{DELETE, in_settings, stands},
    markdown::web_address,
    nearest_name,
    request::ContactConfig,
};
use crate::{channels::ChannelKind, language::Lang};

pub(super) use localized::Localized;

/// The name of the file, at the top of the content folder.
pub(super) const FILE: &str = "nightdesk.toml";

/// What the file says. Every table has defaults: a folder of Markdown without the file builds, too.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// Whose help it is.
    #[serde(default)]
    pub company: Company,
    /// The content as a whole.
    #[serde(default)]
    pub site: SiteConfig,
    /// Opening hours by name.
    #[serde(default)]
    pub hours: BTreeMap<String, HoursConfig>,
    /// Ways to a person, in the order to show them.
    #[serde(default, rename = "channel")]
    pub channels: Vec<ChannelConfig>,
    /// What belongs to which pages of the company.
    #[serde(default, rename = "page")]
    pub pages: Vec<PageConfig>,
    /// Requests to a person.
    pub contact: Option<Spanned<ContactConfig>>,
    /// The file is there and cannot be read: what it says is not known, and nothing is to be told for want of it.
    #[serde(skip)]
    pub unread: bool,
}

impl Config {
    /// The company's website: empty where there is none, `None` where the setting cannot be read or is no address.
    #[must_use]
    pub fn company_url(&self) -> Option<&str> {
        match &self.company.url {
            Some(url) => Some(url.get_ref().trim()).filter(|url| url.is_empty() || is_website(url)),
            None if self.unread => None,
            None => Some(""),
        }
    }

    /// Sets the language of texts that are missing in another one.
    pub(super) fn speak_first(&mut self, lang: Option<&Lang>) {
        let Some(lang) = lang else { return };
        for channel in &mut self.channels {
            channel.label.as_mut().speak_first(lang);
            if let Some(note) = &mut channel.note {
                note.as_mut().speak_first(lang);
            }
        }
        for exception in self.hours.values_mut().flat_map(|hours| &mut hours.exceptions) {
            exception.reason.speak_first(lang);
        }
        if let Some(contact) = &mut self.contact {
            contact.as_mut().speak_first(lang);
        }
    }
}

/// Whether an address is one of a website.
pub(super) fn is_website(url: &str) -> bool {
    web_address(url).is_some_and(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// Whose help it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Company {
    /// As customers know it.
    #[serde(default)]
    pub name: String,
    /// Its website; links that begin with `/` lead there.
    pub url: Option<Spanned<String>>,
}

/// The content as a whole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SiteConfig {
    /// Folders of the content, the default language first.
    #[serde(default)]
    pub languages: Vec<Spanned<String>>,
    /// IANA name of the time zone of all opening hours.
    pub timezone: Option<Spanned<String>>,
    /// ISO 3166 code of the country whose holidays `PH` means.
    pub country: Option<Spanned<String>>,
    /// Its region, where that has holidays of its own.
    pub region: Option<Spanned<String>>,
    /// Articles shown before anything is asked: `category/file`.
    #[serde(default)]
    pub popular: Vec<Spanned<String>>,
}

/// What stands below a name of opening hours.
const HOURS: &str = "a table of hours";

/// Opening hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table of hours")]
#[non_exhaustive]
pub struct HoursConfig {
    /// In the notation of OpenStreetMap.
    pub rule: Spanned<String>,
    /// Instead of the site's.
    pub timezone: Option<Spanned<String>>,
    /// Instead of the site's.
    pub country: Option<Spanned<String>>,
    /// Instead of the site's.
    pub region: Option<Spanned<String>>,
    /// Opening times on Sundays on which shops in Poland may open.
    pub trading_sundays: Option<Spanned<String>>,
    /// Days with hours of their own.
    #[serde(default, rename = "exception")]
    pub exceptions: Vec<ExceptionConfig>,
}

/// Days with hours of their own, which replace all others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExceptionConfig {
    /// The day, or the first of several.
    pub date: Spanned<toml::Value>,
    /// The last one.
    pub until: Option<Spanned<toml::Value>>,
    /// Opening times; closed without them.
    pub open: Option<Spanned<String>>,
    /// Why, as visitors read it.
    #[serde(default)]
    pub reason: Localized,
}

/// A way to a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChannelConfig {
    /// Names it in configuration and events.
    pub id: Spanned<String>,
    /// What it is.
    pub kind: ChannelKind,
    /// Number, address or page.
    pub value: Spanned<String>,
    /// Where it leads, where the value does not say.
    pub link: Option<Spanned<String>>,
    /// The article that tells more: `category/file`.
    pub article: Option<Spanned<String>>,
    /// What the button says.
    pub label: Spanned<Localized>,
    /// What to expect of it.
    pub note: Option<Spanned<Localized>>,
    /// Name of its opening hours; without one it can be used at any time.
    pub hours: Option<Spanned<String>>,
    /// Within how much working time an answer is promised: `4h`, `90min`.
    pub reply: Option<Spanned<String>>,
}

/// What belongs to some pages of the company.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PageConfig {
    /// Their addresses; `*` stands for any characters.
    pub url: Texts,
    /// Articles: `category/file`.
    #[serde(default)]
    pub articles: Texts,
    /// Categories, whose articles follow.
    #[serde(default)]
    pub categories: Texts,
    /// Notices, by their files.
    #[serde(default)]
    pub notices: Texts,
}

/// A list of texts; one text counts as a list of one.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// They, and where each stands.
    pub list: Vec<Spanned<String>>,
    /// Where all of it stands.
    pub span: Range<usize>,
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Spanned::<OneOrMore>::deserialize(deserializer)?;
        let span = whole.span();
        let list = match whole.into_inner() {
            OneOrMore::One(text) => vec![Spanned::new(span.clone(), text)],
            OneOrMore::More(list) => list,
        };
        Ok(Self { list, span })
    }
}

/// By hand, since serde forgets the places of what it tries several readings on.
enum OneOrMore {
    One(String),
    More(Vec<Spanned<String>>),
}

/// What it expects.
const TEXTS: &str = "a text or a list of texts";

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(TEXTS)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OneOrMore, A::Error> {
                let mut out = Vec::new();
                while let Some(text) = list.next_element()? {
                    out.push(text);
                }
                Ok(OneOrMore::More(out))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Reads the file's text; what cannot be read is a diagnostic and the defaults.
pub(super) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Config {
    match toml::from_str(text) {
        Ok(config) => config,
        Err(error) => {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let before = text.get(..error.span().unwrap_or_default().start).unwrap_or_default();
            let key =
                before.rsplit(['\n', '{', ',']).next().unwrap_or_default().trim_end_matches(['=', ' ', '[']).trim();
            let table = text.get(error.span().unwrap_or_default()).unwrap_or_default();
            let help = if before.trim_end().ends_with(['[', ',']) && message.ends_with(", expected a string") {
                Some(format!("put it in quotes: `{}`", in_quotes(table)))
            } else {
                suggestion(&message, key, table)
            };
            let help = help.unwrap_or_else(|| {
                "put texts in quotes and lists in brackets; the demo’s content/nightdesk.toml is a commented example".into()
            });
            // What looks like a blank and is none is named by no reader of TOML.
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            diagnostics.push(match in_settings(line) {
                Some(hidden) => {
                    let place = at(text, start + hidden.0..start + hidden.0 + 1);
                    Diagnostic::error("config", place, stands(hidden), DELETE)
                }
                None => Diagnostic::error("config", at(text, error.span().unwrap_or_default()), message, help),
            });
            salvaged(text)
        }
    }
}

/// A value as a text.
fn in_quotes(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_.:+".contains(c));
    format!("\"{}\"", if plain { value } else { "…" })
}

/// What all the rest of loading depends on, out of a file with an error elsewhere: without it every folder and every
/// link would be told as a mistake of its own.
fn salvaged(text: &str) -> Config {
    let mut config = Config { unread: true, ..Config::default() };
    let Ok(table) = DeTable::parse(text) else { return config };
    let of = |name: &str, key: &str| table.get_ref().get(name)?.get_ref().as_table()?.get(key);
    let spanned =
        |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(|text| Spanned::new(value.span(), text.to_owned()));
    config.company.name = of("company", "name").and_then(spanned).map(Spanned::into_inner).unwrap_or_default();
    config.company.url = of("company", "url").and_then(spanned);
    let languages = of("site", "languages").and_then(|value| value.get_ref().as_array());
    config.site.languages = languages.into_iter().flat_map(|list| list.iter().filter_map(spanned)).collect();
    config
}

/// A place in the file.
pub(super) fn at(text: &str, span: Range<usize>) -> Option<Place> {
    Some(Place::new(Path::new(FILE), text, span))
}

/// What the reader's words mean for the writer of the file; from "unknown field `x`, expected one of `a`, `b`" the
/// nearest of the expected names. The key is that of the value in question, the table the text of one that is not whole.
fn suggestion(message: &str, key: &str, table: &str) -> Option<String> {
    if let Some(missing) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        let example = match missing {
            "rule" => "`rule = \"Mo-Fr 08:00-16:00\"`",
            "date" => "`date = 2026-12-31`",
            "id" if table.ends_with("field]]") => "`id = \"order\"`",
            "label" if table.ends_with("field]]") => "`label = { pl = \"Numer zamówienia\", en = \"Order number\" }`",
            "id" if table.contains("topic") => "`id = \"returns\"`",
            "label" if table.contains("topic") => "`label = { pl = \"Zwrot\", en = \"Return\" }`",
            "id" => "`id = \"phone\"`",
            "kind" => "`kind = \"phone\"`",
            "label" => "`label = { pl = \"Zadzwoń\", en = \"Call us\" }`",
            "url" => "`url = \"/koszyk*\"`",
            "value" => "`value = \"+48 22 012 34 56\"`",
            other => return Some(format!("add a line `{other} = …` to this table")),
        };
        return Some(format!("add a line {example} to this table"));
    }
    if message.starts_with("missing escaped value") {
        let key = key.split('=').next().unwrap_or_default().trim();
        return Some(format!("put it in single quotes, in which a `\\` stands for itself: `{key} = '…'`"));
    }
    // The default would be a text where the tables of all sinks are.
    if table == "sink" {
        return Some("in [contact] write `default_sink = \"…\"` instead of `sink = \"…\"`".into());
    }
    if message.starts_with("invalid date") {
        return Some(format!("the calendar has no such day: write `{key} = 2026-12-31`"));
    }
    match message.rsplit_once(", expected ").map(|(_, expected)| expected) {
        Some(HOURS) => return Some("write `[hours.desk]`, and below it `rule = \"Mo-Fr 08:00-16:00\"`".into()),
        Some(TEXTS) => {
            return Some(format!("put it in quotes: `{key} = \"…\"`, or several in brackets: `[\"…\", \"…\"]`"));
        }
        Some("a map") if key == "hours" => return suggestion(&format!(", expected {HOURS}"), key, table),
        Some("a map") if key == "sink" => {
            let help = "write `default_sink = \"mail\"`, and the sink itself as a table `[contact.sink.mail]`";
            return Some(help.into());
        }
        Some("a map") if key.is_empty() || key == "options" => {
            return Some("write each per language: `options = [{ pl = \"…\", en = \"…\" }, …]`".into());
        }
        Some("a map") => return Some(format!("write it per language: `{key} = {{ pl = \"…\", en = \"…\" }}`")),
        Some("a boolean") => return Some(format!("write it without quotes: `{key} = true`")),
        Some("i64") => return Some(format!("write a number without quotes: `{key} = 18`")),
        Some("a sequence") if table.starts_with('[') => {
            return Some(format!("write it in two brackets: `[{}]`, since there may be several", table.trim()));
        }
        Some("a sequence") if ["languages", "popular", "categories"].contains(&key) => {
            let item = if table.starts_with(['"', '\'']) { table.to_owned() } else { in_quotes(table) };
            return Some(format!("write it as a list in brackets: `{key} = [{item}]`"));
        }
        Some("a string") if key.is_empty() => return Some("put it in quotes: `\"…\"`".into()),
        Some("a string") => return Some(format!("put it in quotes: `{key} = \"…\"`")),
        _ => {}
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let typed = quoted.next().filter(|_| message.starts_with("unknown"))?;
    let known: Vec<&str> = quoted.collect();
    Some(match nearest_name(typed, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the keys read here are {}", known.join(", ")),
    })
}
