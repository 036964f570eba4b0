//! Runs of text as Markdown.
//!
//! `*` and `**` depend on the signs around them: where they could be read otherwise, the element is written as a tag
//! (`<strong>`), which is read as the same element wherever it stands.

use super::escape::{self, Around};
use crate::knowledge::{Inline, Mark, Target};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a paragraph: a line may be broken.
    Paragraph,
    /// In a heading, which is one line.
    Heading,
    /// In a cell, which a bar ends.
    Cell,
}

/// How a run is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) place: Place,
    /// Whether every element gets a tag: for a text in which signs were read otherwise.
    pub(super) tags: bool,
}

/// A part of a run on the way to text.
enum Piece<'a> {
    Text(&'a str),
    /// What is complete, and begins and ends with a sign of its own.
    Whole(String),
    Open(usize),
    Close(usize),
    /// The opening bracket of a link, and the closing one with its address.
    LinkOpen,
    LinkClose(String),
    Break,
}

/// An element that can be written with signs or as a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Strong,
    Emphasis,
    Strike,
    Marked(Mark),
}

struct Element {
    kind: Kind,
    open: usize,
    close: usize,
    /// Whether it stands in another one or holds one.
    nested: bool,
    /// The sign it is written with; none for a tag.
    sign: Option<char>,
}

/// The pieces of a run, in order.
#[derive(Default)]
struct Pieces<'a> {
    list: Vec<Piece<'a>>,
    elements: Vec<Element>,
}

/// A run as Markdown.
pub(super) fn run(run: &[Inline], style: Style) -> String {
    let mut pieces = Pieces::default();
    pieces.collect(run, style, None);
    if !style.tags {
        for number in 0..pieces.elements.len() {
            let sign = pieces.sign_for(number, style);
            if let Some(element) = pieces.elements.get_mut(number) {
                element.sign = sign;
            }
        }
    }
    pieces.write(style)
}

impl<'a> Pieces<'a> {
    fn collect(&mut self, run: &'a [Inline], style: Style, parent: Option<usize>) {
        for inline in run {
            match inline {
                Inline::Text(text) => self.list.push(Piece::Text(text)),
                Inline::Strong(inner) => self.element(Kind::Strong, inner, style, parent),
                Inline::Emphasis(inner) => self.element(Kind::Emphasis, inner, style, parent),
                Inline::Strike(inner) => self.element(Kind::Strike, inner, style, parent),
                Inline::Marked(mark, inner) => self.element(Kind::Marked(*mark), inner, style, parent),
                Inline::Code(code) => {
                    self.list.push(Piece::Whole(escape::code(code, style.place == Place::Cell)));
                }
                Inline::Link(target, inner) => self.link(target, inner, style, parent),
                Inline::Image { src, alt, .. } => {
                    let around =
                        Around { before: Some('['), in_brackets: true, bars: bars(style), ..Around::default() };
                    let (alt, src) = (escape::text(alt, around), escape::address(src, bars(style)));
                    self.list.push(Piece::Whole(format!("![{alt}]({src})")));
                }
                Inline::Break => self.list.push(Piece::Break),
                Inline::FootnoteRef(number) => self.list.push(Piece::Whole(format!("[^{number}]"))),
            }
        }
    }

