//! Raw HTML, as far as it has an effect: where a line breaks, and where words must not run together.

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

/// All other elements of HTML, and those that were.
const INLINES: &str = "a abbr acronym applet area audio b base bdi bdo big br canvas cite code data datalist del dfn em \
embed font i ins kbd label link map mark marquee math meter nobr optgroup output progress q rp rt ruby s samp slot small \
span strike strong sub sup template time track tt u var video wbr";

/// Whether a piece of raw HTML is no tag of HTML: `<your name>` or `List<String>`, where words were meant.
pub(super) fn is_no_tag(html: &str) -> bool {
    let Some(inner) = html.trim_start().strip_prefix('<') else { return false };
    let name: String =
        inner.trim_start_matches('/').chars().take_while(|c| !c.is_whitespace() && !"/>".contains(*c)).collect();
    let name = name.to_lowercase();
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
    // A hyphen stands in the names of elements that a site makes for itself.
    letters && !name.contains('-') && [BLOCKS, INLINES].iter().all(|names| names.split(' ').all(|known| known != name))
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

/// Notes of the writer in a piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// There is something else.
    None,
    /// It is comments and nothing else.
    Closed,
    /// A comment begins at this byte that has no end of its own: it goes on to that of the next one, or to the end.
    Open(usize),
}

/// Which comments a piece of HTML is.
pub(super) fn comment(html: &str) -> Comment {
    let mut rest = html.trim();
    while rest.starts_with("<!--") {
        match behind_comment(rest) {
            Some(behind) => rest = behind.trim_start(),
            None => return Comment::Open(html.trim_end().len() - rest.len()),
        }
    }
    if rest.is_empty() && !html.trim().is_empty() { Comment::Closed } else { Comment::None }
}

/// What follows a comment that begins a text and is closed before another one begins.
fn behind_comment(html: &str) -> Option<&str> {
    let inner = html.strip_prefix("<!--")?;
    // These two are whole (CommonMark 0.31, "HTML comment").
    if let Some(behind) = inner.strip_prefix('>').or_else(|| inner.strip_prefix("->")) {
        return Some(behind);
    }
    let (note, behind) = inner.split_once("-->")?;
    // One that begins on the same line stands in nobody's way.
    let swallows = note.split_once("<!--").is_some_and(|(before, _)| before.contains('\n'));
    (!swallows).then_some(behind)
}

/// Where the text begins behind the comments and line breaks that a block of HTML begins with; its length where there
/// is none. `None` where it begins otherwise.
pub(super) fn behind(html: &str) -> Option<usize> {
    let mut rest = html;
    loop {
        let next = rest.trim_start();
        if let Some(behind) = behind_comment(next) {
            rest = behind;
        } else if next.starts_with('<') && kind_of(next) == Html::Break {
            rest = next.split_once('>')?.1;
        } else {
            return (rest.len() < html.len()).then(|| html.len() - next.len());
        }
    }
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

    /// Angle brackets around words are not tags.
    #[test]
    fn tags_that_are_none() {
        for (html, expected) in [
            ("<nazwa>", true),
            ("<String>", true),
            ("</String>", true),
            ("<twoje imie>", true),
            ("<sup>", false),
            ("</SUP>", false),
            ("<br/>", false),
            ("<Div class=a>", false),
            ("<my-widget>", false),
            ("<!-- a -->", false),
            ("<?php", false),
            ("", false),
        ] {
            assert_eq!(is_no_tag(html), expected, "{html}");
        }
    }

    /// Words beside a comment are no comment, and one without an end takes others' words.
    #[test]
    fn comments() {
        for (html, expected) in [
            ("<!-- a -->", Comment::Closed),
            (" <!-- a --> <!---->\n", Comment::Closed),
            ("<!--> <!--->", Comment::Closed),
            ("<!-- a", Comment::Open(0)),
            ("<!-- a ->\n\n## Steps\n", Comment::Open(0)),
            ("<!-- a -- >\nwords", Comment::Open(0)),
            ("\n <!-- a --> <!-- b", Comment::Open(13)),
            ("<!-- a ->\nwords\n<!-- b -->", Comment::Open(0)),
            ("<!-- a <!-- b -->", Comment::Closed),
            ("<!-- a --> words", Comment::None),
            ("words <!-- a -->", Comment::None),
            ("<b>", Comment::None),
            ("", Comment::None),
        ] {
            assert_eq!(comment(html), expected, "{html}");
        }
    }

    /// What stands below a break or beside a comment is found.
    #[test]
    fn text_behind() {
        for (html, expected) in [
            ("<!-- a --> words", Some("words")),
            ("<!-- a -->", Some("")),
            ("<!-- a\n-->\n<br>\nwords", Some("words")),
            ("<!-- a ->\nwords", None),
            ("<br>\n", Some("")),
            ("<br>\ntext", Some("text")),
            ("<br/> <BR>\n<br />\n  text\nmore", Some("text\nmore")),
            ("<div>\n<br>", None),
            ("br>", None),
            ("", None),
        ] {
            assert_eq!(behind(html).and_then(|at| html.get(at..)), expected, "{html}");
        }
    }
}
