//! Front matter as it is written: YAML that says what was meant, with quotes where a value could be read otherwise.

use crate::time::{Day, date_of_day};

/// The settings at the top of a file, so far.
#[derive(Debug)]
pub(super) struct Front(String);

impl Front {
    pub(super) fn new() -> Self {
        Self("---\n".to_owned())
    }

    /// A text; nothing where it is empty.
    pub(super) fn text(&mut self, key: &str, value: &str) {
        let value = one_line(value);
        if !value.is_empty() {
            self.0.push_str(&format!("{key}: {}\n", scalar(&value, false)));
        }
    }

    /// A list of texts.
    pub(super) fn list(&mut self, key: &str, values: &[String]) {
        let mut clean: Vec<String> = Vec::new();
        for value in values {
            let value = one_line(value);
            if !value.is_empty() && !clean.contains(&value) {
                clean.push(value);
            }
        }
        if clean.is_empty() {
            return;
        }
        let short = clean.iter().map(String::len).sum::<usize>() + 2 * clean.len() < 90;
        if short {
            let all: Vec<String> = clean.iter().map(|value| scalar(value, true)).collect();
            self.0.push_str(&format!("{key}: [{}]\n", all.join(", ")));
        } else {
            self.0.push_str(&format!("{key}:\n"));
            clean.iter().for_each(|value| self.0.push_str(&format!("  - {}\n", scalar(value, false))));
        }
    }

    pub(super) fn day(&mut self, key: &str, day: Option<Day>) {
        if let Some(day) = day {
            let date = date_of_day(day);
            self.0.push_str(&format!("{key}: {:04}-{:02}-{:02}\n", date.year, date.month, date.day));
        }
    }

    pub(super) fn number(&mut self, key: &str, number: i64) {
        if number != 0 {
            self.0.push_str(&format!("{key}: {number}\n"));
        }
    }

    pub(super) fn truth(&mut self, key: &str, value: bool) {
        if value {
            self.0.push_str(&format!("{key}: true\n"));
        }
    }

    /// `false` for what is `true` otherwise.
    pub(super) fn denied(&mut self, key: &str, denied: bool) {
        if denied {
            self.0.push_str(&format!("{key}: false\n"));
        }
    }

    /// The file with its text.
    pub(super) fn with(mut self, text: &str) -> String {
        self.0.push_str("---\n");
        if !text.is_empty() {
            self.0.push('\n');
            self.0.push_str(text);
        }
        self.0
    }
}

/// A text on one line. A blank that holds two words together was typed, and stays.
fn one_line(text: &str) -> String {
    let parts =
        text.split(|c: char| c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}'));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text as YAML: plain where every reader takes it for the same text.
fn scalar(value: &str, in_brackets: bool) -> String {
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let starts_plain = value.chars().next().is_some_and(char::is_alphabetic);
    let signs = if in_brackets { ",[]{}#:&*!|>'\"%@`\\" } else { "#\\\"" };
    let plain = starts_plain
        && !value.contains(|c: char| signs.contains(c) || c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c))
        && !value.contains(": ")
        && !value.ends_with(':')
        && !words.contains(&value.to_lowercase().as_str());
    if plain {
        return value.to_owned();
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        language::Lang,
        studio::{
            front_matter::{self, Findings, Source},
            grouped::Grouped,
        },
    };
    use std::path::Path;

    /// A title must be read as the title that it was, whatever signs are in it.
    #[test]
    fn titles_are_read_as_they_were() {
        for title in [
            "Jak zwrócić paczkę?",
            "Zwrot: jak?",
            "\"Cytat\" i 'inny'",
            "# Start",
            "- a",
            "yes",
            "1.10",
            "C:\\x",
            "a # b",
            "[a] {b}",
            "& co",
            "*",
            "null",
            "2026-01-01",
            "@a",
            "%",
            "a:",
            "„a”",
            "!b",
            "a: b\nc",
            "'",
            "?",
            "~",
            "| a",
            "> b",
            "`c`",
            "0800",
            "Ż, ó",
            "---",
            "a \u{2028} b",
        ] {
            let mut front = Front::new();
            front.text("title", title);
            front.list("keywords", &[title.to_owned(), "inne słowo".to_owned()]);
            front.list("questions", &[title.to_owned(), "długie pytanie ".repeat(9)]);
            let text = front.with("Tekst\n");
            let (mut findings, mut grouped) = (Vec::new(), Grouped::default());
            let source = Source { file: Path::new("a.md"), text: &text, lang: &Lang::new("pl").unwrap(), now: 0 };
            let (read, _) = front_matter::read(source, &mut Findings { each: &mut findings, grouped: &mut grouped });
            findings.extend(grouped.into_findings());
            let expected = title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(findings, [], "{text}");
            assert_eq!(read.title.map(|title| title.0), Some(expected.clone()), "{text}");
            assert_eq!(read.keywords, [expected.clone(), "inne słowo".to_owned()], "{text}");
            assert_eq!(read.questions.first(), Some(&expected), "{text}");
        }
    }
}
