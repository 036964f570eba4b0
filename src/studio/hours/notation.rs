//! From a rule as people write it to its parts, each with its days, its times and its state.
//!
//! The library `opening-hours` reads the days. What it silently misreads is rewritten before: a list with blanks
//! (`PH, Su off`) is a list, days beside a holiday (`PH Su`) are those that are both. Times are read here, because a
//! night must be distinguished from a morning; `parts.rs` combines the parts. The standard is opening_hours.js, the
//! notation's reference: `docs/writers/hours.md` has the differences.

use std::ops::Range;

use opening_hours::{OpeningHours, RuleKind};

use super::{
    dates,
    selectors::{Named, Selectors, is_year},
    spelling::{Slip, Spelling, Why},
    times::Times,
};

/// How a part is combined with those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// `;`: replaces them on its days.
    Replaces,
    /// `,`: adds to them.
    Adds,
    /// `||`: holds in the hours in which they are closed.
    Fallback,
}

/// One part of a rule.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its bytes in the rule.
    pub(super) span: Range<usize>,
    pub(super) join: Join,
    /// It has the days that all of these have; if there are none, every day.
    pub(super) days: Vec<OpeningHours>,
    /// Years, dates, months and weeks as they were written.
    pub(super) calendar: String,
    /// Whether it names public holidays (`PH`), school holidays (`SH`), weekdays.
    pub(super) public: bool,
    pub(super) school: bool,
    pub(super) weekdays: bool,
    /// Whether its weekdays are counted in the month (`Mo[1]`).
    pub(super) counted: bool,
    /// `None` where no times are written: the whole day.
    pub(super) times: Option<Times>,
    pub(super) kind: RuleKind,
    /// `24/7`, or a state without days and times: these are not written by mistake.
    pub(super) always: bool,
    /// A text in quotes.
    pub(super) comment: Option<Range<usize>>,
    /// Times with an open end (`08:00-16:00+`).
    pub(super) open_end: Option<Range<usize>>,
}

impl Part {
    /// Whether it holds on weekdays, or on all days, the whole year round.
    pub(super) const fn is_weekly(&self) -> bool {
        self.calendar.is_empty() && !self.public && !self.school && !self.counted
    }

    /// Whether it holds on holidays and on no other days.
    pub(super) const fn is_holiday(&self) -> bool {
        (self.public || self.school) && !self.weekdays
    }
}

/// The events of the sun in the notation, and the minutes of a day that are used for them: their real times depend on a
/// position that is not known here, about which writers are warned.
const SUN: [(&str, u16); 4] = [("sunrise", 420), ("sunset", 1_140), ("dawn", 360), ("dusk", 1_200)];

/// Reads a rule.
pub(super) fn read(rule: &str) -> Result<Vec<Part>, Slip> {
    let mut out = Vec::new();
    for (join, span) in pieces(rule) {
        let piece = Spelling::of(rule, span).tidied();
        for (number, text) in lists(&piece)?.into_iter().enumerate() {
            // A part that is added to a fallback is one, too: in `A || B, C` both B and C hold in the hours in which A
            // is closed.
            let join = if number == 0 || join == Join::Fallback { join } else { Join::Adds };
            out.push(part(&text, join)?);
        }
    }
    if out.is_empty() { Err(Slip { at: 0, why: Why::Notation }) } else { Ok(out) }
}

/// The parts between `;` and `||`. A separator at the end is ignored.
fn pieces(rule: &str) -> Vec<(Join, Range<usize>)> {
    let mut out = Vec::new();
    let (mut start, mut join, mut quoted) = (0, Join::Replaces, false);
    for (at, letter) in rule.char_indices() {
        quoted ^= letter == '"';
        let next = match letter {
            ';' if !quoted => Join::Replaces,
            '|' if !quoted && rule.get(at..).is_some_and(|rest| rest.starts_with("||")) => Join::Fallback,
            _ => continue,
        };
        out.push((join, start..at));
        (start, join) = (at + if next == Join::Fallback { 2 } else { 1 }, next);
    }
    out.push((join, start..rule.len()));
    out.retain(|(_, span)| rule.get(span.clone()).is_some_and(|part| !part.trim_matches(' ').is_empty()));
    out
}

