//! Opening times of a day as they are written: `08:00-12:00,13:00-16:00`.

use std::{fmt, str::FromStr};

use super::clock::clock;

/// Open spans of a day in minutes since its midnight, ascending, the last one ending after midnight at most.
pub(super) type Spans = Vec<(u16, u16)>;

/// Opening times of one day, without its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Times(Vec<(u16, u16)>);

impl FromStr for Times {
    type Err = usize;

    /// Reads `08:00-12:00,13:00-16:00`; the error is the byte at which it stops making sense.
    fn from_str(text: &str) -> Result<Self, usize> {
        let mut spans = Vec::new();
        let mut at = 0;
        for part in text.split(',') {
            let start = at + part.len() - part.trim_start().len();
            let clock = |text: &str, hours: u16| {
                let (hour, minute) = text.trim().split_once(':')?;
                let digits = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
                let written = digits(hour) && digits(minute) && minute.len() == 2;
                let (hour, minute) = written.then(|| (hour.parse().ok(), minute.parse().ok()))?;
                let (hour, minute): (u16, u16) = (hour?, minute?);
                let minutes = hour * 60 + minute;
                (minute < 60 && minutes <= hours * 60).then_some(minutes)
            };
            let span = part.split_once('-').and_then(|(from, to)| Some((clock(from, 24)?, clock(to, 48)?)));
            let (from, to) = span.filter(|(from, to)| from != to && *from < 1_440).ok_or(start)?;
            spans.push((from, to));
            at += part.len() + 1;
        }
        Ok(Self(spans))
    }
}

impl Times {
    /// The spans in minutes since midnight; one that ends after midnight ends at more than 1,440.
    pub(super) fn spans(&self) -> Vec<(u16, u16)> {
        self.0.iter().map(|(from, to)| (*from, if to < from { to + 1_440 } else { *to })).collect()
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self.0.iter().map(|(from, to)| format!("{}-{}", clock(*from), clock(*to))).collect();
        f.write_str(&spans.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::Times;

    /// Times that are misread tell customers the wrong hours.
    #[test]
    fn times_of_a_day() {
        for (text, read) in [
            ("08:00-12:00", Ok("08:00-12:00")),
            ("08:00 - 12:00, 13:00-16:00", Ok("08:00-12:00,13:00-16:00")),
            ("20:00-04:00", Ok("20:00-04:00")),
            ("10:00-24:00", Ok("10:00-24:00")),
            ("20:00-28:00", Ok("20:00-28:00")),
            ("8-12", Err(0)),
            ("8:00-12:00", Ok("08:00-12:00")),
            ("08:0-12:00", Err(0)),
            (":00-12:00", Err(0)),
            ("08:00-12:00,13-16", Err(12)),
            ("Mo 08:00-12:00", Err(0)),
            ("08:00-08:00", Err(0)),
            ("08:00-12:60", Err(0)),
            ("", Err(0)),
        ] {
            assert_eq!(text.parse::<Times>().map(|times| times.to_string()), read.map(str::to_owned), "{text}");
        }
    }
}
