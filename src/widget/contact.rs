//! The ways to a person, at the bottom of every screen. Part: `.contact`.

use leptos::prelude::Effect;

use super::{
    desk::Desk,
    dom::{El, el},
    icons::icon,
};
use crate::{
    contact::{Channel, ChannelKind},
    text::channel_line,
};

pub(super) fn view(desk: Desk) -> El {
    let shelf = desk.shelf();
    let ways = shelf.pack.site.channels.iter().filter_map(|channel| way(desk, channel));
    let list = el("ul").with_all(ways);
    el("div").class("contact").with(el("h2").text(shelf.strings().contact)).with(list)
}

fn way(desk: Desk, channel: &Channel) -> Option<El> {
    let shelf = desk.shelf();
    let picture = match channel.kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Mail => "mail",
        ChannelKind::Link => "chat",
    };
    let schedule = channel.schedule.and_then(|place| shelf.pack.site.schedules.get(usize::from(place)).cloned());
    let when = el("span").class("way-when");
    let words = el("span")
        .class("way")
        .with(el("span").class("way-label").text(&channel.label))
        .with(value(&channel.value))
        .with_some(schedule.is_some().then(|| when.clone()))
        .with_some((!channel.note.is_empty()).then(|| el("span").class("way-note").text(&channel.note)));
    let out = el("li").with(el("a").set("href", &channel.href()?).with(icon(picture)).with(words));
    if let Some(schedule) = schedule {
        Effect::new(move |_| when.say(&channel_line(shelf.strings(), &schedule, desk.now())));
    }
    Some(out)
}

/// An address may break after its `@`: cut short it would be no address.
fn value(value: &str) -> El {
    let out = el("span").class("way-value");
    match value.split_once('@') {
        Some((name, host)) => out.text(name).text("@").with(el("wbr")).text(host),
        None => out.text(value),
    }
}