    fn element(&mut self, kind: Kind, inner: &'a [Inline], style: Style, parent: Option<usize>) {
        if inner.is_empty() {
            return;
        }
        let number = self.elements.len();
        if let Some(outer) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            outer.nested = true;
        }
        let open = self.list.len();
        self.elements.push(Element { kind, open, close: open, nested: parent.is_some(), sign: None });
        self.list.push(Piece::Open(number));
        self.collect(inner, style, Some(number));
        let close = self.list.len();
        self.list.push(Piece::Close(number));
        if let Some(element) = self.elements.get_mut(number) {
            element.close = close;
        }
    }

    fn link(&mut self, target: &Target, inner: &'a [Inline], style: Style, parent: Option<usize>) {
        let address = match target {
            Target::Url(address) => address.clone(),
            Target::Anchor(id) => format!("#{id}"),
            // Whoever writes a tree gives every link its address first.
            Target::Article(..) | Target::File(_) => String::new(),
        };
        if let [Inline::Text(text)] = inner
            && is_shown_as_itself(&address, text)
            && !bars(style)
        {
            return self.list.push(Piece::Whole(format!("<{text}>")));
        }
        self.list.push(Piece::LinkOpen);
        self.collect(inner, style, parent);
        self.list.push(Piece::LinkClose(format!("]({})", escape::address(&address, bars(style)))));
    }

    /// The sign with which an element is read as what it is; none where a tag is needed.
    fn sign_for(&self, number: usize, style: Style) -> Option<char> {
        let element = self.elements.get(number)?;
        let (outer_before, outer_after) = (self.before(element.open, style), self.after(element.close, style));
        let (first, last) = (self.after(element.open, style), self.before(element.close, style));
        // Between letters signs pair up by rules that look at all the others.
        let inside_word = !is_free(outer_before) || !is_free(outer_after);
        if inside_word && element.nested || !opens(outer_before, first) || !opens(outer_after, last) {
            return None;
        }
        let taken = [
            element.open.checked_sub(1),
            Some(element.open + 1),
            element.close.checked_sub(1),
            Some(element.close + 1),
        ];
        let taken = taken.map(|at| self.sign_at(at?));
        let signs: &[char] = match element.kind {
            Kind::Marked(_) => &[],
            Kind::Strike if inside_word => &[],
            Kind::Strike => &['~'],
            _ if inside_word => &['*'],
            _ => &['*', '_'],
        };
        signs.iter().copied().find(|sign| !taken.contains(&Some(*sign)))
    }

    /// The sign of an element that begins or ends at a piece.
    fn sign_at(&self, at: usize) -> Option<char> {
        match self.list.get(at)? {
            Piece::Open(number) | Piece::Close(number) => self.elements.get(*number)?.sign,
            _ => None,
        }
    }

    /// The character before a piece, as written; none where a line begins.
    fn before(&self, at: usize, style: Style) -> Option<char> {
        match self.list.get(at.checked_sub(1)?)? {
            Piece::Text(text) => text.chars().next_back(),
            Piece::Break if style.place == Place::Paragraph => None,
            Piece::Whole(_) | Piece::Break | Piece::Open(_) | Piece::Close(_) => Some('*'),
            Piece::LinkOpen | Piece::LinkClose(_) => Some(')'),
        }
    }

    /// The character behind a piece.
    fn after(&self, at: usize, style: Style) -> Option<char> {
        match self.list.get(at + 1)? {
            Piece::Text(text) => text.chars().next(),
            Piece::Break if style.place == Place::Paragraph => None,
            Piece::Whole(_) | Piece::Break | Piece::Open(_) | Piece::Close(_) => Some('*'),
            Piece::LinkOpen | Piece::LinkClose(_) => Some('('),
        }
    }

    fn write(&self, style: Style) -> String {
        let mut out = String::new();
        let mut links = 0_usize;
        let breaks = self.list.iter().any(|piece| matches!(piece, Piece::Break));
        let bars = bars(style) || style.place == Place::Paragraph && breaks;
        for (at, piece) in self.list.iter().enumerate() {
            let next = self.list.get(at + 1);
            match piece {
                Piece::Text(text) => {
                    let around = Around {
                        before: out.chars().next_back().filter(|c| *c != '\n'),
                        ends_line: next.is_none_or(|next| matches!(next, Piece::Break)),
                        bracket_follows: next.is_some_and(|next| match next {
                            Piece::LinkOpen => true,
                            Piece::Whole(whole) => whole.starts_with('['),
                            _ => false,
                        }),
                        in_brackets: links > 0,
                        bars,
                        heading: style.place == Place::Heading,
                    };
                    // The words of a heading or a cell do not begin a line.
                    let inside =
                        Some(' ').filter(|_| style.place != Place::Paragraph && !text.starts_with([' ', '\t']));
                    out.push_str(&escape::text(text, Around { before: around.before.or(inside), ..around }));
                }
                Piece::Whole(whole) => out.push_str(whole),
                Piece::Open(number) => out.push_str(&self.mark(*number, true)),
                Piece::Close(number) => out.push_str(&self.mark(*number, false)),
                Piece::LinkOpen => {
                    links += 1;
                    out.push('[');
                }
                Piece::LinkClose(end) => {
                    links = links.saturating_sub(1);
                    out.push_str(end);
                }
                Piece::Break => {
                    let whole_line = !out.is_empty() && !out.ends_with('\n') && next.is_some_and(starts_with_words);
                    let line = style.place == Place::Paragraph && links == 0 && whole_line;
                    out.push_str(if line { "\\\n" } else { "<br>" });
                }
            }
        }
        out
    }

    fn mark(&self, number: usize, open: bool) -> String {
        let Some(element) = self.elements.get(number) else { return String::new() };
        let (tag, signs) = match element.kind {
            Kind::Strong => ("strong", 2),
            Kind::Emphasis => ("em", 1),
            Kind::Strike => ("s", 2),
            Kind::Marked(mark) => (mark.tag(), 0),
        };
        match element.sign {
            Some(sign) => sign.to_string().repeat(signs),
            None if open => format!("<{tag}>"),
            None => format!("</{tag}>"),
        }
    }
}

/// Whether a line can begin with a piece.
fn starts_with_words(piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Text(text) => !text.trim().is_empty(),
        Piece::Whole(_) | Piece::LinkOpen | Piece::Open(_) => true,
        Piece::Close(_) | Piece::LinkClose(_) | Piece::Break => false,
    }
}

fn bars(style: Style) -> bool {
    style.place == Place::Cell
}

/// Whether signs between an outer and an inner character begin an element, or end one, read backwards. Strict, since
/// versions of CommonMark differ in which characters are punctuation.
fn opens(outer: Option<char>, inner: Option<char>) -> bool {
    inner.is_some_and(|inner| !inner.is_whitespace() && (inner.is_alphanumeric() || is_free(outer)))
}

/// Whether a word begins or ends here: at the end of a line, a blank, or what every version takes for punctuation.
fn is_free(outer: Option<char>) -> bool {
    outer.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation() || "„”“’‘‚«»–—…·¿¡".contains(c))
}

/// Whether a link can be written as its address between angle brackets.
fn is_shown_as_itself(address: &str, text: &str) -> bool {
    let shown =
        address == text || address.strip_prefix("mailto:").is_some_and(|person| person == text && is_person(text));
    let web = address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:");
    shown && web && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\`".contains(c))
}

/// Whether a text is an address of a person as Markdown understands them.
fn is_person(text: &str) -> bool {
    let host = |host: &str| {
        host.split('.').all(|label| {
            let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            !label.is_empty() && label.len() <= 60 && inner && !label.starts_with('-') && !label.ends_with('-')
        })
    };
    text.split_once('@').is_some_and(|(name, at)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte)) && host(at)
    })
}
