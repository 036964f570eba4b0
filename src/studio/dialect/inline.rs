//! Text of one line: the passes for running text alone, and words without markup.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, TagEnd};

use super::{
    arguments::unescaped,
    attributes, bold, escapes, marks,
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
const SIGNS: [char; 9] = ['*', '_', '`', '[', ']', '<', '>', '{', '}'];

/// A text of one line without the signs of code and bold words, and without backslashes before signs.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    let pairs = |sign: &str| text.contains(sign) && text.matches(sign).count().is_multiple_of(2);
    let escaped =
        |(at, _): (usize, &str)| text.as_bytes().get(at + 1).is_some_and(|sign| SIGNS.contains(&char::from(*sign)));
    let (code, bold) = (pairs("`"), pairs("**"));
    let (escapes, entities) = (text.match_indices('\\').any(escaped), text.contains('&') && text.contains(';'));
    if !code && !bold && !escapes && !entities {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    if code {
        out = out.replace('`', "");
    }
    if bold {
        out = out.replace("**", "");
    }
    if escapes {
        let mut signs = out.chars().peekable();
        let mut plain = String::with_capacity(out.len());
        while let Some(sign) = signs.next() {
            match signs.next_if(|next| sign == '\\' && SIGNS.contains(next)) {
                Some(next) => plain.push(next),
                None => plain.push(sign),
            }
        }
        out = plain;
    }
    if entities {
        out = unescaped(&out.replace("&nbsp;", " "));
    }
    Cow::Owned(out)
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
