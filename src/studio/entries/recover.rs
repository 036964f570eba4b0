//! Settings with mistakes in them: what can be read is read, and each mistake costs no more than its own setting.
//!
//! The whole is tried first, then the whole with blanks in the place of tabs and of what looks like a blank, then piece
//! by piece. What a piece on one line says is mostly plain to see where the notation refuses it (`title: Returns: how?`):
//! then its value is what was typed.

use std::{collections::HashSet, ops::Range};

use super::{
    chunks::{Chunk, chunks, key},
    entry::{Entry, Failure},
    hidden::{DELETE, in_line, stands},
    notation::{notation, quoted, setting},
    toml,
    value::Value,
    yaml,
};

/// What was read of a block of settings.
#[derive(Debug, Default)]
pub(in crate::studio) struct Read {
    pub(in crate::studio) entries: Vec<Entry>,
    /// In their order.
    pub(in crate::studio) troubles: Vec<Trouble>,
}

/// A part of the settings that could not be read as it stands.
#[derive(Debug)]
pub(in crate::studio) struct Trouble {
    /// Its key; empty where it has none, or where it is no single setting.
    pub(in crate::studio) key: String,
    pub(in crate::studio) span: Range<usize>,
    /// All its lines.
    pub(in crate::studio) lines: Range<usize>,
    pub(in crate::studio) message: String,
    pub(in crate::studio) help: String,
    /// Whether there is an entry of it nevertheless.
    pub(in crate::studio) is_kept: bool,
}

/// Reads the block between two fences. `is_known` says whether a word is a key: lines that are moved in by mistake are
/// settings only then.
pub(in crate::studio) fn read(fence: &str, source: &str, is_known: &dyn Fn(&str) -> bool) -> Read {
    let mut out = Read::default();
    match whole(fence, source) {
        Ok(entries) => out.entries = entries,
        Err(_) => {
            let (blanked, hidden) = blanked(source);
            match whole(fence, &blanked) {
                Ok(entries) => out = Read { entries, troubles: hidden.into_iter().collect() },
                Err(_) => {
                    for chunk in chunks(fence, &blanked) {
                        match moved_in(&blanked, &chunk, is_known) {
                            Some(lines) => {
                                lines.iter().for_each(|line| piece(fence, &blanked, line, &mut out));
                                out.troubles
                                    .extend(lines.get(1).filter(|_| hidden.is_none()).map(|line| told(line, &blanked)));
                            }
                            None => piece(fence, &blanked, &chunk, &mut out),
                        }
                    }
                    // A hidden character is told where nothing else is: it is mostly the reason for the rest.
                    if out.troubles.is_empty() {
                        out.troubles.extend(hidden);
                    }
                }
            }
        }
    }
    let mut seen = HashSet::new();
    for entry in &mut out.entries {
        entry.is_again = !seen.insert(entry.key.clone());
    }
    out
}

/// Reads settings that have no mistake.
pub(super) fn whole(fence: &str, source: &str) -> Result<Vec<Entry>, Failure> {
    if fence == "+++" { toml::read(source) } else { yaml::read(source) }
}

/// The same settings, byte for byte as long, with blanks in the place of tabs at the beginnings of lines and of
/// characters that look like blanks; the first one of them.
fn blanked(source: &str) -> (String, Option<Trouble>) {
    let mut out = String::with_capacity(source.len());
    let mut first = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tabs = line.char_indices().take_while(|(place, _)| *place < blanks).filter(|(_, c)| *c == '\t');
        let mut done = 0;
        for (place, c) in tabs.chain(in_line(line)) {
            first.get_or_insert((at + place, c));
            out.push_str(line.get(done..place).unwrap_or_default());
            out.push_str(&" ".repeat(c.len_utf8()));
            done = place + c.len_utf8();
        }
        out.push_str(line.get(done..).unwrap_or_default());
        at += line.len();
    }
    let trouble = first.map(|(at, c)| {
        let (message, help) = match c {
            '\t' => ("a tab stands where blanks have to be".into(), "write blanks in place of the tab"),
            c => (stands((at, c)), DELETE),
        };
        let (span, help) = (at..at + c.len_utf8(), help.to_owned());
        Trouble { key: String::new(), lines: span.clone(), span, message, help, is_kept: true }
    });
    (out, trouble)
}