/// The parts that commas divide: a comma between days, dates or times makes a list, also with a blank after it; one
/// after times or a word such as `off` begins another part.
fn lists(piece: &Spelling) -> Result<Vec<Spelling>, Slip> {
    let mut out: Vec<Spelling> = Vec::new();
    for item in piece.split(',') {
        let item = item.trimmed();
        let Some(last) = out.last_mut() else {
            out.push(item);
            continue;
        };
        let (before, begins) = (Words::of(last), begins_with_time(&item.text()));
        let is_24_7 = before.days.text() == "24/7";
        if begins && !is_24_7 && !before.days.is_empty() && before.times.is_empty() && before.rest.is_empty() {
            // `Dec 24, 08:00-12:00`: with the comma the day would have no times.
            let (days, times) = (before.days.text(), item.text());
            let message = format!("a comma stands between the days `{days}` and their times");
            return Err(Slip::days(last.span().start..item.span().end, message, format!("write `{days} {times}`")));
        }
        let ends = match (before.times.is_empty(), before.rest.is_empty()) {
            (_, false) => true,
            (false, true) => !begins,
            (true, true) => is_24_7,
        };
        if ends {
            out.push(item);
        } else {
            let item = if before.times.is_empty() { item_of_list(&before.days, &item) } else { item };
            *last = std::mem::take(last).with(",", &item);
        }
    }
    Ok(out)
}

/// An item of a list of days as it is written alone: `Dec 24,31` means `Dec 24,Dec 31`, and
/// `week 1, week 3` means `week 1,3`.
fn item_of_list(before: &Spelling, item: &Spelling) -> Spelling {
    let text = item.text();
    let first = before.text();
    let weeks = first.to_lowercase().contains("week");
    if weeks && text.to_lowercase().starts_with("week") {
        return item.part(4..text.chars().count()).trimmed();
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let last = first.rsplit(',').next().unwrap_or_default();
    // A range over months has two of them: which one is meant is not known, and the library reports it.
    let mut months = last.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_month(word));
    match (months.next(), months.next()) {
        (Some(month), None) if !weeks && (1..=2).contains(&digits) => {
            let year = last.trim_start().split(' ').next().filter(|year| is_year(year));
            let prefix = year.map(|year| format!("{year} ")).unwrap_or_default() + month + " ";
            Spelling::default().with(&prefix, item)
        }
        _ => item.clone(),
    }
}

fn is_month(word: &str) -> bool {
    dates::month(word).is_some()
}

/// Whether a text begins with a time of the clock or of the sun.
fn begins_with_time(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    let clock = (1..=2).contains(&digits)
        && after.strip_prefix(':').is_some_and(|minutes| minutes.starts_with(|c: char| c.is_ascii_digit()));
    clock || text.starts_with('(') || SUN.iter().any(|(event, _)| text.to_lowercase().starts_with(event))
}

/// A part divided into days, times, and the rest (`off`, a comment).
struct Words {
    days: Spelling,
    times: Spelling,
    rest: Spelling,
}

impl Words {
    fn of(part: &Spelling) -> Self {
        let words = part.split(' ');
        let texts: Vec<String> = words.iter().map(Spelling::text).collect();
        let is_state = |text: &String| {
            let lower = text.to_lowercase();
            text.starts_with('"') || ["off", "closed", "open", "unknown"].contains(&lower.as_str())
        };
        let time_at = texts.iter().position(|text| begins_with_time(text));
        let state_at = texts.iter().position(is_state).unwrap_or(texts.len());
        let time_at = time_at.unwrap_or(state_at).min(state_at);
        let join = |range: Range<usize>| Spelling::join(words.get(range).unwrap_or_default().iter().cloned(), " ");
        Self { days: join(0..time_at), times: join(time_at..state_at), rest: join(state_at..words.len()) }
    }
}

