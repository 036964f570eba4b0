//! Links that CommonMark does not read: labels that only a program knows (`[words][agents.Agent]`), addresses in the
//! place of a label, addresses with blanks, references of Doxygen and terms of Diplodoc. And what only looks like one:
//! `fields[:index][name]` is a name, and shown as code.

use std::{collections::HashSet, ops::Range};

use super::{
    attributes::opening_bracket,
    foreign::ForeignKind,
    lines::{escaped, from, lines, list_mark, part},
    pass::Pass,
};

/// Bytes of a label or an address.
const MAX_LABEL: usize = 400;

/// Translates all of them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let known = Known::of(pass);
    let mut end = 0;
    for (close, sign) in text.match_indices(['[', '(']).filter_map(|(at, sign)| Some((at.checked_sub(1)?, sign))) {
        let joined = text.as_bytes().get(close) == Some(&b']');
        if !joined || close < end || pass.regions().at(close).is_some() || escaped(text, close) {
            continue;
        }
        let behind = from(text, close + 2);
        let sought = if sign == "[" { b']' } else { b')' };
        let length = behind.bytes().take(MAX_LABEL).take_while(|byte| *byte != b'\n').position(|byte| byte == sought);
        let Some(length) = length else { continue };
        let label = part(behind, 0..length);
        let after = close + 2 + length + 1;
        // The words may begin on the line above.
        let number = pass.starts().number(close);
        let above = number.checked_sub(1).map(|above| pass.starts().line(text, above));
        let above = above.filter(|above| !part(text, above.clone()).trim().is_empty());
        let least = above.map_or_else(|| pass.starts().line(text, number).start, |above| above.start);
        let Some(open) = opening_bracket(text, close, least) else { continue };
        let pair = Pair { words: open..close, label, after };
        let found = if sign == "[" { reference(pass, &known, &pair) } else { address(pass, &known, &pair) };
        end = found.unwrap_or(end);
    }
    commands(pass);
    known.define(pass);
}

/// `[words][label]`, `[words](label)`.
struct Pair<'a> {
    /// From one bracket of the words to the other.
    words: Range<usize>,
    label: &'a str,
    /// Where all of it ends.
    after: usize,
}

impl Pair<'_> {
    /// Leaves the words alone.
    fn unlink(&self, pass: &mut Pass<'_>) {
        pass.edits.remove(self.words.start..self.words.start + 1);
        pass.edits.remove(self.words.end..self.after);
    }
}

/// What a text says of its labels.
struct Known<'a> {
    labels: HashSet<String>,
    /// Lines that say what a term is, by its name: `[*term]: words`.
    terms: Vec<(&'a str, usize)>,
}

fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl<'a> Known<'a> {
    fn of(pass: &Pass<'a>) -> Self {
        let mut out = Self { labels: HashSet::new(), terms: Vec::new() };
        for (number, line) in lines(pass.text).enumerate() {
            let words = line.text.trim_start_matches([' ', '\t', '>']);
            let words = list_mark(words).map_or(words, |mark| from(words, mark));
            let Some((label, _)) = words.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else { continue };
            match label.strip_prefix('*').filter(|_| pass.is_text(line.start) && line.text.starts_with('[')) {
                Some(term) if !term.contains([']', '[', ' ']) => out.terms.push((term, number)),
                _ => {
                    out.labels.insert(normal(label));
                }
            }
        }
        out
    }

    fn has(&self, label: &str) -> bool {
        self.labels.contains(&normal(label))
    }

    fn term(&self, address: &str) -> bool {
        address.strip_prefix('*').is_some_and(|name| self.terms.iter().take(100).any(|(term, _)| *term == name))
    }

    /// Makes footnotes of what is said of terms.
    fn define(&self, pass: &mut Pass<'_>) {
        let text = pass.text;
        if self.terms.is_empty() || !text.contains("](*") {
            return;
        }
        for (term, number) in self.terms.iter().take(100) {
            let line = pass.starts().line(text, *number);
            pass.edits.replace(line.start..line.start + term.len() + 4, format!("\n[^nd-term-{term}]:"));
            let rest = from(text, line.end + 1);
            for below in lines(rest).take_while(|line| !line.is_blank() && !line.text.starts_with("[*")).take(200) {
                pass.edits.insert(line.end + 1 + below.start, "    ");
            }
        }
    }
}

/// Whether a label is a name that a program knows, and no words.
fn is_name(label: &str) -> bool {
    let word =
        label.len() > 4 && label.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'0'..=b'9'));
    !label.contains(char::is_whitespace)
        && (word || label.contains(['.', '_', '/', ':', '#']))
        && label.chars().all(|c| c.is_alphanumeric() || "._/:#-()@".contains(c))
}

