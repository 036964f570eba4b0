//! A blank line between a line of tags and the Markdown below it. CommonMark ends a block of HTML at a blank line, and
//! shows what stands before it as it is written; writers of MDX and of many generators leave the blank line out, and
//! mean a list, a heading or code.

use super::{html::opens_block, source::Source};

/// Elements whose lines are no Markdown until they end.
const LITERAL: [(&str, &str); 5] =
    [("<pre", "</pre"), ("<script", "</script"), ("<style", "</style"), ("<textarea", "</textarea"), ("<!--", "-->")];

/// The text with these lines.
pub(super) fn separated(body: &str) -> Source<'_> {
    if !body.contains('<') {
        return Source::whole(body);
    }
    let mut out = Source::default();
    let mut from = 0;
    let mut at = 0;
    let mut literal: Option<&str> = None;
    let mut fence: Option<(char, usize)> = None;
    let mut tags: Option<usize> = None;
    for line in body.split_inclusive('\n') {
        let (prefix, words) = split(line);
        if let Some(indent) = tags.take()
            && !words.is_empty()
            && !words.starts_with('<')
            && prefix.len() <= indent.max(3)
        {
            out.push(body.get(from..at).unwrap_or_default(), from);
            out.push(prefix.trim_end(), at);
            out.push("\n", at);
            from = at;
        }
        at += line.len();
        match (literal, fence) {
            (Some(end), _) => literal = literal.filter(|_| !holds(words, end)),
            (None, Some((sign, length))) => {
                if words.len() >= length && words.chars().all(|c| c == sign) {
                    fence = None;
                }
            }
            (None, None) => {
                fence = opens_fence(words);
                literal = if words.contains('<') { opens_literal(words) } else { None };
                let quoted = prefix.trim_start_matches(['>', ' ']).is_empty();
                let indented = prefix.len() - prefix.trim_end_matches(' ').len() > 4;
                if literal.is_none() && quoted && !indented && words.ends_with('>') && opens_block(words) {
                    tags = Some(prefix.len());
                }
            }
        }
    }
    if from == 0 {
        return Source::whole(body);
    }
    out.push(body.get(from..).unwrap_or_default(), from);
    out
}

/// A line as what it begins with — blanks, and the marks of quotes — and its words.
fn split(line: &str) -> (&str, &str) {
    let line = line.trim_end();
    line.split_at(line.len() - line.trim_start_matches(['>', ' ', '\t']).len())
}

fn holds(line: &str, end: &str) -> bool {
    line.match_indices(['<', '-']).any(|(at, _)| starts(line.get(at..), end))
}

fn starts(text: Option<&str>, with: &str) -> bool {
    text.and_then(|text| text.get(..with.len())).is_some_and(|text| text.eq_ignore_ascii_case(with))
}

/// What ends the last element of a line whose content is literal, where it does not end in the line.
fn opens_literal(words: &str) -> Option<&'static str> {
    let mut open = None;
    for (at, _) in words.match_indices(['<', '-']) {
        let rest = words.get(at..);
        open = match open {
            Some(end) if starts(rest, end) => None,
            None => LITERAL.iter().find(|(start, _)| starts(rest, start)).map(|(_, end)| *end),
            open => open,
        };
    }
    open
}

fn opens_fence(words: &str) -> Option<(char, usize)> {
    // A list's mark may stand before it.
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = words.trim_start_matches(['-', '*', '+', '.', ')', ' ']);
    let sign = words.chars().next().filter(|c| "`~".contains(*c))?;
    let length = words.len() - words.trim_start_matches(sign).len();
    let info = words.get(length..)?;
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code below a tag that is read as HTML shows its tags' words, and swallows the rest of the article.
    #[test]
    fn lines_below_tags() {
        for (body, expected) in [
            (
                "<details>\n<summary>A</summary>\n```\na\n```\n",
                Some("<details>\n<summary>A</summary>\n\n```\na\n```\n"),
            ),
            ("<div>\n**a**\n</div>\nb\n", Some("<div>\n\n**a**\n</div>\n\nb\n")),
            ("> <div>\n> - a\n", Some("> <div>\n>\n> - a\n")),
            ("- a\n  <div>\n  - b\n", Some("- a\n  <div>\n\n  - b\n")),
            ("<td>\n   a\n", Some("<td>\n\n   a\n")),
            // What is indented would be code.
            ("<td>\n      a\n", None),
            ("  <td>\n    a\n", None),
            ("<div>\n\na\n", None),
            ("<div>\n<b>a</b>\n", None),
            ("<b>\na\n", None),
            ("<div\nclass=\"a\">\n", None),
            ("<pre>\n<div>\na\n</pre>\n", None),
            ("<!--\n<div>\na\n-->\n", None),
            ("```\n<div>\na\n```\n", None),
            ("- ```\n  <div>\n  a\n", None),
            ("     <div>\n     a\n", None),
            ("a <div>\nb", None),
            ("", None),
        ] {
            let found = separated(body);
            assert_eq!(found.text, expected.unwrap_or(body), "{body}");
            for (at, sign) in found.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                assert!(body[found.place(at)..].starts_with(sign), "{body}");
            }
        }
    }
}
