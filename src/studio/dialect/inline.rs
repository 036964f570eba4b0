//! Text of one line: the passes for running text alone, and words without markup.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, TagEnd};

use super::{
    attributes, bold, escapes,
    lines::from,
    marks,
    pass::{Outline, Pass},
    references, signs, wiki,
};

/// The signs without which a pass has nothing to do, and the pass.
type InlinePass = (&'static [&'static str], fn(&mut Pass<'_>));

/// The passes for what stands inside of a line, in their order.
pub(super) const PASSES: [InlinePass; 7] = [
    (&["[["], wiki::translate),
    (&["\\", "&lt;", "<"], escapes::translate),
    (&["][", "](", "@ref "], references::translate),
    (&["{"], attributes::translate),
    (&["==", "%%", "^", "~", "{"], marks::translate),
    (&["++", ":", "{", "$", " =", "|", "<xref"], signs::translate),
    (&["**"], bold::translate),
];

/// Runs those passes over a short text.
pub(super) fn translated(text: &str) -> String {
    let mut text = text.to_owned();
    for (signs, run) in PASSES {
        if signs.iter().any(|sign| text.contains(sign)) {
            let outline = Outline::default();
            let mut pass = Pass::new(&text, false, &outline);
            run(&mut pass);
            if let Some((changed, _)) = pass.edits.apply(&text) {
                text = changed;
            }
        }
    }
    text
}

/// Signs that writers escape in titles.
const SIGNS: [char; 7] = ['*', '_', '`', '[', ']', '{', '}'];

/// A text of one line without the signs of code and bold words, and without backslashes before signs.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for sign in ["`", "**"] {
        if let Some(plain) = without_pairs(&out, sign) {
            out = Cow::Owned(plain);
        }
    }
    let escaped = |(at, _): (usize, &str)| from(&out, at + 1).starts_with(SIGNS);
    if out.match_indices('\\').any(escaped) {
        let mut signs = out.chars().peekable();
        let mut plain = String::with_capacity(out.len());
        while let Some(sign) = signs.next() {
            plain.push(signs.next_if(|next| sign == '\\' && SIGNS.contains(next)).unwrap_or(sign));
        }
        out = Cow::Owned(plain);
    }
    out
}

/// A text without a sign that stands around whole words, wherever it does.
fn without_pairs(text: &str, sign: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(sign).collect();
    if parts.len() < 3 || parts.len().is_multiple_of(2) {
        return None;
    }
    let whole = parts.iter().enumerate().all(|(number, part)| match number % 2 {
        // Outside, where no letter stands beside the sign.
        0 => {
            let before = number == 0 || !part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '`');
            let behind = number + 1 == parts.len() || !part.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '=');
            before && behind
        }
        _ => part.contains(char::is_alphanumeric) && part.trim() == *part,
    });
    whole.then(|| parts.concat())
}

/// The words of a text of one line, as an attribute or a title has them.
pub(super) fn plain_words(text: &str) -> String {
    let text = translated(text);
    let mut out = String::new();
    for event in Parser::new(text.trim()) {
        match event {
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}
