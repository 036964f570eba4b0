//! Opening hours in sentences, as support staff would say them.
//!
//! A moment is given in the company's local time; where the visitor's local time differs at that moment, it is added.
//! The time left until then is rounded up to the minute.

use alloc::string::String;
use core::fmt::Write;

use super::{Days, Plural, Strings};
use crate::{
    hours::{Doubt, LocalTime, Range, Schedule, State},
    language::replaced,
    time::{UtcMinute, date_of_day},
};

/// From this many minutes on, the time left is not given: the day of an opening says enough, and a channel that is open
/// until then counts as open round the clock.
const COUNTED: u32 = 1_440;
/// From so many minutes before the doors open they are counted down: "za 50 minut" helps, "za 21 godzin" does not.
const COUNTDOWN: u32 = 120;
/// From this many days ahead on, a date has its year where it is not the present one.
const YEAR_SHOWN_FROM: i32 = 180;
/// Minutes per day.
const DAY: u16 = 1_440;

/// The language and the clocks of the sentences.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    /// The language.
    pub strings: &'a Strings,
    /// Whether times use a 12-hour clock ("8:00 am"): see [`tells_halves`](super::tells_halves).
    pub halves: bool,
    /// How many minutes the visitor's local time is ahead of UTC at a moment; `None` where it is the company's.
    pub visitor: Option<&'a dyn Fn(UtcMinute) -> i16>,
}

/// What a sentence is about.
#[derive(Clone, Copy)]
struct Topic<'a> {
    schedule: &'a Schedule,
    /// The present.
    now: UtcMinute,
    /// When something opens, closes or is answered.
    then: UtcMinute,
    /// Why today differs from the usual week.
    reason: &'a str,
}