/// The lines of a piece that has a value on its first one and settings below it, each as a piece: lines that are moved
/// in by mistake.
fn moved_in(source: &str, chunk: &Chunk, is_known: &dyn Fn(&str) -> bool) -> Option<Vec<Chunk>> {
    let text = source.get(chunk.value..chunk.lines.end)?;
    let (first, rest) = text.split_once('\n')?;
    if first.trim().is_empty() || first.trim_start().starts_with(['[', '{', '|', '>']) || rest.trim().is_empty() {
        return None;
    }
    let mut at = chunk.value + first.len() + 1;
    let mut out = vec![Chunk { lines: chunk.lines.start..at, ..chunk.clone() }];
    for line in rest.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let (key, value) = key(line.trim_start())?;
        is_known(line.trim_start().get(key.clone())?).then_some(())?;
        out.push(Chunk { lines: start..at, key: Some(start + key.start..start + key.end), value: start + value });
    }
    Some(out)
}

/// What is told of a line that is moved in.
fn told(line: &Chunk, source: &str) -> Trouble {
    let (key, lines) = (line.key.clone().unwrap_or_default(), line.lines.clone());
    let key = source.get(key).unwrap_or_default().to_owned();
    let message = format!("the setting `{key}` is moved in, as if it belonged to the one above");
    let (span, help) = (lines.start..lines.end, "begin it at the left edge".to_owned());
    Trouble { key, span, lines, message, help, is_kept: true }
}

/// Reads a piece of settings.
fn piece(fence: &str, source: &str, chunk: &Chunk, out: &mut Read) {
    let start = chunk.lines.start;
    let text = source.get(chunk.lines.clone()).unwrap_or_default();
    let (at, reason) = match whole(fence, text) {
        Ok(entries) => return out.entries.extend(entries.into_iter().map(|entry| entry.moved(start))),
        Err(failure) => failure,
    };
    let span = start + at.start..(start + at.end).min(source.len()).max(start + at.start);
    let Some(key_span) = chunk.key.clone() else {
        let (form, line) = (if fence == "+++" { "`key = value`" } else { "`key: value`" }, text.trim_end());
        return out.troubles.push(Trouble {
            key: String::new(),
            span: start..start + line.lines().next().unwrap_or_default().len(),
            lines: chunk.lines.clone(),
            message: format!("this is not read: settings are lines of the form {form}"),
            help: notation(fence).into(),
            is_kept: false,
        });
    };
    let key = source.get(key_span.clone()).unwrap_or_default().to_owned();
    let other = if fence == "+++" { "---" } else { "+++" };
    let in_other = whole(other, text).ok().filter(|entries| entries.iter().any(|entry| entry.key == key));
    let typed = typed(source, chunk);
    let is_kept = in_other.is_some() || typed.is_some();
    let help = match &typed {
        _ if reason.starts_with("the quote is not closed") => {
            "put a quotation mark like this one behind the last word, on the same line".into()
        }
        Some((Value::Plain(value), _)) => {
            format!("put the value in quotes: `{}`", setting(fence, &key, &quoted("---", value)))
        }
        _ => notation(fence).into(),
    };
    if let Some(entries) = in_other {
        out.entries.extend(entries.into_iter().map(|entry| entry.moved(start)));
    } else if let Some((value, value_span)) = typed {
        let entry = Entry { key: key.clone(), key_span, value, span: value_span, slips: Vec::new(), is_again: false };
        out.entries.push(entry);
    }
    let become_of = if is_kept { "is read as it was typed" } else { "is not read" };
    let message = format!("the setting `{key}` {become_of}: {reason}");
    out.troubles.push(Trouble { key, span, lines: chunk.lines.clone(), message, help, is_kept });
}

/// The value of a piece as it was typed, with its bytes: a text, or a list where a bracket begins the only line or hyphens
/// begin those below the first. `None` for everything else.
fn typed(source: &str, chunk: &Chunk) -> Option<(Value, Range<usize>)> {
    let text = source.get(chunk.value..chunk.lines.end)?;
    let meant = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let start = chunk.value + first.len() - first.trim_start().len();
    let span = start..(chunk.value + text.trim_end().len()).max(start);
    let first = first.trim();
    let mut further = rest.lines().filter(meant).peekable();
    if !first.is_empty() && further.peek().is_none() {
        let inner = first.strip_prefix('[').map(|rest| rest.strip_suffix(']').unwrap_or(rest));
        let value = match inner.filter(|inner| !inner.contains(']')) {
            Some(inner) => Value::List(inner.split(',').map(plain).collect()),
            None => plain(first),
        };
        return Some((value, span)).filter(|(value, _)| !value.is_empty());
    }
    if !first.is_empty() && !first.starts_with(['[', '{', '|', '>', '&', '*', '!']) {
        let rest: Option<Vec<&str>> = further.map(|line| line.strip_prefix([' ', '\t']).map(str::trim)).collect();
        return rest.map(|rest| (plain(&[&[first], rest.as_slice()].concat().join(" ")), span));
    }
    let items: Option<Vec<Value>> = further.map(|line| line.trim_start().strip_prefix('-').map(plain)).collect();
    items.filter(|items| first.is_empty() && !items.is_empty()).map(|items| (Value::List(items), span))
}

