//! The elements of HTML, and what each becomes. The list is closed: what is not in it is no element.

use std::{collections::HashMap, sync::LazyLock};

use super::super::{dropped::Loss, frame::Wrap};
use crate::knowledge::Mark;

/// What an element becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Element {
    /// A line break.
    Break,
    /// A rule.
    Rule,
    /// A picture.
    Image,
    /// A field of a form; a box to tick is an item's.
    Input,
    /// Nothing that is seen, and nothing inside.
    Void,
    Wrap(Wrap),
    Code,
    Link,
    /// Words in quotation marks.
    Quoted,
    /// A run of text without a mark: its content stays.
    Inline,
    /// Something on lines of its own: its content stays, or is a callout.
    Block,
    Heading(u8),
    Quote,
    /// A list; with numbers, or without.
    List(bool),
    Item,
    Terms,
    Term,
    Definition,
    Table,
    /// A part of a table: its head, or another.
    Rows(bool),
    Row,
    /// A cell; the head of a column, or another.
    Cell(bool),
    Caption,
    Details,
    Title,
    Preformatted,
    /// It goes, with its content.
    Lost(Loss),
}

/// The names, and what they are.
const ELEMENTS: [(&str, Element); 47] = [
    ("br", Element::Break),
    ("hr", Element::Rule),
    ("img image", Element::Image),
    ("input", Element::Input),
    ("wbr col source track param link meta base area basefont bgsound frame keygen menuitem spacer", Element::Void),
    ("b strong", Element::Wrap(Wrap::Strong)),
    ("i em cite var dfn", Element::Wrap(Wrap::Emphasis)),
    ("s del strike", Element::Wrap(Wrap::Strike)),
    ("u ins", Element::Wrap(Wrap::Mark(Mark::Underline))),
    ("kbd", Element::Wrap(Wrap::Mark(Mark::Key))),
    ("sub", Element::Wrap(Wrap::Mark(Mark::Sub))),
    ("sup", Element::Wrap(Wrap::Mark(Mark::Sup))),
    ("mark", Element::Wrap(Wrap::Mark(Mark::Highlight))),
    ("small", Element::Wrap(Wrap::Mark(Mark::Small))),
    ("code samp tt", Element::Code),
    ("a", Element::Link),
    ("q", Element::Quoted),
    (
        "span font abbr acronym bdi bdo big blink button data label map meter nobr output picture progress rb rp rt rtc \
         ruby slot time",
        Element::Inline,
    ),
    (
        "div p section article aside header footer main nav center address body dir fieldset figure frameset head \
         hgroup html legend marquee menu noframes dialog search colgroup",
        Element::Block,
    ),
    ("h1", Element::Heading(1)),
    ("h2", Element::Heading(2)),
    ("h3", Element::Heading(3)),
    ("h4", Element::Heading(4)),
    ("h5", Element::Heading(5)),
    ("h6", Element::Heading(6)),
    ("blockquote", Element::Quote),
    ("ul", Element::List(false)),
    ("ol", Element::List(true)),
    ("li", Element::Item),
    ("dl", Element::Terms),
    ("dt", Element::Term),
    ("dd", Element::Definition),
    ("table", Element::Table),
    ("thead", Element::Rows(true)),
    ("tbody tfoot", Element::Rows(false)),
    ("tr", Element::Row),
    ("th", Element::Cell(true)),
    ("td", Element::Cell(false)),
    ("caption figcaption", Element::Caption),
    ("details", Element::Details),
    ("summary", Element::Title),
    ("pre listing", Element::Preformatted),
    ("script style template noscript title", Element::Lost(Loss::Program)),
    ("form select option optgroup datalist textarea", Element::Lost(Loss::Form)),
    ("iframe video audio object embed applet", Element::Lost(Loss::Media)),
    ("svg canvas", Element::Lost(Loss::Drawing)),
    ("math", Element::Lost(Loss::Formula)),
];

/// Elements without content at which a block of HTML is cut (CommonMark 0.31, "HTML blocks", condition 6).
const CUTTING: [&str; 9] = ["base", "basefont", "col", "frame", "link", "menuitem", "meta", "param", "track"];

static BY_NAME: LazyLock<HashMap<&'static str, Element>> = LazyLock::new(|| {
    ELEMENTS.iter().flat_map(|(names, element)| names.split(' ').map(|name| (name, *element))).collect()
});

/// The element of a name in small letters, with the name.
pub(in super::super) fn element(name: &str) -> Option<(&'static str, Element)> {
    BY_NAME.get_key_value(name).map(|(name, element)| (*name, *element))
}

/// Whether a tag stands between lines of text, and not in one.
pub(in super::super) fn cuts(name: &str, element: Element) -> bool {
    match element {
        Element::Break
        | Element::Image
        | Element::Wrap(_)
        | Element::Code
        | Element::Link
        | Element::Quoted
        | Element::Inline => false,
        Element::Void | Element::Input => CUTTING.contains(&name),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tag that is not known would be shown as words, and one that stands for two things be drawn as the wrong one.
    #[test]
    fn each_name_is_there_once() {
        let mut names: Vec<&str> = ELEMENTS.iter().flat_map(|(names, _)| names.split(' ')).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(CUTTING.iter().all(|name| names.contains(name)));
        for (name, expected) in [
            ("br", Some(Element::Break)),
            ("kbd", Some(Element::Wrap(Wrap::Mark(Mark::Key)))),
            ("h3", Some(Element::Heading(3))),
            ("video", Some(Element::Lost(Loss::Media))),
            ("nazwa", None),
            ("my-box", None),
            ("", None),
            ("b strong", None),
        ] {
            assert_eq!(element(name).map(|(_, element)| element), expected, "{name}");
        }
    }
}
