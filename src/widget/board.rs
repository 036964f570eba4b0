//! All contact channels and their hours: `.board`. Those that work now come first, the first of them marked; the closed
//! ones are in a closed `<details>` below. Then the next seven days of each schedule and the days that differ: `.week`.

use leptos::prelude::*;

use super::{
    dom::{El, button_for, el, title},
    footer::{channel_icon, channel_value},
    icons::icon,
    signals::effect,
    store::Store,
};
use crate::{
    channels::{self, Channel, ChannelState},
    hours::{DayHours, Range, Reminder, Schedule, State},
    language::replaced,
    text::Lines,
    time::UtcMinute,
};

/// How many days ahead the days that differ are listed.
const EXCEPTION_DAYS: u16 = 60;

impl Store {
    /// The texts about a channel at a moment.
    pub(super) fn lines(self, number: usize, now: UtcMinute) -> Lines {
        let loaded = self.loaded_now();
        let site = &loaded.pack.site;
        let Some(channel) = site.channels.get(number) else { return Lines::default() };
        let channel_state = channels::channel_state(number, channel, &site.schedules, now);
        self.voice().lines(channel, &channel_state, schedule(&site.schedules, channel), now)
    }

    /// Saves a calendar file for the moment at which a channel opens.
    pub(super) fn remind(self, number: usize) {
        let loaded = self.loaded_now();
        let (site, now) = (&loaded.pack.site, self.now.get_untracked());
        let Some(channel) = site.channels.get(number) else { return };
        let Some(State::Closed { opens: Some(at) }) =
            schedule(&site.schedules, channel).map(|schedule| schedule.state(now))
        else {
            return;
        };
        let name = if site.name.is_empty() { String::new() } else { format!("{} – ", site.name) };
        let summary = format!("{name}{}: {}", channel.label, channel.value);
        let description = channel.href().unwrap_or_default();
        let text = Reminder { id: &channel.id, at, summary: &summary, description: &description }.ics(now);
        self.host().save(&format!("{}.ics", loaded.strings().board.reminder), &text);
    }
}

fn schedule<'a>(schedules: &'a [Schedule], channel: &Channel) -> Option<&'a Schedule> {
    schedules.get(usize::from(channel.schedule?))
}

pub(super) fn view(store: Store) -> El {
    let loaded = store.loaded();
    let texts = &loaded.strings().board;
    // Redrawn when something opens, closes or a day ends; texts that count minutes have effects of their own.
    store.status_hash.track();
    let site = &loaded.pack.site;
    let channel_states = channels::board(&site.channels, &site.schedules, store.now.get_untracked());
    let (working, closed): (Vec<ChannelState>, Vec<ChannelState>) =
        channel_states.into_iter().partition(|channel_state| channel_state.works);
    // Only a channel that is staffed is recommended: a message left at night may be answered after the telephone opens.
    let best =
        working.first().filter(|channel_state| channel_state.is_open()).map(|channel_state| channel_state.channel);
    let cards = |channel_states: &[ChannelState]| {
        el("ul").class("ways").with_all(
            channel_states
                .iter()
                .filter_map(|channel_state| card(store, channel_state, best == Some(channel_state.channel))),
        )
    };
    let closed_list = (!closed.is_empty() && !working.is_empty()).then(|| {
        let title = replaced(texts.closed, "{n}", &closed.len().to_string());
        details("folded", &title).with(cards(&closed))
    });
    let title = title(texts.title);
    // Where all channels are closed, they are shown directly.
    let first = if working.is_empty() { &closed } else { &working };
    // In the order of the channels that use them.
    let mut schedules: Vec<u16> = Vec::new();
    site.channels.iter().filter_map(|channel| channel.schedule).for_each(|number| {
        if !schedules.contains(&number) {
            schedules.push(number);
        }
    });
    let hours = (!schedules.is_empty()).then(|| el("h2").class("hours-title").text(texts.hours));
    el("div")
        .class("board")
        .with(title)
        .with(cards(first))
        .with_some(closed_list)
        .with_some(hours)
        .with_all(schedules.iter().enumerate().filter_map(|(index, number)| days(store, *number, index == 0)))
}

/// Whether its schedule covers the present, or it has none.
fn is_known(channel_state: &ChannelState) -> bool {
    !matches!(channel_state.state, Some(State::Unknown(_)))
}

/// A closed `<details>` with its title.
fn details(class: &str, title: &str) -> El {
    el("details").class(class).with(el("summary").with(el("span").text(title)).with(icon("down")))
}

