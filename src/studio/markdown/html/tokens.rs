//! The tags, comments and literal parts of a block of HTML. What stands between them is Markdown: code in it is passed
//! over, so that a tag in code is none.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{attributes::name_length, comments::behind_comment, names::element};

/// Bytes in which the other end of a piece of code is looked for.
const MAX_CODE: usize = 300;
/// After so many tags without an end no other end is looked for in a block.
const MAX_STRAY: usize = 30;
/// Elements whose content is no Markdown, and which go on to their end or the end of the block.
const LITERAL: [&str; 6] = ["script", "style", "pre", "listing", "textarea", "xmp"];
/// Elements whose content is no Markdown where they have an end.
const CLOSED: [&str; 4] = ["iframe", "noscript", "noframes", "title"];

/// Something in a block of HTML that is no Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A tag.
    Tag,
    /// A comment that ends.
    Comment,
    /// A comment without an end of its own.
    OpenComment,
    /// An instruction to another program, or a declaration.
    Instruction,
    /// A tag without an end, up to the end of its line.
    Stray,
    /// An element with what is in it: its name, and where its content is.
    Literal(String, Range<usize>),
}

/// What is in a block, in the order in which it stands there.
pub(super) fn tokens(text: &str) -> Vec<(Token, Range<usize>)> {
    let mut reader = Reader { text, at: 0, stray: 0, missing: HashSet::new() };
    let mut out = Vec::new();
    while let Some(found) = reader.rest().find(['<', '`', '\n']) {
        reader.at += found;
        let start = reader.at;
        match reader.rest().bytes().next() {
            Some(b'<') => {
                if let Some(token) = reader.token() {
                    out.push((token, start..reader.at));
                }
            }
            Some(b'`') => reader.skip_code(),
            _ => reader.skip_fence(),
        }
    }
    out
}

/// The last end tag of each name in a text.
pub(in super::super) fn ends(text: &str) -> HashMap<String, usize> {
    let names = text.match_indices("</").filter_map(|(at, _)| {
        let name = text.get(at + 2..)?;
        let name = name.get(..name_length(name)).filter(|name| !name.is_empty())?;
        Some((name.to_ascii_lowercase(), at))
    });
    names.collect()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    stray: usize,
    /// Elements that are known to have no end from here on.
    missing: HashSet<&'static str>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What a `<` begins; `None` where it is one of the text. Either way it is passed.
    fn token(&mut self) -> Option<Token> {
        let rest = self.rest();
        let to = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        let (token, length) = if rest.starts_with("<!--") {
            match behind_comment(rest) {
                Some(behind) => (Token::Comment, rest.len() - behind.len()),
                None => (Token::OpenComment, to("-->")),
            }
        } else if rest.starts_with("<?") {
            (Token::Instruction, to("?>"))
        } else if rest.starts_with("<![CDATA[") {
            (Token::Instruction, to("]]>"))
        } else if rest.starts_with("<!") {
            (Token::Instruction, to(">"))
        } else {
            return self.tag();
        };
        self.at += length;
        Some(token)
    }

    fn tag(&mut self) -> Option<Token> {
        let rest = self.rest();
        let inner = rest.get(1..).unwrap_or_default();
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let length = name_length(inner);
        let name = inner.get(..length).unwrap_or_default();
        self.at += 1;
        // `<https://…>` and `<name@example.com>` are links.
        if length == 0 || inner.get(length..).is_some_and(|behind| behind.starts_with(['.', ':', '@', '_', '+'])) {
            return None;
        }
        let behind = inner.get(length..).unwrap_or_default();
        let end = if self.stray < MAX_STRAY { attributes_length(behind) } else { None };
        let Some(end) = end else {
            self.stray += 1;
            // Of what names no element, the sign alone: words may follow it.
            if element(&name.to_ascii_lowercase()).is_some() {
                self.at += rest.find('\n').unwrap_or(rest.len()).saturating_sub(1);
            }
            return Some(Token::Stray);
        };
        let before = rest.len() - inner.len();
        let start = self.at - 1 + before + length + end;
        self.at = start;
        if is_end {
            return Some(Token::Tag);
        }
        let is_name = |known: &&&str| known.eq_ignore_ascii_case(name);
        let known = LITERAL.iter().chain(&CLOSED).find(is_name);
        let Some(known) = known.copied() else { return Some(Token::Tag) };
        let close = self.close_of(known);
        if close.is_none() && CLOSED.contains(&known) {
            return Some(Token::Tag);
        }
        let content = close.as_ref().map_or(self.text.len(), |close| close.start);
        self.at = close.map_or(self.text.len(), |close| close.end);
        Some(Token::Literal(known.to_owned(), start..content))
    }

    /// The end tag of an element from here on.
    fn close_of(&mut self, name: &'static str) -> Option<Range<usize>> {
        if self.missing.contains(name) {
            return None;
        }
        for (at, _) in self.rest().match_indices("</") {
            let start = self.at + at;
            let inner = self.text.get(start + 2..).unwrap_or_default();
            if inner.get(..name_length(inner)).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                let end = inner.find('>').map_or(self.text.len(), |end| start + 2 + end + 1);
                return Some(start..end);
            }
        }
        self.missing.insert(name);
        None
    }

    /// Passes code between backticks; only the backticks where they have no other half close by.
    fn skip_code(&mut self) {
        let rest = self.rest();
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let opened = self.text.get(..self.at).unwrap_or_default().ends_with('>');
        self.at += ticks;
        let near = self.rest();
        let near = near.get(..(0..=MAX_CODE.min(near.len())).rfind(|end| near.is_char_boundary(*end)).unwrap_or(0));
        let near = near.and_then(|near| near.split("\n\n").next()).unwrap_or_default();
        // Of two cells with one backtick each the tags between them are no code.
        if opened && near.starts_with("</") {
            return;
        }
        let mut from = 0;
        while let Some(found) = near.get(from..).and_then(|rest| rest.find('`')) {
            let start = from + found;
            let run = near.get(start..).unwrap_or_default();
            let length = run.len() - run.trim_start_matches('`').len();
            from = start + length;
            if length == ticks {
                self.at += from;
                return;
            }
        }
    }

    /// Passes the end of a line, and the fenced code that the next one begins.
    fn skip_fence(&mut self) {
        self.at += 1;
        let line = self.rest().trim_start_matches([' ', '\t']);
        let fence = ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence));
        let Some(fence) = fence else { return };
        let sign = fence.chars().next().unwrap_or('`');
        let length = line.len() - line.trim_start_matches(sign).len();
        if sign == '`' && line.lines().next().is_some_and(|line| line.get(length..).is_some_and(|i| i.contains('`'))) {
            return;
        }
        let mut lines = self.rest().split_inclusive('\n');
        self.at += lines.next().map_or(0, str::len);
        for line in lines {
            let words = line.trim();
            if words.len() >= length && words.chars().all(|c| c == sign) {
                // The end of that line is looked at, too.
                self.at += line.trim_end_matches(['\n', '\r']).len();
                return;
            }
            self.at += line.len();
        }
    }
}