/// One part.
fn part(text: &Spelling, join: Join) -> Result<Part, Slip> {
    let words = Words::of(text);
    let is_24_7 = words.days.text() == "24/7";
    let always = is_24_7 || words.days.is_empty() && words.times.is_empty();
    dates::check(&words.days)?;
    let selectors = if is_24_7 { Selectors::default() } else { Selectors::of(&words.days)? };
    let times_read = if words.times.is_empty() { Ok((None, None)) } else { times(&words.times) };
    // The library accepts these, or reports them less precisely.
    if let Err(slip) = &times_read
        && slip.why != Why::Notation
    {
        return Err(slip.clone());
    }
    let mut days = Vec::new();
    for (number, selector) in selectors.each.iter().enumerate() {
        // The first one with times and rest, so that the library finds all errors.
        let mut with_rest = selector.clone();
        for more in [&words.times, &words.rest] {
            with_rest =
                if number > 0 || more.is_empty() { with_rest } else { Spelling::join([with_rest, more.clone()], " ") };
        }
        library(&with_rest)?;
        days.push(library(selector)?);
    }
    if days.is_empty() {
        library(text)?;
    }
    let (times, open_end) = times_read?;
    let state = words.rest.text();
    let comment = state.find('"').map(|_| words.rest.split(' ')).and_then(|parts| {
        let quoted = parts.iter().find(|part| part.text().starts_with('"'))?;
        Some(quoted.written_at(0)..words.rest.span().end)
    });
    let kind = match state.split([' ', '"']).next().unwrap_or_default().to_lowercase().as_str() {
        "off" | "closed" => RuleKind::Closed,
        "unknown" => RuleKind::Unknown,
        // `Sa`, and `Sa "by appointment"`: the times are unknown. The notation takes the first one for round the clock;
        // but a forgotten time is likelier, and a wrong "open" at night is worse than no answer.
        "" if times.is_none() && !is_24_7 => RuleKind::Unknown,
        _ => RuleKind::Open,
    };
    let Selectors { calendar, named, counted, .. } = selectors;
    let Named { public, school, weekdays } = named;
    let span = text.span();
    Ok(Part { span, join, days, calendar, public, school, weekdays, counted, times, kind, always, comment, open_end })
}

/// A text as the library reads it, or the position at which it stops.
fn library(text: &Spelling) -> Result<OpeningHours, Slip> {
    text.text().parse::<OpeningHours>().map_err(|error| {
        // "--> 1:12": the column is nowhere else.
        let error = error.to_string();
        let column = error.split_once("--> 1:").and_then(|(_, column)| column.lines().next()?.trim().parse().ok());
        let at = column.map_or(text.span().start, |column: usize| text.written_at(column.saturating_sub(1)));
        Slip { at, why: Why::Notation }
    })
}

/// The times of a part, and the position of those with an open end.
fn times(text: &Spelling) -> Result<(Option<Times>, Option<Range<usize>>), Slip> {
    let mut open_end = None;
    let mut clocks = Vec::new();
    for span in text.split(',') {
        let written = span.text();
        let slip = |why| Err(Slip { at: span.span().start, why });
        if written.contains('/') {
            return slip(Why::Moments);
        }
        let closed = written.trim_end_matches('+');
        if closed.len() < written.len() {
            open_end = Some(span.span());
        }
        let plain = without_sun(closed);
        if !plain.contains('-') {
            return slip(if open_end.is_some() { Why::OpenEnd } else { Why::Notation });
        }
        let (from, to) = plain.split_once('-').unwrap_or_default();
        if from.trim_start_matches('0') == to.trim_start_matches('0') {
            return slip(Why::NoLength);
        }
        if plain.parse::<Times>().is_err() {
            return slip(Why::Notation);
        }
        clocks.push(plain);
    }
    Ok((clocks.join(",").parse().ok(), open_end))
}

/// The text with clock times instead of events of the sun: `(sunset+01:00)` is 20:00.
fn without_sun(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = lower.clone();
    for (event, minutes) in SUN {
        while let Some(at) = out.find(event) {
            let after = out.get(at + event.len()..).unwrap_or_default();
            let offset = after
                .split_once(')')
                .filter(|_| after.starts_with(['+', '-']) && out.get(..at).is_some_and(|before| before.ends_with('(')));
            let (moved, range) = match offset {
                Some((offset, _)) => {
                    let (sign, clock) = offset.split_at(1);
                    let (hours, rest) = clock.split_once(':').unwrap_or((clock, "0"));
                    let by = hours.parse::<u16>().unwrap_or_default().min(24) * 60
                        + rest.parse::<u16>().unwrap_or_default().min(59);
                    let moved = if sign == "-" { minutes.saturating_sub(by) } else { (minutes + by).min(1_439) };
                    (moved, at - 1..at + event.len() + offset.len() + 1)
                }
                None => (minutes, at..at + event.len()),
            };
            out.replace_range(range, &super::clock::clock(moved));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use opening_hours::OpeningHours;

    /// The library gives the column in its message and nowhere else: with another wording every finding would be at the
    /// beginning of its rule.
    #[test]
    fn the_column_is_in_the_message() {
        for (rule, column) in [("Mo-Fr foo 08:00", "--> 1:7\n"), ("foo", "--> 1:1\n")] {
            let message = rule.parse::<OpeningHours>().unwrap_err().to_string();
            assert!(message.contains(column), "{rule}: {message}");
        }
    }
}
