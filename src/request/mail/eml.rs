//! A letter as a file (RFC 5322, MIME) that mail programs open: a copy to keep, or a draft to send where no program
//! answers to links.
//!
//! Classic Outlook takes it for a draft (`X-Unsent`), others show it like a letter that has arrived. It has no
//! `Message-ID`: whoever sends it gives it one, and two letters under one would be taken for the same.

use alloc::{format, string::String};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{letter::Letter, lines::line};
use crate::time::{Weekday, date_of_day};

/// The longest line of an encoded body, in characters (RFC 2045, section 6.8).
const BODY_LINE: usize = 76;
/// The bytes of the first encoded word of a subject, and of those on the lines that follow. A line with an encoded
/// word has at most 76 characters (RFC 2047, section 2): `Subject: ` takes 9, `=?UTF-8?B?` and `?=` take 12, and four
/// characters hold three bytes; of a following line the space takes one.
const WORDS: [usize; 2] = [39, 45];
/// The longest address, in bytes (RFC 5321, section 4.5.3.1.3: 256 with its brackets).
const ADDRESS: usize = 254;
/// 9999-12-31: the last day whose year has four digits.
const LAST_DAY: u64 = 2_932_896;
const DAY: u64 = 86_400_000;

impl Letter {
    /// The file. `from` is the visitor's address and may be empty: then there is no such header, and the mail program
    /// fills in its own, as it does in any draft. `at` is when it was made, in milliseconds since 1970.
    #[must_use]
    pub fn eml(&self, from: &str, to: &str, at: u64) -> String {
        let mut out = String::new();
        let mut header = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(&format!("{name}: {value}\r\n"));
            }
        };
        header("From", &address(from));
        header("To", &address(to));
        header("Subject", &subject(&line(&self.subject)));
        header("Date", &date(at));
        header("X-Unsent", "1");
        header("MIME-Version", "1.0");
        header("Content-Type", "text/plain; charset=utf-8");
        header("Content-Transfer-Encoding", "base64");
        out.push_str("\r\n");
        let body = STANDARD.encode(self.text().replace("\r\n", "\n").replace(['\n', '\r'], "\r\n"));
        for (number, letter) in body.chars().enumerate() {
            if number > 0 && number % BODY_LINE == 0 {
                out.push_str("\r\n");
            }
            out.push(letter);
        }
        out + "\r\n"
    }
}

/// An address in its brackets; empty where it cannot be one. Letters beyond ASCII stay as they are (RFC 6532).
fn address(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !"<>".contains(*c)).collect();
    if text.is_empty() || text.len() > ADDRESS { String::new() } else { format!("<{text}>") }
}

/// A subject as it is where a header can hold it, else in encoded words (RFC 2047), none of which cuts a character.
fn subject(text: &str) -> String {
    let room = BODY_LINE - "Subject: ".len();
    if text.len() <= room && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !text.contains("=?") {
        return text.into();
    }
    let [first, next] = WORDS;
    let (mut out, mut word) = (String::new(), String::new());
    let mut room = first;
    let encoded = |word: &str| format!("=?UTF-8?B?{}?=", STANDARD.encode(word));
    for letter in text.chars() {
        if word.len() + letter.len_utf8() > room {
            out.push_str(&encoded(&word));
            out.push_str("\r\n ");
            word.clear();
            room = next;
        }
        word.push(letter);
    }
    out + &encoded(&word)
}

/// A moment as `Wed, 25 Nov 2026 10:00:00 +0000` (RFC 5322, section 3.3).
fn date(at: u64) -> String {
    let day = i32::try_from((at / DAY).min(LAST_DAY)).unwrap_or_default();
    let weekday = match Weekday::of(day) {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let date = date_of_day(day);
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = usize::from(date.month).saturating_sub(1) * 3;
    let month = months.get(month..month + 3).unwrap_or_default();
    let seconds = at % DAY / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {:02} {month} {:04} {hour:02}:{minute:02}:{second:02} +0000", date.day, date.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter dated wrongly is sorted where nobody looks.
    #[test]
    fn dates() {
        for (at, expected) in [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (1_795_601_105_999, "Wed, 25 Nov 2026 10:05:05 +0000"),
            (1_709_251_199_000, "Thu, 29 Feb 2024 23:59:59 +0000"),
            (u64::MAX, "Fri, 31 Dec 9999 14:25:51 +0000"),
        ] {
            assert_eq!(date(at), expected);
        }
    }

    /// The simplest letter, byte by byte: no program may need to guess.
    #[test]
    fn the_file() {
        let letter = Letter { subject: "Zwrot".into(), words: "Halo\nświecie".into(), ..Letter::default() };
        let expected = [
            "From: <jan@example.com>",
            "To: <pomoc@example.com>",
            "Subject: Zwrot",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
            "X-Unsent: 1",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            "SGFsbw0KxZt3aWVjaWU=",
            "",
        ];
        assert_eq!(letter.eml("jan@example.com", "pomoc@example.com", 0), expected.join("\r\n"));
        assert!(letter.eml("", "pomoc@example.com", 0).starts_with("To: "));
    }
}
