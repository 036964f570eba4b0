//! What `nightdesk.toml` says of the whole site, in one language: popular articles and contact channels.

use toml::Spanned;

use super::{Article, Config, Diagnostic, LanguageContent, Library, channel_link, config::at, hours::Hours};
use crate::channels::{Channel, ChannelKind};

/// The numbers of the articles to show before a question is typed: those that the settings name. Which ones customers
/// ask for most, nothing else can know.
pub(super) fn popular(config: &Config, source: &str, articles: &[Article], library: &mut Library) -> Vec<u32> {
    config.site.popular.iter().filter_map(|key| number("popular", key, source, articles, library)).collect()
}

/// The number of an article by its key; a finding where there is none.
fn number(
    rule: &'static str,
    key: &Spanned<String>,
    source: &str,
    articles: &[Article],
    library: &mut Library,
) -> Option<u32> {
    let found = articles.iter().position(|article| article.card.key == *key.get_ref());
    if found.is_none() && !library.unread.contains(key.get_ref()) {
        let nearest = super::nearest_name(key.get_ref(), articles.iter().map(|article| article.card.key.as_str()));
        let help = nearest.map_or("write `category/file` without `.md`".into(), |key| format!("did you mean `{key}`?"));
        let message = format!("there is no article `{}`", key.get_ref());
        library.diagnostics.push(Diagnostic::error(rule, at(source, key.span()), message, help));
    }
    found.map(|number| number as u32)
}

/// The contact channels, labelled in one language.
pub(super) fn channels(
    config: &Config,
    source: &str,
    content: &LanguageContent,
    hours: &[Hours],
    library: &mut Library,
) -> Vec<Channel> {
    let lang = &content.lang;
    let mut out = Vec::new();
    for channel in &config.channels {
        let schedule = channel
            .hours
            .as_ref()
            .and_then(|name| schedule("channel", name, config, source, hours, &mut library.diagnostics));
        let reply = channel
            .reply
            .as_ref()
            .and_then(|text| reply("channel", text, channel.hours.is_some(), source, &mut library.diagnostics));
        let article =
            channel.article.as_ref().and_then(|key| number("channel", key, source, &content.articles, library));
        let value = channel.value.get_ref();
        let link = match &channel.link {
            Some(link) => Some(link.get_ref().clone()),
            None => channel_link::link(channel.kind, value),
        };
        let has_link = link.is_some();
        let resolved = Channel {
            id: channel.id.get_ref().clone(),
            kind: channel.kind,
            label: channel.label.get_ref().of(lang).to_owned(),
            value: value.clone(),
            link: link.unwrap_or_default(),
            article,
            note: channel.note.as_ref().map_or("", |note| note.get_ref().of(lang)).to_owned(),
            schedule,
            reply,
        };
        // A store may have a postal address and no link.
        let address_only =
            resolved.kind == ChannelKind::Store && resolved.link.is_empty() && !resolved.value.trim().is_empty();
        if has_link && (resolved.href().is_some() || address_only) {
            out.push(resolved);
        } else {
            let invalid = channel.link.as_ref().unwrap_or(&channel.value);
            library.diagnostics.push(Diagnostic::error(
                "channel",
                at(source, invalid.span()),
                format!("`{}` cannot be opened as a link", invalid.get_ref()),
                help_for(channel.kind),
            ));
        }
    }
    out
}

/// The number of opening hours by name; a finding where there are none of that name.
pub(super) fn schedule(
    rule: &'static str,
    name: &Spanned<String>,
    config: &Config,
    source: &str,
    hours: &[Hours],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<u16> {
    let written = name.get_ref();
    let found = hours.iter().position(|known| known.name == *written);
    if found.is_none() && !config.hours.contains_key(written) {
        let nearest = super::nearest_name(written, config.hours.keys().map(String::as_str));
        let is_name = written.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
        let help = match nearest {
            Some(near) => format!("did you mean `{near}`?"),
            None if is_name => format!("add a table `[hours.{written}]` with a line `rule = \"Mo-Fr 08:00-16:00\"`"),
            None => format!(
                "write a name here, `hours = \"desk\"`, and the hours below it: `[hours.desk]`, `rule = \"{written}\"`"
            ),
        };
        let message = format!("there are no opening hours named `{written}`");
        diagnostics.push(Diagnostic::error(rule, at(source, name.span()), message, help));
    }
    found.and_then(|number| u16::try_from(number).ok())
}

/// A promised reply in minutes of working time; a finding where it is no such span, or has no opening hours.
pub(super) fn reply(
    rule: &'static str,
    reply: &Spanned<String>,
    with_hours: bool,
    source: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<u32> {
    let mut error = |message: String, help: &str| {
        diagnostics.push(Diagnostic::error(rule, at(source, reply.span()), message, help));
    };
    let minutes = working_minutes(reply.get_ref());
    if minutes.is_none() {
        let message = format!("`{}` is no span of working time", reply.get_ref());
        error(message, "write hours or minutes: `4h`, `90min`; a working day of eight hours is `8h`");
    } else if !with_hours {
        let help = "add a line `hours = \"…\"`: the promise is counted in the hours in which somebody answers";
        error("a promised reply needs opening hours".to_owned(), help);
    }
    minutes
}

/// The help on how to write the value of a channel.
const fn help_for(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Phone | ChannelKind::Whatsapp => {
            "write the international number: `+48 22 012 34 56`; words belong into `label` or `note`"
        }
        ChannelKind::Mail => "write one address and nothing else: `pomoc@example.com`",
        ChannelKind::Messenger => {
            "write the name of the page as it stands after m.me/, or a link that begins with https://"
        }
        ChannelKind::Store => "write the street and the town as `value`, and a `link` that begins with https://",
        ChannelKind::Chat | ChannelKind::Form | ChannelKind::Link => "a link begins with https://",
    }
}

/// `4h`, `90min` or `1h30min` as minutes; at most four weeks round the clock.
fn working_minutes(text: &str) -> Option<u32> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (hours, rest) = text.split_once('h').unwrap_or(("0", &text));
    let minutes = if rest.is_empty() { "0" } else { rest.strip_suffix("min")? };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let minutes = number(hours)?.checked_mul(60)?.checked_add(number(minutes)?)?;
    (1..=40_320).contains(&minutes).then_some(minutes)
}

#[cfg(test)]
mod tests {
    /// A promise that is read wrongly cannot be kept.
    #[test]
    fn spans_of_working_time() {
        for (text, minutes) in [
            ("4h", Some(240)),
            ("90min", Some(90)),
            ("1h 30min", Some(90)),
            ("0h", None),
            ("soon", None),
            ("1d", None),
            ("-4h", None),
            ("99999999999h", None),
            ("", None),
            ("h", None),
        ] {
            assert_eq!(super::working_minutes(text), minutes, "{text}");
        }
    }
}
