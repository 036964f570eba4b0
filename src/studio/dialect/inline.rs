//! Text of one line: the passes for running text alone, and words without markup.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::{
    attributes, bold, marks,
    pass::{Outline, Pass},
    signs, wiki,
};

/// The signs without which a pass has nothing to do, and the pass.
type InlinePass = (&'static [&'static str], fn(&mut Pass<'_>));

/// The passes for what stands inside of a line, in their order.
pub(super) const PASSES: [InlinePass; 5] = [
    (&["[["], wiki::translate),
    (&["{"], attributes::translate),
    (&["==", "%%", "^", "~", "{"], marks::translate),
    (&["++", ":", "{", "$$", " =", "|", "<xref"], signs::translate),
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
