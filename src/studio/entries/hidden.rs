//! Characters that nobody sees, where settings cannot be read because of them.

use crate::studio::source_text::is_invisible;

/// A character that looks like none, or like a blank and is none, with its place.
pub(in crate::studio) type Hidden = (usize, char);

/// The mend for what nobody sees.
pub(in crate::studio) const DELETE: &str =
    "delete it, and type a blank where one belongs: it came with a text from elsewhere";

/// What is said of a hidden character.
pub(in crate::studio) fn stands((_, hidden): Hidden) -> String {
    let name = match hidden {
        '\u{a0}' | '\u{202f}' => " (a blank that breaks no line)",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => " (a blank without width)",
        c if c.is_whitespace() => " (a blank of another width)",
        _ => "",
    };
    format!("an invisible character, U+{:04X}{name}, stands here", u32::from(hidden))
}

/// What looks like a blank and is none where settings cannot be read because of it: at the beginning of a line, or
/// before a value.
pub(in crate::studio) fn in_settings(block: &str) -> Option<Hidden> {
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if let Some((place, c)) = in_line(line).next() {
            return Some((at + place, c));
        }
        at += line.len();
    }
    None
}

/// The same in one line, all of them.
pub(super) fn in_line(line: &str) -> impl Iterator<Item = Hidden> {
    let blank = |c: char| c.is_whitespace() || is_invisible(c);
    let value = line.find([':', '=']).map_or(line.len(), |sign| sign + 1);
    let words = line.len() - line.trim_start_matches(blank).len();
    let item = line.get(words..).and_then(|rest| rest.strip_prefix('-')).map_or(line.len(), |_| words + 1);
    let run = move |start: usize| {
        let rest = line.get(start..).unwrap_or_default();
        rest.char_indices().take_while(move |(_, c)| blank(*c)).map(move |(place, c)| (start + place, c))
    };
    let found = run(0).chain(run(item.min(value))).chain(run(if item < value { value } else { line.len() }));
    let hidden = |c: char| is_invisible(c) || (c.is_whitespace() && !c.is_ascii());
    found.filter(move |(_, c)| hidden(*c))
}
