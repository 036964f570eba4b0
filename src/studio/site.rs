//! What `nightdesk.toml` says of the whole site, in one language: popular articles and the ways to a person.

use toml::Spanned;

use super::{Article, Config, Diagnostic, config::at};
use crate::{contact::Channel, hours::Schedule, knowledge::Lang};

/// The articles to show before anything is asked, by their numbers.
pub(super) fn popular(
    config: &Config,
    source: &str,
    articles: &[Article],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<u32> {
    let number = |key: &Spanned<String>, diagnostics: &mut Vec<Diagnostic>| {
        let found = articles.iter().position(|article| article.card.key == *key.get_ref());
        if found.is_none() {
            let nearest = super::nearest_name(key.get_ref(), articles.iter().map(|article| article.card.key.as_str()));
            let help =
                nearest.map_or("write `category/file` without `.md`".into(), |key| format!("did you mean `{key}`?"));
            diagnostics.push(Diagnostic::error(
                "popular",
                at(source, key.span()),
                format!("there is no article `{}`", key.get_ref()),
                help,
            ));
        }
        found.map(|number| number as u32)
    };
    if config.site.popular.is_empty() {
        return (0..articles.len().min(5) as u32).collect();
    }
    config.site.popular.iter().filter_map(|key| number(key, diagnostics)).collect()
}

/// The ways to a person, labelled in one language.
pub(super) fn channels(
    config: &Config,
    source: &str,
    lang: &Lang,
    schedules: &[(String, Schedule)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Channel> {
    let mut out = Vec::new();
    for channel in &config.channels {
        let schedule = channel.hours.as_ref().and_then(|name| {
            let found = schedules.iter().position(|(known, _)| known == name.get_ref());
            if found.is_none() && !config.hours.contains_key(name.get_ref()) {
                diagnostics.push(Diagnostic::error(
                    "channel",
                    at(source, name.span()),
                    format!("there are no opening hours named `{}`", name.get_ref()),
                    format!("add a table `[hours.{}]` with a line `rule = \"Mo-Fr 08:00-16:00\"`", name.get_ref()),
                ));
            }
            found.and_then(|place| u16::try_from(place).ok())
        });
        let made = Channel {
            id: channel.id.clone(),
            kind: channel.kind,
            label: channel.label.of(lang).to_owned(),
            value: channel.value.get_ref().clone(),
            note: channel.note.of(lang).to_owned(),
            schedule,
        };
        if made.href().is_some() {
            out.push(made);
        } else {
            diagnostics.push(Diagnostic::error(
                "channel",
                at(source, channel.value.span()),
                format!("`{}` cannot be opened as a link", channel.value.get_ref()),
                "a phone is `+48 22 012 34 56`, a mail `pomoc@example.com`, a link begins with https://",
            ));
        }
    }
    out
}
