//! Raw HTML, as far as it has a say: where a line breaks, and where words must not run together.

use std::ops::Range;

use super::{Builder, Frame, Kind};
use crate::knowledge::Inline;

/// What a tag does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// `<br>` in any spelling.
    Break,
    /// An element that a browser gives lines or a box of its own.
    Block,
    /// Everything else: the words around it stay as close as they are.
    Other,
}

/// Elements that browsers set apart from the text around them (HTML, "Rendering"), and those that stand for something
/// between two words.
const BLOCKS: &str = "address article aside audio blockquote body button caption center col colgroup dd details dialog \
dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe \
img input legend li link main menu meta nav noframes noscript object ol optgroup option p picture pre script search \
section select source style summary svg table tbody td template textarea tfoot th thead title tr ul video";

impl Builder<'_> {
    /// A tag in running text.
    pub(super) fn tag(&mut self, html: &str, span: Range<usize>) {
        match kind_of(html) {
            Html::Break => return self.push(Inline::Break),
            // A browser would begin a new line here: the words on both sides stay two.
            Html::Block => {
                let run = &self.top_mut().run;
                let glued = match run.last() {
                    Some(Inline::Text(text)) => !text.ends_with(char::is_whitespace),
                    Some(Inline::Break) | None => false,
                    Some(_) => true,
                };
                if glued {
                    self.push(Inline::Text(" ".into()));
                }
            }
            Html::Other => {}
        }
        self.dropped_html.push(span);
    }

    /// A block of HTML: `<br>` on a line of its own begins one, and what follows it is Markdown to whoever wrote it.
    pub(super) fn html_block(&mut self, span: &Range<usize>) {
        let text = self.body.get(span.clone()).unwrap_or_default();
        match behind_breaks(text) {
            Some(behind) if behind == text.len() => {}
            // Inside of lists and quotes the lines of a block begin with their marks.
            Some(behind) if matches!(self.frames.as_slice(), [Frame { kind: Kind::Root, .. }]) => {
                self.read(span.start + behind..span.end);
            }
            _ => self.dropped_html.push(span.clone()),
        }
    }
}

/// What a piece of raw HTML is.
pub(super) fn kind_of(html: &str) -> Html {
    let inner = html.trim_start_matches('<').trim_start_matches('/');
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    match name.as_str() {
        "br" => Html::Break,
        name if !name.is_empty() && BLOCKS.split(' ').any(|block| block == name) => Html::Block,
        _ => Html::Other,
    }
}

/// Whether HTML is comments and nothing else.
pub(super) fn is_comment(html: &str) -> bool {
    let mut rest = html.trim();
    let mut any = false;
    while let Some(inner) = rest.strip_prefix("<!--") {
        any = true;
        // One that nothing closes goes on to the end.
        rest = inner.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    any && rest.is_empty()
}

/// Where the text behind the line breaks begins that a block of HTML begins with; its length where there is none.
/// `None` where it begins otherwise.
pub(super) fn behind_breaks(html: &str) -> Option<usize> {
    let mut rest = html;
    while kind_of(rest.trim_start()) == Html::Break && rest.trim_start().starts_with('<') {
        rest = rest.trim_start().split_once('>')?.1;
    }
    (rest.len() < html.len()).then(|| html.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A break in any spelling is one; what only looks like it is none.
    #[test]
    fn kinds_of_tags() {
        for (tag, kind) in [
            ("<br>", Html::Break),
            ("<br/>", Html::Break),
            ("<BR >", Html::Break),
            ("<bR\t/>", Html::Break),
            ("</br>", Html::Break),
            ("<br class=\"a\">", Html::Break),
            ("<break>", Html::Other),
            ("<b>", Html::Other),
            ("</sub>", Html::Other),
            ("<wbr>", Html::Other),
            ("<!-- br -->", Html::Other),
            ("<p>", Html::Block),
            ("</TD>", Html::Block),
            ("<img src=x>", Html::Block),
            ("<li\nclass=a>", Html::Block),
            ("<my-p>", Html::Other),
        ] {
            assert_eq!(kind_of(tag), kind, "{tag}");
        }
    }

    /// Words beside a comment are no comment.
    #[test]
    fn comments() {
        for (html, comment) in [
            ("<!-- a -->", true),
            (" <!-- a --> <!---->\n", true),
            ("<!-- a", true),
            ("<!-- a --> words", false),
            ("words <!-- a -->", false),
            ("<b>", false),
            ("", false),
        ] {
            assert_eq!(is_comment(html), comment, "{html}");
        }
    }

    /// What stands below a break is found.
    #[test]
    fn text_behind_breaks() {
        for (html, behind) in [
            ("<br>\n", Some("")),
            ("<br>\ntext", Some("text")),
            ("<br/> <BR>\n<br />\n  text\nmore", Some("text\nmore")),
            ("<div>\n<br>", None),
            ("br>", None),
            ("", None),
        ] {
            assert_eq!(behind_breaks(html).and_then(|at| html.get(at..)), behind, "{html}");
        }
    }
}
