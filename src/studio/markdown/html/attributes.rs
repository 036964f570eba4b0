//! A tag: its name, and the attributes that are read.

use std::cell::RefCell;

use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::studio::source_text::is_control;

/// Attributes of a longer tag are not read: browsers, and the library, compare each with all before it.
const MAX_BYTES: usize = 8_000;

/// A tag as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Tag<'a> {
    /// In small letters.
    pub(in super::super) name: String,
    /// Whether it ends an element.
    pub(in super::super) is_end: bool,
    raw: &'a str,
}

/// The attributes of a tag, with their entities read and without control characters.
#[derive(Default)]
pub(in super::super) struct Attributes(Vec<(String, String)>);

impl<'a> Tag<'a> {
    /// The tag that a piece of HTML is; `None` where it is a comment, or something else.
    pub(in super::super) fn read(raw: &'a str) -> Option<Self> {
        let raw = raw.trim();
        let inner = raw.strip_prefix('<')?;
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let name = inner.get(..name_length(inner))?.to_ascii_lowercase();
        (!name.is_empty()).then_some(Self { name, is_end, raw })
    }

    /// As it is written.
    pub(in super::super) fn raw(&self) -> &'a str {
        self.raw
    }

    /// Whether it has no content, as in XML and JSX: `<a id="x" />`.
    pub(in super::super) fn is_empty(&self) -> bool {
        // In `<a href=b/>` the slash belongs to the address.
        let Some(before) = self.raw.strip_suffix("/>") else { return false };
        before.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '}')) || !before.contains('=')
    }

    /// Its attributes.
    pub(in super::super) fn attributes(&self) -> Attributes {
        let behind = self.raw.get(1 + self.name.len()..).unwrap_or_default();
        if self.is_end || self.raw.len() > MAX_BYTES || behind.trim_end_matches(['/', '>']).trim().is_empty() {
            return Attributes::default();
        }
        Attributes(tokens(self.raw, |token, out: &mut Vec<_>| {
            if let Token::TagToken(tag) = token {
                out.extend(tag.attrs.iter().map(|attribute| {
                    let value = attribute.value.replace(is_control, "");
                    (attribute.name.local.to_ascii_lowercase().to_string(), value.trim().to_owned())
                }));
            }
        }))
    }
}

impl Attributes {
    /// The value of an attribute that is there and not empty.
    pub(in super::super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute is there, with a value or without.
    pub(in super::super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

/// The length of a tag's name (CommonMark 0.31, "tag name"); zero where none begins.
pub(super) fn name_length(inner: &str) -> usize {
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len())
}

/// The text of preformatted HTML: without its tags, with its entities read.
pub(super) fn text(html: &str) -> String {
    let out = tokens(html, |token, out: &mut String| match token {
        Token::CharacterTokens(text) => out.push_str(&text),
        Token::TagToken(tag) if &*tag.name == "br" => out.push('\n'),
        _ => {}
    });
    out.replace(is_control, "")
}

/// Everything that the library finds in a piece of HTML, gathered.
fn tokens<T: Default>(html: &str, each: impl Fn(Token, &mut T)) -> T {
    struct Sink<T, F>(RefCell<T>, F);
    impl<T, F: Fn(Token, &mut T)> TokenSink for Sink<T, F> {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            (self.1)(token, &mut self.0.borrow_mut());
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Sink(RefCell::new(T::default()), each), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address with an entity in it leads elsewhere where the entity is not read.
    #[test]
    fn names_and_attributes() {
        let expected = |raw: &str, name: &str, is_end: bool, attribute: &str, value: Option<&str>| {
            let tag = Tag::read(raw).unwrap();
            assert_eq!((tag.name.as_str(), tag.is_end), (name, is_end), "{raw}");
            assert_eq!(tag.attributes().get(attribute), value, "{raw}");
        };
        expected("<a href='x?a=1&amp;b=2'>", "a", false, "href", Some("x?a=1&b=2"));
        expected("<A HREF=\"x\">", "a", false, "href", Some("x"));
        expected("<a href=x/>", "a", false, "href", Some("x/"));
        expected("<img alt=\"a &quot;b&quot;\u{1}\" src=c>", "img", false, "alt", Some("a \"b\""));
        expected("<img alt=\"\">", "img", false, "alt", None);
        expected("</TD >", "td", true, "x", None);
        expected("<details open>", "details", false, "open", None);
        expected("<my-box>", "my-box", false, "open", None);
        assert!(Tag::read("<details open>").unwrap().attributes().has("open"));
        for none in ["<!-- a -->", "<?php", "<", "</>", "a", "", "<1>"] {
            assert_eq!(Tag::read(none), None, "{none}");
        }
        for (raw, empty) in
            [("<br/>", true), ("<a id=\"x\"/>", true), ("<a id=x />", true), ("<a href=x/>", false), ("<a>", false)]
        {
            assert_eq!(Tag::read(raw).unwrap().is_empty(), empty, "{raw}");
        }
    }

    /// Code in a page is copied as it is read.
    #[test]
    fn text_of_code() {
        for (html, expected) in [
            ("a &lt;b&gt; &amp;&nbsp;c", "a <b> &\u{a0}c"),
            ("<code class=\"js\">a<br>b <i>c</i></code>", "a\nb c"),
            ("**a**\n\n  b", "**a**\n\n  b"),
        ] {
            assert_eq!(text(html), expected, "{html}");
        }
    }
}