fn card(store: Store, channel_state: &ChannelState, best: bool) -> Option<El> {
    let loaded = store.loaded();
    let texts = &loaded.strings().board;
    let site = &loaded.pack.site;
    let number = channel_state.channel;
    let channel = site.channels.get(number)?;
    let [state, today, reply] = ["way-state", "way-today", "way-reply"].map(|class| el("p").class(class));
    let paragraphs = [state.clone(), today.clone(), reply.clone()];
    effect(move || {
        let Lines { state, today, reply, .. } = store.lines(number, store.now());
        for (paragraph, text) in paragraphs.iter().zip([state, today, reply]) {
            paragraph.say(&text);
        }
    });

    let names = el("span")
        .class("way")
        .with(el("span").class("way-label").text(&channel.label))
        .with(channel_value(&channel.value));
    let head = match channel.href() {
        Some(href) => el("a").set("href", &href),
        None => el("div"),
    };
    let badge = best.then(|| el("span").class("badge").text(texts.best));
    let head = head.class("way-head").with(icon(channel_icon(channel.kind))).with(names).with_some(badge);
    let remind =
        matches!(channel_state.state, Some(State::Closed { opens: Some(_) })) && !channel.kind.takes_messages();
    let remind = remind.then(|| {
        let button = button_for("data-remind", &number.to_string());
        let button = button.set("aria-label", &format!("{} – {}", texts.remind, channel.label));
        button.with(icon("bell")).with(el("span").text(texts.remind))
    });
    let more = channel.article.map(|article| {
        el("a")
            .set("href", &store.article_url(article, None))
            .set("data-article", &article.to_string())
            .with(icon("page"))
            .with(el("span").text(texts.more))
    });
    let actions =
        (remind.is_some() || more.is_some()).then(|| el("div").class("way-actions").with_some(remind).with_some(more));
    let class = if channel_state.works && is_known(channel_state) { "card works" } else { "card" };
    Some(
        el("li")
            .class(class)
            .with(head)
            .with(el("div").class("way-lines").with(state).with(today).with(reply))
            .with_some(actions),
    )
}

/// The next seven days of a schedule and the days that differ; the usual week where the table does not cover them.
fn days(store: Store, number: u16, open: bool) -> Option<El> {
    let loaded = store.loaded();
    let strings = loaded.strings();
    let texts = &strings.board;
    let (voice, now) = (store.voice(), store.now.get_untracked());
    let site = &loaded.pack.site;
    let schedule = site.schedules.get(usize::from(number))?;
    let channels = site.channels.iter().filter(|channel| channel.schedule == Some(number));
    let names: Vec<&str> = channels.map(|channel| channel.label.as_str()).collect();
    let row = |name: &str, hours: &str, today: bool| {
        let row = el("tr");
        let row = if today { row.set("aria-current", "date").class("today") } else { row };
        row.with(el("th").set("scope", "row").text(name)).with(el("td").text(hours))
    };
    let table = |rows: Vec<El>| el("table").class("days").with(el("tbody").with_all(rows.into_iter()));
    let out = details("week", &names.join(" · "));
    // The first schedule is open, the others are closed.
    let out = if open { out.set("open", "") } else { out };
    let Some(next) = schedule.next_days(now) else {
        let usual = |(name, ranges): (&&str, &Vec<Range>)| row(name, &voice.day(ranges, None), false);
        let usual = strings.weekdays.iter().zip(&schedule.week).map(usual).collect();
        return Some(out.with(el("h3").text(texts.usual)).with(table(usual)));
    };
    let today = schedule.local(now).day;
    let next = next.iter().map(|DayHours { day, ranges }| {
        let weekday = strings.weekday(*day);
        let hours = voice.day(ranges, schedule.name_of(*day));
        let name = if *day == today { format!("{weekday}, {}", texts.this_day) } else { weekday.into() };
        row(&name, &hours, *day == today)
    });
    let out = out.with(table(next.collect()));
    let exceptions: Vec<El> = schedule
        .exceptions(now, EXCEPTION_DAYS)
        .map(|(name, DayHours { day, ranges })| {
            let date = format!("{}, {}", strings.weekday(day), strings.day_and_month(day));
            row(&date, &voice.day(&ranges, Some(name)), false)
        })
        .collect();
    if exceptions.is_empty() {
        return Some(out);
    }
    Some(out.with(el("h3").text(texts.exceptions)).with(table(exceptions)))
}
