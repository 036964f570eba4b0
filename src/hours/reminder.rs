//! A reminder to call when a channel opens, as an event for the visitor's own calendar (RFC 5545).
//!
//! Times are in UTC, so that no time zone has to be described; the calendar shows them in the visitor's own.

use alloc::{format, string::String};

use super::LocalTime;
use crate::time::{UtcMinute, date_of_day};

/// How long the event lasts, in minutes.
const LENGTH: u32 = 15;
/// A content line should not be longer than this many octets without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// What to be reminded of.
#[derive(Clone, Copy, Debug)]
pub struct Reminder<'a> {
    /// Identifies the event: a calendar that has it already replaces it.
    pub id: &'a str,
    /// When it begins.
    pub at: UtcMinute,
    /// What the calendar shows.
    pub summary: &'a str,
    /// The text below it.
    pub description: &'a str,
}

/// The file, one content line per line; letters in braces are replaced by values.
const FILE: &str = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Nightdesk//Nightdesk//EN
BEGIN:VEVENT
UID:{i}
DTSTAMP:{n}
DTSTART:{a}
DTEND:{e}
SUMMARY:{s}
DESCRIPTION:{d}
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:{s}
TRIGGER:PT0M
END:VALARM
END:VEVENT
END:VCALENDAR";

impl Reminder<'_> {
    /// The calendar file, with an alarm at that moment. `now` is when the file is created.
    #[must_use]
    pub fn ics(&self, now: UtcMinute) -> String {
        let value = |placeholder: &str| match placeholder {
            "i" => format!("{}-{}@nightdesk", escape(self.id), self.at),
            "n" => stamp(now),
            "a" => stamp(self.at),
            "e" => stamp(self.at.saturating_add(LENGTH)),
            "s" => escape(self.summary),
            _ => escape(self.description),
        };
        let mut out = String::new();
        for template in FILE.split('\n') {
            match template.split_once('{') {
                Some((name, placeholder)) => {
                    line(&mut out, &(String::from(name) + &value(placeholder.trim_end_matches('}'))))
                }
                None => line(&mut out, template),
            }
        }
        out
    }
}

/// A moment as `20261123T070000Z`.
fn stamp(at: UtcMinute) -> String {
    let time = LocalTime::new(at, 0);
    let date = date_of_day(time.day);
    format!("{:04}{:02}{:02}T{:02}{:02}00Z", date.year, date.month, date.day, time.hour, time.minute)
}

/// Appends a content line, folded where it is too long: never inside a character.
fn line(out: &mut String, text: &str) {
    let mut bytes_left = LINE;
    for letter in text.chars() {
        if letter.len_utf8() > bytes_left {
            out.push_str("\r\n ");
            // The space that begins a folded line counts.
            bytes_left = LINE - 1;
        }
        bytes_left -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

/// A text as a property's value (RFC 5545, section 3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A calendar that cannot read the file does not remind the visitor.
    #[test]
    fn calendar_file() {
        let reminder = Reminder {
            id: "phone",
            at: 29_923_620,
            summary: "Zadzwoń: Sklep Malina, +48 22 012 34 56 – zażółć gęślą jaźń; zażółć gęślą jaźń",
            description: "a\r\nb\\c",
        };
        let text = reminder.ics(29_921_640);
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Nightdesk//Nightdesk//EN",
            "BEGIN:VEVENT",
            "UID:phone-29923620@nightdesk",
            "DTSTAMP:20261121T220000Z",
            "DTSTART:20261123T070000Z",
            "DTEND:20261123T071500Z",
            "SUMMARY:Zadzwoń: Sklep Malina\\, +48 22 012 34 56 – zażółć gęślą jaźń\\; zażółć gęślą jaźń",
            "DESCRIPTION:a\\nb\\\\c",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Zadzwoń: Sklep Malina\\, +48 22 012 34 56 – zażółć gęślą jaźń\\; zażółć gęślą jaźń",
            "TRIGGER:PT0M",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        // Unfolded as the standard says: a line break with a space is removed.
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded.split("\r\n").collect::<Vec<_>>(), [&expected[..], &[""]].concat());
        assert!(text.contains("\r\n "), "nothing is folded");
        for line in text.split("\r\n") {
            assert!(line.len() <= LINE && !line.contains(['\n', '\r']), "{line}");
        }
    }
}