/// A text without the quotes around it, or without one that nothing closes.
fn plain(text: &str) -> Value {
    let text = text.trim();
    let inner = ['"', '\''].into_iter().find_map(|quote| {
        let rest = text.strip_prefix(quote)?;
        let inner = rest.strip_suffix(quote).unwrap_or(rest);
        (!inner.contains(quote)).then_some(inner)
    });
    Value::Plain(inner.unwrap_or(text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::entries::list;

    /// One bad line costs that line: what the writer set on the others counts.
    #[test]
    fn a_mistake_costs_its_own_line() {
        for (fence, source, expected, troubles) in [
            ("---", "title: A\nkeywords:\n\t- a\n", "title=A keywords=a", &["2:a tab stands"][..]),
            ("---", "title: A\naliases: [\n\t\"/a\",\n\t\"/b\",\n]\n", "title=A aliases=/a|/b", &["2:a tab stands"]),
            ("---", "title:\u{a0}A\nslug: b\n", "title=A slug=b", &["0:an invisible character, U+00A0"]),
            ("---", "title: A: b\nslug: c\n", "title=A: b slug=c", &["0:the setting `title` is read as it was typed"]),
            ("---", "title: \"A\nslug: b\n", "title=A slug=b", &["0:the setting `title` is read"]),
            ("---", "title: \"A\" - b\n", "title=\"A\" - b", &["0:the setting `title` is read"]),
            ("---", "title: [SALE] half\n", "title=[SALE] half", &["0:"]),
            ("---", "title: @a\nslug: b", "title=@a slug=b", &["0:"]),
            ("---", "title: *a* b\nslug: b", "title=*a* b slug=b", &["0:"]),
            ("---", "keywords: [a, b\ntitle: c", "keywords=a|b title=c", &["0:"]),
            ("---", "keywords:\n  - 'a\n  - b\ntitle: c", "keywords=a|b title=c", &["1:"]),
            ("---", "title: A\njust words\nslug: b", "title=A slug=b", &["1:this is not read"]),
            ("---", "title: A\ndraft true\n", "title=A", &["1:this is not read"]),
            ("---", "title: A\n\tdraft: true\n", "title=A draft=true", &["1:a tab stands"]),
            ("---", "title: A\n  draft: true\n", "title=A draft=true", &["1:the setting `draft` is moved in"]),
            ("---", "title: A\n  b: c\nslug: d\n", "title=A b: c slug=d", &["1:the setting `title` is read"]),
            ("---", "title: A\ndraft:true\n", "title=A draft=true", &["1:the setting `draft` is read"]),
            ("---", "title = \"A\"\nslug: b", "title=A slug=b", &["0:the setting `title` is read"]),
            ("---", "a:\n  b: [\n  c: d]]\ntitle: A", "title=A", &["2:the setting `a` is not read"]),
            ("---", "title: A\ntitle: B\n", "title=A title=B!", &[]),
            ("---", "just words\n", "", &["0:this is not read"]),
            ("+++", "title = A\nslug = \"b\"\n", "title=A slug=b", &["0:"]),
            ("+++", "title: A\nslug = \"b\"\n", "title=A slug=b", &["0:"]),
            ("+++", "title = \"A\"\ntitle = \"B\"\n", "title=A title=B!", &[]),
            ("+++", "keywords = [0801]\ntitle = \"A\"\n", "keywords=0801 title=A", &["0:"]),
            ("+++", "title = \"A\"\n[params]\ntitle = B\n", "title=A", &["1:this is not read"]),
        ] {
            let read = read(fence, source, &|key| key == "draft");
            let shown = |entry: Entry| {
                format!(
                    "{}={}{}",
                    entry.key,
                    list(entry.value).unwrap_or_default().join("|"),
                    if entry.is_again { "!" } else { "" }
                )
            };
            let entries: Vec<_> = read.entries.into_iter().map(shown).collect();
            assert_eq!(entries.join(" "), expected, "{source}");
            let line = |at: usize| source[..at].matches('\n').count();
            let found: Vec<_> = read.troubles.iter().map(|t| format!("{}:{}", line(t.span.start), t.message)).collect();
            assert_eq!(found.len(), troubles.len(), "{source}: {found:?}");
            assert!(found.iter().zip(troubles).all(|(found, start)| found.starts_with(start)), "{source}: {found:?}");
        }
    }
}