/// `[words][label]`; gives where it ends, if it was changed.
fn reference(pass: &mut Pass<'_>, known: &Known<'_>, pair: &Pair<'_>) -> Option<usize> {
    let text = pass.text;
    let &Pair { ref words, label, after } = pair;
    let inner = part(text, words.start + 1..words.end);
    if label.starts_with('^') || label.contains('[') || inner.starts_with('^') || from(text, after).starts_with('(') {
        return None;
    }
    let before = part(text, 0..words.start).chars().next_back();
    if known.has(if label.is_empty() { inner } else { label }) || escaped(text, words.start) {
        return None;
    }
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
        let found = name(pass, words.start, after);
        // `the[words and words][label]` lacks a blank, and is no name.
        if found.is_some() || !inner.trim().contains([' ', '\n']) {
            return found;
        }
    }
    if label.starts_with("http://") || label.starts_with("https://") || label.starts_with("mailto:") {
        pass.edits.replace(words.end + 1..after, format!("(<{}>)", label.trim().replace(['<', '>'], "")));
        return Some(after);
    }
    let image = before == Some('!');
    let code = inner.starts_with('`') && inner.ends_with('`');
    // `[words][]`, which is a link where the words are a label.
    let bare = label.is_empty() && !inner.contains(['[', ']']) && inner.chars().any(char::is_alphabetic);
    let fits = is_name(label) || code || bare;
    if !fits || inner.trim().is_empty() || image {
        return None;
    }
    pass.lost(ForeignKind::Reference, words.start..after);
    if before.is_some_and(char::is_alphanumeric) {
        pass.edits.insert(words.start, " ");
    }
    pair.unlink(pass);
    Some(after)
}

/// `fields[:index][name]`: where it ends, if it is a name and now code.
fn name(pass: &mut Pass<'_>, open: usize, mut end: usize) -> Option<usize> {
    let text = pass.text;
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'$');
    let start = open - part(text, 0..open).bytes().rev().take(120).take_while(sign).count();
    // The brackets that follow belong to it.
    for _ in 0..20 {
        let Some(rest) = from(text, end).strip_prefix('[') else { break };
        let Some(length) = rest.bytes().take(60).position(|byte| matches!(byte, b']' | b'\n')) else { break };
        end += 1 + length + 1;
    }
    let whole = part(text, start..end);
    let plain = !whole.contains([' ', '\n', '`', '\\', '*']) && whole.starts_with(|c: char| c.is_ascii_alphabetic());
    if !plain || part(text, 0..start).ends_with(['`', '\\']) || from(text, end).starts_with(['`', '(']) {
        return None;
    }
    pass.edits.insert(start, "`");
    pass.edits.insert(end, "`");
    Some(end)
}

/// `[words](an address with blanks.md)`, `[words](@ref name)`, `[term](*name)`.
fn address(pass: &mut Pass<'_>, known: &Known<'_>, pair: &Pair<'_>) -> Option<usize> {
    let &Pair { ref words, label, after } = pair;
    let target = label.trim();
    if label.starts_with("@ref ") || label.starts_with("\\ref ") {
        pair.unlink(pass);
        return Some(after);
    }
    // The title of the page that it leads to: a link without words gets it.
    let inner = words.start + 1..words.end;
    if part(pass.text, inner.clone()).trim() == "{#T}" {
        pass.edits.remove(inner);
        return Some(after);
    }
    if known.term(target) {
        pass.edits.remove(words.start..words.start + 1);
        pass.edits.replace(words.end..after, format!("[^nd-term-{}]", from(target, 1)));
        return Some(after);
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let file = path.rsplit_once('.').is_some_and(|(name, ending)| {
        (2..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !name.is_empty()
    });
    let plain = target.contains(' ') && !target.contains(['<', '>', '"', '\'', '=', '(']) && !target.contains(" :");
    if !plain || !file {
        return None;
    }
    pass.edits.replace(words.end + 2..after - 1, format!("<{target}>"));
    Some(after)
}

/// `@ref name "words"` in a sentence.
fn commands(pass: &mut Pass<'_>) {
    let text = pass.text;
    for (at, sign) in text.match_indices("@ref") {
        let before = part(text, 0..at).chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '(' || c == '\\') || !pass.is_text(at) {
            continue;
        }
        // The name may stand on the next line.
        let behind = at + sign.len();
        let Some(rest) = from(text, behind).strip_prefix([' ', '\n']) else { continue };
        let length =
            rest.bytes().take(120).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':')).count();
        let name = part(rest, 0..length).trim_end_matches(':');
        if name.is_empty() {
            continue;
        }
        let mut end = behind + 1 + name.len();
        let quoted = from(text, end).strip_prefix(" \"").and_then(|rest| rest.split_once('"'));
        let shown = match quoted.filter(|(words, _)| words.len() < 200 && !words.contains('\n')) {
            Some((words, _)) => {
                end += words.len() + 3;
                words.to_owned()
            }
            None => format!("`{name}`"),
        };
        pass.edits.replace(at..end, shown);
    }
}
