//! The contact channels at the bottom of every screen: `.contact`. Two of them, the first that can be used from afar;
//! the others, with all hours, are on the screen `board`.

use super::{
    dom::{El, button, el},
    icons::icon,
    signals::effect,
    store::Store,
};
use crate::channels::{Channel, ChannelKind};

/// How many are shown.
const SHOWN: usize = 2;

/// Nothing where there is no way to a person.
pub(super) fn view(store: Store) -> Option<El> {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let channels = &loaded.pack.site.channels;
    let numbered = || channels.iter().enumerate();
    let from_afar = |(_, channel): &(usize, &Channel)| channel.kind != ChannelKind::Store;
    // The form replaces mail: it reaches the same help desk, with what the visitor has tried.
    let form = store.writes();
    if channels.is_empty() && !form {
        return None;
    }
    let written = |(_, channel): &(usize, &Channel)| matches!(channel.kind, ChannelKind::Mail | ChannelKind::Form);
    let limit = if form { SHOWN - 1 } else { SHOWN };
    let mut shown: Vec<_> =
        numbered().filter(from_afar).filter(|channel| !form || !written(channel)).take(limit).collect();
    if shown.is_empty() && !form {
        shown = numbered().take(SHOWN).collect();
    }
    let form = form.then(|| write(store, numbered().find(written).map(|(number, _)| number)));
    let more = channels.len() > shown.len() || channels.iter().any(|channel| channel.schedule.is_some());
    let more = more.then(|| button("board").class("to-board").text(strings.board.all).with(icon("next")));
    let list = el("ul")
        .with_all(shown.into_iter().filter_map(|(number, channel)| channel_item(store, number, channel)))
        .with_some(form);
    let head = el("div").class("contact-head").with(el("h2").text(strings.contact)).with_some(more);
    Some(el("div").class("contact").set("part", "footer").with(head).with(list))
}

/// The link to the form, with the promise of the channel that the form replaces.
fn write(store: Store, channel: Option<usize>) -> El {
    let when = el("span").class("way-when");
    let label = el("span").class("way-label").text(store.loaded().strings().write);
    let label = el("span").class("way").with(label).with(when.clone());
    if let Some(number) = channel {
        effect(move || when.say(&store.lines(number, store.now()).brief));
    }
    el("li").with(button("write").with(icon("mail")).with(label))
}

impl Store {
    /// Whether there is a form for requests.
    pub(super) fn writes(self) -> bool {
        self.host().writes()
    }
}

fn channel_item(store: Store, number: usize, channel: &Channel) -> Option<El> {
    let when = el("span").class("way-when");
    let label = el("span")
        .class("way")
        .with(el("span").class("way-label").text(&channel.label))
        .with(channel_value(&channel.value))
        .with(when.clone())
        .with_some((!channel.note.is_empty()).then(|| el("span").class("way-note").text(&channel.note)));
    let link = match channel.href() {
        Some(href) => el("a").set("href", &href),
        None => el("a")
            .set("href", &store.article_url(channel.article?, None))
            .set("data-article", &channel.article?.to_string()),
    };
    if channel.schedule.is_some() {
        effect(move || {
            when.say(&store.lines(number, store.now()).brief);
        });
    }
    Some(el("li").with(link.with(icon(channel_icon(channel.kind))).with(label)))
}

/// The icon of a channel.
pub(super) fn channel_icon(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Mail | ChannelKind::Form => "mail",
        ChannelKind::Chat | ChannelKind::Whatsapp | ChannelKind::Messenger => "chat",
        ChannelKind::Store => "store",
        ChannelKind::Link => "page",
    }
}

/// An e-mail address may break after its `@`; truncated, it would be useless.
pub(super) fn channel_value(value: &str) -> El {
    let out = el("span").class("way-value");
    match value.split_once('@') {
        Some((name, host)) => out.text(name).text("@").with(el("wbr")).text(host),
        None => out.text(value),
    }
}