impl Voice<'_> {
    /// The status at the top of the panel: whether it is open, and if not, when it opens.
    #[must_use]
    pub fn status(&self, schedule: &Schedule, now: UtcMinute) -> String {
        let texts = &self.strings.hours;
        let state = schedule.state(now);
        let today = schedule.local(now).day;
        let reason = schedule.name_of(today).filter(|_| schedule.hours_on(today).is_empty());
        let sentence = match state {
            State::Open { until: Some(until) } if until - now < COUNTED => texts.open_until,
            State::Open { .. } => texts.open,
            State::Closing { .. } => texts.closing,
            State::Closed { opens: Some(_) } if reason.is_some() => texts.closed_today,
            State::Closed { opens: Some(_) } => texts.closed_until,
            State::Closed { opens: None } => texts.closed,
            State::Unknown(Doubt::Horizon) => texts.past_horizon,
            State::Unknown(Doubt::Clock) => texts.wrong_clock,
        };
        let topic = Topic { schedule, now, then: then(state), reason: reason.unwrap_or_default() };
        let mut out = self.filled(sentence, topic);
        if matches!(state, State::Closed { opens: Some(opens) } if opens - now < COUNTDOWN) {
            out += &self.filled(texts.counted, topic);
        }
        out
    }

    /// The same for one channel, short enough to fit under its button.
    #[must_use]
    pub fn channel(&self, schedule: &Schedule, now: UtcMinute) -> String {
        let texts = &self.strings.hours;
        let state = schedule.state(now);
        let sentence = match state {
            State::Open { until: Some(until) } if until - now < COUNTED => texts.channel_open,
            State::Open { .. } => texts.channel_always,
            State::Closing { .. } => texts.channel_closing,
            State::Closed { opens: Some(_) } => texts.channel_closed,
            State::Closed { opens: None } => texts.channel_never,
            State::Unknown(_) => texts.channel_unknown,
        };
        self.say(sentence, schedule, now, then(state))
    }

    /// By when an answer is promised.
    #[must_use]
    pub fn reply(&self, schedule: &Schedule, now: UtcMinute, by: UtcMinute) -> String {
        self.say(self.strings.hours.reply, schedule, now, by)
    }

    /// The hours of a day, with the reason where the day is a special one: "8:00–16:00", "nieczynne – Wigilia".
    #[must_use]
    pub fn day(&self, ranges: &[Range], name: Option<&str>) -> String {
        let texts = &self.strings.hours;
        let mut out = String::new();
        match ranges {
            [] => out += texts.closed_day,
            [Range { start: 0, end: DAY }] => out += texts.all_day,
            some => {
                for Range { start, end } in some {
                    if !out.is_empty() {
                        out += ", ";
                    }
                    self.expand(&mut out, texts.range, &|out, placeholder| match (placeholder, *end) {
                        ('a', _) => self.clock(out, *start),
                        (_, DAY) if self.halves => *out += texts.midnight,
                        (_, DAY) => *out += "24:00",
                        (_, end) => self.clock(out, end),
                    });
                }
            }
        }
        if let Some(name) = name {
            out += " – ";
            out += name;
        }
        out
    }

    /// A sentence about a moment.
    pub(super) fn say(&self, sentence: &str, schedule: &Schedule, now: UtcMinute, then: UtcMinute) -> String {
        self.filled(sentence, Topic { schedule, now, then, reason: "" })
    }

    /// Fills a sentence: `{t}` is a time, `{w}` a day and time, `{f}` from when, `{b}` by when, `{i}` how long it
    /// takes, `{r}` the reason.
    fn filled(&self, sentence: &str, topic: Topic<'_>) -> String {
        let strings = self.strings;
        let begins = topic.schedule.local(topic.then);
        let ends = begins.as_end();
        let mut out = String::new();
        self.expand(&mut out, sentence, &|out, placeholder| {
            let at = if matches!(placeholder, 't' | 'b') { ends } else { begins };
            match placeholder {
                't' => self.time(out, at),
                'w' => self.moment(out, &strings.on, topic, at),
                'f' => self.moment(out, &strings.from, topic, at),
                'b' => self.moment(out, &strings.by, topic, at),
                'i' => return self.counted(out, topic.then.saturating_sub(topic.now)),
                _ => return *out += topic.reason,
            }
            // "ab Montag, 8:00 Uhr (bei Ihnen 16:00 Uhr), wieder": the comma comes after the parenthesis, and is left
            // out at the end of a sentence.
            let comma = out.ends_with(',').then(|| out.pop());
            self.theirs(out, topic, at);
            out.extend(comma.flatten());
        });
        if out.ends_with(',') {
            out.pop();
        }
        let [before, after] = strings.hours.at_eleven;
        if before.is_empty() { out } else { replaced(&out, before, after) }
    }

    /// Copies a template; `write` replaces each letter in braces.
    fn expand(&self, out: &mut String, template: &str, write: &dyn Fn(&mut String, char)) {
        let mut rest = template.chars();
        while let Some(letter) = rest.next() {
            if letter == '{' {
                write(out, rest.next().unwrap_or_default());
                rest.next();
            } else {
                out.push(letter);
            }
        }
    }

    /// Today, tomorrow, the weekday within a week, else the date; with the time.
    fn moment(&self, out: &mut String, days: &Days, topic: Topic<'_>, at: LocalTime) {
        let today = topic.schedule.local(topic.now).day;
        let ahead = at.day.saturating_sub(today);
        let form = match ahead {
            0 => days.today,
            1 => days.tomorrow,
            2..7 => days.weekday,
            _ => days.date,
        };
        self.expand(out, form, &|out, placeholder| match placeholder {
            'd' => *out += weekday(days, at),
            't' => self.time(out, at),
            _ => {
                *out += &self.strings.day_and_month(at.day);
                let year = date_of_day(at.day).year;
                if ahead >= YEAR_SHOWN_FROM && year != date_of_day(today).year {
                    let _ = write!(out, "\u{a0}{year}");
                }
            }
        });
    }

    /// The visitor's own time of a moment, where it differs.
    fn theirs(&self, out: &mut String, topic: Topic<'_>, here: LocalTime) {
        let Some(visitor) = self.visitor else { return };
        let offset = visitor(topic.then);
        if offset == topic.schedule.offset(topic.then) {
            return;
        }
        let there = LocalTime::new(topic.then, offset);
        let there = if here.hour == 24 { there.as_end() } else { there };
        let texts = &self.strings.hours;
        // The company's "tomorrow" is today for a visitor whose day has begun already: then the day is named.
        let today = (topic.schedule.local(topic.now).day, LocalTime::new(topic.now, visitor(topic.now)).day);
        let same = here.day == there.day && (today.0 == today.1 || here.day - today.0 > 1);
        let form = if same { texts.theirs } else { texts.theirs_day };
        self.expand(out, form, &|out, placeholder| match placeholder {
            'd' => *out += texts.their_weekdays.get(there.weekday as usize).copied().unwrap_or_default(),
            _ => self.time(out, there),
        });
    }

    /// "13 godzin 20 minut".
    fn counted(&self, out: &mut String, minutes: u32) {
        let texts = &self.strings.hours;
        let parts: [(u32, &Plural); 2] = [(minutes / 60, &texts.hour), (minutes % 60, &texts.minute)];
        for (index, (count, noun)) in parts.into_iter().enumerate().filter(|(_, (count, _))| *count > 0) {
            if index > 0 && minutes >= 60 {
                *out += " ";
            }
            *out += &self.strings.counted(count as usize, noun);
        }
    }

    /// A time within a sentence.
    fn time(&self, out: &mut String, at: LocalTime) {
        if at.hour == 24 {
            return *out += self.strings.hours.midnight;
        }
        let minutes = u16::from(at.hour) * 60 + u16::from(at.minute);
        self.expand(out, self.strings.hours.clock, &|out, _| self.clock(out, minutes));
    }

    /// The time this many minutes after midnight.
    fn clock(&self, out: &mut String, minutes: u16) {
        let (hour, minute) = (minutes / 60 % 24, minutes % 60);
        if self.halves && (hour, minute) == (12, 0) {
            // "12:00 pm" is ambiguous.
            return *out += "noon";
        }
        let shown = if self.halves { (hour + 11) % 12 + 1 } else { hour };
        let _ = write!(out, "{shown}:{minute:02}");
        if self.halves {
            *out += if hour < 12 { "\u{a0}am" } else { "\u{a0}pm" };
        }
    }
}

/// The moment that belongs to a state; 0 where it has none.
const fn then(state: State) -> UtcMinute {
    match state {
        State::Open { until: Some(then) } | State::Closing { until: then } | State::Closed { opens: Some(then) } => {
            then
        }
        _ => 0,
    }
}

fn weekday(days: &Days, at: LocalTime) -> &'static str {
    days.weekdays.get(at.weekday as usize).copied().unwrap_or_default()
}
