//! Where the settings of a file begin and end.
//!
//! `---` begins YAML and `+++` TOML, in the first line of a file. What stands above them by mistake (blank lines, a
//! comment, a character that nobody sees) does not make text of the settings, and neither does a missing end: then they
//! end where their lines do. JSON as some generators write it, and `Title: …` lines without a fence, are read, too.

use std::ops::Range;

use super::keys::is_known;
use crate::studio::{
    entries::{self, DELETE, Hidden, stands},
    source_text::is_invisible,
};

/// The settings of a file.
#[derive(Debug, PartialEq)]
pub(in crate::studio) struct Fenced {
    /// `---`, `+++`, or `{` of JSON.
    pub(in crate::studio) fence: &'static str,
    pub(in crate::studio) block: Range<usize>,
    /// Where the text begins.
    pub(in crate::studio) body: usize,
    /// What is odd about their beginning or end.
    pub(in crate::studio) oddity: Option<Oddity>,
}

/// Settings that are read although something is wrong around them: the bytes, what is wrong, and its mend.
pub(in crate::studio) type Oddity = (Range<usize>, String, String);

/// The settings at the top of a text.
pub(in crate::studio) fn find(text: &str) -> Option<Fenced> {
    let start = text.len() - without_preamble(text).len();
    let line = text.get(start..)?.lines().next()?;
    let above = || (start > 0).then(|| oddity_above(text, start)).flatten();
    if line.trim_end() == "{" {
        return json(text, start).filter(|found| has_known(text, found));
    }
    let trimmed = line.trim_end_matches(unseen);
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| trimmed == *fence) else {
        return header(text, start);
    };
    let block_start = start + line.len() + 1;
    let in_fence = |from: usize, line: &str| line.char_indices().find(is_hidden).map(|(at, c)| hides((from + at, c)));
    let mut at = block_start;
    for line in text.get(block_start..).unwrap_or_default().split_inclusive('\n') {
        let ends = line.trim_matches(unseen);
        if ends == fence && !line.starts_with([' ', '\t']) || fence == "---" && line.trim_end() == "..." {
            let first = text.get(start..block_start).unwrap_or_default();
            let oddity = in_fence(start, first).or_else(|| in_fence(at, line)).or_else(above);
            let found = Fenced { fence, block: block_start..at, body: at + line.len(), oddity };
            if runs_into_text(text, &found) {
                break;
            }
            // Lines between two rules are text, and so are those below a rule that is not the first line.
            return (start == 0 && begins_settings(text, &found) || has_known(text, &found)).then_some(found);
        }
        at += line.len();
    }
    unclosed(text, fence, start, block_start)
}

/// Settings without an end: the lines that are settings, as far as they go.
fn unclosed(text: &str, fence: &'static str, start: usize, block_start: usize) -> Option<Fenced> {
    let mut end = block_start.min(text.len());
    for line in text.get(end..)?.split_inclusive('\n') {
        let first = line.chars().next().unwrap_or(' ');
        let goes_on = (first.is_whitespace() && end > block_start) || "-]}".contains(first);
        if line.trim().is_empty() || !(goes_on || is_setting(line)) {
            break;
        }
        end += line.len();
    }
    let help = if fence == "---" {
        "put a line of three hyphens, `---`, after the last setting".to_owned()
    } else {
        format!("put a line `{fence}` after the last setting")
    };
    let oddity = Some((start..start + 3, "the front matter is not closed".to_owned(), help));
    let found = Fenced { fence, block: block_start.min(end)..end, body: end, oddity };
    has_known(text, &found).then_some(found)
}

/// An object of JSON whose braces have lines of their own.
fn json(text: &str, start: usize) -> Option<Fenced> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "}" {
            return Some(Fenced { fence: "{", block: start..at, body: at, oddity: None });
        }
    }
    None
}

/// Lines such as `Title: Returns` at the top of a file, to the first empty one: a title must be among them, and nothing
/// else than known keys.
fn header(text: &str, start: usize) -> Option<Fenced> {
    let mut end = start;
    let mut has_title = false;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        let key = line.split(':').next().filter(|key| key.len() < line.len()).unwrap_or_default();
        let goes_on = line.starts_with([' ', '\t']) && end > start;
        if !goes_on && !is_known(key) {
            return None;
        }
        has_title |= key.eq_ignore_ascii_case("title");
        end += line.len();
    }
    has_title.then_some(Fenced { fence: "---", block: start..end, body: end, oddity: None })
}

/// Whether a line has the form of a setting.
fn is_setting(line: &str) -> bool {
    let key = line.split([':', '=']).next().filter(|key| key.len() < line.len()).unwrap_or_default();
    let key = key.trim().trim_matches(['"', '\'']);
    !key.is_empty() && key.split(' ').count() <= 3 && !key.starts_with('#') && !line.starts_with(char::is_whitespace)
}

/// Whether a key is among the settings that is read, or known of another generator.
fn has_known(text: &str, found: &Fenced) -> bool {
    let read = entries::read(found.fence, text.get(found.block.clone()).unwrap_or_default(), &is_known);
    read.entries.iter().any(|entry| is_known(&entry.key))
}

/// Whether what stands between two fences begins as settings do: with one that may have mistakes in it, or with a
/// comment of one. Nothing at all is settings, too.
fn begins_settings(text: &str, found: &Fenced) -> bool {
    let block = text.get(found.block.clone()).unwrap_or_default();
    let first = block.lines().find(|line| !line.trim().is_empty());
    first.is_none_or(|line| is_setting(line.trim_start_matches(|c| "-# ".contains(c) || is_invisible(c))))
}

/// Whether the settings end above their fence, which is a rule in the text: below an empty line there is a sentence.
fn runs_into_text(text: &str, found: &Fenced) -> bool {
    let block = text.get(found.block.clone()).unwrap_or_default();
    let mut lines = block.lines().skip_while(|line| !line.trim().is_empty());
    let is_sentence = |line: &str| {
        let goes_on = |first: char| first.is_whitespace() || "-]})#,\"'[{".contains(first);
        !line.chars().next().is_none_or(goes_on) && !is_setting(line)
    };
    let runs = lines.any(is_sentence) && !lines.any(|line| is_known(line.split([':', '=']).next().unwrap_or_default()));
    runs && !entries::read(found.fence, block, &is_known).troubles.is_empty()
}

/// A text without blank lines, comments and characters that nobody sees at its beginning.
fn without_preamble(text: &str) -> &str {
    let mut rest = text;
    loop {
        let line_start = rest.trim_start_matches(unseen);
        match line_start.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            Some((_, behind)) if behind.trim_start_matches(unseen).len() < behind.len() || behind.is_empty() => {
                rest = behind;
            }
            _ => return line_start,
        }
    }
}

fn oddity_above(text: &str, start: usize) -> Option<Oddity> {
    let above = text.get(..start)?;
    if let Some(hidden) = above.char_indices().find(is_hidden) {
        return Some(hides(hidden));
    }
    let message = "the settings do not begin in the first line".to_owned();
    Some((start..start + 3, message, "take out what stands above them, blank lines too".into()))
}

fn hides(hidden: Hidden) -> Oddity {
    (hidden.0..hidden.0 + hidden.1.len_utf8(), stands(hidden), DELETE.into())
}

fn is_hidden((_, c): &(usize, char)) -> bool {
    is_invisible(*c) || (c.is_whitespace() && !c.is_ascii())
}

fn unseen(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}
