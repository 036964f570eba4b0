//! Opening hours in a sentence.

use alloc::{format, string::String};

use super::{Strings, dates::day_and_month};
use crate::hours::{LocalTime, Schedule, State, UtcMinute};

/// What the panel says at its top: whether somebody is there, and if not, when.
#[must_use]
pub fn status_line(strings: &Strings, schedule: &Schedule, now: UtcMinute) -> String {
    let words = &strings.hours;
    match schedule.state(now) {
        State::Open { until: Some(until) } => words.open_until.replace("{t}", &end_of_day(schedule.local(until))),
        State::Open { until: None } => words.open.into(),
        State::Closed { opens: Some(opens) } => {
            let day = day_words(strings, schedule, now, opens, false);
            words.closed_until.replace("{d}", &day).replace("{t}", &clock(schedule.local(opens)))
        }
        State::Closed { opens: None } => words.closed.into(),
        State::Unknown => words.unknown.into(),
    }
}

/// The same for one channel, short enough to stand under its button. Empty where nothing is known.
#[must_use]
pub fn channel_line(strings: &Strings, schedule: &Schedule, now: UtcMinute) -> String {
    let words = &strings.hours;
    match schedule.state(now) {
        State::Open { until: Some(until) } => words.channel_open.replace("{t}", &end_of_day(schedule.local(until))),
        State::Closed { opens: Some(opens) } => {
            let day = day_words(strings, schedule, now, opens, true);
            words.channel_closed.replace("{d}", &day).replace("{t}", &clock(schedule.local(opens)))
        }
        State::Open { until: None } | State::Closed { opens: None } | State::Unknown => String::new(),
    }
}

/// Today, tomorrow, the weekday within a week, else the date.
fn day_words(strings: &Strings, schedule: &Schedule, now: UtcMinute, then: UtcMinute, from: bool) -> String {
    let (now, then) = (schedule.local(now), schedule.local(then));
    let words = &strings.hours;
    match then.day - now.day {
        0 => if from { words.from_today } else { words.today }.into(),
        1 => if from { words.from_tomorrow } else { words.tomorrow }.into(),
        2..7 => {
            let names = if from { strings.from_weekday } else { strings.on_weekday };
            names.get(then.weekday as usize).copied().unwrap_or_default().into()
        }
        _ => if from { words.from_date } else { words.on_date }.replace("{d}", &day_and_month(strings, then.day)),
    }
}

fn clock(time: LocalTime) -> String {
    format!("{}:{:02}", time.hour, time.minute)
}

/// Midnight as the end of a day is 24:00.
fn end_of_day(time: LocalTime) -> String {
    if (time.hour, time.minute) == (0, 0) { String::from("24:00") } else { clock(time) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A desk open on weekdays 8:00 to 16:00 in a zone one hour ahead of UTC, around Saturday 2026-11-21.
    fn desk() -> Schedule {
        let monday = (20_780 * 1_440 + 7 * 60) as UtcMinute;
        let friday = monday - 3 * 1_440;
        let mut spans = vec![60, 480, 3 * 1_440 - 480];
        for _ in 0..4 {
            spans.extend([480, 960]);
        }
        spans.extend([480, 10 * 1_440 - 480, 480]);
        Schedule { from: friday - 60, until: friday + 60 * 1_440, spans, offsets: vec![(0, 60)] }
    }

    /// What the customer reads at night decides whether they come back.
    #[test]
    fn sentences() {
        let friday = (20_777 * 1_440) as UtcMinute;
        let table = [
            (
                friday + 8 * 60,
                "Konsultanci są na miejscu do\u{a0}16:00",
                "We are here until 16:00",
                "czynne do\u{a0}16:00",
            ),
            (
                friday + 16 * 60,
                "Teraz nikogo nie ma – wracamy w\u{a0}poniedziałek o\u{a0}8:00",
                "Nobody is here now – back on Monday at 8:00",
                "od poniedziałku, 8:00",
            ),
            (
                friday + 6 * 60 + 30,
                "Teraz nikogo nie ma – wracamy dziś o\u{a0}8:00",
                "Nobody is here now – back today at 8:00",
                "od dziś, 8:00",
            ),
            (
                friday + 2 * 1_440 + 600,
                "Teraz nikogo nie ma – wracamy jutro o\u{a0}8:00",
                "Nobody is here now – back tomorrow at 8:00",
                "od jutra, 8:00",
            ),
            (
                friday + 7 * 1_440 + 1_000,
                "Teraz nikogo nie ma – wracamy 7\u{a0}grudnia o\u{a0}8:00",
                "Nobody is here now – back on 7\u{a0}December at 8:00",
                "od 7\u{a0}grudnia, 8:00",
            ),
            (1, "Godziny sprawdzisz telefonicznie", "Please check our hours by phone", ""),
        ];
        for (now, pl, en, channel) in table {
            assert_eq!(status_line(Strings::of("pl"), &desk(), now), pl);
            assert_eq!(status_line(Strings::of("en"), &desk(), now), en);
            assert_eq!(channel_line(Strings::of("pl"), &desk(), now), channel);
        }
    }
}