/// How far the attributes of a tag go, with the sign that ends it. As browsers read them, and with the braces that
/// values have in JSX.
fn attributes_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at + 1),
            b'=' => {
                at += 1;
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                match bytes.get(at)? {
                    quote @ (b'"' | b'\'') => at += 2 + bytes.get(at + 1..)?.iter().position(|byte| byte == quote)?,
                    b'{' => at += braces(bytes.get(at..)?)?,
                    _ => {
                        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                            at += 1;
                        }
                    }
                }
            }
            _ => at += 1,
        }
    }
}

/// How long a value in braces is.
fn braces(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is no Markdown in a block of HTML, and what is code in it.
    #[test]
    fn what_is_in_a_block() {
        use Token::{Comment, Instruction, OpenComment, Stray, Tag};
        let literal = |name: &str, content| Token::Literal(name.to_owned(), content);
        for (text, expected) in [
            ("<div>a</div>", vec![(Tag, "<div>"), (Tag, "</div>")]),
            ("<a title=\"x > y\">b", vec![(Tag, "<a title=\"x > y\">")]),
            ("<A onClick={() => f({})}>b", vec![(Tag, "<A onClick={() => f({})}>")]),
            ("<a href=x>y</a >", vec![(Tag, "<a href=x>"), (Tag, "</a >")]),
            ("<!-- <b> -->c", vec![(Comment, "<!-- <b> -->")]),
            ("<!-- a\nb", vec![(OpenComment, "<!-- a\nb")]),
            ("<?php a > b ?>c", vec![(Instruction, "<?php a > b ?>")]),
            ("<!DOCTYPE html>c", vec![(Instruction, "<!DOCTYPE html>")]),
            ("<![CDATA[ > ]]>c", vec![(Instruction, "<![CDATA[ > ]]>")]),
            ("a < b <3 </>", vec![]),
            ("<https://a.example> <a@b.example>", vec![]),
            ("<div class=\"a\nb", vec![(Stray, "<div class=\"a")]),
            ("<p>a <b c", vec![(Tag, "<p>"), (Stray, "<b c")]),
            ("<p>a <than b", vec![(Tag, "<p>"), (Stray, "<")]),
            ("<p>`<b>` ``a`<i>``<u>", vec![(Tag, "<p>"), (Tag, "<u>")]),
            ("<td>`</td><td>`</td>", vec![(Tag, "<td>"), (Tag, "</td>"), (Tag, "<td>"), (Tag, "</td>")]),
            ("<p>\n```html\n<b>\n```\n<i>", vec![(Tag, "<p>"), (Tag, "<i>")]),
            ("<p>\n~~~\n<b>", vec![(Tag, "<p>")]),
            ("<pre>`<b>`</PRE>c", vec![(literal("pre", 5..10), "<pre>`<b>`</PRE>")]),
            ("<script>a</b></script>", vec![(literal("script", 8..13), "<script>a</b></script>")]),
            ("<style>a", vec![(literal("style", 7..8), "<style>a")]),
            ("<iframe src=a>b", vec![(Tag, "<iframe src=a>")]),
            ("<iframe src=a>b</iframe>", vec![(literal("iframe", 14..15), "<iframe src=a>b</iframe>")]),
        ] {
            let found: Vec<_> = tokens(text).into_iter().map(|(token, span)| (token, &text[span])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
