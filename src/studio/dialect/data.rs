//! Lists that a component is given as data: `<Faq items={[{ question: "…", answer: "…" }]} />`. What they say to a reader
//! becomes a list of Markdown. Nothing is run: names, strings and brackets are looked for, and the rest is passed over.

use std::fmt::Write as _;

use super::{
    arguments::without_tags,
    lines::from,
    pieces::{destination, link_text},
};

/// Objects inside of one another; what is deeper stands with those above.
const MAX_DEPTH: usize = 8;

/// What an object says, by the names that people give to such things.
#[derive(Default)]
struct Entry {
    depth: usize,
    head: Option<String>,
    kind: Option<String>,
    said: Vec<String>,
    target: Option<String>,
}

const HEADS: &str = "name title label question heading header headline term q parameter property option command key \
displayname linktext text";
const KINDS: &str = "type returntype datatype";
const SAID: &str = "description answer content desc body subtitle subtext details a definition summary explanation note \
value default defaultvalue";
const TARGETS: &str = "href link url to path";

fn is_one_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known.eq_ignore_ascii_case(name))
}

/// The list in a piece of a program; nothing where no object of it has a name and words.
pub(super) fn listed(code: &str) -> Option<String> {
    if !code.trim_start().starts_with(['[', '{']) {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    // The objects that are open, by their numbers.
    let mut open: Vec<usize> = Vec::new();
    let mut key = "";
    let mut at = 0;
    while let Some(byte) = code.as_bytes().get(at) {
        match byte {
            b'{' => {
                open.push(entries.len());
                entries.push(Entry { depth: open.len().min(MAX_DEPTH), ..Entry::default() });
                key = "";
                at += 1;
            }
            b'}' => {
                open.pop();
                key = "";
                at += 1;
            }
            b'"' | b'\'' | b'`' => {
                let (text, end) = string(code, at);
                let is_key = from(code, end).trim_start().starts_with(':') && key.is_empty();
                if is_key {
                    key = code.get(at + 1..end.saturating_sub(1)).unwrap_or_default();
                } else if let Some(entry) = open.last().and_then(|number| entries.get_mut(*number)) {
                    entry.take(key, text);
                    key = "";
                }
                at = end;
            }
            b'/' if from(code, at).starts_with("//") && !from(code, at.saturating_sub(1)).starts_with(':') => {
                at += from(code, at).find('\n').unwrap_or(code.len() - at);
            }
            b'<' if !key.is_empty()
                && code.as_bytes().get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'>') =>
            {
                // Markup in the place of a string.
                let end = from(code, at).find(['{', '}']).map_or(code.len(), |end| at + end);
                let words = without_tags(code.get(at..end).unwrap_or_default());
                if let Some(entry) = open.last().and_then(|number| entries.get_mut(*number)) {
                    entry.take(key, words.trim_end_matches([',', ' ', '\n']).to_owned());
                }
                key = "";
                at = end;
            }
            byte if byte.is_ascii_alphabetic() || *byte == b'_' => {
                let length = from(code, at).bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
                let word = code.get(at..at + length).unwrap_or_default();
                at += length;
                key = if from(code, at).trim_start().starts_with(':') { word } else { "" };
            }
            _ => at += 1,
        }
    }
    written(&entries)
}

/// A string at a byte, and where it ends. Strings without an end go to the end of their line.
fn string(code: &str, at: usize) -> (String, usize) {
    let quote = from(code, at).chars().next().unwrap_or('"');
    let mut out = String::new();
    let mut escaped = false;
    for (inner, c) in from(code, at).char_indices().skip(1) {
        if escaped {
            escaped = false;
            out.push(if c == 'n' { ' ' } else { c });
        } else if c == '\\' {
            escaped = true;
        } else if c == quote || c == '\n' && quote != '`' {
            return (out, at + inner + 1);
        } else {
            out.push(c);
        }
    }
    (out, code.len())
}

impl Entry {
    fn take(&mut self, key: &str, text: String) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        if is_one_of(HEADS, key) && self.head.is_none() {
            self.head = Some(text);
        } else if is_one_of(KINDS, key) {
            self.kind = Some(text);
        } else if is_one_of(SAID, key) || is_one_of(HEADS, key) {
            self.said.push(text);
        } else if is_one_of(TARGETS, key) {
            self.target = Some(text);
        }
    }
}

fn code_span(text: &str) -> String {
    if text.contains('`') { text.to_owned() } else { format!("`{text}`") }
}

/// Items, one inside of another where objects were.
fn written(entries: &[Entry]) -> Option<String> {
    if !entries
        .iter()
        .any(|entry| entry.head.is_some() && (entry.kind.is_some() || !entry.said.is_empty() || entry.target.is_some()))
    {
        return None;
    }
    let mut out = String::new();
    // The depths of the items above.
    let mut above: Vec<usize> = Vec::new();
    for entry in entries {
        above.retain(|depth| *depth < entry.depth);
        let words = entry.words();
        if words.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}- {words}", "  ".repeat(above.len()));
        above.push(entry.depth);
    }
    Some(out.trim_end().to_owned())
}

impl Entry {
    fn words(&self) -> String {
        let mut parts = Vec::new();
        // A name of a program is code, a title is bold.
        match (&self.head, &self.target) {
            (Some(head), Some(target)) => parts.push(format!("[{}]({})", link_text(head), destination(target))),
            (Some(head), None) if self.kind.is_some() => parts.push(format!("**{}**", code_span(head))),
            (Some(head), None) => parts.push(format!("**{head}**")),
            (None, _) => {}
        }
        parts.extend(self.kind.as_deref().map(|kind| format!("({})", code_span(kind))));
        let head = parts.join(" ");
        let said = self.said.join(" – ");
        // Words may hold signs that mean something in a line of Markdown only where they begin it.
        let said = if said.starts_with(['#', '>', '-', '+']) { format!("\\{said}") } else { said };
        match (head.is_empty(), said.is_empty()) {
            (false, false) => format!("{head}: {said}"),
            _ => head + &said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a component shows of its data is help: a question without its answer is none.
    #[test]
    fn data_becomes_a_list() {
        for (code, expected) in [
            (
                "[{ question: 'Ile?', answer: \"Dwa dni.\" }, { question: `Kiedy?`, answer: 'Jutro' }]",
                Some("- **Ile?**: Dwa dni.\n- **Kiedy?**: Jutro"),
            ),
            ("[{ title: 'Zwroty', href: '/zwroty' }]", Some("- [Zwroty](/zwroty)")),
            (
                "[{ name: 'a', type: 'string', isOptional: true, description: 'Słowa', properties: [{ type: 'B', \
                 parameters: [{ name: 'c', type: 'd', description: 'e' }] }] }]",
                Some("- **`a`** (`string`): Słowa\n  - (`B`)\n    - **`c`** (`d`): e"),
            ),
            ("[{ \"title\": \"A\", description: <>Dwa <b>dni</b></> }]", Some("- **A**: Dwa dni")),
            ("['a', 'b']", None),
            ("{ color: 'red' }", None),
            ("() => ({ name: 'x', type: 'y' })", None),
        ] {
            assert_eq!(listed(code).as_deref(), expected, "{code}");
        }
    }
}
